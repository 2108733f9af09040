"""ASGI applications: messages, tasks, contexts, errors, streams, the end.

  KRAIT_BUILD=build python3 tests/server/asgi_test.py
"""

import json
import os
import signal
import socket
import tempfile
import time
import unittest

from hosting import Served, read_all


class Asgi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.served = Served("raw:app", "--workers=1", "--limit-body-bytes=4000000")

    @classmethod
    def tearDownClass(cls):
        assert cls.served.stop() == 0, cls.served.text()

    def text(self, path, **more):
        status, body, _ = self.served.ask("GET", path, **more)
        self.assertEqual(status, 200, body)
        return body.decode()

    def scope(self, path="/scope", headers={}):
        return json.loads(self.text(path, headers=headers))

    def test_scope(self):
        scope = self.scope("/scope?a=%41&b", {"X-One": "1", "Cookie": "c=d"})
        self.assertEqual(scope["type"], "http")
        self.assertEqual(scope["asgi"]["version"], "3.0")
        self.assertEqual((scope["method"], scope["path"], scope["raw_path"]), ("GET", "/scope", "/scope"))
        self.assertEqual((scope["query_string"], scope["scheme"], scope["root_path"]), ("a=%41&b", "http", ""))
        self.assertEqual(scope["server"], ["127.0.0.1", self.served.port])
        self.assertEqual(scope["client"][0], "127.0.0.1")
        self.assertIn(["x-one", "1"], scope["headers"])
        self.assertIn(["cookie", "c=d"], scope["headers"])
        self.assertEqual(scope["state"], {"color": "green"})

    def test_paths_are_decoded(self):
        peer = self.served.connect()
        peer.sendall(b"GET /%73cope?x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        scope = json.loads(read_all(peer).split(b"\r\n\r\n", 1)[1])
        self.assertEqual((scope["path"], scope["raw_path"]), ("/scope", "/%73cope"))

    def test_http_10(self):
        peer = self.served.connect()
        peer.sendall(b"GET /scope HTTP/1.0\r\n\r\n")
        head, body = read_all(peer).split(b"\r\n\r\n", 1)
        self.assertEqual(json.loads(body)["http_version"], "1.0")

    def test_trusted_proxies_name_the_client(self):
        scope = self.scope(headers={"X-Forwarded-For": "1.2.3.4, 127.0.0.1", "X-Forwarded-Proto": "https"})
        self.assertEqual((scope["client"], scope["scheme"]), (["1.2.3.4", 0], "https"))

    def test_bodies_come_back(self):
        for size in (0, 1, 5000, 70000, 300000, 3000000):
            body = bytes(range(256)) * (size // 256 + 1)
            self.assertEqual(self.served.ask("POST", "/echo", body[:size])[1], body[:size])

    def test_chunked_bodies(self):
        status, body, _ = self.served.ask("POST", "/echo", iter([b"one ", b"two ", b"x" * 100000]))
        self.assertEqual((status, body), (200, b"one two " + b"x" * 100000))

    def test_slow_bodies_are_streamed(self):
        peer = self.served.connect()
        peer.sendall(b"POST /pieces HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nConnection: close\r\n\r\nabc")
        time.sleep(0.1)
        peer.sendall(b"def")
        self.assertTrue(read_all(peer).endswith(b"6 True"))

    def test_a_body_in_any_two_pieces(self):
        request = b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
        peers = []
        for cut in range(1, len(request)):
            peer = self.served.connect()
            peer.sendall(request[:cut])
            peers.append((peer, request[cut:]))
        time.sleep(0.05)
        for peer, rest in peers:
            peer.sendall(rest)
        for peer, _ in peers:
            answer = read_all(peer)
            self.assertTrue(answer.startswith(b"HTTP/1.1 200 ") and answer.endswith(b"\r\n\r\nhello"), answer)

    def test_too_large_a_body(self):
        try:
            self.assertEqual(self.served.ask("POST", "/echo", b"x" * 4000001)[0], 413)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it was refused before all was sent

    def test_suspended_and_streamed_answers(self):
        self.assertEqual(self.text("/sleep"), "slept")
        self.assertEqual(self.text("/stream"), "".join(f"part{number}\n" for number in range(5)))

    def test_a_slow_reader_holds_the_sender_back(self):
        peer = self.served.connect()
        peer.sendall(b"GET /big HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        time.sleep(0.2)
        self.assertEqual(self.text("/"), "Hello, World!")
        with open(f"/proc/{self.served.workers()[0]}/status") as file:
            before = int(file.read().split("VmRSS:")[1].split()[0])
        self.assertLess(before, 60000)
        self.assertEqual(read_all(peer).count(b"x"), 200 * 65536)

    def test_contexts_are_apart(self):
        for _ in range(3):
            self.assertEqual(self.text("/context"), "unset set True")
            self.assertEqual(self.text("/context?suspend"), "unset set True")

    def test_asyncio_is_whole(self):
        self.assertEqual(self.text("/tools"), "slept child timeout thread process")
        self.assertEqual(self.text("/network"), "slept")
        self.assertEqual(self.text("/cancelled"), "cancelled")

    def test_many_at_once(self):
        peers = [self.served.connect() for _ in range(100)]
        for peer in peers:
            peer.sendall(b"GET /sleep?0.2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        begin = time.monotonic()
        for peer in peers:
            self.assertTrue(read_all(peer).endswith(b"slept"))
        self.assertLess(time.monotonic() - begin, 5)

    def test_pipelined(self):
        peer = self.served.connect()
        paths = ["/", "/sleep", "/stream", "/echo", "/context", "/"] * 5
        peer.sendall(b"".join(b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % path.encode() for path in paths[:-1])
                     + b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        answer = read_all(peer)
        self.assertEqual(answer.count(b"HTTP/1.1 200 OK\r\n"), 30)
        self.assertEqual(answer.count(b"Hello, World!"), 10)

    def test_errors_leak_nothing(self):
        for path in ("/fails", "/fails_late", "/silent", "/splits"):
            status, body, _ = self.served.ask("GET", path)
            self.assertEqual((status, body), (500, b"Internal Server Error"), path)
        self.served.wait_for("ValueError: the application failed late")
        self.served.wait_for("ASGI callable returned without")

    def test_a_half_answer_is_cut_off(self):
        peer = self.served.connect()
        peer.sendall(b"GET /fails_half HTTP/1.1\r\nHost: a\r\n\r\n")
        self.assertFalse(read_all(peer).endswith(b"0\r\n\r\n"))

    def test_answering_twice_is_an_error_in_the_log_alone(self):
        self.assertEqual(self.text("/twice"), "once")
        self.served.wait_for("after response already completed")

    def test_an_answer_before_the_body_is_read(self):
        peer = self.served.connect()
        peer.sendall(b"POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc")
        self.assertTrue(peer.recv(1000).startswith(b"HTTP/1.1 413 "))
        peer.close()

    def test_head(self):
        status, body, answer = self.served.ask("HEAD", "/")
        self.assertEqual((status, body, answer.getheader("content-length")), (200, b"", "13"))

    def test_files_are_sent(self):
        with open(__file__.replace("asgi_test", "apps/raw"), "rb") as file:
            self.assertEqual(self.served.ask("GET", "/file")[1], file.read())

    def test_a_client_that_leaves_is_told(self):
        peer = self.served.connect()
        peer.sendall(b"GET /gone HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.05)
        peer.close()
        self.served.wait_for("gone: http.disconnect")

    def test_smuggling_is_refused(self):
        for request in (b"Content-Length: 1\r\nTransfer-Encoding: chunked", b"Content-Length: 1\r\nContent-Length: 2",
                        b"Transfer-Encoding: chunked, gzip", b"Content-Length : 1", b"X: a\r\n b", b"X: a\x00b"):
            peer = self.served.connect()
            peer.sendall(b"POST /echo HTTP/1.1\r\nHost: a\r\n" + request + b"\r\n\r\n0\r\n\r\n")
            answer = read_all(peer)
            self.assertTrue(answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 501 ")), (request, answer))
            self.assertEqual(answer.count(b"HTTP/1.1"), 1)


class Ends(unittest.TestCase):
    def test_open_requests_are_finished(self):
        served = Served("raw:app", "--workers=1")
        peer = served.connect()
        peer.sendall(b"GET /sleep?0.5 HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.1)
        served.send()
        answer = read_all(peer)
        self.assertIn(b"connection: close", answer)
        self.assertTrue(answer.endswith(b"slept"))
        self.assertEqual(served.stop(), 0)
        self.assertIn("Application shutdown complete", served.text())

    def test_event_streams_are_ended(self):
        served = Served("raw:app", "--workers=1")
        peer = served.connect()
        peer.sendall(b"GET /events HTTP/1.1\r\nHost: a\r\n\r\n")
        self.assertIn(b"data: 0", peer.recv(1000) + peer.recv(1000))
        begin = time.monotonic()
        served.send()
        self.assertTrue(read_all(peer).endswith(b"0\r\n\r\n"))
        self.assertEqual(served.stop(), 0)
        self.assertLess(time.monotonic() - begin, 5)
        served.wait_for("events ended http.disconnect")

    def test_who_does_not_end_is_cut_off(self):
        served = Served("raw:app", "--workers=1", "--timeout-graceful-shutdown=0.5")
        peer = served.connect()
        peer.sendall(b"GET /sleep?60 HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.1)
        begin = time.monotonic()
        self.assertEqual(served.stop(), 0)
        self.assertLess(time.monotonic() - begin, 5)

    def test_interrupt(self):
        served = Served("raw:app", "--workers=1")
        self.assertEqual(served.stop(signal.SIGINT), 0)

    def test_lifespan_off_and_unsupported(self):
        served = Served("raw:without_lifespan", "--workers=1")
        self.assertEqual(served.ask("GET", "/")[1], b"plain")
        self.assertEqual(served.stop(), 0)
        self.assertIn("appears unsupported", served.text())

    def test_a_start_that_fails(self):
        with self.assertRaisesRegex(RuntimeError, "not today\nERROR: +Application startup failed"):
            Served("raw:refuses_to_start", "--workers=1")

    def test_import_errors(self):
        for target, text in (("raw", 'must be in format'), ("nowhere:app", 'Could not import module "nowhere"'),
                             ("raw:nothing", 'Attribute "nothing" not found in module "raw"')):
            with self.assertRaisesRegex(RuntimeError, f"Error loading ASGI app. .*{text}"):
                Served(target, "--workers=1")

    def test_factory_root_path_and_unix_socket(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = os.path.join(folder.name, "socket")
        served = Served("raw:make", "--factory", "--workers=1", "--root-path=/under", f"--uds={path}")
        peer = socket.socket(socket.AF_UNIX)
        peer.connect(path)
        peer.sendall(b"GET /scope HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        answer = read_all(peer)
        self.assertEqual(served.stop(), 0)
        # The route is looked up by the whole path, which is not in the table.
        self.assertTrue(answer.endswith(b"Hello, World!"))

    def test_concurrency_limit(self):
        served = Served("raw:app", "--workers=1", "--limit-concurrency=2")
        peers = [served.connect() for _ in range(2)]
        for peer in peers:
            peer.sendall(b"GET /sleep?0.4 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        time.sleep(0.1)
        self.assertEqual(served.ask("GET", "/")[0], 503)
        for peer in peers:
            self.assertTrue(read_all(peer).endswith(b"slept"))
        self.assertEqual(served.ask("GET", "/")[0], 200)
        self.assertEqual(served.stop(), 0)

    def test_metrics(self):
        served = Served("raw:app", "--workers=1", "--metrics=/metrics", "--log-format=json")
        for _ in range(3):
            served.ask("GET", "/")
        served.ask("GET", "/fails")
        text = served.ask("GET", "/metrics")[1].decode()
        self.assertIn('krait_answers_total{worker="0",class="2xx"} 3', text)
        self.assertIn('krait_answers_total{worker="0",class="5xx"} 1', text)
        self.assertEqual(served.stop(), 0)
        lines = [json.loads(line) for line in served.text().splitlines()]
        self.assertIn(("GET", "/fails", 500), [(line.get("method"), line.get("target"), line.get("status"))
                                               for line in lines])


if __name__ == "__main__":
    unittest.main()
