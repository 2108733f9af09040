"""A request costs no allocation outside of CPython: counted over 10,000 requests.

  KRAIT_BUILD=build python3 tests/server/allocations_test.py
"""

import os
import shutil
import subprocess
import tempfile
import unittest

from hosting import HERE, Served

IS_LONG = os.environ.get("KRAIT_TESTS") == "all"
KINDS = {
    "/plain": b"GET /plain HTTP/1.1\r\nHost: a\r\n\r\n",
    "/items": b"GET /items/12?q=abc HTTP/1.1\r\nHost: a\r\nAccept: */*\r\nUser-Agent: test\r\n\r\n",
    "POST": b"POST /items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 26\r\n\r\n"
            b'{"name": "ab", "price": 2}',
}


@unittest.skipUnless(shutil.which("cc") and os.path.exists("/lib64/ld-linux-x86-64.so.2"), "needs cc and glibc")
class Allocations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.library = os.path.join(cls.folder, "malloc_count.so")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", cls.library, os.path.join(HERE, "malloc_count.c"), "-ldl"],
                       check=True)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def exchange(self, peer, request):
        peer.sendall(request)
        answer = b""
        while True:
            answer += peer.recv(65536)
            head, is_whole, body = answer.partition(b"\r\n\r\n")
            if is_whole and len(body) == int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0]):
                break
        self.assertTrue(answer.startswith(b"HTTP/1.1 200 "), answer)
        return body

    def count(self, peer):
        return int(self.exchange(peer, b"GET /count HTTP/1.1\r\nHost: a\r\n\r\n"))

    def check(self, application, *flags):
        served = Served(f"counting:{application}", "--workers=1", *flags, env={"LD_PRELOAD": self.library})
        self.addCleanup(lambda: served.process.poll() is None and served.stop())
        with served.connect() as peer:
            self.assertGreater(self.count(peer), 0)  # it counts at all
            for kind, request in KINDS.items():
                for _ in range(200):
                    self.exchange(peer, request)
                before = self.count(peer)
                request_count = 10_000 if IS_LONG or kind == "/plain" else 1000
                for _ in range(request_count):
                    self.exchange(peer, request)
                self.assertEqual(self.count(peer) - before, 0, f"{application}, {kind}: over {request_count} requests")
        self.assertEqual(served.stop(), 0)

    def test_krait_api(self):
        self.check("api", "--no-access-log")

    def test_krait_api_with_its_log(self):
        self.check("api")

    def test_asgi(self):
        self.check("asgi", "--no-access-log")

    def test_wsgi(self):
        self.check("wsgi", "--no-access-log")


if __name__ == "__main__":
    unittest.main()
