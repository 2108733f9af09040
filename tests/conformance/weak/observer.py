import weakref


class Signal:
    def __init__(self):
        self._slots = []

    def connect(self, method):
        self._slots.append(weakref.WeakMethod(method))

    def emit(self, *args):
        alive = []
        for slot in self._slots:
            call = slot()
            if call is not None:
                alive.append(slot)
                call(*args)
        self._slots = alive
        return len(alive)


class View:
    def __init__(self, name):
        self.name = name

    def update(self, value):
        print(self.name, "shows", value)


signal = Signal()
left, right = View("left"), View("right")
signal.connect(left.update)
signal.connect(right.update)
print(signal.emit(1))
del left
print(signal.emit(2))
right = None
print(signal.emit(3))
