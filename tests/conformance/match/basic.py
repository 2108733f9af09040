# Values, captures, wildcards, alternatives, guards.
def http(status):
    match status:
        case 400:
            return "Bad request"
        case 401 | 403:
            return "Not allowed"
        case 404:
            return "Not found"
        case n if n >= 500:
            return f"Server {n}"
        case _:
            return "Something"


def kind(x):
    match x:
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case 0:
            return "zero"
        case -1 | -2:
            return "negative"
        case 1.5:
            return "float"
        case "a" | "b":
            return "letter"
        case b"x":
            return "bytes"
        case other:
            return f"other {other!r}"


for status in (400, 401, 403, 404, 500, 503, 200):
    print(http(status))
for x in (None, True, False, 0, 1, 1.0, -1, -2, 1.5, "a", "b", "c", b"x", b"y", 0.0, [], ()):
    print(repr(x), kind(x))


def no_case(x):
    match x:
        case 1:
            print("one")
    print("after")


no_case(1)
no_case(2)


def bound_after(x):
    match x:
        case [a, b]:
            pass
        case a:
            b = "unset"
    return a, b


print(bound_after([1, 2]))
print(bound_after(7))


def guards(x, y):
    match x:
        case a if a > y:
            return "greater", a
        case a if a == y:
            return "equal", a
        case a:
            return "less", a


print(guards(1, 2), guards(2, 2), guards(3, 2))


def in_loop(items):
    out = []
    for item in items:
        match item:
            case "stop":
                break
            case "skip":
                continue
            case int(n):
                out.append(n * 2)
            case str() as s:
                out.append(s.upper())
    else:
        out.append("end")
    return out


print(in_loop([1, "skip", "x", 3]))
print(in_loop([1, "x", "stop", 3]))


def returns_inside(x):
    while True:
        match x:
            case 0:
                return "done"
            case n:
                x = n - 1


print(returns_inside(5))


def binds_even_when_guard_fails(x):
    y = "before"
    match x:
        case y if y > 10:
            return "big", y
        case _:
            return "small", y


print(binds_even_when_guard_fails(11), binds_even_when_guard_fails(3))


def failing_pattern_binds_nothing(x):
    a = b = "before"
    match x:
        case [a, b, 3]:
            return "three", a, b
        case [_, _, _]:
            return "other", a, b
        case _:
            return "none", a, b


print(failing_pattern_binds_nothing([1, 2, 3]))
print(failing_pattern_binds_nothing([1, 2, 4]))
print(failing_pattern_binds_nothing(0))

match = 3
case = 4
print(match + case, match, case)
match [1, 2]:
    case [x, y] if x < y:
        print("module level", x, y)
print(x, y)
