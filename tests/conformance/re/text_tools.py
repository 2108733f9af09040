import re

TEXT = '''It was the best of times, it was the worst of times,
it was the age of wisdom... it was the age of foolishness!
"Is it?" she said -- don't ask. Mr. Smith paid $3.50 (or 4,200.75) on 12/31/1999.'''
words = re.findall(r"[A-Za-z]+(?:'[a-z]+)?", TEXT)
counts = {}
for word in words:
    counts[word.lower()] = counts.get(word.lower(), 0) + 1
print(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:6], len(words))
print(re.split(r'(?<=[.!?])\s+(?=[A-Z"])', TEXT)[-1][:30], re.findall(r'\$?\d+(?:,\d{3})*(?:\.\d+)?', TEXT))
print(re.findall(r'\b(\w+)\b(?=.*\b\1\b)', 'one two one three two four'), re.sub(r'\b(\w+)( \1\b)+', r'\1', 'the the cat cat cat sat'))
print(re.sub(r'(?m)^(.*)$', lambda m: '%2d|%s' % (len(m[1]), m[1][:20]), TEXT))
print(re.sub(r'\s+', ' ', '  many   spaces\n\there '), re.sub(r'^\s+|\s+$', '', '  trim  '), re.sub(r'[aeiou]', '', 'vowels gone'))


def wrap(text, width):
    return re.findall(r'\S.{0,%d}(?!\S)|\S{%d}' % (width - 1, width), text)


print(wrap('the quick brown fox jumps over the lazy dog', 10), re.findall('.{1,4}', 'abcdefghij'), re.findall('..?', 'abcde'))
print(re.sub(r'(\d+)/(\d+)/(\d+)', r'\3-\1-\2', TEXT)[-12:], re.search(r'(?i)mr\.\s+(\w+)', TEXT)[1], re.sub('(?i)IT', lambda m: m[0].swapcase(), TEXT)[:40])
template = 'Dear ${name}, you owe $$${amount}: ${missing} $name_2.'
print(re.sub(r'\$(?:(\$)|\{(\w+)\}|(\w+))', lambda m: '$' if m[1] else {'name': 'Ann', 'amount': '5'}.get(m[2] or m[3], '<%s>' % (m[2] or m[3])), template))
diff = re.compile(r'@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@')
print([tuple(int(part or 1) for part in diff.match(line).groups()) for line in ('@@ -1,3 +1,4 @@', '@@ -5 +6,2 @@ def f')])
