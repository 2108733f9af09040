"""The system: files, folders, the environment. Processes are not there."""

import abc
import posix
import sys
import posixpath as path
from posix import (
    open, close, read, write, lseek, ftruncate, isatty, getpid, urandom, strerror,
)

error = OSError
name = "posix"
linesep = "\n"
sep = "/"
altsep = None
extsep = "."
curdir = "."
pardir = ".."
pathsep = ":"
defpath = "/bin:/usr/bin"
devnull = "/dev/null"

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
F_OK = 0
R_OK = 4
W_OK = 2
X_OK = 1
O_RDONLY = 0
O_WRONLY = 1
O_RDWR = 2
O_CREAT = 64
O_EXCL = 128
O_TRUNC = 512
O_APPEND = 1024
O_NONBLOCK = 2048
O_CLOEXEC = 524288
EX_OK = 0
EX_CANTCREAT = 73
EX_CONFIG = 78
EX_DATAERR = 65
EX_IOERR = 74
EX_NOHOST = 68
EX_NOINPUT = 66
EX_NOPERM = 77
EX_NOUSER = 67
EX_OSERR = 71
EX_OSFILE = 72
EX_PROTOCOL = 76
EX_SOFTWARE = 70
EX_TEMPFAIL = 75
EX_UNAVAILABLE = 69
EX_USAGE = 64
O_DIRECTORY = 65536
O_NDELAY = 2048
O_SYNC = 1052672
O_DSYNC = 4096
O_ACCMODE = 3
O_NOCTTY = 256
WNOHANG = 1
WUNTRACED = 2
RTLD_LAZY = 1
RTLD_NOW = 2
RTLD_GLOBAL = 256
RTLD_LOCAL = 0
P_NOWAIT = 1
P_WAIT = 0
F_LOCK = 1
F_TEST = 3
F_TLOCK = 2
F_ULOCK = 0
NGROUPS_MAX = 65536
TMP_MAX = 238328
O_NOFOLLOW = 131072

supports_follow_symlinks = set()
supports_fd = set()
supports_dir_fd = set()
supports_bytes_environ = True


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    kind = type(path)
    if not hasattr(path, "__fspath__"):
        raise TypeError("expected str, bytes or os.PathLike object, not " + kind.__name__)
    found = path.__fspath__()
    if isinstance(found, (str, bytes)):
        return found
    raise TypeError(f"expected {kind.__name__}.__fspath__() to return str or bytes, "
                    f"not {type(found).__name__}")


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


class PathLike(abc.ABC):
    @abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return hasattr(subclass, "__fspath__")
        return NotImplemented


# ---- what the system says of files


class stat_result:
    def __init__(self, numbers):
        self.st_mode = numbers[0]
        self.st_ino = numbers[1]
        self.st_dev = numbers[2]
        self.st_nlink = numbers[3]
        self.st_uid = numbers[4]
        self.st_gid = numbers[5]
        self.st_size = numbers[6]
        self.st_atime_ns = numbers[7]
        self.st_mtime_ns = numbers[8]
        self.st_ctime_ns = numbers[9]
        self.st_atime = numbers[7] / 1e9
        self.st_mtime = numbers[8] / 1e9
        self.st_ctime = numbers[9] / 1e9

    def _items(self):
        return (self.st_mode, self.st_ino, self.st_dev, self.st_nlink, self.st_uid, self.st_gid,
                self.st_size, self.st_atime_ns // 10**9, self.st_mtime_ns // 10**9,
                self.st_ctime_ns // 10**9)

    def __getitem__(self, index):
        return self._items()[index]

    def __len__(self):
        return 10

    def __iter__(self):
        return iter(self._items())

    def __eq__(self, other):
        return self._items() == (other._items() if isinstance(other, stat_result) else other)

    def __hash__(self):
        return hash(self._items())

    def __repr__(self):
        names = ("st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size",
                 "st_atime", "st_mtime", "st_ctime")
        items = self._items()
        parts = [f"{names[i]}={items[i]}" for i in range(10)]
        return "os.stat_result(" + ", ".join(parts) + ")"


def stat(path, *, dir_fd=None, follow_symlinks=True):
    if isinstance(path, int):
        return stat_result(posix._fstat(path))
    path = fspath(path)
    return stat_result(posix._stat(path) if follow_symlinks else posix._lstat(path))


def lstat(path, *, dir_fd=None):
    return stat_result(posix._lstat(fspath(path)))


def fstat(fd):
    return stat_result(posix._fstat(fd))


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    return posix.access(fspath(path), mode)


def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    posix.chmod(fspath(path), mode)


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True):
    if times is not None and ns is not None:
        raise ValueError("utime: you may specify either 'times' or 'ns' but not both")
    if ns is None:
        if times is None:
            import time

            now = time.time_ns()
            ns = (now, now)
        else:
            ns = (int(times[0] * 1e9), int(times[1] * 1e9))
    posix._utime(fspath(path), ns[0], ns[1])


# ---- names and folders


def unlink(path, *, dir_fd=None):
    posix.unlink(fspath(path))


def remove(path, *, dir_fd=None):
    posix.unlink(fspath(path))


def mkdir(path, mode=0o777, *, dir_fd=None):
    posix.mkdir(fspath(path), mode)


def makedirs(name, mode=0o777, exist_ok=False):
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == curdir or tail == b".":
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def rmdir(path, *, dir_fd=None):
    posix.rmdir(fspath(path))


def removedirs(name):
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    posix.rename(fspath(src), fspath(dst))


def replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    posix.rename(fspath(src), fspath(dst))


def renames(old, new):
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True):
    posix.link(fspath(src), fspath(dst))


def symlink(src, dst, target_is_directory=False, *, dir_fd=None):
    posix.symlink(fspath(src), fspath(dst))


def readlink(path, *, dir_fd=None):
    return posix.readlink(fspath(path))


def listdir(path="."):
    path = fspath("." if path is None else path)
    names = posix.listdir(path)
    if isinstance(path, bytes):
        return [fsencode(name) for name in names]
    return names


def getcwd():
    return posix.getcwd()


def getcwdb():
    return fsencode(posix.getcwd())


def chdir(path):
    posix.chdir(fspath(path))


class DirEntry:
    def __init__(self, folder, name):
        self.name = name
        self.path = path.join(folder, name)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"

    def stat(self, *, follow_symlinks=True):
        return stat(self.path, follow_symlinks=follow_symlinks)

    def inode(self):
        return lstat(self.path).st_ino

    def _is_kind(self, kind, follow_symlinks):
        try:
            found = stat(self.path, follow_symlinks=follow_symlinks)
        except FileNotFoundError:
            return False
        return found.st_mode & 0o170000 == kind

    def is_dir(self, *, follow_symlinks=True):
        return self._is_kind(0o040000, follow_symlinks)

    def is_file(self, *, follow_symlinks=True):
        return self._is_kind(0o100000, follow_symlinks)

    def is_symlink(self):
        return self._is_kind(0o120000, False)

    def is_junction(self):
        return False


class _Entries:
    def __init__(self, entries):
        self._entries = entries
        self._at = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self._at >= len(self._entries):
            raise StopIteration
        self._at += 1
        return self._entries[self._at - 1]

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.close()

    def close(self):
        self._at = len(self._entries)


def scandir(path="."):
    folder = fspath("." if path is None else path)
    return _Entries([DirEntry(folder, name) for name in listdir(folder)])


class _Walk:
    """The folders below one; from the top down, whoever asks may change what comes next."""

    def __init__(self, top, topdown, onerror, followlinks):
        self._topdown = topdown
        self._onerror = onerror
        self._followlinks = followlinks
        self._stack = [(top, None)]
        self._given = None

    def __iter__(self):
        return self

    def _listed(self, folder):
        try:
            entries = scandir(folder)
        except OSError as error:
            if self._onerror is not None:
                self._onerror(error)
            return None
        folders = []
        files = []
        for entry in entries:
            if entry.is_dir():
                folders.append(entry.name)
            else:
                files.append(entry.name)
        return (folder, folders, files)

    def _push_inner(self, found):
        for name in reversed(found[1]):
            inner = path.join(found[0], name)
            if self._followlinks or not path.islink(inner):
                self._stack.append((inner, None))

    def __next__(self):
        if self._given is not None:
            self._push_inner(self._given)
            self._given = None
        while self._stack:
            folder, found = self._stack.pop()
            if found is not None:
                return found
            found = self._listed(folder)
            if found is None:
                continue
            if self._topdown:
                self._given = found
                return found
            self._stack.append((folder, found))
            self._push_inner(found)
        raise StopIteration


def walk(top, topdown=True, onerror=None, followlinks=False):
    return _Walk(fspath(top), topdown, onerror, followlinks)


# ---- the environment


class _Environ:
    """Names and values of the process; what is set is seen by this program alone."""

    def __init__(self):
        self._data = {}
        for entry in posix._environ():
            key, equals, value = entry.partition("=")
            if equals and key not in self._data:
                self._data[key] = value

    def _check(self, text):
        if not isinstance(text, str):
            raise TypeError(f"str expected, not {type(text).__name__}")
        return text

    def __getitem__(self, key):
        if self._check(key) not in self._data:
            raise KeyError(key)
        return self._data[key]

    def __setitem__(self, key, value):
        self._data[self._check(key)] = self._check(value)

    def __delitem__(self, key):
        if self._check(key) not in self._data:
            raise KeyError(key)
        del self._data[key]

    def __contains__(self, key):
        return key in self._data

    def __len__(self):
        return len(self._data)

    def __iter__(self):
        return iter(list(self._data))

    def __repr__(self):
        return f"environ({self._data!r})"

    def get(self, key, default=None):
        return self._data[key] if key in self._data else default

    def keys(self):
        return self._data.keys()

    def values(self):
        return self._data.values()

    def items(self):
        return self._data.items()

    def copy(self):
        return dict(self._data)

    def setdefault(self, key, value):
        if key not in self._data:
            self[key] = value
        return self[key]

    def pop(self, key, *default):
        if key not in self._data:
            if default:
                return default[0]
            raise KeyError(key)
        value = self._data[key]
        del self._data[key]
        return value

    def update(self, other=(), **more):
        for key, value in dict(other, **more).items():
            self[key] = value

    def clear(self):
        self._data.clear()


environ = _Environ()


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(key, value):
    environ[key] = value


def unsetenv(key):
    environ.pop(key, None)


def get_exec_path(env=None):
    found = (environ if env is None else env).get("PATH")
    return (defpath if found is None else found).split(pathsep)


def cpu_count():
    return 1


def fdopen(fd, mode="r", buffering=-1, encoding=None, *args, **kwargs):
    import _io

    if not isinstance(fd, int):
        raise TypeError(f"invalid fd type ({type(fd)}, expected integer)")
    return _io.open(fd, mode, buffering, encoding, *args, **kwargs)


def fsync(fd):
    posix._fstat(fd)


def umask(mask):
    raise NotImplementedError("os.umask")


def system(command):
    raise NotImplementedError("os.system")


def _exit(status):
    raise NotImplementedError("os._exit")


def get_terminal_size(fd=1):
    raise OSError(25, "Inappropriate ioctl for device")


class terminal_size:
    def __init__(self, size):
        self.columns = size[0]
        self.lines = size[1]
