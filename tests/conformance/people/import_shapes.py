"""Classes of modules by name, states of random numbers, things that few programs import."""
import ast
import random
import time
import warnings
from collections import OrderedDict
from random import Random, SystemRandom, getstate, setstate
from time import gmtime, struct_time
from warnings import catch_warnings, simplefilter

moment = gmtime(86400 * 365)
print(isinstance(moment, struct_time), struct_time is time.struct_time, struct_time.__name__)
other = struct_time((2000, 1, 2, 3, 4, 5, 6, 2, 0))
print(other.tm_year, other[:3], other < moment, moment.tm_wday, time.strftime("%Y-%m-%d", other))

random.seed(42)
before = getstate()
first = [random.random() for _ in range(3)] + [random.gauss(0, 1)]
setstate(before)
print(first == [random.random() for _ in range(3)] + [random.gauss(0, 1)], before[0], len(before[1]), before[2])
middle = random.getstate()
print(type(middle[2]).__name__)
one, two = Random(7), Random()
two.setstate(one.getstate())
print([one.randint(1, 6) for _ in range(8)] == [two.randint(1, 6) for _ in range(8)])
print(one.getstate() == two.getstate(), one.getstate() == middle)
for bad in [(3, (1,) * 624, None), (2, (), None), "state", (3, [1], None)]:
    try:
        one.setstate(bad)
    except (TypeError, ValueError) as error:
        print("refused", type(error).__name__)

source = SystemRandom()
print(0.0 <= source.random() < 1.0, 1 <= source.randint(1, 3) <= 3, source.choice("aaa"), source.getrandbits(0))
print(sorted(source.sample(range(4), 4)), len(source.choices("ab", weights=[1, 3], k=5)), source.randrange(5, 6))
deck = list(range(10))
source.shuffle(deck)
print(sorted(deck) == list(range(10)), 2.0 <= source.uniform(2, 3) <= 3.0, source.seed(3))
try:
    source.getstate()
except NotImplementedError as error:
    print(error)

print(ast.literal_eval("{'a': [1, 2.5, -3j], 'b': (None, True, b'x\\x01'), 'c': {1, 2}}"))
print(ast.literal_eval("  ['tab\\t', r'raw\\t', 'a' 'b', '''three\nlines''', 0x_ff, 1_000, 1e3, ...]  "))
print(ast.literal_eval("(1,)"), ast.literal_eval("()"), ast.literal_eval("-1.5"), ast.literal_eval("3+4j"))
print(ast.literal_eval("[(1, 2), [], {}, {'k': {'n': [1,],},},]"), ast.literal_eval("set()"))
for text in ["open('x')", "1 +", "[1, 2", "a", "1 if 2 else 3", "{1: 2, 3}", "'abc", "f'{x}'", "__import__('os')", ""]:
    try:
        print(ast.literal_eval(text))
    except (ValueError, SyntaxError) as error:
        print(f"{text!r:20}", type(error).__name__)
try:
    ast.literal_eval("{[]: 1}")
except TypeError as error:
    print(type(error).__name__)

with catch_warnings(record=True) as caught:
    simplefilter("always")
    warnings.warn("old", DeprecationWarning)
print(len(caught), caught[0].category.__name__, caught[0].message)
for call in [lambda: (1, 2).index(3, "a", "b"), lambda: [1].index(1, None), lambda: (1,).index(2), lambda: "a".index("b")]:
    try:
        call()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(OrderedDict(a=1).popitem())
try:
    from time import struct_tim
except ImportError as error:
    print(str(error).partition(" (")[0], error.name)
