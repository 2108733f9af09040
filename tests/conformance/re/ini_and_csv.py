import re

SECTION = re.compile(r'\[(?P<name>[^\]]+)\]\s*(?:[;#].*)?$')
OPTION = re.compile(r'(?P<key>[^:=\s][^:=]*?)\s*(?P<sep>[:=])\s*(?P<value>.*?)\s*(?:\s[;#].*)?$')
FIELD = re.compile(r'(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))')


def read_ini(text):
    out = {}
    section = None
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r'\s*(?:[#;]|$)', line):
            continue
        match = SECTION.match(line)
        if match:
            section = out.setdefault(match['name'], {})
            continue
        match = OPTION.match(line)
        if match is None or section is None:
            print('line', number, 'is wrong:', line)
            continue
        section[match['key'].lower()] = re.sub(r'\$\{(\w+)\}', lambda m: section.get(m[1], m[0]), match['value'])
    return out


def read_csv(line):
    return [quoted.replace('""', '"') or plain for quoted, plain in FIELD.findall(line)]


print(read_ini('''key=before
[server] ; the server
Host = example.com
port: 8080   # comment
url = http://${host}:${port}/${nothing}

[empty]
no value here
[paths]
a b = c = d
'''))
for line in ('a,b,c', '"x, y",2,"say ""hi"""', '', ',,', '"",a', 'one'):
    print(line, read_csv(line))
print(re.split(r''';(?=(?:[^'"]|'[^']*'|"[^"]*")*$)''', '''a;'b;c';"d;e";f'''))
print(re.findall(r'''([\w.]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))''', '''a=1 b="two three" c = 'x' d.e=f'''))
