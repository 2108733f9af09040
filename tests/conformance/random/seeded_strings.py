import random

for seed in ("hello", "", "é日本", b"bytes", 1.5, True, None if False else "x" * 100):
    random.seed(seed)
    print(random.random(), random.randint(0, 1000))
random.seed("again")
a = [random.random() for i in range(3)]
random.seed("again")
print(a == [random.random() for i in range(3)], a)
