from dataclasses import dataclass

LIMIT: int = 7

@dataclass(frozen=True)
class Item:
    id: int
    name: str
    price: float = 1.5

class Ranker:
    def __init__(self, base: int) -> None:
        self.base: int = base
    def rank(self, x: int) -> int:
        return x * self.base

def top(scores: list[int], n: int = 10) -> list[int]:
    return sorted(scores, reverse=True)[:n]

def spoil(xs: list[int]) -> int:
    xs.append(99)
    return len(xs)

def big() -> int:
    return 2 ** 70

def find(name: str) -> int | None:
    return len(name) if name else None
