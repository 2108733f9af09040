a = [3, 1, 2]
a.append(5)
a.extend([7, 8])
a.extend("xy")
a.insert(0, "first")
a.insert(100, "last")
a.insert(-1, "before last")
print(a, len(a))
print(a.pop(), a.pop(0), a.pop(-2), a)
a.remove(7)
print(a, a.index(5), a.count(1), a.count("nope"))
a.reverse()
print(a)
b = a.copy()
b.append(1)
print(a, b, a == b, a is b)
a.clear()
print(a, b)


def attempt(f):
    try:
        print(f())
    except (IndexError, ValueError, TypeError, AttributeError) as e:
        print(repr(e))


attempt(lambda: [].pop())
attempt(lambda: [1].pop(5))
attempt(lambda: [1].remove(2))
attempt(lambda: [1, 2].index(5))
attempt(lambda: [1, 2, 1].index(1, 1))
attempt(lambda: [1].append())
attempt(lambda: [1].append(1, 2))
attempt(lambda: [1].extend(5))
attempt(lambda: [1].push(5))
attempt(lambda: [1, 2][2])
attempt(lambda: [1, 2][-3])
attempt(lambda: [1]["a"])
attempt(lambda: [1][1.0])
attempt(lambda: [].insert("a", 1))
attempt(lambda: list(5))
print([1, 2].append(3), [3, 1].sort(), [1].extend([]))
