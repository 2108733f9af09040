# exit: 1
class Quiet(Exception):
    pass


def f():
    raise Quiet


f()
