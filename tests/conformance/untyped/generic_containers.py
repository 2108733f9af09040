class Stack:
    def __init__(self):
        self.items = []

    def push(self, x):
        self.items.append(x)
        return self

    def pop(self):
        if not self.items:
            raise IndexError("stack is empty")
        return self.items.pop()

    def __len__(self):
        return len(self.items)


class Pair:
    def __init__(self, a, b):
        self.a = a
        self.b = b

    def swap(self):
        return Pair(self.b, self.a)

    def __eq__(self, other):
        return self.a == other.a and self.b == other.b

    def __repr__(self):
        return f"<{self.a!r}|{self.b!r}>"


ints = Stack().push(1).push(2)
strs = Stack().push("a").push("b")
mixed = Stack().push(1).push("a").push(None).push(Pair(1, "x"))
print(ints.pop() + ints.pop(), strs.pop() + strs.pop(), mixed.pop(), mixed.pop(), len(mixed), len(ints))
try:
    ints.pop()
except IndexError as e:
    print(e)
ps = [Pair(1, 2), Pair("a", 1.5), Pair(None, [1]), Pair(Pair(1, 2), ())]
print([p.swap() for p in ps], [p.swap().swap() == p for p in ps], Pair(1, 2) == Pair(1.0, 2))


def swap_all(pairs):
    return [(b, a) for a, b in pairs]


print(swap_all([(1, "a")]), swap_all([(1.5, None)]), swap_all(["xy"]), swap_all([[1, 2], ("p", "q")]))


def accumulate(f, items, start):
    for x in items:
        start = f(start, x)
    return start


print(accumulate(lambda a, b: a + b, [1, 2], 0), accumulate(lambda a, b: a + b, "abc", ""), accumulate(lambda a, b: a + [b], (1, "x"), []),
      accumulate(lambda a, b: a * b, [2**40] * 3, 1), accumulate(max, [1.5, 3, 2], -1))
