import re

INLINE = [
    (re.compile(r'\*\*(.+?)\*\*'), r'<b>\1</b>'),
    (re.compile(r'(?<!\*)\*(?!\*)(.+?)(?<!\*)\*(?!\*)'), r'<i>\1</i>'),
    (re.compile(r'`([^`]+)`'), r'<code>\1</code>'),
    (re.compile(r'!\[([^\]]*)\]\(([^)\s]+)\)'), r'<img src="\2" alt="\1">'),
    (re.compile(r'\[([^\]]+)\]\(([^)\s]+)(?:\s+"([^"]*)")?\)'), r'<a href="\2" title="\3">\1</a>'),
]


def inline(text):
    for pattern, replacement in INLINE:
        text = pattern.sub(replacement, text)
    return text


def render(source):
    out = []
    in_list = False
    for block in re.split(r'\n{2,}', source.strip()):
        heading = re.match(r'(#{1,6})\s+(.*?)\s*#*$', block)
        if heading:
            level = len(heading[1])
            out.append('<h%d>%s</h%d>' % (level, inline(heading[2]), level))
            continue
        items = re.findall(r'(?m)^[-*]\s+(.+)$', block)
        if items:
            out.append('<ul>%s</ul>' % ''.join('<li>%s</li>' % inline(item) for item in items))
            continue
        if re.fullmatch(r'(?:[-*_]\s*){3,}', block):
            out.append('<hr>')
            continue
        quote = re.sub(r'(?m)^>\s?', '', block)
        if quote != block:
            out.append('<blockquote>%s</blockquote>' % inline(quote))
        else:
            out.append('<p>%s</p>' % re.sub(r'\s*\n\s*', ' ', inline(block)))
    return '\n'.join(out)


print(render('''# A **bold** title #

Some *text* with `code`, a [link](http://x.y "Title") and
an ![image](a.png).

- one
- *two*
* three **3**

> quoted
> lines

---

### Last
'''))
