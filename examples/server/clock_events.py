"""Server-sent events: the time, each second, for as long as the client listens.

    curl -N 'localhost:8000/clock?ticks=3'
"""

import asyncio
import datetime
from collections.abc import AsyncIterable

from krait.api import FastAPI, Model
from krait.api.sse import EventSourceResponse, ServerSentEvent

app = FastAPI(title="Clock")


class Tick(Model):
    number: int
    time: str


@app.get("/clock", response_class=EventSourceResponse)
async def clock(ticks: int = 1_000_000, seconds: float = 1) -> AsyncIterable[Tick]:
    for number in range(ticks):
        yield Tick(number=number, time=datetime.datetime.now().isoformat(timespec="seconds"))
        await asyncio.sleep(seconds)


@app.get("/countdown", response_class=EventSourceResponse)
async def countdown(start: int = 3):
    for number in range(start, 0, -1):
        yield ServerSentEvent(data=number, event="count", id=str(number))
    yield ServerSentEvent(raw_data="lift-off", event="end", retry=5000)


if __name__ == "__main__":
    app.run()
