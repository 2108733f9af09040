import json
import sys
import time


def prepare(n):
    rows = []
    x = 99
    for i in range(n):
        x = x * 16807 % 2147483647
        rows.append({
            "id": i,
            "name": "customer %d \"the %dth\"" % (x % 5000, x % 7),
            "email": "user%d@example.com" % (x % 100000),
            "balance": x % 1000000 / 100 + 0.001,
            "active": x % 3 == 0,
            "manager": None if x % 5 else x % 100,
            "tags": ["t%d" % (x % 10), "group-%d" % (x % 4), "line\nbreak"],
            "place": {"lat": x % 18000 / 100 - 90.005, "lon": x % 36000 / 100 - 180.005, "zip": str(x % 90000 + 10000)},
        })
    return rows


def run(rows):
    text = json.dumps(rows, separators=(",", ":"))
    back = json.loads(text)
    total = 0
    balance = 0.0
    for row in back:
        balance += row["balance"]
        if row["active"]:
            total += row["id"] + len(row["tags"][1]) + len(row["name"])
        if row["manager"] is not None:
            total += row["manager"]
    return "%d %d %d %.3f" % (len(text), len(back), total, balance)


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
