# cachetools: caches of each kind, and the decorator.
from cachetools import FIFOCache, LFUCache, LRUCache, cached

lru = LRUCache(maxsize=2)
lru["a"] = 1
lru["b"] = 2
lru["a"]
lru["c"] = 3
print(sorted(lru.items()), lru.currsize, lru.maxsize, "b" in lru)
fifo = FIFOCache(maxsize=2)
for i in range(4):
    fifo[i] = i * i
print(sorted(fifo.items()), fifo.popitem())
lfu = LFUCache(maxsize=2)
lfu["x"] = 1
lfu["x"]
lfu["y"] = 2
lfu["z"] = 3
print(sorted(lfu))
calls = []


@cached(cache=LRUCache(maxsize=8))
def square(n):
    calls.append(n)
    return n * n


print([square(n) for n in (2, 3, 2, 3, 4)], calls)
