# A thousand digits of pi, one at a time, with integers that grow as they must.
import time


def pi_digits(count):
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    digits = []
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits.append(str(n))
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
    return "".join(digits)


start = time.perf_counter()
digits = pi_digits(1000)
for i in range(0, len(digits), 50):
    print(digits[i:i + 10], digits[i + 10:i + 20], digits[i + 20:i + 30], digits[i + 30:i + 40], digits[i + 40:i + 50])
print(f"{(time.perf_counter() - start) * 1000:.1f} ms")
