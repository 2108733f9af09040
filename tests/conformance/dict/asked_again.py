# The same key asked for again and again, with everything that may happen to the dict between.
class Key:
    hashes = 0

    def __init__(self, number):
        self.number = number

    def __hash__(self):
        Key.hashes += 1
        return self.number % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.number == other.number


def counted(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def grouped(numbers):
    groups = {}
    for number in numbers:
        key = number % 7
        if key not in groups:
            groups[key] = []
        groups[key].append(number)
    return groups


def absent_then_other_kind():
    d = {}
    print(d.get(5, "none"), 5 in d)
    d[5.0] = "float"
    d[5] = "int"
    print(d, d.get(1, "none"))
    d[True] = "bool"
    d[1] = "one"
    print(d, len(d))
    print(d.get(-1), d.get(0))
    d[False] = "no"
    d[0] = "zero"
    d[-1] = "minus"
    print(d)


def deleted_between():
    d = {}
    for i in range(40):
        d[i] = i
        if i in d and i % 3 == 0:
            del d[i]
            assert i not in d and d.get(i) is None
            d[i] = -i
        if i % 5 == 0:
            d.pop(i, None)
        d.setdefault(i, "again")
    print(d)
    d.clear()
    print(d.get(39), 39 in d, d)
    d[39] = "new"
    copy = dict(d)
    copy[39] = "copy"
    print(d, copy, d.get(38), copy.get(38))
    d[38] = 1
    print(38 in copy, d | copy)
    del copy[39]
    print(39 in copy, 39 in d, copy.popitem() if copy else "empty")


def texts():
    d = {}
    name = "".join(["a", "b"])
    print(d.get(name), name in d)
    d[name] = 1
    same = "".join(["a", "b"])
    d[same] += 1
    d[name] = d[name] + 1
    print(d, d[same], d.get("abc"))
    for part in ("ab", "cd", "ab", "ab", "cd"):
        if part in d:
            d[part] += 10
        else:
            d[part] = 0
    print(d)
    d.update(ab="x")
    print(d["ab"], d.pop("ab"), d.get("ab"), "ab" in d)


def moved():
    order = dict.fromkeys(range(6))
    order[3] = order.pop(3)
    order[0] = order.get(0)
    print(list(order), order.get(9))
    big = 2**70
    order[big] = 1
    order[2**70] += 1
    print(order[big], order.get(2**70 + 1), big in order)
    nan = float("nan")
    order[nan] = 1
    print(order[nan], order.get(float("nan")), nan in order)


def main():
    print(counted("the cat and the dog and the bird".split()))
    print(counted([3, 1, 3, 2**62, 3, 2**62, -1, 1]))
    print(counted([1, True, 1.0, 0, False, "1"]))
    print(grouped(range(0, 60, 4)))
    absent_then_other_kind()
    deleted_between()
    texts()
    moved()
    keys = [Key(i) for i in range(4)]
    d = {}
    for key in keys:
        if key not in d:
            d[key] = 0
        d[key] += 1
    print(Key.hashes, [d[key] for key in keys], Key.hashes)


main()
