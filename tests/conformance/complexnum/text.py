def show(f, *args):
    try:
        print(args, f(*args))
    except Exception as e:
        print(args, type(e).__name__, str(e)[:50] if isinstance(e, ValueError) else "")


for t in ["1", "1j", "1+2j", " 1-2J ", "(1+2j)", "( 3e5-4e-3j )", "+j", "-j", "j", "1+j", "nan+infj", "-inf-nanj",
          "", "1+", "1 + 2j", "1+2", "j1", "1jj", "1+2j3", "()", "((1))", "1_000+2_0j", "１+２j", "1e5+1e-5j", ".5j", "1.j", "--1j", "1+-2j", "abc"]:
    show(complex, t)
for args in [(), (1,), (1, 2), (1.5, -2.5), (True, False), (0.0, -0.0), (-0.0, 0.0), (2**60, 3), (1j,), (None,), ([],),
             (1, "2"), ("1", 2), (b"1",), (1, None), (10**400,)]:
    show(complex, *args)
print(complex(real=1, imag=2), complex(imag=3), complex(real=4))
for spec in ["", ".2f", "10", "<25", ">25", "^25", "*^25", "+", " ", "+.3e", ".3g", "g", "f", "e", "G", ",.2f", "_.1f",
             ".0f", "#.0f", "010", "=10", "d", "s", "x", "%", "z.1f", ".3", ".1", "n"]:
    for z in [1.5 + 2.25j, -3j, 1234567.891 - 0.001j, complex(-0.0, 0.0)]:
        try:
            print(repr(spec), f"[{z:{spec}}]")
        except ValueError as e:
            print(repr(spec), "ValueError", e)
print(str(1 + 1j), "%s %r" % (2j, -2j), "{:.1f}".format(3.14159 + 2j), f"{1j!r:>6}")
x = 5j
match x:
    case 1j:
        print("no")
    case 5j:
        print("five j")
match 3 + 4j:
    case 3 - 4j:
        print("no")
    case 3 + 4j:
        print("match")
match 2j:
    case int() | float():
        print("no")
    case complex(real=0.0, imag=i):
        print("complex", i)


def default(a=1j, *, b=2 + 3j):
    return a * b


print(default(), default(2), default(b=1))
print(complex.__name__, complex(1).__class__, [complex(i) for i in range(3)])
print(sorted([3j, 1j, -2j], key=abs), max([1 + 1j, 2 - 2j], key=lambda c: c.imag))
print(sorted([3 + 1j, 1j], key=lambda c: (c.real, c.imag)))
print(1j.__add__(2), (1j).__radd__("x"), (2j).__eq__(2), 1j.__complex__())


class P(complex):
    def size(self):
        return abs(self)


p = P(3, 4)
print(p, p.size(), p + 1, type(p + 1), p == 3 + 4j, isinstance(p, complex))
