# A text buffer with commands, undo and redo; an interpreter of keystrokes; slots, closures, partial.
from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Callable, Iterator


class Buffer:
    __slots__ = ("lines", "row", "column", "observers")

    def __init__(self, text=""):
        self.lines = text.split("\n")
        self.row = self.column = 0
        self.observers: list[Callable[[str], None]] = []

    def notify(self, what):
        for observer in self.observers:
            observer(what)

    def insert(self, text):
        line = self.lines[self.row]
        parts = (line[: self.column] + text + line[self.column :]).split("\n")
        tail = len(line) - self.column
        self.lines[self.row : self.row + 1] = parts
        self.row += len(parts) - 1
        self.column = len(parts[-1]) - tail
        self.notify(f"insert {text!r}")

    def delete(self, count):
        removed = []
        for _ in range(count):
            if self.column:
                line = self.lines[self.row]
                removed.append(line[self.column - 1])
                self.lines[self.row] = line[: self.column - 1] + line[self.column :]
                self.column -= 1
            elif self.row:
                removed.append("\n")
                below = self.lines.pop(self.row)
                self.row -= 1
                self.column = len(self.lines[self.row])
                self.lines[self.row] += below
            else:
                break
        text = "".join(reversed(removed))
        self.notify(f"delete {text!r}")
        return text

    def __str__(self):
        return "|".join(self.lines)


@dataclass
class Command:
    do: Callable[[], object]
    undo: Callable[[object], None]
    result: object = None


class Editor:
    def __init__(self, buffer):
        self.buffer = buffer
        self.done: list[Command] = []
        self.undone: list[Command] = []

    def run(self, command):
        command.result = command.do()
        self.done.append(command)
        self.undone.clear()

    def type(self, text):
        self.run(Command(functools.partial(self.buffer.insert, text), lambda _: self.buffer.delete(len(text))))

    def erase(self, count):
        self.run(Command(lambda: self.buffer.delete(count), lambda removed: self.buffer.insert(removed)))

    def undo(self):
        if not self.done:
            return False
        command = self.done.pop()
        command.undo(command.result)
        self.undone.append(command)
        return True

    def redo(self):
        if not self.undone:
            return False
        command = self.undone.pop()
        command.result = command.do()
        self.done.append(command)
        return True

    def keys(self, text: str) -> Iterator[str]:
        at = 0
        while at < len(text):
            if text[at] == "<":
                end = text.index(">", at)
                word, _, number = text[at + 1 : end].partition(":")
                match word:
                    case "bs":
                        self.erase(int(number or 1))
                    case "u" | "r" as way:
                        ok = (self.undo if way == "u" else self.redo)()
                        if not ok:
                            yield f"nothing to {'undo' if way == 'u' else 'redo'}"
                    case "cr":
                        self.type("\n")
                    case unknown:
                        raise ValueError(f"unknown key <{unknown}>")
                at = end + 1
            else:
                end = text.find("<", at)
                end = len(text) if end < 0 else end
                self.type(text[at:end])
                at = end
            yield str(self.buffer)


log: list[str] = []
buffer = Buffer("first\nsecond")
buffer.observers.append(log.append)
editor = Editor(buffer)
for state in editor.keys("ab<cr>cd<bs:4><u><u><u><r><r>x<r><u><u><u><u><u>"):
    print(state)
print(len(log), log[:3], (buffer.row, buffer.column))
try:
    list(editor.keys("q<zz>"))
except ValueError as e:
    print(e)
try:
    buffer.extra = 1
except AttributeError as e:
    print(type(e).__name__)
print(hasattr(buffer, "__dict__"), Command.__dataclass_fields__["result"].default)
