# Inventory: a typical small script.
import argparse, json, sys, os
from collections import Counter, defaultdict, namedtuple, OrderedDict, deque
from dataclasses import dataclass, field
from typing import Optional, List, Dict
import re, math, random, string, itertools, functools, operator, textwrap, statistics
from datetime import datetime, timedelta, date

Point = namedtuple("Point", "x y")

@dataclass(order=True)
class Item:
    name: str
    price: float = 0.0
    tags: List[str] = field(default_factory=list)
    def total(self, n: int = 1) -> float:
        return round(self.price * n, 2)

class Store:
    def __init__(self):
        self._items: Dict[str, Item] = {}
    def add(self, item: Item) -> None:
        if item.name in self._items:
            raise ValueError(f"duplicate item {item.name!r}")
        self._items[item.name] = item
    def __iter__(self):
        return iter(sorted(self._items.values()))
    def __len__(self): return len(self._items)
    @property
    def value(self): return sum(i.price for i in self)
    def find(self, pattern: str) -> Optional[Item]:
        for i in self:
            if re.search(pattern, i.name): return i
        return None

s = Store()
for n, p, t in [("apple", 1.5, ["fruit"]), ("pear", 2.25, ["fruit", "green"]), ("nail", 0.01, [])]:
    s.add(Item(n, p, t))
try:
    s.add(Item("apple"))
except ValueError as e:
    print("error:", e)
print(len(s), s.value, s.find("^p"), [i.name for i in s])
c = Counter("mississippi")
print(c.most_common(2), c["z"], sorted(c.elements())[:3])
d = defaultdict(list)
for w in "the quick brown fox jumps over the lazy dog".split():
    d[len(w)].append(w)
print(dict(d), {k: sorted(v) for k, v in d.items()})
p = Point(3, 4)
print(p, p.x + p.y, math.hypot(*p), p._replace(x=0), Point._fields)
dq = deque(range(5), maxlen=3); dq.append(9); dq.rotate(1); print(dq)
print(json.dumps({"a": [1, 2.5, None, True], "b": {"c": "é"}}, indent=2, sort_keys=True))
print(statistics.mean([1, 2, 3, 4]), statistics.median([3, 1, 2]), statistics.stdev([1, 2, 3, 4]))
print(date(2024, 2, 29) + timedelta(days=366), datetime(2020, 1, 1, 12, 30).isoformat(), (date(2024,3,1)-date(2024,2,1)).days)
print(functools.reduce(operator.mul, range(1, 6)), list(itertools.groupby("aabbc"))[0][0])
print(textwrap.dedent("""\
    hello
      world"""))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(80), fib.cache_info())
print("%-10s|%5.2f|%x" % ("ab", 3.14159, 255), "{:>10}|{:^8}|{:,}".format("r", "mid", 1234567), f"{12345.678:,.2f} {0.5:%} {255:#x}")
parser = argparse.ArgumentParser(prog="inv", description="x")
parser.add_argument("name"); parser.add_argument("-n", "--number", type=int, default=3); parser.add_argument("--flag", action="store_true")
print(parser.parse_args(["foo", "-n", "5", "--flag"]))
