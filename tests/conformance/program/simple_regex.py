def match_here(pattern, text, i):
    """Returns the ends at which the pattern, started at i, may end."""
    ends = {i}
    for kind, what, repeat in pattern:
        step = set()
        for e in ends:
            if repeat == "?":
                step.add(e)
                step |= one(kind, what, text, e)
            elif repeat in ("*", "+"):
                reached = set() if repeat == "+" else {e}
                frontier = {e}
                while frontier:
                    following = set()
                    for f in frontier:
                        following |= one(kind, what, text, f)
                    following -= reached
                    reached |= following
                    frontier = following
                step |= reached
            else:
                step |= one(kind, what, text, e)
        ends = step
        if not ends:
            break
    return ends


def one(kind, what, text, i):
    if kind == "group":
        out = set()
        for alternative in what:
            out |= match_here(alternative, text, i)
        return out
    if i >= len(text):
        return set()
    c = text[i]
    if kind == "any" or kind == "char" and c == what or kind == "set" and (c in what[1]) != what[0]:
        return {i + 1}
    return set()


class Compiler:
    def __init__(self, source):
        self.source = source
        self.i = 0

    def alternatives(self):
        out = [self.sequence()]
        while self.i < len(self.source) and self.source[self.i] == "|":
            self.i += 1
            out.append(self.sequence())
        return out

    def sequence(self):
        items = []
        while self.i < len(self.source) and self.source[self.i] not in "|)":
            c = self.source[self.i]
            self.i += 1
            if c == "(":
                item = ("group", self.alternatives())
                if self.i >= len(self.source):
                    raise ValueError("missing )")
                self.i += 1
            elif c == "[":
                end = self.source.index("]", self.i)
                item = ("set", self.char_set(self.source[self.i : end]))
                self.i = end + 1
            elif c == ".":
                item = ("any", None)
            elif c == "\\":
                c = self.source[self.i]
                self.i += 1
                item = ("set", (False, "0123456789")) if c == "d" else ("char", c)
            elif c in "*+?":
                raise ValueError("nothing to repeat at %d" % (self.i - 1))
            else:
                item = ("char", c)
            repeat = ""
            if self.i < len(self.source) and self.source[self.i] in "*+?":
                repeat = self.source[self.i]
                self.i += 1
            items.append((item[0], item[1], repeat))
        return items

    def char_set(self, text):
        negated = text.startswith("^")
        if negated:
            text = text[1:]
        chars = ""
        i = 0
        while i < len(text):
            if text[i + 1 : i + 2] == "-" and i + 2 < len(text):
                chars += "".join([chr(k) for k in range(ord(text[i]), ord(text[i + 2]) + 1)])
                i += 3
            else:
                chars += text[i]
                i += 1
        return (negated, chars)


def find_all(source, text):
    pattern = [("group", Compiler(source).alternatives(), "")]
    out = []
    i = 0
    while i <= len(text):
        ends = match_here(pattern, text, i)
        if ends and max(ends) > i:
            out.append(text[i : max(ends)])
            i = max(ends)
        else:
            i += 1
    return out


for source, text in [("a+b", "aab ab b"), ("[a-c]+[^a-c]", "abcd xay"), ("\\d+(\\.\\d+)?", "3.14 and 42 and 7."), ("(cat|dog)s?", "cats dog catdogs"), ("a.c", "abc a\nc ac"),
                     ("(ab)*c", "ababc c abac"), ("x*", "aaxxa"), ("(a|b)*abb", "aababb babb"), ("[a-z]+@[a-z]+\\.com", "me@site.com, you@x.org")]:
    print(source, find_all(source, text))
for bad in ("*a", "(a", "[a"):
    try:
        print(find_all(bad, "a"))
    except ValueError as e:
        print(bad, e)
