# Exceptions leave from the middle of everything: what was made so far must go.
class Broken:
    def __init__(self, how):
        self.how = how

    def __getattr__(self, name):
        raise AttributeError("no " + name + " " + self.how)

    def __getitem__(self, key):
        raise KeyError([self.how, key])

    def __setitem__(self, key, value):
        raise TypeError("cannot set " + repr(key) + " to " + repr(value))

    def __iter__(self):
        yield [self.how, 1]
        yield [self.how, 2]
        raise ValueError("iteration of " + self.how)

    def __add__(self, other):
        raise ArithmeticError("sum with " + repr(other))

    def __enter__(self):
        raise OSError("cannot enter " + self.how)

    def __exit__(self, *details):
        return False

    def __format__(self, spec):
        raise RuntimeError("format " + spec)

    def __eq__(self, other):
        raise LookupError("compare")

    def __hash__(self):
        raise TypeError("hash of " + self.how)

    def __call__(self, *args, **kwargs):
        raise ValueError("called with " + repr(args) + repr(kwargs))

    def __bool__(self):
        raise ValueError("truth of " + self.how)


def fail(*values):
    raise ValueError("fail " + repr(values))


def fresh(n):
    return ["item " + str(n)] * n


def attempt(what):
    try:
        what()
    except Exception as error:
        text = "" if isinstance(error, TypeError) else str(error)
        print(type(error).__name__, text.partition("expected")[0])


b = Broken("x" * 3)


def in_list():
    return [fresh(1), fresh(2), fail(fresh(3)), fresh(4)]


def in_dict():
    return {"a": fresh(1), "b" + str(2): fresh(2), "c": fail("d")}


def in_set():
    return {"s" + str(1), ("t", "u" + str(2)), b}


def in_dict_key():
    return {("k", str(1)): fresh(1), b: fresh(2)}


def in_call():
    return max(fresh(1), fresh(2), key=fail)


def in_star_call():
    return print(*fresh(2), *b, sep="-" + str(1))


def in_keywords():
    return fail(1, **{"a" + str(1): fresh(1)})


def in_keywords_twice():
    def f(**kw):
        return kw

    return f(a1=fresh(1), **{"a" + str(1): fresh(2)})


def missing():
    def f(a, b, *, c):
        return a

    return f("a" + str(1), c=fresh(1))


def too_many():
    def f(a):
        return a

    return f(fresh(1), fresh(2), fresh(3))


def in_comprehension():
    return [[x, y] for x in fresh(2) for y in b]


def in_dict_comprehension():
    return {str(x): fail(x) if len(x) > 6 else x for x in fresh(3)}


def in_generator():
    return sum(len(x) if i < 2 else fail(x) for i, x in enumerate(fresh(5)))


def in_unpack():
    a, b, c = fresh(2)
    return a, b, c


def in_unpack_more():
    a, b = (fresh(1), fresh(2), fresh(3))
    return a, b


def in_unpack_iterator():
    p, q, r = b
    return p


def in_unpack_star():
    first, second, third, *rest = fresh(2)
    return rest


def in_nested_unpack():
    (a, b), c = (fresh(3), fresh(1))
    return a


def in_format():
    return f"{fresh(1)} {'a' + str(2)} {b:>10}"


def in_percent():
    return "%s %d" % ("s" + str(1), "t" + str(2))


def in_join():
    return ",".join(["a" + str(1), "b" + str(2), 3])


def in_add():
    return (fresh(1) + fresh(2), b + fresh(1))


def in_with():
    with Broken("first") as x:
        return x


def in_second_with():
    class Good:
        def __enter__(self):
            return fresh(1)

        def __exit__(self, *details):
            return False

    with Good() as x, Good() as y, Broken("second") as z:
        return x, y, z


def in_subscript():
    data = {"k" + str(i): fresh(i) for i in range(3)}
    data["k" + str(1)][0] = data["q" + str(9)]


def in_set_item():
    b["key" + str(1)] = fresh(1)


def in_attribute():
    return (fresh(1), b.missing)


def in_slice():
    return fresh(3)["a" + str(1):]


def in_condition():
    return fresh(1) if b else fresh(2)


def in_compare():
    return fresh(1) == fresh(1) and [b, "x" + str(1)] == [1, 2]


def in_sort():
    return sorted([3, 1, "a" + str(1), 2])


def in_sort_key():
    return sorted(fresh(3), key=lambda x: fail(x))


def in_class():
    class C:
        a = fresh(1)
        b = fail(a)

    return C


def in_decorator():
    @lambda function: fail(function.__name__)
    def f(x=fresh(1)):
        return x

    return f


def in_default():
    def f(x=fresh(1), y=fail("default" + str(1))):
        return x, y

    return f


def in_finally():
    x = fresh(1)
    try:
        return x
    finally:
        fail("finally " + x[0])


def in_handler():
    try:
        fail("first")
    except ValueError as error:
        extra = fresh(2)
        raise KeyError("second", extra) from error


def in_loop():
    for x in fresh(3):
        for y in b:
            keep = [x, y]
    return keep


def in_while():
    n = 0
    rows = []
    while True:
        n += 1
        rows.append("row" + str(n))
        if n > 3:
            fail(rows)


def in_augmented():
    rows = [fresh(1)]
    rows[0] += b


def in_assert():
    x = fresh(1)
    assert x == [], "message " + x[0]


def in_int():
    return int("12" + "x" * 3) + int("9" * 30)


def in_big():
    big = 10 ** 40
    return (big + 1, big / (big - big))


def in_match():
    match fresh(2):
        case [a, b2] if fail(a, b2):
            return a


def in_map():
    return list(map(fail, fresh(2), fresh(2)))


def in_zip_strict():
    return list(zip(fresh(2), fresh(3), strict=True))


def in_delete():
    x = fresh(2)
    del x[5]



def in_raise():
    raise fail


def in_raise_from():
    raise ValueError("v" + str(1)) from "not an exception" + str(2)


def in_super():
    class A:
        def __init__(self, x):
            self.x = x

    class B(A):
        def __init__(self):
            self.before = fresh(1)
            super().__init__()

    return B()


def in_property():
    class A:
        @property
        def p(self):
            return fail("p" + str(1))

    return A().p


def in_lambda():
    return (lambda x, *rest, y=fresh(1): fail(x, rest, y))("a" + str(1), fresh(2))


def unbound():
    if len(fresh(1)) > 5:
        value = fresh(1)
    return [fresh(2), value]


for name, what in list(globals().items()):
    if name.startswith("in_") or name in ("missing", "too_many", "unbound"):
        attempt(what)
