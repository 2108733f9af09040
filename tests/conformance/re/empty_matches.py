import re

for pattern in ('', 'a*', 'a*?', '(?=a)', '(?!a)', r'\b', r'\B', '^', '$', 'a|', '|a', '(a)|', '(?:)', 'x?', r'(?<=a)', r'(?m)^', r'(?m)$', '(a?)(b?)'):
    for text in ('', 'a', 'ab', 'aab', 'b a', 'a\nb\n'):
        if pattern == r'\B' and text == '':
            continue
        print(repr(pattern), repr(text), [m.span() for m in re.finditer(pattern, text)], re.findall(pattern, text), re.split(pattern, text), re.sub(pattern, '-', text),
              re.subn(pattern, '', text, count=1))
compiled = re.compile('a*')
print([m.span() for m in compiled.finditer('baac', 1)], compiled.findall('baac', 2, 3), compiled.split('baac', 1), compiled.sub('-', 'baac', count=2))
