"""Finding tests in modules and classes."""

import sys
from unittest import case, suite

__unittest = True


def _names_of(cls):
    names = set()
    for base in cls.__mro__:
        names.update(base.__dict__)
    return sorted(names)


class TestLoader:
    testMethodPrefix = "test"
    testNamePatterns = None
    suiteClass = suite.TestSuite

    def __init__(self):
        self.errors = []
        self.testNamePatterns = None

    def loadTestsFromTestCase(self, testCaseClass):
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError("Test cases should not be derived from "
                            "TestSuite. Maybe you meant to derive from TestCase?")
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass([testCaseClass(name) for name in names])

    def loadTestsFromModule(self, module, *, pattern=None):
        tests = []
        variables = module.__dict__
        for name in sorted(variables):
            value = variables[name]
            is_test = (isinstance(value, type) and issubclass(value, case.TestCase)
                       and value is not case.TestCase and value is not case.FunctionTestCase)
            if is_test:
                tests.append(self.loadTestsFromTestCase(value))
        found = self.suiteClass(tests)
        load_tests = getattr(module, "load_tests", None)
        if load_tests is not None:
            return load_tests(self, found, pattern)
        return found

    def loadTestsFromName(self, name, module=None):
        parts = name.split(".")
        if module is None:
            module = sys.modules.get("__main__")
            for end in range(len(parts), 0, -1):
                found = sys.modules.get(".".join(parts[:end]))
                if found is not None:
                    module = found
                    parts = parts[end:]
                    break
        parent = None
        target = module
        for part in parts:
            parent = target
            target = getattr(target, part)
        if isinstance(target, type) and issubclass(target, case.TestCase):
            return self.loadTestsFromTestCase(target)
        if isinstance(parent, type) and issubclass(parent, case.TestCase):
            return self.suiteClass([parent(parts[-1])])
        if isinstance(target, suite.TestSuite):
            return target
        if target is module:
            return self.loadTestsFromModule(module)
        if callable(target):
            test = target()
            if isinstance(test, suite.TestSuite):
                return test
            if isinstance(test, case.TestCase):
                return self.suiteClass([test])
            raise TypeError("calling %s returned %s, not a test" % (target, test))
        raise TypeError("don't know how to make test from: %s" % target)

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def getTestCaseNames(self, testCaseClass):
        names = []
        for name in _names_of(testCaseClass):
            if not name.startswith(self.testMethodPrefix):
                continue
            if not callable(getattr(testCaseClass, name)):
                continue
            if self.testNamePatterns is not None:
                full = "%s.%s.%s" % (testCaseClass.__module__, testCaseClass.__qualname__, name)
                if not any([_matches(full, pattern) for pattern in self.testNamePatterns]):
                    continue
            names.append(name)
        return names

    def discover(self, start_dir, pattern="test*.py", top_level_dir=None):
        raise NotImplementedError("discovery of tests: compiled programs name their modules")


def _matches(name, pattern):
    """fnmatch's `*` and `?`."""
    parts = pattern.split("*")
    if not _fits(name[:len(parts[0])], parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:-1]:
        while at <= len(name) and not _fits(name[at:at + len(part)], part):
            at += 1
        if at > len(name):
            return False
        at += len(part)
    if len(parts) == 1:
        return at == len(name)
    last = parts[-1]
    return len(name) - len(last) >= at and _fits(name[len(name) - len(last):], last)


def _fits(text, pattern):
    if len(text) != len(pattern):
        return False
    return all([p == "?" or p == c for c, p in zip(text, pattern)])


defaultTestLoader = TestLoader()
