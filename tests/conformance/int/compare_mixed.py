values = [0, 1, -1, True, False, 1.0, 0.5, -0.0, 2**53, float(2**53), 2**53 + 1, 10**30, 1e30,
          float("inf"), float("-inf"), -(10**400), 10**400]
for a in values:
    print([a < b for b in values].count(True), [a == b for b in values].count(True),
          [a <= b for b in values].count(True), [a > b for b in values].count(True))
print(2**53 + 1 == float(2**53 + 1), 2**53 + 1 > float(2**53), 10**30 == 1e30, 10**22 == 1e22)
nan = float("nan")
print(nan == nan, nan != nan, nan < 1, nan > 1, 1 <= nan, 10**400 > nan)
