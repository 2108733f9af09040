"""FastAPI from PyPI: what its users write."""

import asyncio
from contextlib import asynccontextmanager

from fastapi import BackgroundTasks, Depends, FastAPI, File, HTTPException, UploadFile, WebSocket, WebSocketDisconnect
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse, StreamingResponse
from pydantic import BaseModel


class Item(BaseModel):
    name: str
    price: float


@asynccontextmanager
async def lifespan(app):
    app.state.started = True
    yield
    print("lifespan ended", flush=True)


app = FastAPI(lifespan=lifespan)
app.add_middleware(CORSMiddleware, allow_origins=["*"])
noted = []


@app.middleware("http")
async def add_header(request, call_next):
    response = await call_next(request)
    response.headers["x-middleware"] = "yes"
    return response


@app.get("/")
def plain():
    return {"hello": "world"}


@app.get("/async/{number}")
async def with_path(number: int, q: str = "none"):
    await asyncio.sleep(0)
    return {"number": number, "q": q, "started": app.state.started}


async def dependency():
    yield "dependency"


@app.post("/items")
async def create(item: Item, word: str = Depends(dependency)):
    return {"name": item.name, "double": item.price * 2, "word": word}


@app.get("/missing")
async def missing():
    raise HTTPException(404, "nothing here")


@app.get("/fails")
async def fails():
    raise ValueError("the endpoint failed")


@app.get("/stream")
async def stream():
    async def parts():
        for number in range(3):
            yield f"{number}\n"
            await asyncio.sleep(0.005)

    return StreamingResponse(parts(), media_type="text/plain")


@app.get("/file")
async def file():
    return FileResponse(__file__)


@app.post("/upload")
async def upload(file: UploadFile = File()):
    return {"name": file.filename, "bytes": len(await file.read())}


@app.get("/background")
async def background(tasks: BackgroundTasks):
    tasks.add_task(noted.append, "noted")
    return {"before": len(noted)}


@app.get("/noted")
async def count():
    return {"noted": len(noted)}


@app.websocket("/ws/{room}")
async def talk(socket: WebSocket, room: str):
    await socket.accept()
    try:
        while True:
            await socket.send_json({"room": room, "heard": await socket.receive_text()})
    except WebSocketDisconnect as error:
        print("left", error.code, flush=True)
