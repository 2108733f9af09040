def newton_sqrt(x):
    guess = x
    for i in range(30):
        guess = (guess + x / guess) / 2
    return guess


def integrate(f, a, b, n):
    h = (b - a) / n
    total = 0.0
    for i in range(n):
        total += f(a + (i + 0.5) * h)
    return total * h


print(newton_sqrt(2), newton_sqrt(10), newton_sqrt(1e-10))
print(integrate(lambda x: x * x, 0, 3, 1000), integrate(lambda x: 1 / x, 1, 2, 500))
x = 0.5
for i in range(60):
    x = 3.9 * x * (1 - x)
print(x)
pi = 0.0
sign = 1
for k in range(2000):
    pi += sign * 4 / (2 * k + 1)
    sign = -sign
print(pi)
