# Template strings.
# python: 3.14
from string.templatelib import Interpolation, Template, convert

name = "World"
n = 3.14159
t = t"Hello {name}! {n:.2f} {name!r:>10} {n + 1 = }"
print(type(t).__name__, t.strings)
for item in t:
    print(repr(item))
print(t.values)


def render(template):
    parts = []
    for item in template:
        if isinstance(item, str):
            parts.append(item)
        else:
            parts.append(format(convert(item.value, item.conversion), item.format_spec))
    return "".join(parts)


def html(template):
    out = []
    for item in template:
        match item:
            case str() as text:
                out.append(text)
            case Interpolation(value, _, _, _):
                out.append(str(value).replace("&", "&amp;").replace("<", "&lt;"))
    return "".join(out)


print(render(t))
evil = "<script>alert('&')</script>"
print(html(t"<p>{evil}</p>"))
print((t"a{1}" + t"b{2}c").strings, t"", t"{n}".interpolations[0].expression)
width = 8
print(render(t"[{name:>{width}}]"), t"{name:>{width}}".interpolations[0].format_spec)
print(html(t"nested {html(t'<b>{evil}</b>')}"))
print(list(Template("x", Interpolation(1, "one"), "y", "z")))
try:
    t"a" + "b"
except TypeError as e:
    print(e)
