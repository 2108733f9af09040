# __del__ runs when the last reference goes; an object that it keeps alive is not finalised twice.
class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


keep = [Noisy(1), Noisy(2), Noisy(3)]
keep.pop()
del keep[0]
print("still", len(keep))
keep.clear()
saved = []


class Phoenix:
    def __del__(self):
        saved.append(self)


box = [Phoenix()]
box.clear()
print(len(saved))
saved.clear()
print(len(saved))


class Holder(Noisy):
    def __init__(self, name, other):
        super().__init__(name)
        self.other = other


h = [Holder("outer", Noisy("inner"))]
h[0] = None


class Broken:
    def __del__(self):
        raise ValueError("ignored")


b = [Broken()]
b.clear()
print("end")
