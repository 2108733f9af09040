"""Applications that tell how often the server itself has asked for memory: see malloc_count.c."""

import ctypes
from typing import Annotated

from krait.api import FastAPI, Header, Model
from krait.api.responses import PlainTextResponse

count = ctypes.CDLL(None).krait_malloc_count
count.restype = ctypes.c_ulong
api = FastAPI()


class Item(Model):
    name: str
    price: float


@api.get("/count")
def read_count():
    return count()


@api.get("/plain", response_class=PlainTextResponse)
def plain():
    return "Hello, World!"


@api.get("/items/{item_id}")
def item(item_id: int, q: str | None = None, host: Annotated[str | None, Header()] = None):
    return {"item_id": item_id, "q": q, "host": host}


@api.post("/items")
async def create(item: Item):
    return item.name


async def asgi(scope, receive, send):
    body = b""
    if scope["path"] == "/count":
        body = b"%d" % count()
    elif scope["method"] == "POST":
        body = (await receive())["body"]
    headers = [(b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def wsgi(environ, start_response):
    body = b"%d" % count() if environ["PATH_INFO"] == "/count" else environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
