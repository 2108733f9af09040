"""Rules that need a tool: clang-format, the compiler for headers alone, nm for the names that leave a file.

What was found clean is remembered by content in build/check/, so a second run asks only about what changed.
"""
import concurrent.futures
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sysconfig

from tree import Violation


class Memory:
    """Hashes of contents that a tool has found clean."""

    def __init__(self, root, name):
        self.path = os.path.join(root, "build/check", name + ".json")
        self.clean = set()
        self.used = set()
        if os.path.exists(self.path):
            with open(self.path) as stream:
                self.clean = set(json.load(stream))

    def knows(self, key):
        if key in self.clean:
            self.used.add(key)
        return key in self.clean

    def learn(self, key):
        self.used.add(key)

    def save(self):
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        with open(self.path, "w") as stream:
            json.dump(sorted(self.used), stream)


def digest(*texts):
    joined = hashlib.sha256()
    for text in texts:
        joined.update(text.encode() + b"\0")
    return joined.hexdigest()


def run(command, text):
    done = subprocess.run(command, input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def ask(tree, name, files, key_of, command_of, text_of, explain):
    """Runs a command for every file whose key is not known to be clean; yields explain(file, output) for failures."""
    memory = Memory(tree.root, name)
    asked = [(file, key_of(file)) for file in files]
    asked = [(file, key) for file, key in asked if not memory.knows(key)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [(file, key, pool.submit(run, command_of(file), text_of(file))) for file, key in asked]
        for file, key, job in jobs:
            code, output = job.result()
            problem = explain(file, code, output)
            if problem is None:
                memory.learn(key)
            else:
                yield problem
    memory.save()


def check_format(tree):
    if not shutil.which("clang-format-19"):
        yield Violation("format", ".clang-format", 1, "clang-format-19 is missing (./dev doctor)")
        return
    with open(os.path.join(tree.root, ".clang-format")) as stream:
        style = stream.read()

    def explain(file, code, output):
        if code == 0 and output == file.text:
            return None
        changed = [number for number, (ours, theirs) in enumerate(zip(file.lines, output.split("\n")), 1)
                   if ours != theirs]
        return Violation("format", file.path, changed[0] if changed else len(file.lines),
                         "clang-format-19 would lay it out differently: clang-format-19 -i %s" % file.path)

    files = [file for file in tree.files if not file.is_table]
    yield from ask(tree, "format", files, lambda file: digest(style, file.text),
                   lambda file: ["clang-format-19", "--assume-filename=" + os.path.join(tree.root, file.path)],
                   lambda file: file.text, explain)


def closure(tree, file):
    """The texts of everything a file includes, by any way, itself first."""
    seen, order = {file.path}, [file]
    for current in order:
        for name, _ in current.includes:
            target = tree.resolve(current, name)
            if target and target not in seen:
                seen.add(target)
                order.append(tree.by_path[target])
    return order


def check_headers_alone(tree):
    compiler = shutil.which("gcc") or shutil.which("cc")
    if not compiler:
        yield Violation("header", "src/ROOMS", 1, "there is no C compiler (./dev doctor)")
        return

    def explain(file, code, output):
        if code == 0:
            return None
        lines = [line for line in output.split("\n") if "error" in line] or [output]
        return Violation("header", file.path, 1, "does not compile alone: " + lines[0].strip())

    headers = [file for file in tree.files if file.is_header and "/wasm_include/" not in file.path]
    python = sysconfig.get_paths()["include"]
    flags = [compiler, "-isystem" + python, "-std=gnu17", "-fsyntax-only", "-D_GNU_SOURCE", "-I" + os.path.join(tree.root, "src"), "-I" + tree.root,
             "-I" + os.path.join(tree.root, "include"), "-I" + os.path.join(tree.root, "build/generated"), "-x", "c", "-"]
    yield from ask(tree, "headers", headers, lambda file: digest(*(part.text for part in closure(tree, file))),
                   lambda file: flags, lambda file: '#include "%s"\n' % os.path.join(tree.root, file.path), explain)


SYMBOL = re.compile(r"^\S*libroom_(\w+)\.a:(\w+)\.c\.o:[0-9a-f]* ([TDBRC]) (\w+)$")
FREE_NAMES = re.compile(r"^(main|memcpy|memmove|memset|memcmp|strlen|PyInit_\w+|LLVMFuzzerTestOneInput|kr_\w+|rt_\w+)$")


def singular(word):
    return word[:-1] if word.endswith("s") else word


TYPE_NAME = re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z0-9]*)*\b")


def nouns_of(room, files):
    """The words by which names of a room may start: of its path, its files and the types of its headers."""
    nouns = set(room.path.split("/"))
    for file in files:
        nouns |= set(file.stem.split("_")) | {os.path.basename(file.folder)}
        if file.is_header:
            for name in TYPE_NAME.findall(file.blank()):
                nouns.add(re.match("[A-Z][a-z0-9]*", name).group().lower())
    return nouns | {singular(noun) for noun in nouns}


def check_exported(tree):
    """What leaves its file starts with the noun of its file or room. Looks at the archives of the last build."""
    archives = glob.glob(os.path.join(tree.root, "build/libroom_*.a"))
    if not archives or not shutil.which("nm"):
        return
    output = subprocess.run(["nm", "-A", "-g", "--defined-only"] + archives, stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, text=True).stdout
    rooms = {room.path.replace("/", "_"): room for room in tree.rooms.values()}
    table = tree.by_path.get("src/abi/classes.def")
    classes = {word.lower() for word in re.findall(r"\b[A-Z]+\b", table.blank())} if table else set()
    files, nouns = {}, {}
    for file in tree.files:
        room = tree.room_of(file.path)
        if room and not file.is_test:
            files.setdefault(room.path, []).append(file)
    for line in output.split("\n"):
        match = SYMBOL.match(line)
        room = rooms.get(match.group(1)) if match else None
        if room is None or FREE_NAMES.match(match.group(4)):
            continue
        stem, name = match.group(2), match.group(4)
        path = next((file.path for file in files.get(room.path, []) if file.name == stem + ".c"), None)
        if path is None:
            continue  # of an older build
        if room.path not in nouns:
            nouns[room.path] = nouns_of(room, files[room.path]) | classes
        if name.split("_")[0] not in nouns[room.path] and stem not in name:
            yield Violation("name", path, 1, "%s leaves its file: it starts with the noun of its file or room" % name, name)


RULES = (check_format, check_headers_alone, check_exported)
