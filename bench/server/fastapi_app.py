"""What a user of FastAPI writes; api_app.py is the same with one import changed."""

from fastapi import Depends, FastAPI
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel

app = FastAPI()


class Item(BaseModel):
    name: str
    price: float
    tags: list[str] = []


def settings():
    return {"scale": 2}


@app.get("/", response_class=PlainTextResponse)
def plain():
    return "Hello, World!"


@app.get("/json")
def message():
    return {"message": "Hello, World!"}


@app.post("/items/{number}")
def create(number: int, item: Item, q: str = "", found: dict = Depends(settings)):
    return {"number": number, "q": q, "name": item.name, "total": item.price * found["scale"], "tags": item.tags}
