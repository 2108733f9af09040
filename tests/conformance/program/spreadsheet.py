class Sheet:
    def __init__(self):
        self.cells = {}
        self.cache = {}
        self.busy = set()

    def set(self, name, content):
        self.cells[name] = content
        self.cache.clear()

    def get(self, name):
        if name in self.cache:
            return self.cache[name]
        if name in self.busy:
            raise RecursionError("cycle at " + name)
        content = self.cells.get(name, 0)
        if isinstance(content, str) and content.startswith("="):
            self.busy.add(name)
            try:
                value = self.formula(content[1:])
            finally:
                self.busy.discard(name)
        else:
            value = content
        self.cache[name] = value
        return value

    def formula(self, text):
        for function in ("SUM", "MAX", "AVG"):
            if text.startswith(function + "("):
                values = [self.get(n) for n in self.names(text[len(function) + 1 : -1])]
                if function == "SUM":
                    return sum(values)
                if function == "MAX":
                    return max(values)
                return sum(values) / len(values)
        for op in "+-*/":
            left, found, right = text.rpartition(op)
            if found and left:
                a = self.formula(left)
                b = self.formula(right)
                return a + b if op == "+" else a - b if op == "-" else a * b if op == "*" else a / b
        if text[0].isdigit():
            return float(text) if "." in text else int(text)
        return self.get(text)

    def names(self, text):
        first, colon, last = text.partition(":")
        if not colon:
            return [first]
        out = []
        for column in range(ord(first[0]), ord(last[0]) + 1):
            for row in range(int(first[1:]), int(last[1:]) + 1):
                out.append(chr(column) + str(row))
        return out

    def show(self, columns, rows):
        print("    " + "".join([f"{c:>9}" for c in columns]))
        for row in range(1, rows + 1):
            line = f"{row:<4}"
            for c in columns:
                try:
                    value = self.get(c + str(row))
                    line += f"{value:>9.2f}" if isinstance(value, float) else f"{value:>9}"
                except (RecursionError, ZeroDivisionError, TypeError) as e:
                    line += f"{'#' + repr(e).split('(')[0][:7]:>9}"
            print(line)


s = Sheet()
for name, content in [("A1", 10), ("A2", 2.5), ("A3", "=A1*A2"), ("B1", "=SUM(A1:A3)"), ("B2", "=AVG(A1:A3)"), ("B3", "=B1-B2*2"), ("C1", "text"), ("C2", "=C1+A1"),
                      ("C3", "=A1/A9"), ("D1", "=D2+1"), ("D2", "=D1"), ("D3", "=MAX(A1:B2)")]:
    s.set(name, content)
s.show("ABCD", 3)
s.set("A1", 2**65)
s.set("D2", 5)
s.show("ABD", 3)
print(s.get("D1"), s.get("B1"), sorted(s.cache))
