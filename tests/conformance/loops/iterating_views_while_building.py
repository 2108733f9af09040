d = {"a": 1, "b": 2}
result = []
for k in list(d):
    d[k + k] = d[k] * 10
    result.append(k)
print(d, result)
for k, v in sorted(d.items(), reverse=True):
    if v > 5:
        del d[k]
print(d)
pairs = [(k, v) for k in d for v in d.values()]
print(pairs)
z = list(zip(d, d.values(), range(10), "xyz"))
print(z)
e = enumerate(zip([1, 2], [3, 4]), 10)
for i, (a, b) in e:
    print(i, a, b)
r = reversed([1, 2, 3])
print(list(r), list(r))
m = map(str, [1, 2, 3])
print([a + b for a, b in zip(m, m)])
it = zip("ab", [1, 2, 3])
for x in it:
    for y in it:
        print(x, y)
f = filter(lambda v: v, [0, 1, None, 2])
for v in f:
    print(v, list(f))
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [sum(c) for c in zip(matrix[0], matrix[1])], list(map(lambda a, b: a * b, matrix[0], matrix[1])))
s = "abc"
for c in s:
    s += c.upper()
print(s)
numbers = [1, 2, 3]
for n in numbers[::-1]:
    numbers.append(n * n)
print(numbers)
for i, n in enumerate(numbers):
    if n > 3:
        numbers[i] = -n
    if i == 4:
        del numbers[5:]
print(numbers)
total = 0
for a, (b, *c), in [(1, (2, 3, 4)), (5, [6])]:
    total += a + b + len(c)
print(total)
for x, y in {(1, 2): "v", "pq": "w"}:
    print(x, y)
for k in {"only": 1}.items():
    print(k)
