import sys
def f(p):
    r = p.copy()
    r.insert(0, "x")
    return r
def g():
    r = f(sys.path)
    if r is not None:
        sys.path[:] = r
g()
print(len(sys.path) > 0, sys.path[0])
