"""Building strings of values whose types vary."""
import sys


def show(value):
    if value is None:
        return 'null'
    if isinstance(value, str):
        return '"' + value + '"'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, dict):
        return '{' + ', '.join('%s: %s' % (key, show(item)) for key, item in value.items()) + '}'
    return '[' + ', '.join([show(item) for item in value]) + ']'


def run(size):
    data = {'a': [1, 2.5, None, True], 'b': {'c': 'text', 'd': [[], {}]}, 'e': [{'k': i} for i in range(10)]}
    total = 0
    for _ in range(size):
        total += len(show(data))
    return total


print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 4000))
