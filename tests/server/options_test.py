"""Flags, environment variables, trusted proxies, interfaces of applications.

  KRAIT_BUILD=build python3 tests/server/options_test.py
"""

import contextlib
import io
import os
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

from hosting import BUILD, PACKAGES, Served

from krait.serve import importer, options, proxy


class Flags(unittest.TestCase):
    def parse(self, *flags, **variables):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(options.PREFIXES)}
        with mock.patch.dict(os.environ, {**kept, **variables}, clear=True):
            return options.parse(["main:app", *flags])

    def refused(self, *flags, **variables):
        text = io.StringIO()
        with contextlib.redirect_stderr(text), self.assertRaises(SystemExit) as ended:
            self.parse(*flags, **variables)
        self.assertEqual(ended.exception.code, 2)
        return text.getvalue()

    def test_defaults(self):
        found = self.parse()
        self.assertEqual((found.host, found.port, found.workers), ("127.0.0.1", 8000, options.usable_cores()))
        self.assertEqual(found.forwarded_allow_ips, "127.0.0.1,::1")

    def test_variables_stand_behind_flags(self):
        self.assertEqual(self.parse(UVICORN_PORT="9000").port, 9000)
        self.assertEqual(self.parse(KRAIT_PORT="9001", UVICORN_PORT="9000").port, 9001)
        self.assertEqual(self.parse("--port=9002", KRAIT_PORT="9001").port, 9002)
        self.assertTrue(self.parse(UVICORN_FACTORY="true").factory)
        self.assertFalse(self.parse(UVICORN_ACCESS_LOG="0").access_log)
        self.assertEqual(self.parse(WEB_CONCURRENCY="7").workers, 7)
        self.assertEqual(self.parse(FORWARDED_ALLOW_IPS="*").forwarded_allow_ips, "*")
        self.assertEqual(self.parse(UVICORN_RELOAD_DIR="a,b").reload_dir, ["a", "b"])

    def test_reloading_has_one_worker(self):
        with contextlib.redirect_stderr(io.StringIO()) as text:
            self.assertEqual(self.parse("--reload", "--workers=4").workers, 1)
        self.assertIn("ignored when reloading", text.getvalue())

    def test_what_is_refused(self):
        self.assertIn("TLS is not supported yet", self.refused("--ssl-keyfile=k"))
        self.assertIn("invalid choice", self.refused("--strategy=fibers"))
        self.assertIn("1 to 255", self.refused("--workers=0"))
        self.assertIn("unrecognized", self.refused("--no-such-flag"))
        self.assertIn("STRATEGY: 'fibers' is none of auto", self.refused(KRAIT_STRATEGY="fibers"))
        self.assertIn("LOG_LEVEL", self.refused(UVICORN_LOG_LEVEL="loud"))
        self.assertIn("WEB_CONCURRENCY", self.refused(WEB_CONCURRENCY="many"))
        self.assertIn("invalid int value", self.refused(KRAIT_PORT="http"))
        for header in ("no colon", "a b: c", ": c", "Connection: close", "x: a\r\nb: c"):
            self.assertIn("--header", self.refused("--header", header))

    def test_what_uvicorn_chooses_is_accepted(self):
        self.parse("--loop=uvloop", "--http=httptools", "--ws=websockets", "--no-server-header", "--interface=asgi3")

    def test_env_file(self):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write("# a comment\nexport KRAIT_TEST_ONE='with space'\nKRAIT_TEST_TWO=2\nbroken\n")
            file.flush()
            with mock.patch.dict(os.environ, {"KRAIT_TEST_TWO": "kept"}):
                options.read_env_file(file.name)
                self.assertEqual(os.environ["KRAIT_TEST_ONE"], "with space")
                self.assertEqual(os.environ["KRAIT_TEST_TWO"], "kept")
        self.assertIn("--env-file", self.refused("--env-file=/no/such/file"))


class Proxies(unittest.TestCase):
    def test_who_is_trusted(self):
        trust = proxy.Trust("127.0.0.1,10.0.0.0/8,::1,proxy.local")
        for host, is_trusted in (("127.0.0.1", True), ("10.2.3.4", True), ("11.0.0.1", False), ("::1", True),
                                 ("proxy.local", True), (None, False), ("nonsense", False)):
            self.assertEqual(trust.trusts(host), is_trusted, host)
        self.assertTrue(proxy.Trust("*").trusts(None))

    def test_the_last_address_that_is_no_proxy(self):
        trust = proxy.Trust("10.0.0.0/8")
        self.assertEqual(trust.client(b"1.1.1.1, 2.2.2.2, 10.0.0.1"), ("2.2.2.2", 0))
        self.assertEqual(trust.client(b"10.0.0.2, 10.0.0.1"), ("10.0.0.2", 0))
        self.assertEqual(proxy.Trust("*").client(b"1.1.1.1, 2.2.2.2"), ("1.1.1.1", 0))
        self.assertIsNone(trust.client(b""))


class Interfaces(unittest.TestCase):
    def test_kinds(self):
        async def asgi3(scope, receive, send): pass
        def wsgi(environ, start_response): pass
        def asgi2(scope): pass
        class Callable:
            async def __call__(self, scope, receive, send): pass
        class Wsgi:
            def __call__(self, environ, start_response): pass
        class Handled:
            def __call__(self): pass
            def __krait_handler__(self): pass
        for app, kind in ((asgi3, "asgi3"), (wsgi, "wsgi"), (asgi2, "asgi2"), (Callable(), "asgi3"), (Wsgi(), "wsgi"),
                          (Handled(), "krait")):
            self.assertEqual(importer.interface_of(app), kind)


class Command(unittest.TestCase):
    """`krait serve` itself."""

    KRAIT = os.path.join(BUILD, "krait")

    def run_krait(self, *arguments):
        return subprocess.run([self.KRAIT, "serve", *arguments], capture_output=True, text=True, timeout=30)

    @unittest.skipUnless(os.path.exists(KRAIT), "no krait")
    def test_help_and_errors(self):
        told = self.run_krait("--help", f"--python={sys.executable}")
        self.assertEqual(told.returncode, 0)
        self.assertIn("--timeout-graceful-shutdown", told.stdout)
        told = self.run_krait("nowhere:app", "--python=/no/such/python")
        self.assertEqual((told.returncode, "cannot run /no/such/python" in told.stderr), (1, True))
        told = self.run_krait("nowhere:app", "--python", sys.executable, "--port=0", "--workers=1")
        self.assertEqual(told.returncode, 1)
        self.assertIn('Could not import module "nowhere"', told.stderr)

    @unittest.skipUnless(os.environ.get("KRAIT_TESTS") == "all", "takes long: with --all")
    def test_an_extension_that_is_missing_is_built_once(self):
        with tempfile.TemporaryDirectory() as folder:
            packages = os.path.join(folder, "packages")
            os.mkdir(packages)
            os.symlink(os.path.join(PACKAGES, "krait"), os.path.join(packages, "krait"))
            more = {"PYTHONPATH": packages, "XDG_CACHE_HOME": folder}
            program = "from krait.extension import load; print(load('_krait_server').Server)"
            made = subprocess.run([sys.executable, "-c", program], env={**os.environ, **more}, capture_output=True,
                                  text=True, timeout=300)
            self.assertIn("building the server for Python", made.stderr)
            served = Served("raw:app", "--workers=1", env=more)
            self.assertEqual(served.ask("GET", "/")[1], b"Hello, World!")
            self.assertEqual(served.stop(), 0)
            self.assertNotIn("building the server", served.text())


if __name__ == "__main__":
    unittest.main()
