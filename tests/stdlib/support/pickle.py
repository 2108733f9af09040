"""Tests that pickle are about pickle."""

import unittest

HIGHEST_PROTOCOL = DEFAULT_PROTOCOL = 5


bytes_types = (bytes, bytearray)


class PickleError(Exception):
    pass


class PicklingError(PickleError):
    pass


class UnpicklingError(PickleError):
    pass


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    raise unittest.SkipTest("pickles")


def loads(data, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=()):
    raise unittest.SkipTest("pickles")


def dump(obj, file, protocol=None):
    raise unittest.SkipTest("pickles")


def load(file):
    raise unittest.SkipTest("pickles")


class Pickler:
    def __init__(self, *args, **kwargs):
        raise unittest.SkipTest("pickles")


class Unpickler(Pickler):
    pass
