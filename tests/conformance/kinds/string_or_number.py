def parse(token):
    try:
        return int(token)
    except ValueError:
        try:
            return float(token)
        except ValueError:
            return token


tokens = "1 2.5 abc -7 1e3 inf 0x10 007 . -".split()
values = [parse(t) for t in tokens]
print(values)
print([v * 2 for v in values], [str(v) for v in values], [repr(v) for v in values])
numbers = [v for v in values if isinstance(v, (int, float))]
print(sum(numbers), sorted(numbers), max(numbers))
words = [v for v in values if isinstance(v, str)]
print(sorted(words), "".join(words))
print(sorted(values, key=str), sorted(values, key=lambda v: (isinstance(v, str), v)))
x = parse("5")
x = str(x) + "0"
x = parse(x) + 1
print(x)
stack = []
for t in "3 4 + 2 * 7 / x".split():
    if t in ("+", "*", "/"):
        b = stack.pop()
        a = stack.pop()
        stack.append(a + b if t == "+" else a * b if t == "*" else a / b)
    else:
        stack.append(parse(t))
print(stack)
