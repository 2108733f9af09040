"""web_library.py LIB OUT: the library's modules in Python, as pages fetch them one by one.

OUT/krait-lib/ gets the files of LIB, OUT/krait-python/ those of this Python's standard library that are pure Python,
with its licence; OUT/krait-lib/index.txt names them all, one per line, relative to OUT. Written anew only when changed.
"""
import pathlib
import shutil
import sys
import sysconfig

# What a page has no use for: tests, tools, windows, other people's packages.
LEFT_OUT = {"__pycache__", "test", "tests", "idlelib", "tkinter", "turtledemo", "lib2to3", "ensurepip", "distutils",
            "site-packages", "dist-packages", "pydoc_data", "lib-dynload", "encodings", "venv", "msilib", "curses", "dbm"}


def sources(folder):
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).parts
        if LEFT_OUT.isdisjoint(parts) and not parts[0].startswith(("config-", "_sysconfigdata", "__phello")):
            yield path, "/".join(parts)


def copy(folder, to):
    names = []
    for path, name in sources(folder):
        target = to / name
        text = path.read_bytes()
        if not target.is_file() or target.read_bytes() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)
        names.append("%s/%s" % (to.name, name))
    return names


def licence(standard):
    """The file that allows us to pass the standard library on."""
    version = "python%d.%d" % sys.version_info[:2]
    places = [standard / "LICENSE.txt", standard / "LICENSE", pathlib.Path(sys.base_prefix) / "LICENSE.txt",
              pathlib.Path("/usr/share/doc") / version / "copyright",
              pathlib.Path("/usr/share/doc/lib%s-minimal/copyright" % version)]
    return next((place for place in places if place.is_file()), None)


def main(lib, out):
    out = pathlib.Path(out)
    names = copy(pathlib.Path(lib), out / "krait-lib")
    standard = pathlib.Path(sysconfig.get_path("stdlib"))
    found = licence(standard)
    if found:
        names += copy(standard, out / "krait-python")
        shutil.copyfile(found, out / "krait-python" / "LICENSE.txt")
    else:
        print("web_library.py: no licence beside this Python's standard library: pages go without it", file=sys.stderr)
    (out / "krait-lib" / "index.txt").write_text("\n".join(names) + "\n", encoding="utf-8")


main(*sys.argv[1:])
