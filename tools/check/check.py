#!/usr/bin/env python3
"""Checks the rules of the house that a machine can check: ./dev check [RULE …]

Exits 1 after listing each violation as `path:line: rule: text`. tools/check/exceptions lists what old code breaks;
the list may only get shorter.
"""
import collections
import os
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import arrows
import compiled
import style
import tree as trees
from tree import Violation

EXCEPTIONS = "tools/check/exceptions"
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def read_exceptions(text):
    """{(rule, path, word): line}, the limit on their number, and what is wrong with the list."""
    entries, limit, problems = {}, None, []
    for number, line in enumerate(text.split("\n"), 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        if words[0] == "limit" and len(words) == 2 and words[1].isdigit():
            limit = int(words[1])
        elif len(words) in (2, 3):
            entries[(words[0], words[1], words[2] if len(words) == 3 else "")] = number
        else:
            problems.append(Violation("exceptions", EXCEPTIONS, number, "an entry is: RULE PATH [WORD]"))
    if limit is None:
        problems.append(Violation("exceptions", EXCEPTIONS, 1, "has no line `limit N`"))
    elif limit != len(entries):
        problems.append(Violation("exceptions", EXCEPTIONS, 1, "%d entries, but the limit says %d; it may only fall"
                                  % (len(entries), limit)))
    return entries, problems


def apply_exceptions(violations, entries, is_complete):
    """What no entry excuses; an entry that excuses nothing is a violation itself."""
    used, left = set(), []
    for violation in violations:
        keys = ((violation.rule, violation.path, violation.word), (violation.rule, violation.path, ""))
        excused = [key for key in keys if key in entries]
        if excused:
            used.add(excused[0])
        else:
            left.append(violation)
    if is_complete:
        for key, line in entries.items():
            if key not in used:
                left.append(Violation("exceptions", EXCEPTIONS, line, "excuses nothing any more: delete it"))
    return left


def run_rules(tree, rules):
    for rule in rules:
        yield from rule(tree)


def main():
    started = time.monotonic()
    wanted = set(sys.argv[1:])
    tree = trees.read_tree(ROOT)
    rules = arrows.RULES + style.RULES + compiled.RULES
    violations = list(tree.problems) + list(run_rules(tree, rules))
    with open(os.path.join(ROOT, EXCEPTIONS), encoding="utf-8") as stream:
        entries, problems = read_exceptions(stream.read())
    left = apply_exceptions(violations, entries, not wanted) + problems
    if wanted:
        left = [violation for violation in left if violation.rule in wanted]
    for violation in sorted(left, key=lambda violation: (violation.path, violation.line)):
        print(violation)
    counts = collections.Counter(violation.rule for violation in left)
    listing = ", ".join("%s %d" % item for item in sorted(counts.items()))
    print("check: %d files, %.1f s%s" % (len(tree.files), time.monotonic() - started, ": " + listing if listing else ""))
    print("%d passed, %d failed" % (len(rules) if not left else max(0, len(rules) - len(counts)), len(left)))
    sys.exit(1 if left else 0)


if __name__ == "__main__":
    main()
