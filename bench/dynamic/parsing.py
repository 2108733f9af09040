"""Parsing text: a recursive-descent reader of S-expressions, and their evaluation."""
import sys


def tokenize(text):
    return text.replace('(', ' ( ').replace(')', ' ) ').split()


def parse(tokens, at):
    token = tokens[at]
    if token == '(':
        out = []
        at += 1
        while tokens[at] != ')':
            item, at = parse(tokens, at)
            out.append(item)
        return out, at + 1
    if token.isdigit():
        return int(token), at + 1
    return token, at + 1


def evaluate(node, names):
    if isinstance(node, str):
        return names[node]
    if not isinstance(node, list):
        return node
    if node[0] == 'if':
        return evaluate(node[2] if evaluate(node[1], names) else node[3], names)
    function = names[node[0]]
    return function([evaluate(item, names) for item in node[1:]])


def run(size):
    names = {'+': sum, 'x': 3, 'less': lambda args: args[0] < args[1], '*': lambda args: args[0] * args[1]}
    text = '(if (less x 10) (+ 1 (* x 2) (+ x x (* 2 (+ 1 2 3)))) (* x x))'
    total = 0
    for i in range(size):
        names['x'] = i % 20
        tree, _ = parse(tokenize(text), 0)
        total += evaluate(tree, names)
    return total


print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 6000))
