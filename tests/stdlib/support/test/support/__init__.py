"""What CPython's test files want of `test.support`, as far as it says nothing about CPython itself."""

import contextlib
import gc
import io
import os
import sys
import unittest

verbose = False
failfast = False
use_resources = None
max_memuse = 0
real_max_memuse = 0
HAVE_DOCSTRINGS = True
MISSING_C_DOCSTRINGS = False
is_emscripten = False
is_wasi = False
is_android = False
is_jython = False
is_apple = False
MS_WINDOWS = False
has_fork_support = False
has_subprocess_support = False
has_socket_support = False
has_strftime_extensions = True
Py_DEBUG = False
Py_TRACE_REFS = False
PGO = False
PIPE_MAX_SIZE = 4 * 1024 * 1024 + 1
SHORT_TIMEOUT = 30.0
LONG_TIMEOUT = 300.0
LOOPBACK_TIMEOUT = 5.0
INTERNET_TIMEOUT = 60.0
_1M = 1024 * 1024
_1G = 1024 * _1M
_2G = 2 * _1G
_4G = 4 * _1G
MAX_Py_ssize_t = sys.maxsize
STDLIB_DIR = "/nonexistent"
TEST_HOME_DIR = "/nonexistent"
TEST_DATA_DIR = "/nonexistent"
SAVEDCWD = "/"


class Error(Exception):
    pass


class TestFailed(Error):
    pass


class TestDidNotRun(Error):
    pass


class ResourceDenied(unittest.SkipTest):
    pass


def _skip_always(reason):
    def decorator(test):
        return unittest.skip(reason)(test)
    return decorator


def _same(test):
    return test


def cpython_only(test):
    return unittest.skip("about CPython itself")(test)


def impl_detail(msg=None, **guards):
    return _skip_always(msg or "about CPython itself")


def check_impl_detail(**guards):
    return guards.get("cpython") is False


def no_tracing(test):
    return test


def refcount_test(test):
    return unittest.skip("about CPython itself")(test)


def requires_resource(resource):
    return _skip_always("resource %r" % resource)


def is_resource_enabled(resource):
    return False


def requires(resource, msg=None):
    raise ResourceDenied(msg or "resource %r" % resource)


def bigmemtest(size, memuse, dry_run=True):
    return _skip_always("needs much memory")


class SuppressCrashReport:
    def __enter__(self):
        return self

    def __exit__(self, *info):
        pass


def bigaddrspacetest(test):
    return unittest.skip("needs much memory")(test)


def precisionbigmemtest(size, memuse, dry_run=True):
    return _skip_always("needs much memory")


def requires_subprocess():
    return _skip_always("starts processes")


def requires_fork():
    return _skip_always("starts processes")


def requires_working_socket(*, module=False):
    return _skip_always("needs sockets")


def requires_gil_enabled(msg=""):
    return _same


def requires_specialization(test):
    return unittest.skip("about CPython itself")(test)


def requires_limited_api(test):
    return unittest.skip("about CPython itself")(test)


def requires_mac_ver(*version):
    return _same


def requires_freebsd_version(*version):
    return _same


def requires_linux_version(*version):
    return _same


def requires_zlib(reason="requires zlib"):
    return _skip_always(reason)


def requires_gzip(reason="requires gzip"):
    return _skip_always(reason)


def requires_bz2(reason="requires bz2"):
    return _skip_always(reason)


def requires_lzma(reason="requires lzma"):
    return _skip_always(reason)


def requires_docstrings(test):
    return test


def requires_IEEE_754(test):
    return test


def requires_debug_ranges(reason="requires co_positions"):
    return _same


def requires_legacy_unicode_capi(test):
    return unittest.skip("about CPython itself")(test)


def anticipate_failure(condition):
    return unittest.expectedFailure if condition else _same


def skip_if_buildbot(reason=None):
    return _same


def skip_if_pgo_task(test):
    return test


def skip_if_sanitizer(reason=None, **kinds):
    return _same


def skip_if_broken_multiprocessing_synchronize():
    raise unittest.SkipTest("starts processes")


def skip_emscripten_stack_overflow():
    return _same


def skip_wasi_stack_overflow():
    return _same


def run_with_locale(catstr, *locales):
    return _skip_always("needs locales")


def run_with_tz(tz):
    return _skip_always("changes the time zone")


def system_must_validate_cert(test):
    return test


def gc_collect():
    gc.collect()
    gc.collect()


class disable_gc:
    def __enter__(self):
        self.was_enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *info):
        if self.was_enabled:
            gc.enable()


class _Captured:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.old = getattr(sys, self.name)
        stream = io.StringIO()
        setattr(sys, self.name, stream)
        return stream

    def __exit__(self, *info):
        setattr(sys, self.name, self.old)


def captured_output(name):
    return _Captured(name)


def captured_stdout():
    return _Captured("stdout")


def captured_stderr():
    return _Captured("stderr")


def captured_stdin():
    return _Captured("stdin")


class swap_attr:
    def __init__(self, obj, attr, new_val):
        self.place = (obj, attr, new_val)

    def __enter__(self):
        obj, attr, new_val = self.place
        self.had = hasattr(obj, attr)
        self.old = getattr(obj, attr, None)
        setattr(obj, attr, new_val)
        return self.old

    def __exit__(self, *info):
        obj, attr, _ = self.place
        if self.had:
            setattr(obj, attr, self.old)
        elif hasattr(obj, attr):
            delattr(obj, attr)


class swap_item:
    def __init__(self, obj, item, new_val):
        self.place = (obj, item, new_val)

    def __enter__(self):
        obj, item, new_val = self.place
        self.had = item in obj
        self.old = obj[item] if self.had else None
        obj[item] = new_val
        return self.old

    def __exit__(self, *info):
        obj, item, _ = self.place
        if self.had:
            obj[item] = self.old
        elif item in obj:
            del obj[item]


class infinite_recursion:
    def __init__(self, max_depth=75):
        self.max_depth = max_depth

    def __enter__(self):
        self.old = sys.getrecursionlimit()
        sys.setrecursionlimit(max(self.max_depth, 75))

    def __exit__(self, *info):
        sys.setrecursionlimit(self.old)


class adjust_int_max_str_digits:
    def __init__(self, max_digits):
        self.max_digits = max_digits

    def __enter__(self):
        self.old = sys.get_int_max_str_digits()
        sys.set_int_max_str_digits(self.max_digits)

    def __exit__(self, *info):
        sys.set_int_max_str_digits(self.old)


class _AlwaysEqual:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _NeverEqual:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


class _Largest:
    def __eq__(self, other):
        return isinstance(other, _Largest)

    def __lt__(self, other):
        return False

    def __le__(self, other):
        return isinstance(other, _Largest)

    def __gt__(self, other):
        return not isinstance(other, _Largest)

    def __ge__(self, other):
        return True


class _Smallest:
    def __eq__(self, other):
        return isinstance(other, _Smallest)

    def __lt__(self, other):
        return not isinstance(other, _Smallest)

    def __le__(self, other):
        return True

    def __gt__(self, other):
        return False

    def __ge__(self, other):
        return isinstance(other, _Smallest)


ALWAYS_EQ = _AlwaysEqual()
NEVER_EQ = _NeverEqual()
LARGEST = _Largest()
SMALLEST = _Smallest()


class Stopwatch:
    def __enter__(self):
        import time
        self.start_time = time.perf_counter()
        return self

    def __exit__(self, *info):
        import time
        self.seconds = time.perf_counter() - self.start_time


def check_syntax_error(testcase, statement, errtext="", *, lineno=None, offset=None):
    raise unittest.SkipTest("compiles text")


def check_sizeof(test, o, size):
    raise unittest.SkipTest("about CPython itself")


def calcobjsize(fmt):
    return 0


def calcvobjsize(fmt):
    return 0


def check__all__(test_case, module, name_of_module=None, extra=(), not_exported=()):
    raise unittest.SkipTest("about the module's own file")


def findfile(filename, subdir=None):
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    path = os.path.join(folder, subdir or "", filename)
    if not os.path.exists(path):
        raise unittest.SkipTest("needs a file of CPython's tests")
    return path


def sortdict(dictionary):
    return "{%s}" % ", ".join(["%r: %r" % item for item in sorted(dictionary.items())])


def check_free_after_iterating(test, iterator, cls, args=()):
    class A(cls):
        def __del__(self):
            nonlocal is_done
            is_done = True
            try:
                next(it)
            except StopIteration:
                pass

    is_done = False
    it = iterator(A(*args))
    test.assertRaises(StopIteration, next, it)
    gc_collect()
    test.assertTrue(is_done)


def run_in_subinterp(code):
    raise unittest.SkipTest("about CPython itself")


def set_memlimit(limit):
    pass


def has_no_debug_ranges():
    return False


def check_disallow_instantiation(testcase, tp, *args, **kwds):
    with testcase.assertRaises(TypeError):
        tp(*args, **kwds)


def skip_if_buggy_ucrt_strfptime(test):
    return test


def maybe_get_event_loop_policy():
    return None


def patch_screen_size(*size):
    return contextlib.nullcontext()


def catch_unraisable_exception():
    raise unittest.SkipTest("about CPython itself")


def requires_venv_with_pip():
    return _skip_always("starts processes")


def wait_process(pid, *, exitcode, timeout=None):
    raise unittest.SkipTest("starts processes")


def busy_retry(timeout, err_msg=None, /, *, error=True):
    yield


sleeping_retry = busy_retry


def reap_children():
    pass


def print_warning(message):
    pass


def run_unittest(*classes):
    pass


def run_doctest(module, verbosity=None, optionflags=0):
    return 0, 0


def python_is_optimized():
    return True


def check_sanitizer(**kinds):
    return False


def optim_args_from_interpreter_flags():
    return []


def args_from_interpreter_flags():
    return []


def patch(test_instance, object_to_patch, attr_name, new_value):
    old = getattr(object_to_patch, attr_name)
    test_instance.addCleanup(setattr, object_to_patch, attr_name, old)
    setattr(object_to_patch, attr_name, new_value)


def missing_compiler_executable(cmd_names=()):
    return "cc"


def get_pagesize():
    return 4096


def force_not_colorized(test):
    return test


class NonStringPath:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


class MISSING:
    pass


def load_package_tests(pkg_dir, loader, standard_tests, pattern):
    return standard_tests


def darwin_malloc_err_warning(test_name):
    pass


def ignore_warnings(*, category):
    def decorator(test):
        return test
    return decorator


class SuppressCrashReport:
    def __enter__(self):
        return self

    def __exit__(self, *info):
        pass


def setswitchinterval(interval):
    pass


def late_deletion(obj):
    pass
