"""What string.Formatter takes format strings apart with."""


def _field(text, at):
    """(name, spec, conversion, place behind the brace) of the field that begins at `at`."""
    depth = 1
    start = at
    brackets = 0
    while at < len(text):
        c = text[at]
        if c == "[":
            brackets = 1
        elif c == "]":
            brackets = 0
        elif c == "{" and not brackets:
            raise ValueError("unexpected '{' in field name")
        elif (c == "}" or c == ":" or c == "!") and not brackets:
            break
        at += 1
    else:
        raise ValueError("expected '}' before end of string")
    name = text[start:at]
    conversion = None
    if text[at] == "!":
        if at + 1 >= len(text):
            raise ValueError("end of string while looking for conversion specifier")
        conversion = text[at + 1]
        at += 2
        if at >= len(text):
            raise ValueError("unmatched '{' in format spec")
        if text[at] not in ":}":
            raise ValueError("expected ':' after conversion specifier")
    if text[at] == "}":
        return name, "", conversion, at + 1
    start = at = at + 1
    while at < len(text):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return name, text[start:at], conversion, at + 1
        at += 1
    raise ValueError("unmatched '{' in format spec")


def formatter_parser(text):
    parts = []
    literal = ""
    at = 0
    while at < len(text):
        c = text[at]
        if c != "{" and c != "}":
            literal += c
            at += 1
            continue
        if at + 1 < len(text) and text[at + 1] == c:
            parts.append((literal + c, None, None, None))
            literal = ""
            at += 2
            continue
        if c == "}":
            raise ValueError("Single '}' encountered in format string")
        if at + 1 >= len(text):
            raise ValueError("Single '{' encountered in format string")
        name, spec, conversion, at = _field(text, at + 1)
        parts.append((literal, name, spec, conversion))
        literal = ""
    if literal:
        parts.append((literal, None, None, None))
    return iter(parts)


def _index_or_name(text):
    return int(text) if text.isdigit() else text


def formatter_field_name_split(text):
    at = 0
    while at < len(text) and text[at] not in ".[":
        at += 1
    first = _index_or_name(text[:at])
    rest = []
    while at < len(text):
        if text[at] == ".":
            start = at = at + 1
            while at < len(text) and text[at] not in ".[":
                at += 1
            if start == at:
                raise ValueError("Empty attribute in format string")
            rest.append((True, text[start:at]))
        elif text[at] == "[":
            end = text.find("]", at)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            if end == at + 1:
                raise ValueError("Empty attribute in format string")
            rest.append((False, _index_or_name(text[at + 1:end])))
            at = end + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
    return first, iter(rest)
