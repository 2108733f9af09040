"""Modules made at run time."""

import importlib
import sys
import types

made = types.ModuleType("made", "what it is for")
print(made, type(made) is types.ModuleType, isinstance(made, types.ModuleType))
print(made.__name__, made.__doc__, made.__package__, made.__loader__, made.__spec__)
print(sorted(made.__dict__))
made.answer = 42
made.double = lambda number: 2 * number
print(made.answer, made.double(4), made.__dict__["answer"], hasattr(made, "other"))
made.__dict__["late"] = "by dict"
print(made.late)
del made.answer
for name in ("answer", "nothing"):
    try:
        print(getattr(made, name))
    except AttributeError as error:
        print(error)
try:
    del made.nothing
except AttributeError as error:
    print(type(error).__name__)
made.__getattr__ = lambda name: name.upper()
print(made.asked, getattr(made, "again"))
sys.modules["made"] = made
print(importlib.import_module("made") is made, "made" in sys.modules)
try:
    types.ModuleType(5)
except TypeError as error:
    print(error)
print(types.ModuleType("bare").__doc__)
