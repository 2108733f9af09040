"""Rules on includes: arrows between rooms, cycles, private headers, paths."""
import re

from tree import Violation


def check_arrows(tree):
    """A room includes only the rooms on its line of src/ROOMS. Tests may go further."""
    for file in tree.files:
        if not file.path.startswith("src/"):
            continue
        room = tree.room_of(file.path)
        if room is None:
            yield Violation("arrows", file.path, 1, "its folder is no room of src/ROOMS")
            continue
        if file.is_test:
            continue
        for name, line in file.includes:
            target = tree.resolve(file, name)
            other = tree.room_of(target) if target else None
            if target and not target.startswith("src/") and not target.startswith("include/"):
                yield Violation("arrows", file.path, line, "a room includes only rooms, not %s" % name)
            elif other and other is not room and other.path not in room.allowed:
                yield Violation("arrows", file.path, line, "%s may not include %s (src/ROOMS)" % (room.path, other.path))


def check_paths(tree):
    """An include names its file by the path from src/, and the file exists or is generated (text/… in build/)."""
    for file in tree.files:
        for name, line in file.includes:
            if "/" not in name:
                yield Violation("include", file.path, line, 'write the path from src/: "%s"' % name)
            elif name.startswith("."):
                yield Violation("include", file.path, line, "no relative path")


def check_private(tree):
    """*_priv.h is for files of its own folder and their tests."""
    for file in tree.files:
        tested = file.folder[:-len("test")] if file.folder.endswith("/test") else None
        for name, line in file.includes:
            folder = "src/" + name.rpartition("/")[0]
            is_own = file.folder == folder or tested and (folder + "/").startswith(tested)
            if name.endswith("_priv.h") and not is_own:
                yield Violation("private", file.path, line, "%s is for its own folder" % name)


def check_cycles(tree):
    """No file includes itself by any way round."""
    targets = {}
    for file in tree.files:
        targets[file.path] = [tree.resolve(file, name) for name, _ in file.includes]
    state = {}
    for start in targets:
        stack = [(start, iter(targets[start]))] if start not in state else []
        if stack:
            state[start] = "open"
        while stack:
            path, rest = stack[-1]
            for target in rest:
                if target is None or state.get(target) == "done":
                    continue
                if state.get(target) == "open":
                    yield Violation("cycle", path, 1, "includes %s, which includes this file again" % target)
                    continue
                state[target] = "open"
                stack.append((target, iter(targets[target])))
                break
            else:
                state[path] = "done"
                stack.pop()


LEFT_OVER = re.compile(r"^\s*#\s*(pragma|include|ifn?def|endif|define \w+\s*$).*$", re.M)


def check_headers(tree):
    """A header starts with #pragma once and declares something itself."""
    for file in tree.files:
        if not file.is_header:
            continue
        if "#pragma once" not in file.text:
            yield Violation("header", file.path, 1, "has no #pragma once")
        if file.includes and not LEFT_OVER.sub("", file.blank()).strip():
            yield Violation("header", file.path, 1, "an umbrella header: it declares nothing itself")


RULES = (check_arrows, check_paths, check_private, check_cycles, check_headers)
