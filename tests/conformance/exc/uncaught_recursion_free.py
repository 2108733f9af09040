# exit: 1
def a(n):
    if n == 0:
        return [][n]
    return b(n - 1)


def b(n):
    return a(n)


print("x")
a(2)
