"""What wraps an application."""


class Middleware:
    """A class and what it is made with, once the application below it is known."""

    def __init__(self, cls, *args, **kwargs):
        self.cls = cls
        self.args = args
        self.kwargs = kwargs

    def __iter__(self):
        return iter((self.cls, self.args, self.kwargs))

    def __repr__(self):
        name = getattr(self.cls, "__name__", "")
        parts = [name, *(repr(arg) for arg in self.args), *(f"{key}={value!r}" for key, value in self.kwargs.items())]
        return f"{self.__class__.__name__}({', '.join(parts)})"
