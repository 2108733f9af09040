"""Plaintext in Robyn."""

import sys

from robyn import Robyn

app = Robyn(__file__)


@app.get("/")
def plain(request):
    return "Hello, World!"


port, sys.argv[1:] = int(sys.argv[1]), ["--log-level", "ERROR"]
app.start(host="127.0.0.1", port=port)
