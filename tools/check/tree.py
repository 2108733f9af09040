"""The checked tree: its C files, the table of rooms, and what each file includes."""
import os
import re
import subprocess

C_FOLDERS = ("src/", "tools/", "tests/", "include/")
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.M)
ROOM_LINE = re.compile(r"^src/([a-z0-9/]+)/\s+((?:\S+ )+?)\s{2,}\S")


class Violation:
    def __init__(self, rule, path, line, text, word=""):
        self.rule, self.path, self.line, self.text, self.word = rule, path, line, text, word

    def __str__(self):
        return "%s:%d: %s: %s" % (self.path, self.line, self.rule, self.text)


class SourceFile:
    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self.folder, self.name = os.path.split(path)
        self.stem = self.name.split(".")[0]
        self.is_header = self.name.endswith(".h")
        self.is_table = self.name.endswith(".def")
        self.is_test = "/test/" in path or path.startswith("tests/")
        self.includes = [(match.group(1), text.count("\n", 0, match.start(1)) + 1) for match in INCLUDE.finditer(text)]

    def blank(self):
        """The text with comments and literals blanked, so that rules see code alone; lines keep their numbers."""
        if not hasattr(self, "_blank"):
            self._blank = LITERALS.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), self.text)
        return self._blank


LITERALS = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


class Room:
    def __init__(self, path, allowed, index):
        self.path, self.allowed, self.index = path, allowed, index


class Tree:
    def __init__(self, root, files, rooms, problems):
        self.root, self.files, self.rooms, self.problems = root, files, rooms, problems
        self.by_path = {file.path: file for file in files}

    def room_of(self, path):
        """The room of a path below src/: the longest one that is a prefix."""
        best = None
        for room in self.rooms.values():
            if path.startswith("src/%s/" % room.path) and (best is None or len(room.path) > len(best.path)):
                best = room
        return best

    def resolve(self, file, name):
        """The path of an included file, or None where it is not of this tree (a generated one)."""
        for candidate in ("src/" + name, name, "include/" + name):
            if candidate in self.by_path:
                return candidate
        return None


def read_rooms(text):
    """Rooms by path, and what is wrong with the table."""
    rooms, problems = {}, []
    for number, line in enumerate(text.split("\n"), 1):
        match = ROOM_LINE.match(line)
        if not match:
            if line.startswith("src/"):
                problems.append(Violation("rooms", "src/ROOMS", number, "a line is: src/PATH/  ROOMS  job"))
            continue
        path, words = match.group(1), match.group(2).split()
        allowed = set()
        for word in words:
            found = [other for other in rooms if word == "*" or other == word or other.endswith("/" + word)
                     or word.endswith("/*") and (other.startswith(word[:-1]) or "/" + word[:-1] in other)]
            if not found and word not in ("-", "*"):
                problems.append(Violation("rooms", "src/ROOMS", number, "'%s' is no room above this line" % word))
            allowed.update(found)
        rooms[path] = Room(path, allowed, number)
    return rooms, problems


def list_paths(root):
    """What git tracks or would track: a new file is checked before its first commit."""
    listing = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root,
                             check=True, stdout=subprocess.PIPE).stdout
    return sorted({path for path in listing.decode().split("\0") if path and os.path.isfile(os.path.join(root, path))})


def read_tree(root):
    paths = list_paths(root)
    files = []
    for path in paths:
        if path.startswith(C_FOLDERS) and path.endswith((".c", ".h", ".def")):
            with open(os.path.join(root, path), encoding="utf-8", errors="replace") as stream:
                files.append(SourceFile(path, stream.read()))
    with open(os.path.join(root, "src/ROOMS"), encoding="utf-8") as stream:
        rooms, problems = read_rooms(stream.read())
    tree = Tree(root, files, rooms, problems)
    tree.paths = paths
    return tree
