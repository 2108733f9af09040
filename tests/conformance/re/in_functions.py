import re


def find_all(pattern, text, flags=0):
    return [m.group() for m in re.finditer(pattern, text, flags)]


def first(pattern, text, default=None):
    match = re.search(pattern, text)
    return match.group(1) if match and match.re.groups else match.group() if match else default


def groups_of(patterns, text):
    for name, pattern in patterns.items():
        match = re.match(pattern, text)
        if match:
            return name, match.groups()
    return None, ()


class Matcher:
    WORD = re.compile(r'[a-z]+')

    def __init__(self, extra):
        self.patterns = [self.WORD, re.compile(extra)]
        self.search = self.patterns[1].search

    def spans(self, text):
        return [[m.span() for m in pattern.finditer(text)] for pattern in self.patterns]


print(find_all(r'\d', 'a1b2'), find_all('A', 'aA', re.I), first(r'=(\w+)', 'a=b'), first('x', 'y', 'none'), first('y', 'xy'))
print(groups_of({'pair': r'(\w)=(\w)', 'single': r'(\w)', 'rest': '.*'}, 'a:b'), groups_of({'none': 'x'}, 'y'))
matcher = Matcher(r'\d+')
print(matcher.spans('ab12cd3'), matcher.search('ab12').group(), Matcher.WORD.match('12'), matcher.search('none'))
functions = [re.match, re.search, re.fullmatch, re.findall, re.split]
print([function('b', 'abc') for function in functions], [function('a', 'a') is not None for function in functions])
compiled = {name: re.compile(name + '+') for name in 'abc'}
print({name: pattern.findall('aabbbcaa') for name, pattern in compiled.items()}, sorted(pattern.pattern for pattern in compiled.values()))
if re.match('a', 'abc') and not re.match('b', 'abc'):
    print('truth')
match = re.match(r'(?P<year>\d+)-(?P<month>\d+)', '2024-06')
year, month = match.groups()
print(int(year) + int(month), '{0[year]}/{0[month]}'.format(match), f"{match['year']:>6}|{match.group('month')!r}", '%(year)s' % match.groupdict())
print([word for word in 'one two three'.split() if re.search('[eo]$', word)], max(re.findall(r'\w+', 'a bbb cc'), key=len), list(map(int, re.findall(r'\d+', '1 2 3'))))
lines = {}
for line in 'a: 1\nb: 2\nbad'.splitlines():
    m = re.match(r'(\w+): (\d+)', line)
    if m is None:
        continue
    key, value = m.group(1, 2)
    lines[key] = int(value)
print(lines, re.compile('x') in [re.compile('x')], {re.compile('k'): 1}[re.compile('k')])
