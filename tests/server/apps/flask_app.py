"""Flask from PyPI."""

import time

from flask import Flask, Response, jsonify, request, send_file, session, stream_with_context

app = Flask(__name__)
app.secret_key = "of a test"


@app.get("/hello/<name>")
def hello(name):
    return f"hello {name} {request.args.get('a', '')}"


@app.post("/json")
def back():
    return jsonify(got=request.get_json())


@app.post("/form")
def form():
    return jsonify(field=request.form["a"], bytes=len(request.files["file"].read()))


@app.get("/count")
def count():
    session["count"] = session.get("count", 0) + 1
    return str(session["count"])


@app.get("/stream")
def stream():
    def parts():
        for number in range(3):
            yield f"{request.path} {number}\n"

    return Response(stream_with_context(parts()), mimetype="text/plain")


@app.get("/file")
def file():
    return send_file(__file__, conditional=True)


@app.get("/slow")
def slow():
    time.sleep(0.03)
    return "slow"


@app.get("/fails")
def fails():
    raise ValueError("the view failed")
