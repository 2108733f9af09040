"""Tests of CPython's C API are about CPython."""

import unittest

INT_MAX = 2**31 - 1
INT_MIN = -2**31
UINT_MAX = 2**32 - 1
LONG_MAX = LLONG_MAX = PY_SSIZE_T_MAX = 2**63 - 1
LONG_MIN = LLONG_MIN = PY_SSIZE_T_MIN = -2**63
ULONG_MAX = ULLONG_MAX = 2**64 - 1
SHRT_MAX = 2**15 - 1
SHRT_MIN = -2**15
USHRT_MAX = 2**16 - 1
CHAR_MAX = 127
CHAR_MIN = -128
UCHAR_MAX = 255
FLT_MAX = 3.4028234663852886e+38
FLT_MIN = 1.1754943508222875e-38
DBL_MAX = 1.7976931348623157e+308
DBL_MIN = 2.2250738585072014e-308


class _OfTheInterface:
    """Stands for any class and any function of the C API: what is asked of it skips the test."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _OfTheInterface(name)

    def __call__(self, *args, **kwargs):
        if self._name[:1].isupper():
            return _OfTheInterface("instance")
        raise unittest.SkipTest("the C API")


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _OfTheInterface(name)
