# operator's functions by their special names.
import operator

print(operator.__add__(1, 2), operator.__and__(6, 3), operator.__lt__(1, 2), operator.__not__(0))
print(getattr(operator, "__or__")(1, 2), operator.__getitem__([5, 6], 1), operator.__neg__(4))
print(operator.__eq__(1, 1), operator.__contains__("abc", "b"), operator.__concat__([1], [2]))
items = [3, 4]
operator.__setitem__(items, 0, 9)
operator.__delitem__(items, 1)
print(items, operator.__iadd__(items, [1]), operator.__index__(7), operator.__matmul__.__name__)
