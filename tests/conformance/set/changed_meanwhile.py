# Comparisons of keys that change the sets which are being worked on.
class Bad:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        if victims and countdown[0] <= 0:
            for victim in victims:
                victim.clear()
        countdown[0] -= 1
        return self.number == getattr(other, "number", None)

    def __hash__(self):
        return self.number % 3


victims = []
countdown = [0]


def run(name, left, right, delay):
    victims[:] = []
    first, second = set(map(Bad, left)), set(map(Bad, right))
    victims[:] = [first, second]
    countdown[0] = delay
    try:
        getattr(first, name)(second)
    except RuntimeError as error:
        return "RuntimeError"
    finally:
        victims[:] = []
    return len(first) <= len(left) + len(right)


for name in ("update", "difference_update", "intersection_update", "symmetric_difference_update",
             "union", "difference", "intersection", "symmetric_difference", "issubset",
             "issuperset", "isdisjoint"):
    print(name, [run(name, range(20), range(10, 30), delay) in (True, "RuntimeError")
                 for delay in range(0, 40, 7)])

plain = {1, 2, 3}
iterator = iter(plain)
print(iterator.__next__() in plain, iterator.__iter__() is iterator)
