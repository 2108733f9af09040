"""An application of krait.api that needs nothing but Python: for api_test.py, in process and served."""

import asyncio
import dataclasses
import enum
from typing import Annotated, Literal, TypedDict

from krait.api import (APIRouter, BackgroundTasks, Body, Cookie, Depends, FastAPI, Field, File, Form, Header,
                       HTTPException, Model, Path, Query, Request, Response, Security, UploadFile, WebSocket)
from krait.api.background import BackgroundTask
from krait.api.responses import HTMLResponse, JSONResponse, PlainTextResponse, StreamingResponse
from krait.api.security import (APIKeyCookie, APIKeyHeader, APIKeyQuery, HTTPBasic, HTTPBearer, OAuth2PasswordBearer,
                                SecurityScopes)
from krait.api.sse import EventSourceResponse, ServerSentEvent

log, left = [], []


async def lifespan(app):
    log.append("start")
    yield {"answer": 42}
    log.append("stop")


app = FastAPI(title="Test", lifespan=lifespan)


class Kind(enum.Enum):
    small = "small"
    large = "large"


class Part(Model):
    name: str = Field(min_length=1, max_length=5)
    parts: "list[Part]" = []


class Item(Model):
    """Something with a price."""

    name: str
    price: float = Field(gt=0)
    kind: Kind = Kind.small
    tags: list[str] = Field(default=[], max_length=2)
    color: Literal["red", "blue"] | None = None
    extra: int | str | None = None
    part: Part | None = None


@dataclasses.dataclass
class Point:
    x: int
    y: int = 2


class Size(TypedDict):
    width: int
    height: float


@app.get("/plain", response_class=PlainTextResponse)
def plain():
    return "Hello"


@app.get("/json")
def read_json():
    return {"text": "ä\n\"\\\u0001", "numbers": [1, -2, 3.5, 1e100, 12345678901234567890123], "none": None,
            "truth": [True, False], "_sa_hidden": 1}


@app.get("/async")
async def read_async(seconds: float = 0):
    if seconds:
        await asyncio.sleep(seconds)
    return {"seconds": seconds}


@app.get("/items/{item_id}")
def read_item(item_id: int = Path(ge=1, le=1000), q: str | None = None, limit: Annotated[int, Query(lt=100)] = 10,
              flag: bool = False, ratio: float = 0.5, word: str = Query("x", min_length=1, max_length=3)):
    return [item_id, q, limit, flag, ratio, word]


@app.get("/texts/{text}/end")
def read_text(text: str):
    return {"text": text}


def common(q: str = "none", x_token: Annotated[str | None, Header()] = None):
    return {"q": q, "token": x_token}


async def doubled(value: int = 1, base: dict = Depends(common)):
    return {"value": 2 * value, "base": base}


def refused(deny: bool = False):
    if deny:
        raise HTTPException(403, "denied", headers={"x-why": "asked"})
    return "allowed"


@app.post("/depends/{number}", dependencies=[Depends(refused)])
def depends(number: int, item: Item, one: dict = Depends(doubled), two: dict = Depends(common)):
    return {"number": number, "item": item, "one": one, "two": two}


@app.post("/items", status_code=201)
def create_item(item: Item) -> Item:
    return item


@app.post("/any")
def take_any(value=Body()):
    return value


@app.post("/point")
async def point(point: Point):
    return point


@app.post("/size")
def size(size: Size) -> Size:
    return size


@app.post("/two")
def two(item: Item, point: Point, note: str = Body("none")):
    return {"item": item.name, "point": point.x, "note": note}


@app.get("/list")
def read_list(q: list[int] = Query([]), ids: Annotated[set[str] | None, Query()] = None):
    return {"q": q, "ids": sorted(ids or [])}


@app.get("/cookies")
def cookies(response: Response, session: Annotated[str | None, Cookie()] = None):
    response.set_cookie("session", "abc", httponly=True)
    return {"session": session}


@app.get("/cookies/typed")
async def typed_cookies(number: Annotated[int, Cookie(alias="n-1", ge=0)] = 0, word: Annotated[str, Cookie()] = "none",
                        flag: bool | None = Cookie(None)):
    return [number, word, flag]


def traced(response: Response, tasks: BackgroundTasks, q: str = "q"):
    response.headers["x-q"] = q
    response.headers.append("x-many", "1")
    tasks.add_task(log.append, f"first {q}")
    return response


async def async_traced(response: Response, before: Response = Depends(traced)):
    await asyncio.sleep(0)
    response.headers.append("x-many", "2")
    return response is before


@app.get("/extras")
async def extras(response: Response, tasks: BackgroundTasks, same: bool = Depends(async_traced), status: int = 202):
    tasks.add_task(log.append, "second")
    response.status_code = status
    response.set_cookie("a", "b")
    return {"same": same} if status != 204 else None


@app.get("/extras/direct")
def direct(before: Response = Depends(traced), own: bool = False):
    return PlainTextResponse("direct", background=BackgroundTask(log.append, "own") if own else None)


@app.get("/extras/fails")
def extras_fail(before: Response = Depends(traced)):
    raise HTTPException(409, "failed")


@app.get("/extras/model", status_code=201, response_model=Point)
def extras_model(response: Response):
    response.headers["x-q"] = "model"
    return {"x": "1"}


@app.get("/key")
def key(query=Depends(APIKeyQuery(name="key", auto_error=False)), header=Depends(APIKeyHeader(name="X-Key")),
        cookie=Depends(APIKeyCookie(name="key", auto_error=False))):
    return [query, header, cookie]


@app.post("/form")
async def form(name: Annotated[str, Form()], count: Annotated[int, Form()] = 1, file: UploadFile | None = None):
    return {"name": name, "count": count, "file": file and [file.filename, (await file.read()).decode()]}


@app.post("/files")
async def files(files: list[UploadFile], raw: Annotated[bytes, File()]):
    return {"files": [file.filename for file in files], "raw": len(raw)}


@app.get("/raise")
def raise_error():
    raise HTTPException(418, {"reason": "teapot"})


@app.get("/raise-later")
async def raise_later():
    await asyncio.sleep(0)
    raise KeyError("handled")


@app.exception_handler(KeyError)
async def key_error(request: Request, error: KeyError):
    return JSONResponse({"key": str(error), "path": request.url.path}, status_code=410)


@app.get("/crash")
def crash():
    return 1 // 0


@app.get("/response")
def response():
    return HTMLResponse("<p>", status_code=202, headers={"x-one": "1"})


@app.get("/stream")
def stream():
    return StreamingResponse(iter(["one", "two"]), media_type="text/plain")


@app.get("/events", response_class=EventSourceResponse)
async def events():
    yield {"n": 1}
    await asyncio.sleep(0)
    yield ServerSentEvent(raw_data="two", event="note", id="7")


@app.get("/lines")
def lines():
    yield {"n": 1}
    yield {"n": 2}


@app.post("/later")
def later(tasks: BackgroundTasks):
    tasks.add_task(log.append, "later")
    return "queued"


@app.get("/later/slowly")
async def later_slowly(tasks: BackgroundTasks, word: str):
    tasks.add_task(left.append, word)
    await asyncio.sleep(0.05)
    return "queued"


@app.get("/left")
def read_left():
    return left


@app.get("/log")
def read_log():
    return log


def opened():
    log.append("open")
    try:
        yield "value"
    finally:
        log.append("close")


@app.get("/yield")
def with_yield(value: str = Depends(opened)):
    return [value, list(log[-1:])]


@app.get("/state")
def state(request: Request):
    return {"answer": request.state.answer}


bearer = OAuth2PasswordBearer(tokenUrl="token", scopes={"read": "Read"})


def user(scopes: SecurityScopes, token: str = Depends(bearer)):
    return {"token": token, "scopes": scopes.scopes}


@app.get("/user")
def read_user(user: dict = Security(user, scopes=["read"])):
    return user


@app.get("/basic")
def basic(credentials=Depends(HTTPBasic(realm="r"))):
    return {"name": credentials.username}


@app.get("/bearer")
def read_bearer(credentials=Depends(HTTPBearer(auto_error=False))):
    return {"credentials": credentials and credentials.credentials}


@app.websocket("/ws/{room}")
async def socket(socket: WebSocket, room: str, name: str = "nobody"):
    await socket.accept()
    while True:
        text = await socket.receive_text()
        if text == "bye":
            break
        await socket.send_json({"room": room, "name": name, "text": text})
    await socket.close(code=3000)


router = APIRouter(prefix="/below", tags=["below"], dependencies=[Depends(refused)])


@router.get("/{name}")
def below(name: str):
    return name


app.include_router(router, prefix="/far")

inner = FastAPI()


@inner.get("/where")
def where(request: Request):
    return {"root_path": request.scope["root_path"], "url": str(request.url)}


app.mount("/inner", inner)
