"""What crosses is given back: memory stays flat over many calls of every kind."""
import gc
import os
import resource
import subprocess
import sys
import tempfile

SOURCE = """
kept = [1]
class Thing:
    def __init__(self, x):
        self.x = x
class Oops(ValueError):
    pass
def same(x): return x
def fresh(n): return [[i, str(i), {i: (i, 1.5)}] for i in range(n)]
def thing(x): return Thing(x)
def call(f, x): return f(x)
def fail(x): raise Oops(x)
def shared(): return kept
def close(n): return lambda x: x + n
"""
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "leaky.py")
    with open(path, "w") as file:
        file.write(SOURCE)
    made = os.path.join(folder, "leaky.abi3.so")
    subprocess.run([os.environ["KRAIT"], "build", "--target", "ext", path, "-o", made], check=True)
    os.remove(path)
    sys.path.insert(0, folder)
    import leaky


class Own:
    pass


def rounds(count):
    for i in range(count):
        leaky.same([i])
        leaky.same(Own())
        leaky.fresh(3)
        leaky.thing(Own()).x
        leaky.call(lambda x: [x, leaky.thing(x)], i)
        leaky.call(leaky.close(i), 2.5)
        leaky.shared()[0]
        leaky.same(2**80 + i), leaky.same("é" * 50 + str(i)), leaky.same((i, (Own(),)))
        try:
            leaky.fail(Own())
        except leaky.Oops as error:
            error.args
        try:
            leaky.call(int, "x")
        except ValueError:
            pass


rounds(2000)
gc.collect()
before = len(gc.get_objects()), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
rounds(6000)
gc.collect()
after = len(gc.get_objects()), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert after[0] - before[0] < 50, (before, after)
assert after[1] - before[1] < 1500, (before, after)  # KiB
print("ok")
