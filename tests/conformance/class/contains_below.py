class Base:
    def __init__(self, v):
        self.v = v

    def __iter__(self):
        return iter([self.v])


class Below(Base):
    def __contains__(self, o):
        return "yes" if o != self.v else ""


class Plain:
    pass


class Len(Plain):
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10


def pick(flag):
    return Below(1) if flag else Base(1)


def pick2(flag):
    return Len() if flag else Plain()


for flag in (True, False):
    x = pick(flag)
    print(1 in x, 2 in x, 1 not in x)
    y = pick2(flag)
    for f in (lambda: 10 in y, lambda: len(y), lambda: y[1], lambda: list(y), lambda: bool(y), lambda: 5 in y):
        try:
            print(f())
        except TypeError:
            print("TypeError")


def any_of(v):
    return [v, None][0]


print(1 in any_of(pick(True)), 7 in any_of(pick(True)), 1 in any_of(pick(False)))
