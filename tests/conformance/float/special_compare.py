inf = float("inf")
nan = float("nan")
values = [nan, -inf, -1.0, -0.0, 0.0, 1.0, inf]
for a in values:
    print(a, [a < b for b in values], [a == b for b in values], [a >= b for b in values])
print(max(1.0, nan), max(nan, 1.0), min(1.0, nan), min(nan, 1.0), max(0.0, -0.0), max(-0.0, 0.0), min(0.0, -0.0))
print(sorted([3.5, -0.0, 2, 0.0, -inf, inf, 1]))
print(0.0 == -0.0, {0.0: "a"}[-0.0], str(-0.0), -0.0 is None)
