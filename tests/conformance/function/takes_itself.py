# Functions that natives call with themselves, and that any code may call from then on.
def rank(value):
    return value is rank


def first(*values):
    return values[0]


class Counter:
    def __init__(self):
        self.seen = 0

    def count(self, value):
        self.seen += 1
        return value == self.count


def ping(value):
    return value is pong


def pong(value):
    return value is ping


def anything(index):
    return [rank, first, Counter().count, ping, pong, 1, "two", 2.5, None, [3], {4: 5}, (6,), {7}, 8j][index]


print(list(map(rank, [rank])))
print([f is first for f in map(first, [first])])
counter = Counter()
print(list(map(counter.count, [counter.count])), counter.seen)
print(list(map(ping, [pong])), list(map(pong, [ping])))
for index in range(5):
    print(anything(index)(rank) in (True, rank))
for index in range(5, 14):
    print(anything(index))
