# Generators as people use them: permutations, primes, trees, knapsacks, parsers.
def permutations(items):
    if not items:
        yield []
        return
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [item] + rest


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found if p * p <= n):
            found.append(n)
            yield n
        n += 1


def take(n, iterable):
    for i, item in enumerate(iterable):
        if i >= n:
            return
        yield item


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def subsets(items):
    if not items:
        yield ()
    else:
        for rest in subsets(items[1:]):
            yield rest
            yield (items[0],) + rest


def flatten(value):
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from flatten(item)
    else:
        yield value


def queens(n, placed=()):
    row = len(placed)
    if row == n:
        yield placed
        return
    for column in range(n):
        if all(column != c and abs(column - c) != row - r for r, c in enumerate(placed)):
            yield from queens(n, placed + (column,))


def collatz(n):
    while n != 1:
        yield n
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    yield 1


def tokens(text):
    at = 0
    while at < len(text):
        c = text[at]
        if c.isspace():
            at += 1
        elif c.isdigit():
            start = at
            while at < len(text) and text[at].isdigit():
                at += 1
            yield "number", int(text[start:at])
        else:
            yield "operator", c
            at += 1
    yield "end", None


def evaluate(text):
    stream = tokens(text)
    kind, value = next(stream)

    def factor():
        nonlocal kind, value
        if value == "(":
            kind, value = next(stream)
            result = expression()
        else:
            result = value
        kind, value = next(stream)
        return result

    def term():
        nonlocal kind, value
        result = factor()
        while value in ("*", "/"):
            operator = value
            kind, value = next(stream)
            right = factor()
            result = result * right if operator == "*" else result // right
        return result

    def expression():
        nonlocal kind, value
        result = term()
        while value in ("+", "-"):
            operator = value
            kind, value = next(stream)
            right = term()
            result = result + right if operator == "+" else result - right
        return result

    return expression()


print(list(permutations([1, 2, 3])))
print(list(take(12, primes())))
print(list(take(15, fibonacci())), sum(take(90, fibonacci())))
print(list(subsets("abc")))
print(list(flatten([1, [2, (3, [4, []]), 5], "ab"])))
print(list(queens(5)), sum(1 for _ in queens(6)))
print(list(collatz(6)), max(max(collatz(n)) for n in range(1, 50)))
print(list(tokens("12 + (3*4)")))
print(evaluate("2 + 3 * (4 - 1) - 10 / 3"))
