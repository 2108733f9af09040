"""WebSockets by hand, byte for byte.

  KRAIT_BUILD=build python3 tests/server/socket_test.py
"""

import os
import struct
import time
import unittest

from hosting import Served, read_all

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class Client:
    def __init__(self, served, path="/", headers=""):
        self.peer = served.connect()
        self.peer.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"
                          .encode())
        self.input = b""
        self.head = self.until(b"\r\n\r\n")

    def until(self, mark):
        while mark not in self.input:
            part = self.peer.recv(65536)
            if not part:
                raise ConnectionError(self.input)
            self.input += part
        found, self.input = self.input.split(mark, 1)
        return found

    def take(self, count):
        while len(self.input) < count:
            part = self.peer.recv(1 << 20)
            if not part:
                raise ConnectionError(f"the end after {len(self.input)} bytes")
            self.input += part
        found, self.input = self.input[:count], self.input[count:]
        return found

    def send(self, opcode, data=b"", final=True, masked=True):
        mask = os.urandom(4) if masked else b""
        size = len(data)
        head = bytes([opcode | (0x80 if final else 0)])
        bit = 0x80 if masked else 0
        if size < 126:
            head += bytes([bit | size])
        elif size < 65536:
            head += bytes([bit | 126]) + struct.pack(">H", size)
        else:
            head += bytes([bit | 127]) + struct.pack(">Q", size)
        if masked:
            data = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
        self.peer.sendall(head + mask + data)

    def receive(self):
        """(opcode, data) of a frame."""
        first, size = self.take(2)
        if size == 126:
            size, = struct.unpack(">H", self.take(2))
        elif size == 127:
            size, = struct.unpack(">Q", self.take(8))
        return first & 15, self.take(size)

    def message(self):
        """The next frame that is no ping: those come when this machine is slow."""
        opcode, data = self.receive()
        while opcode == PING:
            opcode, data = self.receive()
        return opcode, data

    def closed(self):
        """The code and reason of the close frame that comes next."""
        opcode, data = self.message()
        assert opcode == CLOSE, (opcode, data)
        return struct.unpack(">H", data[:2])[0] if data else None, data[2:]


class Sockets(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.served = Served("raw:app", "--workers=1", "--ws-max-size=1000000", "--ws-ping-interval=0.5",
                            "--ws-ping-timeout=0.5")

    @classmethod
    def tearDownClass(cls):
        assert cls.served.stop() == 0, cls.served.text()

    def test_messages_come_back(self):
        client = Client(self.served, headers="Sec-WebSocket-Protocol: one, two\r\n")
        self.assertIn(b"101 Switching Protocols", client.head)
        self.assertIn(b"sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", client.head)
        self.assertIn(b"sec-websocket-protocol: one", client.head)
        self.assertIn(b"x-hello: there", client.head)
        for opcode, data in ((TEXT, b""), (TEXT, "ä€".encode()), (BINARY, bytes(range(256))), (BINARY, b"x" * 300000)):
            client.send(opcode, data)
            self.assertEqual(client.message(), (opcode, data))
        client.send(TEXT, b"one ", final=False)
        client.send(PING, b"between")
        client.send(0, b"two")
        self.assertEqual(client.message(), (PONG, b"between"))
        self.assertEqual(client.message(), (TEXT, b"one two"))
        client.send(CLOSE, struct.pack(">H", 4321) + b"enough")
        self.assertEqual(client.closed()[0], 4321)
        self.served.wait_for("disconnect 4321 enough")

    def test_refused(self):
        self.assertIn(b"403 Forbidden", Client(self.served, "/refuse").head)
        client = Client(self.served, "/deny")
        self.assertIn(b"401 Unauthorized", client.head)
        self.assertIn(b"x-why: because", client.head)

    def test_the_application_closes(self):
        client = Client(self.served)
        client.send(TEXT, b"close")
        self.assertEqual(client.closed(), (4001, b"bye"))
        client.send(CLOSE, struct.pack(">H", 4001))
        self.assertEqual(read_all(client.peer), b"")

    def test_the_application_fails(self):
        self.assertEqual(Client(self.served, "/socket-fails").closed()[0], 1011)
        self.served.wait_for("ValueError: the socket failed")

    def test_a_client_that_vanishes(self):
        client = Client(self.served)
        client.peer.close()
        self.served.wait_for("disconnect 1006")

    def test_rules_are_kept(self):
        for send, code in ((lambda client: client.send(TEXT, b"\xff"), 1007),
                           (lambda client: client.send(TEXT, b"x", masked=False), 1002),
                           (lambda client: client.send(3, b"x"), 1002), (lambda client: client.send(0, b"x"), 1002),
                           (lambda client: client.send(PING, b"x", final=False), 1002),
                           (lambda client: client.send(BINARY, b"x" * 1000001), 1009)):
            client = Client(self.served)
            send(client)
            self.assertEqual(client.closed()[0], code)

    def test_a_slow_reader_holds_the_sender_back(self):
        client = Client(self.served)
        client.send(TEXT, b"flood")
        time.sleep(0.2)
        for _ in range(300):
            opcode, data = client.receive()
            while opcode == PING:
                client.send(PONG, data)
                opcode, data = client.receive()
            self.assertEqual((opcode, len(data)), (BINARY, 65536))

    def test_silence_is_pinged_and_then_ended(self):
        client = Client(self.served)
        self.assertEqual(client.receive()[0], PING)
        client.send(PONG)
        self.assertEqual(client.receive()[0], PING)
        with self.assertRaises(ConnectionError):
            client.receive()

    def test_plain_requests_are_answered_as_such(self):
        self.assertEqual(self.served.ask("GET", "/")[1], b"Hello, World!")

    def test_the_end_is_told(self):
        served = Served("raw:app", "--workers=1")
        client = Client(served)
        served.send()
        self.assertIn(client.closed()[0], (1001, 1012))
        client.send(CLOSE, struct.pack(">H", 1001))
        self.assertEqual(served.stop(), 0)
        served.wait_for("disconnect 1001|disconnect 1012")


if __name__ == "__main__":
    unittest.main()
