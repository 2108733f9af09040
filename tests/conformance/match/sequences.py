# Sequence patterns: lists, tuples, ranges, stars, nesting.
def shape(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return f"one {a}"
        case [a, b]:
            return f"two {a} {b}"
        case [a, *rest] if len(rest) == 2:
            return f"three {a} {rest}"
        case [a, *_, z]:
            return f"many {a}..{z}"
        case _:
            return "no sequence"


for x in ([], (), [1], (1,), [1, 2], (1, 2), [1, 2, 3], range(3), range(10), list("abcd"),
          "ab", b"ab", bytearray(b"ab"), {1, 2}, {1: 2, 3: 4}, 5, None, frozenset((1, 2)), "", ["x"] * 5):
    print(shape(x))


def stars(x):
    match x:
        case (*head, 0):
            return "ends in 0", head
        case (1, *middle, 9):
            return "1..9", middle
        case (*all_of,):
            return "all", all_of
    return None


print(stars([0]), stars([1, 2, 0]), stars((1, 9)), stars((1, 5, 6, 9)), stars([2, 3]), stars([]), stars("x"))


def nested(x):
    match x:
        case [[a, b], [c, d]]:
            return "matrix", a * d - b * c
        case [("point", (x, y)), *others]:
            return "point", x, y, len(others)
        case [{"k": [v, *_]}, _]:
            return "mapping inside", v
        case [[], [*inner]]:
            return "inner", inner
    return "nothing"


print(nested([[1, 2], [3, 4]]))
print(nested([("point", (1, 2))]))
print(nested([("point", (1, 2)), 3, 4]))
print(nested([{"k": [7, 8]}, 0]))
print(nested([[], [1, 2, 3]]))
print(nested([[], 5]))


def command(line):
    match line.split():
        case ["go", ("north" | "south" | "east" | "west") as direction]:
            return f"going {direction}"
        case ["go", other]:
            return f"cannot go {other}"
        case ["get", thing] | ["pick", "up", thing] | ["pick", thing, "up"]:
            return f"got {thing}"
        case ["drop", *things]:
            return "dropped " + ", ".join(things)
        case ["quit" | "exit"]:
            return "bye"
        case []:
            return "?"
        case [verb, *_]:
            return f"do not know how to {verb}"


for line in ("go north", "go up", "get lamp", "pick up lamp", "pick lamp up", "drop a b c", "drop", "quit", "exit", "", "sing loud"):
    print(command(line))


def typed_pairs(n):
    total = 0
    for i in range(n):
        match (i % 3, i % 2):
            case (0, 0):
                total += 1
            case (0, odd):
                total += odd * 10
            case (r, 0) if r > 1:
                total += 100
            case (r, _):
                total += r * 1000
    return total


print(typed_pairs(60))


def swap(pair):
    match pair:
        case a, b:
            return b, a


print(swap((1, "x")), swap([2.5, None]))


def fibs(n):
    match n:
        case 0 | 1:
            return n
        case _:
            return fibs(n - 1) + fibs(n - 2)


print([fibs(i) for i in range(15)])


def subject_is_tuple(a, b):
    match a, b:
        case int(), int():
            return "ints"
        case str(), _:
            return "str first"
        case _, [x, *_]:
            return "list second", x
    return "other"


print(subject_is_tuple(1, 2), subject_is_tuple("a", 2), subject_is_tuple(1.5, [4, 5]), subject_is_tuple(1.5, []))
first, *others = 1, 2, 3
match first, *others:
    case [1, *xs]:
        print(xs)
