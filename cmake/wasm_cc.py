#!/usr/bin/env python3
"""Compiles one C file for wasm32 with calls that return two results, around a bug of clang 19.

wasm_cc.py CLANG LLC SOURCE OBJECT FLAGS…

In the ABI that returns a struct of two words as two wasm results, clang 19 miscompiles an expression that uses the
second result before something computed from the first, as in `r = f(x); return r.flag | (r.value == 7)`: it reads
the local that shall hold the second result before the call has set it. (The call is moved into the expression of its
first result; the read of the second one stays in front.) So this goes through LLVM's text form and ties every second
result down right behind its call with an empty assembly statement, which costs no instruction. tests/wasm_cc/run
shows that the bug is gone.

The same happens to 64-bit multiplication with overflow check, which becomes a call of a 128-bit library function with
two results: those become calls of base/wide.c.

Where CCACHE_DIR is set, objects are kept there by the preprocessed text, the flags and the compiler, as ccache does
for the compilers it knows.
"""
import hashlib
import os
import re
import shutil
import subprocess
import sys

TYPE = re.compile(r"^(%[\w.]+) = type (.+)$")
CALL = re.compile(r"^  (%[\w.]+) = (?:tail |musttail |notail )?call ")
EXTRACT = re.compile(r"^  (%[\w.]+) = extractvalue (.+) (%[\w.]+), (\d+(?:, \d+)*)$")
OVERFLOW = re.compile(r"^  (%[\w.]+) = (?:tail )?call \{ i64, i1 \} @llvm\.([su])mul\.with\.overflow\.i64\((.*)\)(.*)$")
WIDE = {"s": "wide_product_signed", "u": "wide_product_unsigned"}
NARROW = re.compile(r"^i(?:[1-9]|[12]\d|3[01])$")


def field_of(kind, index, types):
    """The type of one field of an aggregate, `types` being those with names."""
    kind = types.get(kind, kind)
    if kind.startswith("["):
        return kind[1:-1].split(" x ", 1)[1]
    fields, depth = [""], 0
    for letter in kind[1:-1]:
        depth += (letter in "{[<(") - (letter in "}]>)")
        if letter == "," and depth == 0:
            fields.append("")
        else:
            fields[-1] += letter
    return fields[index].strip()


def fresh(value, word):
    """A name for a step on the way to `value`; LLVM's own names have no such dots."""
    return "%%mv.%s.%s" % (word, value[1:])


def tie_down(value, raw, kind):
    """`value` is `raw` from behind an empty assembly statement, which the call cannot be moved across."""
    statement = '  %s = call %s asm sideeffect "", "=r,0"(%s %s)'
    if not NARROW.match(kind):
        return [statement % (value, kind, kind, raw)]
    wide, tied = fresh(value, "wide"), fresh(value, "tied")
    return ["  %s = zext %s %s to i32" % (wide, kind, raw), statement % (tied, "i32", "i32", wide),
            "  %s = trunc i32 %s to %s" % (value, tied, kind)]


def call_wide(value, sign, arguments):
    call, product, raw, word, over, half = [fresh(value, step) for step in
                                            ("call", "product", "raw", "word", "over", "half")]
    return ["  %s = call { i64, i32 } @%s(%s)" % (call, WIDE[sign], re.sub(r"\bnoundef ", "", arguments)),
            "  %s = extractvalue { i64, i32 } %s, 1" % (raw, call), *tie_down(word, raw, "i32"),
            "  %s = extractvalue { i64, i32 } %s, 0" % (product, call),
            "  %s = trunc i32 %s to i1" % (over, word),
            "  %s = insertvalue { i64, i1 } poison, i64 %s, 0" % (half, product),
            "  %s = insertvalue { i64, i1 } %s, i1 %s, 1" % (value, half, over)]


def transform(text):
    types, used, result = {}, set(), []
    results = {}  # values that are results of a call → whether they start with its first one
    for line in text.split("\n"):
        if line.startswith("define "):
            results = {}
        match = TYPE.match(line)
        if match:
            types[match.group(1)] = match.group(2)
        match = OVERFLOW.match(line)
        if match:
            result += call_wide(*match.group(1, 2, 3))
            used.add(match.group(2))
            continue
        match = CALL.match(line)
        if match and " @llvm." not in line.partition("(")[0]:
            results[match.group(1)] = True
        match = EXTRACT.match(line)
        if match and match.group(3) in results:
            value, kind, source, path = match.groups()
            is_first = results[source]
            for index in path.split(", "):
                kind = field_of(kind, int(index), types)
                is_first = is_first and index == "0"
            if kind[0] in "{[" or types.get(kind, "i")[0] in "{[":
                results[value] = is_first
            elif not is_first:
                raw = fresh(value, "raw")
                result += [line.replace(value, raw, 1), *tie_down(value, raw, kind)]
                continue
        result.append(line)
    for sign in sorted(used):
        if not re.search(r"^(?:define|declare) .*@%s\(" % WIDE[sign], text, re.M):
            result.append("declare { i64, i32 } @%s(i64, i64)" % WIDE[sign])
    return "\n".join(result)


def kept_object(clang, source, target, flags):
    """Where the object of this text is kept, or nothing without a cache; writes the list of what it depends on."""
    if not os.environ.get("CCACHE_DIR"):
        return None
    read = subprocess.run([clang, *flags, "-E", "-P", "-MD", "-MF", target + ".d", "-MT", target, source],
                          stdout=subprocess.PIPE)
    if read.returncode:
        sys.exit(read.returncode)
    key = hashlib.sha256(read.stdout)
    with open(__file__, "rb") as script:
        key.update(script.read())
    compiler = os.stat(clang)
    plain = [flag for flag in flags if not flag.startswith(("-I", "/"))]
    key.update(repr((plain, clang, compiler.st_size, compiler.st_mtime)).encode())
    return os.path.join(os.environ["CCACHE_DIR"], "wasm", key.hexdigest()[:2], key.hexdigest())


def keep(target, kept):
    """Copies by way of a name of its own: others may read and write here at the same time."""
    os.makedirs(os.path.dirname(kept), exist_ok=True)
    fresh_name = "%s.%d" % (kept, os.getpid())
    shutil.copyfile(target, fresh_name)
    os.replace(fresh_name, kept)


def main():
    clang, llc, source, target = sys.argv[1:5]
    flags = sys.argv[5:]
    kept = kept_object(clang, source, target, flags)
    if kept and os.path.exists(kept):
        shutil.copyfile(kept, target)
        return
    made = subprocess.run([clang] + flags + ["-S", "-emit-llvm", "-MD", "-MF", target + ".d", "-MT", target, source,
                                             "-o", "-"], stdout=subprocess.PIPE)
    if made.returncode:
        sys.exit(made.returncode)
    command = [llc, "-O2", "-filetype=obj", "-target-abi=experimental-mv", "-function-sections", "-data-sections",
               "-o", target, "-"]
    done = subprocess.run(command, input=transform(made.stdout.decode()).encode())
    if done.returncode and os.path.exists(target):
        os.remove(target)
    elif kept:
        keep(target, kept)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
