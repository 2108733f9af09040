def numbers(n):
    for i in range(1, n + 1):
        yield i


def evens(source):
    for x in source:
        if x % 2 == 0:
            yield x


def squares(source):
    for x in source:
        yield x * x


def take(n, source):
    if n <= 0:
        return
    for x in source:
        yield x
        n -= 1
        if n == 0:
            return


def chunks(source, size):
    chunk = []
    for x in source:
        chunk.append(x)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def interleave(*sources):
    live = [iter(s) for s in sources]
    while live:
        rest = []
        for it in live:
            try:
                yield next(it)
            except StopIteration:
                continue
            rest.append(it)
        live = rest


print(sum(squares(evens(numbers(1000)))))
print(list(take(5, squares(evens(numbers(10 ** 9))))))
print(list(chunks(numbers(10), 4)))
print(list(interleave("abc", numbers(5), [True])))


def sieve():
    composites = {}
    n = 2
    while True:
        if n in composites:
            for p in composites.pop(n):
                composites.setdefault(p + n, []).append(p)
        else:
            yield n
            composites[n * n] = [n]
        n += 1


print(list(take(20, sieve())))


def permutations(items):
    if len(items) <= 1:
        yield items
        return
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [items[i]] + rest


print(list(permutations([1, 2, 3])), len(list(permutations(list(range(6))))))


def queens(n, row=0, cols=()):
    if row == n:
        yield cols
        return
    for c in range(n):
        if all(c != k and abs(c - k) != row - r for r, k in enumerate(cols)):
            yield from queens(n, row + 1, cols + (c,))


print(next(queens(8)), len(list(queens(6))))


def hanoi(n, a, b, c):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


print(" ".join(hanoi(4, "A", "B", "C")))
