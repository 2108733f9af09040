import sys
import helper
import helper as h
import pkg.sub as s
import pkg

mods = [helper, pkg, s]
for m in mods:
    print(m.__name__, type(m).__name__, hasattr(m, "bump"), m.__doc__)
print(getattr(helper, "count"), helper.bump(), getattr(h, "bump")(5), helper.count)
setattr(h, "count", 100)
print(helper.bump())
name = "ratio"
print(getattr(helper, name) * 2)
m = mods[0]
m.name = "changed"
print(helper.name)
print(m.Thing(3), m.magic)
try:
    m.nothing
except AttributeError as e:
    print(e)
try:
    print(s.nothing)
except AttributeError as e:
    print(e)
helper.extra = 7
print(helper.extra, m.extra)
print(sys.modules["helper"] is helper, "pkg.sub" in sys.modules, "nope" in sys.modules)
print(pkg.v2, pkg.sub.f(4), s is pkg.sub)


def use(module, x):
    return module.f(x)


print(use(s, 21))
print(s.__package__, pkg.__package__, pkg.__all__)
