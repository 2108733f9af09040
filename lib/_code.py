"""What library modules get from `compile`: text that is kept, and said not to run; and from `__import__`."""

import sys



class code:
    def __init__(self, source, filename, mode):
        self.co_filename = filename
        self.co_name = "<module>"
        self.co_flags = 0
        self._source = source
        self._mode = mode

    def __repr__(self):
        return f"<code of {self._source!r}, not compiled>"


def compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1):
    if mode != "eval":
        raise NotImplementedError("unsupported: built-in compile")
    return code(source, filename, mode)


def __import__(name, globals=None, locals=None, fromlist=(), level=0):
    """Modules that the program was compiled with."""
    if level:
        package = (globals or {}).get("__package__") or ""
        parents = package.split(".")
        parents = parents[:len(parents) - level + 1]
        name = ".".join(parents + [name] if name else parents)
    if name == "builtins":
        import builtins

        return builtins
    found = sys.modules.get(name)
    if found is None:
        raise ModuleNotFoundError(f"No module named {name!r}")
    return found if fromlist else sys.modules[name.partition(".")[0]]
