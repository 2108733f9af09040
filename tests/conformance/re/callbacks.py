import re


class Replacer:
    def __init__(self, table):
        self.table = table
        self.seen = []

    def __call__(self, match):
        self.seen.append(match.span())
        return self.table.get(match.group(), '?')

    def method(self, match):
        return '<%d>' % match.start()


replacer = Replacer({'a': '1', 'b': '2'})
print(re.sub('[abc]', replacer, 'xaybzc'), replacer.seen, re.sub('[abc]', replacer.method, 'xaybzc'))
print(re.sub('a', str, 'xax') == 'x' + str(re.search('a', 'xax')) + 'x', re.sub(r'\d+', lambda m: '%03d' % int(m[0]), '1 22 333'))


def failing(match):
    if match.start() > 2:
        raise ValueError('at %d' % match.start())
    return '.'


try:
    print(re.sub('x', failing, 'xx.x'))
except ValueError as error:
    print('ValueError', error)
calls = []


def nested(match):
    calls.append(match.group(0))
    return re.sub('[0-9]', lambda inner: chr(ord('a') + int(inner.group())), match.group(1))


print(re.sub(r'<(\w+)>', nested, '<a1b2> <c3>'), calls)
print(re.sub('(a)(b)?', lambda m: repr(m.groups()), 'abaa'), re.subn('a', lambda m: '', 'aaa', count=2))
depth = [0]


def recursive(match):
    depth[0] += 1
    return '[' + re.sub(r'\{(.*)\}', recursive, match.group(1)) + ']'


print(re.sub(r'\{(.*)\}', recursive, 'x{a{b{c}}}y'), depth)
for result in (None, '', 'text'):
    print(repr(re.sub('b', lambda m: result, 'abc')))
matches = []
re.sub('a', lambda m: matches.append(m) or '', 'banana')
print([m.span() for m in matches], matches[0].string, matches[-1].re.pattern)
