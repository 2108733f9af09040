"""A WSGI application (PEP 3333) below an ASGI one: it runs in a thread, its answer is gathered."""

import io
import sys

from krait.api.concurrency import run_in_threadpool


def build_environ(scope, body):
    script = scope.get("root_path", "")
    path = scope["path"]
    if script and path.startswith(script):
        path = path[len(script):]
    environ = {
        "REQUEST_METHOD": scope["method"], "SCRIPT_NAME": script.encode("utf8").decode("latin1"),
        "PATH_INFO": path.encode("utf8").decode("latin1"), "QUERY_STRING": scope["query_string"].decode("ascii"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}", "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"), "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stdout,
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }
    server = scope.get("server") or ("localhost", 80)
    environ["SERVER_NAME"], environ["SERVER_PORT"] = server[0], str(server[1])
    if scope.get("client"):
        environ["REMOTE_ADDR"] = scope["client"][0]
    for name, value in scope.get("headers", []):
        name, value = name.decode("latin1"), value.decode("latin1")
        key = {"content-length": "CONTENT_LENGTH", "content-type": "CONTENT_TYPE"}.get(
            name, "HTTP_" + name.upper().replace("-", "_"))
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    return environ


class WSGIMiddleware:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        assert scope["type"] == "http"
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        status, headers, data = await run_in_threadpool(self._call, build_environ(scope, body))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": data})

    def _call(self, environ):
        head, parts = [], []

        def start_response(status, headers, exc_info=None):
            head[:] = [int(status.split(" ")[0]),
                       [(name.strip().encode("latin1").lower(), value.strip().encode("latin1"))
                        for name, value in headers]]
            return parts.append

        answer = self.app(environ, start_response)
        try:
            parts.extend(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        return *head, b"".join(parts)
