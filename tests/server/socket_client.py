"""Talks to the application's chat over a WebSocket: socket_client.py URL"""

import asyncio
import json
import sys

import websockets


async def main(url):
    async with websockets.connect(url) as socket:
        for text in ("", "hello", "ä€😀", "x" * 200000):
            await socket.send(text)
            assert json.loads(await socket.recv()) == {"room": "kitchen", "heard": text}
        await (await socket.ping())
    async with websockets.connect(url, compression=None) as socket:
        for number in range(500):
            await socket.send(str(number))
        for number in range(500):
            assert json.loads(await socket.recv())["heard"] == str(number)


asyncio.run(main(sys.argv[1]))
