"""Memory stays flat under a mix of requests, and clients that are slow on purpose cost nothing.

  KRAIT_BUILD=build KRAIT_SOAK_SECONDS=60 python3 tests/server/soak_test.py
"""

import os
import random
import shutil
import subprocess
import threading
import time
import unittest

from hosting import Served, read_all

SECONDS = float(os.environ.get("KRAIT_SOAK_SECONDS", "6"))
GROWTH_KB_MAX = 1500  # of the worker, from the end of the warm-up on


def resident_kb(pid):
    with open(f"/proc/{pid}/status") as file:
        return int(file.read().split("VmRSS:")[1].split()[0])


class Mix:
    """Clients that do what clients do: keep-alive, pipelines, uploads, streams, errors, leaving half-way."""

    KINDS = ("plain", "pipelined", "upload", "stream", "leaves", "malformed", "suspended", "fails")

    def __init__(self, served, seed):
        self.served = served
        self.random = random.Random(seed)
        self.count, self.failures = 0, []

    def run(self, end):
        while time.monotonic() < end:
            kind = self.random.choice(self.KINDS)
            try:
                getattr(self, kind)()
                self.count += 1
            except (OSError, AssertionError) as error:
                self.failures.append(f"{kind}: {error!r}")

    def exchange(self, request, expected):
        with self.served.connect() as peer:
            peer.sendall(request)
            answer = read_all(peer)
            assert answer.startswith(expected), answer[:200]
            return answer

    def plain(self):
        self.exchange(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", b"HTTP/1.1 200 ")

    def pipelined(self):
        many = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 20 + b"GET /sleep HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        assert self.exchange(many, b"HTTP/1.1 200 ").count(b"200 OK") == 21

    def upload(self):
        body = b"x" * self.random.choice((10, 5000, 200000))
        head = b"POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
        assert self.exchange(head + body, b"HTTP/1.1 200 ").endswith(body)

    def stream(self):
        self.exchange(b"GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", b"HTTP/1.1 200 ")

    def leaves(self):
        with self.served.connect() as peer:
            peer.sendall(self.random.choice((b"GET /sleep", b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n",
                                             b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab")))

    def malformed(self):
        self.exchange(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"HTTP/1.1 400 ")

    def suspended(self):
        self.exchange(b"GET /context?suspend HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", b"HTTP/1.1 200 ")

    def fails(self):
        self.exchange(b"GET /fails_late HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", b"HTTP/1.1 500 ")


class Soak(unittest.TestCase):
    def run_mix(self, served, seconds):
        mixes = [Mix(served, seed) for seed in range(6)]
        end = time.monotonic() + seconds
        threads = [threading.Thread(target=mix.run, args=(end,)) for mix in mixes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([failure for mix in mixes for failure in mix.failures][:3], [])
        return sum(mix.count for mix in mixes)

    def test_memory_is_flat(self):
        served = Served("raw:app", "--workers=1", "--no-access-log")
        pid = served.process.pid
        self.run_mix(served, SECONDS / 3)
        before = resident_kb(pid)
        count = self.run_mix(served, SECONDS)
        after = resident_kb(pid)
        self.assertGreater(count, 50 * SECONDS)
        self.assertLess(after - before, GROWTH_KB_MAX, f"{before} kB, then {after} kB after {count} exchanges")
        self.assertEqual(served.stop(), 0)

    @unittest.skipUnless(shutil.which("slowhttptest"), "no slowhttptest")
    def test_slow_clients_cost_nothing(self):
        flags = ("--timeout-header=2", "--timeout-body=2", "--limit-body-rate=1000")
        served = Served("raw:app", "--workers=1", "--no-access-log", *flags)
        url = f"http://127.0.0.1:{served.port}/echo"
        for mode in (["-H", "-i", "1"], ["-B", "-i", "1", "-s", "8192"]):
            command = ["slowhttptest", "-c", "200", "-r", "200", "-l", "5", "-p", "1", "-u", url, *mode]
            attack = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(1)
            begin = time.monotonic()
            for _ in range(20):
                self.assertEqual(served.ask("GET", "/")[0], 200)
            self.assertLess(time.monotonic() - begin, 1)
            attack.wait(60)
        self.assertEqual(served.stop(), 0)


if __name__ == "__main__":
    unittest.main()
