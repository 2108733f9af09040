class A:
    pass


class B(A):
    pass


values = [1, True, 1.5, "s", b"b", None, [1], (1,), {1: 1}, {1}, range(3), A(), B(), 2**70, ValueError("x")]
kinds = [int, bool, float, str, bytes, list, tuple, dict, set, range, A, B, object, Exception]
for v in values:
    print(["x" if isinstance(v, k) else "." for k in kinds])
print(isinstance(1, (str, int)), isinstance(1, (str, (float, int))), isinstance(1, ()), isinstance(B(), (A, str)), isinstance(True, int))


def kind(v):
    if isinstance(v, bool):
        return "bool"
    elif isinstance(v, int):
        return "int"
    elif isinstance(v, (list, tuple)):
        return [kind(x) for x in v]
    elif isinstance(v, dict):
        return {kind(k): kind(x) for k, x in v.items()}
    return "?"


print(kind([1, True, (2, [3.0])]), kind({1: "a", True: 5}), kind({"k": [1], 2: {}}))
