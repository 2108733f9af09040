# Mapping patterns.
def show(x):
    match x:
        case {}:
            pass
        case _:
            return "no mapping"
    match x:
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": "rect", "w": w, "h": h}:
            return f"rect {w * h}"
        case {"type": str(name), **rest}:
            return f"{name} with {rest}"
        case {1: one, 2.0: two}:
            return f"numbers {one} {two}"
        case {None: n, True: t}:
            return f"singletons {n} {t}"
        case {"items": [first, *_], "meta": {"n": n}}:
            return f"nested {first} {n}"
        case {**everything}:
            return f"rest {everything}"


for x in ({"type": "circle", "r": 2}, {"type": "rect", "w": 2, "h": 3}, {"type": "line", "x": 1}, {"type": 5},
          {1: "a", 2: "b"}, {None: 0, True: 1}, {"items": [9, 8], "meta": {"n": 1, "m": 2}}, {}, [], "x", {"type": "rect", "w": 2}):
    print(show(x))


class Keys:
    A = "a"
    B = "b"


def by_value(x):
    match x:
        case {Keys.A: v, Keys.B: w}:
            return v, w
        case {Keys.A: v}:
            return v
    return None


print(by_value({"a": 1}), by_value({"a": 1, "b": 2}), by_value({"c": 1}))
Keys.B = "a"
try:
    by_value({"a": 1, "b": 2})
except ValueError as e:
    print(e)


def typed(d):
    total = 0
    match d:
        case {"x": x, "y": y}:
            total = x * y
        case {"x": x}:
            total = x
    return total


print(typed({"x": 3, "y": 4}), typed({"x": 3}), typed({"z": 3}))


def rest_is_a_copy(d):
    match d:
        case {"a": 1, **rest}:
            rest["new"] = 1
            return rest, d


print(rest_is_a_copy({"a": 1, "b": 2}))


def json_walk(x, depth=0):
    pad = "  " * depth
    match x:
        case {"name": str(name), "children": [*children]}:
            print(f"{pad}{name}:")
            for child in children:
                json_walk(child, depth + 1)
        case {"name": name}:
            print(f"{pad}leaf {name}")
        case [*items]:
            for item in items:
                json_walk(item, depth + 1)
        case None | True | False | int() | float() | str():
            print(f"{pad}{x!r}")


json_walk({"name": "root", "children": [{"name": "a"}, {"name": "b", "children": []}, [1, "x", None], 2.5]})
