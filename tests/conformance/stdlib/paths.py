import os.path
import posixpath
import stat

cases = ["", "/", "a", "a/", "/a", "a/b", "/a/b/", "a//b", "../x", "a/./b/../c", "//x", "///x", "."]
for p in cases:
    print(repr(p), os.path.split(p), os.path.normpath(p), os.path.isabs(p), os.path.dirname(p))
for p in ["x.py", "x.tar.gz", ".bashrc", "a.b/c", "a/.x.y", "..."]:
    print(p, os.path.splitext(p))
print(os.path.join("a", "b", "c"), os.path.join("a", "/b"), os.path.join("a/", "b"), os.path.join("a", ""))
print(os.path.commonprefix(["/usr/lib", "/usr/local", "/usr/l"]), os.path.commonpath(["/usr/lib/x", "/usr/lib/y"]))
print(os.path.relpath("/a/b/c", "/a/d"), posixpath.basename("/x/y"))
try:
    os.path.join("a", 1)
except TypeError as error:
    print(error)
try:
    os.path.commonpath([])
except ValueError as error:
    print(error)
print(stat.S_ISDIR(0o040755), stat.filemode(0o100644), stat.filemode(0o040755), oct(stat.S_IMODE(0o100755)))


class P:
    def __init__(self, p):
        self.p = p

    def __fspath__(self):
        return self.p


print(os.fspath(P("q/r")), os.path.join(P("a"), P("b")), os.path.basename(P("x/y")))
try:
    os.fspath(3)
except TypeError as error:
    print(error)
