import sys
import time

CITIES = ["Oslo", "Lima", "Rome", "Kyiv", "Cairo", "Quito", "Paris", "Delhi", "Tokyo", "Accra", "Berne", "Dakar"]


class Record:
    def __init__(self, ident, city, name, age, score):
        self.ident = ident
        self.city = city
        self.name = name
        self.age = age
        self.score = score


def prepare(n):
    records = []
    x = 7
    for i in range(n):
        x = x * 16807 % 2147483647
        records.append(Record(i, CITIES[x % 12], "name%d" % (x % 5003), x // 12 % 90, x % 10007 / 8))
    return records


def run(records):
    by_name = sorted(records, key=lambda r: r.name)
    by_key = sorted(by_name, key=lambda r: (r.city, r.age))
    by_score = sorted(by_key, key=lambda r: r.score, reverse=True)
    groups = {}
    for r in by_key:
        groups.setdefault(r.city, []).append(r)
    parts = []
    for city in groups:
        members = groups[city]
        total = 0.0
        for r in members:
            total += r.score
        oldest = max(members, key=lambda r: r.age)
        parts.append("%s:%d:%.3f:%d" % (city, len(members), total / len(members), oldest.ident))
    middle = len(records) // 2
    return "%d %d %d %s" % (by_name[middle].ident, by_key[middle].ident, by_score[middle].ident, " ".join(parts))


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 60000
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
