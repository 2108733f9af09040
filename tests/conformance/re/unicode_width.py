import re

for text in ('abc déf', 'abc дом', 'abc 😀😀 x'):
    print(ascii(re.findall(r'\w+', text)), ascii(re.sub(r'\s', '', text)), ascii(re.split(' ', text)))
    print(ascii([m.span() for m in re.finditer('.', text)]), ascii(re.search('c', text)), ascii(re.search(r'(\S+)$', text).group(1)))
    print(ascii(re.sub('c', '€', text)), ascii(re.sub('c', '😀', text)), ascii(re.sub(r'[^\x00-\x7f]', '?', text)))
print(ascii(re.search('дом', 'abc дом')), re.search('дом', 'abc'), ascii(re.findall('😀', 'a😀b😀')), ascii(re.match('[д-я]+', 'дом')))
print(ascii(re.findall('(?i)ДОМ', 'дом Дом')), ascii(re.findall('(?i)straße', 'STRASSE straße STRAßE')), ascii(re.sub('(.)', r'\1\1', 'aд😀')))
print(ascii(re.match(r'(?P<имя>\w+)', 'Иван').groupdict()), ascii(re.escape('aд.😀*')), ascii(re.findall(r'[^\W\d_]+', 'aд1_б2')))
print(ascii(re.findall('\\ud800', '\ud800x')), ascii(re.findall(r'\u0434', 'д')), ascii(re.findall(r'\U0001f600', '😀')), re.findall(r'\x41', 'A'))
