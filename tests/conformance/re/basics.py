import re

m = re.match(r'(\w+) (\w+)', 'Isaac Newton, physicist')
print(m.group(0), m.group(1), m.group(2), m.group(1, 2))
print(re.match('c', 'abcdef'), re.search('c', 'abcdef'))
print(re.fullmatch('p.*n', 'python'), re.fullmatch('r.*n', 'python'))
print(re.findall(r'\bf[a-z]*', 'which foot or hand fell fastest'))
print(re.findall(r'(\w+)=(\d+)', 'set width=20 and height=10'))
print(re.split(r'\W+', 'Words, words, words.'))
print(re.split(r'(\W+)', 'Words, words, words.'))
print(re.split(r'\W+', 'Words, words, words.', maxsplit=1))
print(re.split('[a-f]+', '0a3B9', flags=re.IGNORECASE))
print(re.split(r'(\W+)', '...words, words...'))
print(re.split(r'\b', 'Words, words, words.'))
print(re.split(r'\W*', '...words...'))
print(re.split(r'(\W*)', '...words...'))
print(re.sub(r'def\s+([a-zA-Z_][a-zA-Z_0-9]*)\s*\(\s*\):',
             r'static PyObject*\npy_\1(void)\n{', 'def myfunc():'))
print(re.sub(r'\sAND\s', ' & ', 'Baked Beans And Spam', flags=re.IGNORECASE))
print(re.sub('x*', '-', 'abxd'), re.subn('a', 'b', 'banana', count=2))


def dashrepl(matchobj):
    if matchobj.group(0) == '-':
        return ' '
    return '-'


print(re.sub('-{1,2}', dashrepl, 'pro----gram-files'))
print(re.escape('https://www.python.org'), re.escape(b'a+b'))
pattern = re.compile('d')
print(pattern.search('dog'), pattern.search('dog', 1), pattern.search('ad', 1, 2))
print(pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex))
for match in re.finditer(r'\w+ly\b', 'He was carefully disguised but captured quickly by police.'):
    print('%02d-%02d: %s' % (match.start(), match.end(), match.group(0)))
