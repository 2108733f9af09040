"""Modules for tests: those that the program was compiled with. A module is never loaded twice."""

import sys
import unittest


def import_module(name, deprecated=False, *, required_on=()):
    module = sys.modules.get(name)
    if module is None:
        raise unittest.SkipTest("No module named %r" % name)
    return module


def import_fresh_module(name, fresh=(), blocked=(), deprecated=False):
    """There is one of each: its half in C is CPython's affair."""
    return sys.modules.get(name)


def make_legacy_pyc(source):
    raise unittest.SkipTest("about CPython itself")


def unload(name):
    pass


def forget(modname):
    pass


class CleanImport:
    def __init__(self, *module_names, usefrozen=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *info):
        pass


class DirsOnSysPath:
    def __init__(self, *paths):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *info):
        pass
