"""krait.api alone, without the packages that it can use: in process, and the same requests through the server's C half.

  KRAIT_BUILD=build python3 tests/server/api_test.py
"""

import enum
import http.client
import json
import math
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import typing
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get("KRAIT_BUILD", os.path.join(ROOT, "build"))
# What an application may have besides, and here has not.
ABSENT = ("pydantic", "pydantic_core", "starlette", "fastapi", "httpx", "httpx2", "anyio")

_PRESENT = {name: sys.modules.get(name) for name in ABSENT}
sys.path[:0] = [os.path.join(BUILD, "python"), os.path.join(ROOT, "python"), HERE]
for _name in ABSENT:
    sys.modules[_name] = None

import api_app
from krait.api import FastAPI, Model
from krait.api.middleware.cors import CORSMiddleware
from krait.api.middleware.gzip import GZipMiddleware
from krait.api.middleware.sessions import SessionMiddleware
from krait.api.middleware.trustedhost import TrustedHostMiddleware
from krait.api.openapi import models
from krait.api.own_fields import checker_of, native
from krait.api.staticfiles import StaticFiles
from krait.api.testclient import TestClient
from krait.api.websockets import WebSocketDisconnect

for _name, _module in _PRESENT.items():
    if _module is None:
        del sys.modules[_name]
    else:
        sys.modules[_name] = _module


class Level(enum.IntEnum):
    low = 1
    high = 2


def error(kind, loc, msg, given, **ctx):
    return {"type": kind, "loc": list(loc), "msg": msg, "input": given, **({"ctx": ctx} if ctx else {})}


class Api(unittest.TestCase):
    def setUp(self):
        self.client = TestClient(api_app.app)

    def errors(self, response):
        self.assertEqual(response.status_code, 422)
        return response.json()["detail"]

    def test_parameters_convert_and_fail(self):
        self.assertEqual(self.client.get("/items/7?q=a%20b&limit=3&flag=on&ratio=2&word=abc").json(),
                         [7, "a b", 3, True, 2.0, "abc"])
        found = self.errors(self.client.get("/items/0?limit=100&flag=x&ratio=y&word=abcd"))
        self.assertEqual(found, [
            error("greater_than_equal", ["path", "item_id"], "Input should be greater than or equal to 1", "0", ge=1),
            error("less_than", ["query", "limit"], "Input should be less than 100", "100", lt=100),
            error("bool_parsing", ["query", "flag"], "Input should be a valid boolean, unable to interpret input", "x"),
            error("float_parsing", ["query", "ratio"],
                  "Input should be a valid number, unable to parse string as a number", "y"),
            error("string_too_long", ["query", "word"], "String should have at most 3 characters", "abcd",
                  max_length=3)])

    def test_models_convert_and_fail(self):
        made = self.client.post("/items", json={"name": "a", "price": "2", "kind": "large", "tags": ("x",),
                                                "color": "red", "part": {"name": "p", "parts": [{"name": "q"}]}})
        self.assertEqual((made.status_code, made.json()), (201, {
            "name": "a", "price": 2.0, "kind": "large", "tags": ["x"], "color": "red", "extra": None,
            "part": {"name": "p", "parts": [{"name": "q", "parts": []}]}}))
        wrong = {"price": 0, "kind": "medium", "tags": ["a", "b", "c"], "color": "green", "extra": [],
                 "part": {"name": "", "parts": [{"name": "toolong"}]}}
        found = self.errors(self.client.post("/items", json=wrong))
        self.assertEqual(found, [
            error("missing", ["body", "name"], "Field required", wrong),
            error("greater_than", ["body", "price"], "Input should be greater than 0", 0, gt=0.0),
            error("enum", ["body", "kind"], "Input should be 'small' or 'large'", "medium",
                  expected="'small' or 'large'"),
            error("too_long", ["body", "tags"], "List should have at most 2 items after validation, not 3",
                  ["a", "b", "c"], field_type="List", max_length=2, actual_length=3),
            error("literal_error", ["body", "color"], "Input should be 'red' or 'blue'", "green",
                  expected="'red' or 'blue'"),
            error("int_type", ["body", "extra", "int"], "Input should be a valid integer", []),
            error("string_type", ["body", "extra", "str"], "Input should be a valid string", []),
            error("string_too_short", ["body", "part", "name"], "String should have at least 1 character", "",
                  min_length=1),
            error("string_too_long", ["body", "part", "parts", 0, "name"], "String should have at most 5 characters",
                  "toolong", max_length=5)])

    def test_dataclasses_and_typed_dictionaries(self):
        self.assertEqual(self.client.post("/point", json={"x": "3"}).json(), {"x": 3, "y": 2})
        self.assertEqual(self.errors(self.client.post("/point", json=3)), [
            error("dataclass_type", ["body"], "Input should be a dictionary or an instance of Point", 3,
                  class_name="Point")])
        self.assertEqual(self.client.post("/size", json={"width": 1, "height": 2}).json(), {"width": 1, "height": 2.0})
        self.assertEqual(self.errors(self.client.post("/size", json={"width": 1})), [
            error("missing", ["body", "height"], "Field required", {"width": 1})])

    def test_several_body_fields_and_broken_json(self):
        body = {"item": {"name": "a", "price": 1}, "point": {"x": 1}}
        self.assertEqual(self.client.post("/two", json=body).json(), {"item": "a", "point": 1, "note": "none"})
        found = self.errors(self.client.post("/two", content=b'{"item": ', headers={"content-type": "application/json"}))
        self.assertEqual(found, [error("json_invalid", ["body", 9], "JSON decode error", {}, error="Expecting value")])

    def test_lists_cookies_forms_files(self):
        self.assertEqual(self.client.get("/list?q=1&q=2&ids=b&ids=a&ids=a").json(), {"q": [1, 2], "ids": ["a", "b"]})
        self.assertEqual(self.client.get("/cookies").json(), {"session": None})
        self.assertEqual(self.client.get("/cookies").json(), {"session": "abc"})
        self.assertEqual(self.client.post("/form", data={"name": "n", "count": "2"}).json(),
                         {"name": "n", "count": 2, "file": None})
        sent = self.client.post("/form", data={"name": "n"}, files={"file": ("a.txt", b"text")})
        self.assertEqual(sent.json(), {"name": "n", "count": 1, "file": ["a.txt", "text"]})
        big = os.urandom(1 << 21)
        sent = self.client.post("/files", files=[("files", ("1", b"1")), ("files", ("2", b"")), ("raw", ("r", big))])
        self.assertEqual(sent.json(), {"files": ["1", "2"], "raw": len(big)})

    def test_errors_are_answered(self):
        self.assertEqual(self.client.get("/raise").json(), {"detail": {"reason": "teapot"}})
        self.assertEqual(self.client.get("/raise-later").json(), {"key": "'handled'", "path": "/raise-later"})
        with self.assertRaises(ZeroDivisionError):
            self.client.get("/crash")
        quiet = TestClient(api_app.app, raise_server_exceptions=False)
        self.assertEqual((quiet.get("/crash").status_code, quiet.get("/crash").text), (500, "Internal Server Error"))
        self.assertEqual(self.client.put("/raise").headers["allow"], "GET")

    def test_streams(self):
        self.assertEqual(self.client.get("/stream").text, "onetwo")
        self.assertEqual(self.client.get("/events").text, 'data: {"n": 1}\n\nevent: note\ndata: two\nid: 7\n\n')
        self.assertEqual(self.client.get("/lines").text, '{"n": 1}\n{"n": 2}\n')
        with self.client.stream("GET", "/lines") as response:
            self.assertEqual(list(response.iter_lines()), ['{"n": 1}', '{"n": 2}'])

    def test_lifespan_background_and_yield(self):
        del api_app.log[:]
        with self.client as client:
            self.assertEqual(client.get("/state").json(), {"answer": 42})
            client.post("/later")
            self.assertEqual(client.get("/yield").json(), ["value", ["open"]])
        self.assertEqual(api_app.log, ["start", "later", "open", "close", "stop"])

    def test_security(self):
        self.assertEqual(self.client.get("/user").headers["www-authenticate"], "Bearer")
        answer = self.client.get("/user", headers={"authorization": "Bearer t"})
        self.assertEqual(answer.json(), {"token": "t", "scopes": ["read"]})
        self.assertEqual(self.client.get("/basic", auth=("me", "secret")).json(), {"name": "me"})
        self.assertEqual(self.client.get("/basic").headers["www-authenticate"], 'Basic realm="r"')
        self.assertEqual(self.client.get("/bearer").json(), {"credentials": None})

    def test_web_sockets(self):
        with self.client.websocket_connect("/ws/r1?name=n") as socket:
            socket.send_text("hi")
            self.assertEqual(socket.receive_json(), {"room": "r1", "name": "n", "text": "hi"})
            socket.send_text("bye")
            with self.assertRaises(WebSocketDisconnect) as caught:
                socket.receive_text()
        self.assertEqual(caught.exception.code, 3000)
        with self.assertRaises(WebSocketDisconnect):
            self.client.websocket_connect("/none").__enter__()

    def test_routers_mounts_redirects(self):
        self.assertEqual(self.client.get("/far/below/x").json(), "x")
        self.assertEqual(self.client.get("/far/below/x?deny=1").headers["x-why"], "asked")
        self.assertEqual(self.client.get("/inner/where").json(),
                         {"root_path": "/inner", "url": "http://testserver/inner/where"})
        self.assertEqual(self.client.get("/json/").url.path, "/json")
        self.assertEqual(self.client.get("/json/", follow_redirects=False).status_code, 307)
        self.assertEqual(api_app.app.url_path_for("below", name="x"), "/far/below/x")

    def test_the_document(self):
        document = self.client.get("/openapi.json").json()
        self.assertEqual(document["components"]["schemas"]["Item"]["properties"]["price"],
                         {"type": "number", "exclusiveMinimum": 0, "title": "Price"})
        self.assertEqual(document["components"]["schemas"]["Item"]["required"], ["name", "price"])
        self.assertEqual(document["paths"]["/user"]["get"]["security"], [{"OAuth2PasswordBearer": ["read"]}])
        self.assertEqual(document["paths"]["/far/below/{name}"]["get"]["tags"], ["below"])
        self.assertEqual(self.client.get("/docs").status_code, 200)

    def test_documents_by_hand(self):
        made = models.OpenAPI(openapi="3.1.0", info={"title": "T", "version": "1"}, paths={"/a": {"get": {
            "parameters": [{"name": "q", "in": "query", "schema": {"anyOf": [{"type": "string"}, True]}},
                           {"$ref": "#/components/parameters/p"}],
            "responses": {"200": {"description": "ok", "content": {"a/b": {"schema": {"not": {}}}}}}}}})
        operation = made.paths["/a"].get
        self.assertEqual([type(item).__name__ for item in operation.parameters], ["Parameter", "Reference"])
        self.assertIs(type(operation.parameters[0].schema_.anyOf[0]), models.Schema)
        made.tags = [models.Tag(name="t")]
        self.assertEqual(json.loads(made.model_dump_json(by_alias=True, exclude_none=True)), {
            "openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "tags": [{"name": "t"}],
            "paths": {"/a": {"get": {
                "parameters": [{"schema": {"anyOf": [{"type": "string"}, True]}, "name": "q", "in": "query"},
                               {"$ref": "#/components/parameters/p"}],
                "responses": {"200": {"description": "ok", "content": {"a/b": {"schema": {"not": {}}}}}}}}}})
        for wrong in (lambda: models.Info(title="T"), lambda: models.APIKey(name="k"), lambda: models.Reference()):
            self.assertRaises(ValueError, wrong)

    def test_pages_from_packages_on_this_machine(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("swagger-ui-dist/swagger-ui-bundle.js", "swagger-ui-dist/swagger-ui.css",
                         "swagger-ui-dist/favicon-32x32.png", "redoc/bundles/redoc.standalone.js"):
                os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
                with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
                    stream.write(name)
            os.environ["KRAIT_DOCS_ASSETS"] = folder
            self.addCleanup(os.environ.pop, "KRAIT_DOCS_ASSETS")
            client = TestClient(FastAPI())
            for page in ("/docs", "/redoc"):
                text = client.get(page).text
                self.assertNotIn("https://", text)
                for address in re.findall('(?:src|href)="(/[^"]+)"', text):
                    answer = client.get(address)
                    self.assertEqual((answer.status_code, os.path.basename(answer.text)),
                                     (200, os.path.basename(address)))
            self.assertEqual(client.get("/docs/swagger-ui-bundle.js").headers["content-type"].split(";")[0],
                             "text/javascript")

    def test_pages_from_the_build(self):
        if not os.path.isdir(os.path.join(BUILD, "python", "krait_docs")):
            self.skipTest("the build found no npm packages swagger-ui-dist and redoc")
        client = TestClient(FastAPI(docs_url="/", redoc_url="/r"), root_path="/below")
        for page, name in (("/", "SwaggerUIBundle"), ("/r", "redoc")):
            text = client.get(page).text
            self.assertNotIn("https://", text)
            scripts = re.findall('<script src="/below(/[^"]+)"', text)
            self.assertEqual(len(scripts), 1)
            self.assertIn(name, client.get(scripts[0]).text)

    def test_json_texts_that_were_changed(self):
        source = random.Random(2)
        text = json.dumps({"a": [1, 2.5e-3, "\u00e4\n", None, True], "b": {"c": -7, "d": [[], {}]}})
        for _ in range(5000):
            data = bytearray(text.encode())
            for _ in range(source.randrange(1, 4)):
                at = source.randrange(len(data))
                data[at:at + source.randrange(2)] = source.choice([b"", b'"', b"\\", b"1", b"e", b"{", b"]", b"\xc3", b"-"])
            read = native().loads(bytes(data))
            if read is not None:
                self.assertEqual(repr(read[0]), repr(json.loads(bytes(data))), data)

    def test_dependencies_are_replaced(self):
        api_app.app.dependency_overrides[api_app.common] = lambda: {"q": "replaced"}
        self.addCleanup(api_app.app.dependency_overrides.clear)
        answer = self.client.post("/depends/1", json={"name": "a", "price": 1}).json()
        self.assertEqual(answer["two"], {"q": "replaced"})


class Middleware(unittest.TestCase):
    def app(self, *args, **kwargs):
        app = FastAPI()
        app.add_middleware(*args, **kwargs)

        @app.get("/")
        def root():
            return "x" * 1000

        return app

    def test_cors(self):
        client = TestClient(self.app(CORSMiddleware, allow_origins=["https://a"], allow_methods=["GET"]))
        self.assertEqual(client.get("/", headers={"origin": "https://a"}).headers["access-control-allow-origin"],
                         "https://a")
        self.assertNotIn("access-control-allow-origin", client.get("/", headers={"origin": "https://b"}).headers)
        asked = {"origin": "https://b", "access-control-request-method": "PUT"}
        self.assertEqual(client.options("/", headers=asked).text, "Disallowed CORS origin, method")

    def test_gzip_hosts_and_functions(self):
        client = TestClient(self.app(GZipMiddleware))
        answer = client.get("/")
        self.assertEqual((answer.headers["content-encoding"], len(answer.json())), ("gzip", 1000))
        self.assertEqual(TestClient(self.app(TrustedHostMiddleware, allowed_hosts=["*.b"])).get("/").status_code, 400)
        app = FastAPI()

        @app.middleware("http")
        async def add(request, call_next):
            size = len(await request.body())
            response = await call_next(request)
            response.headers["x-body"] = str(size)
            return response

        @app.post("/")
        async def root(value: dict):
            return value

        answer = TestClient(app).post("/", json={"a": 1})
        self.assertEqual((answer.json(), answer.headers["x-body"]), ({"a": 1}, "7"))

    def test_a_function_may_answer_in_place_of_the_application(self):
        app = FastAPI()

        @app.middleware("http")
        async def replace(request, call_next):
            response = await call_next(request)
            return api_app.PlainTextResponse("replaced") if "x" in request.query_params else response

        @app.get("/")
        def root():
            return api_app.StreamingResponse(iter(["part"] * 100))

        client = TestClient(app)
        self.assertEqual((client.get("/").text, client.get("/?x=1").text), ("part" * 100, "replaced"))

    def test_sessions_are_signed(self):
        app = FastAPI()
        app.add_middleware(SessionMiddleware, secret_key="secret")

        @app.get("/")
        def root(request: api_app.Request):
            request.session["n"] = request.session.get("n", 0) + 1
            return request.session["n"]

        client = TestClient(app)
        self.assertEqual([client.get("/").json() for _ in range(3)], [1, 2, 3])
        cookie = client.cookies["session"]
        forged = ("A" if cookie[0] != "A" else "B") + cookie[1:]
        self.assertEqual(TestClient(app, cookies={"session": forged}).get("/").json(), 1)

    def test_static_files_stay_inside(self):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "in"))
            for name in ("out.txt", "in/a.txt"):
                with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
                    stream.write("0123456789")
            app = FastAPI()
            app.mount("/s", StaticFiles(directory=os.path.join(folder, "in")))
            client = TestClient(app)
            answer = client.get("/s/a.txt")
            self.assertEqual(answer.text, "0123456789")
            self.assertEqual(client.get("/s/a.txt", headers={"if-none-match": answer.headers["etag"]}).status_code, 304)
            part = client.get("/s/a.txt", headers={"range": "bytes=2-4"})
            self.assertEqual((part.status_code, part.text, part.headers["content-range"]), (206, "234", "bytes 2-4/10"))
            for path in ("/s/../out.txt", "/s/%2e%2e/out.txt", "/s/none", "/s/"):
                self.assertEqual(client.get(path).status_code, 404)


class Native(unittest.TestCase):
    def value(self, random, depth=0):
        kind = random.randrange(8 if depth < 4 else 6)
        if kind == 0:
            return random.choice([None, True, False])
        if kind == 1:
            return random.randrange(-10 ** random.randrange(1, 30), 10 ** random.randrange(1, 30))
        if kind == 2:
            return random.choice([0.0, -0.0, 1e16, 1e-7, 1.5, random.random() * 10 ** random.randrange(-300, 300)])
        if kind < 6:
            return "".join(random.choice("ab\"\\/\n\t\x00\x1f\x7fäß€😀") for _ in range(random.randrange(8)))
        if kind == 6:
            return [self.value(random, depth + 1) for _ in range(random.randrange(5))]
        return {str(self.value(random, 9)): self.value(random, depth + 1) for _ in range(random.randrange(5))}

    def test_json_is_python_s(self):
        source = random.Random(1)
        for _ in range(2000):
            value = self.value(source)
            text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
            self.assertEqual(native().dumps(value), text)
            self.assertEqual(repr(json.loads(text)), repr((native().loads(text) or (json.loads(text),))[0]))
            spaced = json.dumps(value, indent=source.choice([None, 1]), ensure_ascii=True).encode()
            read = native().loads(spaced)
            self.assertTrue(read is None or repr(read[0]) == repr(json.loads(spaced)))

    def test_json_leaves_to_python_what_python_refuses(self):
        for text in (b"", b" ", b"[", b"{", b"[1,]", b'{"a":1,}', b"01", b"1.", b"-", b"+1", b".5", b"1e", b"nul",
                     b'"\\x"', b'"\\u12"', b'"\x01"', b'"', b"[1 2]", b'{"a" 1}', b"{a:1}", b"1 2", b'"\xff"',
                     b"[" * 300 + b"]" * 300, b"\xef\xbb\xbf1", b'{"a":1', b"tru", b"[,]", b'"\\'):
            self.assertIsNone(native().loads(text), text)
        for value in (math.nan, math.inf, {1: 2}, b"x", object(), "\ud800", {1, 2}):
            self.assertIsNone(native().dumps(value), repr(value))
        deep = []
        for _ in range(1000):
            deep = [deep]
        self.assertIsNone(native().dumps(deep))

    def test_json_cut_anywhere_is_refused(self):
        text = '{"a": [1, 2.5e3, "ä\\u00e4\\ud83d\\ude00", null, true], "b": {"c": false}}'.encode()
        self.assertEqual(native().loads(text)[0], json.loads(text))
        for end in range(len(text)):
            self.assertIsNone(native().loads(text[:end]), text[:end])

    def test_checkers_refuse_wrong_descriptions(self):
        for wrong in (None, (), ("no",), ("int",), ("list", ("no",), None, None), ("optional",), ("object", "model")):
            with self.assertRaises((ValueError, TypeError)):
                native().Checker(wrong)

    def test_checker_conversions(self):
        for kind, good, bad in (
                (int, [(1, 1), ("1", 1), (" +1_0 ", 10), ("2.00", 2), (3.0, 3), (True, 1), ("9" * 30, int("9" * 30))],
                 ["", "x", 1.5, None, [], math.inf, "1.5", "\u0663", 1e300]),
                (float, [(1, 1.0), ("1.5", 1.5), (2.5, 2.5)], ["x", None, [], "", "\u0663"]),
                (bool, [(True, True), ("YES", True), (0, False), ("off", False), (1.0, True)], ["x", 2, None, []]),
                (str, [("x", "x")], [1, None, b"x"]),
                (list[int], [((1, "2"), [1, 2]), ({3}, [3])], ["12", 1, {"a": 1}, [1, "x"]]),
                (dict[str, int], [({"a": "1"}, {"a": 1})], [[], {"a": "x"}, {1: 1}]),
                (set[int], [([1, 1], {1})], ["x", [[]]]),
                (set[typing.Any], [([1, "a", 1], {1, "a"})], [[1, []], [{}], 3]),
                (frozenset[list[int] | str], [(["a"], frozenset("a"))], [[[1]]]),
                (tuple[int, ...], [([], ()), (["1", 2], (1, 2))], ["x", [1, "x"]]),
                (tuple[int, str | None], [(["1", "a"], (1, "a")), ((2, None), (2, None))],
                 [[], [1], [1, "a", 2], ["x", "a"], {1, 2}, "ab"]),
                (Level, [(1, Level.low), ("2", Level.high), (Level.low, Level.low)], [3, "3", "low", [], None]),
                (int | str, [("1", "1"), (1, 1)], [[], None]),
                (int | None, [(None, None), ("1", 1)], ["x"])):
            for given, wanted in good:
                self.assertEqual(checker_of(kind).check(given), (wanted, None), (kind, given))
                self.assertIs(type(checker_of(kind).check(given)[0]), type(wanted))
            for given in bad:
                value, errors = checker_of(kind).check(given, ("body",))
                self.assertTrue(value is None and errors and errors[0]["loc"][0] == "body", (kind, given))

    def test_errors_of_places(self):
        checker = checker_of(tuple[int, str])
        self.assertEqual([(found["type"], found["loc"], found["msg"]) for found in checker.check(["x"], ("body",))[1]], [
            ("int_parsing", ("body", 0), "Input should be a valid integer, unable to parse string as an integer"),
            ("missing", ("body", 1), "Field required")])
        self.assertEqual(checker.check([1, "a", 2])[1][0]["msg"],
                         "Tuple should have at most 2 items after validation, not 3")
        self.assertEqual([(found["type"], found["loc"]) for found in checker_of(set[typing.Any]).check([1, [], {}])[1]],
                         [("set_item_not_hashable", (1,)), ("set_item_not_hashable", (2,))])

    def test_cyclic_values_end(self):
        class Node(Model):
            next: "Node | None" = None

        Node.__annotations__["next"] = Node | None
        data = {}
        data["next"] = data
        self.assertEqual(checker_of(Node).check(data)[1][0]["type"], "recursion_loop")


REQUESTS = [
    ("GET", "/plain"), ("GET", "/json"), ("GET", "/async"), ("GET", "/async?seconds=0.01"), ("HEAD", "/plain"),
    ("GET", "/items/7"), ("GET", "/items/0007?q=%C3%A4+b&limit=-5&flag=1&ratio=-2.50&word=abc"), ("GET", "/items/x"),
    ("GET", "/items/0"), ("GET", "/items/1001"), ("GET", "/items/7?limit=100&word="), ("GET", "/items/7?limit=1_0"),
    ("GET", "/items/7?flag=Yes&ratio=1e3"), ("GET", "/items/7?q"), ("GET", "/items/7?q=1&q=2"), ("GET", "/items/7?%71=1"),
    ("GET", "/items/9999999999999999999999"), ("GET", "/items/7?word=%F0%9F%98%80"), ("GET", "/items/%37"),
    ("GET", "/items/7/"), ("GET", "/texts/a%2Fb/end"), ("GET", "/texts/x/end"), ("GET", "/texts//end"),
    ("POST", "/items", {"name": "a", "price": 2}), ("POST", "/items", {"price": -1}), ("POST", "/items", "text"),
    ("POST", "/items", b"{"), ("POST", "/items", b""), ("POST", "/any", [1, 2.5, {"a": "\u00e4"}]), ("POST", "/any", 0),
    ("POST", "/any", b"[1, NaN]"), ("POST", "/any", b'{"a": 1, "a": 2}'), ("POST", "/any", b"[12345678901234567890]"),
    ("POST", "/point", {"x": 1}), ("POST", "/point", {"x": "z"}), ("POST", "/size", {"width": 1, "height": 2}),
    ("POST", "/two", {"item": {"name": "a", "price": 1}, "point": {"x": 1}}), ("GET", "/list?q=1&q=2"),
    ("POST", "/depends/3?value=4&q=z", {"name": "a", "price": 1}), ("POST", "/depends/3?value=x", {"name": "a"}),
    ("POST", "/depends/3?deny=true", {"name": "a", "price": 1}), ("GET", "/raise"), ("GET", "/raise-later"),
    ("GET", "/crash"), ("GET", "/response"), ("GET", "/stream"), ("GET", "/events"), ("GET", "/lines"), ("PUT", "/json"),
    ("GET", "/none"), ("GET", "/user"), ("GET", "/far/below/x"), ("GET", "/far/below/x?deny=1"), ("GET", "/json/"),
    ("GET", "/yield"), ("GET", "/cookies"), ("GET", "/openapi.json"), ("GET", "/docs"), ("GET", "/state"),
    ("GET", "/extras"), ("GET", "/extras?status=204"), ("GET", "/extras?status=x"), ("GET", "/extras?q=%C3%A4"),
    ("GET", "/log"), ("GET", "/extras/direct"), ("GET", "/log"), ("GET", "/extras/direct?own=true"), ("GET", "/log"),
    ("GET", "/extras/fails"), ("GET", "/extras/model"), ("POST", "/later"), ("GET", "/log"), ("GET", "/key"),
]
COOKIES = ["n-1=3; word=a b; flag=1", "n-1=-1", "n-1=x; n-1=4", "n-1", "=; word=", "word=\"q\"", "word=\u00e4", "word=a=b;;",
           " word = c ;n-1=5", "word=", "Word=x", "flag=maybe", 'word="a\\"b"; n-1=7', "session=s; word=\"", "word=%20"]
WITH_HEADERS = [
    *(("/cookies/typed", [("Cookie", text)]) for text in COOKIES),
    ("/cookies/typed", [("Cookie", "word=1"), ("Cookie", "word=2; n-1=1")]), ("/cookies", [("Cookie", "session=12")]),
    ("/user", [("Authorization", "Bearer t")]), ("/user", [("Authorization", "Basic t")]),
    ("/basic", [("Authorization", "Basic bWU6c2VjcmV0")]), ("/basic", [("Authorization", "Basic !")]), ("/basic", []),
    ("/bearer", [("Authorization", "bearer x")]), ("/bearer", []), ("/key?key=1", [("X-Key", "2"), ("Cookie", "key=3")]),
    ("/key", [("X-Key", "")]), ("/depends/1", [("X-Token", "t")]),
]
# Fields that say how the answer was sent, not what it is.
TRANSPORT = ("connection", "content-length", "date", "server", "transfer-encoding")


class Served(unittest.TestCase):
    def test_plain_routes_have_plans(self):
        from krait.api.native import routes_of

        plans = {pattern: plan is not None for pattern, _, plan in routes_of(api_app.app)}
        for pattern in ("/plain", "/json", "/async", "/items/{}", "/texts/{}/end", "/items", "/any", "/point", "/raise",
                        "/depends/{}", "/response", "/crash", "/far/below/{}", "/cookies", "/cookies/typed", "/extras",
                        "/extras/direct", "/later", "/later/slowly", "/user", "/basic", "/bearer", "/key"):
            self.assertTrue(plans[pattern], pattern)
        for pattern in ("/two", "/events", "/lines", "/yield", "/form", "/state"):
            self.assertFalse(plans[pattern], pattern)

    @classmethod
    def setUpClass(cls):
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path[:3]), "KRAIT_BUILD": BUILD}
        block = "import sys\nfor name in %r: sys.modules[name] = None\n" % (ABSENT,)
        code = block + "import krait.serve; sys.exit(krait.serve.main(sys.argv[1:]))"
        cls.port = 20000 + os.getpid() % 20000
        cls.server = subprocess.Popen(
            [sys.executable, "-c", code, "api_app:app", "--port", str(cls.port), "--workers", "1", "--app-dir", HERE,
             "--no-access-log"], env=env, cwd=HERE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        cls.log = b""
        while b"running" not in cls.log.lower():
            line = cls.server.stderr.readline()
            if not line:
                raise AssertionError("the server did not start: " + cls.log.decode())
            cls.log += line

    @classmethod
    def tearDownClass(cls):
        cls.server.send_signal(signal.SIGTERM)
        cls.server.communicate(timeout=20)

    def ask(self, method, path, body=None, headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        self.addCleanup(connection.close)
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        connection.putrequest(method, path)
        for name, value in [("content-type", "application/json")] * (body is not None) + list(headers):
            connection.putheader(name, value.encode())
        if data is not None:
            connection.putheader("content-length", str(len(data)))
        connection.endheaders(data)
        answer = connection.getresponse()
        fields = [(name.lower(), value) for name, value in answer.getheaders() if name.lower() not in TRANSPORT]
        return answer.status, fields, answer.read()

    def same(self, client, method, path, body=None, headers=()):
        sent = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        client.cookies.clear()
        wanted = client.request(method, path, content=sent,
                                headers=[("content-type", "application/json")] * (body is not None) + list(headers))
        fields = [(name, value) for name, value in wanted.headers.multi_items() if name not in TRANSPORT]
        with self.subTest(method=method, path=path, body=body, headers=headers):
            self.assertEqual(self.ask(method, path, body, headers), (wanted.status_code, fields, wanted.content))

    def test_the_same_answers_as_in_process(self):
        del api_app.log[:]
        with TestClient(api_app.app, raise_server_exceptions=False, follow_redirects=False,
                        base_url=f"http://127.0.0.1:{self.port}") as client:
            for method, path, *body in REQUESTS:
                self.same(client, method, path, *body)
            for path, headers in WITH_HEADERS:
                self.same(client, "GET", path, headers=headers)

    def test_many_at_once_each_get_their_own(self):
        connections = []
        for number in range(50):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            connection.request("GET", f"/async?seconds={0.001 * (number % 7) + 0.001:.3f}")
            connections.append(connection)
        for number, connection in enumerate(connections):
            answer = json.loads(connection.getresponse().read())
            self.assertAlmostEqual(answer["seconds"], 0.001 * (number % 7) + 0.001)
            connection.close()

    def test_clients_that_leave_are_forgotten(self):
        for _ in range(20):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            connection.request("GET", "/async?seconds=0.02")
            connection.close()
        self.assertEqual(self.ask("GET", "/async?seconds=0.05")[0], 200)

    def test_tasks_run_where_the_client_left(self):
        peer = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        peer.sendall(b"GET /later/slowly?word=left HTTP/1.1\r\nHost: a\r\n\r\n")
        peer.close()
        end = time.monotonic() + 10
        while self.ask("GET", "/left")[2] != b'["left"]':
            self.assertLess(time.monotonic(), end)
            time.sleep(0.02)

    def test_bodies_in_pieces(self):
        body = json.dumps({"name": "x" * 100000, "price": 1}).encode()
        status, _, data = self.ask("POST", "/items", body)
        self.assertEqual((status, json.loads(data)["name"]), (201, "x" * 100000))


if __name__ == "__main__":
    unittest.main()
