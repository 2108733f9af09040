# __prepare__: the namespace of a class is an instance of a subclass of dict.
class Ordered(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return Recorder()

    def __new__(mcls, name, bases, namespace):
        cls = super().__new__(mcls, name, bases, dict(namespace))
        cls.order = [k for k in namespace.seen if not k.startswith("__")]
        return cls


class Recorder(dict):
    def __init__(self):
        super().__init__()
        self.seen = []

    def __setitem__(self, key, value):
        self.seen.append(key)
        super().__setitem__(key, value)


class Traced(metaclass=Ordered):
    b = 1
    a = 2
    b = 3

    def method(self):
        pass


print(Traced.order, Traced.b)
