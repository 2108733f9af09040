"""A little language for stories: a tokenizer by regular expressions, a parser, an interpreter."""
import re
import textwrap
from collections import ChainMap, OrderedDict
from contextlib import contextmanager, suppress
from itertools import chain, islice, takewhile, zip_longest

SOURCE = '''
# a story
room "Hall"  { exits: north -> "Library", east -> "Kitchen"; items: lamp, rope }
room "Library" { exits: south -> "Hall"; items: book; on enter: say "It smells of dust.", add score 5 }
room "Kitchen" {
    exits: west -> "Hall";   # nothing to take here
    on enter: if lamp then say "You see a cellar door." else say "It is dark.";
    on enter: add score 2
}
'''

TOKENS = OrderedDict([
    ("comment", r"\#[^\n]*"),
    ("space", r"\s+"),
    ("string", r'"(?P<text>(?:[^"\\]|\\.)*)"'),
    ("arrow", r"->"),
    ("number", r"\d+"),
    ("word", r"[^\W\d]\w*"),
    ("punct", r"[{}:;,]"),
    ("bad", r"."),
])
SCANNER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in TOKENS.items()))


class StoryError(SyntaxError):
    pass


class Token:
    __slots__ = ("kind", "value", "line")

    def __init__(self, kind, value, line):
        self.kind, self.value, self.line = kind, value, line

    def __repr__(self):
        return f"{self.kind}({self.value!r})@{self.line}"


def tokens_of(source):
    line = 1
    for match in SCANNER.finditer(source):
        kind = match.lastgroup if match.lastgroup != "text" else "string"
        value = match.group()
        if kind == "bad":
            raise StoryError(f"line {line}: what is {value!r}?")
        if kind == "string":
            value = re.sub(r"\\(.)", r"\1", match["text"])
        if kind not in ("space", "comment"):
            yield Token(kind, int(value) if kind == "number" else value, line)
        line += match.group().count("\n")


class Parser:
    def __init__(self, source):
        self._tokens = list(tokens_of(source))
        self._at = 0

    @property
    def token(self):
        return self._tokens[self._at] if self._at < len(self._tokens) else Token("end", None, -1)

    def take(self, kind, value=None):
        token = self.token
        if token.kind != kind or value is not None and token.value != value:
            raise StoryError(f"line {token.line}: {value or kind} expected, not {token.value!r}")
        self._at += 1
        return token.value

    def accept(self, kind, value=None):
        with suppress(StoryError):
            return self.take(kind, value)
        return None

    @contextmanager
    def inside(self, left, right):
        self.take("punct", left)
        yield self
        self.take("punct", right)

    def story(self):
        rooms = {}
        while self.token.kind != "end":
            self.take("word", "room")
            name = self.take("string")
            with self.inside("{", "}"):
                rooms[name] = self.room()
        return rooms

    def room(self):
        room = {"exits": {}, "items": [], "enter": []}
        while True:
            match self.token:
                case Token(kind="word", value="exits"):
                    self._at += 1
                    self.take("punct", ":")
                    room["exits"] |= self.commas(self.exit, dict)
                case Token(kind="word", value="items"):
                    self._at += 1
                    self.take("punct", ":")
                    room["items"] += self.commas(lambda: self.take("word"))
                case Token(kind="word", value="on"):
                    self._at += 1
                    self.take("word", "enter")
                    self.take("punct", ":")
                    room["enter"].extend(self.commas(self.command))
                case Token(kind="punct", value="}"):
                    return room
                case Token(value=value, line=line):
                    raise StoryError(f"line {line}: {value!r} has no place in a room")
            self.accept("punct", ";")

    def commas(self, item, collect=list):
        def items():
            yield item()
            while self.accept("punct", ","):
                yield item()
        return collect(items())

    def exit(self):
        direction = self.take("word")
        self.take("arrow")
        return direction, self.take("string")

    def command(self):
        verb = self.take("word")
        if verb == "say":
            return verb, self.take("string")
        if verb == "add":
            return verb, self.take("word"), self.take("number")
        if verb == "if":
            condition = self.take("word")
            self.take("word", "then")
            yes = self.command()
            no = self.command() if self.accept("word", "else") else None
            return verb, condition, yes, no
        raise StoryError(f"unknown command {verb}")


class Game:
    def __init__(self, rooms):
        self.rooms, self.bag = rooms, []
        self.variables = ChainMap({}, {"score": 0})
        self.place = next(iter(rooms))
        self.out = []

    def run(self, command):
        match command:
            case ("say", text):
                self.out.append(text)
            case ("add", name, amount):
                self.variables[name] = self.variables.get(name, 0) + amount
            case ("if", item, yes, no):
                chosen = yes if item in self.bag else no
                if chosen is not None:
                    self.run(chosen)

    def play(self, line):
        verb, *rest = line.split()
        room = self.rooms[self.place]
        if verb == "go" and rest:
            try:
                self.place = room["exits"][rest[0]]
            except KeyError as missing:
                return f"There is no way {missing.args[0]}."
            self.out.clear()
            for command in self.rooms[self.place]["enter"]:
                self.run(command)
            return " ".join([f"[{self.place}]", *self.out])
        elif verb == "take":
            taken = [item for item in rest if item in room["items"]]
            for item in taken:
                room["items"].remove(item)
            self.bag += taken
            return f"Taken: {', '.join(taken) or 'nothing'}."
        return f"I do not know how to {verb}."


print(*islice(tokens_of(SOURCE), 8))
rooms = Parser(SOURCE).story()
for name, room in rooms.items():
    print(f"{name:<8}|{room['items']!s:^18}|{'/'.join(sorted(room['exits'])):>12}|{len(room['enter'])}")
game = Game(rooms)
for line in ["go up", "take lamp sword", "go east", "go west", "go north", "dance", "take book", "go south"]:
    print(f"> {line}\n{textwrap.indent(game.play(line), '  ')}")
print(game.variables["score"], game.bag, dict(game.variables), game.variables.maps[1])
for bad in ['room Hall {}', 'room "A" { exits: up "B" }', 'room "A" { sing }', 'room "A" { items: x $ }',
            'room "A" { on enter: jump']:
    try:
        Parser(bad).story()
    except StoryError as error:
        print(type(error).__mro__[1].__name__, error.msg)
rows = zip_longest("abc", (len(w) for w in takewhile(str.islower, "one two Three four".split())), fillvalue="-")
print(list(chain.from_iterable(rows)))
