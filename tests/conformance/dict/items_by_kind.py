# d[key] where the key is an int, a tuple, None, an object; absent keys; keys without hash.
class Key:
    def __init__(self, name):
        self.name = name


def read(table, key):
    try:
        return table[key]
    except (KeyError, TypeError) as error:
        return type(error).__name__ + ": " + str(error)


numbers = {1: "one", 2: "two", 2**70: "big", -1: "minus"}
print([read(numbers, k) for k in (1, 2, 3, 2**70, 2**71, -1, True)])
print(read(numbers, 1.0), read(numbers, 2.5))
pairs = {(x, y): x * y for x in range(3) for y in range(3)}
print(pairs[2, 2], read(pairs, (3, 3)), read(pairs, (1, 2)))
first = Key("first")
second = Key("second")
objects = {first: [1], second: [2]}
objects[first].append(10)
objects[second].extend([20, 30])
print(objects[first], objects[second], len(objects))
try:
    objects[Key("other")]
except KeyError as error:
    print(type(error.args[0]).__name__, error.args[0].name)
grid = {}
for i in range(30):
    cell = i * i % 7
    if cell in grid:
        grid[cell].append(i)
    else:
        grid[cell] = [i]
print(sorted(grid), [len(grid[k]) for k in sorted(grid)])
mixed = {None: 0, False: 1, "a": 2}
print(mixed[None], mixed[0], mixed["a"], read(mixed, "b"), read(mixed, 5))

flags = [False] * 5
flags[2] = True
flags[-1] = True
copy = flags[:]
flags[0] = flags[2]
print(flags, copy, flags.count(True))
holes = [None, None, True]
holes[0] = False
holes[1] = None
print(holes)
