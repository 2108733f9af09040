# store.py
from dataclasses import dataclass
from jxl import Atom, atom, computed, effect

@dataclass(frozen=True)
class Item:
    id: int
    name: str
    price: float
    qty: int = 1

cart: Atom[list[Item]] = atom([])

@computed
def total() -> float:
    return sum(i.price * i.qty for i in cart.value)

def add(item: Item) -> None:
    cart.value = [*cart.value, item]
