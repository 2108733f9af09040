"""Chat rooms over WebSockets. One worker: who is connected to another worker is in another room (--workers 1)."""

from collections import defaultdict

from krait.api import FastAPI, WebSocket, WebSocketDisconnect
from krait.api.responses import HTMLResponse

app = FastAPI(title="Chat")
rooms = defaultdict(set)

PAGE = """<!doctype html>
<title>Chat</title>
<form><input autofocus><button>Send</button></form><ul></ul>
<script>
const socket = new WebSocket(location.href.replace("http", "ws") + "rooms/lobby?name=" + prompt("Your name"));
socket.onmessage = event => {
    const line = document.createElement("li");
    const {name, text} = JSON.parse(event.data);
    line.textContent = name + ": " + text;
    document.querySelector("ul").append(line);
};
document.querySelector("form").onsubmit = event => {
    event.preventDefault();
    const input = document.querySelector("input");
    socket.send(input.value);
    input.value = "";
};
</script>
"""


@app.get("/", response_class=HTMLResponse)
def page():
    return PAGE


async def tell(room, name, text):
    for socket in list(rooms[room]):
        try:
            await socket.send_json({"name": name, "text": text})
        except (RuntimeError, WebSocketDisconnect):
            rooms[room].discard(socket)


@app.websocket("/rooms/{room}")
async def chat(socket: WebSocket, room: str, name: str = "somebody"):
    await socket.accept()
    rooms[room].add(socket)
    await tell(room, name, "has come")
    try:
        async for text in socket.iter_text():
            await tell(room, name, text)
    finally:
        rooms[room].discard(socket)
        await tell(room, name, "has left")


if __name__ == "__main__":
    app.run(workers=1)
