"""A mix of requests that goes on and on, and the memory of who answers it: for soak_test.py and bench/server/soak."""

import os
import random
import threading
import time

from hosting import read_all


def resident_kb(pid):
    with open(f"/proc/{pid}/status") as file:
        return int(file.read().split("VmRSS:")[1].split()[0])


def descriptor_count(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


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
                if len(self.failures) > 100:
                    return

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


def run_mix(served, seconds, clients=6, first_seed=0):
    """(how many exchanges, what went wrong)."""
    mixes = [Mix(served, first_seed + number) for number in range(clients)]
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=mix.run, args=(end,)) for mix in mixes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(mix.count for mix in mixes), [failure for mix in mixes for failure in mix.failures]
