"""Unit tests as CPython's unittest runs and reports them."""

from unittest.result import TestResult
from unittest.case import (
    TestCase, FunctionTestCase, SkipTest, skip, skipIf, skipUnless, expectedFailure,
    addModuleCleanup, doModuleCleanups, enterModuleContext,
)
from unittest.suite import BaseTestSuite, TestSuite
from unittest.loader import TestLoader, defaultTestLoader
from unittest.runner import TextTestRunner, TextTestResult
from unittest.main import TestProgram

main = TestProgram

__all__ = [
    "TestResult", "TestCase", "TestSuite", "TextTestRunner", "TestLoader", "FunctionTestCase",
    "main", "defaultTestLoader", "SkipTest", "skip", "skipIf", "skipUnless", "expectedFailure",
    "TextTestResult", "addModuleCleanup", "doModuleCleanups", "enterModuleContext",
]

__unittest = True


def __getattr__(name):
    if name == "IsolatedAsyncioTestCase":
        from unittest.async_case import IsolatedAsyncioTestCase

        return IsolatedAsyncioTestCase
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
