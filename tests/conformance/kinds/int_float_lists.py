# An int stays an int in a list of floats, and the other way round.
a = [1.5, 2.5]
a.append(3)
a.insert(0, True)
print(a)
b = [1, 2, 3]
b[1] = 2.0
b.append(10**20)
print(b)
c = [0] * 4
c[2] = 0.5
c[3] = "x"
print(c)
d = [0.0] * 3
d[1] = 1
d[0] = False
print(d, sum(d), sorted(d), max(d), d.index(1), d.count(0))
e = []
for i in range(6):
    e.append(i if i % 2 else i / 2)
print(e)
f = [x * 2 for x in [1, 1.5, True]]
print(f, [x / 1 for x in [1, 2]], [x // 1 for x in [1.5, 2]])
g = [[1.0], [2]]
g[0].append(1)
g[1].append(0.5)
print(g, [x for row in g for x in row])
h = [1, 2.0, 3][1:] + [4]
print(h, h[::-1], h * 2)
