def fact(n):
    return 1 if n == 0 else n * fact(n - 1)


def hanoi(n, a, b, c, moves):
    if n:
        hanoi(n - 1, a, c, b, moves)
        moves.append(a + c)
        hanoi(n - 1, b, a, c, moves)
    return moves


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def permutations(items):
    if len(items) <= 1:
        return [items]
    out = []
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1 :]):
            out.append([items[i]] + rest)
    return out


def flatten(x):
    if isinstance(x, list):
        out = []
        for item in x:
            out += flatten(item)
        return out
    return [x]


def power_set(items):
    if not items:
        return [[]]
    rest = power_set(items[1:])
    return rest + [[items[0]] + r for r in rest]


def depth(n):
    if n == 0:
        return 0
    return 1 + depth(n - 1)


print(fact(20), fact(30), hanoi(4, "A", "B", "C", []), ackermann(2, 3))
print(is_even(200), is_odd(7), permutations([1, 2, 3]), flatten([1, [2, [3, [4, []]]], 5]), power_set("abc"[:2]), power_set([1, 2, 3]))
print(depth(900))
