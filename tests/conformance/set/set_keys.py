a = {frozenset({1, 2}), frozenset(), 3}
print({1, 2} in a, {1} in a, set() in a, {1, 2, 3} in a)
a.discard({5})
a.discard({1, 2})
print(len(a))
a.remove(set())
print(a)
for f in [lambda: a.remove({9}), lambda: a.add({1}), lambda: a.discard([1]), lambda: [1] in a, lambda: {9: 1}[{9}]]:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e.args[0] if isinstance(e, KeyError) else "")
s = {1, 2}
print(s in frozenset([frozenset(s)]))
s.add(3)
print(s in frozenset([frozenset(s)]), s in frozenset([frozenset([1, 2])]))
