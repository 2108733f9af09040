def add(a, b):
    return a + b


def describe(x):
    if isinstance(x, bool):
        return "bool"
    if isinstance(x, int):
        return "int"
    if isinstance(x, (float, str)):
        return "float or str"
    if isinstance(x, (list, tuple)):
        return "seq of " + ", ".join([describe(y) for y in x])
    if x is None:
        return "none"
    return "other"


def first(seq):
    for x in seq:
        return x


def twice(x):
    return x * 2


print(add(1, 2), add(1.5, 2), add("a", "b"), add([1], ["x"]), add((1,), ("t",)), add(True, True), add(2**62, 2**62), add(b"x", b"y"))
for v in (1, True, 1.5, "s", None, [1, "a", [None]], (), {}, b""):
    print(repr(v), describe(v))
print(first([1]), first("xy"), first({5: 6}), first(()), first({7}), first(range(3, 9)), first({"k": 1}.items()))
print(twice(2), twice("ab"), twice([1]), twice(1.5), twice((1,)), twice(True), twice(2**61))
for pair in ((1, "a"), ("a", 1), (None, 1), ([], ())):
    try:
        add(pair[0], pair[1])
    except TypeError as e:
        print(e)
