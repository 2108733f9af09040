import inspect
def f(a, b=2, /, c=3, *args, d, e=5, **kw): "doc"
class C:
    """  The class.

       more
    """
    def m(self, x: int, y="q") -> str: pass
    def __init__(self, v): self.v = v
print(inspect.signature(f), inspect.signature(C.m), inspect.signature(C), inspect.signature(C(1).m))
print(inspect.getdoc(C), inspect.isfunction(f), inspect.isclass(C), inspect.ismethod(C(1).m), inspect.isgeneratorfunction(f))
b = inspect.signature(f).bind(1, d=4, z=9)
b.apply_defaults()
print(b, b.args, b.kwargs)
try: inspect.signature(f).bind()
except TypeError as e: print(e)
print([n for n, _ in inspect.getmembers(C(1)) if not n.startswith("__")])
print(list(inspect.signature(f).parameters))
