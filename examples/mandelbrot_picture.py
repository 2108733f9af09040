# A program that prints a picture (plain PPM) draws it in the playground; elsewhere: python3 mandelbrot_picture.py >m.ppm
WIDTH, HEIGHT, LIMIT = 480, 320, 200


def steps(cr, ci):
    zr = zi = 0.0
    for i in range(LIMIT):
        zr2, zi2 = zr * zr, zi * zi
        if zr2 + zi2 > 4.0:
            return i
        zi = 2.0 * zr * zi + ci
        zr = zr2 - zi2 + cr
    return LIMIT


def colour(n):
    if n == LIMIT:
        return "0 0 0"
    t = (n / LIMIT) ** 0.5
    return f"{int(255 * t)} {int(255 * (1 - abs(2 * t - 1)))} {int(255 * (1 - t) * min(1, n / 8))}"


print("P3")
print(WIDTH, HEIGHT)
print(255)
for y in range(HEIGHT):
    row = []
    for x in range(WIDTH):
        row.append(colour(steps(-2.2 + 3.2 * x / WIDTH, -1.07 + 2.14 * y / HEIGHT)))
    print(" ".join(row))
