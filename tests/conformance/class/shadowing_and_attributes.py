class Base:
    count = 0
    items = []

    def __init__(self):
        self.count += 1
        Base.count += 10

    def bump(self):
        self.count += 1
        return self.count

    def value(self):
        return "method"


class Child(Base):
    count = 100

    def __init__(self):
        super().__init__()
        self.value = "attribute"


b1 = Base()
b2 = Base()
c = Child()
print(b1.count, b2.count, c.count, Base.count, Child.count)
print(b1.bump(), b1.bump(), b2.bump(), c.bump(), Base.count, Child.count)
print(b1.value(), c.value)
try:
    c.value()
except TypeError as e:
    print(e)
del c.value
print(c.value())
b1.items.append("shared")
b2.items = ["own"]
print(Base.items, b1.items, b2.items, Child.items, c.items is Base.items)
Base.items = ["replaced"]
print(b1.items, b2.items, Child.items)
Child.new = lambda self, x=1: (self.count, x)
print(c.new(), c.new(5), Child().new(x=2))
try:
    b1.new()
except AttributeError as e:
    print(e)
try:
    Base.missing
except AttributeError as e:
    print(e)
c.count = "text"
del c.count
print(c.count)
try:
    del c.count
except AttributeError:
    print("AttributeError")


class Counter:
    made = 0

    def __init__(self):
        Counter.made += 1
        self.number = Counter.made


print([Counter().number for i in range(3)], Counter.made)
