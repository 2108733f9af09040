import re

print(re.match(r'(a+|b+)+c', 'aabbaac').groups(), re.match(r'((a)|b)*?c', 'abac').groups(), re.match('(?:(a)|(b)|(c))+', 'abc').groups())
print(re.match('(a?b??)*', 'ababx').span(), re.match('(?:a?)*?y', 'aay').span(), re.match('(a|ab)(bc|c)?(c)?', 'abc').groups(), re.match('(?:(ab)|a)(?(1)c|b)', 'abc').groups())
print(re.search('(.+)\\1', 'xabcabcy').groups(), re.search('(.+)(.+)\\2\\1', 'zabcbca').groups() if re.search('(.+)(.+)\\2\\1', 'zabcbca') else None)
print(re.match('^(1+?)(?=1)\\1*$', '1' * 9) is not None, [n for n in range(2, 30) if not re.fullmatch('(11+?)\\1+', '1' * n)])
print(re.fullmatch('(?:(x)(?=(x*))\\2)*', 'xxx').groups(), re.match('(?=(a*))\\1b', 'aab').span(), re.match('(?!(a)(b))a(c)', 'ac').groups())
print(re.findall('a(?:b(?=c)|c)*', 'abcabc'), re.findall('(?<!a)b*', 'abb'), re.search('(?=a(b)?)(?(1)ab|ac)', 'ac abx').span())
print(re.match('(a{2,3}){2}', 'aaaaa').group(1), re.match('(a{1,2}?){3}', 'aaaaa').span(1), re.match('((a{2})+?b?)*', 'aaaab').groups(), re.match('(?:a{3}|a{2})+$', 'a' * 7).span())
print(re.match('(.*?)(\\d+)$', 'abc123').groups(), re.match('(.*)(\\d+)$', 'abc123').groups(), re.match('(.*)(\\d{2,})', 'a1234b').groups(), re.match('(\\w*)-(\\w*)-', 'a-b-c-').groups())
text = 'x' * 2000 + 'y'
print(re.search('x*x*x*y', text).span(), re.search('(x+)(x+)y', text).span(1), re.search('[^y]*?y', text).end(), re.search('(?:x|y)*$', text).end())
print(len(re.sub('(?:ab)*', '', 'ab' * 5000)), re.match('(?:a(?=b)b)*', 'ab' * 3000).end(), re.match('((?:a|b)c?)*', 'abc' * 2000).span(1), len(re.findall('(?=(a))', 'a' * 3000)))
