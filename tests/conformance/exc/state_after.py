class Account:
    def __init__(self):
        self.balance = 100
        self.log = []

    def spend(self, amount):
        self.log.append(("try", amount))
        old = self.balance
        try:
            self.balance -= amount
            if self.balance < 0:
                raise ValueError("overdrawn by %d" % -self.balance)
            self.log.append(("ok", self.balance))
        except ValueError:
            self.balance = old
            raise
        finally:
            self.log.append(("end", self.balance))


a = Account()
for amount in (30, 90, 70, 1, "x"):
    try:
        a.spend(amount)
    except (ValueError, TypeError) as e:
        print(amount, e)
print(a.balance, a.log)
items = [1, 2, 3]
try:
    items[0], items[5], items[1] = 10, 20, 30
except IndexError:
    print(items)
try:
    x = [i // (2 - i) for i in range(5)]
except ZeroDivisionError:
    print("x" in "no x")
d = {}
try:
    d["a"] = 1
    d["b"] = d["missing"]
    d["c"] = 3
except KeyError:
    print(d)
total = 0
try:
    for v in [1, 2, "3", 4]:
        total += v
except TypeError:
    print(total, v)
n = 5
try:
    n = int("not")
except ValueError:
    pass
print(n)
s = [3, "a", 1]
try:
    s.sort()
except TypeError:
    print(len(s), "a" in s)
it = map(lambda v: 10 // v, [1, 0, 5])
out = []
try:
    for v in it:
        out.append(v)
except ZeroDivisionError:
    out.append("zero")
print(out, list(it))
try:
    a, b = [1, 2, 3]
except ValueError:
    print(isinstance(a, Account), "b" if False else "unset")
