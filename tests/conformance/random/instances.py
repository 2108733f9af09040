import random

a = random.Random(1)
b = random.Random(1)
c = random.Random("text")
print([a.random() for i in range(2)] == [b.random() for i in range(2)], a.randint(1, 100), b.randint(1, 100), c.random())
random.seed(1)
x = random.random()
a.seed(1)
print(x == a.random(), a.choice("xyz"), a.sample(range(10), 3), a.uniform(0, 2))
rolls = {}
for i in range(1000):
    n = a.randint(1, 6) + a.randint(1, 6)
    rolls[n] = rolls.get(n, 0) + 1
print(sorted(rolls.items()))
