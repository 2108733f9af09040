"""Packages by name: those that the program was compiled with."""

import importlib
import sys

__all__ = ["extend_path", "get_data", "resolve_name"]


def _is_identifier_path(name):
    return bool(name) and all(part.isidentifier() for part in name.split("."))


def resolve_name(name):
    """The object called "package.module:Class.attribute" or "package.module.Class.attribute"."""
    path, colon, rest = name.partition(":")
    if not _is_identifier_path(path) or (rest and not _is_identifier_path(rest)):
        raise ValueError(f"invalid format: {name!r}")
    if colon:
        found = importlib.import_module(path)
        parts = rest.split(".") if rest else []
    else:
        parts = path.split(".")
        module_name = parts.pop(0)
        found = importlib.import_module(module_name)
        while parts:
            longer = f"{module_name}.{parts[0]}"
            if longer not in sys.modules:
                break
            found = sys.modules[longer]
            module_name = longer
            parts.pop(0)
    for part in parts:
        found = getattr(found, part)
    return found


def extend_path(path, name):
    """Where a package looks for its modules was settled when the program was compiled."""
    return path[:] if isinstance(path, list) else path


def get_data(package, resource):
    module = importlib.import_module(package)
    file = getattr(module, "__file__", None)
    if file is None:
        return None
    folder = file.rpartition("/")[0]
    with open(folder + "/" + resource, "rb") as stream:
        return stream.read()
