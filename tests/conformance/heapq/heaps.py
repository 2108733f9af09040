import heapq
from heapq import heappush, heappop, heapify, heapreplace, heappushpop, nlargest, nsmallest, merge


class Job:
    def __init__(self, cost, name):
        self.cost = cost
        self.name = name

    def __lt__(self, other):
        return self.cost < other.cost

    def __repr__(self):
        return self.name


heap = []
for x in [5, 3, 8, 1, 9, 2, 7]:
    heappush(heap, x)
    print(heap)
print([heappop(heap) for _ in range(len(heap))], heap)
data = [(i * 7919) % 101 for i in range(40)]
heapify(data)
print(data)
print(heapreplace(data, 50), heappushpop(data, -1), heappushpop(data, 60), data[:5])
floats = [2.5, 0.5, 1.5, -3.0]
heapify(floats)
heappush(floats, 0.25)
print(floats, heappop(floats), floats)
words = ["pear", "fig", "apple"]
heapify(words)
print(heappop(words), words)
pairs = []
heappush(pairs, (2, "b"))
heappush(pairs, (1, "z"))
heappush(pairs, (1, "a"))
print(heappop(pairs), heappop(pairs))
jobs = [Job(5, "five"), Job(1, "one"), Job(3, "three")]
heapify(jobs)
heappush(jobs, Job(2, "two"))
print([heappop(jobs) for _ in range(4)])
print(nlargest(3, [4, 1, 9, 7]), nsmallest(2, "hello"), nlargest(2, ["aa", "b", "cccc"], key=len), nsmallest(0, [1]), nlargest(10, [2, 1]))
print(nlargest(1, [(1, "a"), (1, "b")], key=lambda t: t[0]), nsmallest(1, []))
print(list(merge([1, 4, 7], [2, 5, 8], [0, 9])), list(merge()), list(merge("ace", "bdf")))
print(list(merge([9, 5, 1], [8, 2], reverse=True)), list(merge(["a", "ccc"], ["bb"], key=len)))
big = [2**70, 1, 2**65, -(2**70)]
heapify(big)
print([heappop(big) for _ in range(4)])


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


attempt(heappop, [])
attempt(heapreplace, [], 1)
attempt(heappushpop, [], 1)
attempt(heapify, [1, "a"])


def dijkstra(n):
    graph = {i: [((i * 3 + 1) % n, i % 5 + 1), ((i + 7) % n, 2)] for i in range(n)}
    dist = {0: 0}
    queue = [(0, 0)]
    while queue:
        d, node = heappop(queue)
        if d > dist[node]:
            continue
        for other, w in graph[node]:
            if other not in dist or d + w < dist[other]:
                dist[other] = d + w
                heappush(queue, (d + w, other))
    return sum(dist.values()), len(dist)


print(dijkstra(200))
