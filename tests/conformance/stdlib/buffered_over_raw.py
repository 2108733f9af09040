# Buffered streams over raw ones in memory and of the program's own.
import io

raw = io.BytesIO(b"line one\nline two\nthree")
reader = io.BufferedReader(raw)
print(reader.readline(), reader.peek()[:4], reader.read(3), reader.tell(), reader.raw is raw)
print(reader.readable(), reader.writable(), reader.seekable())
reader.seek(0)
print(reader.read(), reader.read())

writer = io.BufferedWriter(io.BytesIO())
text = io.TextIOWrapper(writer, "utf-8", newline="\n")
text.write("h\u00e9llo\n")
print("x", 1, file=text)
text.flush()
print(writer.raw.getvalue(), isinstance(writer, io.BufferedWriter))

both = io.BufferedRandom(io.BytesIO(b"abcdef"))
print(both.read(2))
both.write(b"XY")
both.flush()
both.seek(0)
print(both.read())
writer.flush()
writer.close()
print(writer.closed, writer.raw.closed)


class Capture(io.TextIOWrapper):
    def __init__(self):
        super().__init__(io.BufferedWriter(io.BytesIO()), "utf-8", newline="\n")

    def getvalue(self):
        self.flush()
        return self.buffer.raw.getvalue().decode("utf-8")


capture = Capture()
print("to", "memory", file=capture)
print(repr(capture.getvalue()))


class Source(io.RawIOBase):
    def __init__(self, parts):
        self.parts = list(parts)

    def readable(self):
        return True

    def read(self, size=-1):
        return self.parts.pop(0) if self.parts else b""


try:
    io.BufferedWriter(io.BufferedReader(io.BytesIO(b"")))
except OSError as error:
    print(type(error).__name__)
