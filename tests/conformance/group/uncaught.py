# exit: 1
def leaf(n):
    raise ValueError(n)


def collect():
    errors = []
    for n in range(3):
        try:
            leaf(n)
        except ValueError as e:
            e.add_note(f"note {n}\nsecond line")
            errors.append(e)
    try:
        raise KeyError("k")
    except KeyError as k:
        try:
            raise TypeError("t") from k
        except TypeError as t:
            errors.append(ExceptionGroup("inner", [t, OSError("o")]))
    raise ExceptionGroup("outer", errors)


try:
    collect()
except* ValueError:
    raise
