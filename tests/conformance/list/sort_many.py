# Enough keys of one type that they are sorted as words: stable, with ties, signs, long and short strings.
import random

random.seed(11)


def check(keys):
    order = sorted(range(len(keys)), key=lambda i: keys[i])
    down = sorted(range(len(keys)), key=lambda i: keys[i], reverse=True)
    good = all([keys[a] < keys[b] or (keys[a] == keys[b] and a < b) for a, b in zip(order, order[1:])])
    good_down = all([keys[a] > keys[b] or (keys[a] == keys[b] and a < b) for a, b in zip(down, down[1:])])
    print(len(keys), good, good_down, order[:6], down[:6])


for n in (126, 127, 128, 129, 1000):
    check([random.randrange(-50, 50) for _ in range(n)])
    check([random.randrange(-(2**60), 2**60) for _ in range(n)])
    check([random.choice([0.0, -0.0, 1.5, -2.25, 1e300, -1e300, 1e-320, float("inf"), float("-inf")]) for _ in range(n)])
    check(["name%d" % random.randrange(200) for _ in range(n)])
    check(["long name %d" % random.randrange(200) for _ in range(n)])
    check([random.choice(["", "a", "a\0", "a\0\0", "ab", "é", "abcdefgh", "abcdefgh\0", "abcdefgi"]) for _ in range(n)])
    check([random.choice(["ж", "a", "日本", ""]) for _ in range(n)])
    check([random.choice([1, 2.5, True, -3, 10**30]) for _ in range(n)])
    check([(random.choice(["Oslo", "Rome", "Reykjavik"]), random.randrange(9)) for _ in range(n)])
    check([(random.randrange(3), random.randrange(-9, 9) / 4, random.choice(["x", "y", "z\0"])) for _ in range(n)])
check(list(range(500)))
check(list(range(500, 0, -1)))
check([7] * 300)
nan = float("nan")
print([x == x for x in sorted([2.0, nan, 1.0])], sorted([3.0, 1.0, 2.0] * 50)[::30])
