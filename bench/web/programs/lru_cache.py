import sys
import time


class Entry:
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.before = None
        self.after = None


class Cache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.entries = {}
        self.first = Entry("", 0)
        self.last = Entry("", 0)
        self.first.after = self.last
        self.last.before = self.first
        self.hits = 0
        self.misses = 0

    def unlink(self, entry):
        entry.before.after = entry.after
        entry.after.before = entry.before

    def push(self, entry):
        entry.before = self.first
        entry.after = self.first.after
        self.first.after.before = entry
        self.first.after = entry

    def get(self, key):
        entry = self.entries.get(key)
        if entry is None:
            self.misses += 1
            return None
        self.hits += 1
        self.unlink(entry)
        self.push(entry)
        return entry.value

    def put(self, key, value):
        entry = self.entries.get(key)
        if entry is not None:
            entry.value = value
            self.unlink(entry)
            self.push(entry)
            return
        if len(self.entries) >= self.capacity:
            oldest = self.last.before
            self.unlink(oldest)
            del self.entries[oldest.key]
        entry = Entry(key, value)
        self.entries[key] = entry
        self.push(entry)


def prepare(n):
    keys = []
    x = 1
    for _ in range(n):
        x = x * 16807 % 2147483647
        keys.append("/page/%d" % (x % 3000 if x % 4 else x % 20000))
    return keys


def run(keys):
    cache = Cache(2000)
    total = 0
    for key in keys:
        value = cache.get(key)
        if value is None:
            value = len(key) * 7
            cache.put(key, value)
        total += value
    return "%d %d %d %s" % (cache.hits, cache.misses, total, cache.first.after.key)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 200000
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
