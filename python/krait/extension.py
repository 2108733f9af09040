"""The server's C half: modules that all lie in the one shared library of `_krait_server`."""

import importlib.machinery
import importlib.util
import sys


def load(name):
    """The extension module `name` (`_krait_server`, `_krait_api`)."""
    if name in sys.modules:
        return sys.modules[name]
    import _krait_server

    if name == "_krait_server":
        return _krait_server
    loader = importlib.machinery.ExtensionFileLoader(name, _krait_server.__file__)
    spec = importlib.util.spec_from_file_location(name, _krait_server.__file__, loader=loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
