print([1, 2] == [1, 2], [1, 2] == [1.0, True + 1], [1] == (1,), [] == [], [1, 2] != [1], [1, [2, 3]] == [1, [2, 3]])
print([1, 2] < [1, 3], [1] < [1, 0], [] < [0], [2] > [1, 9, 9], [1, 2] <= [1, 2], ["a", 1] < ["b", "x"], [[1], 2] < [[1], 3])
try:
    print([1, "a"] < [1, 2])
except TypeError as e:
    print(e)
try:
    print([1] < (1,))
except TypeError as e:
    print(e)
a = [1, 2]
b = a
c = [1, 2]
print(a is b, a is c, a == c, a is not c, 1 in a, 3 in a, [1] in [[1]], 1.0 in a, "1" in a)
print(a + c, a * 2, 2 * a, a * 0, a * -1, [[]] * 2, [None] * 3, [0] * 2 + [1])
grid = [[0] * 3] * 2
grid[0][0] = 1
print(grid)
grid = [[0] * 3 for i in range(2)]
grid[0][0] = 1
print(grid)
a += [3]
print(b)
a = a + [4]
print(b, a)
a += "xy"
a *= 2
print(a)
