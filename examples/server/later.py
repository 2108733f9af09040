"""Work after the answer, and work in other processes.

    curl -X POST 'localhost:8000/mail?to=me@example.org'
    curl 'localhost:8000/primes?below=3000000'
"""

from krait.api import BackgroundTasks, FastAPI

app = FastAPI(title="Later")
sent = []


def send_mail(to: str, text: str):
    sent.append({"to": to, "text": text})


@app.post("/mail", status_code=202)
def mail(to: str, tasks: BackgroundTasks):
    tasks.add_task(send_mail, to, text="Hello")
    return {"queued": to}


@app.get("/sent")
def read_sent():
    return sent


@app.worker
def count_primes(below: int) -> int:
    sieve = bytearray([1]) * max(below, 2)
    sieve[:2] = b"\0\0"
    for number in range(2, int(below**0.5) + 1):
        if sieve[number]:
            sieve[number * number :: number] = bytes(len(range(number * number, below, number)))
    return sum(sieve[:below])


@app.get("/primes")
async def primes(below: int = 100_000):
    return {"below": below, "count": await count_primes(below)}


if __name__ == "__main__":
    app.run()
