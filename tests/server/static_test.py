"""Files: as wholes and in parts, compressed beforehand, never from outside of their folder.

  KRAIT_BUILD=build python3 tests/server/static_test.py
"""

import gzip
import json
import os
import shutil
import tempfile
import time
import unittest

from hosting import Served, read_all

BIG = bytes(range(256)) * 40_000  # more than the kernel takes at once
PAGE = b"<p>" + b"a page " * 1000
PATHSEND = ["http.response.start", "http.response.pathsend"]


def write(path, content, seconds=0):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
    os.utime(path, (1_700_000_000 + seconds, 1_700_000_000 + seconds))


def make_files(top):
    folder = os.path.join(top, "public")
    write(os.path.join(top, "secret.txt"), b"secret")
    write(os.path.join(top, "public-not", "near.txt"), b"secret")
    write(os.path.join(folder, "big.bin"), BIG)
    write(os.path.join(folder, "page.html"), PAGE)
    write(os.path.join(folder, "empty.txt"), b"")
    write(os.path.join(folder, "sub", "index.html"), b"the index")
    write(os.path.join(folder, "404.html"), b"not here")
    write(os.path.join(folder, "a b%.txt"), b"odd name")
    write(os.path.join(folder, "style.css"), b"p { color: red }" * 100)
    write(os.path.join(folder, "style.css.br"), b"br of it", 5)
    write(os.path.join(folder, "style.css.gz"), gzip.compress(b"p { color: red }" * 100), 5)
    write(os.path.join(folder, "late.css"), b"changed", 10)
    write(os.path.join(folder, "late.css.gz"), b"of before the change")
    os.symlink(os.path.join(top, "secret.txt"), os.path.join(folder, "link.txt"))
    os.symlink("page.html", os.path.join(folder, "inner.html"))
    os.mkfifo(os.path.join(folder, "pipe"))
    return folder


class Files(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.top = tempfile.mkdtemp()
        cls.folder = make_files(cls.top)
        cls.served = Served("static_app:app", "--workers=1", "--no-access-log", env={"STATIC_FOLDER": cls.folder})

    @classmethod
    def tearDownClass(cls):
        code = cls.served.stop()
        shutil.rmtree(cls.top)
        assert code == 0, cls.served.text()
        assert "Traceback" not in cls.served.text(), cls.served.text()

    def get(self, path, method="GET", **headers):
        status, body, answer = self.served.ask(
            method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return status, body, answer.headers

    def sent(self):
        return json.loads(self.served.ask("GET", "/sent")[1])

    def test_a_whole_file_goes_out_by_the_kernel(self):
        self.sent()
        status, body, headers = self.get("/files/big.bin")
        self.assertEqual((status, body), (200, BIG))
        self.assertEqual(headers["content-length"], str(len(BIG)))
        self.assertEqual(headers["accept-ranges"], "bytes")
        self.assertEqual(headers["content-type"], "application/octet-stream")
        self.assertEqual(headers["last-modified"], "Tue, 14 Nov 2023 22:13:20 GMT")
        self.assertEqual(self.sent(), PATHSEND)
        self.assertEqual(self.get("/files/empty.txt")[:2], (200, b""))
        self.assertEqual(self.get("/files/a%20b%25.txt")[:2], (200, b"odd name"))
        status, body, headers = self.get("/one")
        self.assertEqual((status, body), (200, PAGE))
        self.assertEqual(headers["content-disposition"], "attachment; filename*=utf-8''p%C3%A4ge.html")

    def test_head(self):
        self.sent()
        status, body, headers = self.get("/files/page.html", "HEAD")
        self.assertEqual((status, body, headers["content-length"]), (200, b"", str(len(PAGE))))
        self.assertNotIn("http.response.pathsend", self.sent())

    def test_one_range(self):
        size = len(BIG)
        for text, start, end in (("0-0", 0, 1), ("10-19", 10, 20), (f"{size - 5}-", size - 5, size),
                                 ("-7", size - 7, size), (f"5-{2 * size}", 5, size), (f"-{2 * size}", 0, size),
                                 ("1-9000000", 1, 9000001), ("0-4,3-9", 0, 10), (",, 7-8", 7, 9)):
            with self.subTest(text):
                self.sent()
                status, body, headers = self.get("/files/big.bin", range="bytes=" + text)
                self.assertEqual((status, len(body), headers["content-length"]), (206, end - start, str(end - start)))
                self.assertEqual(headers["content-range"], f"bytes {start}-{end - 1}/{size}")
                self.assertEqual(body, BIG[start:end])
                self.assertEqual(self.sent(), PATHSEND)
        status, body, headers = self.get("/files/big.bin", "HEAD", range="bytes=10-19")
        self.assertEqual((status, body, headers["content-length"]), (206, b"", "10"))

    def test_several_ranges(self):
        status, body, headers = self.get("/files/big.bin", range="bytes=0-9, 100-70099,-3")
        self.assertEqual(status, 206)
        kind, boundary = headers["content-type"].split("; boundary=")
        self.assertEqual(kind, "multipart/byteranges")
        size, expected = len(BIG), b""
        for start, end in ((0, 10), (100, 70100), (size - 3, size)):
            expected += (f"--{boundary}\r\nContent-Type: application/octet-stream\r\n"
                         f"Content-Range: bytes {start}-{end - 1}/{size}\r\n\r\n").encode() + BIG[start:end] + b"\r\n"
        self.assertEqual(body, expected + f"--{boundary}--".encode())
        many = ",".join(f"{2 * at}-{2 * at}" for at in range(1000))
        status, body, _ = self.get("/files/page.html", range="bytes=" + many)
        self.assertEqual((status, body), (200, PAGE))

    def test_ranges_that_cannot_be(self):
        for text in (f"bytes={len(PAGE)}-", f"bytes=0-1,{len(PAGE)}-", "bytes=-0"):
            status, _, headers = self.get("/files/page.html", range=text)
            self.assertEqual((status, headers["content-range"]), (416, f"bytes */{len(PAGE)}"), text)
        for text in ("bytes", "lines=0-1", "bytes=", "bytes=a-b", "bytes=5-4"):
            self.assertEqual(self.get("/files/page.html", range=text)[0], 400, text)
        self.assertEqual(self.get("/files/empty.txt", range="bytes=0-")[0], 416)

    def test_conditions(self):
        headers = self.get("/files/page.html")[2]
        etag, changed = headers["etag"], headers["last-modified"]
        early, late = "Tue, 14 Nov 2023 22:13:19 GMT", "Tue, 14 Nov 2023 22:13:21 GMT"
        for wanted, fields in (
                (304, {"if_none_match": etag}), (304, {"if_none_match": f'"x", W/{etag}'}), (304, {"if_none_match": "*"}),
                (200, {"if_none_match": '"x"'}), (304, {"if_modified_since": changed}),
                (304, {"if_modified_since": late}), (200, {"if_modified_since": early}),
                (200, {"if_modified_since": "never"}), (200, {"if_none_match": '"x"', "if_modified_since": late})):
            for method in ("GET", "HEAD"):
                status, body, headers = self.get("/files/page.html", method, **fields)
                self.assertEqual(status, wanted, fields)
                self.assertEqual(headers["etag"], etag)
                if method == "GET":
                    self.assertEqual(body, PAGE if wanted == 200 else b"", fields)
        for wanted, condition in ((206, etag), (206, changed), (200, '"x"'), (200, early), (200, f"W/{etag}")):
            status, body, _ = self.get("/files/page.html", range="bytes=1-3", if_range=condition)
            self.assertEqual((status, body), (wanted, PAGE[1:4] if wanted == 206 else PAGE), condition)

    def test_compressed_beforehand(self):
        plain = b"p { color: red }" * 100
        for accepted, coding in (("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"),
                                 ("*", "br"), ("br;q=0,*", "gzip"), ("deflate", None), ("", None), ("*;q=0", None),
                                 ("identity", None), ("BR", "br"), ("gzip;q=x", None)):
            with self.subTest(accepted):
                self.sent()
                status, body, headers = self.get("/files/style.css", accept_encoding=accepted)
                self.assertEqual((status, headers.get("content-encoding")), (200, coding))
                self.assertEqual(headers["vary"], "accept-encoding")
                self.assertEqual(headers["content-type"], "text/css; charset=utf-8")
                body = gzip.decompress(body) if coding == "gzip" else body
                self.assertEqual(body, b"br of it" if coding == "br" else plain)
                self.assertEqual(self.sent(), PATHSEND)
        tags = {self.get("/files/style.css", accept_encoding=name)[2]["etag"] for name in ("br", "gzip", "")}
        self.assertEqual(len(tags), 3)
        status, _, headers = self.get("/files/style.css", accept_encoding="br", if_none_match=",".join(tags))
        self.assertEqual((status, headers["vary"]), (304, "accept-encoding"))
        self.assertEqual(self.get("/files/style.css", accept_encoding="br", range="bytes=3-4")[:2], (206, b"of"))
        # Older than its file: of another content.
        status, body, headers = self.get("/files/late.css", accept_encoding="gzip")
        self.assertEqual((status, body, headers.get("vary")), (200, b"changed", None))

    def test_nothing_from_outside(self):
        for path in ("/files/../secret.txt", "/files/%2e%2e/secret.txt", "/files/..%2fsecret.txt",
                     "/files/sub/../../secret.txt", "/files/%2e%2e%2fsecret.txt", "/files//" + self.top[1:] + "/secret.txt",
                     "/files/" + self.top + "/secret.txt", "/files/%2F" + self.top[1:] + "/secret.txt",
                     "/files/../public-not/near.txt", "/files/..%2fpublic-not/near.txt", "/files/link.txt",
                     "/files/page.html%00", "/files/page.html%00.txt", "/files/" + "a" * 3000, "/files/pipe", "/files/sub",
                     "/files/page.html/x", "/files/", "/files/nothing", "/linked/../secret.txt",
                     "/linked/%2e%2e/secret.txt", "/files/..\\secret.txt", "/files/%ff"):
            with self.subTest(path), self.served.connect() as peer:
                peer.sendall(b"GET " + path.encode() + b" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                answer = read_all(peer)
                self.assertRegex(answer, rb"\AHTTP/1.1 404 ")
                self.assertNotIn(b"secret\r\n", answer)
                self.assertFalse(answer.endswith(b"secret"))
        self.assertEqual(self.get("/linked/link.txt")[:2], (200, b"secret"))
        self.assertEqual(self.get("/files/inner.html")[:2], (200, PAGE))
        self.assertEqual((self.get("/files/page.html", "POST")[0], self.get("/files/page.html", "POST")[2]["allow"]),
                         (405, "GET, HEAD"))

    def test_index_and_404_page(self):
        self.assertEqual(self.get("/site/sub/")[:2], (200, b"the index"))
        status, _, headers = self.get("/site/sub")
        self.assertEqual((status, headers["location"].split("/", 3)[3]), (307, "site/sub/"))
        self.assertEqual(self.get("/site/nothing")[:2], (404, b"not here"))
        self.assertEqual(self.get("/site/nothing", range="bytes=0-1")[:2], (404, b"not here"))

    def test_behind_other_middleware(self):
        self.sent()
        status, body, headers = self.get("/zipped/files/page.html", accept_encoding="gzip")
        self.assertEqual((status, body, headers["x-passed"]), (200, PAGE, "1"))
        self.assertEqual(self.sent(), PATHSEND)
        self.assertEqual(self.get("/zipped/files/page.html", accept_encoding="gzip", range="bytes=3-9")[:2],
                         (206, PAGE[3:10]))
        self.assertEqual(self.get("/zipped/files/nothing")[0], 404)

    def test_pipelined_files_keep_their_order(self):
        names = ["big.bin", "page.html", "empty.txt", "big.bin", "page.html"]
        with self.served.connect() as peer:
            peer.sendall(b"".join(b"GET /files/%s HTTP/1.1\r\nHost: a\r\n\r\n" % name.encode() for name in names)
                         + b"GET /sent HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            time.sleep(0.2)
            answer, at = read_all(peer), 0
        contents = {"big.bin": BIG, "page.html": PAGE, "empty.txt": b""}
        for name in names:
            end = answer.index(b"\r\n\r\n", at) + 4
            self.assertTrue(answer[at:end].startswith(b"HTTP/1.1 200 "))
            at = end + len(contents[name])
            self.assertTrue(answer[end:at] == contents[name], name)
        self.assertTrue(answer[at:].startswith(b"HTTP/1.1 200 "))

    def test_who_leaves_half_way_leaves_no_descriptor(self):
        pid = self.served.workers()[0]
        before = len(os.listdir(f"/proc/{pid}/fd"))
        for _ in range(20):
            with self.served.connect() as peer:
                peer.sendall(b"GET /files/big.bin HTTP/1.1\r\nHost: a\r\n\r\n")
                peer.recv(100)
        end = time.monotonic() + 5
        while len(os.listdir(f"/proc/{pid}/fd")) > before:
            self.assertLess(time.monotonic(), end)
            time.sleep(0.02)

    def test_a_file_that_changes_is_read_anew(self):
        path = os.path.join(self.folder, "changing.txt")
        write(path, b"one")
        first = self.get("/files/changing.txt")
        write(path, b"three", 1)
        second = self.get("/files/changing.txt", if_none_match=first[2]["etag"])
        self.assertEqual((first[1], second[0], second[1]), (b"one", 200, b"three"))


class InProcess(unittest.TestCase):
    """The same where the server has no pathsend: in chunks."""

    def test_in_chunks(self):
        from krait.api import FastAPI
        from krait.api.staticfiles import StaticFiles
        from krait.api.testclient import TestClient

        top = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, top)
        app = FastAPI()
        app.mount("/files", StaticFiles(directory=make_files(top)))
        client = TestClient(app)
        self.assertEqual(client.get("/files/big.bin").content, BIG)
        answer = client.get("/files/big.bin", headers={"range": "bytes=5-70000"})
        self.assertEqual((answer.status_code, answer.content), (206, BIG[5:70001]))
        answer = client.get("/files/style.css", headers={"accept-encoding": "gzip"})
        self.assertEqual((answer.headers["content-encoding"], answer.text), ("gzip", "p { color: red }" * 100))
        self.assertEqual(client.get("/files/link.txt").status_code, 404)


if __name__ == "__main__":
    unittest.main()
