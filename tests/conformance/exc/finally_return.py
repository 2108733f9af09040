def a():
    try:
        return 1
    finally:
        return 2


def b():
    try:
        raise ValueError("lost")
    finally:
        return "swallowed"


def c():
    for i in range(5):
        try:
            raise ValueError
        finally:
            break
    return i


def d():
    for i in range(3):
        try:
            1 / 0
        except ZeroDivisionError:
            continue
        finally:
            print("fin", i)
    return "end"


def e():
    try:
        try:
            raise KeyError("a")
        finally:
            print("first")
    except KeyError:
        print("second")
        return "third"
    finally:
        print("fourth")


def f():
    try:
        raise ValueError("one")
    except ValueError:
        raise TypeError("two")
    finally:
        print("f finally")


def g():
    i = 0
    while True:
        try:
            i += 1
            if i == 2:
                return i
        finally:
            if i < 5:
                continue
            return i * 100


def h():
    try:
        pass
    except ValueError:
        return "except"
    else:
        return "else"
    finally:
        print("h finally")


print(a(), b(), c(), d(), e())
try:
    f()
except TypeError as err:
    print(err)
print(g(), h())
