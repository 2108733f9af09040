"""Runs the tests of one module and prints a line for each: its outcome and its name."""

import sys
import unittest


class Report(unittest.TestResult):
    def _tell(self, outcome, test):
        print(outcome, test.id().replace(" ", "_"), flush=True)

    def startTest(self, test):
        super().startTest(test)
        self.is_bad = False

    def stopTest(self, test):
        super().stopTest(test)

    def addSuccess(self, test):
        self._tell("pass", test)

    def addFailure(self, test, err):
        self._why("fail", test, err)

    def addError(self, test, err):
        self._why("error", test, err)

    def _why(self, outcome, test, err):
        print(outcome, test.id().replace(" ", "_"), err[0].__name__,
              str(err[1]).split("\n")[0][:150], flush=True)

    def addSkip(self, test, reason):
        self._tell("skip", test)

    def addSubTest(self, test, subtest, err):
        if err is not None and not self.is_bad:
            self.is_bad = True
            self._why("fail", test, err)

    def addExpectedFailure(self, test, err):
        self._tell("skip", test)

    def addUnexpectedSuccess(self, test):
        self._tell("skip", test)


def run(module):
    tests = unittest.defaultTestLoader.loadTestsFromModule(module)
    tests.run(Report())
    print("end", flush=True)
