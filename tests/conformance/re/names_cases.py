import re


def snake(name):
    name = re.sub(r'([A-Z]+)([A-Z][a-z])', r'\1_\2', name)
    return re.sub(r'([a-z\d])([A-Z])', r'\1_\2', name).replace('-', '_').lower()


def camel(name):
    return re.sub(r'(?:^|_)(\w)', lambda m: m.group(1).upper(), name)


def slug(text):
    return re.sub(r'[^\w]+', '-', text.lower()).strip('-')


def natural(text):
    return [int(part) if part.isdigit() else part for part in re.split(r'(\d+)', text)]


for name in ('HTTPResponseCode', 'getURL', 'simple', 'already_snake', 'X', 'aB', 'my-Name2Go'):
    print(name, snake(name), camel(snake(name)))
print(slug('  Hello, Wörld! 100% -- done '), slug('___'), slug('Ünïcode ßtraße'))
print(sorted(['a10', 'a9', 'a1b2', 'a1b10', 'b'], key=natural))


def roman(text):
    if not re.fullmatch(r'M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})', text) or not text:
        return None
    values = {'M': 1000, 'CM': 900, 'D': 500, 'CD': 400, 'C': 100, 'XC': 90, 'L': 50, 'XL': 40, 'X': 10, 'IX': 9, 'V': 5, 'IV': 4, 'I': 1}
    return sum(values[part] for part in re.findall('CM|CD|XC|XL|IX|IV|[MDCLXVI]', text))


print([roman(text) for text in ('MCMXCIV', 'IV', 'XLII', 'IIII', 'VX', '', 'MMMCMXCIX', 'iv')])
print(re.sub(r'(^|\s)(\S)', lambda m: m[1] + m[2].upper(), 'the quick  brown\tfox'))
print(re.sub(r'(\w+) (\w+)', r'\2 \1', 'ab cd ef gh ij'), re.sub(r'(?<=\w)(\w+)(?=\w)', lambda m: m[0][::-1], 'scrambled words here'))
