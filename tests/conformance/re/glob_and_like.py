import re


def glob(pattern):
    out = ''
    at = 0
    while at < len(pattern):
        char = pattern[at]
        at += 1
        if char == '*':
            out += '.*'
        elif char == '?':
            out += '.'
        elif char == '[':
            end = pattern.find(']', at + 1)
            if end < 0:
                out += '\\['
            else:
                inside = pattern[at:end].replace('\\', '\\\\')
                at = end + 1
                if inside[0] == '!':
                    inside = '^' + inside[1:]
                out += '[' + inside + ']'
        else:
            out += re.escape(char)
    return '(?s:' + out + r')\Z'


NAMES = ['a.py', 'b.txt', 'ab.py', '.hidden', 'x[1].c', 'a\nb', 'A.PY', 'data-2024.csv', 'data-x.csv']
for pattern in ('*', '*.py', '?.py', '[ab]*', '[!a]*', 'x[[]1].c', '*[0-9]*', 'data-????.csv', 'a*b', '['):
    compiled = re.compile(glob(pattern))
    print(pattern, compiled.pattern, [name for name in NAMES if compiled.match(name)])


def like(pattern, flags=re.I | re.S):
    return re.compile(re.sub(r'%|_|[^%_]+', lambda m: {'%': '.*', '_': '.'}.get(m.group(), re.escape(m.group())), pattern), flags)


for pattern in ('a%', '%.csv', '_.py', '%x%', 'DATA%'):
    print(pattern, [name for name in NAMES if like(pattern).fullmatch(name)])
print(re.escape(''.join(map(chr, range(32, 127)))), re.escape('é\n\t\0'), re.escape(b'a-b\xff'))
