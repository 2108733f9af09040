import re

PATTERNS = [
    '(', ')', 'a)', '(?', '(?P', '(?P<', '(?P<>a)', '(?P<a', '(?P<1>a)', '(?P<a>a)(?P<a>b)', '(?P=', '(?P=x)',
    '(?Px)', '(?z)', '(?<x)', '(?#', '(?(', '(?(1', '(?(1)', '(?(0)a)', '(?(2)a)', '(?(x)a)', '(?(1)a|b|c)',
    '[', '[a', '[]', '[^]', '[b-a]', '[a-\\d]', '[\\d-a]', '*', '+a', '?', 'a**', 'a+*', 'a{2}{3}', '^*', 'a|*',
    'a{3,2}', 'a\\', '\\x1', '\\u12', '\\U0010', '\\8', '\\1', '(\\1)', '\\400', '[\\400]', '\\q', '[\\q]', '\\07',
    '(?i', '(?i-', '(?i-:', '(?-', '(?-i', '(?i-i:a)', '(?au:a)', '(?-a:a)', '(?L:a)', 'a(?i)b', '(?<=a*)b',
    '(?<=(a|bc))d', '(?<!a+)', '(?<=(a)\\1)b', 'x\n(y', 'x\ny\n  *', '(?P<é!>a)', '\\N', 'a{1,2}{3}', '(?>a', 'x{,5}*',
    '(?i)(?x) a ( b', '[a-z', '(?=a', '(?!', 'a++*', 'a?*', '(?P<n>a)(?(m)b)',
]
for pattern in PATTERNS:
    try:
        compiled = re.compile(pattern)
        print(repr(pattern), 'ok', compiled.groups)
    except re.error as error:
        print(repr(pattern), '|', error, '|', error.msg, error.pos, error.lineno, error.colno, error.pattern == pattern)
for pattern in ('(?u)a', '(?P<é>a)', '\\u0041', '[\\u0041]', '(?P<\xff>x)'):
    try:
        print(re.compile(pattern.encode('latin-1')))
    except re.error as error:
        print(error)
for pattern, flags in (('a', re.L), ('a', re.A | re.U), (b'a', re.U), (b'a', re.L | re.A)):
    try:
        re.compile(pattern, flags)
    except ValueError as error:
        print(type(error).__name__, error)
try:
    re.compile('a{4294967296}')
except OverflowError as error:
    print(error)
