def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    i = 2
    while i * i <= n:
        if flags[i]:
            flags[i * i :: i] = [False] * len(range(i * i, n + 1, i))
        i += 1
    return [i for i, f in enumerate(flags) if f]


def factor(n):
    out = {}
    d = 2
    while d * d <= n:
        while n % d == 0:
            out[d] = out.get(d, 0) + 1
            n //= d
        d += 1 if d == 2 else 2
    if n > 1:
        out[n] = out.get(n, 0) + 1
    return out


def is_prime(n):
    if n < 2:
        return False
    for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n % p == 0:
            return n == p
    d = n - 1
    s = 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x == 1 or x == n - 1:
            continue
        for i in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


primes = sieve(1000)
print(len(primes), primes[:10], primes[-3:], sum(primes))
for n in (1, 2, 360, 97, 1001, 2**20, 600851475143, 9999991):
    print(n, factor(n))
print([n for n in range(60) if is_prime(n)], is_prime(2**61 - 1), is_prime(2**61 + 1), is_prime(2**89 - 1), is_prime(10**18 + 9), is_prime(2**67 - 1))
print([(p, q) for p, q in zip(primes, primes[1:]) if q - p == 2][-3:], max([q - p for p, q in zip(primes, primes[1:])]))
