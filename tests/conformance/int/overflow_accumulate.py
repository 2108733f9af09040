def fib(n):
    a, b = 0, 1
    for i in range(n):
        a, b = b, a + b
    return a


def poly(x, coefficients):
    acc = 0
    for c in coefficients:
        acc = acc * x + c
    return acc


def collatz_max(n):
    top = n
    while n != 1:
        if n % 2:
            n = 3 * n + 1
        else:
            n //= 2
        if n > top:
            top = n
    return top


print([fib(i) for i in (10, 45, 46, 47, 48, 90, 91, 92, 93, 94, 150)])
print(poly(12345, [1, 2, 3, 4, 5, 6]), poly(-99999, [7, 0, -7, 1]), poly(2**31, [1, 1, 1]))
print(collatz_max(27), collatz_max(837799), collatz_max(319804831))
seed = 12345
for i in range(5):
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    print(seed)
h = 14695981039346656037
for c in "hello world":
    h = ((h ^ ord(c)) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
print(h)
