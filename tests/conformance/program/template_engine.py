class TemplateError(Exception):
    pass


def split(source):
    parts = []
    i = 0
    while i < len(source):
        start = source.find("{", i)
        if start < 0:
            parts.append(("text", source[i:]))
            break
        if start > i:
            parts.append(("text", source[i:start]))
        if source.startswith("{{", start):
            end = source.find("}}", start)
            kind = "value"
        elif source.startswith("{%", start):
            end = source.find("%}", start)
            kind = "tag"
        else:
            parts.append(("text", "{"))
            i = start + 1
            continue
        if end < 0:
            raise TemplateError("unclosed at %d" % start)
        parts.append((kind, source[start + 2 : end].strip()))
        i = end + 2
    return parts


def lookup(name, context):
    value = context
    for part in name.split("."):
        if isinstance(value, dict):
            if part not in value:
                raise TemplateError("no " + name)
            value = value[part]
        else:
            value = value[int(part)]
    return value


def render(parts, position, context, out, stop):
    while position < len(parts):
        kind, text = parts[position]
        position += 1
        if kind == "text":
            out.append(text)
        elif kind == "value":
            name, *filters = [p.strip() for p in text.split("|")]
            value = lookup(name, context)
            for f in filters:
                value = FILTERS[f](value)
            out.append(str(value))
        else:
            words = text.split()
            if words[0] in stop:
                return position, words[0]
            if words[0] == "for":
                end = position
                for item in lookup(words[3], context) or [None]:
                    scope = context.copy()
                    scope[words[1]] = item
                    end, word = render(parts, position, scope, out, ["endfor"])
                position = end
            elif words[0] == "if":
                truth = bool(lookup(words[1], context))
                yes = []
                no = []
                position, word = render(parts, position, context, yes, ["else", "endif"])
                if word == "else":
                    position, word = render(parts, position, context, no, ["endif"])
                out.extend(yes if truth else no)
            else:
                raise TemplateError("unknown tag " + words[0])
    if stop:
        raise TemplateError("missing " + " or ".join(stop))
    return position, ""


FILTERS = {"upper": lambda v: str(v).upper(), "len": len, "rev": lambda v: v[::-1], "money": lambda v: f"${v:,.2f}"}


def template(source, context):
    out = []
    render(split(source), 0, context, out, [])
    return "".join(out)


data = {"user": {"name": "Ann", "tags": ["x", "y"]}, "items": [{"n": "pen", "p": 1.5}, {"n": "car", "p": 12345.678}], "admin": False}
print(template("Hello {{ user.name|upper|rev }}! { {{user.tags.1}} {{ items|len }}", data))
print(template("{% for i in items %}<{{ i.n }}: {{ i.p|money }}>{% endfor %}", data))
print(template("{% if admin %}root{% else %}user{% endif %} {% if items %}{% for t in user.tags %}{% if t %}{{ t }}{% endif %},{% endfor %}{% endif %}", data))
for bad in ("{{ nope }}", "{{ open", "{% for x in items %}", "{% what %}", "{{ user.tags.9 }}", "{{ user|zzz }}"):
    try:
        print(template(bad, data))
    except (TemplateError, IndexError, KeyError) as e:
        print(repr(e))
