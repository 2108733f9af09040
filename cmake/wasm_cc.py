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
"""
import os
import re
import subprocess
import sys

TYPE = re.compile(r"^(%[\w.]+) = type \{ (.+) \}$")
CALL = re.compile(r"^  (%[\w.]+) = (?:tail |musttail |notail )?call .*?(\{ \w+, \w+ \}|%[\w.]+) (@[\w.]+|%[\w.]+)\(")
EXTRACT = re.compile(r"^  (%[\w.]+) = extractvalue (\{ \w+, \w+ \}|%[\w.]+) (%[\w.]+), 1(.*)$")
OVERFLOW = re.compile(r"^  (%[\w.]+) = (?:tail )?call \{ i64, i1 \} @llvm\.([su])mul\.with\.overflow\.i64\((.*)\)(.*)$")
WIDE = {"s": "wide_product_signed", "u": "wide_product_unsigned"}


def tie_down(value, raw, kind):
    return '  %s = call %s asm sideeffect "", "=r,0"(%s %s)' % (value, kind, kind, raw)


def fresh(value, word):
    """A name for a step on the way to `value`; LLVM's own names have no such dots."""
    return "%%%s.%s" % (word, value[1:])


def transform(text):
    types, calls, used, result = {}, set(), set(), []
    for line in text.split("\n"):
        if line.startswith("define "):
            calls = set()
        match = TYPE.match(line)
        if match:
            types[match.group(1)] = match.group(2).split(", ")
        match = OVERFLOW.match(line)
        if match:
            value, sign, arguments, _ = match.groups()
            arguments = re.sub(r"\b(noundef|signext|zeroext) ", "", arguments)
            names = [fresh(value, word) for word in ("mv.call", "mv.product", "mv.raw", "mv.word", "mv.over", "mv.half")]
            call, product, raw, word, over, half = names
            result += ["  %s = call { i64, i32 } @%s(%s)" % (call, WIDE[sign], arguments),
                       "  %s = extractvalue { i64, i32 } %s, 1" % (raw, call), tie_down(word, raw, "i32"),
                       "  %s = extractvalue { i64, i32 } %s, 0" % (product, call),
                       "  %s = trunc i32 %s to i1" % (over, word),
                       "  %s = insertvalue { i64, i1 } poison, i64 %s, 0" % (half, product),
                       "  %s = insertvalue { i64, i1 } %s, i1 %s, 1" % (value, half, over)]
            used.add(sign)
            continue
        match = CALL.match(line)
        if match and not match.group(3).startswith("@llvm."):
            calls.add(match.group(1))
        match = EXTRACT.match(line)
        if match and match.group(3) in calls:
            value, kind, source, rest = match.groups()
            fields = types.get(kind) or kind[2:-2].split(", ")
            raw = fresh(value, "mv.raw")
            result += ["  %s = extractvalue %s %s, 1%s" % (raw, kind, source, rest), tie_down(value, raw, fields[1])]
            continue
        result.append(line)
    for sign in sorted(used):
        if not re.search(r"^(?:define|declare) .*@%s\(" % WIDE[sign], text, re.M):
            result.append("declare { i64, i32 } @%s(i64, i64)" % WIDE[sign])
    return "\n".join(result)


def main():
    clang, llc, source, target = sys.argv[1:5]
    flags = sys.argv[5:]
    made = subprocess.run([clang] + flags + ["-S", "-emit-llvm", "-MD", "-MF", target + ".d", "-MT", target, source,
                                             "-o", "-"], stdout=subprocess.PIPE)
    if made.returncode:
        sys.exit(made.returncode)
    command = [llc, "-O2", "-filetype=obj", "-target-abi=experimental-mv", "-function-sections", "-data-sections",
               "-o", target, "-"]
    done = subprocess.run(command, input=transform(made.stdout.decode()).encode())
    if done.returncode and os.path.exists(target):
        os.remove(target)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
