import sys


class Editor:
    def __init__(self):
        self.lines = []
        self.undo_stack = []

    def save(self):
        self.undo_stack.append(self.lines[:])

    def run(self, command):
        name, _, rest = command.partition(" ")
        if name == "a":
            self.save()
            self.lines.append(rest)
        elif name == "i":
            number, _, text = rest.partition(" ")
            self.save()
            self.lines.insert(int(number) - 1, text)
        elif name == "d":
            self.save()
            first, _, last = rest.partition(",")
            start = self.index(first)
            end = self.index(last) if last else start
            del self.lines[start : end + 1]
        elif name == "s":
            _, old, new, *flags = rest.split("/")
            self.save()
            count = 0
            for i, line in enumerate(self.lines):
                if old in line:
                    self.lines[i] = line.replace(old, new) if "g" in flags else line.replace(old, new, 1)
                    count += 1
            if not count:
                self.undo_stack.pop()
                raise LookupError("no " + repr(old))
            return f"{count} changed"
        elif name == "u":
            if not self.undo_stack:
                raise IndexError("nothing to undo")
            self.lines = self.undo_stack.pop()
        elif name == "p":
            return "\n".join([f"{i:>3} {line}" for i, line in enumerate(self.lines, 1)]) or "(empty)"
        elif name == "w":
            words = sum([len(line.split()) for line in self.lines])
            return f"{len(self.lines)} lines, {words} words, {sum(map(len, self.lines))} letters"
        else:
            raise ValueError("unknown command " + repr(name))

    def index(self, text):
        n = int(text)
        if not 1 <= n <= len(self.lines):
            raise IndexError(f"no line {n}")
        return n - 1


editor = Editor()
for number, line in enumerate(sys.stdin, 1):
    command = line.rstrip("\n")
    if command == "q":
        print("bye")
        break
    try:
        answer = editor.run(command)
        if answer is not None:
            print(answer)
    except (ValueError, LookupError) as e:
        print(f"{number}: {command!r}: {e!r}", file=sys.stderr)
        print("error:", e)
else:
    print("end of input")
print(editor.lines)
