def forever(n):
    return forever(n + 1) + 1


def ping(n):
    return pong(n)


def pong(n):
    return ping(n)


for f in (forever, ping):
    try:
        f(0)
    except RecursionError as e:
        print("RecursionError", str(e)[:32])


class Loop:
    def __repr__(self):
        return repr(self)


try:
    repr(Loop())
except RecursionError:
    print("RecursionError in repr")
print("still alive")
