# Whoever subscripts a class with type parameters gets an alias that makes instances.
# python: 3.14
class Cell[T]:
    def __init__(self, value: T):
        self.value = value

    def get(self) -> T:
        return self.value


IntCell = Cell[int]
print(IntCell(3).get() + 1, IntCell)
cells = [Cell(i) for i in range(4)]
print(sum(c.get() for c in cells))
print(Cell[str]("x").get().upper())
