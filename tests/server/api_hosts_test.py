"""One application of krait.api under uvicorn, `krait serve` and app.run(): the same answers.

  KRAIT_BUILD=build python3 tests/server/api_hosts_test.py
"""

import http.client
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import unittest

import environment
from hosting import HERE, PACKAGES

PYTHON = environment.python()
RUN = "from api_app import app; app.run(host='127.0.0.1', port=0, workers={workers})"
HOSTS = {
    "uvicorn": ["-m", "uvicorn", "api_app:app", "--port", "0"],
    "krait serve": ["-m", "krait.serve", "api_app:app", "--port", "0", "--workers", "2"],
    "app.run()": ["-c", RUN.format(workers=1)],
    "app.run() with workers": ["-c", RUN.format(workers=2)],
}
JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
REQUESTS = [
    ("GET", "/items/7?q=a%20b&limit=3", None, {}), ("GET", "/items/x", None, {}), ("GET", "/texts/a%2Fb/end", None, {}),
    ("POST", "/items", b'{"name": "a", "price": 2}', JSON), ("POST", "/items", b"{", JSON), ("GET", "/raise", None, {}),
    ("POST", "/form", b"name=n&count=2", FORM), ("GET", "/state", None, {}), ("GET", "/stream", None, {}),
    ("GET", "/events", None, {}), ("GET", "/lines", None, {}), ("GET", "/crash", None, {}), ("GET", "/extras", None, {}),
    ("GET", "/cookies/typed", None, {"cookie": "word=w; n-1=2"}), ("GET", "/user", None, {"authorization": "Bearer t"}),
    ("GET", "/openapi.json", None, {}), ("GET", "/docs", None, {}), ("GET", "/inner/where", None, {}),
    ("DELETE", "/json", None, {}), ("GET", "/none", None, {}), ("GET", "/far/below/x", None, {}),
]
# How an answer is sent, not what it is.
TRANSPORT = ("connection", "content-length", "date", "server", "transfer-encoding")


class Host:
    def __init__(self, name):
        self.log = tempfile.TemporaryFile("w+")
        env = {**os.environ, "PYTHONPATH": os.pathsep.join([PACKAGES, HERE]), "PYTHONDONTWRITEBYTECODE": "1",
               "NO_COLOR": "1"}
        self.process = subprocess.Popen([PYTHON, *HOSTS[name]], stdout=self.log, stderr=subprocess.STDOUT, env=env,
                                        cwd=HERE)
        end = time.monotonic() + 40
        while not (found := re.search(r"running on http://127.0.0.1:(\d+)", self.text())):
            if self.process.poll() is not None or time.monotonic() > end:
                self.process.kill()
                raise AssertionError(f"{name} did not start: {self.text()}")
            time.sleep(0.05)
        self.port = int(found.group(1))

    def text(self):
        number = self.log.fileno()  # not by seek: the server writes where the file's position is
        return os.pread(number, os.fstat(number).st_size, 0).decode("utf-8", "replace")

    def ask(self, method, path, body, headers):
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            client.request(method, path, body, {"host": "example.org", **headers})
            answer = client.getresponse()
            fields = [(name.lower(), value) for name, value in answer.getheaders() if name.lower() not in TRANSPORT]
            return answer.status, fields, answer.read()
        finally:
            client.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"it did not end: {self.text()}")


SOCKET = """
import asyncio, json, sys, websockets

async def main():
    async with websockets.connect(sys.argv[1]) as socket:
        await socket.send("hi")
        print(await socket.recv())
        await socket.send("bye")
        try:
            await socket.recv()
        except websockets.ConnectionClosed as closed:
            print(closed.rcvd.code)

asyncio.run(main())
"""


@unittest.skipIf(PYTHON is None, "no packages from PyPI")
class Hosts(unittest.TestCase):
    def answers(self, name):
        host = Host(name)
        found = {f"{method} {path}": host.ask(method, path, body, headers) for method, path, body, headers in REQUESTS}
        told = subprocess.run([PYTHON, "-c", SOCKET, f"ws://127.0.0.1:{host.port}/ws/room?name=n"], capture_output=True,
                              text=True, timeout=60)
        found["socket"] = told.stdout, told.stderr
        # uvicorn ends by the signal that it was sent, once it is done.
        self.assertIn(host.stop(), (0, -signal.SIGTERM), host.text())
        self.assertIn("Application shutdown complete", host.text())
        self.assertIn("ZeroDivisionError", host.text())
        return found

    def test_the_same_answers(self):
        wanted = self.answers("uvicorn")
        self.assertEqual(wanted["socket"], ('{"room":"room","name":"n","text":"hi"}\n3000\n', ""))
        self.assertEqual(json.loads(wanted["GET /state"][2]), {"answer": 42})
        for name in HOSTS:
            if name != "uvicorn":
                found = self.answers(name)
                for request, answer in wanted.items():
                    with self.subTest(host=name, request=request):
                        self.assertEqual(found[request], answer)


if __name__ == "__main__":
    unittest.main()
