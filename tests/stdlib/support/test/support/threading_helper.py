"""Tests with threads are left out: a compiled program has one."""

import unittest

can_start_thread = False


def requires_working_threading(*, module=False):
    if module:
        raise unittest.SkipTest("starts threads")
    return unittest.skip("starts threads")


def reap_threads(test):
    return unittest.skip("starts threads")(test)


def threading_setup():
    return ()


def threading_cleanup(*original_values):
    pass


def join_thread(thread, timeout=None):
    raise unittest.SkipTest("starts threads")


def start_threads(threads, unlock=None):
    raise unittest.SkipTest("starts threads")


def run_concurrently(*args, **kwargs):
    raise unittest.SkipTest("starts threads")


class wait_threads_exit:
    def __init__(self, timeout=None):
        raise unittest.SkipTest("starts threads")
