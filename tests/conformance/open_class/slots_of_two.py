# Two bases that share slots of a common one, as pathlib has them.
class PurePath:
    __slots__ = ("_a", "_b")
class PurePosix(PurePath):
    __slots__ = ()
class Path(PurePath):
    __slots__ = ()
class PosixPath(Path, PurePosix):
    __slots__ = ()
p = PosixPath(); p._a = 1; print(p._a)
