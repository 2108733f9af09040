calls = []


def t(x):
    calls.append(x)
    return True


def f(x):
    calls.append(x)
    return False


cases = [
    lambda: t(1) and t(2),
    lambda: f(1) and t(2),
    lambda: t(1) or t(2),
    lambda: f(1) or t(2),
    lambda: not f(1) and t(2) or t(3),
    lambda: (f(1) or f(2)) and t(3),
    lambda: t(1) and (f(2) or t(3)) and f(4) or t(5),
    lambda: f(1) if t(2) else t(3),
    lambda: t(1) if f(2) or f(3) else t(4) and f(5),
    lambda: any([t(1), f(2)]) and all([t(3), f(4), t(5)]),
    lambda: 1 < 2 < 3 and t(1) or f(2),
    lambda: [x for x in (1, 2, 3) if t(x) and f(x + 10) or t(x + 20)],
]
for case in cases:
    print(case(), calls)
    calls.clear()
x = 5
if x > 3 and t("if") and not f("not"):
    print("taken", calls)
calls.clear()
while x > 0 and (x > 3 or f(x)):
    x -= 1
print(x, calls)
