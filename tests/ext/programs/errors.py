class Oops(ValueError):
    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


class Worse(Oops):
    pass


def fail(code):
    raise Oops("bad thing", code)


def worse():
    try:
        fail(1)
    except Oops as error:
        raise Worse("worse", 2) from error


def chained():
    try:
        {}["key"]
    except KeyError:
        1 / 0


def divide(a, b):
    return a / b


def guard(f):
    try:
        return f()
    except ValueError as error:
        return f"caught {type(error).__name__} {error}"
    finally:
        print("done")


def through(f):
    return f() + 1


def call(f, *args, **kwargs):
    return f(*args, **kwargs)


def deep(n):
    return n + deep(n + 1)


def raise_it(x):
    raise x


def stop():
    raise SystemExit(3)
