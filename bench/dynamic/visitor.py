"""A visitor over trees, with methods found by name."""
import sys


class Number:
    def __init__(self, value):
        self.value = value


class Binary:
    def __init__(self, op, left, right):
        self.op = op
        self.left = left
        self.right = right


class Negate:
    def __init__(self, inner):
        self.inner = inner


class Evaluator:
    def visit(self, node):
        return getattr(self, 'visit_' + type(node).__name__)(node)

    def visit_Number(self, node):
        return node.value

    def visit_Binary(self, node):
        left = self.visit(node.left)
        right = self.visit(node.right)
        if node.op == '+':
            return left + right
        if node.op == '-':
            return left - right
        return left * right % 1009

    def visit_Negate(self, node):
        return -self.visit(node.inner)


def build(depth, seed):
    if depth == 0:
        return Number(seed % 10)
    if seed % 7 == 0:
        return Negate(build(depth - 1, seed + 1))
    return Binary('+-*'[seed % 3], build(depth - 1, seed * 3 + 1), build(depth - 1, seed * 5 + 2))


def run(size):
    tree = build(9, 1)
    total = 0
    for _ in range(size):
        total += Evaluator().visit(tree)
    return total


print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
