"""Workers: replaced when killed, restarted without a lost request, drained, reloaded.

  KRAIT_BUILD=build python3 tests/server/workers_test.py
"""

import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
import unittest

from hosting import HERE, Served, is_zombie, read_all


class Load:
    """Clients in threads that ask again and again; what went wrong is kept."""

    def __init__(self, served, clients=8, is_keep_alive=True, path="/busy?2000"):
        self.served = served
        self.path = path
        self.is_keep_alive = is_keep_alive
        self.answers, self.failures = 0, []
        self.is_ending = False
        self.threads = [threading.Thread(target=self.run) for _ in range(clients)]
        for thread in self.threads:
            thread.start()

    def request(self, peer, connection):
        peer.sendall(f"GET {self.path} HTTP/1.1\r\nHost: a\r\nConnection: {connection}\r\n\r\n".encode())
        answer = b""
        while not answer.endswith(b"done"):
            part = peer.recv(65536)
            if not part:
                raise ConnectionError(f"the end after {answer!r}")
            answer += part
        return b"connection: close" not in answer

    def run(self):
        peer = None
        while not self.is_ending:
            try:
                peer = peer or self.served.connect()
                stays = self.request(peer, "keep-alive" if self.is_keep_alive else "close")
                self.answers += 1
                if not stays:
                    peer.close()
                    peer = None
            except OSError as error:
                self.failures.append(repr(error))
                if peer:
                    peer.close()
                peer = None
        if peer:
            peer.close()

    def end(self):
        self.is_ending = True
        for thread in self.threads:
            thread.join()


class Processes(unittest.TestCase):
    def serve(self, *flags, workers=2):
        served = Served("raw:app", f"--workers={workers}", "--strategy=processes", "--no-access-log", *flags)
        self.addCleanup(lambda: served.process.poll() is None and served.stop())
        return served

    def pids(self, served, count=40):
        return {int(served.ask("GET", "/pid")[1]) for _ in range(count)}

    def test_all_workers_serve(self):
        served = self.serve(workers=3)
        self.assertEqual(self.pids(served, 100), set(served.workers()))
        self.assertEqual(len(served.workers()), 3)
        self.assertEqual(served.stop(), 0)

    def test_a_killed_worker_loses_its_own_requests_alone(self):
        served = self.serve()
        load = Load(served)
        time.sleep(0.3)
        victim = served.workers()[0]
        os.kill(victim, signal.SIGKILL)
        served.wait_for(r"was killed by SIGKILL; a new one starts")
        served.wait_for("Application startup complete", 3)
        before = load.answers
        time.sleep(0.5)
        load.end()
        self.assertGreater(load.answers, before + 50)
        # Each client had one request open at most, and half of the clients were another worker's.
        self.assertLessEqual(len(load.failures), 8, load.failures)
        self.assertEqual(len(served.workers()), 2)
        self.assertNotIn(victim, self.pids(served))
        self.assertEqual(served.stop(), 0)

    def test_a_restart_loses_no_request(self):
        served = self.serve()
        for is_keep_alive in (True, False):
            load = Load(served, is_keep_alive=is_keep_alive)
            time.sleep(0.2)
            older = served.workers()
            served.send(signal.SIGHUP)
            end = time.monotonic() + 15
            while set(older) & set(served.workers()) or len(served.workers()) < 2:
                self.assertLess(time.monotonic(), end, served.text())
                time.sleep(0.02)
            time.sleep(0.2)
            load.end()
            self.assertEqual(load.failures, [])
            self.assertGreater(load.answers, 100)
        self.assertEqual(served.stop(), 0)

    def test_a_restart_that_fails_keeps_the_old_workers(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        path = os.path.join(folder, "changing.py")
        shutil.copy(os.path.join(HERE, "apps", "raw.py"), path)
        served = Served("changing:app", "--workers=2", folder=folder)
        older = served.workers()
        with open(path, "w") as file:
            file.write("raise ValueError('a mistake')")
        served.send(signal.SIGHUP)
        served.wait_for("a mistake")
        time.sleep(0.3)
        self.assertEqual(served.ask("GET", "/")[1], b"Hello, World!")
        self.assertEqual(served.workers(), older)
        self.assertEqual(served.stop(), 0)

    def test_one_worker_is_replaced_and_restarted_too(self):
        served = self.serve(workers=1)
        (first,) = served.workers()
        self.assertNotEqual(first, served.process.pid)
        os.kill(first, signal.SIGKILL)
        served.wait_for("was killed by SIGKILL; a new one starts")
        served.wait_for("Application startup complete", 2)
        self.assertEqual(served.ask("GET", "/")[1], b"Hello, World!")
        load = Load(served, clients=4)
        time.sleep(0.2)
        older = served.workers()
        served.send(signal.SIGHUP)
        served.wait_for("Application startup complete", 3)
        end = time.monotonic() + 15
        while set(older) & set(served.workers()):
            self.assertLess(time.monotonic(), end, served.text())
            time.sleep(0.02)
        load.end()
        self.assertEqual(load.failures, [])
        self.assertEqual(served.stop(), 0)

    def test_an_interrupt_of_all_processes_finishes_requests(self):
        # As Ctrl+C on a terminal, and as SIGTERM by systemd: to every process of the group.
        for number in (signal.SIGINT, signal.SIGTERM):
            for flags in ((), ("--reload",)):
                served = self.serve(*flags, workers=1 if flags else 2)
                served.wait_for("Application startup complete")
                peer = served.connect()
                peer.sendall(b"GET /sleep?0.7 HTTP/1.1\r\nHost: a\r\n\r\n")
                time.sleep(0.2)
                os.killpg(served.process.pid, number)
                self.assertTrue(read_all(peer).endswith(b"slept"), served.text())
                self.assertEqual(served.process.wait(20), 0)

    def test_asked_twice_it_ends_at_once(self):
        for workers in (1, 2):
            for number in (signal.SIGINT, signal.SIGTERM):
                served = self.serve(workers=workers)
                peer = served.connect()
                peer.sendall(b"GET /sleep?60 HTTP/1.1\r\nHost: a\r\n\r\n")
                time.sleep(0.2)
                begin = time.monotonic()
                for _ in range(2):
                    os.killpg(served.process.pid, number)
                    time.sleep(0.3)
                self.assertEqual(served.process.wait(20), 0)
                self.assertLess(time.monotonic() - begin, 6)

    def test_a_start_that_hangs_can_be_ended(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        with open(os.path.join(folder, "hanging.py"), "w") as file:
            file.write("import time\nprint('running on http://a:1', flush=True)\ntime.sleep(60)\n")
        served = Served("hanging:app", "--workers=2", folder=folder)
        begin = time.monotonic()
        self.assertEqual(served.stop(), 0)
        self.assertLess(time.monotonic() - begin, 6)

    def test_a_mistake_in_the_app_ends_it(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        with open(os.path.join(folder, "mistaken.py"), "w") as file:
            file.write("app = 1 / 0")
        for workers in (1, 2):
            with self.assertRaisesRegex(RuntimeError, "ZeroDivisionError"):
                Served("mistaken:app", f"--workers={workers}", folder=folder)

    def test_an_app_that_does_not_load(self):
        with self.assertRaisesRegex(RuntimeError, 'Could not import module "nowhere"'):
            Served("nowhere:app", "--workers=2")
        with self.assertRaisesRegex(RuntimeError, "not today"):
            Served("raw:refuses_to_start", "--workers=2")

    def test_the_end_waits_for_requests(self):
        served = self.serve()
        peers = [served.connect() for _ in range(6)]
        for peer in peers:
            peer.sendall(b"GET /sleep?0.5 HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.2)
        served.send()
        for peer in peers:
            self.assertTrue(read_all(peer).endswith(b"slept"))
        self.assertEqual(served.stop(), 0)
        with self.assertRaises(OSError):
            served.connect(timeout=1)

    def test_who_takes_too_long_is_cut_off(self):
        served = self.serve("--timeout-graceful-shutdown=0.5")
        peer = served.connect()
        peer.sendall(b"GET /sleep?60 HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.2)
        begin = time.monotonic()
        self.assertEqual(served.stop(), 0)
        self.assertLess(time.monotonic() - begin, 8)

    def test_workers_end_with_a_supervisor_that_was_killed(self):
        served = self.serve()
        workers = served.workers()
        served.process.kill()
        served.process.wait()
        end = time.monotonic() + 10
        while any(not is_zombie(pid) for pid in workers):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)

    def test_a_worker_is_replaced_after_its_requests(self):
        served = self.serve("--limit-max-requests=20")
        load = Load(served, clients=4)
        served.wait_for("Started server process", 6)
        load.end()
        self.assertEqual(load.failures, [])
        self.assertEqual(served.stop(), 0)

    def test_metrics_are_of_all_workers(self):
        served = self.serve("--metrics=/metrics")
        for _ in range(30):
            served.ask("GET", "/")
        time.sleep(1.3)
        text = served.ask("GET", "/metrics")[1].decode()
        counts = [int(line.split()[1]) for line in text.splitlines() if line.startswith("krait_requests_total{")]
        self.assertEqual(len(counts), 2)
        self.assertGreaterEqual(sum(counts), 30)
        self.assertEqual(served.stop(), 0)

    def test_a_port_that_is_taken(self):
        taken = socket.create_server(("127.0.0.1", 0))
        with self.assertRaisesRegex(RuntimeError, "error while attempting to bind"):
            Served("raw:app", "--workers=2", f"--port={taken.getsockname()[1]}")
        taken.close()

    def test_one_that_keeps_dying_is_slowed_down(self):
        served = self.serve()
        for _ in range(3):
            workers = served.workers()
            os.kill(workers[-1], signal.SIGSEGV)
            end = time.monotonic() + 10
            while served.workers() == workers or len(served.workers()) < 2:
                self.assertLess(time.monotonic(), end)
                time.sleep(0.02)
        self.assertIn("SIGSEGV", served.text())
        self.assertEqual(served.ask("GET", "/")[0], 200)
        self.assertEqual(served.stop(), 0)

    def test_the_reason_for_a_strategy_is_told(self):
        served = self.serve("--strategy=threads")
        self.assertRegex(served.text(), "Strategy: 2 (processes|threads) ")
        self.assertEqual(served.stop(), 0)

    def test_pinned(self):
        served = self.serve("--pin")
        cores = [os.sched_getaffinity(pid) for pid in served.workers()]
        self.assertEqual([len(core) for core in cores], [1, 1])
        self.assertEqual(served.stop(), 0)

    def test_an_inherited_socket_and_environment(self):
        listener = socket.create_server(("127.0.0.1", 0))
        served = Served("raw:app", f"--fd={listener.fileno()}", "--strategy=processes",
                        env={"UVICORN_WORKERS": "2", "KRAIT_LOG_LEVEL": "info"})
        served.port = listener.getsockname()[1]
        self.assertEqual(served.ask("GET", "/")[1], b"Hello, World!")
        self.assertEqual(len(served.workers()), 2)
        self.assertEqual(served.stop(), 0)
        listener.close()


class Reload(unittest.TestCase):
    def test_a_change_starts_anew(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        path = os.path.join(folder, "changing.py")
        shutil.copy(os.path.join(HERE, "apps", "raw.py"), path)
        served = Served("changing:app", "--reload", f"--reload-dir={folder}", folder=folder)
        served.wait_for("Application startup complete")
        self.assertEqual(served.ask("GET", "/")[1], b"Hello, World!")
        with open(path) as file:
            text = file.read()
        for number, word in enumerate((b"other", b"third"), 1):
            with open(path, "w") as file:
                file.write(text.replace("Hello, World!", word.decode()))
            served.wait_for("Reloading", number)
            served.wait_for("Application startup complete", number + 1)
            self.assertEqual(served.ask("GET", "/")[1], word)
        with open(path, "w") as file:
            file.write("this is no Python")
        served.wait_for("SyntaxError")
        with open(path, "w") as file:
            file.write(text)
        served.wait_for("Application startup complete", 4)
        self.assertEqual(served.ask("GET", "/")[1], b"Hello, World!")
        self.assertEqual(served.stop(), 0)


if __name__ == "__main__":
    unittest.main()
