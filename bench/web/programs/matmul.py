import sys
import time


def matrix(n, seed):
    x = seed
    rows = []
    for _ in range(n):
        row = []
        for _ in range(n):
            x = x * 16807 % 2147483647
            row.append(x % 1000 / 500 - 1.0)
        rows.append(row)
    return rows


def multiply(a, b):
    columns = [list(column) for column in zip(*b)]
    result = []
    for row in a:
        out = []
        for column in columns:
            total = 0.0
            for x, y in zip(row, column):
                total += x * y
            out.append(total)
        result.append(out)
    return result


def prepare(n):
    return matrix(n, 42), matrix(n, 77)


def run(data):
    a, b = data
    product = multiply(a, b)
    trace = 0.0
    for i, row in enumerate(product):
        trace += row[i]
    return "%.6f" % trace


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 240
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
