# exit: 1
def make(k):
    def inner(x):
        return (lambda y: y + k)(x)

    return inner


f = make("text")
print(f("a "))
print(f(5))
