"""Tests as one; what classes and modules set up is set up once for their tests."""

import sys
from unittest import case, util

__unittest = True


class BaseTestSuite:
    _cleanup = True

    def __init__(self, tests=()):
        self._tests = []
        self._removed_tests = 0
        self.addTests(tests)

    def __repr__(self):
        return "<%s tests=%s>" % (util.strclass(self.__class__), list(self))

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return list(self) == list(other)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        count = self._removed_tests
        for test in self:
            if test:
                count += test.countTestCases()
        return count

    def addTest(self, test):
        if not callable(test):
            raise TypeError("{} is not callable".format(repr(test)))
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError("TestCases and TestSuites must be instantiated "
                            "before passing them to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def run(self, result):
        for index, test in enumerate(self):
            if result.shouldStop:
                break
            test(result)
            if self._cleanup:
                self._removeTestAtIndex(index)
        return result

    def _removeTestAtIndex(self, index):
        test = self._tests[index]
        if hasattr(test, "countTestCases"):
            self._removed_tests += test.countTestCases()
        self._tests[index] = None

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        for test in self:
            test.debug()


class TestSuite(BaseTestSuite):
    def run(self, result, debug=False):
        is_outer = False
        if not result._testRunEntered:
            result._testRunEntered = is_outer = True
        for index, test in enumerate(self):
            if result.shouldStop:
                break
            if not isinstance(test, BaseTestSuite):
                self._tear_down_previous(test, result)
                self._set_up_module(test, result)
                self._set_up_class(test, result)
                result._previousTestClass = test.__class__
                if test.__class__._classSetupFailed or result._moduleSetUpFailed:
                    continue
            test(result)
            if self._cleanup:
                self._removeTestAtIndex(index)
        if is_outer:
            self._tear_down_previous(None, result)
            self._tear_down_module(None, result)
            result._testRunEntered = False
        return result

    def _set_up_class(self, test, result):
        previous = result._previousTestClass
        current = test.__class__
        if current is previous or result._moduleSetUpFailed:
            return
        if getattr(current, "__unittest_skip__", False):
            return
        if not issubclass(current, case.TestCase):
            return
        current._classSetupFailed = False
        try:
            current.setUpClass()
        except Exception as error:
            current._classSetupFailed = True
            self._add_error(result, error, "setUpClass", util.strclass(current))
        if current._classSetupFailed:
            current.doClassCleanups()
            for info in current.tearDown_exceptions:
                self._add_error(result, info[1], "setUpClass", util.strclass(current))

    def _tear_down_previous(self, test, result):
        previous = result._previousTestClass
        current = None if test is None else test.__class__
        if current is previous or previous is None:
            return
        if not issubclass(previous, case.TestCase):
            return
        if previous._classSetupFailed or result._moduleSetUpFailed:
            return
        if getattr(previous, "__unittest_skip__", False):
            return
        try:
            previous.tearDownClass()
        except Exception as error:
            self._add_error(result, error, "tearDownClass", util.strclass(previous))
        previous.doClassCleanups()
        for info in previous.tearDown_exceptions:
            self._add_error(result, info[1], "tearDownClass", util.strclass(previous))

    def _set_up_module(self, test, result):
        previous = result._previousTestClass
        previous_module = None if previous is None else previous.__module__
        current_module = test.__class__.__module__
        if current_module == previous_module:
            return
        self._tear_down_module(test, result)
        result._moduleSetUpFailed = False
        module = sys.modules.get(current_module)
        set_up = getattr(module, "setUpModule", None)
        if set_up is None:
            return
        try:
            set_up()
        except Exception as error:
            result._moduleSetUpFailed = True
            self._add_error(result, error, "setUpModule", current_module)

    def _tear_down_module(self, test, result):
        previous = result._previousTestClass
        if previous is None:
            return
        previous_module = previous.__module__
        if test is not None and test.__class__.__module__ == previous_module:
            return
        if result._moduleSetUpFailed:
            return
        module = sys.modules.get(previous_module)
        tear_down = getattr(module, "tearDownModule", None)
        try:
            if tear_down is not None:
                tear_down()
            case.doModuleCleanups()
        except Exception as error:
            self._add_error(result, error, "tearDownModule", previous_module)

    def _add_error(self, result, error, method, parent):
        holder = _ErrorHolder("%s (%s)" % (method, parent))
        if isinstance(error, case.SkipTest):
            result.addSkip(holder, str(error))
        else:
            result.addError(holder, (type(error), error, error.__traceback__))


class _ErrorHolder:
    """Stands for a test where what is around the tests has failed."""

    failureException = AssertionError

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    def __repr__(self):
        return "<ErrorHolder description=%r>" % (self.description,)

    def __str__(self):
        return self.description

    def countTestCases(self):
        return 0
