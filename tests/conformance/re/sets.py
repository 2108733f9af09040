import re

for pattern in ('[abc]', '[^abc]', '[a-c]', '[-a]', '[a-]', '[]a]', '[^]a]', '[\\]a]', '[\\d_]', '[^\\d]', '[\\w.]', '[\\s]', '[\\S]', '[^\\s\\S]', '[\\s\\S]',
                '[\\b]', '[\\x41-\\x43]', '[\\101]', '[a\\-c]', '[.*+?]', '[\\n]', '[^\\n]', '[é-ü]', '[α-ω]', '[\\u0391-\\u03a9]', '[a^]', '[\\^a]', '[\\\\]',
                '[\\W]', '[^\\W]', '[\\D]', '[0-9a-fA-F]', '[\U0001f600-\U0001f64f]', '[^\U0001f600]', '[a-zα]', '[\\wα]', '.', '\\d', '\\D', '\\w', '\\W', '\\s', '\\S'):
    print(ascii(pattern), ascii(re.findall(pattern, 'aB-]^_c.1\n \\é\x08αΩ😀٣')))
print(re.findall('[a-c]', 'aBcD', re.I), re.findall('[^a-c]', 'aBcD', re.I), re.findall('[A-Z]', 'aé', re.I), ascii(re.findall('[k]', 'kK\u212a', re.I)))
print(ascii(re.findall('s', 'sS\u017f', re.I)), ascii(re.findall('[s]', 'sS\u017f', re.I)), ascii(re.findall('[^s]', 'sS\u017f', re.I)), ascii(re.findall('σ', 'σςΣ', re.I)))
print(ascii(re.findall('i', 'iIıİ', re.I)), ascii(re.findall('é', 'éÉ', re.I)), ascii(re.findall('é', 'éÉ', re.I | re.A)), ascii(re.findall('ß', 'ßẞ', re.I)))
print(ascii(re.findall('[а-я]', 'аЯж', re.I)), ascii(re.findall('\U00010400', '\U00010400\U00010428', re.I)), ascii(re.findall('[\U00010400-\U00010427]', '\U00010400\U00010428', re.I)))
print(re.findall(b'[\x80-\xff]', b'a\xe9\xff'), re.findall(b'\\w', b'a\xe9_1'), re.findall(b'[^a]', b'ab\xff'), re.findall(rb'\s', b' \t\x0b\x85'))
print(ascii(re.findall(r'\s', ' \t\n\r\f\v\x1c\x85\xa0\u2003\u200b')), ascii(re.findall(r'\d', '1²٣३①')), ascii(re.findall(r'(?a)\s', ' \x1c\xa0')))
