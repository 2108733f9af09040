import sys
import time

KERNEL = [1, 6, 15, 20, 15, 6, 1]


def blur_rows(source, target, width, height):
    """Blurs along the rows and transposes: twice this is a Gaussian blur."""
    for y in range(height):
        row = y * width
        for x in range(width):
            red = green = blue = 0
            for k in range(7):
                at = x + k - 3
                if at < 0:
                    at = 0
                elif at >= width:
                    at = width - 1
                pixel = (row + at) * 4
                weight = KERNEL[k]
                red += source[pixel] * weight
                green += source[pixel + 1] * weight
                blue += source[pixel + 2] * weight
            out = (x * height + y) * 4
            target[out] = red >> 6
            target[out + 1] = green >> 6
            target[out + 2] = blue >> 6
            target[out + 3] = 255


def prepare(n):
    pixels = bytearray(n * n * 4)
    x = 23
    for at in range(0, n * n * 4, 4):
        x = x * 16807 % 2147483647
        pixels[at] = x & 255
        pixels[at + 1] = x >> 8 & 255
        pixels[at + 2] = x >> 16 & 255
        pixels[at + 3] = 255
    return n, pixels


def run(data):
    n, pixels = data
    between = bytearray(len(pixels))
    result = bytearray(len(pixels))
    blur_rows(pixels, between, n, n)
    blur_rows(between, result, n, n)
    checksum = 0
    for byte in result:
        checksum = (checksum * 31 + byte) % 1000003
    return checksum


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 256
    reps = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    data = prepare(n)
    result = None
    for rep in range(reps):
        start = time.perf_counter()
        result = run(data)
        print("rep %d %.3f" % (rep, (time.perf_counter() - start) * 1000), file=sys.stderr)
    print(result)


main()
