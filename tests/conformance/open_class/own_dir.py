# dir() as classes tell it, and what object has to say.
class Shy:
    secret = 1

    def __dir__(self):
        return ["b", "a"]


class Open:
    def __init__(self):
        self.here = 1

    def __dir__(self):
        return [name for name in object.__dir__(self) if not name.startswith("_")]


class Meta(type):
    def __dir__(cls):
        return ["made", "up"]


class Made(metaclass=Meta):
    pass


print(dir(Shy()), dir(Open()), dir(Made), "secret" in dir(Shy))
print("here" in object.__dir__(Open()), "append" in object.__dir__([]))
