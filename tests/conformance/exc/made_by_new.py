# Exception classes whose calls give something else.
class NotOne(Exception):
    def __new__(cls, *args):
        return 5


class Other(Exception):
    def __new__(cls, *args):
        return ValueError("instead")


try:
    raise NotOne
except TypeError as error:
    print(error)

try:
    raise Other
except ValueError as error:
    print("ValueError", error)


def numbers():
    yield 1
    yield 2


source = numbers()
next(source)
try:
    source.throw(NotOne)
except TypeError as error:
    print(error)
source = numbers()
next(source)
try:
    source.throw(Other)
except ValueError as error:
    print(error)


class Meta(type):
    pass


class WithMeta(Exception, metaclass=Meta):
    pass


source = numbers()
try:
    source.throw(WithMeta)
except WithMeta as error:
    print(type(error).__name__, type(type(error)).__name__)
source = numbers()
try:
    source.throw(WithMeta(1, 2))
except WithMeta as error:
    print(error.args)


class Looped:
    pass


Looped.__call__ = Looped()
try:
    Looped()()
except RecursionError:
    print("RecursionError")
