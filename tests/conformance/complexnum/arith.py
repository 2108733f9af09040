def show(label, f):
    try:
        r = f()
        print(label, r, type(r).__name__)
    except Exception as e:
        print(label, type(e).__name__)


a, b = 1 + 2j, 3 - 4j
print(a, b, -a, +a, abs(b), bool(a), bool(0j), a == b, a != b, a == 1 + 2j)
for name, f in [
    ("add", lambda: a + b), ("sub", lambda: a - b), ("mul", lambda: a * b),
    ("div", lambda: a / b), ("pow", lambda: a**2), ("pow3", lambda: a**-3),
    ("addi", lambda: a + 1), ("radd", lambda: 1 + a), ("subf", lambda: a - 1.5),
    ("rsub", lambda: 1.5 - a), ("muli", lambda: a * 3), ("rmul", lambda: 2.5 * a),
    ("divi", lambda: a / 2), ("rdiv", lambda: 2 / b), ("bool", lambda: a + True),
    ("fdiv", lambda: a // b), ("mod", lambda: a % b), ("divmod", lambda: divmod(a, b)),
    ("lt", lambda: a < b), ("inv", lambda: ~a), ("zdiv", lambda: a / 0), ("zdiv2", lambda: a / 0j),
    ("zpow", lambda: 0j**-1), ("zpow2", lambda: 0j ** 1j), ("zpow0", lambda: 0j**0),
    ("int", lambda: int(a)), ("float", lambda: float(a)), ("round", lambda: round(a)),
    ("big", lambda: a + 10**400), ("str", lambda: a + "x"), ("seq", lambda: [1] * a),
    ("huge", lambda: (1e200 + 1e200j) ** 3), ("hugeabs", lambda: abs(complex(1e308, 1e308))),
    ("index", lambda: [1, 2][a]), ("pow mod", lambda: pow(a, 2, 3)), ("real", lambda: (5 + 0j).real),
]:
    show(name, f)
print(a.real, a.imag, a.conjugate(), (1j).conjugate())
try:
    a.real = 3
except AttributeError as e:
    print("AttributeError")
print(hash(3 + 0j) == hash(3), hash(2.5 + 0j) == hash(2.5), {1: "x"}[1 + 0j], {1j: 2}[1j])
print(1 == 1 + 0j, 1.5 == 1.5 + 0j, True == 1 + 0j, 2**70 == complex(2**70), "a" == 1j, None == 1j)
print((-8) ** (1 / 3), round(abs((-8) ** 0.5), 10))
print(sum([1j, 2, 3.5]), sum([1j, 2j], 1))
z = 1j
z += 2
z *= z
z -= 1j
z /= 2
z **= 2
print(z)
print(isinstance(z, complex), isinstance(1, complex), type(z), type(z) is complex)
print([repr(x) for x in (0j, -0j, 1j, -1j, 1 + 0j, 1.5e20j, 1e-7j, complex(0, -2.5))])


def mandel(c, n):
    z = 0j
    for i in range(n):
        z = z * z + c
        if abs(z) > 2:
            return i
    return n


for y in range(-4, 5):
    print("".join(" .:-=+*#%@"[min(9, mandel(complex(x / 8 - 1, y / 4), 30) // 3)] for x in range(-9, 13)))


class C:
    def __complex__(self):
        return 3 + 4j


class F:
    def __float__(self):
        return 2.5


class I:
    def __index__(self):
        return 7


class R:
    def __radd__(self, other):
        return ("radd", other)

    def __mul__(self, other):
        return ("mul", other)


print(complex(C()), complex(F()), complex(I()), complex(F(), I()), 1j + R(), R() * 2j)
