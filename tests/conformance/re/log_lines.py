import re

LINE = re.compile(r'''
    ^(?P<host>[\d.]+|[0-9a-f:]+)\s(?P<ident>\S+)\s(?P<user>\S+)\s
    \[(?P<day>\d{2})/(?P<month>[A-Z][a-z]{2})/(?P<year>\d{4}):(?P<time>[\d:]{8})\s(?P<zone>[-+]\d{4})\]\s
    "(?P<method>[A-Z]+)\s(?P<path>[^\s"?]*)(?:\?(?P<query>[^\s"]*))?\s(?P<protocol>HTTP/\d\.\d)"\s
    (?P<status>\d{3})\s(?P<size>\d+|-)$''', re.VERBOSE)
LOG = '''127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /apache_pb.gif HTTP/1.0" 200 2326
::1 - - [11/Nov/2023:00:00:01 +0000] "POST /form?a=1&b=two HTTP/1.1" 302 -
broken line
10.1.2.3 - eve [01/Jan/2024:23:59:59 +0100] "DELETE / HTTP/1.1" 404 17'''
sizes = {}
for number, line in enumerate(LOG.splitlines(), 1):
    match = LINE.match(line)
    if match is None:
        print(number, 'no match')
        continue
    fields = match.groupdict()
    print(number, sorted(fields.items()))
    size = 0 if fields['size'] == '-' else int(fields['size'])
    sizes[fields['method']] = sizes.get(fields['method'], 0) + size
    print(match.span('path'), match['query'], match.lastgroup, [pair.split('=') for pair in re.split('[&;]', fields['query'] or '')])
print(sizes)
print(re.findall(r'(?m)^\S+', LOG), re.findall(r'"(\w+) ([^ ?]+)', LOG))
print(re.sub(r'(\d+)\.(\d+)\.(\d+)\.(\d+)', r'\4.\3.\2.\1', LOG).splitlines()[0][:12])
