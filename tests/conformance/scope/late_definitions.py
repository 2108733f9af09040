def a(n):
    return b(n) + 1


def b(n):
    return n * K


K = 10
print(a(2))
K = 20
print(a(2))


def b(n):
    return -n


print(a(2))


class Early:
    def make(self):
        return Later(self)


class Later:
    def __init__(self, parent):
        self.parent = parent


print(isinstance(Early().make(), Later), isinstance(Early().make().parent, Early))
try:
    undefined_function()
except NameError as e:
    print(e)


def uses_missing():
    return missing_global


try:
    uses_missing()
except NameError as e:
    print(e)
missing_global = 1
print(uses_missing())
del missing_global
try:
    uses_missing()
except NameError as e:
    print(e)
flag = len("abc") == 3
if flag:
    chosen = "yes"
print(chosen)
try:
    if not flag:
        never = 1
    print(never)
except NameError as e:
    print(e)
f = a
a = lambda n: "new a"
print(f(3), a(3))


def rebind():
    global f
    f = rebind
    return "rebound"


print(f is rebind, rebind(), f is rebind)
