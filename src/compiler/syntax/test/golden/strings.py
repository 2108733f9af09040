'a' "b" '''c
d''' """e"""
u'x', r'\d', b'\x00\xff', Rb'\d', b'a' b"b"
'\a\b\f\n\r\t\v\\\'\"\0\12\x41\u00e9\U0001F40D\
'
'it\'s', "it's", '"', '\'"', 'é', '\x80\xa0\ud800'
f'a{b}c' 'd' f"{e!r:>{f}}"
f"{a=}" f"{a = !s:x}" f"{{}}{{{a}}}"
f"{f"{f"{1}"}"}" f'{a["b"]}{ {1: 2}[1] }'
f"""{
    a  # comment
}"""
f"{a:%H:%M}" f"{(lambda: 1)()}" rf"\{a}\d"
t"a{ x }b{y!r:>{z}}" t'{a=}'
