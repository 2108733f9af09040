"""JSON-like data transformed by rules that know nothing of its types."""
import sys


def transform(value, rules):
    if isinstance(value, dict):
        out = {}
        for key, item in value.items():
            rule = rules.get(key)
            out[key] = rule(item) if rule else transform(item, rules)
        return out
    if isinstance(value, list):
        return [transform(item, rules) for item in value]
    return value


def depth(value):
    if isinstance(value, dict):
        return 1 + max([depth(item) for item in value.values()] + [0])
    if isinstance(value, list):
        return 1 + max([depth(item) for item in value] + [0])
    return 0


def run(size):
    data = {'users': [{'id': i, 'name': 'u%d' % i, 'age': i * 3 % 90, 'scores': [i, i / 2, None]} for i in range(50)], 'version': 3}
    rules = {'age': lambda value: value + 1, 'name': lambda value: value.upper(), 'version': str}
    total = 0
    for _ in range(size):
        changed = transform(data, rules)
        total += depth(changed) + changed['users'][3]['age'] + len(changed['version'])
    return total


print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 400))
