def f(x: int, y: "str" = 5, z: float = None) -> str:
    return x, y, z


def g(a: list[int]) -> dict[str, int]:
    return {k: v for k, v in zip(a, range(len(a)))}


x: int = "not an int"
y: str
z: float = 1
print(f("a"), f(1, 2, 3), f(None, [], {}), g("abc"), g([1.5, 2.5]), x, z)
try:
    print(y)
except NameError as e:
    print(e)


class P:
    n: int = 0
    name: str

    def __init__(self, n: int):
        self.n: int = n


print(P("text").n, P(1.5).n, P(2**70).n)


def loop(n: int) -> int:
    total: int = 0
    for i in range(n):
        total += i
    return total


print(loop(10), loop(True))
try:
    loop(2.5)
except TypeError as e:
    print(e)
