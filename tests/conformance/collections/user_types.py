from collections import UserDict, UserList, UserString


class Upper(UserDict):
    def __setitem__(self, key, item):
        super().__setitem__(key.upper(), item)


u = Upper({"a": 1}, b=2)
u.update(c=3)
u["d"] = 4
print(u, u.data, len(u), "A" in u, "a" in u, u.get("zz"), u.pop("A"))
print(u.copy(), type(u.copy()).__name__, u == {"B": 2, "C": 3, "D": 4}, sorted(u.items()))
try:
    u["nope"]
except KeyError as e:
    print("KeyError", e)


class Missing(UserDict):
    def __missing__(self, key):
        return f"<{key}>"


print(Missing()["x"], UserDict(a=1) | {"b": 2}, {"b": 2} | UserDict(a=1))


class Stack(UserList):
    def peek(self):
        return self[-1]


s = Stack([1, 2, 3])
s.append(4)
print(s, s.peek(), s[1:3], type(s[1:3]).__name__, s + [5], [0] + s, s * 2)
s.extend([9, 8])
s.sort()
s.reverse()
print(s, s.index(9), s.count(9), s.pop(), s.pop(0), 3 in s, len(s), s == [8, 4, 3, 2], s > [1])
s.insert(0, "x")
s.remove("x")
s[0:2] = [7]
del s[-1]
s += (1, 2)
print(s, list(reversed(s)), s.copy(), UserList(s), UserList("ab"))


class Name(UserString):
    def greet(self):
        return "hello " + self


n = Name("ada")
print(n.greet(), n.upper(), type(n.upper()).__name__, n + "!", "x" + n, n * 2, n[0], n[1:])
print(n == "ada", n < "b", hash(n) == hash("ada"), "d" in n, len(n), n.find("d"), n.split("d"))
print(n.center(9, "*"), n.replace("a", "o"), n.startswith("a"), n.title(), repr(n), str(n), f"{n}")
print(UserString("%s-%s") % (1, 2), UserString(12), int(UserString("42")), n.join(["1", "2"]), n.encode())
