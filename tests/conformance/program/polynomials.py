def trim(p):
    while len(p) > 1 and p[-1] == 0:
        p.pop()
    return p


def add(a, b):
    out = [0] * max(len(a), len(b))
    for i, x in enumerate(a):
        out[i] += x
    for i, x in enumerate(b):
        out[i] += x
    return trim(out)


def multiply(a, b):
    out = [0] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            out[i + j] += x * y
    return trim(out)


def divide(a, b):
    a = a[:]
    quotient = [0] * max(len(a) - len(b) + 1, 1)
    while len(a) >= len(b) and a != [0]:
        k = len(a) - len(b)
        factor = a[-1] / b[-1]
        quotient[k] = factor
        for i, y in enumerate(b):
            a[i + k] -= factor * y
        a.pop()
        if not a:
            a = [0]
    return trim(quotient), trim(a)


def evaluate(p, x):
    result = 0
    for c in reversed(p):
        result = result * x + c
    return result


def derivative(p):
    return [i * c for i, c in enumerate(p)][1:] or [0]


def show(p):
    terms = []
    for i in range(len(p) - 1, -1, -1):
        c = p[i]
        if c == 0 and len(p) > 1:
            continue
        body = "" if i == 0 else "x" if i == 1 else f"x^{i}"
        size = abs(c)
        text = str(size) if i == 0 or size != 1 else ""
        sign = "-" if c < 0 else "+"
        terms.append(sign + " " + text + body)
    text = " ".join(terms)
    return text[2:] if text.startswith("+ ") else "-" + text[2:]


def roots(p, low, high, steps):
    found = []
    previous = evaluate(p, low)
    for k in range(1, steps + 1):
        x = low + (high - low) * k / steps
        value = evaluate(p, x)
        if previous * value < 0:
            a, b = x - (high - low) / steps, x
            for i in range(60):
                m = (a + b) / 2
                if evaluate(p, a) * evaluate(p, m) <= 0:
                    b = m
                else:
                    a = m
            found.append(round(a, 9))
        previous = value
    return found


p = [-6, 11, -6, 1]
q = [1, 1]
print(show(p), "|", show(q), "|", show([0]), "|", show([5]), "|", show([0, -1, 0, 2.5]))
print(show(add(p, q)), "|", show(multiply(p, q)), "|", show(derivative(p)), "|", show(add(p, [-c for c in p])))
print(divide(p, [-1, 1]), divide([1, 0, 0, 1], [1, 1]), divide([1, 2], [1, 2, 3]))
print([evaluate(p, x) for x in range(-2, 6)], evaluate(p, 0.5), evaluate(p, 2**40), roots(p, 0, 4.1, 50), roots([-2, 0, 1], -3, 3.3, 20))
power = [1]
for i in range(20):
    power = multiply(power, [1, 1])
print(power, sum(power), show(power)[:60])
chebyshev = [[1], [0, 1]]
while len(chebyshev) < 12:
    chebyshev.append(add(multiply([0, 2], chebyshev[-1]), [-c for c in chebyshev[-2]]))
print(show(chebyshev[11]))
