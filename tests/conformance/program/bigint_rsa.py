def egcd(a, b):
    x0, x1, y0, y1 = 1, 0, 0, 1
    while b:
        q, a, b = a // b, b, a % b
        x0, x1 = x1, x0 - q * x1
        y0, y1 = y1, y0 - q * y1
    return a, x0, y0


def inverse(a, m):
    g, x, _ = egcd(a, m)
    if g != 1:
        raise ValueError("not invertible")
    return x % m


def power(base, exponent, modulus):
    result = 1
    base %= modulus
    while exponent:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


def text_to_int(text):
    n = 0
    for byte in text.encode():
        n = n << 8 | byte
    return n


def int_to_text(n):
    out = []
    while n:
        out.append(n & 255)
        n >>= 8
    return bytes(out[::-1]).decode()


P = 2**127 - 1
Q = 2**89 - 1
N = P * Q
E = 65537
D = inverse(E, (P - 1) * (Q - 1))
print(N)
print(D)
for message in ("hi", "Krait é日", "0123456789 abcdefgh"):
    m = text_to_int(message)
    c = power(m, E, N)
    print(m, c, power(c, D, N) == m, int_to_text(pow(c, D, N)), pow(m, E, N) == c)
print(egcd(240, 46), inverse(3, 11), inverse(10**20 + 39, 2**89 - 1), pow(3, -1, 11))
try:
    inverse(6, 9)
except ValueError as e:
    print(e)
fib = [0, 1]
while len(fib) < 300:
    fib.append(fib[-1] + fib[-2])
print(fib[299], fib[299] % 10**9, fib[299] // 10**50, fib[150] * fib[150] - fib[149] * fib[151], len(str(fib[299])))
