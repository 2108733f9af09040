"""How the behaviours are written down: a number, a sentence, and a function of a Setting."""

import itertools
import os

from peers import LocalReader, LocalWriter, Memory, Remote

_serial = itertools.count()


class Skip(Exception):
    """This machine cannot run the test; the reason is printed."""


class Setting:
    """Both ends in one process, or the writer and the reader each in one of their own."""

    def __init__(self, is_split):
        self.is_split = is_split
        self.remotes = []
        self._locals = []  # a reader that nobody holds is gone at once
        self.name = f"krtest-{os.getpid()}-{next(_serial)}"

    def _make(self, local, arguments, options):
        if not self.is_split:
            made = local(*arguments, **options)
            self._locals.append(made)
            return made
        remote = Remote(local, *arguments, **options)
        self.remotes.append(remote)
        return remote

    def reader(self, name=None, **options):
        return self._make(LocalReader, (name or self.name,), options)

    def writer(self, name=None, **options):
        return self._make(LocalWriter, (name or self.name,), options)

    def remote_reader(self, name=None, **options):
        remote = Remote(LocalReader, name or self.name, **options)
        self.remotes.append(remote)
        return remote

    def remote_writer(self, name=None, **options):
        remote = Remote(LocalWriter, name or self.name, **options)
        self.remotes.append(remote)
        return remote

    def memory(self):
        return Memory(self.name)

    def end(self):
        for remote in self.remotes:
            remote.end()
        self._locals.clear()


class Case:
    def __init__(self, name, text, function, is_split, is_quick, seconds_max):
        self.name, self.text, self._function = name, text, function
        self._is_split, self.is_quick, self.seconds_max = is_split, is_quick, seconds_max

    def run(self):
        setting = Setting(self._is_split)
        try:
            self._function(setting)
        finally:
            setting.end()


class Book:
    def __init__(self):
        self.cases = []

    def case(self, number, forms="both", is_quick=True, seconds_max=60):
        """forms: both (one process and two), two (only with a second process), one (where processes play no part)."""

        def add(function):
            text = " ".join((function.__doc__ or "").split())
            for form, is_split in (("one", False), ("two", True)):
                if forms in ("both", form):
                    quick = is_quick and (forms != "both" or not is_split)
                    name = f"{number}-{form}" if forms == "both" else f"{number}"
                    self.cases.append(Case(name, text, function, is_split, quick, seconds_max))
            return function

        return add


def raises(kind, function, *arguments):
    try:
        function(*arguments)
    except kind as error:
        return error
    raise AssertionError(f"{kind} was expected")


def equal(left, right):
    if left != right:
        raise AssertionError(f"{str(left)[:200]} is not {str(right)[:200]}")
