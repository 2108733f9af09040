class Pool:
    def __init__(self):
        self.free = []
        self.made = 0

    def take(self):
        if self.free:
            return Lease(self, self.free.pop())
        self.made += 1
        return Lease(self, self.made)


class Lease:
    def __init__(self, pool, number):
        self.pool = pool
        self.number = number

    def __del__(self):
        self.pool.free.append(self.number)


pool = Pool()


def work(n):
    lease = pool.take()
    if n > 0:
        return work(n - 1) + lease.number
    return lease.number


print(work(3), pool.made, sorted(pool.free))
print(work(1), pool.made, sorted(pool.free))
a = pool.take()
b = pool.take()
print(a.number, b.number, pool.made)
a = b
print(sorted(pool.free))
leases = [pool.take() for _ in range(4)]
print(pool.made, len(pool.free))
leases = leases[:2]
print(len(pool.free))


def failing():
    lease = pool.take()
    raise ValueError(lease.number)


try:
    failing()
except ValueError:
    pass
print(len(pool.free), pool.made)
