def noisy(x):
    print("n", x)
    return x


print(any(noisy(x) for x in [0, 1, 2]), all(noisy(x) for x in [1, 0, 2]))
print(sum(x * x for x in range(5)), max((abs(v) for v in (-5, 3)), default=0), ",".join(str(i) for i in range(3)), sorted(-x for x in (1, 2)))
print("-".join(c for c in "abc" if c != "b"), list(x for x in "xy"), set(x % 2 for x in range(5)), min(len(w) for w in ["aa", "b"]))
print(sum(1 for row in [[1, 2], [3]] for x in row if x > 1), any(x > 5 for x in []), all(x for x in []), tuple(i * j for i in range(3) for j in range(i)))
x = "outer"
print(any(x == 3 for x in range(5)), x)


def find(items, limit):
    return any(noisy(i) > limit for i in items)


print(find([1, 5, 9], 3), find([], 1))
try:
    print(sum(10 // d for d in (5, 0, 1)))
except ZeroDivisionError:
    print("zero")
