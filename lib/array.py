"""Arrays of numbers of one kind, in the bytes of a bytearray."""

import struct

__all__ = ["array", "ArrayType", "typecodes"]

typecodes = "bBuwhHiIlLqQfd"
_SIZES = {"b": 1, "B": 1, "u": 4, "w": 4, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8, "f": 4, "d": 8}
_NAMES = {"b": "signed char", "B": "unsigned byte integer", "h": "signed short integer", "H": "unsigned short",
          "i": "signed integer", "I": "unsigned int"}
_WIDE = {"l": "Python int too large to convert to C long", "L": "Python int too large to convert to C unsigned long",
         "q": "int too big to convert", "Q": "int too big to convert"}
_NEGATIVE = {"L": "can't convert negative value to unsigned int", "Q": "can't convert negative int to unsigned"}



class array:
    __slots__ = ("typecode", "itemsize", "_array_data", "_code", "__weakref__")

    def __new__(cls, typecode, initializer=()):
        if not isinstance(typecode, str) or len(typecode) != 1:
            raise TypeError(
                f"array() argument 1 must be a unicode character, not {type(typecode).__name__}"
                if not isinstance(typecode, str)
                else f"array() argument 1 must be a unicode character, not a string of length {len(typecode)}"
            )
        is_text = typecode == "u" or typecode == "w"
        if isinstance(initializer, str) and not is_text:
            raise TypeError(f"cannot use a str to initialize an array with typecode '{typecode}'")
        if typecode not in _SIZES:
            raise ValueError("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
        self = super().__new__(cls)
        self.typecode = typecode
        self.itemsize = _SIZES[typecode]
        self._code = "I" if is_text else typecode
        self._array_data = bytearray()
        if isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        elif isinstance(initializer, array) and initializer.typecode == typecode:
            self._array_data += initializer._array_data
        else:
            self.extend(initializer)
        return self

    def _packed(self, value):
        code = self._code
        if self.typecode == "u" or self.typecode == "w":
            if not isinstance(value, str) or len(value) != 1:
                raise TypeError("array item must be a unicode character, not " + type(value).__name__)
            value = ord(value)
        elif code == "f" or code == "d":
            if not isinstance(value, (int, float)) and not hasattr(value, "__float__"):
                raise TypeError(f"must be real number, not {type(value).__name__}")
            if code == "f" and abs(value) > 3.4028235677973366e38 and abs(value) != float("inf"):
                return struct.pack(code, float("inf") if value > 0 else float("-inf"))
        elif not hasattr(value, "__index__"):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        try:
            return struct.pack(code, value)
        except struct.error:
            pass
        if code in _WIDE:
            raise OverflowError(_WIDE[code] if value > 0 or code in "lq" else _NEGATIVE[code])
        if code == "I" and value < 0:
            raise OverflowError("can't convert negative value to unsigned int")
        raise OverflowError(f"{_NAMES[code]} is {'greater than maximum' if value > 0 else 'less than minimum'}")

    def _get(self, index):
        code = self._code
        if code == "B":
            return self._array_data[index]
        value = struct.unpack_from(code, self._array_data, index * self.itemsize)[0]
        if self.typecode == "u" or self.typecode == "w":
            return chr(value)
        return value

    def _place(self, index, text):
        count = len(self)
        if index < 0:
            index += count
        if index < 0 or index >= count:
            raise IndexError(text)
        return index

    def __len__(self):
        return len(self._array_data) // self.itemsize

    def __iter__(self):
        index = 0
        while index < len(self):
            yield self._get(index)
            index += 1

    def _part(self, data):
        made = array(self.typecode)
        made._array_data += data
        return made

    def __getitem__(self, key):
        if isinstance(key, slice):
            start, stop, step = key.indices(len(self))
            size = self.itemsize
            if step == 1:
                return self._part(self._array_data[start * size : max(start, stop) * size])
            data = bytearray()
            for index in range(start, stop, step):
                data += self._array_data[index * size : (index + 1) * size]
            return self._part(data)
        if not hasattr(key, "__index__"):
            raise TypeError("array indices must be integers")
        return self._get(self._place(key.__index__(), "array index out of range"))

    def __setitem__(self, key, value):
        size = self.itemsize
        if isinstance(key, slice):
            if not isinstance(value, array):
                raise TypeError(f'can only assign array (not "{type(value).__name__}") to array slice')
            if value.typecode != self.typecode:
                raise TypeError("bad argument type for built-in operation")
            start, stop, step = key.indices(len(self))
            if step == 1:
                self._array_data[start * size : max(start, stop) * size] = bytes(value._array_data)
                return
            places = range(start, stop, step)
            if len(places) != len(value):
                raise ValueError(
                    f"attempt to assign array of size {len(value)} to extended slice of size {len(places)}"
                )
            data = bytes(value._array_data)
            for index, place in enumerate(places):
                self._array_data[place * size : (place + 1) * size] = data[index * size : (index + 1) * size]
            return
        if not hasattr(key, "__index__"):
            raise TypeError("array indices must be integers")
        place = self._place(key.__index__(), "array assignment index out of range")
        self._array_data[place * size : (place + 1) * size] = self._packed(value)

    def __delitem__(self, key):
        size = self.itemsize
        if isinstance(key, slice):
            for index in sorted(range(*key.indices(len(self))), reverse=True):
                del self._array_data[index * size : (index + 1) * size]
            return
        place = self._place(key.__index__(), "array assignment index out of range")
        del self._array_data[place * size : (place + 1) * size]

    def __contains__(self, value):
        return any(item == value for item in self)

    def append(self, value, /):
        self._array_data += self._packed(value)

    def extend(self, items, /):
        if isinstance(items, array):
            if items.typecode != self.typecode:
                raise TypeError("can only extend with array of same kind")
            self._array_data += bytes(items._array_data)
            return
        for item in items:
            self.append(item)

    def fromlist(self, items, /):
        if not isinstance(items, list):
            raise TypeError("arg must be list")
        self._array_data += b"".join([self._packed(item) for item in items])

    def frombytes(self, data, /):
        data = bytes(data)
        if len(data) % self.itemsize:
            raise ValueError("bytes length not a multiple of item size")
        self._array_data += data

    def fromfile(self, file, count, /):
        data = file.read(count * self.itemsize)
        self.frombytes(data[: len(data) // self.itemsize * self.itemsize])
        if len(data) < count * self.itemsize:
            raise EOFError("read() didn't return enough bytes")

    def fromunicode(self, text, /):
        if self.typecode != "u" and self.typecode != "w":
            raise ValueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')")
        self.extend(text)

    def tounicode(self):
        if self.typecode != "u" and self.typecode != "w":
            raise ValueError("tounicode() may only be called on unicode type arrays ('u' or 'w')")
        return "".join(self)

    def tolist(self):
        return list(self)

    def tobytes(self):
        return bytes(self._array_data)

    def __bytes__(self):
        return bytes(self._array_data)

    def tofile(self, file, /):
        file.write(self.tobytes())

    def insert(self, index, value, /):
        count = len(self)
        index = max(index + count, 0) if index < 0 else min(index, count)
        place = index * self.itemsize
        self._array_data[place:place] = self._packed(value)

    def pop(self, index=-1, /):
        if not self._array_data:
            raise IndexError("pop from empty array")
        place = self._place(index, "pop index out of range")
        value = self._get(place)
        del self[place]
        return value

    def remove(self, value, /):
        for index, item in enumerate(self):
            if item == value:
                del self[index]
                return
        raise ValueError("array.remove(x): x not in array")

    def index(self, value, start=0, stop=9223372036854775807, /):
        for index in range(*slice(start, stop).indices(len(self))):
            if self._get(index) == value:
                return index
        raise ValueError("array.index(x): x not in array")

    def count(self, value, /):
        return sum(1 for item in self if item == value)

    def reverse(self):
        items = self[::-1]
        self._array_data[:] = items._array_data

    def clear(self):
        self._array_data.clear()

    def byteswap(self):
        size = self.itemsize
        data = self._array_data
        for place in range(0, len(data), size):
            data[place : place + size] = bytes(data[place : place + size])[::-1]

    def buffer_info(self):
        return (id(self._array_data), len(self))

    def __copy__(self):
        return self[:]

    def __deepcopy__(self, memo):
        return self[:]

    def __reduce_ex__(self, protocol):
        return (array, (self.typecode, self.tolist()))

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only append array (not "{type(other).__name__}") to array')
        if other.typecode != self.typecode:
            raise TypeError("bad argument type for built-in operation")
        return self._part(self._array_data + other._array_data)

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only extend with array (not "{type(other).__name__}")')
        self.extend(other)
        return self

    def __mul__(self, count):
        if not hasattr(count, "__index__"):
            return NotImplemented
        return self._part(self._array_data * max(count, 0))

    __rmul__ = __mul__

    def __imul__(self, count):
        self._array_data *= max(count, 0)
        return self

    def __eq__(self, other):
        return self.tolist() == other.tolist() if isinstance(other, array) else NotImplemented

    def __ne__(self, other):
        return self.tolist() != other.tolist() if isinstance(other, array) else NotImplemented

    def __lt__(self, other):
        return self.tolist() < other.tolist() if isinstance(other, array) else NotImplemented

    def __le__(self, other):
        return self.tolist() <= other.tolist() if isinstance(other, array) else NotImplemented

    def __gt__(self, other):
        return self.tolist() > other.tolist() if isinstance(other, array) else NotImplemented

    def __ge__(self, other):
        return self.tolist() >= other.tolist() if isinstance(other, array) else NotImplemented

    __hash__ = None

    def __repr__(self):
        if not self._array_data:
            return f"array('{self.typecode}')"
        if self.typecode == "u" or self.typecode == "w":
            return f"array('{self.typecode}', {self.tounicode()!r})"
        return f"array('{self.typecode}', {self.tolist()!r})"


ArrayType = array
