"""The cases of run: modules, a program that imports them, and what the report says of each module."""
import textwrap
from dataclasses import dataclass

FROZEN = "is made when the program is compiled"
CASES = []


@dataclass
class Case:
    name: str
    modules: dict
    program: str
    wants: dict


def case(name, program, /, **modules):
    """Each module: what the report says of it, then its text."""
    texts = {module: textwrap.dedent(text) for module, (want, text) in modules.items()}
    wants = {module: want for module, (want, text) in modules.items()}
    CASES.append(Case(name, texts, textwrap.dedent(program), wants))


# ---- what stays at start, and does what it did

case("prints", "import mod\nprint('program', mod.x)\n",
     mod=("line 3: it calls print()", "x = 1\n\nprint('module', x)\nx = 2\n"))
case("time", "import mod\nprint(mod.t > 0)\n", mod=("runs at start", "import time\nt = time.time()\n"))
case("random", "import mod\nprint(0 <= mod.r < 1)\n", mod=("runs at start", "import random\nr = random.random()\n"))
case("environment", "import mod\nprint(mod.home)\n",
     mod=("runs at start", "import os\nhome = os.environ.get('PATH') is not None\n"))
case("argv", "import mod\nprint(mod.count)\n", mod=("it asks for argv", "import sys\ncount = len(sys.argv)\n"))
case("identity", "import mod\nprint(mod.same)\n", mod=("it calls id()", "x = []\nsame = id(x) == id(x)\n"))
case("address", "import mod\nprint(mod.text[:11])\n", mod=("it asks for an address", "text = repr(object())\n"))
case("long", "import mod\nprint(mod.n)\n",
     mod=("it runs for long", "n = 0\nfor i in range(3000000):\n    n += i % 3 == 0 and len(str(i)) > 2\n"))
case("raises", """
     try:
         import mod
     except ValueError as error:
         print('caught', error)
     try:
         import mod
     except ValueError as error:
         print('again', error)
     """, mod=("was not tried", "raise ValueError('no')\n"))
case("raises_in_program", "import mod\n", mod=("it raises an exception", "def f():\n    raise ValueError('no')\n\nf()\n"))
case("stops_in_except", "import mod\nprint(mod.caught)\n", mod=("it calls print()", """
     caught = 0
     def f():
         print('once')
     try:
         f()
     except Exception:
         caught += 1
     except:
         caught += 10
     """))
case("order", "import first, second, third\nprint('program')\n",
     first=(FROZEN, "a = [1]\n"), second=("runs at start", "import first\nprint('second', first.a)\nfirst.a.append(2)\nb = first.a\n"),
     third=("runs at start", "import second\nc = list(second.b)\nprint('third', c)\n"))
case("weak", "import mod\nprint(mod.r() is mod.C)\n",
     mod=("runs at start", "import weakref\nclass C: pass\nr = weakref.ref(C)\n"))
case("finalizer", "import mod\nmod.x = None\nprint('gone')\n", mod=("runs at start", """
     class C:
         def __del__(self):
             print('del')
     x = C()
     """))
case("own_hash", "import mod\nprint(mod.d[mod.K(1)])\n", mod=("whose keys hash themselves", """
     class K:
         def __init__(self, n):
             self.n = n
         def __hash__(self):
             return self.n
         def __eq__(self, other):
             return self.n == other.n
     d = {K(1): 'one'}
     """))
case("late", "print('first')\nimport mod\nprint(mod.x)\n", mod=("was not tried", "x = 5\n"))
case("patched", "import other\nother.value = 7\nimport mod\nprint(mod.x)\n",
     other=(FROZEN, "value = 1\n"), mod=("was not tried", "import other\nx = other.value\n"))
case("opaque", "import mod\nprint(mod.f(), mod.noisy.x)\n",
     noisy=("runs at start", "print('noisy')\nx = int('3')\n"),
     mod=(FROZEN, "import noisy\ndef f():\n    return noisy.x\ntable = [noisy]\n"))
case("looks_into_opaque", "import mod\nprint(mod.y)\n",
     noisy=("runs at start", "print('noisy')\nx = int('3')\n"), mod=("it needs what module noisy makes", "import noisy\ny = noisy.x + 1\n"))
case("asks_opaque", "import mod\nprint(mod.y)\n",
     noisy=("runs at start", "print('noisy')\nx = int('3')\n"),
     mod=("runs at start", "import noisy\ny = hasattr(noisy, 'x')\nz = getattr(noisy, 'x', 0)\n"))
case("changes_other", "import first, second\nprint(first.table, first.counter)\n",
     first=(FROZEN, "table = {}\ncounter = [0]\ndef put(k):\n    table[k] = len(table)\n    counter[0] += 1\n"),
     second=("it changes an object of another module", "import first\nfirst.put('x')\n"))

# ---- what is frozen

case("values", """
     import mod
     for name in sorted(vars(mod)):
         if not name.startswith('_'):
             print(name, getattr(mod, name))
     print(mod.tup[0] is mod.lst, mod.again is mod.lst, mod.selfish[0] is mod.selfish)
     mod.lst.append(4)
     print(mod.tup, mod.nested['l'])
     """, mod=(FROZEN, """
     lst = [1, 2, 3]
     again = lst
     tup = (lst, 'x', 2.5, None, True, 10 ** 30, -10 ** 25, b'bytes', 1e300)
     nested = {'l': lst, 3: {'deep': (1, (2, (3,)))}, None: 0.1, (1, 'k'): frozenset([5])}
     selfish = []
     selfish.append(selfish)
     numbers = [i * i for i in range(20)]
     floats = [i / 4 for i in range(8)]
     words = {w: len(w) for w in 'the quick brown fox'.split()}
     ints = {3, 1, 2, 100, 55, 8, 16}
     empty = ((), [], {}, frozenset())
     text = 'gr\\u00fc\\u00df' + chr(0x1f600) + chr(0xd800).encode('utf-8', 'surrogatepass').decode('utf-8', 'replace')
     """))
case("functions", """
     import mod
     print(mod.f(1), mod.f(1, z=5), mod.g.count, mod.add3(4), mod.counter(), mod.counter(), mod.f.__name__, mod.wrapped(2))
     print(mod.f.__defaults__, mod.f.__kwdefaults__, mod.wrapped.__name__, mod.wrapped.__doc__, mod.lam(3))
     print(mod.bound('b'), mod.method(), mod.partial(5), sorted([(1, 'z'), (2, 'a')], key=mod.key))
     """, mod=(FROZEN, """
     import functools, operator
     def f(x, y=[1], *, z=('k',)):
         return x, y, z
     def g():
         pass
     g.count = 3
     def adder(n):
         def add(m):
             return n + m
         return add
     add3 = adder(3)
     def make():
         n = 0
         def count():
             nonlocal n
             n += 1
             return n
         return count
     counter = make()
     counter()
     def deco(func):
         @functools.wraps(func)
         def inner(*args):
             return ['wrapped', func(*args)]
         return inner
     @deco
     def wrapped(n):
         "doc of wrapped"
         return n * 2
     lam = lambda x, y=2: x ** y
     bound = {'a': 1, 'b': 2}.get
     class C:
         def m(self):
             return 'm of', type(self).__name__
     method = C().m
     partial = functools.partial(divmod, 17)
     key = operator.itemgetter(1)
     """))
case("classes", """
     import mod
     print(mod.B.__mro__, mod.B.__subclasses__(), mod.A.__subclasses__(), mod.b.x, mod.b.name, mod.B.made, mod.b)
     print(isinstance(mod.b, mod.A), mod.B.stat(1), mod.B.cls(), mod.S(1, 2).area(), mod.S.__slots__)
     print(mod.b.prop, mod.D.__doc__, mod.D.__module__, mod.D.__qualname__, mod.Meta.known, type(mod.M1))
     class E(mod.B):
         pass
     print(E().x, mod.A.__subclasses__(), mod.registry, E.made)
     mod.b.extra = 1
     print(vars(mod.b), mod.node.children[0].parent is mod.node)
     """, mod=(FROZEN, """
     registry = []
     class A:
         x = 1
         def __init_subclass__(cls, **kw):
             registry.append(cls.__name__)
             cls.made = len(registry)
     class B(A):
         def __init__(self, name):
             self.name = name
         @property
         def prop(self):
             "the prop"
             return self.name * 2
         @staticmethod
         def stat(n):
             return n + 1
         @classmethod
         def cls(cls):
             return cls.__name__
         def __repr__(self):
             return 'B(' + self.name + ')'
     class D(A):
         "doc of D"
     b = B('bee')
     class S:
         __slots__ = ('w', 'h')
         def __init__(self, w, h):
             self.w, self.h = w, h
         def area(self):
             return self.w * self.h
     square = S(2, 2)
     class Meta(type):
         known = []
         def __new__(m, name, bases, space):
             made = super().__new__(m, name, bases, space)
             m.known.append(name)
             return made
     class M1(metaclass=Meta):
         pass
     class M2(M1):
         pass
     class Node:
         def __init__(self, parent=None):
             self.parent, self.children = parent, []
             if parent:
                 parent.children.append(self)
     node = Node()
     Node(node)
     class Late(A):
         pass
     Late.added = lambda self: 'added'
     Late.number: int = 4
     """))
case("library", """
     import mod
     print(list(mod.Color), mod.Color(2), mod.Color['RED'] is mod.Color.RED, mod.Perm.R | mod.Perm.W, mod.Level.HIGH > 1)
     print(mod.P(1), mod.P(1) == mod.P(1, []), mod.N(1, 2)._asdict(), mod.N2(3), mod.Word.A == 'a', mod.Word.A)
     print(mod.pattern.match('ab12').groups(), mod.deque, mod.od["b"], mod.dd['x'], mod.cached(3), mod.cached.cache_info())
     print(mod.Alias, mod.T, mod.dispatch(1), mod.dispatch('s'), mod.count, next(mod.it))
     try:
         mod.Abstract()
     except TypeError as error:
         print('abstract', type(error))
     print(issubclass(int, mod.Abstract), isinstance(1, mod.Abstract))
     """, mod=(FROZEN, """
     import abc, collections, dataclasses, enum, functools, itertools, re, typing
     class Color(enum.Enum):
         RED = 1
         GREEN = 2
     class Perm(enum.Flag):
         R = 4
         W = 2
     class Level(enum.IntEnum):
         LOW = 1
         HIGH = 2
     class Word(enum.StrEnum):
         A = 'a'
     @dataclasses.dataclass
     class P:
         x: int
         y: list = dataclasses.field(default_factory=list)
     N = collections.namedtuple('N', 'a b')
     class N2(typing.NamedTuple):
         a: int
         b: str = 'x'
     origin = N(0, 0)
     pattern = re.compile(r'(?P<word>[a-z]+)(\\d+)')
     deque = collections.deque([1, 2, 3], 5)
     od = collections.OrderedDict(a=1, b=2)
     dd = collections.defaultdict(list)
     count = collections.Counter('hello')
     @functools.lru_cache(maxsize=10)
     def cached(n):
         return n * n
     cached(3)
     Alias = list[int]
     T = typing.TypeVar('T')
     Opt = typing.Optional[int]
     @functools.singledispatch
     def dispatch(x):
         return 'object'
     @dispatch.register
     def _(x: str):
         return 'str'
     it = itertools.count(5)
     next(it)
     class Abstract(abc.ABC):
         @abc.abstractmethod
         def f(self): ...
     Abstract.register(int)
     """))
case("shared", """
     import first, second
     print(second.Sub.__mro__[1] is first.Base, second.lst is first.lst, first.Base.__subclasses__(), second.obj.f())
     first.lst.append('x')
     print(second.lst, second.table[first.Base], first.grown)
     """, first=(FROZEN, """
     lst = [1]
     grown = []
     class Base:
         def f(self):
             return 'Base.f', type(self).__name__
     """), second=(FROZEN, """
     import first
     from first import lst
     class Sub(first.Base):
         pass
     obj = Sub()
     table = {first.Base: 'b', Sub: 's'}
     first.grown.append(Sub)
     """))
case("sys_modules", """
     import sys, mod
     print(sorted(m for m in sys.modules if m in ('mod', 'inner', 'noisy')), mod.inner is sys.modules['inner'], mod.inner.v)
     """, inner=(FROZEN, "v = 1\n"), noisy=("runs at start", "print('noisy')\n"),
     mod=(FROZEN, "import inner\nimport noisy\nw = inner.v + 1\n"))
case("traceback", "import mod\nmod.f(3)\n", mod=(FROZEN, "def f(n):\n    return table[n]\n\ntable = [f]\n"))
