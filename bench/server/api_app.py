"""fastapi_app.py with one import changed, and Model in place of pydantic."""

from krait.api import Depends, FastAPI, Model
from krait.api.responses import PlainTextResponse

app = FastAPI()


class Item(Model):
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
