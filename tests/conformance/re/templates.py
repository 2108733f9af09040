import re

for template in (r'\1', r'[\g<1>]', r'<\g<word>>', r'\g<0>\n', r'\\', r'a\tb', '$&', r'\0', r'\07', r'\141', r'\1\2', r'\g<2>0', '',
                 r'\.', r'\-\1'):
    print(repr(template), repr(re.sub(r'(?P<word>\w+)(!)?', template, 'hi you!')))
for template in (r'\3', r'\g<3>', r'\g<x>', r'\g<', r'\g<>', r'\g<1', r'\gx', r'\g<1a>', r'\400', r'\q', 'a\\', r'\99', r'\g<-1>'):
    try:
        print(re.sub(r'(\w)(\d)?', template, 'a1'))
    except (re.error, IndexError) as error:
        print(repr(template), isinstance(error, IndexError), error)
print(re.sub('(?P<a>x)(?P<b>y)?', lambda m: '<%s|%s>' % (m['a'], m['b']), 'xyx'))
print(re.sub('a', '\\n', 'bab'), re.sub(b'a', b'\\\\x', b'a'), re.sub(b'(a)', rb'\1\1', b'bab'))
print(re.subn(r'(\d+)', lambda m: str(int(m.group()) * 2), '1 22 x 333'))
print(re.sub('', '-', 'abc'), re.sub('b*', '-', 'abc'), re.sub(r'\b', '|', 'ab cd'), re.sub('$', '!', 'a\n'))
print(re.sub('(?m)^', '> ', 'a\nb\n'), re.sub('a', 'b', 'aaa', count=2), re.sub('a', 'b', 'aaa', count=0))
print(re.sub('x', 'y', 'abc'), re.subn('x', 'y', ''), re.sub('é', '€', 'café é'), re.sub('a', '\U0001f600', 'banana'))
m = re.match('(a)(b)?', 'a')
print(repr(m.expand(r'\1-\2-\g<0>')), repr(m.expand('plain')))
for repl in (5, None, b'x', [1]):
    try:
        print(re.sub('a', repl, 'a'))
    except (TypeError, AttributeError):
        print('TypeError')
try:
    print(re.sub('a', lambda m: 5, 'xa'))
except TypeError as error:
    print(error)
print(re.sub('a', lambda m: '', 'banana'), re.sub('(b)|(a)', r'[\1\2]', 'banana'))
