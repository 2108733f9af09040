"""Warnings for tests."""

import unittest
import warnings


class WarningsRecorder:
    def __init__(self, entries):
        self.warnings = entries

    def __getattr__(self, attr):
        if self.warnings:
            return getattr(self.warnings[-1], attr)
        return None

    def reset(self):
        del self.warnings[:]


class check_warnings:
    def __init__(self, *filters, quiet=True):
        self.filters = filters

    def __enter__(self):
        self.manager = warnings.catch_warnings(record=True)
        entries = self.manager.__enter__()
        warnings.simplefilter("always")
        return WarningsRecorder(entries)

    def __exit__(self, *info):
        self.manager.__exit__(*info)


class check_no_warnings(check_warnings):
    def __init__(self, testcase, message="", category=Warning, force_gc=False):
        super().__init__()


def check_no_resource_warning(testcase):
    return check_no_warnings(testcase)


def check_syntax_warning(testcase, statement, errtext="", *, lineno=1, offset=None):
    raise unittest.SkipTest("compiles text")


class save_restore_warnings_filters(check_warnings):
    pass


def ignore_warnings(*, category):
    def decorator(test):
        return test
    return decorator
