"""Starlette from PyPI: routes, sessions of streams, static files, compression."""

import os

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles


async def form(request):
    fields = await request.form()
    return JSONResponse({key: value for key, value in fields.items()})


async def stream_in(request):
    total = 0
    async for part in request.stream():
        total += len(part)
    return PlainTextResponse(str(total))


async def long(request):
    return PlainTextResponse("word " * 1000)


def plain(request):
    return PlainTextResponse(request.query_params.get("a", "") + request.cookies.get("b", ""))


app = Starlette(routes=[
    Route("/form", form, methods=["POST"]), Route("/in", stream_in, methods=["POST"]), Route("/long", long),
    Route("/plain", plain), Mount("/static", StaticFiles(directory=os.path.dirname(__file__)))],
    middleware=[Middleware(GZipMiddleware)])
