"""examples/server: each served by `krait serve`, asked over sockets.

  KRAIT_BUILD=build python3 tests/server/examples_test.py
"""

import concurrent.futures
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get("KRAIT_BUILD", os.path.join(ROOT, "build"))
START_SECONDS_MAX = 20


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Examples(unittest.TestCase):
    def serve(self, name, workers=1, **environment):
        self.port = free_port()
        env = {**os.environ, **environment,
               "PYTHONPATH": os.pathsep.join([os.path.join(BUILD, "python"), os.path.join(ROOT, "python")])}
        server = subprocess.Popen(
            [sys.executable, "-m", "krait.serve", f"{name}:app", "--app-dir", os.path.join(ROOT, "examples/server"),
             "--port", str(self.port), "--workers", str(workers), "--no-access-log", "--log-level", "error"], env=env)
        self.addCleanup(self.stop, server)
        end = time.monotonic() + START_SECONDS_MAX
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if time.monotonic() > end or server.poll() is not None:
                    self.fail(f"{name} does not listen")
                time.sleep(0.05)

    def stop(self, server):
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
            self.fail("the server did not stop")

    def ask(self, method, path, body=None, headers=None, connection=None):
        own = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        data, headers = body, headers or {}
        if body is not None and not isinstance(body, bytes):
            data, headers = json.dumps(body).encode(), {"content-type": "application/json"}
        own.request(method, path, data, headers)
        answer = own.getresponse()
        text = answer.read()
        if connection is None:
            own.close()
        kind = answer.getheader("content-type") or ""
        return answer.status, json.loads(text) if kind == "application/json" and text else text

    def test_notes(self):
        with tempfile.TemporaryDirectory() as folder:
            self.serve("notes_sqlite", NOTES_DB=os.path.join(folder, "notes.db"))
            made = {"id": 1, "title": "Milk", "done": False}
            self.assertEqual(self.ask("POST", "/notes", {"title": "Milk"}), (201, made))
            self.assertEqual(self.ask("POST", "/notes", {"title": ""})[0], 422)
            self.assertEqual(self.ask("PUT", "/notes/1", {"title": "Tea", "done": True})[1]["title"], "Tea")
            self.assertEqual(self.ask("GET", "/notes?done=true"), (200, [{"id": 1, "title": "Tea", "done": True}]))
            self.assertEqual(self.ask("GET", "/notes/2"), (404, {"detail": "There is no such note"}))
            self.assertEqual(self.ask("DELETE", "/notes/1"), (204, b""))
            self.assertEqual(self.ask("GET", "/notes"), (200, []))
            self.assertEqual(self.ask("GET", "/notes?limit=101")[0], 422)

    def test_chat(self):
        self.serve("chat")
        self.assertIn(b"WebSocket", self.ask("GET", "/")[1])
        one, two = self.web_socket("/rooms/a?name=one"), self.web_socket("/rooms/a?name=two")
        self.assertEqual(self.message(one), {"name": "one", "text": "has come"})
        self.assertEqual(self.message(one), {"name": "two", "text": "has come"})
        self.assertEqual(self.message(two), {"name": "two", "text": "has come"})
        two.sendall(b"\x81\x82\0\0\0\0hi")
        self.assertEqual(self.message(one), {"name": "two", "text": "hi"})
        two.sendall(b"\x88\x82\0\0\0\0\x03\xe8")
        self.assertEqual(self.message(one), {"name": "two", "text": "has left"})

    def web_socket(self, path):
        peer = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        self.addCleanup(peer.close)
        peer.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += peer.recv(1)
        self.assertIn(b"101", head.split(b"\r\n")[0])
        return peer

    def message(self, peer):
        first, size = peer.recv(2, socket.MSG_WAITALL)
        self.assertEqual(first, 0x81)
        return json.loads(peer.recv(size, socket.MSG_WAITALL))

    def test_clock(self):
        self.serve("clock_events")
        events = self.ask("GET", "/clock?ticks=2&seconds=0.01")[1].decode().split("\n\n")
        self.assertEqual([json.loads(event[6:])["number"] for event in events[:2]], [0, 1])
        self.assertEqual(self.ask("GET", "/countdown?start=1")[1],
                         b"event: count\ndata: 1\nid: 1\n\nevent: end\ndata: lift-off\nretry: 5000\n\n")

    def test_uploads(self):
        with tempfile.TemporaryDirectory() as folder:
            self.serve("uploads", UPLOADS=folder)
            data = os.urandom(3 << 20)
            body = (b'--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n--b\r\nContent-Disposition: '
                    b'form-data; name="file"; filename="../x.bin"\r\n\r\n' + data + b"\r\n--b--\r\n")
            status, made = self.ask("POST", "/upload", body, {"content-type": "multipart/form-data; boundary=b"})
            self.assertEqual((status, made), (201, {
                "name": "x.bin", "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "note": "hello",
                "url": "/files/x.bin"}))
            self.assertEqual(self.ask("GET", "/files/x.bin")[1], data)
            self.assertEqual(os.listdir(folder), ["x.bin"])

    def test_later(self):
        self.serve("later")
        self.assertEqual(self.ask("POST", "/mail?to=me"), (202, {"queued": "me"}))
        self.assertEqual(self.ask("GET", "/sent"), (200, [{"to": "me", "text": "Hello"}]))
        self.assertEqual(self.ask("GET", "/primes?below=1000"), (200, {"below": 1000, "count": 168}))

    def test_million_requests_are_exact_over_workers(self):
        self.serve("million_requests", workers=2)
        count, clients = 500, 8

        def client(number):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            for i in range(count):
                body = {"userId": f"user_{(number * count + i) % 750}", "value": i % 1000}
                self.assertEqual(self.ask("POST", "/event", body, connection=connection)[0], 200)
            connection.close()

        with concurrent.futures.ThreadPoolExecutor(clients) as pool:
            list(pool.map(client, range(clients)))
        total = clients * sum(i % 1000 for i in range(count))
        wanted = {"totalRequests": clients * count, "uniqueUsers": 750, "sum": float(total),
                  "avg": total / (clients * count)}
        for _ in range(8):  # whichever worker answers
            self.assertEqual(self.ask("GET", "/stats"), (200, wanted))


if __name__ == "__main__":
    unittest.main()
