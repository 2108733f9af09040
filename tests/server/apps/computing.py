"""An application whose work is done in other processes."""

import os
import time

from krait.serve.processes import worker


@worker
def square(number):
    return number * number, os.getpid()


@worker
def fails():
    raise ValueError("too large")


@worker
def slow():
    time.sleep(0.5)


async def app(scope, receive, send):
    path, query = scope["path"], scope.get("query_string", b"")
    assert scope["type"] == "http"
    body = b"Hello, World!"
    if path == "/square":
        body = b"%d %d" % await square(int(query))
    elif path == "/slow":
        await slow()
    elif path == "/fails":
        try:
            await fails()
        except ValueError as error:
            body = repr(error).encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})
