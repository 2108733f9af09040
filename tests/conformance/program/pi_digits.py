def pi_digits(count):
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    out = []
    while len(out) < count:
        if 4 * q + r - t < n * t:
            out.append(str(n))
            nr = 10 * (r - n * t)
            n = ((10 * (3 * q + r)) // t) - 10 * n
            q *= 10
            r = nr
        else:
            nr = (2 * q + r) * l
            nn = (q * (7 * k) + 2 + (r * l)) // (t * l)
            q *= k
            t *= l
            l += 2
            k += 1
            n = nn
            r = nr
    return "".join(out)


def e_digits(count):
    scale = 10 ** (count + 10)
    total = scale
    term = scale
    n = 1
    while term:
        term //= n
        total += term
        n += 1
    return str(total)[:count]


def sqrt_digits(n, count):
    target = n * 10 ** (2 * count)
    x = 10 ** (count + 1)
    while True:
        y = (x + target // x) // 2
        if y >= x:
            return str(x)
        x = y


digits = pi_digits(200)
for i in range(0, 200, 50):
    print(digits[i : i + 50])
print(e_digits(100))
print(sqrt_digits(2, 80))
print(sum([int(c) for c in digits]), digits.count("9"))
