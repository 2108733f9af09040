import sys
import time

LIMIT = 100


def escape(cr, ci):
    zr = 0.0
    zi = 0.0
    for step in range(LIMIT):
        zr2 = zr * zr
        zi2 = zi * zi
        if zr2 + zi2 > 4.0:
            return step
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
    return LIMIT


def draw(width, height):
    pixels = bytearray(width * height * 4)
    at = 0
    for y in range(height):
        ci = 2.0 * y / height - 1.0
        for x in range(width):
            steps = escape(3.0 * x / width - 2.0, ci)
            if steps < LIMIT:
                pixels[at] = steps * 5 & 255
                pixels[at + 1] = steps * 9 & 255
                pixels[at + 2] = 255 - steps * 2
            pixels[at + 3] = 255
            at += 4
    return pixels


def prepare(n):
    return n


def run(n):
    pixels = draw(n, n * 2 // 3)
    checksum = 0
    for byte in pixels:
        checksum = (checksum * 31 + byte) % 1000003
    return checksum


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 480
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
