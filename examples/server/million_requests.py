"""The 1 Million Request Challenge: POST /event, GET /stats; the totals are exact, however many workers there are.

    krait serve million_requests:app --app-dir examples/server --port 8080
"""

from krait.api import FastAPI, Model
from krait.api.shared import SharedTotals

app = FastAPI(title="1MRC")

# Made at import, before the workers are forked: the same memory in all of them.
totals = SharedTotals(counters=2, names=1_000_000)
REQUESTS, SUM = range(2)


class Event(Model):
    userId: str
    value: float


@app.post("/event")
def event(event: Event):
    totals.add_name(event.userId)
    totals.add(SUM, event.value)
    totals.add(REQUESTS, 1)
    return {"status": "ok"}


@app.get("/stats")
def stats():
    count, total = int(totals.get(REQUESTS)), totals.get(SUM)
    return {"totalRequests": count, "uniqueUsers": totals.name_count(), "sum": total,
            "avg": total / count if count else 0.0}


if __name__ == "__main__":
    app.run(port=8080)
