import io
import json
from json import JSONDecodeError, JSONDecoder, JSONEncoder


class date:
    def __init__(self, year, month, day):
        self.text = f"{year}-{month:02}-{day:02}"

    def isoformat(self):
        return self.text

    __str__ = isoformat


class SetEncoder(JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        if isinstance(o, date):
            return o.isoformat()
        return super().default(o)


print(json.dumps({"z": {3, 1}}, cls=SetEncoder))
print(json.dumps([{1}, date(2024, 2, 29)], cls=SetEncoder, indent=1, sort_keys=True))
try:
    json.dumps({"x": object}, cls=SetEncoder)
except TypeError as e:
    print(e)


class Loud(JSONEncoder):
    def encode(self, o):
        return "<" + super().encode(o) + ">"


print(json.dumps([1, {"a": None}], cls=Loud), json.dumps([1], cls=Loud, separators=(",", ":")))
print(JSONEncoder(indent=2).encode({"a": [1, 2]}), JSONEncoder(sort_keys=True).encode({"b": 1, "a": 2}))
print(JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode({"é": 1}), "".join(JSONEncoder().iterencode([1, 2])))
print(JSONEncoder(default=str).encode({"d": date(2020, 1, 2)}), JSONEncoder.item_separator, JSONEncoder.key_separator)
out = io.StringIO()
json.dump({"k": {2}}, out, cls=SetEncoder)
json.dump([1, 2], out, indent=None)
print(out.getvalue())
d = JSONDecoder()
print(d.decode(' {"a": [1, 2.5, null]} '), d.raw_decode('[1, 2] rest'), d.raw_decode('xx {"a": 1} yy', 3))
for text in ("[1] x", "", "[1,", "{'a': 1}", '"a\tb"'):
    try:
        d.decode(text)
    except JSONDecodeError as e:
        print(e, e.pos)
print(repr(JSONDecoder(strict=False).decode('"a\tb"')), JSONDecoder(parse_int=float).decode("[1]"))


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


class PointDecoder(JSONDecoder):
    def __init__(self, **kw):
        super().__init__(object_hook=self.make, **kw)

    def make(self, found):
        return Point(**found) if set(found) == {"x", "y"} else found


print(json.loads('[{"x": 1, "y": 2}, {"z": {"x": 3, "y": 4}}]', cls=PointDecoder))
print(json.loads('{"a": 1.5}', cls=JSONDecoder, parse_float=str))
print(json.load(io.StringIO('{"x": 5, "y": 6}'), cls=PointDecoder))


def encode_point(o):
    if isinstance(o, Point):
        return {"x": o.x, "y": o.y}
    raise TypeError(f"cannot write {type(o).__name__}")


print(json.dumps([Point(1, 2)], default=encode_point))
print(json.loads(json.dumps([Point(1, 2)], default=encode_point), object_hook=lambda found: Point(**found)))
try:
    json.dumps([object()], default=encode_point)
except TypeError as e:
    print(e)
