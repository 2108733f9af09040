"""A bare ASGI application with a route for each thing that is tested."""

import asyncio
import contextvars
import json
import os

variable = contextvars.ContextVar("variable", default="unset")
started = {}


async def lifespan(scope, receive, send):
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            scope["state"]["color"] = "green"
            started["loop"] = asyncio.get_running_loop()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def body_of(receive):
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message["body"])
        if not message["more_body"]:
            return b"".join(parts)


async def answer(send, body, status=200, headers=((b"content-type", b"text/plain"),)):
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})


def shown(value):
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, (list, tuple)):
        return [shown(item) for item in value]
    if isinstance(value, dict):
        return {key: shown(item) for key, item in value.items()}
    return value


async def scope_route(scope, receive, send):
    await answer(send, json.dumps(shown(scope)).encode())


async def echo(scope, receive, send):
    await answer(send, await body_of(receive))


async def pieces(scope, receive, send):
    """How many messages the body came in."""
    count, total = 0, 0
    while True:
        message = await receive()
        count += 1
        total += len(message["body"])
        if not message["more_body"]:
            break
    await answer(send, f"{total} {count > 1}".encode())


async def sleep(scope, receive, send):
    await asyncio.sleep(float(scope["query_string"] or 0.02))
    await answer(send, b"slept")


async def stream(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for number in range(5):
        await send({"type": "http.response.body", "body": b"part%d\n" % number, "more_body": True})
        await asyncio.sleep(0.005)
    await send({"type": "http.response.body"})


async def big(scope, receive, send):
    """More than sockets hold: send() has to wait for the reader."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for _ in range(200):
        await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def events(scope, receive, send):
    await body_of(receive)
    headers = [(b"content-type", b"text/event-stream")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    ended = asyncio.ensure_future(receive())
    number = 0
    while not ended.done():
        await send({"type": "http.response.body", "body": b"data: %d\n\n" % number, "more_body": True})
        number += 1
        await asyncio.wait([ended], timeout=0.02)
    print("events ended", ended.result()["type"], flush=True)


async def gone(scope, receive, send):
    """Waits until the client leaves."""
    await body_of(receive)
    print("gone:", (await receive())["type"], flush=True)


async def context(scope, receive, send):
    """Each request has a context of its own, before and after a suspension."""
    before = variable.get()
    variable.set("set")
    first = asyncio.current_task()
    if scope["query_string"] == b"suspend":
        await asyncio.sleep(0)
    same = first is asyncio.current_task()
    await answer(send, f"{before} {variable.get()} {same}".encode())


async def tools(scope, receive, send):
    """asyncio's own helpers, in the first step of a request."""
    found = []
    async with asyncio.timeout(5):
        found.append(await asyncio.wait_for(asyncio.sleep(0.001, "slept"), 1))
    async with asyncio.TaskGroup() as group:
        child = group.create_task(asyncio.sleep(0.001, "child"))
    found.append(child.result())
    try:
        async with asyncio.timeout(0.01):
            await asyncio.sleep(5)
    except TimeoutError:
        found.append("timeout")
    found.append(await asyncio.to_thread(lambda: "thread"))
    process = await asyncio.create_subprocess_exec("echo", "process", stdout=asyncio.subprocess.PIPE)
    found.append((await process.communicate())[0].decode().strip())
    await answer(send, " ".join(found).encode())


async def network(scope, receive, send):
    """Sockets of asyncio's beside the server's: a request to itself."""
    host, port = scope["server"]
    reader, writer = await asyncio.open_connection(host, port)
    writer.write(b"GET /sleep HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    text = await reader.read()
    writer.close()
    await answer(send, text.rsplit(b"\r\n\r\n", 1)[1])


async def cancelled(scope, receive, send):
    task = asyncio.current_task()
    asyncio.get_running_loop().call_later(0.01, task.cancel)
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        await answer(send, b"cancelled")


async def fails(scope, receive, send):
    raise ValueError("the application failed")


async def fails_late(scope, receive, send):
    await asyncio.sleep(0.001)
    raise ValueError("the application failed late")


async def fails_half(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"x", "more_body": True})
    raise ValueError("the application failed half-way")


async def silent(scope, receive, send):
    return


async def splits(scope, receive, send):
    await answer(send, b"x", headers=[(b"x-bad", b"a\r\nx-more: b")])


async def twice(scope, receive, send):
    await answer(send, b"once")
    await answer(send, b"twice")


async def early(scope, receive, send):
    """Answers without reading the body."""
    await answer(send, b"early", 413)


async def file(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.pathsend", "path": __file__})


async def pid(scope, receive, send):
    await answer(send, str(os.getpid()).encode())


async def busy(scope, receive, send):
    """Holds its worker for a moment."""
    sum(range(int(scope["query_string"] or 20000)))
    await answer(send, b"done")


ROUTES = {"/" + route.__name__.replace("_route", ""): route for route in (
    scope_route, echo, pieces, sleep, stream, big, events, gone, context, tools, network, cancelled, fails, fails_late,
    fails_half, silent, splits, twice, early, file, pid, busy)}


async def socket(scope, receive, send):
    assert (await receive())["type"] == "websocket.connect"
    if scope["path"] == "/refuse":
        await send({"type": "websocket.close", "code": 4000})
        return
    if scope["path"] == "/deny":
        await send({"type": "websocket.http.response.start", "status": 401, "headers": [(b"x-why", b"because")]})
        await send({"type": "websocket.http.response.body", "body": b"no"})
        return
    protocol = scope["subprotocols"][0] if scope["subprotocols"] else None
    await send({"type": "websocket.accept", "subprotocol": protocol, "headers": [(b"x-hello", b"there")]})
    if scope["path"] == "/socket-fails":
        raise ValueError("the socket failed")
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            print("disconnect", message["code"], message["reason"], flush=True)
            return
        if message.get("text") == "close":
            await send({"type": "websocket.close", "code": 4001, "reason": "bye"})
            continue
        if message.get("text") == "flood":
            for _ in range(300):
                await send({"type": "websocket.send", "bytes": b"y" * 65536})
            continue
        key = "text" if message.get("text") is not None else "bytes"
        await send({"type": "websocket.send", key: message[key]})


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await lifespan(scope, receive, send)
    elif scope["type"] == "websocket":
        await socket(scope, receive, send)
    elif scope["path"] in ROUTES:
        await ROUTES[scope["path"]](scope, receive, send)
    else:
        await answer(send, b"Hello, World!")


def make():
    return app


async def without_lifespan(scope, receive, send):
    assert scope["type"] == "http"
    await answer(send, b"plain")


async def refuses_to_start(scope, receive, send):
    await receive()
    await send({"type": "lifespan.startup.failed", "message": "not today"})
