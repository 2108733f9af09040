"""WSGI applications, under wsgiref's validator; standard library alone.

  KRAIT_BUILD=build python3 tests/server/wsgi_test.py
"""

import gzip
import http.client
import io
import os
import shutil
import signal
import socket
import sys
import tempfile
import time
import unittest
import urllib.parse
from wsgiref.validate import validator

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("KRAIT_BUILD", os.path.join(ROOT, "build"))
sys.path.insert(0, os.path.join(BUILD, "python"))

import krait.serve


class Parts:
    def __init__(self, parts):
        self.parts = iter(parts)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.parts)

    def close(self):
        os.write(closed[1], b"c")


closed = os.pipe()


def app(environ, start_response):
    path = environ["PATH_INFO"]
    plain = [("Content-Type", "text/plain")]
    if path == "/echo":
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        start_response("201 Created", plain + [("X-Query", environ["QUERY_STRING"]), ("Content-Length", str(len(body)))])
        return [body]
    if path == "/parts":
        start_response("200 OK", plain)
        return Parts([b"one", b"", b"two"])
    if path == "/write":
        write = start_response("200 OK", plain)
        write(b"written ")
        return [b"rest"]
    if path == "/raise":
        raise ValueError("the application failed")
    if path == "/stop":
        os.kill(os.getpid(), signal.SIGTERM)
        sum(range(100))
    if path == "/late":
        start_response("200 OK", plain)
        return Parts(late())
    if path == "/split":
        start_response("200 OK", plain + [("X-Bad", "a\r\nX-More: b")])
        return [b"x"]
    if path == "/file":
        return send_file(environ, start_response)
    start_response("200 OK", plain)
    names = ["REQUEST_METHOD", "SERVER_PROTOCOL", "HTTP_X_ONE", "HTTP_COOKIE", "HTTP_X_TWO", "PATH_INFO"]
    return ["|".join(environ.get(name, "-") for name in names).encode("latin-1")]


class Unread(io.FileIO):
    """Not one of the types whose descriptors are sent."""


def send_file(environ, start_response):
    """A file, from ?start on, with a Content-Length of &length; &kind says how it is opened."""
    wanted = dict(urllib.parse.parse_qsl(environ["QUERY_STRING"]))
    kind = wanted.get("kind", "open")
    if kind == "gzip":
        file = gzip.open(packed, "rb")
    else:
        file = {"open": lambda: open(big, "rb"), "raw": lambda: io.FileIO(big), "memory": lambda: io.BytesIO(CONTENT),
                "derived": lambda: Unread(big)}[kind]()
    file.read(int(wanted.get("start", 0)))
    headers = [("Content-Type", "text/plain")]
    if "length" in wanted:
        headers.append(("Content-Length", wanted["length"]))
    start_response(wanted.get("status", "200 OK"), headers)
    wrapper = environ["wsgi.file_wrapper"](file, 70000)
    close = wrapper.close
    wrapper.close = lambda: (close(), os.write(closed[1], b"c"))
    if kind in ("open", "raw") and "length" not in wanted:
        wrapper.filelike = file
        environ["wsgi.file_wrapper"].__next__ = lambda self: 1 / 0  # nobody reads it
    return wrapper


CONTENT = bytes(range(256)) * 20_000
folder = tempfile.mkdtemp()
big, packed = os.path.join(folder, "big"), os.path.join(folder, "packed")


def late():
    yield b"x"
    raise ValueError("failed in the middle")


class Wsgi(unittest.TestCase):
    def start(self, application):
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                code = krait.serve.run(application, fd=listener.fileno(), access_log=False, interface="wsgi")
            finally:
                os._exit(code)
        listener.close()
        self.addCleanup(self.stop, child)

    def stop(self, child):
        if "signal_in" not in self._testMethodName:
            os.kill(child, signal.SIGTERM)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)

    def setUp(self):
        is_bare = any(name in self._testMethodName for name in ("split", "files"))
        self.start(app if is_bare else validator(app))
        self.http = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        self.addCleanup(self.http.close)

    def ask(self, method, path, body=None, headers={}):
        self.http.request(method, path, body, headers)
        answer = self.http.getresponse()
        return answer.status, answer.read(), answer

    def test_bodies_and_queries_pass(self):
        for size in (0, 1, 5000, 300000):
            body = os.urandom(size)
            status, back, answer = self.ask("POST", "/echo?a=%41&b", body)
            self.assertEqual((status, back), (201, body))
            self.assertEqual(answer.getheader("x-query"), "a=%41&b")

    def test_parts_are_chunked_and_closed(self):
        self.assertEqual(self.ask("GET", "/parts")[:2], (200, b"onetwo"))
        self.assertEqual(os.read(closed[0], 1), b"c")

    def test_write_comes_first(self):
        self.assertEqual(self.ask("GET", "/write")[:2], (200, b"written rest"))

    def test_environ_has_the_request(self):
        headers = {"X-One": "1", "Cookie": "a=b", "X_Two": "2"}
        text = self.ask("GET", "/%C3%A4/x", headers=headers)[1].decode("latin-1")
        self.assertEqual(text, "GET|HTTP/1.1|1|a=b|-|/\xc3\xa4/x")

    def test_errors_leak_nothing_and_the_next_request_is_answered(self):
        self.assertEqual(self.ask("GET", "/raise")[:2], (500, b"Internal Server Error"))
        self.assertEqual(self.ask("GET", "/parts")[:2], (200, b"onetwo"))

    def test_an_answer_that_breaks_off_ends_the_connection(self):
        self.http.request("GET", "/late")
        with self.assertRaises((http.client.IncompleteRead, ConnectionError, http.client.BadStatusLine)):
            self.http.getresponse().read()
        self.http.close()
        self.assertEqual(self.ask("GET", "/parts")[0], 200)

    def test_a_signal_in_a_call_stops_the_server(self):
        self.assertEqual(self.ask("GET", "/stop")[0], 200)
        peer = socket.socket()
        for _ in range(200):
            if peer.connect_ex(("127.0.0.1", self.port)) != 0:
                break
            peer.close()
            peer = socket.socket()
            time.sleep(0.01)
        else:
            self.fail("it still listens")
        peer.close()

    def test_headers_that_split_are_refused(self):
        self.assertEqual(self.ask("GET", "/split")[0], 500)

    def test_files_are_sent_by_the_kernel(self):
        for kind in ("open", "raw"):
            for start in (0, 7, len(CONTENT) - 1, len(CONTENT)):
                status, body, answer = self.ask("GET", f"/file?kind={kind}&start={start}")
                self.assertEqual((status, answer.getheader("content-length")), (200, str(len(CONTENT) - start)))
                self.assertTrue(body == CONTENT[start:], (kind, start, len(body)))
                self.assertEqual(os.read(closed[0], 1), b"c")
        status, body, _ = self.ask("HEAD", "/file")
        self.assertEqual((status, body, os.read(closed[0], 1)), (200, b"", b"c"))

    def test_files_that_must_be_read_are_read(self):
        for query, expected in (("kind=gzip", CONTENT), ("kind=memory", CONTENT), ("kind=derived", CONTENT),
                                ("start=10&length=90", CONTENT[10:100])):
            status, body, answer = self.ask("GET", "/file?" + query)
            self.assertEqual((status, len(body)), (200, len(expected)), query)
            self.assertTrue(body == expected, query)
            self.assertEqual(os.read(closed[0], 1), b"c")

    def test_smuggling_is_refused(self):
        peer = socket.create_connection(("127.0.0.1", self.port))
        peer.sendall(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
        self.assertTrue(peer.recv(100).startswith(b"HTTP/1.1 400 "))
        peer.close()


def setUpModule():
    with open(big, "wb") as file:
        file.write(CONTENT)
    with gzip.open(packed, "wb", compresslevel=1) as file:
        file.write(CONTENT)


def tearDownModule():
    shutil.rmtree(folder)


if __name__ == "__main__":
    unittest.main()
