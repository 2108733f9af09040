"""Krait: a Python compiler, and what comes with it.

`krait.jit`: functions compiled at their first call. `krait.ipc`: frames between processes without copying.
"""

__all__ = ["jit"]


def __getattr__(name):  # so that a program that wants one part does not load the others
    if name == "jit":
        from krait._jit import jit

        return jit
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
