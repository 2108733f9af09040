import re

scanner = re.compile(r'(?P<num>\d+)|(?P<op>[-+*/()])|(?P<ws>\s+)').scanner('12 + (3*45)')
tokens = []
while True:
    m = scanner.match()
    if m is None:
        break
    if m.lastgroup != 'ws':
        tokens.append((m.lastgroup, m.group()))
print(tokens)
print(scanner.match(), scanner.search(), scanner.pattern.groups)
scanner = re.compile('a*').scanner('baac', 1, 3)
print(scanner.search(), scanner.search(), scanner.search())

TOKENS = re.compile(r'''
    (?P<NUMBER>\d+(?:\.\d*)?) | (?P<ASSIGN>:=) | (?P<END>;) | (?P<ID>[A-Za-z]+) | (?P<OP>[+\-*/]) |
    (?P<NEWLINE>\n) | (?P<SKIP>[ \t]+) | (?P<MISMATCH>.)
''', re.VERBOSE)


def tokenize(code):
    line_number = 1
    line_start = 0
    for match in TOKENS.finditer(code):
        kind = match.lastgroup
        value = match.group()
        if kind == 'NEWLINE':
            line_start = match.end()
            line_number += 1
        elif kind == 'MISMATCH':
            yield_error.append((value, line_number))
        elif kind != 'SKIP':
            out.append((kind, value, line_number, match.start() - line_start))


out = []
yield_error = []
tokenize('IF quantity THEN\n  total := total + price * quantity;\n  tax := price * 0.05 $;\nENDIF;\n')
for token in out:
    print(*token)
print(yield_error)
it = re.finditer('(?=(..))', 'abcd')
print([m.group(1) for m in it], [m.span() for m in re.finditer('', 'abc')], next(re.finditer('b', 'ab')).start())
