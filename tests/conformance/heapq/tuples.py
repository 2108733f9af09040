# Heaps of tuples: which item decides, and what raises.
import heapq
import random


class Task:
    def __init__(self, name):
        self.name = name

    def __lt__(self, other):
        return self.name < other.name

    def __repr__(self):
        return "Task(%r)" % self.name


def drained(items):
    heap = []
    for item in items:
        heapq.heappush(heap, item)
    copy = list(items)
    heapq.heapify(copy)
    out = [heapq.heappop(heap) for _ in range(len(heap))]
    assert out == sorted(items), out
    assert [heapq.heappop(copy) for _ in range(len(copy))] == out
    return out


def main():
    source = random.Random(5)
    print(drained([(source.randrange(5), source.randrange(100), "n%d" % i) for i in range(30)]))
    print(drained([(0.5, "b"), (-1.0, "a"), (0.5, "a"), (0.5,), (), (2.5, "é"), (2.5, "日")]))
    print(drained([(1, "x"), (0.5, "y"), (True, "a"), (2**70, "big"), (-(2**70), "small"), (1.0, "b")]))
    print(drained([("b", 1), ("a", 2), ("ab", 0), ("a", -1), ("", 9)]))
    print(drained([((1, 2), 3), ((1,), 9), ((0, 5, 6), 1), ((1, 2), -3)]))
    tasks = [(1, Task("c")), (0, Task("z")), (1, Task("a")), (1, Task("b"))]
    heapq.heapify(tasks)
    print([heapq.heappop(tasks) for _ in range(4)])
    heap = [(1, 2), (3, 4)]
    print(heapq.heappushpop(heap, (0, 9)), heapq.heapreplace(heap, (5, 5)), heap)
    print(heapq.nsmallest(2, [(3, "c"), (1, "b"), (1, "a")]), heapq.nlargest(1, [(3, "c"), (3, "d")]))
    nan = float("nan")
    print((nan, 1) < (nan, 2), (nan, 1) == (nan, 1), (1, nan) < (1, 0.0), (1, nan) >= (1, nan))
    print((1, "a") < (1, "b"), (1,) < (1, 0), (2,) > (1, 5), (1, 2) <= (1, 2), (1, 2) != (1, 3), (1, None) == (1, None))
    for pair in (((1, "a"), (1, 2)), ((1, None), (1, None)), ((1, None), (1, 2))):
        try:
            print(pair[0] < pair[1])
        except TypeError as error:
            print(error)
    wrong = [(1, "a")]
    heapq.heappush(wrong, (1, 2))


main()
