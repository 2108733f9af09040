import sys
import time


def run(n):
    p = list(range(n))
    q = [0] * n
    s = list(range(n))
    sign = 1
    max_flips = 0
    total = 0
    while True:
        first = p[0]
        if first != 0:
            for i in range(1, n):
                q[i] = p[i]
            flips = 1
            while True:
                q0 = q[first]
                if q0 == 0:
                    total += sign * flips
                    if flips > max_flips:
                        max_flips = flips
                    break
                q[first] = first
                if first >= 3:
                    i = 1
                    j = first - 1
                    while i < j:
                        q[i], q[j] = q[j], q[i]
                        i += 1
                        j -= 1
                first = q0
                flips += 1
        if sign == 1:
            p[0], p[1] = p[1], p[0]
            sign = -1
        else:
            p[1], p[2] = p[2], p[1]
            sign = 1
            for i in range(2, n):
                sx = s[i]
                if sx != 0:
                    s[i] = sx - 1
                    break
                if i == n - 1:
                    return "%d %d" % (total, max_flips)
                s[i] = i
                t = p[0]
                for j in range(i + 1):
                    p[j] = p[j + 1]
                p[i + 1] = t


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(n)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
