import weakref


class Button:
    def __init__(self, label):
        self.label = label

    def press(self):
        return f"pressed {self.label}"


button = Button("ok")
dead = weakref.ref(button.press)
print(dead())
method = weakref.WeakMethod(button.press)
print(method()(), method() == button.press)
same = weakref.WeakMethod(button.press)
print(method == same, hash(method) == hash(same))
try:
    weakref.WeakMethod(len)
except TypeError:
    print("no method")
button = None
print(method(), method == same)


def bye(*args, **kwargs):
    print("bye", args, kwargs)
    return "result"


class Temp:
    pass


t = Temp()
f = weakref.finalize(t, bye, 1, 2, key=3)
print(f.alive, f.peek()[1:] == (bye, (1, 2), {"key": 3}), f.atexit)
del t
print(f.alive, f.peek(), f())

t = Temp()
f = weakref.finalize(t, bye, "called")
print(f(), f.alive, f())
f = weakref.finalize(t, bye, "detached")
print(f.detach()[2], f.alive, f.detach())
del t

# What is left runs when the program ends, the last first.
holder = [Temp(), Temp(), Temp()]
for number, temp in enumerate(holder):
    weakref.finalize(temp, print, "at exit", number)
silent = weakref.finalize(holder[1], print, "never")
silent.atexit = False
print("end of program")
