import re

print(re.I, re.IGNORECASE | re.MULTILINE, re.NOFLAG, re.I | re.A, re.I & re.M, (re.I | re.M) & re.M)
print(re.I == 2, re.I == re.IGNORECASE, re.I != re.M, re.M.value, re.S.name, bool(re.I), bool(re.NOFLAG), int(re.X))
print(re.I | 8, 16 | re.I, re.I ^ re.I, hash(re.I) == hash(2), {2: 'two'}[re.I], [re.A, re.L, re.U, re.X])
print(re.findall('a', 'aAbA', re.I), re.findall('^a', 'a\na', re.M), re.findall('a.b', 'a\nb', re.S))
print(re.findall('a.b', 'a\nb a-b'), re.findall('''a  # first
    b+  # then''', 'abb ab', re.X), re.findall(r'\w', 'é1_', re.A), re.findall(r'\w', 'é1_'))
print(re.compile('a', re.I | re.M).flags, re.compile('(?i)a').flags, re.compile(b'a').flags, re.compile('a', re.A).flags)
print(re.compile('(?im)a'), re.compile('a', re.X | re.S), re.compile(b'(?i)a'), re.compile('(?a)x'), re.compile('a'))
print(re.match('(?i:a)b', 'Ab'), re.match('(?i:a)b', 'AB'), re.match('(?i)a(?-i:b)', 'AB'), re.match('(?i)a(?-i:b)', 'Ab'))
print(re.match('(?s:.)', '\n'), re.match('(?s)(?-s:.)', '\n'), re.findall('(?m:^a)', 'a\na'), re.findall('(?x: a b )c d', 'abc d'))
print(re.findall(r'(?a:\w)', 'aé'), re.match(r'(?x)\ a[ ]b', ' a b'))
print(re.findall(rb'(?i)A', b'aA'), re.findall(rb'\w', b'a\xe9', re.L), re.compile('x', 0), re.compile('x', 2))
print(re.findall('(?x)a|b c', 'bc a'), re.findall('(?i)A|B', 'ab'), re.findall('(?x) a (?-x: b) ', 'a b'))
print(re.IGNORECASE in [re.I], re.I is re.IGNORECASE or re.I == re.IGNORECASE)
