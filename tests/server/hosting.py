"""Servers for tests, in processes of their own."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get("KRAIT_BUILD", os.path.join(ROOT, "build"))
PACKAGES = os.path.join(BUILD, "python")
sys.path.insert(0, PACKAGES)


class Served:
    """`krait serve TARGET FLAG…` with the given Python; the port is any."""

    def __init__(self, target, *flags, python=sys.executable, folder=os.path.join(HERE, "apps"), env=None):
        self.log = tempfile.TemporaryFile("w+")
        uses_socket = any(flag.split("=")[0] in ("--uds", "--fd", "--port") for flag in flags)
        port = () if uses_socket else ("--port", "0")
        self.process = subprocess.Popen(
            [python, "-m", "krait.serve", target, "--app-dir", folder, *port, *flags], stdout=self.log,
            stderr=subprocess.STDOUT, process_group=0,
            pass_fds=[int(flag[5:]) for flag in flags if flag.startswith("--fd=")],
            env={**os.environ, "PYTHONPATH": PACKAGES, "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1", **(env or {})})
        self.port = None
        end = time.monotonic() + 30
        while "running on" not in self.text():
            if self.process.poll() is not None or time.monotonic() > end:
                self.process.kill()
                raise RuntimeError(f"the server did not start: {self.text()}")
            time.sleep(0.02)
        found = re.search(r"http://\S+:(\d+)", self.text())
        self.port = int(found.group(1)) if found else None
        self.closed = False

    def text(self):
        # Not by seek and read: the server writes through the same file description, and so where its position is.
        number = self.log.fileno()
        return os.pread(number, os.fstat(number).st_size, 0).decode("utf-8", "replace")

    def wait_for(self, pattern, count=1, seconds=10):
        end = time.monotonic() + seconds
        while len(re.findall(pattern, self.text())) < count:
            if time.monotonic() > end:
                raise AssertionError(f"no {pattern!r} in the log:\n{self.text()}")
            time.sleep(0.02)

    def workers(self):
        """Process ids of the workers that live, oldest first."""
        started = [int(pid) for pid in re.findall(r"Started server process \[(\d+)\]", self.text())]
        return [pid for pid in started if os.path.exists(f"/proc/{pid}") and not is_zombie(pid)]

    def send(self, number=signal.SIGTERM):
        self.process.send_signal(number)

    def stop(self, number=signal.SIGTERM, seconds=20):
        """Ends it in an orderly way; returns its exit code."""
        if self.process.poll() is None:
            self.send(number)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the server did not end:\n{self.text()}")

    def connect(self, timeout=10):
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def ask(self, method, path, body=None, headers={}, timeout=10):
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            client.request(method, path, body, headers)
            answer = client.getresponse()
            return answer.status, answer.read(), answer
        finally:
            client.close()


def is_zombie(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def read_all(peer):
    """Everything until the other side ends."""
    parts = []
    while part := peer.recv(65536):
        parts.append(part)
    return b"".join(parts)
