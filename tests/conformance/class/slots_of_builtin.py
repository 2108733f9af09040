class L(list):
    __slots__ = "h"
    def __init__(self, v): self[:] = v; self.h = 5
l = L([1,2]); print(l, l.h, list(reversed(l)))
class D(dict): pass
print(list(reversed(D(a=1,b=2))))
try:
    class T(tuple): __slots__ = ("x",)
except TypeError as e: print(e)
class S(str): pass
print(list(reversed(S("abc"))))
class R(tuple):
    def __reversed__(self): return iter([1])
print(list(reversed(R((4,5)))))
