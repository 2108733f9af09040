"""Lines of source files, kept."""

cache = {}


def getlines(filename, module_globals=None):
    if filename not in cache:
        try:
            with open(filename, encoding="utf-8") as file:
                lines = file.readlines()
        except (OSError, UnicodeDecodeError):
            return []
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        cache[filename] = lines
    return cache[filename]


def getline(filename, lineno, module_globals=None):
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def clearcache():
    cache.clear()


def checkcache(filename=None):
    pass


def lazycache(filename, module_globals):
    return False
