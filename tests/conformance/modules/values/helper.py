"""Helper doc."""
count = 0
name = "helper"
ratio = 1.5


def bump(by=1):
    global count
    count += by
    return count


class Thing:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"Thing({self.x})"


def __getattr__(attr):
    if attr == "magic":
        return 42
    raise AttributeError(f"no {attr} here")
