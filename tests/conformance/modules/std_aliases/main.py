import math as m, sys as system
from math import pi as PI, sqrt, floor
from json import dumps, loads as parse
import json, random

print(m.sqrt(4), PI == m.pi, sqrt(9), floor(2.7), dumps(parse("[1]")), json.dumps({}), system.argv[1:])


def local():
    from math import cos
    import random as r

    r.seed(1)
    return cos(0), r.randint(1, 10)


print(local(), random.randint(1, 10), m.__name__)
funcs = {"sqrt": m.sqrt, "floor": floor, "pow": m.pow}
print(funcs["sqrt"](16), funcs["floor"](1.5), list(map(m.sqrt, [1, 4, 9])), sorted([3, 1, 2], key=m.cos))
