# The annotations of a module's variables.
x: int = 1
y: "str"
print(__annotations__)
if x:
    z: float = 2.0
else:
    never: bytes = b""
__annotations__["extra"] = 5


def names():
    w: int = 3
    return list(__annotations__), w


print(names())
