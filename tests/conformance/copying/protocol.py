import copy


class Slotted:
    __slots__ = ("a", "__b", "unset")

    def __init__(self, a, b):
        self.a = a
        self.__b = b

    def both(self):
        return self.a, self.__b


class Mixed(Slotted):
    def __init__(self, a, b, c):
        super().__init__(a, b)
        self.c = c


s = copy.deepcopy(Slotted([1], 2))
print(s.both(), hasattr(s, "unset"))
m = copy.copy(Mixed([1], 2, {3}))
print(m.both(), m.c)


class Custom:
    def __init__(self, n):
        self.n = n
        self.log = []

    def __copy__(self):
        made = Custom(self.n)
        made.log = ["copied"]
        return made

    def __deepcopy__(self, memo):
        made = Custom(copy.deepcopy(self.n, memo))
        made.log = ["deeply"]
        return made


c = Custom([1])
print(copy.copy(c).log, copy.copy(c).n is c.n, copy.deepcopy(c).log, copy.deepcopy(c).n is c.n)


class Stateful:
    def __init__(self):
        self.value = [1]
        self.cache = "heavy"

    def __getstate__(self):
        state = self.__dict__.copy()
        del state["cache"]
        return state

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.cache = "made again"


st = copy.deepcopy(Stateful())
print(st.value, st.cache)


class Reduced:
    def __init__(self, a, b):
        self.a, self.b = a, b
        self.extra = 0

    def __reduce__(self):
        return (Reduced, (self.a, self.b), {"extra": self.extra + 1})


r = copy.copy(Reduced(1, [2]))
print(r.a, r.b, r.extra)


class Single:
    instance = None

    def __reduce__(self):
        return "Single.instance"


one = Single()
print(copy.copy(one) is one, copy.deepcopy(one) is one)


class Row(list):
    def __init__(self, *items):
        super().__init__(items)
        self.label = "row"


class Table(dict):
    pass


class Celsius(float):
    pass


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    def __getnewargs__(self):
        return tuple(self)


row = Row(1, [2])
row.label = "first"
again = copy.deepcopy(row)
print(again, again.label, type(again).__name__, again[1] is row[1])
table = Table(a=[1])
table.note = "n"
again = copy.copy(table)
print(again, again.note, type(again).__name__, again["a"] is table["a"])
warm = Celsius(36.6)
warm.unit = "C"
print(copy.copy(warm), copy.copy(warm).unit, type(copy.deepcopy(warm)).__name__)
pair = copy.deepcopy(Pair([1], 2))
print(pair, type(pair).__name__)
error = ValueError("bad", 3)
error.code = 7
copied = copy.copy(error)
print(repr(copied), copied.args, copied.code)


class Own(Exception):
    def __init__(self, text, where):
        super().__init__(text, where)
        self.where = where


print(copy.copy(Own("x", [1])).where, copy.deepcopy(Own("x", [1])).args)


def generator():
    yield


for value in (generator(), open):
    try:
        print(copy.copy(value) is value)
    except TypeError as problem:
        print("TypeError", problem)
print(Slotted([1], 2).__reduce_ex__(4)[2:], Own("x", 1).__reduce__()[1:])
print(Custom(4).__reduce_ex__(2)[1:], Custom(4).__getstate__())
