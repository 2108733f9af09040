# The Mandelbrot set in letters. Floats are machine doubles, unboxed: look at the time.
import time

SHADES = " .,:;+*%#@"
WIDTH = 78
HEIGHT = 32
DEPTH = 1000


def escape(cr, ci):
    zr = zi = 0.0
    for n in range(DEPTH):
        rr = zr * zr
        ii = zi * zi
        if rr + ii > 4.0:
            return n
        zi = 2.0 * zr * zi + ci
        zr = rr - ii + cr
    return DEPTH


start = time.perf_counter()
for row in range(HEIGHT):
    ci = (row - HEIGHT / 2) * 2.4 / HEIGHT
    line = ""
    for column in range(WIDTH):
        cr = -2.1 + column * 2.9 / WIDTH
        n = escape(cr, ci)
        line += SHADES[-1] if n == DEPTH else SHADES[min(n // 3, 8)]
    print(line)
print(f"{(time.perf_counter() - start) * 1000:.1f} ms")
