"""Says whether a program keeps to the stage 1 language: the conformance programs must.

    stage1.py FILE...      prints FILE:LINE: what is outside, and exits with 1 if anything is
"""

import ast
import sys

BUILTINS = set(
    "print len sorted min max sum enumerate zip map filter reversed any all int float str repr "
    "ord chr abs divmod pow round input bool bytes list tuple dict set range isinstance super "
    "object True False None NotImplemented Ellipsis".split()
)
DUNDERS = set(
    "__init__ __repr__ __str__ __eq__ __lt__ __hash__ __bool__ __len__ __contains__ __getitem__ "
    "__setitem__ __iter__ __next__ __name__ __main__".split()
)
MODULES = set(
    "math time sys random json itertools operator functools collections heapq bisect struct hashlib "
    "binascii _operator _functools _collections".split()
)
FORBIDDEN = {
    "Yield": "yield", "YieldFrom": "yield from", "Await": "await", "AsyncFunctionDef": "async def",
    "AsyncFor": "async for", "AsyncWith": "async with", "With": "with", "NamedExpr": "walrus",
    "Nonlocal": "nonlocal", "Match": "match", "GeneratorExp": "generator expression",
    "TryStar": "except*", "TypeAlias": "type alias", "TemplateStr": "t-string",
}


class Checker(ast.NodeVisitor):
    def __init__(self, own_modules):
        self.own_modules = own_modules
        self.found = []
        self.names = set()
        self.used_at_once = set()  # generator expressions that are a call's argument

    def add(self, node, what):
        self.found.append((getattr(node, "lineno", 0), what))

    def generic_visit(self, node):
        what = FORBIDDEN.get(type(node).__name__)
        if what and node not in self.used_at_once:
            self.add(node, what)
        super().generic_visit(node)

    def visit_FunctionDef(self, node):
        if node.decorator_list:
            self.add(node, "decorator")
        if node.name.startswith("__") and node.name.endswith("__") and node.name not in DUNDERS:
            self.add(node, "method " + node.name)
        self.generic_visit(node)

    def visit_ClassDef(self, node):
        if node.decorator_list:
            self.add(node, "decorator")
        if node.keywords:
            self.add(node, "class keyword")
        if len(node.bases) > 1:
            self.add(node, "multiple inheritance")
        self.generic_visit(node)

    def visit_arguments(self, node):
        if node.vararg or node.kwarg or node.kwonlyargs or node.posonlyargs:
            where = node.vararg or node.kwarg or (node.kwonlyargs + node.posonlyargs)[0]
            self.add(where, "* or / in parameters")
        self.generic_visit(node)

    def visit_Call(self, node):
        self.used_at_once.update(a for a in node.args if isinstance(a, ast.GeneratorExp))
        if any(isinstance(arg, ast.Starred) for arg in node.args):
            self.add(node, "call with *")
        if any(keyword.arg is None for keyword in node.keywords):
            self.add(node, "call with **")
        self.generic_visit(node)

    def visit_Constant(self, node):
        if isinstance(node.value, complex):
            self.add(node, "complex")

    def visit_Attribute(self, node):
        name = node.attr
        if name.startswith("__") and name.endswith("__") and name not in DUNDERS:
            self.add(node, "attribute " + name)
        self.generic_visit(node)

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self.names.add((node.id, node.lineno))

    def visit_Import(self, node):
        for alias in node.names:
            self.check_module(node, alias.name)

    def visit_ImportFrom(self, node):
        if node.level == 0:
            self.check_module(node, node.module)

    def check_module(self, node, name):
        if name.split(".")[0] not in MODULES | self.own_modules:
            self.add(node, "module " + name)


def check(path, own_modules=frozenset()):
    """Returns [(line, what)] for everything in the file outside stage 1."""
    import builtins

    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read(), path)
    checker = Checker(set(own_modules))
    checker.visit(tree)
    bound = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
    for name, line in sorted(checker.names):
        value = getattr(builtins, name, None)
        is_error = isinstance(value, type) and issubclass(value, BaseException)
        if hasattr(builtins, name) and name not in BUILTINS | DUNDERS | bound and not is_error:
            checker.found.append((line, "builtin " + name))
    return sorted(checker.found)


def own_modules(path):
    """The user's own modules and packages beside a program."""
    import os

    folder = os.path.dirname(path) or "."
    return {entry.split(".")[0] for entry in os.listdir(folder)}


def main():
    is_clean = True
    for path in sys.argv[1:]:
        for line, what in check(path, own_modules(path)):
            print(f"{path}:{line}: {what}")
            is_clean = False
    return 0 if is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
