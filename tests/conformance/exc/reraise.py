def inner():
    raise ValueError("deep")


def middle():
    try:
        inner()
    except ValueError:
        print("middle saw it")
        raise


def chain():
    try:
        inner()
    except ValueError as e:
        raise RuntimeError("wrapped") from e


def replaced():
    try:
        inner()
    except ValueError as e:
        raise KeyError("new")


def none_from():
    try:
        inner()
    except ValueError:
        raise KeyError("hidden") from None


for f in (middle, chain, replaced, none_from):
    try:
        f()
    except Exception as e:
        print(repr(e))
try:
    try:
        inner()
    except ValueError as e:
        saved = e
    raise saved
except ValueError as e:
    print("again", e, e is saved)
try:
    raise
except RuntimeError as e:
    print(e)


def nested_bare():
    try:
        raise ValueError("first")
    except ValueError:
        try:
            raise KeyError("second")
        except KeyError:
            pass
        raise


try:
    nested_bare()
except ValueError as e:
    print("outer is", e)


def helper():
    raise


try:
    try:
        raise OSError("from caller")
    except OSError:
        helper()
except OSError as e:
    print("helper reraised", e)
