# The abstract classes know what has the methods.
from contextlib import AbstractAsyncContextManager, AbstractContextManager, ExitStack, nullcontext


class Own(AbstractContextManager):
    def __exit__(self, kind, value, traceback):
        print("exit", kind)


class Similar:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return None


class OnlyEnter:
    def __enter__(self):
        return self


class Disabled(Similar):
    __exit__ = None


with Own() as own:
    print(type(own).__name__)
for value in Own(), Similar(), OnlyEnter(), Disabled(), 5, nullcontext(), ExitStack():
    print(type(value).__name__, isinstance(value, AbstractContextManager),
          isinstance(value, AbstractAsyncContextManager))
try:
    AbstractContextManager()
except TypeError:
    print("abstract")
