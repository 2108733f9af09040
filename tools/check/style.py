"""Rules on the text of single files: limits, names, and what stays inside one room."""
import re

from tree import Violation

FUNCTION_LINES_MAX = 70
FILE_LINES_MAX = 1000
LINE_CHARACTERS_MAX = 100
FORBIDDEN_STEMS = ("utils", "util", "common", "misc", "helpers")
FREE_STEMS = ("main",)  # fixed by a convention


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def functions(file):
    """(name, first line, last line): bodies start with a line at column 0 that ends in ') {'."""
    lines = file.blank().split("\n")
    start = name = None
    head = ""
    for number, line in enumerate(lines, 1):
        if start is None:
            if line[:1].isalpha() or line[:1] == "_":
                head, head_line = line, number
            elif line[:1] in (" ", "\t"):
                head += line
            else:
                head = ""
            if head and line.rstrip().endswith("{"):
                before = head[:head.rfind("{")].rstrip()
                if before.endswith(")") and "=" not in before and "(" in before:
                    match = re.search(r"(\w+)\s*\(", before)
                    start, name = head_line, match.group(1) if match else "?"
                head = ""
            elif head and line.rstrip().endswith((";", "}")):
                head = ""
        elif line.startswith("}"):
            yield name, start, number
            start = None


def check_limits(tree):
    for file in tree.files:
        if file.is_table:
            continue
        if len(file.lines) - 1 > FILE_LINES_MAX:
            yield Violation("limit", file.path, FILE_LINES_MAX, "%d lines; the limit is %d"
                            % (len(file.lines) - 1, FILE_LINES_MAX), "file")
        for number, line in enumerate(file.lines, 1):
            if len(line) > LINE_CHARACTERS_MAX:
                yield Violation("limit", file.path, number, "%d characters; the limit is %d"
                                % (len(line), LINE_CHARACTERS_MAX), "line")
        for name, start, end in functions(file):
            if end - start + 1 > FUNCTION_LINES_MAX:
                # A flat switch or dispatch loop says so, above it or inside.
                if "// table:" not in "\n".join(file.lines[max(0, start - 4):end]):
                    yield Violation("limit", file.path, start, "%s has %d lines; the limit is %d"
                                    % (name, end - start + 1, FUNCTION_LINES_MAX), name)


def check_stems(tree):
    seen = {}
    for file in tree.files:
        if file.stem in FORBIDDEN_STEMS:
            yield Violation("name", file.path, 1, "a file is named by a noun that says what it holds")
        if file.path.startswith(("src/", "tools/")) and file.name.endswith(".c") and file.stem not in FREE_STEMS:
            if file.stem in seen:
                yield Violation("name", file.path, 1, "%s has the same stem" % seen[file.stem])
            seen[file.stem] = file.path


SHORT_TYPE = re.compile(r"^(?:typedef [^;{]*?|\} )(\w+_t);", re.M)
SMALL_TYPE = re.compile(r"^(?:typedef (?:struct|enum|union)\b[^;{]*?\b|\} )([a-z]\w*);", re.M)
STATUS_RESULT = re.compile(r"^(?:extern )?Status (\w+)\(", re.M)
TODO = re.compile(r"\b(TODO|FIXME|XXX)\b(?!\(#\d+\))")


def check_names(tree):
    for file in tree.files:
        code = file.blank()
        if file.path == "src/base/types.h":
            continue
        for pattern, text in ((SHORT_TYPE, "no _t"), (SMALL_TYPE, "types are CamelCase")):
            for match in pattern.finditer(code):
                opening = re.findall(r"^\w.*$", code[:match.start()], re.M)
                if match.group().startswith("}") and opening and not opening[-1].startswith("typedef"):
                    continue  # a variable of a type without a name
                yield Violation("name", file.path, line_of(code, match.start(1)), "%s: %s" % (match.group(1), text),
                                match.group(1))


def check_status(tree):
    for file in tree.files:
        if file.is_header:
            for match in STATUS_RESULT.finditer(file.blank()):
                if not match.group(1).endswith("_status"):
                    yield Violation("status", file.path, line_of(file.text, match.start(1)),
                                    "%s returns a Status: NODISCARD" % match.group(1), match.group(1))


def check_todo(tree):
    for file in tree.files:
        for number, line in enumerate(file.lines, 1):
            if TODO.search(line) and not file.is_test:
                yield Violation("todo", file.path, number, "write TODO(#12): what, with the issue's number")


# CPython's API is used here alone, and CPython writes into the static tables that it is given.
CPYTHON_FOLDERS = ("src/server/pyhost/", "src/server/pyapi/", "src/pybind/")

# rule, pattern, folders where it is allowed, what to do instead
CONFINED = (
    ("system", re.compile(r"^\s*#\s*(?:if|ifdef|ifndef|elif)\b.*\b(__linux__|__APPLE__|_WIN32|__unix__|__FreeBSD__)\b",
                          re.M), ("src/os/",), "systems differ only inside os/"),
    ("wasm", re.compile(r"\b(__wasm__|__wasm32__|__wasm_simd128__|__AVX2__|__SSE2__)\b"), ("src/base/",),
     "only base/ asks for the machine"),
    ("cpython", re.compile(r"\b(PY_VERSION_HEX|PyObject)\b"), CPYTHON_FOLDERS,
     "CPython's API appears only in server/pyhost and pybind"),
    ("errno", re.compile(r"\b(errno|perror|strerror)\b"), ("src/os/", "tests/"), "errno stays in os/"),
    ("longjmp", re.compile(r"\b(setjmp|longjmp|sigsetjmp|siglongjmp)\b"), ("tests/",), "no longjmp"),
    ("output", re.compile(r"\b(printf|puts|putchar|fprintf|fputs|exit|_exit|abort)\s*\("),
     ("tools/", "tests/", "src/os/", "src/base/check.c"), "no exit and no printing outside tools/"),
    ("atomic", re.compile(r"\b(_Atomic|__atomic_\w+|__sync_\w+|atomic_(?:load|store|fetch_add|init))\b|<stdatomic\.h>"),
     ("src/base/atomic.h",), "atomics come from base/atomic.h"),
)


def check_confined(tree):
    for file in tree.files:
        if file.is_test:
            continue
        code = file.blank()
        for rule, pattern, folders, text in CONFINED:
            if file.path.startswith(folders):
                continue
            for match in pattern.finditer(code):
                yield Violation(rule, file.path, line_of(code, match.start()), "%s: %s"
                                % (match.group().strip(), text), match.group(match.lastindex or 0))


FILE_STATIC = re.compile(r"^(?:static |_Thread_local |static _Thread_local )(?!inline\b|_Noreturn\b)([^;{}()=]*?)(\w+)"
                         r"(?:\[[^\]]*\])*\s*(?:=|;)", re.M)
LOCAL_STATIC = re.compile(r"^[ \t]+static ([^;{}()=]*?)(\w+)(?:\[[^\]]*\])*\s*(?:=|;)", re.M)


def check_statics(tree):
    """No mutable statics: each `static` object is const, a pointer const twice."""
    for file in tree.files:
        if file.is_test or not file.path.startswith("src/") or file.path.startswith(CPYTHON_FOLDERS):
            continue
        code = file.blank()
        for pattern in (FILE_STATIC, LOCAL_STATIC):
            for match in pattern.finditer(code):
                kind = match.group(1)
                last = kind.rpartition("*")[2] if "*" in kind else kind
                if "const" not in last.split():
                    yield Violation("static", file.path, line_of(code, match.start()),
                                    "%s can change: state belongs into the context" % match.group(2), match.group(2))


MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work/(?:main|shared)|root|home/\w+|tmp/krait)\b")
TEXT_SUFFIXES = (".c", ".h", ".def", ".md", ".py", ".js", ".mjs", ".json", ".txt", ".cmake", ".html", ".sh", "/dev", "/run")


def check_paths_of_machine(tree):
    """No committed file names a path of the machine it was written on."""
    for path in getattr(tree, "paths", ()):
        if path.startswith("tools/check/") or not ("/" + path).endswith(TEXT_SUFFIXES):
            continue
        file = tree.by_path.get(path)
        if file is None:
            try:
                with open("%s/%s" % (tree.root, path), encoding="utf-8") as stream:
                    text = stream.read()
            except (OSError, UnicodeDecodeError):
                continue
        else:
            text = file.text
        for match in MACHINE_PATH.finditer(text):
            yield Violation("machine", path, line_of(text, match.start()), "%s is a path of one machine" % match.group())


def check_readmes(tree):
    for room in tree.rooms.values():
        files = [file for file in tree.files if tree.room_of(file.path) is room]
        if files and "src/%s/README.md" % room.path not in getattr(tree, "paths", ()):
            yield Violation("readme", "src/%s" % room.path, 1, "a room has a README.md from its first file")


ROOT_FILES = {".clang-format", ".clang-format-ignore", ".gitignore", "ARCHITECTURE.md", "CMakeLists.txt", "CMakePresets.json",
              "LICENSE", "MANIFEST.in", "README.md", "dev", "package-lock.json", "package.json", "pyproject.toml", "setup.py"}


def check_root(tree):
    """The root holds what tools look for there, and nothing that somebody tried out."""
    for path in getattr(tree, "paths", ()):
        if "/" not in path and path not in ROOT_FILES:
            yield Violation("root", path, 1, "a file in the root is in tools/check/style.py's list, or in a folder")


RULES = (check_limits, check_stems, check_names, check_status, check_todo, check_confined, check_statics,
         check_paths_of_machine, check_readmes, check_root)
