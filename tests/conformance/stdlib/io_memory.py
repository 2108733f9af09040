import io
from io import BytesIO, StringIO

out = StringIO()
print("hello", 42, file=out)
out.write("second\nthird")
print(repr(out.getvalue()), out.tell())
out.seek(0)
print([line for line in out])
out.seek(6)
print(repr(out.read(5)), repr(out.readline()), repr(out.read()))
out.seek(0)
out.write("HELLO")
out.truncate()
print(repr(out.getvalue()))
out.seek(8)
out.write("x")
print(repr(out.getvalue()))
out.close()
for action in ("read", "getvalue", "tell"):
    try:
        getattr(out, action)()
    except ValueError as error:
        print(action, error)
try:
    StringIO().write(b"bytes")
except TypeError as error:
    print(error)

data = BytesIO(b"one\ntwo\nthree")
print(data.read(2), data.readline(), data.tell(), data.readlines())
data.seek(-5, 2)
print(data.read(), data.seek(4), data.write(b"TWO!"), data.getvalue())
data.seek(20)
data.write(b"end")
print(data.getvalue(), len(data.getvalue()))
data.truncate(3)
print(data.getvalue(), data.tell())
with BytesIO(b"abc") as b:
    print(list(b), b.closed)
print(b.closed)
try:
    BytesIO().write("text")
except TypeError as error:
    print(error)

for newline in (None, "", "\n", "\r", "\r\n"):
    s = StringIO("a\nb\r\nc\rd", newline=newline)
    print(repr(newline), s.readlines(), repr(s.getvalue()))
lines = StringIO("1,2\n3,4\n")
total = 0
for line in lines:
    total += sum(int(part) for part in line.split(","))
print(total, isinstance(lines, io.TextIOBase), isinstance(data, io.IOBase))


class Tee(StringIO):
    def write(self, text):
        return super().write(text.upper())


tee = Tee()
print("shout", file=tee)
print(repr(tee.getvalue()))
