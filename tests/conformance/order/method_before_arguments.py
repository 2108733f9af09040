# The attribute is looked up before the arguments are evaluated.
def call(action):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


class Box:
    def __init__(self, items):
        self.items = items

    def first(self, x):
        return self.items[0], x


def pick(n):
    return Box([n]) if n else "text"


items = [1, 2]
table = {"a": 1}
zero = 0
for thing in ("text", 5, [1], pick(0), pick(3), None, {}):
    call(lambda: thing.missing(items[9]))
    call(lambda: thing.missing(table["b"]))
    call(lambda: thing.missing(1 // zero))
    call(lambda: thing.first(items[9]))
    call(lambda: thing.first(-zero))
    call(lambda: thing.first([zero, "a" + 1]) if zero else thing.first(undefined))
    call(lambda: thing.append(items[1]))
    call(lambda: thing.pop(table["b"]))
call(lambda: "abc".absent(items[9]))
call(lambda: [1].absent(print("evaluated")))
call(lambda: Box([1]).absent(items[7]))
