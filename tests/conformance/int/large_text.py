# Numbers of many digits: read, printed, divided, rooted.
import math
import sys

print(sys.get_int_max_str_digits())
try:
    print(len(str(10**5000)))
except ValueError as e:
    print(e)
try:
    print(int("7" * 5000) % 1000)
except ValueError as e:
    print(e)
for wrong in (639, -1):
    try:
        sys.set_int_max_str_digits(wrong)
    except ValueError as e:
        print(e)
sys.set_int_max_str_digits(1000)
try:
    print(str(10**1000))
except ValueError as e:
    print(e)
print(len(str(10**999)))
sys.set_int_max_str_digits(0)


def checksum(text):
    total = 0
    for i, c in enumerate(text):
        total = (total * 31 + ord(c) + i) % 1000003
    return total


for digits in (1, 9, 10, 100, 575, 576, 577, 1199, 1200, 1201, 2000, 4608, 5000, 9216, 9217, 20000, 50001):
    text = "".join(str((i * i * 7 + i) % 10) for i in range(1, digits + 1))
    number = int(text)
    back = str(number)
    print(digits, back == text.lstrip("0"), checksum(back), number % 1000000007, number.bit_length())
    assert int(back) == number
    assert int("-" + back) == -number

for power in (100, 1000, 3000, 9999):
    n = 10**power
    print(checksum(str(n)), checksum(str(n - 1)), checksum(str(n + 1)), str(-n)[:5])
print(int("1_000_" * 400 + "000") % 1000000007)
for bad in ("1" * 2000 + "x", "1__" + "0" * 2000, "_" + "1" * 2000):
    try:
        int(bad)
    except ValueError as e:
        print(len(str(e)))

seed = 12345678901234567


def big(bits):
    global seed
    out = 0
    for _ in range(0, bits, 60):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        out = out << 60 | seed >> 4
    return out | 1


for a_bits, b_bits in ((3000, 1500), (6200, 3100), (6144, 3072), (10000, 5000), (20000, 3100), (50000, 6000), (40000, 20000), (60000, 3200), (9000, 4500), (100000, 33333)):
    a, b = big(a_bits), big(b_bits)
    q, r = divmod(a, b)
    assert q * b + r == a and 0 <= r < b
    q2, r2 = divmod(-a, b)
    assert q2 * b + r2 == -a and 0 <= r2 < b
    exact = divmod(a * b, b)
    assert exact == (a, 0)
    ones = divmod((1 << a_bits) - 1, (1 << b_bits) - 1)
    print(a_bits, b_bits, q % 1000003, r % 1000003, ones[0] % 1000003, ones[1] % 1000003)
    top = divmod((b << b_bits + 7) - 1, b)
    assert top[0] * b + top[1] == (b << b_bits + 7) - 1
n = big(30000)
root = math.isqrt(n)
print(root * root <= n < (root + 1) * (root + 1), root % 1000003)
print(math.gcd(n * 1234567, n * 7654321) == n * math.gcd(1234567, 7654321))
print(pow(3, 10001, big(6000)) % 1000003)
print(math.factorial(3000) % 1000003, checksum(str(math.factorial(3000))))
