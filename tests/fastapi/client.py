"""What the test client and its objects do, a line of JSON per statement: over httpx, or over our own in its place.

    client.py httpx | plain
"""

import ast
import json
import sys

APP = '''
from krait.api import FastAPI, Form, Request, Response, UploadFile
from krait.api.middleware.gzip import GZipMiddleware
from krait.api.responses import PlainTextResponse, RedirectResponse, StreamingResponse
from krait.api.testclient import TestClient, httpx
import io

app = FastAPI()

@app.api_route("/echo", methods=["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
async def echo(request: Request):
    body = await request.body()
    fields = [(key.decode(), value.decode()) for key, value in request.headers.raw if key != b"accept-encoding"]
    return [request.method, request.scope["path"], request.scope["query_string"].decode(), fields, body.decode("latin-1")]

@app.get("/set")
def set_cookies(response: Response):
    response.set_cookie("a", "1")
    response.set_cookie("b", "2", path="/below")
    response.set_cookie("c", "3", secure=True)
    response.set_cookie("d", "x y", max_age=100)
    response.set_cookie("e", "gone", max_age=0)

@app.get("/below/cookies")
def cookies(request: Request):
    return request.headers.get("cookie")

@app.api_route("/to/{code}", methods=["GET", "POST", "HEAD", "PUT"])
def redirect(code: int):
    return RedirectResponse("/echo?x=1#there", status_code=code)

@app.get("/loop")
def loop():
    return RedirectResponse("/loop")

@app.get("/status/{code}")
def status(code: int):
    return PlainTextResponse("t\u00ebxt", code, {"link": '<http://a/1>; rel="next", <http://a/2>; rel=prev'})

@app.get("/latin")
def latin():
    return Response("t\u00ebxt".encode("latin-1"), media_type="text/plain; charset=latin-1")

@app.get("/lines")
def lines():
    return StreamingResponse(iter(["one\\ntwo\\r", "\\nthree\\n\\nfo", "ur\\x0cfive\\u2028six"]))

@app.post("/upload")
async def upload(f: list[UploadFile], note: str = Form("")):
    return [(one.filename, one.content_type, (await one.read()).decode(), one.headers.get("x-h")) for one in f] + [note]

zipped = FastAPI()
zipped.add_middleware(GZipMiddleware, minimum_size=10)

@zipped.get("/")
def big():
    return "x" * 5000

def seen(response):
    return response.status_code, response.text, str(response.url)

client = TestClient(app)
'''

STATEMENTS = '''
[seen(client.get(path)) for path in ("/echo", "/echo?a=1&b=2", "/echo?a=%20b+c", "/echo?\u00e4=\u00f6", "/echo#f", "echo", "/echo?")]
[seen(client.get(path)) for path in ("http://other/echo?x", "//echo", "/echo?a=b#c?d", "/echo/../echo", "/echo?q=[1]&{}|^`", "/ec%68o")]
[seen(client.get("/echo?z=0", params=params)) for params in ({"a": 1, "b": [1, 2], "c": None, "d": True}, "x=1", [("a", "1"), ("a", "2")], {})]
seen(client.post("/echo", json={"a": [1, "\u00e4", None]}))
seen(client.post("/echo", data={"a": ["1", "2"], "b": "\u00e4", "n": 3, "t": True, "o": None}))
seen(client.post("/echo", content="t\u00ebxt"))
seen(client.post("/echo", content=iter([b"a", b"b"])))
seen(client.post("/echo", data={"a": 1}, json={"b": 2}))
seen(client.post("/echo", headers={"X-A": "1", "User-Agent": "me"}))
seen(client.post("/echo", headers=[("X-B", "1"), ("X-B", "2")], cookies={"k": "v"}))
seen(client.put("/echo", auth=("u", "p")))
[getattr(client, method)("/echo").text[:10] for method in ("get", "put", "patch", "delete", "options", "head")]
response = client.get("/set")
sorted(response.cookies.items()), sorted(client.cookies.items()), response.headers.get_list("set-cookie")[0]
client.get("/below/cookies").text, client.cookies.delete("a"), client.get("/below/cookies").text, len(client.cookies), client.cookies.clear()
client.get("/below/cookies").text, client.cookies.set("z", "1"), client.get("/below/cookies").text, client.cookies.clear()
secure = TestClient(app, base_url="https://testserver")
secure.get("/set").status_code, secure.get("/below/cookies").text
[(r.text, [h.status_code for h in r.history], str(r.url)) for r in (client.get(f"/to/{code}") for code in (301, 302, 303, 307, 308))]
[(r.text, str(r.url)) for r in (client.post(f"/to/{code}", json={"a": 1}) for code in (301, 302, 303, 307, 308))]
[client.put(f"/to/{code}", content=b"x").text for code in (301, 302, 303, 307, 308)]
response = client.get("/to/302", follow_redirects=False)
response.is_redirect, response.has_redirect_location, response.next_request.method, str(response.next_request.url)
client.get("/to/307", follow_redirects=False).raise_for_status()
client.get("/loop")
[(r.status_code, r.reason_phrase, r.is_success, r.is_error, r.is_client_error, r.is_server_error, r.text) for r in map(client.get, ("/status/200", "/status/204", "/status/404", "/status/500", "/status/418", "/status/299"))]
client.get("/status/404").raise_for_status()
client.get("/status/503").raise_for_status()
client.get("/status/200").raise_for_status().links
[(r.encoding, r.charset_encoding, r.http_version, r.is_closed, r.is_stream_consumed, r.num_bytes_downloaded) for r in [client.get("/status/200")]]
response = client.get("/latin")
response.text, response.encoding
response.encoding = "utf-8"
response = client.get("/latin")
response.encoding = "utf-8"
response.text
list(client.get("/lines").iter_lines()), list(client.get("/lines").iter_bytes(4)), list(client.get("/lines").iter_text(6))
with client.stream("GET", "/lines") as response: streamed = [response.is_closed, list(response.iter_lines()), response.is_closed]
streamed
response.content
with client.stream("GET", "/lines") as response: streamed = [list(response.iter_bytes(5)), response.num_bytes_downloaded]
streamed
with client.stream("GET", "/lines") as response: streamed = [response.read(), response.text, response.elapsed.total_seconds() >= 0]
streamed
with client.stream("GET", "/lines") as response: pass
response.read()
with TestClient(zipped).stream("GET", "/") as response: streamed = [len(part) for part in response.iter_bytes(2000)]
streamed, response.headers["content-encoding"], response.num_bytes_downloaded < 1000
len(TestClient(zipped).get("/").json())
[client.post("/upload", files=files, data={"note": "n"}).json() for files in ({"f": ("a.txt", "x")}, {"f": ("a.txt", b"x", "text/html")}, {"f": ("a.bin", io.BytesIO(b"q"), "a/b", {"X-H": "1"})}, [("f", ("1", "1")), ("f", ("2.json", "2"))], {"f": b"raw"}, {"f": io.BytesIO(b"s")}, {"f": ('q"uo.txt', "z")})]
client.post("/upload", files={"f": io.StringIO("s")})
calls = []
hooked = TestClient(app)
hooked.event_hooks = {"request": [lambda request: calls.append(str(request.url))], "response": [lambda response: calls.append(response.status_code)]}
hooked.get("/to/302").status_code, calls
own = TestClient(app, headers={"x-own": "1"})
own.params = {"p": "1"}
own.auth = ("a", "b")
own.headers["x-two"] = "2"
seen(own.get("/echo", params={"q": 2})), seen(own.get("/echo", auth=None))
str(own.base_url), list(own.headers.items()), own.is_closed, own.follow_redirects, own.max_redirects, str(own.params)
own.auth = 1
params = httpx.QueryParams("a=1&b=2&a=3")
params, params.get("a"), params.get_list("a"), params.multi_items(), params.set("a", 5), params.add("c"), params.remove("a"), params.merge({"b": 9})
dict(params), len(params), "a" in params, params == httpx.QueryParams("b=2&a=3&a=1"), str(httpx.QueryParams({"a": [1, 2], "b": None})), list(params.values())
URL = httpx.URL
urls = [URL(text) for text in ("http://a", "https://u:p@Host.com:443/p/\u00e9?q=\u00fc#f", "http://a:80/", "http://[::1]:8/x", "/rel/a?b", "rel", "http://a/%7Bx%7D {y}")]
urls
[(u.scheme, u.host, u.port, u.path, u.query, u.raw_path, u.fragment, u.netloc, u.username, u.password, u.is_absolute_url, str(u.params)) for u in urls]
url = URL("http://u:p@a/b/c?d=1")
url.copy_with(path="/\u00e4"), url.copy_with(host="z", port=9), url.copy_with(scheme="https"), url.copy_with(query=None), url.copy_with(params={"a": 1}), url.copy_with(username="n")
url.join("../z"), url.join("/z?y"), url.join("http://o"), url.copy_set_param("d", 2), url.copy_add_param("d", 3), url.copy_remove_param("d"), url.copy_merge_params({"e": 4}), url == "http://u:p@a/b/c?d=1"
url.copy_with(nope=1)
headers = httpx.Headers([("A", "1"), ("a", "2"), ("B", "3")])
headers, headers["a"], headers.get_list("A"), headers.get("z"), list(headers), len(headers), list(headers.values()), headers.multi_items(), "B" in headers, headers.encoding
headers["a"] = "9"
headers.update({"b": "7", "q": "8"})
headers.setdefault("m", "k"), headers.pop("q"), headers.multi_items(), headers.copy() == headers, httpx.Headers({"Authorization": "x"})
headers["missing"]
cookies = httpx.Cookies({"a": "1"})
cookies.set("b", "2", domain="d.com")
cookies, cookies["a"], cookies.get("b"), cookies.get("b", domain="e"), len(cookies), sorted(cookies), bool(httpx.Cookies())
cookies.set("a", "3", domain="q.org")
cookies["a"]
cookies.get("a", domain="q.org"), cookies.delete("a", domain="q.org"), cookies["a"], cookies.clear(), len(cookies)
'''


def outcome(space, statement):
    """What a statement gives, or the error it raises."""
    try:
        if isinstance(statement, ast.Expr):
            return repr(eval(compile(ast.Expression(statement.value), "<statement>", "eval"), space))
        exec(compile(ast.Module([statement], []), "<statement>", "exec"), space)
        return "done"
    except Exception as error:
        lines = str(error).splitlines() or [""]
        # The texts of errors about a wrong use of the client are our own.
        is_answer = type(error).__name__ in ("HTTPStatusError", "TooManyRedirects")
        return f"{type(error).__name__}: {lines[0]}" if is_answer else type(error).__name__


def main():
    which = sys.argv[1]
    for name in ("httpx2",) if which == "httpx" else ("httpx", "httpx2"):
        sys.modules[name] = None
    space = {}
    exec(APP, space)
    assert space["httpx"].__name__ == {"httpx": "httpx", "plain": "krait.api.plain_client"}[which]
    for statement in ast.parse(STATEMENTS).body:
        print(json.dumps([ast.unparse(statement), outcome(space, statement)]))


if __name__ == "__main__":
    main()
