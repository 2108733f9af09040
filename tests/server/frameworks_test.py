"""FastAPI, Starlette, Django and Flask from PyPI run unchanged; the `websockets` client talks to them.

  KRAIT_BUILD=build python3 tests/server/frameworks_test.py
"""

import gzip
import json
import os
import subprocess
import time
import unittest

import environment
from hosting import HERE, Served

PYTHON = environment.python()
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BOUNDARY = "0123456789"


def multipart(fields):
    lines = b""
    for name, filename, value in fields:
        file = f'; filename="{filename}"' if filename else ""
        lines += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode() + value + b"\r\n"
    return lines + f"--{BOUNDARY}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def app_source(name):
    with open(os.path.join(HERE, "apps", name), "rb") as file:
        return file.read()


@unittest.skipIf(PYTHON is None, "no packages from PyPI")
class Hosted(unittest.TestCase):
    target = None

    @classmethod
    def setUpClass(cls):
        if cls.target is None:
            raise unittest.SkipTest("the base of the others")
        cls.served = Served(cls.target, "--workers=1", python=PYTHON)

    @classmethod
    def tearDownClass(cls):
        assert cls.served.stop() == 0, cls.served.text()

    def ask(self, method, path, body=None, headers={}, status=200):
        found, text, answer = self.served.ask(method, path, body, headers)
        self.assertEqual(found, status, text)
        self.answer = answer
        return text

    def json(self, *arguments, **more):
        return json.loads(self.ask(*arguments, **more))


class FastApi(Hosted):
    target = "fastapi_app:app"

    def test_routes(self):
        self.assertEqual(self.json("GET", "/"), {"hello": "world"})
        self.assertEqual(self.answer.getheader("x-middleware"), "yes")
        self.assertEqual(self.json("GET", "/async/7?q=x"), {"number": 7, "q": "x", "started": True})
        self.assertEqual(self.json("GET", "/async/x", status=422)["detail"][0]["loc"], ["path", "number"])
        self.assertEqual(self.json("GET", "/missing", status=404), {"detail": "nothing here"})
        self.ask("GET", "/openapi.json")
        self.ask("GET", "/docs")

    def test_bodies(self):
        item = json.dumps({"name": "a", "price": 2.5})
        kind = {"Content-Type": "application/json"}
        self.assertEqual(self.json("POST", "/items", item, kind), {"name": "a", "double": 5.0, "word": "dependency"})
        self.assertEqual(self.json("POST", "/items", '{"name": "a"}', kind, status=422)["detail"][0]["type"], "missing")
        self.assertEqual(self.json("POST", "/upload", *multipart([("file", "a.bin", b"x" * 70000)])),
                         {"name": "a.bin", "bytes": 70000})

    def test_streams_and_files(self):
        self.assertEqual(self.ask("GET", "/stream"), b"0\n1\n2\n")
        with open(os.path.join(HERE, "apps", "fastapi_app.py"), "rb") as file:
            text = file.read()
        self.assertEqual(self.ask("GET", "/file"), text)
        self.assertEqual(self.ask("GET", "/file", headers={"Range": "bytes=3-9"}, status=206), text[3:10])

    def test_errors(self):
        self.assertEqual(self.ask("GET", "/fails", status=500), b"Internal Server Error")
        self.served.wait_for("ValueError: the endpoint failed")

    def test_background(self):
        before = self.json("GET", "/noted")["noted"]
        self.ask("GET", "/background")
        end = time.monotonic() + 5
        while self.json("GET", "/noted")["noted"] == before:
            self.assertLess(time.monotonic(), end)

    def test_web_sockets(self):
        client = os.path.join(HERE, "socket_client.py")
        subprocess.run([PYTHON, client, f"ws://127.0.0.1:{self.served.port}/ws/kitchen"], check=True, timeout=30)
        self.served.wait_for("left 1000")


class FastApiInProcesses(FastApi):
    @classmethod
    def setUpClass(cls):
        cls.served = Served(cls.target, "--workers=2", python=PYTHON)

    def test_background(self):
        self.ask("GET", "/background")  # which worker notes it is chance


class Starlette(Hosted):
    target = "starlette_app:app"

    def test_requests(self):
        self.assertEqual(self.ask("GET", "/plain?a=1", headers={"Cookie": "b=2"}), b"12")
        self.assertEqual(self.json("POST", "/form", "a=1&b=%20", FORM), {"a": "1", "b": " "})
        self.assertEqual(self.ask("POST", "/in", b"x" * 1000000), b"1000000")

    def test_compression_and_static_files(self):
        text = self.ask("GET", "/long", headers={"Accept-Encoding": "gzip"})
        self.assertEqual(gzip.decompress(text), b"word " * 1000)
        self.assertIn(b"Starlette from PyPI", self.ask("GET", "/static/starlette_app.py"))
        self.ask("GET", "/static/../asgi_test.py", status=404)
        tag = self.answer.getheader("etag")
        self.ask("GET", "/static/raw.py")
        tag = self.answer.getheader("etag")
        self.ask("GET", "/static/raw.py", headers={"If-None-Match": tag}, status=304)


class DjangoAsgi(Hosted):
    target = "django_app:asgi"

    def test_views(self):
        self.assertEqual(self.ask("GET", "/plain?a=b"), b"GET /plain b")
        self.assertEqual(self.json("GET", "/later"), {"later": True})
        self.assertEqual(self.json("POST", "/post", "a=1", FORM), {"form": "1", "bytes": 3})
        self.assertEqual(self.ask("GET", "/database"), b"42")
        self.assertEqual(self.ask("GET", "/stream"), b"0\n1\n2\n")
        self.assertEqual(self.ask("GET", "/file"), app_source("django_app.py"))
        self.ask("GET", "/nowhere", status=404)
        self.ask("GET", "/fails", status=500)


class DjangoWsgi(DjangoAsgi):
    target = "django_app:wsgi"


class Flask(Hosted):
    target = "flask_app:app"

    def test_views(self):
        self.assertEqual(self.ask("GET", "/hello/you?a=1"), b"hello you 1")
        headers = {"Content-Type": "application/json"}
        self.assertEqual(self.json("POST", "/json", '{"a": [1]}', headers), {"got": {"a": [1]}})
        self.assertEqual(self.json("POST", "/form", *multipart([("a", "", b"b"), ("file", "f", b"x" * 50000)])),
                         {"field": "b", "bytes": 50000})
        self.assertEqual(self.ask("GET", "/stream"), b"/stream 0\n/stream 1\n/stream 2\n")
        text = app_source("flask_app.py")
        self.assertEqual(self.ask("GET", "/file"), text)
        etag = self.answer.getheader("etag")
        self.assertEqual(self.ask("GET", "/file", headers={"Range": "bytes=5-9"}, status=206), text[5:10])
        self.assertEqual(self.ask("GET", "/file", headers={"If-None-Match": etag}, status=304), b"")
        self.assertEqual(self.ask("GET", "/count"), b"1")
        cookie = self.answer.getheader("set-cookie").split(";")[0]
        self.assertEqual(self.ask("GET", "/count", headers={"Cookie": cookie}), b"2")
        self.ask("GET", "/fails", status=500)

    def test_who_is_slow_moves_to_threads(self):
        for _ in range(5):
            self.assertEqual(self.ask("GET", "/slow"), b"slow")
        self.served.wait_for("runs on worker threads from now on")
        self.assertEqual(self.ask("GET", "/hello/you?a=1"), b"hello you 1")
        peers = [self.served.connect() for _ in range(8)]
        begin = time.monotonic()
        for peer in peers:
            peer.sendall(b"GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        for peer in peers:
            self.assertTrue(peer.recv(1000).startswith(b"HTTP/1.1 200 "))
            peer.close()
        self.assertLess(time.monotonic() - begin, 8 * 0.03)


if __name__ == "__main__":
    unittest.main()
