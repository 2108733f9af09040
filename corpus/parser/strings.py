a = f"{x!r:>{w}.{p}} {{}} {y=} {f'{z}' + "q"}" rf"\d{1}" t"{a}"
b = b'\x00\xff\n' rb"\q" u"\N{DIGIT ONE}\u1234\U00012345\101"
c = """multi
line \
x"""
d = f"{'\n'}" f'{a["b"]:{c!s}}'
