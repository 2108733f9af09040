"""Files and folders for tests."""

import os
import unittest

TESTFN_ASCII = "@test_%d_tmp" % os.getpid()
TESTFN = TESTFN_ASCII
TESTFN_UNICODE = TESTFN + "-\xe0\xf2\u0258\u0141\u011f"
TESTFN_UNENCODABLE = None
TESTFN_UNDECODABLE = None
TESTFN_NONASCII = None
FS_NONASCII = "\xe6"
SAVEDCWD = "."


class FakePath:
    def __init__(self, path):
        self.path = path

    def __repr__(self):
        return f"<FakePath {self.path!r}>"

    def __fspath__(self):
        if isinstance(self.path, BaseException):
            raise self.path
        if isinstance(self.path, type) and issubclass(self.path, BaseException):
            raise self.path()
        return self.path


def unlink(filename):
    try:
        os.unlink(filename)
    except (FileNotFoundError, NotADirectoryError):
        pass


def rmdir(dirname):
    try:
        os.rmdir(dirname)
    except FileNotFoundError:
        pass


def rmtree(path):
    try:
        names = os.listdir(path)
    except (FileNotFoundError, NotADirectoryError):
        unlink(path)
        return
    for name in names:
        full = os.path.join(path, name)
        if os.path.isdir(full) and not os.path.islink(full):
            rmtree(full)
        else:
            unlink(full)
    rmdir(path)


def create_empty_file(filename):
    with open(filename, "w"):
        pass


def can_symlink():
    return True


def skip_unless_symlink(test):
    return test


def skip_unless_xattr(test):
    return unittest.skip("needs extended attributes")(test)


def skip_unless_working_chmod(test):
    return test


def skip_unless_dac_override(test):
    return test


def skip_if_dac_override(test):
    return test


def can_chmod():
    return True


class temp_cwd:
    def __init__(self, name="tempcwd", quiet=False):
        self.name = name + TESTFN

    def __enter__(self):
        self.saved = os.getcwd()
        os.mkdir(self.name)
        os.chdir(self.name)
        return os.getcwd()

    def __exit__(self, *info):
        os.chdir(self.saved)
        rmtree(self.name)


class temp_dir:
    def __init__(self, path=None, quiet=False):
        self.path = path or TESTFN + "_dir"

    def __enter__(self):
        os.mkdir(self.path)
        return os.path.abspath(self.path)

    def __exit__(self, *info):
        rmtree(self.path)


class change_cwd:
    def __init__(self, path, quiet=False):
        self.path = path

    def __enter__(self):
        self.saved = os.getcwd()
        os.chdir(self.path)
        return os.getcwd()

    def __exit__(self, *info):
        os.chdir(self.saved)


class EnvironmentVarGuard:
    def __init__(self):
        self.changed = {}

    def _keep(self, name):
        if name not in self.changed:
            self.changed[name] = os.environ.get(name)

    def __getitem__(self, name):
        return os.environ[name]

    def __setitem__(self, name, value):
        self._keep(name)
        os.environ[name] = value

    def __delitem__(self, name):
        self._keep(name)
        if name in os.environ:
            del os.environ[name]

    def set(self, name, value):
        self[name] = value

    def unset(self, name):
        del self[name]

    def __enter__(self):
        return self

    def __exit__(self, *info):
        for name, value in self.changed.items():
            if value is not None:
                os.environ[name] = value
            elif name in os.environ:
                del os.environ[name]
