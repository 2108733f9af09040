def mean(values):
    return sum(values) / len(values)


def scale(v, k):
    return [x * k for x in v]


print(mean([1, 2, 3]), mean([1.5, 2.5]), mean([1, 2.5]), mean([10**20, 1]))
print(scale([1, 2, 3], 2), scale([1, 2, 3], 0.5), scale([1.5, 2], 2), scale(["a", [1]], 2))
acc = 0
for x in [1, 2.5, True, 2**64]:
    acc += x
    print(acc)
v = 1
v = v / 1
print(v)
v = "now str"
print(v)
print(2**53 + 1.0, 2**64 + 0.0, 10**22 * 1.0, 1e22 == 10**22)
try:
    print(10**400 + 1.0)
except OverflowError as e:
    print(e)
