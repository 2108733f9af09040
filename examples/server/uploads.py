"""Files of forms: stored under a folder, which is served below /files.

    curl -F file=@README.md -F note=hello localhost:8000/upload
"""

import hashlib
import os
import shutil
import tempfile
from typing import Annotated

from krait.api import FastAPI, Form, HTTPException, UploadFile
from krait.api.staticfiles import StaticFiles

FOLDER = os.environ.get("UPLOADS") or tempfile.mkdtemp(prefix="uploads-")
app = FastAPI(title="Uploads")


@app.post("/upload", status_code=201)
def upload(file: UploadFile, note: Annotated[str, Form(max_length=200)] = ""):
    name = os.path.basename(file.filename or "")
    if not name or name.startswith("."):
        raise HTTPException(400, "A file has a name")
    digest = hashlib.sha256()
    # A large file is on disk already: it is copied in pieces, never held in memory.
    with open(os.path.join(FOLDER, name), "wb") as stored:
        shutil.copyfileobj(file.file, stored)
    file.file.seek(0)
    while data := file.file.read(1 << 16):
        digest.update(data)
    return {"name": name, "bytes": file.size, "sha256": digest.hexdigest(), "note": note, "url": f"/files/{name}"}


app.mount("/files", StaticFiles(directory=FOLDER))

if __name__ == "__main__":
    app.run()
