import abc
from abc import ABC, ABCMeta, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...

    def describe(self):
        return f"{self.name} {self.area()}"


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side ** 2

    @property
    def name(self):
        return "square"


class Half(Shape):
    def area(self):
        return 0.5


print(Square(3).describe(), isinstance(Square(1), Shape), issubclass(Square, ABC))
print(isinstance(3, Shape), isinstance("x", ABC))
for kind in (Shape, Half):
    try:
        kind()
    except TypeError as error:
        print(str(error).split(" with")[0])
print(sorted(Shape.__abstractmethods__), Half.__abstractmethods__, Square.__abstractmethods__)
Shape.register(int)
print(isinstance(3, Shape), issubclass(bool, Shape), issubclass(str, Shape))


class Sized(metaclass=ABCMeta):
    @abstractmethod
    def __len__(self):
        return 0

    @classmethod
    def __subclasshook__(cls, other):
        if cls is Sized:
            return any(["__len__" in base.__dict__ for base in other.__mro__])
        return NotImplemented


class Box:
    def __len__(self):
        return 3


print(isinstance(Box(), Sized), isinstance([], Sized), isinstance(3, Sized))


@Shape.register
class Odd:
    pass


print(issubclass(Odd, Shape), Shape in Odd.__mro__)
token = abc.get_cache_token()
Shape.register(float)
print(abc.get_cache_token() != token)
try:
    Square.register(Shape)
except RuntimeError as error:
    print(error)
