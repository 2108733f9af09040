"""A route that blocks its loop."""

import time

from krait.api import FastAPI

app = FastAPI()


@app.get("/")
def slow():
    time.sleep(0.003)
    return "slept"
