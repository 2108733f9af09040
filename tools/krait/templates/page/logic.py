"""The rules of {{name}}: ordinary Python, compiled with the page, and run by CPython in the tests."""


def label(count: int) -> str:
    return "1 click" if count == 1 else f"{count} clicks"
