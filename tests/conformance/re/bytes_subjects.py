import re

print(re.findall(rb'\d+', b'a1b22'), re.search(b'(b)(c)?', b'abx').groups(), re.sub(b'a', b'\xff', b'banana'), re.split(b',', b'a,b,,c'))
print(re.match(b'a', bytearray(b'abc')), re.findall(b'.', bytearray(b'xyz')), re.sub(b'x', b'y', bytearray(b'axb')))
print(re.compile(b'a(?P<n>b)').search(b'xab')['n'], re.compile(b'\xff'), re.fullmatch(b'[\x00-\xff]*', bytes(range(256))).end())
for pattern, subject in (('a', b'a'), (b'a', 'a'), ('a', 5), ('a', None), (b'a', ['a'])):
    for function in (re.match, re.search, re.findall, re.split):
        try:
            print(function(pattern, subject))
        except TypeError as error:
            print(error)
for bad in (5, None, 1.5):
    try:
        re.compile(bad)
    except TypeError as error:
        print(error)
p = re.compile('a')
print(re.compile(p) is p, re.search(p, 'ba').span(), re.compile('a') == p, re.compile('b') == p, hash(p) == hash(re.compile('a')))
try:
    re.compile(p, re.I)
except ValueError as error:
    print(error)
re.purge()
print(re.compile('a') == p, isinstance(p, re.Pattern), isinstance(p.match('a'), re.Match), type(p) is re.Pattern)
print(p.search('xax', 2), p.search('xax', -5), p.match('xax', 1), p.fullmatch('xax', 1, 2), p.findall('aaaa', 1, 3), p.search('a', 5), p.search('abc', 2, 1))
print(re.compile('^a').search('ba', 1), re.compile('a$').search('ab', 0, 1), re.compile(r'\ba').match('ba', 1), re.compile('(?<=b)a').match('ba', 1))
