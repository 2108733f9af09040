"""The rules of {{name}}: ordinary Python, compiled with the views, and run by CPython in the tests."""


def clean(title: str) -> str:
    """The title as it is kept: without blanks around it, one between words."""
    return " ".join(title.split())


def summary(left: int, count: int) -> str:
    if count == 0:
        return "Nothing yet"
    return "1 thing left" if left == 1 else f"{left} things left"
