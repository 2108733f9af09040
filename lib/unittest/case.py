"""Test cases: what a test may claim, and how one runs."""

import sys
import time
import warnings
from unittest import result
from unittest.util import (
    _common_shorten_repr, _count_diff, safe_repr, strclass, unorderable_list_difference,
)

__unittest = True

DIFF_OMITTED = "\nDiff is %s characters long. Set self.maxDiff to None to see it."


class SkipTest(Exception):
    """Raise this in a test to skip it."""


class _ShouldStop(Exception):
    pass


def _id(obj):
    return obj



def skip(reason):
    def decorator(test_item):
        test_item.__unittest_skip__ = True
        test_item.__unittest_skip_why__ = reason
        return test_item
    if callable(reason) and not isinstance(reason, str):
        test_item = reason
        reason = ""
        return decorator(test_item)
    return decorator


def skipIf(condition, reason):
    return skip(reason) if condition else _id


def skipUnless(condition, reason):
    return _id if condition else skip(reason)


def expectedFailure(test_item):
    test_item.__unittest_expecting_failure__ = True
    return test_item


# ---- cleaning up

_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    _module_cleanups.append((function, args, kwargs))


def _enter_context(manager, add_cleanup):
    cls = type(manager)
    try:
        enter = cls.__enter__
        leave = cls.__exit__
    except AttributeError:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the "
                        "context manager protocol") from None
    value = enter(manager)
    add_cleanup(leave, manager, None, None, None)
    return value


def enterModuleContext(cm):
    return _enter_context(cm, addModuleCleanup)


def doModuleCleanups():
    errors = []
    while _module_cleanups:
        function, args, kwargs = _module_cleanups.pop()
        try:
            function(*args, **kwargs)
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]


# ---- what `with self.assertRaises(...)` and its kin give


def _accepts(expected, base):
    if isinstance(expected, tuple):
        return all([_accepts(item, base) for item in expected])
    return isinstance(expected, type) and issubclass(expected, base)


class _AssertRaisesContext:
    _base_type = BaseException
    _base_type_str = "an exception type or tuple of exception types"

    def __init__(self, expected, test_case, expected_regex=None):
        self.test_case = test_case
        self.expected = expected
        self.expected_regex = expected_regex
        self.obj_name = None
        self.msg = None
        self.exception = None

    def _raiseFailure(self, standardMsg):
        message = self.test_case._formatMessage(self.msg, standardMsg)
        raise self.test_case.failureException(message)

    def handle(self, name, args, kwargs):
        if not _accepts(self.expected, self._base_type):
            raise TypeError("%s() arg 1 must be %s" % (name, self._base_type_str))
        if not args:
            self.msg = kwargs.pop("msg", None)
            if kwargs:
                raise TypeError("%r is an invalid keyword argument for this function"
                                % (next(iter(kwargs)),))
            return self
        callable_obj = args[0]
        try:
            self.obj_name = callable_obj.__name__
        except AttributeError:
            self.obj_name = str(callable_obj)
        with self:
            callable_obj(*args[1:], **kwargs)
        return None

    def _expected_name(self):
        try:
            return self.expected.__name__
        except AttributeError:
            return str(self.expected)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        if exc_type is None:
            name = self._expected_name()
            if self.obj_name:
                self._raiseFailure("{} not raised by {}".format(name, self.obj_name))
            else:
                self._raiseFailure("{} not raised".format(name))
        if not issubclass(exc_type, self.expected):
            return False
        self.exception = exc_value.with_traceback(None)
        if self.expected_regex is None:
            return True
        if not _search(self.expected_regex, str(exc_value)):
            self._raiseFailure('"{}" does not match "{}"'.format(
                _pattern_of(self.expected_regex), str(exc_value)))
        return True


def _search(regex, text):
    import re
    if isinstance(regex, (str, bytes)):
        regex = re.compile(regex)
    return regex.search(text)


def _pattern_of(regex):
    return regex if isinstance(regex, (str, bytes)) else regex.pattern


class _AssertWarnsContext(_AssertRaisesContext):
    _base_type = Warning
    _base_type_str = "a warning type or tuple of warning types"

    def __enter__(self):
        self.warnings_manager = warnings.catch_warnings(record=True)
        self.warnings = self.warnings_manager.__enter__()
        warnings.simplefilter("always", self.expected)
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.warnings_manager.__exit__(exc_type, exc_value, tb)
        if exc_type is not None:
            return None
        name = self._expected_name()
        first_matching = None
        for entry in self.warnings:
            warning = entry.message
            if not isinstance(warning, self.expected):
                continue
            if first_matching is None:
                first_matching = warning
            if self.expected_regex is not None and not _search(self.expected_regex, str(warning)):
                continue
            self.warning = warning
            self.filename = entry.filename
            self.lineno = entry.lineno
            return None
        if first_matching is not None:
            self._raiseFailure('"{}" does not match "{}"'.format(
                _pattern_of(self.expected_regex), str(first_matching)))
        if self.obj_name:
            self._raiseFailure("{} not triggered by {}".format(name, self.obj_name))
        else:
            self._raiseFailure("{} not triggered".format(name))


class _AssertLogsContext:
    """Catches what a logger is told."""

    def __init__(self, test_case, logger_name, level, no_logs):
        self.test_case = test_case
        self.logger_name = logger_name
        self.level = level
        self.no_logs = no_logs
        self.msg = None

    def __enter__(self):
        import logging
        if isinstance(self.logger_name, logging.Logger):
            self.logger = self.logger_name
        else:
            self.logger = logging.getLogger(self.logger_name)
        level = logging.INFO if self.level is None else self.level
        if isinstance(level, str):
            level = logging.getLevelName(level)
        self.level = level
        self.records = records = []
        self.output = output = []
        formatter = logging.Formatter("%(levelname)s:%(name)s:%(message)s")

        class Capture(logging.Handler):
            def emit(self, record):
                records.append(record)
                output.append(formatter.format(record))

        handler = Capture()
        handler.setLevel(level)
        self.old = (self.logger.handlers[:], self.logger.level, self.logger.propagate)
        self.logger.handlers = [handler]
        self.logger.setLevel(level)
        self.logger.propagate = False
        return None if self.no_logs else self

    def __exit__(self, exc_type, exc_value, tb):
        import logging
        self.logger.handlers, level, self.logger.propagate = self.old
        self.logger.setLevel(level)
        if exc_type is not None:
            return False
        name = self.logger.name
        level_name = logging.getLevelName(self.level)
        if self.no_logs and self.records:
            self._fail("Unexpected logs found: {!r}".format(self.output))
        if not self.no_logs and not self.records:
            self._fail("no logs of level {} or higher triggered on {}".format(level_name, name))

    def _fail(self, text):
        raise self.test_case.failureException(self.test_case._formatMessage(self.msg, text))


# ---- running


class _Outcome:
    def __init__(self, outcome_of):
        self.result = outcome_of
        self.success = True
        self.expecting_failure = False
        self.expectedFailure = None


class _SubTestContext:
    def __init__(self, test, message, params):
        self.test = test
        self.message = message
        self.params = params

    def __enter__(self):
        test = self.test
        self.outer = test._subtest
        params = {}
        if self.outer is not None:
            params.update(self.outer.params)
        params.update(self.params)
        test._subtest = _SubTest(test, self.message, params)
        return None

    def __exit__(self, exc_type, exc_value, tb):
        test = self.test
        subtest = test._subtest
        test._subtest = self.outer
        outcome = test._outcome
        if exc_type is None:
            outcome.result.addSubTest(test, subtest, None)
            return False
        if issubclass(exc_type, KeyboardInterrupt) or issubclass(exc_type, _ShouldStop):
            return False
        if issubclass(exc_type, SkipTest):
            outcome.success = False
            outcome.result.addSkip(subtest, str(exc_value))
            return True
        if outcome.expecting_failure:
            return False
        if not issubclass(exc_type, Exception):
            return False
        outcome.success = False
        outcome.result.addSubTest(test, subtest, (exc_type, exc_value, tb))
        if outcome.result.failfast:
            raise _ShouldStop
        return True


class TestCase:
    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2 ** 16
    _classSetupFailed = False
    _class_cleanups = []
    tearDown_exceptions = []

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._outcome = None
        self._subtest = None
        self._cleanups = []
        self._testMethodDoc = "No test"
        method = getattr(self, methodName, None)
        if method is None:
            if methodName != "runTest":
                raise ValueError("no such test method in %s: %s" % (self.__class__, methodName))
        else:
            self._testMethodDoc = method.__doc__
        self._type_equality_funcs = {}
        self.addTypeEqualityFunc(dict, "assertDictEqual")
        self.addTypeEqualityFunc(list, "assertListEqual")
        self.addTypeEqualityFunc(tuple, "assertTupleEqual")
        self.addTypeEqualityFunc(set, "assertSetEqual")
        self.addTypeEqualityFunc(frozenset, "assertSetEqual")
        self.addTypeEqualityFunc(str, "assertMultiLineEqual")

    def addTypeEqualityFunc(self, typeobj, function):
        self._type_equality_funcs[typeobj] = function

    def addCleanup(self, function, /, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        return _enter_context(cm, self.addCleanup)

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        cls._class_cleanups.append((cls, function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        return _enter_context(cm, cls.addClassCleanup)

    @classmethod
    def doClassCleanups(cls):
        cls.tearDown_exceptions = []
        own = [entry for entry in TestCase._class_cleanups if entry[0] is cls]
        for entry in reversed(own):
            TestCase._class_cleanups.remove(entry)
            try:
                entry[1](*entry[2], **entry[3])
            except Exception as error:
                cls.tearDown_exceptions.append((type(error), error, error.__traceback__))

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        return result.TestResult()

    def shortDescription(self):
        doc = self._testMethodDoc
        return doc.strip().split("\n")[0].strip() if doc else None

    def id(self):
        return "%s.%s" % (strclass(self.__class__), self._testMethodName)

    def __eq__(self, other):
        if type(self) is not type(other):
            return NotImplemented
        return self._testMethodName == other._testMethodName

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __str__(self):
        cls = strclass(self.__class__)
        return "%s (%s.%s)" % (self._testMethodName, cls, self._testMethodName)

    def __repr__(self):
        return "<%s testMethod=%s>" % (strclass(self.__class__), self._testMethodName)

    def subTest(self, msg=None, **params):
        return _SubTestContext(self, msg, params)

    def skipTest(self, reason):
        raise SkipTest(reason)

    def _part(self, outcome, function):
        """Runs setUp, the test or tearDown; tells the result what it raised."""
        was_good = outcome.success
        outcome.success = True
        try:
            function()
        except KeyboardInterrupt:
            raise
        except SkipTest as error:
            outcome.success = False
            outcome.result.addSkip(self, str(error))
        except _ShouldStop:
            pass
        except BaseException as error:
            info = (type(error), error, error.__traceback__)
            if outcome.expecting_failure:
                outcome.expectedFailure = info
            else:
                outcome.success = False
                if issubclass(info[0], self.failureException):
                    outcome.result.addFailure(self, info)
                else:
                    outcome.result.addError(self, info)
        outcome.success = outcome.success and was_good

    def run(self, result=None):
        is_own = result is None
        if is_own:
            result = self.defaultTestResult()
            result.startTestRun()
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            cls = self.__class__
            if (getattr(cls, "__unittest_skip__", False)
                    or getattr(method, "__unittest_skip__", False)):
                reason = (getattr(cls, "__unittest_skip_why__", "")
                          or getattr(method, "__unittest_skip_why__", ""))
                result.addSkip(self, reason)
                return result
            expects = (getattr(self, "__unittest_expecting_failure__", False)
                       or getattr(method, "__unittest_expecting_failure__", False))
            self._run_parts(result, method, expects)
            return result
        finally:
            result.stopTest(self)
            if is_own:
                result.stopTestRun()

    # What asynchronous test cases do their own way.
    def _callSetUp(self):
        self.setUp()

    def _callTestMethod(self, method):
        if method() is not None:
            warnings.warn("It is deprecated to return a value that is not None from a test case "
                          f"({method})", DeprecationWarning, stacklevel=3)

    def _callTearDown(self):
        self.tearDown()

    def _callCleanup(self, function, *args, **kwargs):
        function(*args, **kwargs)

    def _run_parts(self, result, method, expects):
        outcome = _Outcome(result)
        self._outcome = outcome
        started = time.perf_counter()
        self._part(outcome, self._callSetUp)
        if outcome.success:
            outcome.expecting_failure = expects
            self._part(outcome, lambda: self._callTestMethod(method))
            outcome.expecting_failure = False
            self._part(outcome, self._callTearDown)
        self.doCleanups()
        result.addDuration(self, time.perf_counter() - started)
        if outcome.success:
            if not expects:
                result.addSuccess(self)
            elif outcome.expectedFailure:
                result.addExpectedFailure(self, outcome.expectedFailure)
            else:
                result.addUnexpectedSuccess(self)
        outcome.expectedFailure = None
        self._outcome = None

    def doCleanups(self):
        outcome = self._outcome or _Outcome(self.defaultTestResult())
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._part(outcome, lambda: self._callCleanup(function, *args, **kwargs))
        return outcome.success

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        method = getattr(self, self._testMethodName)
        cls = self.__class__
        if getattr(cls, "__unittest_skip__", False) or getattr(method, "__unittest_skip__", False):
            raise SkipTest(getattr(cls, "__unittest_skip_why__", "")
                           or getattr(method, "__unittest_skip_why__", ""))
        self._callSetUp()
        self._callTestMethod(method)
        self._callTearDown()
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            self._callCleanup(function, *args, **kwargs)

    # ---- claims

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        if msg is None:
            return standardMsg
        return "%s : %s" % (standardMsg, msg)

    def assertFalse(self, expr, msg=None):
        if expr:
            raise self.failureException(
                self._formatMessage(msg, "%s is not false" % safe_repr(expr)))

    def assertTrue(self, expr, msg=None):
        if not expr:
            raise self.failureException(
                self._formatMessage(msg, "%s is not true" % safe_repr(expr)))

    def assertRaises(self, expected_exception, *args, **kwargs):
        return _AssertRaisesContext(expected_exception, self).handle("assertRaises", args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return _AssertWarnsContext(expected_warning, self).handle("assertWarns", args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        context = _AssertRaisesContext(expected_exception, self, expected_regex)
        return context.handle("assertRaisesRegex", args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        context = _AssertWarnsContext(expected_warning, self, expected_regex)
        return context.handle("assertWarnsRegex", args, kwargs)

    def assertLogs(self, logger=None, level=None):
        return _AssertLogsContext(self, logger, level, False)

    def assertNoLogs(self, logger=None, level=None):
        return _AssertLogsContext(self, logger, level, True)

    def _baseAssertEqual(self, first, second, msg=None):
        if not first == second:
            standard = "%s != %s" % _common_shorten_repr(first, second)
            raise self.failureException(self._formatMessage(msg, standard))

    def assertEqual(self, first, second, msg=None):
        if type(first) is type(second):
            function = self._type_equality_funcs.get(type(first))
            if function is not None:
                if isinstance(function, str):
                    function = getattr(self, function)
                function(first, second, msg=msg)
                return
        self._baseAssertEqual(first, second, msg)

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            standard = "%s == %s" % (safe_repr(first), safe_repr(second))
            raise self.failureException(self._formatMessage(msg, standard))

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        diff = abs(first - second)
        if delta is not None:
            if diff <= delta:
                return
            standard = "%s != %s within %s delta (%s difference)" % (
                safe_repr(first), safe_repr(second), safe_repr(delta), safe_repr(diff))
        else:
            if places is None:
                places = 7
            if round(diff, places) == 0:
                return
            standard = "%s != %s within %r places (%s difference)" % (
                safe_repr(first), safe_repr(second), places, safe_repr(diff))
        raise self.failureException(self._formatMessage(msg, standard))

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        diff = abs(first - second)
        if delta is not None:
            if not first == second and diff > delta:
                return
            standard = "%s == %s within %s delta (%s difference)" % (
                safe_repr(first), safe_repr(second), safe_repr(delta), safe_repr(diff))
        else:
            if places is None:
                places = 7
            if not first == second and round(diff, places) != 0:
                return
            standard = "%s == %s within %r places" % (
                safe_repr(first), safe_repr(second), places)
        raise self.failureException(self._formatMessage(msg, standard))

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        if seq_type is not None:
            name = seq_type.__name__
            if not isinstance(seq1, seq_type):
                raise self.failureException("First sequence is not a %s: %s"
                                            % (name, safe_repr(seq1)))
            if not isinstance(seq2, seq_type):
                raise self.failureException("Second sequence is not a %s: %s"
                                            % (name, safe_repr(seq2)))
        else:
            name = "sequence"
        differing = None
        try:
            len1 = len(seq1)
        except (TypeError, NotImplementedError):
            differing = "First %s has no length.    Non-sequence?" % name
        if differing is None:
            try:
                len2 = len(seq2)
            except (TypeError, NotImplementedError):
                differing = "Second %s has no length.    Non-sequence?" % name
        if differing is None:
            if seq1 == seq2:
                return
            differing = self._difference(name, seq1, seq2, len1, len2)
        diff = "\n" + "\n".join(_lines_of_difference(seq1, seq2))
        self.fail(self._formatMessage(msg, self._truncateMessage(differing, diff)))

    def _difference(self, name, seq1, seq2, len1, len2):
        text = "%ss differ: %s != %s\n" % ((name.capitalize(),) + _common_shorten_repr(seq1, seq2))
        for i in range(min(len1, len2)):
            try:
                item1 = seq1[i]
            except (TypeError, IndexError, NotImplementedError):
                text += "\nUnable to index element %d of first %s\n" % (i, name)
                break
            try:
                item2 = seq2[i]
            except (TypeError, IndexError, NotImplementedError):
                text += "\nUnable to index element %d of second %s\n" % (i, name)
                break
            if item1 != item2:
                text += "\nFirst differing element %d:\n%s\n%s\n" % (
                    (i,) + _common_shorten_repr(item1, item2))
                break
        else:
            if len1 == len2 and type(seq1) != type(seq2):
                return text
        if len1 > len2:
            text += "\nFirst %s contains %d additional elements.\n" % (name, len1 - len2)
            text += _first_extra("first", name, seq1, len2)
        elif len1 < len2:
            text += "\nSecond %s contains %d additional elements.\n" % (name, len2 - len1)
            text += _first_extra("second", name, seq2, len1)
        return text

    def _truncateMessage(self, message, diff):
        max_diff = self.maxDiff
        if max_diff is None or len(diff) <= max_diff:
            return message + diff
        return message + (DIFF_OMITTED % len(diff))

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        difference1 = self._set_difference("first", set1, set2)
        difference2 = self._set_difference("second", set2, set1)
        if not (difference1 or difference2):
            return
        lines = []
        if difference1:
            lines.append("Items in the first set but not the second:")
            lines.extend([repr(item) for item in difference1])
        if difference2:
            lines.append("Items in the second set but not the first:")
            lines.extend([repr(item) for item in difference2])
        self.fail(self._formatMessage(msg, "\n".join(lines)))

    def _set_difference(self, which, one, other):
        try:
            return one.difference(other)
        except TypeError as error:
            self.fail("invalid type when attempting set difference: %s" % error)
        except AttributeError as error:
            self.fail("%s argument does not support set difference: %s" % (which, error))

    def assertIn(self, member, container, msg=None):
        if member not in container:
            standard = "%s not found in %s" % (safe_repr(member), safe_repr(container))
            self.fail(self._formatMessage(msg, standard))

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            standard = "%s unexpectedly found in %s" % (safe_repr(member), safe_repr(container))
            self.fail(self._formatMessage(msg, standard))

    def assertIs(self, expr1, expr2, msg=None):
        if expr1 is not expr2:
            standard = "%s is not %s" % (safe_repr(expr1), safe_repr(expr2))
            self.fail(self._formatMessage(msg, standard))

    def assertIsNot(self, expr1, expr2, msg=None):
        if expr1 is expr2:
            self.fail(self._formatMessage(
                msg, "unexpectedly identical: %s" % (safe_repr(expr1),)))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            standard = "%s != %s" % _common_shorten_repr(d1, d2)
            diff = "\n" + "\n".join(_lines_of_difference(d1, d2))
            self.fail(self._formatMessage(msg, self._truncateMessage(standard, diff)))

    def assertDictContainsSubset(self, subset, dictionary, msg=None):
        wrong = [key for key in subset if key not in dictionary or subset[key] != dictionary[key]]
        if wrong:
            self.fail(self._formatMessage(msg, "Missing: %s" % ",".join(map(safe_repr, wrong))))

    def assertCountEqual(self, first, second, msg=None):
        differences = _count_diff(first, second)
        if differences:
            lines = ["Element counts were not equal:\n"]
            lines.extend(["First has %d, Second has %d:  %r" % diff for diff in differences])
            message = self._truncateMessage(lines[0], "\n".join(lines[1:]))
            self.fail(self._formatMessage(msg, message))

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        if len(first) > self._diffThreshold or len(second) > self._diffThreshold:
            self._baseAssertEqual(first, second, msg)
        standard = "%s != %s" % _common_shorten_repr(first, second)
        diff = "\n" + "".join(_difference_of_lines(first, second))
        self.fail(self._formatMessage(msg, self._truncateMessage(standard, diff)))

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self.fail(self._formatMessage(
                msg, "%s not less than %s" % (safe_repr(a), safe_repr(b))))

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self.fail(self._formatMessage(
                msg, "%s not less than or equal to %s" % (safe_repr(a), safe_repr(b))))

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self.fail(self._formatMessage(
                msg, "%s not greater than %s" % (safe_repr(a), safe_repr(b))))

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self.fail(self._formatMessage(
                msg, "%s not greater than or equal to %s" % (safe_repr(a), safe_repr(b))))

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self.fail(self._formatMessage(msg, "%s is not None" % (safe_repr(obj),)))

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self.fail(self._formatMessage(msg, "unexpectedly None"))

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self.fail(self._formatMessage(
                msg, "%s is not an instance of %r" % (safe_repr(obj), cls)))

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self.fail(self._formatMessage(
                msg, "%s is an instance of %r" % (safe_repr(obj), cls)))

    def assertIsSubclass(self, cls, superclass, msg=None):
        if not issubclass(cls, superclass):
            self.fail(self._formatMessage(
                msg, "%s is not a subclass of %r" % (safe_repr(cls), superclass)))

    def assertHasAttr(self, obj, name, msg=None):
        if not hasattr(obj, name):
            self.fail(self._formatMessage(
                msg, "%r object has no attribute %r" % (type(obj).__name__, name)))

    def assertNotHasAttr(self, obj, name, msg=None):
        if hasattr(obj, name):
            self.fail(self._formatMessage(
                msg, "%r object has unexpected attribute %r" % (type(obj).__name__, name)))

    def assertStartsWith(self, s, prefix, msg=None):
        if not s.startswith(prefix):
            self.fail(self._formatMessage(
                msg, "%s doesn't start with %s" % (safe_repr(s, True), safe_repr(prefix))))

    def assertEndsWith(self, s, suffix, msg=None):
        if not s.endswith(suffix):
            self.fail(self._formatMessage(
                msg, "%s doesn't end with %s" % (safe_repr(s, True), safe_repr(suffix))))

    def assertRegex(self, text, expected_regex, msg=None):
        if not _search(expected_regex, text):
            self.fail(self._formatMessage(msg, "Regex didn't match: %r not found in %r"
                                          % (_pattern_of(expected_regex), text)))

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        match = _search(unexpected_regex, text)
        if match:
            self.fail(self._formatMessage(msg, "Regex matched: %r matches %r in %r" % (
                text[match.start():match.end()], _pattern_of(unexpected_regex), text)))


def _first_extra(which, name, seq, index):
    try:
        return "First extra element %d:\n%s\n" % (index, safe_repr(seq[index]))
    except (TypeError, IndexError, NotImplementedError):
        return "Unable to index element %d of %s %s\n" % (index, which, name)


def _lines_of_difference(first, second):
    import difflib
    import pprint
    return list(difflib.ndiff(pprint.pformat(first).splitlines(),
                              pprint.pformat(second).splitlines()))


def _difference_of_lines(first, second):
    import difflib
    lines1 = first.splitlines(keepends=True)
    lines2 = second.splitlines(keepends=True)
    if len(lines1) == 1 and first.strip("\r\n") == first:
        lines1 = [first + "\n"]
        lines2 = [second + "\n"]
    elif lines1 and lines2:
        # ndiff joins a last line without its end to what follows.
        if not lines1[-1].endswith("\n") or not lines2[-1].endswith("\n"):
            lines1[-1] = lines1[-1].rstrip("\r\n") + "\n"
            lines2[-1] = lines2[-1].rstrip("\r\n") + "\n"
    return list(difflib.ndiff(lines1, lines2))


class FunctionTestCase(TestCase):
    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._setUpFunc = setUp
        self._tearDownFunc = tearDown
        self._testFunc = testFunc
        self._description = description

    def setUp(self):
        if self._setUpFunc is not None:
            self._setUpFunc()

    def tearDown(self):
        if self._tearDownFunc is not None:
            self._tearDownFunc()

    def runTest(self):
        self._testFunc()

    def id(self):
        return self._testFunc.__name__

    def __str__(self):
        return "%s (%s)" % (strclass(self.__class__), self._testFunc.__name__)

    def shortDescription(self):
        if self._description is not None:
            return self._description
        doc = self._testFunc.__doc__
        return doc and doc.split("\n")[0].strip() or None


class _SubTest(TestCase):
    def __init__(self, test_case, message, params):
        super().__init__()
        self._message = message
        self.test_case = test_case
        self.params = params
        self.failureException = test_case.failureException

    def runTest(self):
        raise NotImplementedError("subtests cannot be run directly")

    def _subDescription(self):
        parts = []
        if self._message is not None:
            parts.append("[{}]".format(self._message))
        if self.params:
            texts = ["{}={!r}".format(name, value) for name, value in self.params.items()]
            parts.append("({})".format(", ".join(texts)))
        return " ".join(parts) or "(<subtest>)"

    def id(self):
        return "{} {}".format(self.test_case.id(), self._subDescription())

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return "{} {}".format(self.test_case, self._subDescription())
