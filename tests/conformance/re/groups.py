import re

m = re.match(r'(?P<first>\w+) (?P<last>\w+)?(x)?', 'Malcolm Reynolds')
print(m.groups(), m.groups('none'), m.groupdict(), m.groupdict('-'))
print(m['first'], m[0], m[1], m['last'], m[3], m.group('last', 1, 3))
print(m.span(), m.span(1), m.span('last'), m.span(3), m.start('first'), m.end(2), m.start(3))
print(m.lastindex, m.lastgroup, m.regs, m.pos, m.endpos, m.string, m.re.pattern)
print(m.expand(r'\2, \1 \g<first> [\3]'), m.re.groups, dict(m.re.groupindex))
for bad in (4, -1, 'nobody', 1.5):
    try:
        print(m.group(bad))
    except IndexError as error:
        print('IndexError', error)
try:
    print(m[9])
except IndexError as error:
    print(error)
for text in ('ab', 'a', 'b', 'abab', ''):
    m = re.search('(a)|(b)', text)
    print(text, m and (m.lastindex, m.lastgroup, m.groups()))
print(re.match('((ab))', 'ab').lastindex, re.match('(a)(b)', 'ab').lastindex, re.match('((a)b)', 'ab').lastindex)
print(re.match('(?:(a)|b)*', 'ab').groups(), re.match('(?:(a)|(b))*', 'ab').groups())
print(re.match('(a*)*', 'aaab').groups(), re.match('(a*)+', 'b').span(1), re.match('(a|b)*', 'abba').group(1))
print(re.match('(?:(\\w)(\\d)?)+', 'a1b2c').groups())
m = re.match('(?P<a>x)(?P<b>y)?', 'x')
print(bool(m), m.lastgroup, m.group('b'), m['b'])
print(repr(m), m is not None)
