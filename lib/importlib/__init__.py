"""Modules by name: those that the program was compiled with."""

import sys

__all__ = ["import_module", "invalidate_caches", "reload"]


def import_module(name, package=None):
    if name.startswith("."):
        if not package:
            raise TypeError("the 'package' argument is required to perform a relative import "
                            f"for {name!r}")
        level = len(name) - len(name.lstrip("."))
        parents = package.split(".")
        parents = parents[:len(parents) - level + 1]
        name = ".".join(parents + [name[level:]] if name[level:] else parents)
    module = sys.modules.get(name)
    if module is None:
        raise ModuleNotFoundError(f"No module named {name!r}")
    return module


def invalidate_caches():
    pass


def reload(module):
    raise NotImplementedError("importlib.reload: modules of a compiled program are loaded once")
