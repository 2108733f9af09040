"""Dicts of mixed values: orders grouped, summed and sorted."""
import sys


def make(count):
    out = []
    for i in range(count):
        out.append({'id': i, 'name': 'item%d' % (i % 17), 'price': (i * 37 % 100) / 4, 'tags': ['a', 'b'][:i % 3], 'extra': None if i % 2 else i})
    return out


def summarize(rows):
    groups = {}
    for row in rows:
        name = row['name']
        if name not in groups:
            groups[name] = {'count': 0, 'total': 0, 'tags': {}}
        group = groups[name]
        group['count'] += 1
        group['total'] += row['price']
        for tag in row['tags']:
            group['tags'][tag] = group['tags'].get(tag, 0) + 1
        if row['extra'] is not None:
            group['last'] = row['extra']
    return groups


def run(size):
    rows = make(1000)
    result = None
    for _ in range(size):
        result = summarize(rows)
    return sorted((name, group['count'], group['total'], group.get('last')) for name, group in result.items())[:3]


print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
