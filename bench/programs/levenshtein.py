import sys
import time


def prepare(n):
    def word(seed):
        x = seed
        letters = []
        for _ in range(n):
            x = x * 16807 % 2147483647
            letters.append("acgt"[x // 1000 % 4])
        return "".join(letters)

    return word(11), word(23)


def distance(a, b):
    previous = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        current = [i]
        for j, cb in enumerate(b, 1):
            cost = previous[j - 1]
            if ca != cb:
                cost = 1 + min(cost, previous[j], current[j - 1])
            current.append(cost)
        previous = current
    return previous[-1]


def run(words):
    return distance(words[0], words[1])


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
