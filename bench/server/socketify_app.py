"""Plaintext in socketify."""

import sys

from socketify import App

app = App()
app.get("/", lambda response, request: response.end("Hello, World!"))
app.listen(int(sys.argv[1]), lambda config: None)
app.run()
