import re

PAGE = '''<!DOCTYPE html><html><head><title>A &amp; B</title><style>p { color: red }</style>
<!-- a comment > with <tags> --><script>if (a < b) { alert("x") }</script></head>
<body class=main id="b" data-x='1 2'><h1>Title</h1><p>One<br/>two &lt;three&gt; &#65;&#x42;</p>
<a href="/x?a=1&amp;b=2" target=_blank>Link</a><img src=pic.png alt="">
</body></html>'''
text = re.sub(r'(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->', '', PAGE)
text = re.sub(r'<br\s*/?>|</(?:p|h\d)>', '\n', text)
text = re.sub(r'<[^>]+>', '', text)
entities = {'amp': '&', 'lt': '<', 'gt': '>'}
text = re.sub(r'&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));', lambda m: chr(int(m[1])) if m[1] else chr(int(m[2], 16)) if m[2] else entities.get(m[3], m[0]), text)
print([line.strip() for line in text.splitlines() if line.strip()])
ATTRIBUTE = re.compile(r'''([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?''')
for tag, attributes in re.findall(r'<(\w+)((?:\s+[^<>]*?)?)/?>', PAGE):
    print(tag, [(name, a or b or c) for name, a, b, c in ATTRIBUTE.findall(attributes)])
print(re.findall(r'(?i)<title>(.*?)</TITLE>', PAGE), re.search(r'<h(\d)>(?P<text>.*?)</h\1>', PAGE).group('text'), len(re.findall('</?[a-z]', PAGE)))
print([m.span() for m in re.finditer(r'&\w+;', PAGE)][:3], re.search('(?s)<body.*</body>', PAGE).start(), re.match(r'<!(\w+)', PAGE)[1])
