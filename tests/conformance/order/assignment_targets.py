class Trace:
    def __init__(self, name):
        self.name = name

    def __setitem__(self, key, value):
        print(self.name, "[", key, "] =", value)

    def __getitem__(self, key):
        print(self.name, "[", key, "]")
        return key


def get(name):
    print("get", name)
    return Trace(name)


def value(x):
    print("value", x)
    return x


get("a")[value(1)] = get("b")[value(2)] = value(3)
get("p")[value(1)], get("q")[value(2)] = value("xy")
[get("r")[0], (get("s")[1], *rest)] = value((1, (2, 3, 4)))
print(rest)
get("t")[value(0)] += value(5)
get("m")[value(1):value(2)] if False else None
for get("loop")[value("key")] in value([10, 20]):
    print("body")
a = [1, 2, 3]
i = 0
i, a[i], a[2] = 2, "first", "last"
print(i, a)
a[i], i = "changed", 0
print(i, a)
x = y = [0]
x, x[0] = [5], 7
print(x, y)
first, a[0], *a[1:] = "hello"
print(first, a)
