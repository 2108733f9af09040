# Loops over numbers that the compiler knows nothing of: small ones, large ones, and what lies between.
NUMBERS = {"tiny": 3, "edge": 2**28, "over": 2**28 + 1, "under": -(2**28), "below": -(2**28) - 1, "small": 2**61 - 1, "big": 2**61, "huge": 2**90}
WEIGHTS = [1, 6, 15, 20]


def polynomial(width, height, turns):
    total = 0
    for y in range(turns):
        row = y * width
        for x in range(3):
            total += (row + x) * height - (x - y) * 4
            total ^= row & 255
    return total


def powers(base, turns):
    value = 1
    sums = []
    for turn in range(turns):
        value *= base
        sums.append(value + turn)
    return sums


def weighted(source, shift):
    total = least = 0
    for at in range(len(source)):
        for k in range(4):
            total += source[at - k] * WEIGHTS[k]
            least -= WEIGHTS[k] + shift
    return total, least


def first_fault(source, start, step):
    at = start
    seen = 0
    try:
        while True:
            seen += source[at]
            at += step
    except IndexError as error:
        return seen, at, str(error)


def triangle(n):
    # An inner sum whose turns depend on the outer loop.
    total = 0
    for outer in range(n):
        for inner in range(outer):
            total += inner * 3 - 1
    return total


def stepped(limit, step):
    count = at = 0
    while at < limit:
        at += step
        count += 7
        if count > 1000:
            break
    return count, at


def swap_out(limit):
    # The test is asked on one way only.
    i = 0
    total = 2**60
    while i < 5 or total < limit:
        total += 2**59
        i += 1
    return i, total


def main():
    for name, number in NUMBERS.items():
        print(name, polynomial(number, 7, 5), polynomial(7, number, 4), polynomial(number, number, 3))
        print(name, powers(number, 4), weighted(bytearray(b"\x01\xff\x10"), number))
        print(name, stepped(number, 5), stepped(50, number if number > 0 else 9))
    for data in (bytearray(range(10)), bytearray(), bytearray(b"\xff" * 5)):
        for start, step in ((0, 1), (-3, 2), (-20, 1), (4, 3), (2**70, 1), (-(2**70), 5)):
            print(len(data), start, step, first_fault(data, start, step))
    print([triangle(n) for n in (0, 1, 2, 10, 100)])
    print(swap_out(2**62), swap_out(2**64))


main()
