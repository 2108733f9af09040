import random

for seed in (0, 1, 42, -5, 2**40, 10**30):
    random.seed(seed)
    print(seed, [random.random() for i in range(4)])
random.seed(42)
print([random.randint(1, 6) for i in range(20)], [random.randint(-(10**20), 10**20) for i in range(3)])
random.seed(42)
print([random.randrange(10) for i in range(10)], [random.randrange(5, 100, 7) for i in range(10)], random.randrange(10**30), random.randrange(10, 0, -3))
