# An INI dialect: sections, inheritance, interpolation, types, errors with line numbers; a context stack.
import os.path
import re
import shlex
from collections import ChainMap
from contextlib import ExitStack, contextmanager, suppress
from types import SimpleNamespace


class ConfigError(ValueError):
    def __init__(self, line, message):
        super().__init__(f"line {line}: {message}")
        self.line = line


CONVERTERS = {"int": int, "float": float, "bool": lambda t: {"yes": True, "no": False}[t.lower()], "list": shlex.split,
              "path": os.path.normpath}


def parse(text):
    sections, current = {"": {}}, ""
    parents = {}
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.split("#")[0].strip()
        if not line:
            continue
        if match := re.fullmatch(r"\[(\w+)(?:\s*:\s*(\w+))?\]", line):
            current, parent = match.groups()
            if parent and parent not in sections:
                raise ConfigError(number, f"unknown section {parent!r}")
            parents[current] = parent or ""
            sections.setdefault(current, {})
        elif match := re.fullmatch(r"(\w+)(?:<(\w+)>)?\s*=\s*(.*)", line):
            key, kind, value = match.groups()
            try:
                sections[current][key] = CONVERTERS[kind](value) if kind else value
            except KeyError as e:
                raise ConfigError(number, f"bad {e}") from None
            except ValueError as e:
                raise ConfigError(number, str(e)) from e
        else:
            raise ConfigError(number, f"cannot read {line!r}")
    result = {}
    for name in sections:
        chain, at = [sections[name]], name
        while at:
            at = parents.get(at, "")
            chain.append(sections[at])
        result[name] = ChainMap(*chain)
    return result


def expand(value, scope, depth=0):
    if depth > 5:
        raise RecursionError(f"{value} expands without end")
    if isinstance(value, str):
        return re.sub(r"\$\{(\w+)\}", lambda m: str(expand(scope[m[1]], scope, depth + 1)), value)
    return value


TEXT = """
root = /srv   # the top
port<int> = 80
[base]
debug<bool> = no
log = ${root}/log/${name}.txt
name = base
[web : base]
name = web
port<int> = 8080
hosts<list> = a.org "b c" d
[loop : web]
root = ${log}
home<path> = /a/./b/../c
"""
config = parse(TEXT)
web = config["web"]
print({key: expand(web[key], web) for key in sorted(web)})
print(len(web.maps), web["port"], config["base"]["port"], "hosts" in config["base"], config["loop"]["home"])
try:
    expand(config["loop"]["log"], config["loop"])
except RecursionError as e:
    print(e)
for bad in ("[x : y]", "a b", "n<int> = z", "b<bool> = maybe", "k<what> = 1"):
    try:
        parse("# first\n" + bad)
    except ConfigError as e:
        print(e, e.line, type(e.__cause__).__name__)


@contextmanager
def setting(config, **changes):
    config.maps.insert(0, changes)
    try:
        yield config
    finally:
        config.maps.pop(0)


with setting(web, port=1), ExitStack() as stack:
    inner = stack.enter_context(setting(web, name="inner"))
    stack.callback(print, "leaving", web["port"])
    print(inner["name"], inner["port"], expand(inner["log"], inner))
print(web["name"], web["port"])
with suppress(KeyError):
    web["missing"]
    print("not here")
ns = SimpleNamespace(**{k: v for k, v in web.items() if k in ("name", "port")})
print(ns.name, ns.port, ns == SimpleNamespace(name="web", port=8080))
