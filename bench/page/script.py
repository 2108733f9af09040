print("first-statement")


class Item:
    def __init__(self, name, price, count):
        self.name = name
        self.price = price
        self.count = count

    def total(self):
        return self.price * self.count

    def __repr__(self):
        return f"{self.name} x{self.count}"


class Cart:
    def __init__(self, owner):
        self.owner = owner
        self.items = []
        self.discounts = {}

    def add(self, name, price, count=1):
        for item in self.items:
            if item.name == name:
                item.count += count
                return item
        item = Item(name, price, count)
        self.items.append(item)
        return item

    def remove(self, name):
        for index, item in enumerate(self.items):
            if item.name == name:
                del self.items[index]
                return True
        return False

    def discount(self, name, percent):
        if not 0 <= percent <= 100:
            raise ValueError("percent out of range: " + str(percent))
        self.discounts[name] = percent

    def total(self):
        amount = 0.0
        for item in self.items:
            amount += item.total() * (100 - self.discounts.get(item.name, 0)) / 100
        return amount

    def report(self):
        lines = ["Cart of " + self.owner]
        for item in sorted(self.items, key=lambda i: i.name):
            lines.append(f"{item.name:<10}{item.count:>4}{item.total():>10.2f}")
        lines.append(f"{'total':<14}{self.total():>10.2f}")
        return "\n".join(lines)


def parse(text):
    orders = []
    for line in text.split("\n"):
        line = line.strip()
        if not line:
            continue
        name, price, count = line.split(",")
        orders.append((name, float(price), int(count)))
    return orders


def histogram(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


ORDERS = """
apple,0.5,10
pear,0.75,4
apple,0.5,2
melon,3.2,1
"""

cart = Cart("Ada")
for name, price, count in parse(ORDERS):
    cart.add(name, price, count)
cart.discount("melon", 25)
try:
    cart.discount("pear", 120)
except ValueError as error:
    print(error)
print(cart.report())
print(cart.remove("pear"), cart.remove("plum"), cart.items)
counts = histogram("the cat and the dog and the bird".split())
for word in sorted(counts, key=lambda w: (-counts[w], w)):
    print(word, counts[word])
squares = [n * n for n in range(10) if n % 2]
print(squares, sum(squares), max(squares))
primes = []
for n in range(2, 50):
    if all([n % p for p in primes]):
        primes.append(n)
print(primes)
print("done")
