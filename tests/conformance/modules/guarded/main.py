"""Modules that may be missing."""
try:
    import nothing_of_that_name as fast
except ImportError:
    fast = None
try:
    from nothing_of_that_name import speedup
except ModuleNotFoundError as error:
    print(error, error.name)
    speedup = None
try:
    import plain as maybe
except ImportError:
    maybe = None
try:
    from plain import missing_thing
except ImportError:
    missing_thing = "fallback"


def pick(use):
    if use:
        import plain
    else:
        import other as plain
    return plain.label


def table():
    import plain
    import other

    return {"plain": plain, "other": other}


print(fast, speedup, maybe.label, missing_thing)
print(pick(True), pick(False), pick(True))
for name, module in table().items():
    print(name, module.label, module.shout("x"))
module = fast or maybe
print(module.shout("either"))
print([m.label for m in table().values()])
print(__doc__, __name__)
