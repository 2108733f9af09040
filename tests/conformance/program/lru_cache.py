class LRUCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.data = {}
        self.hits = 0
        self.misses = 0

    def get(self, key, default=None):
        if key in self.data:
            self.hits += 1
            value = self.data.pop(key)
            self.data[key] = value
            return value
        self.misses += 1
        return default

    def put(self, key, value):
        if key in self.data:
            del self.data[key]
        elif len(self.data) >= self.capacity:
            for oldest in self.data:
                break
            del self.data[oldest]
        self.data[key] = value

    def __len__(self):
        return len(self.data)

    def __contains__(self, key):
        return key in self.data


cache = LRUCache(3)
for i, key in enumerate("abcadbeaf"):
    if cache.get(key) is None:
        cache.put(key, i)
    print(key, cache.data)
print(cache.hits, cache.misses, len(cache), "a" in cache, "z" in cache)
cache = LRUCache(50)
x = 7
for i in range(2000):
    x = (x * 1103515245 + 12345) % 2**31
    key = (x >> 8) % 80
    if cache.get(key) is None:
        cache.put(key, i)
print(cache.hits, cache.misses, sum(cache.data.values()), list(cache.data)[:10])
