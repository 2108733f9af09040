"""Flags as a user meets them: each one given to a server that runs.

  KRAIT_BUILD=build python3 tests/server/flags_test.py
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import unittest

from hosting import HERE, PACKAGES, Served, read_all
from socket_test import CLOSE, TEXT, Client

CLOSING = b"Host: a\r\nConnection: close\r\n"


class Flags(unittest.TestCase):
    def serve(self, *flags, target="raw:app", **more):
        served = Served(target, *(() if any(flag.startswith("--workers") for flag in flags) else ("--workers=1",)), *flags,
                        **more)
        self.addCleanup(lambda: served.process.poll() is None and served.stop())
        return served

    def raw(self, served, request, seconds=10):
        with served.connect(timeout=seconds) as peer:
            peer.sendall(request)
            return read_all(peer)

    def scope(self, served, headers=b""):
        answer = self.raw(served, b"GET /scope?a=1 HTTP/1.1\r\n" + CLOSING + headers + b"\r\n")
        return json.loads(answer.split(b"\r\n\r\n", 1)[1])

    def end(self, served):
        self.assertEqual(served.stop(), 0, served.text())
        return served.text()

    # ---- Where it listens

    def test_hosts(self):
        for host, address in (("localhost", None), ("0.0.0.0", "127.0.0.1"), ("::1", "::1"), ("::", "::1")):
            if ":" in host and not os.path.exists("/proc/net/if_inet6"):
                continue
            with self.subTest(host):
                served = self.serve(f"--host={host}")
                with socket.create_connection((address or host, served.port), timeout=10) as peer:
                    peer.sendall(b"GET /scope HTTP/1.1\r\n" + CLOSING + b"\r\n")
                    scope = json.loads(read_all(peer).split(b"\r\n\r\n", 1)[1])
                self.assertEqual(scope["server"][1], served.port)
                self.assertIn(scope["client"][0], ("127.0.0.1", "::1", "::ffff:127.0.0.1"))
                self.end(served)

    def test_a_host_that_is_none(self):
        with self.assertRaisesRegex(RuntimeError, "error while attempting to bind on no.such.host.invalid"):
            Served("raw:app", "--host=no.such.host.invalid")

    def test_a_unix_socket_goes_with_the_server(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "socket")
            for _ in range(2):
                served = self.serve("--workers=2", f"--uds={path}")
                for _ in range(10):
                    with socket.socket(socket.AF_UNIX) as peer:
                        peer.connect(path)
                        peer.sendall(b"GET / HTTP/1.1\r\n" + CLOSING + b"\r\n")
                        self.assertTrue(read_all(peer).endswith(b"Hello, World!"))
                self.end(served)
                self.assertFalse(os.path.exists(path))

    def test_the_root_path(self):
        served = self.serve("--root-path=/under/")
        self.assertTrue(self.raw(served, b"GET /scope HTTP/1.1\r\n" + CLOSING + b"\r\n").endswith(b"Hello, World!"))
        served_scope = self.serve("--root-path=/under", target="flagged:show")
        scope = self.scope(served_scope)
        self.assertEqual((scope["root_path"], scope["path"], scope["raw_path"]), ("/under", "/under/scope", "/under/scope"))

    def test_proxies(self):
        headers = b"X-Forwarded-For: 9.8.7.6, 127.0.0.1\r\nX-Forwarded-Proto: https\r\n"
        for flags, client, scheme in (((), "9.8.7.6", "https"), (("--no-proxy-headers",), "127.0.0.1", "http"),
                                      (("--forwarded-allow-ips=10.1.1.1",), "127.0.0.1", "http"),
                                      (("--forwarded-allow-ips=*",), "9.8.7.6", "https")):
            with self.subTest(flags):
                served = self.serve(*flags)
                scope = self.scope(served, headers)
                self.assertEqual((scope["client"][0], scope["scheme"]), (client, scheme))
                self.end(served)

    # ---- The application

    def test_env_file_and_app_dir(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "variables"), "w") as file:
                file.write('FLAGGED_ONE="from the file"\n')
            served = self.serve(f"--env-file={folder}/variables", target="flagged:variable")
            self.assertEqual(served.ask("GET", "/")[1], b"from the file")
            self.end(served)
            with open(os.path.join(folder, "here.py"), "w") as file:
                file.write("from flagged import show as app\n")
            served = self.serve(target="here:app", folder=folder, env={"PYTHONPATH": os.pathsep.join(
                [PACKAGES, os.path.join(HERE, "apps")])})
            self.assertEqual(self.scope(served)["type"], "http")
            self.end(served)

    def test_lifespan_and_interface(self):
        with self.assertRaisesRegex(RuntimeError, "Exception in 'lifespan' protocol"):
            Served("raw:without_lifespan", "--lifespan=on", "--workers=1")
        served = self.serve("--lifespan=off")
        self.assertNotIn("Waiting for application startup", self.end(served))
        served = self.serve("--interface=wsgi", target="flagged:either")
        self.assertEqual(served.ask("GET", "/")[1], b"as WSGI")
        self.end(served)

    def test_signals_of_one_worker_and_of_several(self):
        for workers in (1, 2):
            with self.subTest(workers):
                served = self.serve(f"--workers={workers}")
                events, sockets = [], []
                for _ in range(4):
                    peer = served.connect()
                    peer.sendall(b"GET /events HTTP/1.1\r\nHost: a\r\n\r\n")
                    self.assertIn(b"HTTP/1.1 200", peer.recv(1000))
                    events.append(peer)
                    sockets.append(Client(served))
                slow = served.connect()
                slow.sendall(b"GET /sleep?0.5 HTTP/1.1\r\nHost: a\r\n\r\n")
                time.sleep(0.2)
                begin = time.monotonic()
                served.send()
                for peer in events:
                    self.assertTrue(read_all(peer).endswith(b"0\r\n\r\n"))
                for client in sockets:
                    opcode, data = client.receive()
                    self.assertEqual((opcode, data[:2]), (CLOSE, b"\x03\xe9"))
                    client.send(CLOSE, data)
                self.assertTrue(read_all(slow).endswith(b"slept"))
                text = self.end(served)
                self.assertLess(time.monotonic() - begin, 8)
                self.assertEqual(text.count("Application shutdown complete"), workers)
                self.assertEqual(text.count("events ended http.disconnect"), 4)
                self.assertNotIn("Traceback", text)

    # ---- Limits

    def test_sizes(self):
        served = self.serve("--limit-header-bytes=2000", "--limit-header-count=5", "--limit-url-bytes=300",
                            "--limit-body-bytes=1000", "--ws-max-size=500", "--no-access-log")
        for wanted, request in (
                (200, b"GET / HTTP/1.1\r\n" + CLOSING + b"\r\n"),
                (431, b"GET / HTTP/1.1\r\n" + CLOSING + b"X: " + b"a" * 2000 + b"\r\n\r\n"),
                (431, b"GET / HTTP/1.1\r\n" + CLOSING + b"X: a\r\n" * 6 + b"\r\n"),
                (414, b"GET /" + b"a" * 400 + b" HTTP/1.1\r\n" + CLOSING + b"\r\n"),
                (413, b"POST /echo HTTP/1.1\r\nContent-Length: 1001\r\n" + CLOSING + b"\r\n" + b"x" * 1001),
                (200, b"POST /echo HTTP/1.1\r\nContent-Length: 1000\r\n" + CLOSING + b"\r\n" + b"x" * 1000),
                (413, b"POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + CLOSING + b"\r\n"
                 + b"200\r\n" + b"x" * 512 + b"\r\n" + b"200\r\n" + b"x" * 512 + b"\r\n0\r\n\r\n")):
            answer = self.raw(served, request)
            self.assertTrue(answer.startswith(b"HTTP/1.1 %d " % wanted), (request[:60], answer[:100]))
        client = Client(served)
        client.send(TEXT, b"x" * 500)
        self.assertEqual(client.receive(), (TEXT, b"x" * 500))
        client.send(TEXT, b"x" * 501)
        opcode, data = client.receive()
        self.assertEqual((opcode, data[:2]), (CLOSE, b"\x03\xf1"))
        self.end(served)

    def test_connections(self):
        served = self.serve("--limit-connections=3", "--no-access-log")
        peers = [served.connect() for _ in range(3)]
        time.sleep(0.1)
        with served.connect() as peer:
            peer.sendall(b"GET / HTTP/1.1\r\n" + CLOSING + b"\r\n")
            try:
                self.assertEqual(peer.recv(100), b"")
            except ConnectionResetError:
                pass
        peers.pop().close()
        time.sleep(0.1)
        self.assertEqual(served.ask("GET", "/")[0], 200)
        for peer in peers:
            peer.close()
        self.end(served)

    def test_times(self):
        served = self.serve("--timeout-keep-alive=1", "--timeout-header=1", "--timeout-body=1", "--timeout-write=1",
                            "--limit-body-rate=1000", "--no-access-log")
        idle, header, body, slow_body, reader, quiet = (served.connect() for _ in range(6))
        begin = time.monotonic()
        idle.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        header.sendall(b"GET / HTTP/1.1\r\nHost")
        body.sendall(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
        slow_body.sendall(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n")
        reader.sendall(b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        slow_body.settimeout(0.2)
        answer = b""
        while time.monotonic() - begin < 8 and not answer:
            try:
                slow_body.sendall(b"x")
                answer = slow_body.recv(1000)
            except TimeoutError:
                pass
        self.assertTrue(answer.startswith(b"HTTP/1.1 408 "), answer)
        self.assertTrue(read_all(header).startswith(b"HTTP/1.1 408 "))
        self.assertTrue(read_all(body).startswith(b"HTTP/1.1 408 "))
        self.assertTrue(read_all(idle).endswith(b"Hello, World!"))
        self.assertEqual(read_all(quiet), b"")
        with self.assertRaises((ConnectionError, AssertionError)):
            self.assertTrue(read_all(reader).endswith(b"0\r\n\r\n"))
        self.assertLess(time.monotonic() - begin, 10)
        self.assertEqual(served.ask("GET", "/")[0], 200)
        self.end(served)

    def test_deflate(self):
        offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
        served = self.serve()
        self.assertIn(b"permessage-deflate", Client(served, headers=offer).head)
        self.end(served)
        served = self.serve("--no-ws-per-message-deflate")
        self.assertNotIn(b"permessage-deflate", Client(served, headers=offer).head)
        self.end(served)

    def test_fields_of_every_answer(self):
        served = self.serve("--header=X-One: 1", "--header=x-two:b:c", "--server-header", "--no-date-header")
        for request, status in ((b"GET / HTTP/1.1\r\n" + CLOSING + b"\r\n", b"200"), (b"nonsense\r\n\r\n", b"400"),
                                (b"GET /fails HTTP/1.1\r\n" + CLOSING + b"\r\n", b"500"),
                                (b"GET /stream HTTP/1.1\r\n" + CLOSING + b"\r\n", b"200")):
            head = self.raw(served, request).split(b"\r\n\r\n")[0].split(b"\r\n")
            self.assertIn(status, head[0])
            for field in (b"x-one: 1", b"x-two: b:c", b"server: krait"):
                self.assertEqual(head.count(field), 1, head)
            self.assertFalse(any(line.startswith(b"date:") for line in head), head)
        self.assertIn(b"x-one: 1\r\n", Client(served).head + b"\r\n")
        self.end(served)
        served = self.serve("--header=Server: mine", "--server-header")
        answer = self.raw(served, b"GET / HTTP/1.1\r\n" + CLOSING + b"\r\n")
        self.assertEqual((answer.count(b"server: "), b"server: mine\r\n" in answer, b"\r\ndate: " in answer), (1, True, True))
        self.end(served)

    # ---- Logs

    def test_access_log(self):
        served = self.serve()
        served.ask("GET", "/scope?a=%20b")
        served.ask("GET", "/fails")
        self.raw(served, b"nonsense\r\n\r\n")
        text = self.end(served)
        self.assertRegex(text, r'INFO: +127\.0\.0\.1:\d+ - "GET /scope\?a=%20b HTTP/1\.1" 200 OK\n')
        self.assertRegex(text, r'"GET /fails HTTP/1\.1" 500 Internal Server Error\n')
        self.assertIn("ValueError: the application failed", text)

    def test_levels_colours_and_formats(self):
        served = self.serve("--no-access-log")
        served.ask("GET", "/scope")
        self.assertNotIn("GET /scope", self.end(served))
        served = self.serve("--use-colors")
        served.ask("GET", "/scope")
        text = self.end(served)
        self.assertIn("\x1b[32mINFO\x1b[0m", text)
        self.assertIn("\x1b[", text[text.index("GET /scope") - 100:])
        served = self.serve("--log-format=json", "--workers=2")
        served.ask("GET", "/fails")
        lines = [json.loads(line) for line in self.end(served).splitlines()]
        self.assertTrue(any("ValueError: the application failed" in line.get("exception", "") for line in lines), lines)
        self.assertTrue(any(line.get("status") == 500 for line in lines), lines)

    def test_a_level_that_is_silent(self):
        served = Served.__new__(Served)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        with tempfile.TemporaryFile("w+") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "krait.serve", "raw:app", "--app-dir", os.path.join(HERE, "apps"), "--port",
                 str(port), "--log-level=critical", "--workers=1"], stdout=log, stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONPATH": PACKAGES})
            served.process, served.port, served.log = process, port, log
            end = time.monotonic() + 20
            while True:
                try:
                    self.assertEqual(served.ask("GET", "/")[0], 200)
                    break
                except OSError:
                    self.assertLess(time.monotonic(), end)
                    time.sleep(0.05)
            self.assertEqual(served.ask("GET", "/fails")[0], 500)
            self.assertEqual(self.end(served), "")

    def test_log_config(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "log.json")
            with open(path, "w") as file:
                json.dump({"version": 1, "disable_existing_loggers": False,
                           "formatters": {"own": {"format": "OWN %(message)s"}},
                           "handlers": {"own": {"class": "logging.StreamHandler", "formatter": "own"}},
                           "loggers": {"krait.error": {"handlers": ["own"], "level": "INFO"}}}, file)
            self.assertIn("OWN Application startup complete.", self.end(self.serve(f"--log-config={path}")))

    # ---- Reload

    def test_reload_patterns(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "changing.py"), "w") as file:
                file.write("from flagged import show as app\n")
            served = self.serve("--reload", f"--reload-dir={folder}", "--reload-include=*.html", "--reload-exclude=not_*",
                                "--reload-delay=0.05", target="changing:app", folder=folder,
                                env={"PYTHONPATH": os.pathsep.join([PACKAGES,
                                                                    os.path.join(HERE, "apps")])})
            served.wait_for("Application startup complete|appears unsupported")
            for name in ("page.txt", "not_this.py", "page.html"):
                with open(os.path.join(folder, name), "w") as file:
                    file.write("x")
                time.sleep(0.3)
            served.wait_for("Reloading")
            served.wait_for("Application startup complete|appears unsupported", 2)
            os.mkdir(os.path.join(folder, "inner"))
            time.sleep(0.3)
            with open(os.path.join(folder, "inner", "new.py"), "w") as file:
                file.write("x = 1")
            served.wait_for("Reloading", 2)
            served.wait_for("Application startup complete|appears unsupported", 3)
            self.assertEqual(self.scope(served)["type"], "http")
            text = self.end(served)
            self.assertIn("page.html", text)
            self.assertNotIn("not_this", text)
            self.assertNotIn("page.txt", text)


if __name__ == "__main__":
    unittest.main()
