records = [("b", 2), ("a", 1), ("c", 2), ("d", 1), ("a", 2)]
print(sorted(records), sorted(records, key=lambda r: r[1]), sorted(records, key=lambda r: r[1], reverse=True))
print(sorted(records, key=lambda r: (-r[1], r[0])), sorted(records, key=lambda r: r[0] + str(r[1])))


def noisy(x):
    print("key", x)
    return -x


print(sorted([1, 3, 2], key=noisy))
print(sorted("The quick brown Fox".split(), key=str.lower), sorted([0.5, -1, 2**70, True]), sorted([[2], [1, 5], [1]]), sorted([(), (1,), (0, 5)]))
a = [3, 1, 2]
print(sorted(a), a, a.sort(), a, sorted({"b": 1, "a": 2}), sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1], reverse=True))
data = [{"n": "x", "v": 3}, {"n": "y", "v": 1}, {"n": "z", "v": 3}]
print([d["n"] for d in sorted(data, key=lambda d: d["v"])], [d["n"] for d in sorted(data, key=lambda d: -d["v"])])
long = [(i * 7919 % 13, i) for i in range(200)]
by_first = sorted(long, key=lambda p: p[0])
print(all([by_first[i][1] < by_first[i + 1][1] for i in range(199) if by_first[i][0] == by_first[i + 1][0]]))
down = sorted(long, key=lambda p: p[0], reverse=True)
print(down[:10], all([down[i][1] < down[i + 1][1] for i in range(199) if down[i][0] == down[i + 1][0]]))


def failing(x):
    if x == 2:
        raise ValueError("key failed")
    return x


b = [3, 2, 1]
try:
    b.sort(key=failing)
except ValueError as e:
    print(e, b)
