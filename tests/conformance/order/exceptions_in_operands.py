log = []


def v(x):
    log.append(x)
    if x == "boom":
        raise ValueError("boom")
    return x


def attempt(f):
    try:
        f()
    except (ValueError, AttributeError, TypeError, KeyError, IndexError, ZeroDivisionError) as e:
        print(log, repr(e))
    log.clear()


class Box:
    def __init__(self):
        self.items = {}

    def __getitem__(self, key):
        log.append(("get", key))
        return self.items.get(key, 0)

    def __setitem__(self, key, value):
        log.append(("set", key, value))
        self.items[key] = value


def set_item(target, key, value):
    target[v(key)] = v(value)


def augment(target, key, value):
    target[v(key)] += v(value)


def call_missing():
    None.missing(v(1))


def call_not_callable():
    (5 if log == [] else 6)(v(1))


attempt(lambda: v(1) + v("boom") + v(2))
attempt(lambda: [v(1), v("boom"), v(2)])
attempt(lambda: {v("k"): v("boom"), v("j"): v(1)})
attempt(lambda: print(v("boom"), v(2)))
attempt(lambda: set_item([], "boom", 1))
attempt(lambda: set_item([], 0, "boom"))
attempt(lambda: set_item([], 0, 1))
attempt(lambda: augment({}, "k", "boom"))
attempt(lambda: augment({}, "k", 1))
attempt(lambda: augment([1], 0, "text"))
attempt(call_missing)
attempt(lambda: v(1) / v(0) + v(3))
attempt(lambda: v([])[v(0)] + v(1))
attempt(lambda: v(1) < v("a") < v(2))
attempt(lambda: v("x").nothing(v("never evaluated")))
box = Box()
box[v("a")] += v(5)
box[v("a")] *= v(2)
print(log, box.items)
log.clear()
