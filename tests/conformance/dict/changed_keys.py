# As many keys as before, but others.
def walk(d, view, at, change):
    out = []
    try:
        for k in view(d):
            out.append(k)
            if len(out) == at:
                change(d, k)
            if len(out) > 9:
                break
    except RuntimeError as e:
        return out, d, e
    return out, d


def again(d, k):
    d.pop(k)
    d[k] = 0


def other(d, k):
    d[k + 10] = d.pop(k)


for at in (1, 2, 3):
    print(walk({1: 1, 2: 2, 3: 3}, lambda d: d, at, again))
    print(walk({1: 1, 2: 2, 3: 3}, lambda d: d.keys(), at, other))
    print(walk({1: 1, 2: 2, 3: 3}, lambda d: reversed(d), at, other))
d = {1: 1, 2: 2, 3: 3}
out = []
try:
    for k in d:
        out.append(k)
        if len(out) == 3:
            del d[k]
            d[k * 2] = k
except RuntimeError as e:
    print(out, d, e)
e = {"a": 1, "b": 2}
seen = []
for k, v in e.items():
    seen.append((k, v))
    e[k] = v + 1
    if k == "a":
        e["b"] = 5
print(seen, e)
f = {"a": 1, "b": 2, "c": 3}
while f:
    print(f.popitem(), end=" ")
    f.pop("b", None)
f["z"] = 1
print(f, list(f))
try:
    frozenset({1}).add(2)
except AttributeError as e:
    print(e)
fs = frozenset([1, 2])
for action in (lambda: fs.update([3]), lambda: fs.discard(1), lambda: fs.pop(), lambda: fs.intersection_update([1])):
    try:
        action()
    except AttributeError as e:
        print(e)
print(fs.union([3]) == {1, 2, 3}, fs)


class Long:
    def __len__(self):
        return 2**40


print(len(Long()) > 2**33, len(Long()) * 8, len(Long()) - 1)
# Keys of an empty dict are not hashed by pop.
for key in ([], {}, 1):
    try:
        print({}.pop(key, "default"), {1: 2}.pop(key, "default"))
    except TypeError as e:
        print(type(e).__name__)
    try:
        {}.pop(key)
    except KeyError as e:
        print("KeyError", e)
