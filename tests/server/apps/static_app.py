"""Files, below a middleware that tells how they were sent: `x-sent` of the next answer at /sent."""

import os

from krait.api import FastAPI
from krait.api.middleware.gzip import GZipMiddleware
from krait.api.responses import FileResponse
from krait.api.staticfiles import StaticFiles

FOLDER = os.environ["STATIC_FOLDER"]
sent = []


class Watch:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def watched(message):
            if scope["type"] == "http" and scope["path"] != "/sent":
                sent.append(message["type"])
            await send(message)

        await self.app(scope, receive, watched)


app = FastAPI()


@app.get("/sent")
def how_it_was_sent():
    found = list(sent)
    sent.clear()
    return found


@app.get("/one")
def one():
    return FileResponse(os.path.join(FOLDER, "page.html"), filename="päge.html")


app.mount("/files", StaticFiles(directory=FOLDER))
app.mount("/site", StaticFiles(directory=FOLDER, html=True))
app.mount("/linked", StaticFiles(directory=FOLDER, follow_symlink=True))
zipped = FastAPI()
zipped.mount("/files", StaticFiles(directory=FOLDER))


@zipped.middleware("http")
async def passes(request, call_next):
    response = await call_next(request)
    response.headers["x-passed"] = "1"
    return response


zipped.add_middleware(GZipMiddleware, minimum_size=10)
app.mount("/zipped", zipped)
app.add_middleware(Watch)
