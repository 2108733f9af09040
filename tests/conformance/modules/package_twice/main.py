# A package and one of its modules imported by whole names; a base class through the package.
import shapes
import shapes.round
import os.path
import os


class Square(shapes.Shape):
    def area(self):
        return self.size * self.size


class Named(os.PathLike):
    def __fspath__(self):
        return "/named"


print(Square(3).area(), shapes.round.Circle(2).area(), Square(4).describe())
print(os.path.join(Named(), "x"), isinstance(Named(), os.PathLike))
