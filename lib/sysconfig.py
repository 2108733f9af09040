"""Where a Python is installed: there is none at run time, so there are no paths and hardly any variables."""

import sys

_variables = {"TZPATH": "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo",
              "EXE": "", "EXT_SUFFIX": "", "py_version_short": "%d.%d" % sys.version_info[:2]}


def get_config_vars(*names):
    return [_variables.get(name) for name in names] if names else dict(_variables)


def get_config_var(name):
    return _variables.get(name)


def get_python_version():
    return _variables["py_version_short"]


def get_platform():
    return sys.platform


def get_scheme_names():
    return ()


def get_path_names():
    return ()


def get_paths(scheme=None, vars=None, expand=True):
    return {}


def get_path(name, scheme=None, vars=None, expand=True):
    raise KeyError(name)
