"""Python 3.13: sub-interpreters with locks of their own, and the same tests as elsewhere in short.

  KRAIT_BUILD=build python3 tests/server/interpreters_test.py
"""

import json
import os
import signal
import subprocess
import threading
import time
import unittest

import python313
from hosting import PACKAGES, ROOT, Served
from workers_test import Load

PYTHON = python313.python()


def build(python):
    """The extension for it, in the cache: that may take longer than a server's start should."""
    load = 'from krait.extension import load; load("_krait_server")'
    subprocess.run([python, "-c", load], env={**os.environ, "PYTHONPATH": PACKAGES}, check=True, timeout=300)


class InOneProcess:
    """What holds for workers that share a process; who inherits has `serve`."""

    def test_a_restart_loses_no_request(self):
        served = self.serve("raw:app", "--no-access-log")
        load = Load(served)
        time.sleep(0.2)
        (older,) = served.workers()
        served.send(signal.SIGHUP)
        end = time.monotonic() + 20
        while older in served.workers():
            self.assertLess(time.monotonic(), end, served.text())
            time.sleep(0.02)
        time.sleep(0.2)
        load.end()
        self.assertEqual(load.failures, [])
        self.assertGreater(load.answers, 100)
        self.assertEqual(served.stop(), 0)

    def test_their_process_is_replaced(self):
        served = self.serve("raw:app", "--no-access-log")
        os.kill(served.workers()[0], signal.SIGKILL)
        served.wait_for("was killed by SIGKILL; a new one starts")
        served.wait_for("Application startup complete", 4)
        for _ in range(10):
            self.assertEqual(served.ask("GET", "/")[1], b"Hello, World!")
        self.assertEqual(served.stop(), 0)

    def test_one_is_replaced_after_its_requests(self):
        served = self.serve("raw:app", "--no-access-log", "--limit-max-requests=20")
        load = Load(served, clients=4)
        served.wait_for("Application startup complete", 6)
        load.end()
        self.assertEqual(load.failures, [])
        self.assertEqual(served.stop(), 0)

    def test_metrics_are_of_all_workers(self):
        served = self.serve("raw:app", "--metrics=/metrics")
        for _ in range(30):
            served.ask("GET", "/")
        time.sleep(1.3)
        text = served.ask("GET", "/metrics")[1].decode()
        counts = [int(line.split()[1]) for line in text.splitlines() if line.startswith("krait_requests_total{")]
        self.assertEqual(len(counts), 2)
        self.assertGreaterEqual(sum(counts), 30)
        self.assertEqual(served.stop(), 0)

    def test_slow_routes_move_to_threads(self):
        served = self.serve("slow:app", "--block-ms=1")
        for _ in range(30):
            self.assertEqual(served.ask("GET", "/")[1], b'"slept"')
        served.wait_for("runs on worker threads from now on")
        self.assertEqual(served.stop(), 0)


@unittest.skipIf(PYTHON is None, "no Python 3.13")
class Interpreters(InOneProcess, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        build(PYTHON)

    def serve(self, target="raw:app", *flags):
        served = Served(target, "--workers=2", "--strategy=subinterpreters", *flags, python=PYTHON)
        self.addCleanup(lambda: served.process.poll() is None and served.stop())
        return served

    def test_requests(self):
        served = self.serve()
        self.assertIn("Strategy: 2 subinterpreters (asked for)", served.text())
        for path, text in (("/", b"Hello, World!"), ("/sleep", b"slept"), ("/context", b"unset set True"),
                           ("/stream", b"part0\npart1\npart2\npart3\npart4\n"), ("/cancelled", b"cancelled")):
            for _ in range(6):  # both workers
                self.assertEqual(served.ask("GET", path)[:2], (200, text), path)
        self.assertEqual(served.ask("POST", "/echo", b"x" * 300000)[1], b"x" * 300000)
        self.assertEqual(served.stop(), 0)
        self.assertEqual(served.text().count("Application shutdown complete"), 2)

    def test_under_load(self):
        served = self.serve("raw:app", "--no-access-log")
        failures = []

        def ask():
            for _ in range(100):
                try:
                    if served.ask("GET", "/context?suspend")[:2] != (200, b"unset set True"):
                        failures.append("answer")
                except OSError as error:
                    failures.append(repr(error))

        threads = [threading.Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        self.assertEqual(served.stop(), 0)

    def test_totals_are_shared(self):
        served = Served("million_requests:app", "--workers=2", "--strategy=subinterpreters", "--no-access-log",
                        python=PYTHON, folder=os.path.join(ROOT, "examples/server"))
        self.addCleanup(lambda: served.process.poll() is None and served.stop())
        for number in range(60):
            body = json.dumps({"userId": f"user_{number % 25}", "value": number})
            self.assertEqual(served.ask("POST", "/event", body, {"Content-Type": "application/json"})[0], 200)
        for _ in range(6):
            self.assertEqual(json.loads(served.ask("GET", "/stats")[1]),
                             {"totalRequests": 60, "uniqueUsers": 25, "sum": 1770.0, "avg": 29.5})
        self.assertEqual(served.stop(), 0)

    def test_an_import_that_refuses_falls_back_to_processes(self):
        served = self.serve("refusing:app")
        self.assertRegex(served.text(), "Strategy: 2 processes .*does not load in a sub-interpreter")
        self.assertEqual(served.ask("GET", "/")[1], b"Hello, World!")
        self.assertEqual(served.stop(), 0)

    def test_processes(self):
        served = Served("raw:app", "--workers=2", python=PYTHON)
        for path, text in (("/tools", b"slept child timeout thread process"), ("/network", b"slept")):
            self.assertEqual(served.ask("GET", path)[:2], (200, text))
        time.sleep(0.1)
        self.assertEqual(served.stop(), 0)


FREE = os.environ.get("KRAIT_PYTHON_FREE_THREADED")


@unittest.skipUnless(FREE, "no KRAIT_PYTHON_FREE_THREADED: a Python built with --disable-gil")
class FreeThreads(InOneProcess, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        build(FREE)

    def serve(self, target="raw:app", *flags):
        served = Served(target, "--workers=2", *flags, python=FREE)
        self.addCleanup(lambda: served.process.poll() is None and served.stop())
        return served

    def test_krait_api_needs_no_lock(self):
        served = Served("million_requests:app", "--workers=2", "--no-access-log", python=FREE,
                        folder=os.path.join(ROOT, "examples/server"))
        self.addCleanup(lambda: served.process.poll() is None and served.stop())
        failures = []

        def ask(client):
            for number in range(50):
                body = json.dumps({"userId": f"user_{number}", "value": client})
                answer = served.ask("POST", "/event", body, {"Content-Type": "application/json"})
                if answer[:2] != (200, b'{"status":"ok"}'):
                    failures.append(answer[:2])

        threads = [threading.Thread(target=ask, args=(client,)) for client in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        self.assertEqual(json.loads(served.ask("GET", "/stats")[1]),
                         {"totalRequests": 300, "uniqueUsers": 50, "sum": 750.0, "avg": 2.5})
        self.assertIn("Strategy: 2 threads", served.text())
        self.assertNotIn("GIL", served.text())
        self.assertEqual(served.stop(), 0)

    def test_threads_serve(self):
        served = self.serve("raw:app", "--no-access-log")
        self.assertIn("Strategy: 2 threads (this Python has no global lock)", served.text())
        for path, text in (("/tools", b"slept child timeout thread process"), ("/network", b"slept"),
                           ("/context?suspend", b"unset set True")):
            for _ in range(4):
                self.assertEqual(served.ask("GET", path)[:2], (200, text))
        self.assertEqual(served.stop(), 0)


if __name__ == "__main__":
    unittest.main()
