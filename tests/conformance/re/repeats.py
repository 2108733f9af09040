import re

for pattern in ('a*', 'a+', 'a?', 'a*?', 'a+?', 'a??', 'a{2}', 'a{2,}', 'a{,2}', 'a{1,2}', 'a{2}?', 'a{1,2}?', 'a{0}', '(ab)*', '(ab){2}',
                '(?:ab)+?b?', '(a|ab)(c|bcd)(d*)', '(a+)+b', '(a*)*', '(a|b)*?c', '((a)|(b))*', '(?:a|b|c){2,3}', 'a{,}', 'a{', 'a{}', 'a{x}',
                '(?:)*', '(?:)+a', '(a?)*?b', '(a?){3}', '(?:a?){2,}b', '(?:a*|b)*c', '(?:a??)*b', 'x*y*z*'):
    print(pattern, [[m.span(), m.groups()] for text in ('aaab', 'abab', 'abcd', 'b', '') for m in re.finditer(pattern, text)])
print(re.findall('<.*>', '<a><b>'), re.findall('<.*?>', '<a><b>'), re.findall('".*?"', 'x"a"y"b"'), re.findall('a.*?c', 'abcabc'))
print(re.match('.*foo', 'xfooyfoo').end(), re.match('.*?foo', 'xfooyfoo').end(), re.match('[^,]*,', 'ab,c').group())
print(re.match('(x+x+)+y', 'x' * 12 + 'y').span(), re.match('(?:a|aa)+$', 'a' * 15 + 'b'), re.match('(a|a)*b', 'a' * 12))
print(re.match('(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)\\10', 'abcdefghijj').group(10), re.match(r'(a)(b)(c)\3\2\1', 'abccba').span())
print(re.findall(r'(\w)\1', 'aabbcd'), re.findall(r'(?i)(\w)\1', 'aAbBcd'), re.search(r'(?P<q>[\'"]).*?(?P=q)', 'say "it\'s"').group())
print(len(re.match('(?:a|b)*', 'ab' * 50000).group()), len(re.match('(?:a|b)*?$', 'ab' * 20000).group()), re.match('(a|b)*', 'ab' * 30000).span(1))
print(re.match('.{3,5}', 'ab'), re.match('.{3,5}', 'abcdefg').group(), re.match('.{3,5}?', 'abcdefg').group(), re.match('[a-c]{2}d', 'abd'))
