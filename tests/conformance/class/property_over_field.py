# A property where the base class keeps a plain attribute.
class Pattern:
    def __init__(self, name, value=None):
        self.value = value
        self._init(name)

    def _init(self, name):
        self.name = name


class Option:
    def __init__(self, short, long):
        self.short = short
        self.long = long


class Leaf(Pattern):
    def _init(self, name):
        self._name = name

    @property
    def name(self):
        return self._name.upper()


class Deep(Leaf):
    @property
    def value(self):
        return 42

    @value.setter
    def value(self, content):
        print("set", content)


p, q, r = Pattern("a", 1), Leaf("b", 2), Deep("c", 3)
print([(x.name, x.value) for x in (p, q, r)])
try:
    q.name = "z"
except AttributeError as error:
    print(type(error).__name__)
p.name = "n"
print(p.name, Option("-s", None).short)
