class Item:
    def __init__(self, name, price, count=0):
        self.name = name
        self.price = price
        self.count = count

    def total(self):
        return self.price * self.count

    def __lt__(self, other):
        return self.name < other.name

    def __repr__(self):
        return f"Item({self.name!r}, {self.price}, {self.count})"


class Inventory:
    def __init__(self):
        self.items = {}

    def __len__(self):
        return len(self.items)

    def __contains__(self, name):
        return name in self.items

    def __getitem__(self, name):
        return self.items[name]

    def __setitem__(self, name, item):
        if item.price < 0:
            raise ValueError("negative price")
        self.items[name] = item

    def __iter__(self):
        return InventoryIterator(sorted(self.items.values()))

    def add(self, name, price, count=1):
        if name in self:
            self[name].count += count
            if price is not None:
                self[name].price = price
        else:
            self[name] = Item(name, price, count)

    def remove(self, name, count=1):
        item = self[name]
        if item.count < count:
            raise ValueError(f"only {item.count} {name} left")
        item.count -= count
        if item.count == 0:
            del self.items[name]


class InventoryIterator:
    def __init__(self, items):
        self.items = items
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i == len(self.items):
            raise StopIteration
        self.i += 1
        return self.items[self.i - 1]


inv = Inventory()
for line in "pear 0.5 10|apple 1 3|fig 0.25 100|apple 1.2 2|kiwi 2 1".split("|"):
    name, price, count = line.split()
    inv.add(name, float(price), int(count))
for item in inv:
    print(f"{item.name:<8}|{item.price:>8.2f}|{item.count:>4}|{item.total():>9.2f}")
print(len(inv), "fig" in inv, "plum" in inv, inv["apple"], sum([i.total() for i in inv]))
for name, count in (("pear", 4), ("kiwi", 1), ("apple", 99), ("plum", 1)):
    try:
        inv.remove(name, count)
        print("removed", name)
    except (ValueError, KeyError) as e:
        print(repr(e))
try:
    inv.add("bad", -1)
except ValueError as e:
    print(e)
print([i for i in inv], max(inv, key=lambda i: i.total()), sorted(inv, key=lambda i: -i.count)[0].name)
