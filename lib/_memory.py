"""memoryview, written over bytes, bytearray and array.array. One dimension; a bytearray does not know of its views."""

import struct

_SIZES = {"b": 1, "B": 1, "c": 1, "?": 1, "h": 2, "H": 2, "e": 2, "i": 4, "I": 4, "f": 4, "l": 8, "L": 8, "q": 8,
          "Q": 8, "n": 8, "N": 8, "d": 8, "P": 8}


def _contents(value):
    """The bytes that two objects are compared by: (format, tuple of items), or None."""
    if isinstance(value, memoryview):
        return None if value._is_released else value.tolist()
    if isinstance(value, (bytes, bytearray)):
        return list(value)
    if hasattr(value, "_array_data"):
        return value.tolist()
    return None


class memoryview:
    __module__ = "builtins"

    def __new__(cls, object):
        self = super().__new__(cls)
        self._is_released = False
        if isinstance(object, memoryview):
            object._check()
            self._copy_from(object)
            return self
        if isinstance(object, (bytes, bytearray)):
            self._base, self._format, self._size = object, "B", 1
            self._readonly = isinstance(object, bytes)
        elif hasattr(object, "_array_data"):
            self._base, self._format = object._array_data, object.typecode
            self._size = object.itemsize
            self._readonly = False
        else:
            raise TypeError(f"memoryview: a bytes-like object is required, not '{type(object).__name__}'")
        self._obj = object
        self._start = 0
        self._step = self._size
        self._count = len(self._base) // self._size
        return self

    def _copy_from(self, other):
        self._base, self._format, self._size = other._base, other._format, other._size
        self._readonly, self._obj = other._readonly, other._obj
        self._start, self._step, self._count = other._start, other._step, other._count

    def _check(self):
        if self._is_released:
            raise ValueError("operation forbidden on released memoryview object")

    def _place(self, index):
        if index < 0:
            index += self._count
        if index < 0 or index >= self._count:
            raise IndexError("index out of bounds on dimension 1")
        return self._start + index * self._step

    def _get(self, place):
        if self._format == "B":
            return self._base[place]
        return struct.unpack_from(self._format, self._base, place)[0]

    def _set(self, place, value):
        if self._format == "B" and isinstance(value, int) and 0 <= value <= 255:
            self._base[place] = value
            return
        try:
            struct.pack_into(self._format, self._base, place, value)
        except struct.error:
            if isinstance(value, (int, float)) and self._format != "c":
                raise ValueError(f"memoryview: invalid value for format '{self._format}'") from None
            raise TypeError(f"memoryview: invalid type for format '{self._format}'") from None

    def _slice(self, key):
        start, stop, step = key.indices(self._count)
        made = memoryview(self)
        made._count = len(range(start, stop, step))
        made._start = self._start + start * self._step
        made._step = self._step * step
        return made

    def __getitem__(self, key):
        self._check()
        if isinstance(key, slice):
            return self._slice(key)
        if not hasattr(key, "__index__"):
            if key is ...:
                return self
            raise TypeError("memoryview: invalid slice key")
        return self._get(self._place(key.__index__()))

    def __setitem__(self, key, value):
        self._check()
        if self._readonly:
            raise TypeError("cannot modify read-only memory")
        if not isinstance(key, slice):
            if not hasattr(key, "__index__"):
                raise TypeError("memoryview: invalid slice key")
            self._set(self._place(key.__index__()), value)
            return
        target = self._slice(key)
        source = value if isinstance(value, memoryview) else memoryview(value)
        if source._format != target._format or source._count != target._count:
            raise ValueError("memoryview assignment: lvalue and rvalue have different structures")
        if target._step == target._size and source._step == source._size:
            size = target._count * target._size
            data = bytes(source._base[source._start : source._start + size])
            self._base[target._start : target._start + size] = data
            return
        for index, item in enumerate(source.tolist()):
            target._set(target._start + index * target._step, item)

    def __delitem__(self, key):
        raise TypeError("cannot delete memory")

    def __len__(self):
        self._check()
        return self._count

    def __iter__(self):
        self._check()
        for index in range(self._count):
            yield self[index]

    def __reversed__(self):
        for index in range(self._count - 1, -1, -1):
            yield self[index]

    def __contains__(self, value):
        return any(item == value for item in self.tolist())

    def __eq__(self, other):
        if self is other:
            return True
        mine, others = _contents(self), _contents(other)
        if mine is None or others is None:
            return False if isinstance(other, memoryview) else NotImplemented
        return mine == others

    def __hash__(self):
        self._check()
        if not self._readonly:
            raise ValueError("cannot hash writable memoryview object")
        if self._format not in "Bbc":
            raise ValueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
        return hash(self.tobytes())

    def __bytes__(self):
        return self.tobytes()

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc):
        self.release()

    def __repr__(self):
        kind = "released memory" if self._is_released else "memory"
        return f"<{kind} at {hex(id(self))}>"

    def release(self):
        self._is_released = True
        self._base = b""

    def tobytes(self, order="C"):
        self._check()
        if self._step == self._size:
            return bytes(self._base[self._start : self._start + self._count * self._size])
        parts = bytearray()
        for index in range(self._count):
            place = self._start + index * self._step
            parts += self._base[place : place + self._size]
        return bytes(parts)

    def hex(self, *args):
        return self.tobytes().hex(*args)

    def tolist(self):
        self._check()
        if self._format == "B" and self._step == 1:
            return list(self._base[self._start : self._start + self._count])
        return [self._get(self._start + index * self._step) for index in range(self._count)]

    def count(self, value):
        return self.tolist().count(value)

    def index(self, value, start=0, stop=9223372036854775807):
        for index, item in list(enumerate(self.tolist()))[start:stop]:
            if item == value:
                return index
        raise ValueError("memoryview.index(x): x not found")

    def toreadonly(self):
        self._check()
        made = memoryview(self)
        made._readonly = True
        return made

    def cast(self, format, shape=None):
        self._check()
        if shape is not None and (len(shape) != 1):
            raise NotImplementedError("memoryview: Krait has views of one dimension only")
        if self._step != self._size:
            raise TypeError("memoryview: casts are restricted to C-contiguous views")
        native = format[1:] if format[:1] == "@" else format
        if native not in _SIZES:
            raise ValueError("memoryview: destination format must be a native single character format prefixed with an optional '@'")
        if self._format not in "Bbc" and native not in "Bbc":
            raise TypeError("memoryview: cannot cast between two non-byte formats")
        total, size = self._count * self._size, _SIZES[native]
        if total % size:
            raise TypeError("memoryview: length is not a multiple of itemsize")
        if shape is not None and shape[0] * size != total:
            raise TypeError("memoryview: product(shape) * itemsize != buffer size")
        made = memoryview(self)
        made._format, made._size, made._step, made._count = native, size, size, total // size
        return made

    @property
    def obj(self):
        self._check()
        return self._obj

    @property
    def format(self):
        self._check()
        return self._format

    @property
    def itemsize(self):
        self._check()
        return self._size

    @property
    def nbytes(self):
        self._check()
        return self._count * self._size

    @property
    def readonly(self):
        self._check()
        return self._readonly

    @property
    def ndim(self):
        self._check()
        return 1

    @property
    def shape(self):
        self._check()
        return (self._count,)

    @property
    def strides(self):
        self._check()
        return (self._step,)

    @property
    def suboffsets(self):
        self._check()
        return ()

    @property
    def contiguous(self):
        self._check()
        return self._step == self._size or self._count <= 1

    c_contiguous = f_contiguous = contiguous
