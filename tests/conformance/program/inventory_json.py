# Records through JSON and back, with defaults, validation and a report.
import json
from collections import Counter
from dataclasses import asdict, dataclass, field, fields, replace

RAW = """
[{"name": "bolt", "price": 0.25, "stock": 1000, "tags": ["metal", "small"]},
 {"name": "nut", "price": 0.1, "stock": 0, "tags": ["metal"]},
 {"name": "board", "price": 12, "stock": 7, "tags": ["wood"], "size": {"w": 100, "h": 20}},
 {"name": "glue", "price": -1, "stock": 3},
 {"price": 3}, {"name": "x", "price": "4", "colour": "red"}]
"""


class Invalid(Exception):
    pass


@dataclass(order=True)
class Item:
    name: str
    price: float
    stock: int = 0
    tags: tuple = ()
    size: dict = field(default_factory=dict, compare=False)

    def __post_init__(self):
        self.tags = tuple(self.tags)
        if not isinstance(self.price, (int, float)):
            raise Invalid(f"{self.name}: price is {type(self.price).__name__}")
        if self.price < 0:
            raise Invalid(f"{self.name}: price {self.price}")

    @classmethod
    def load(cls, row):
        known = {f.name for f in fields(cls)}
        if unknown := sorted(set(row) - known):
            raise Invalid(f"unknown {', '.join(unknown)}")
        return cls(**row)


items, problems = [], []
for number, row in enumerate(json.loads(RAW)):
    try:
        items.append(Item.load(row))
    except Invalid as e:
        problems.append(f"row {number}: {e}")
    except TypeError as e:
        problems.append(f"row {number}: {type(e).__name__}")
print("\n".join(problems))
print(sorted(items)[0], max(items, key=lambda item: item.price).name)
print(json.dumps([asdict(item) for item in items], sort_keys=True))
print(Counter(tag for item in items for tag in item.tags).most_common())
sold = replace(items[0], stock=items[0].stock - 10)
print(sold, sold == items[0], sold < items[0])
print(json.dumps({"total": sum(i.price * i.stock for i in items), "names": [i.name for i in items], "none": None,
                  "é": "ü\n"}, indent=2, ensure_ascii=False))
try:
    json.loads('{"a": [1, 2,]}')
except json.JSONDecodeError as e:
    print(e.lineno, type(e).__name__)
print(json.loads("[1e3, -0, 1.5, true, null, \"\\u00e9\"]"))
