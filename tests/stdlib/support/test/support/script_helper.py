"""Tests that start a Python of their own are about that Python."""

import unittest


def assert_python_ok(*args, **env_vars):
    raise unittest.SkipTest("starts processes")


def assert_python_failure(*args, **env_vars):
    raise unittest.SkipTest("starts processes")


def spawn_python(*args, **options):
    raise unittest.SkipTest("starts processes")


def run_python_until_end(*args, **env_vars):
    raise unittest.SkipTest("starts processes")


def interpreter_requires_environment():
    return False
