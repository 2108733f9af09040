import os
import sys

folder = "/tmp/files-of-%d" % os.getpid()
os.mkdir(folder)
name = os.path.join(folder, "hello.txt")
with open(name, "w") as f:
    print(f.write("line one\nzweite \u00fc\nthird"), file=f)
    f.writelines(["a\n", "b\n"])
print(os.path.exists(name), os.path.getsize(name), os.path.isfile(name), os.path.isdir(folder))
with open(name) as f:
    for number, line in enumerate(f):
        print(number, repr(line))
    print(repr(f.read()), f.closed)
print(f.closed, f.mode)
with open(name, "rb") as f:
    print(f.read(5), f.tell(), f.readline(), f.seek(-4, 2), f.readlines())
for mode in ("r", "x"):
    try:
        open(os.path.join(folder, "none") if mode == "r" else name, mode)
    except OSError as error:
        print(type(error).__name__, error.errno, error.strerror, os.path.basename(error.filename))
for bad in ("", "rw", "z", "bt"):
    try:
        open(name, bad)
    except ValueError:
        print("ValueError", repr(bad))
try:
    f.read()
except ValueError as error:
    print(error)
with open(name, "a") as f:
    f.write("more\n")
with open(name, "r+") as f:
    print(repr(f.readline()), f.tell())
    f.seek(0)
    f.write("LINE")
    f.seek(0)
    print(f.read().splitlines())
with open(name, "w", encoding="latin-1", newline="\r\n") as f:
    f.write("caf\u00e9\nx\n")
print(open(name, "rb").read())
print(open(name, encoding="latin-1").readlines())
print(open(name, encoding="latin-1", newline="").readlines())
try:
    open(name).read()
except UnicodeDecodeError as error:
    print(error.encoding, error.start)
print(repr(open(name, errors="replace").readline()))
os.rename(name, name + ".old")
os.makedirs(os.path.join(folder, "a", "b"), exist_ok=True)
print(sorted(os.listdir(folder)))
open(os.path.join(folder, "a", "f1"), "wb").write(b"1234")
for top, folders, files in os.walk(folder):
    print(top[len(folder):], sorted(folders), sorted(files))
print([(e.name, e.is_dir()) for e in sorted(os.scandir(folder), key=lambda e: e.name)])
print(os.stat(os.path.join(folder, "a", "f1")).st_size)
try:
    os.rmdir(os.path.join(folder, "a"))
except OSError as error:
    print(error.errno, error.strerror)
os.remove(os.path.join(folder, "a", "f1"))
os.removedirs(os.path.join(folder, "a", "b"))
os.remove(name + ".old") if os.path.exists(name + ".old") else None
if os.path.exists(folder):
    os.rmdir(folder)
print(os.path.exists(folder), os.sep, os.linesep == "\n")
os.environ["KRAIT_TEST"] = "value"
print(os.environ.get("KRAIT_TEST"), os.getenv("KRAIT_NONE", "default"), "KRAIT_TEST" in os.environ)
try:
    os.environ["KRAIT_NONE"]
except KeyError as error:
    print("KeyError", error)
