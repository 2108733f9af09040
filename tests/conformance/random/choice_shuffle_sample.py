import random

random.seed(7)
items = list(range(20))
random.shuffle(items)
print(items)
print([random.choice("abcdef") for i in range(15)], random.choice([1]), random.choice(range(100)), random.choice((1, "a")))
print(random.sample(range(1000), 5), random.sample(items, 20), random.sample("hello", 3), random.sample([1, 2, 3], 0), random.sample(range(10**9), 6))
print(random.choices([1, 2, 3], k=5), random.choices("ab", weights=[1, 9], k=10), random.choices("abc", cum_weights=[1, 2, 10], k=6))
words = ["x", "y", "z"]
for i in range(3):
    random.shuffle(words)
    print(words)
for f in (lambda: random.choice([]), lambda: random.sample([1], 2), lambda: random.randrange(0), lambda: random.randint(5, 1), lambda: random.sample([1], -1)):
    try:
        f()
    except (IndexError, ValueError) as e:
        print(repr(e))
