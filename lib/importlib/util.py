"""Specifications of the modules that a program was compiled with."""

import sys
from importlib.machinery import ModuleSpec, SourceFileLoader

MAGIC_NUMBER = b"\xa7\r\r\n"


def resolve_name(name, package):
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    level = len(name) - len(name.lstrip("."))
    parents = package.rsplit(".", level - 1)
    if len(parents) < level:
        raise ImportError("attempted relative import beyond top-level package")
    return f"{parents[0]}.{name[level:]}" if name[level:] else parents[0]


def find_spec(name, package=None):
    name = resolve_name(name, package)
    module = sys.modules.get(name)
    if module is None:
        return None
    spec = getattr(module, "__spec__", None)
    if spec is not None:
        return spec
    path = getattr(module, "__file__", None)
    if path is None:
        return ModuleSpec(name, None, origin="built-in")
    return spec_from_file_location(name, path)


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=None):
    if location is None:
        return None
    if loader is None:
        loader = SourceFileLoader(name, location)
    spec = ModuleSpec(name, loader, origin=location)
    spec.has_location = True
    spec.submodule_search_locations = submodule_search_locations
    return spec


def module_from_spec(spec):
    raise ImportError("krait: a compiled program loads no modules when it runs", name=spec.name)


def cache_from_source(path, debug_override=None, *, optimization=None):
    raise NotImplementedError("krait: there are no compiled files beside sources")


def source_hash(source_bytes):
    raise NotImplementedError("krait: there are no compiled files beside sources")
