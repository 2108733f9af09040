import io
import sys
import threading
from contextlib import redirect_stdout

import state as s
from state import adder, bump

print(s.counter, bump(), s.counter, bump(5), s.counter, s.LIMIT, [n for n in dir(s) if not n.startswith("_")])
add = adder(10)
print(add(5), add("x") if False else add(1.5), s.apply(add, [1, 2]), s.apply(str.upper, "ab"), s.apply(lambda x: s.apply(add, [x]), [1]))
print(s.fib(20), s.fib(True), s.scale(1.5, 2), s.scale("ab", 2), s.scale([1], 2))
try:
    s.fib("x")
except TypeError as error:
    print(error)
text = io.StringIO()
with redirect_stdout(text):
    s.show(1, "b", None)
    print("python")
    s.show(sep="")
print(repr(text.getvalue()))
print("a", end="")
s.show("b")
names = s.add_name("n")
names.append("m")
print(list(s.names), s.names is names)
try:
    s.missing
except AttributeError as error:
    print(error)
results = []


def work(k):
    results.append(sum(s.apply(lambda x: s.fib(x % 8) + k, range(300))))


sys.setswitchinterval(1e-5)
threads = [threading.Thread(target=work, args=(k,)) for k in range(6)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sorted(results))
import importlib

print(importlib.import_module("state") is s, s.__name__, hasattr(s, "__file__"))
