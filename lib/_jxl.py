"""What JXL's values need and Python has not: used by programs that the compiler makes of JXL."""

import math
import random as _random
import _time


# The frequent cases are small functions, which become part of their callers.


def wrap(x):
    """An Int has 64 bits."""
    return x if -0x400000000000 <= x <= 0x400000000000 else _wrap(x)


def _wrap(x):
    if -0x8000000000000000 <= x <= 0x7FFFFFFFFFFFFFFF:
        return x
    return ((x + 0x8000000000000000) & 0xFFFFFFFFFFFFFFFF) - 0x8000000000000000


def div(a, b):
    """Rounds towards zero."""
    return a // b if a >= 0 and b > 0 else _div(a, b)


def _div(a, b):
    if b == 0:
        raise ArithmeticError("division by zero")
    q = a // b
    if q < 0 and q * b != a:
        return q + 1
    return wrap(q)


def rem(a, b):
    """The sign is that of `a`."""
    return a % b if a >= 0 and b > 0 else _rem(a, b)


def _rem(a, b):
    if b == 0:
        raise ArithmeticError("division by zero")
    r = a % b
    if r != 0 and (a < 0) != (b < 0):
        return r - b
    return r


def shift_left(a, n):
    if n < 0 or n >= 64:
        return 0
    return wrap(a << n)


def shift_right(a, n):
    if n < 0 or n >= 64:
        return -1 if a < 0 else 0
    return a >> n


def fdiv(a, b):
    """IEEE 754: no error."""
    if b == 0.0:
        if a == 0.0 or a != a:
            return NAN
        negative = (a < 0.0) != (str(b) == "-0.0")
        return -INFINITY if negative else INFINITY
    return a / b


NAN = float("nan")
INFINITY = float("inf")


class Range:
    """`lower..<upper` and `lower...upper`."""

    def __init__(self, lower, upper, closed):
        self.lower = lower
        self.upper = upper
        self.closed = closed

    def contains(self, x):
        return self.lower <= x and (x <= self.upper if self.closed else x < self.upper)

    def clamp(self, x):
        if x < self.lower:
            return self.lower
        if x > self.upper:
            return self.upper
        return x

    def ints(self):
        return range(self.lower, self.upper + 1 if self.closed else self.upper)

    def __eq__(self, other):
        return (isinstance(other, Range) and self.lower == other.lower and self.upper == other.upper
                and self.closed == other.closed)

    def __hash__(self):
        return hash((self.lower, self.upper, self.closed))

    def __str__(self):
        return str(self.lower) + ("..." if self.closed else "..<") + str(self.upper)


class NilError(Exception):
    pass


class NetworkError(Exception):
    pass


class CycleError(Exception):
    pass


class StateError(Exception):
    pass


class Thrown(Exception):
    """A value of the program that was thrown; its text and the name of its type."""

    def __init__(self, value, text, type):
        self.value = value
        self.text = text
        self.type = type

    def __str__(self):
        return self.text


def thrown(error):
    return error.value if isinstance(error, Thrown) else error


def message(error):
    return str(error)


def error_type(error):
    return error.type if isinstance(error, Thrown) else type(error).__name__


def error_traceback(error):
    return ""


def is_python_error(error):
    return not isinstance(error, (Thrown, NilError, NetworkError, CycleError, StateError))


def nil_error():
    return NilError("nil was unwrapped")


def no_case():
    return StateError("no case of a switch matches")


def is_int(value):
    return isinstance(value, int) and not isinstance(value, bool)


# ---- places


def index(i):
    """Negative indices do not count from the end."""
    if i < 0:
        raise IndexError("index out of range")
    return i


def item_index(items, i):
    if i < 0 or i >= len(items):
        raise IndexError("index out of range")
    return i


def insert_index(items, i):
    if i < 0 or i > len(items):
        raise IndexError("index out of range")
    return i


def not_empty(items):
    if len(items) == 0:
        raise IndexError("the array is empty")


def force(value):
    if value is None:
        raise nil_error()


def map_set(items, key, value):
    """nil removes."""
    if value is None:
        items.pop(key, None)
    else:
        items[key] = value


def swap(items, i, j):
    item = items[i]
    items[i] = items[j]
    items[j] = item


def differs(a, b):
    """NaN equals NaN where atoms are compared."""
    return a != b and (a == a or b == b)


# ---- numbers


def int_abs(x):
    return wrap(-x) if x < 0 else x


def clamp(x, a, b):
    if x < a:
        return a
    if x > b:
        return b
    return x


def int_of(x):
    """Truncates; an error where no Int is near."""
    if x != x or x >= 9223372036854775808.0 or x < -9223372036854775808.0:
        raise ArithmeticError("no Int is near " + str(x))
    return int(x)


def wrap_signed(x, bits):
    half = 1 << (bits - 1)
    return ((x + half) & ((1 << bits) - 1)) - half


def wrap_unsigned(x, bits):
    return x & ((1 << bits) - 1)


def fit_signed(x, bits):
    half = 1 << (bits - 1)
    if x < -half or x >= half:
        raise ArithmeticError(str(x) + " is out of range")
    return x


def fit_unsigned(x, bits):
    if x < 0 or x >= 1 << bits:
        raise ArithmeticError(str(x) + " is out of range")
    return x


def shift_wide(a, n):
    return 0 if n < 0 or n >= 64 else a << n


def frem(a, b):
    """The sign is that of `a`."""
    if b == 0.0 or a - a != 0.0 or b != b:
        return NAN
    if b - b != 0.0:
        return a
    r = abs(a) % abs(b)
    return -r if a < 0.0 else r


def floor(x):
    if x - x != 0.0:
        return x
    return float(math.floor(x))


def ceil(x):
    if x - x != 0.0:
        return x
    return float(math.ceil(x))


def round_even(x):
    if x - x != 0.0:
        return x
    r = math.floor(abs(x) + 0.5)
    return -float(r) if x < 0.0 else float(r)


def round_to(x, digits):
    """Halves away from zero."""
    if x - x != 0.0:
        return x
    if digits == 0:
        return round_even(x)
    return round(x, digits)


def is_nan(x):
    return x != x


def sqrt(x):
    return math.sqrt(x) if x >= 0.0 else NAN


def power(x, y):
    try:
        return math.pow(x, y)
    except OverflowError:
        return INFINITY
    except ValueError:
        return INFINITY if x == 0.0 else NAN


def exp(x):
    try:
        return math.exp(x)
    except OverflowError:
        return INFINITY


def log(x):
    if x > 0.0:
        return math.log(x)
    return -INFINITY if x == 0.0 else NAN


def sin(x):
    return math.sin(x) if x - x == 0.0 else NAN


def cos(x):
    return math.cos(x) if x - x == 0.0 else NAN


def tan(x):
    return math.tan(x) if x - x == 0.0 else NAN


def atan2(y, x):
    return math.atan2(y, x)


def format_int(x, decimals):
    return str(x) if decimals <= 0 else str(x) + "." + "0" * decimals


def format_float(x, decimals):
    if x != x:
        return "nan"
    return f"{x:.{decimals}f}"


def stride(a, b, step):
    r = []
    if step == 0:
        raise ArithmeticError("a stride of zero")
    while a < b if step > 0 else a > b:
        r.append(a)
        a += step
    return r


def random():
    return _random.random()


def random_of(seed):
    """The same number for the same seed."""
    x = (seed * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    x ^= x >> 33
    x = (x * 0xFF51AFD7ED558CCD) & 0xFFFFFFFFFFFFFFFF
    x ^= x >> 33
    return (x >> 11) / 9007199254740992.0


def uuid():
    digits = "0123456789abcdef"
    r = ""
    for i in range(36):
        if i == 8 or i == 13 or i == 18 or i == 23:
            r += "-"
        elif i == 14:
            r += "4"
        elif i == 19:
            r += digits[8 + int(_random.random() * 4)]
        else:
            r += digits[int(_random.random() * 16)]
    return r


def now():
    return _time.time()


# ---- dates: seconds since 1970, in UTC


def _civil(seconds):
    days = math.floor(seconds / 86400.0)
    z = days + 719468
    era = z // 146097
    doe = z - era * 146097
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    month = mp + 3 if mp < 10 else mp - 9
    year = yoe + era * 400 + (1 if month <= 2 else 0)
    return year, month, doy - (153 * mp + 2) // 5 + 1


def format_date(seconds, pattern):
    """yyyy MM dd HH mm ss"""
    year, month, day = _civil(seconds)
    rest = math.floor(seconds) % 86400
    text = pattern.replace("yyyy", f"{year:04d}").replace("MM", f"{month:02d}").replace("dd", f"{day:02d}")
    text = text.replace("HH", f"{rest // 3600:02d}").replace("mm", f"{rest // 60 % 60:02d}")
    return text.replace("ss", f"{rest % 60:02d}")


def date_text(seconds):
    return format_date(seconds, "yyyy-MM-dd HH:mm:ss")


# ---- text


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def split(text, separator):
    return list(text) if separator == "" else text.split(separator)


def lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def find(text, part):
    at = text.find(part)
    return None if at < 0 else at


def repeat(text, n):
    return text * n


def pad_start(text, width, fill):
    while len(text) < width and fill != "":
        text = fill[:width - len(text)] + text
    return text


def pad_end(text, width, fill):
    while len(text) < width and fill != "":
        text = text + fill[:width - len(text)]
    return text


def to_int(text):
    try:
        x = int(text)
    except ValueError:
        return None
    return x if -0x8000000000000000 <= x <= 0x7FFFFFFFFFFFFFFF else None


def to_float(text):
    try:
        return float(text)
    except ValueError:
        return None


def duration_text(seconds):
    return str(seconds) + "s"


# ---- arrays, maps, sets


def contains(items, x):
    return x in items


def index_of(items, x):
    for i in range(len(items)):
        if items[i] == x:
            return i
    return None


def first(items):
    return items[0] if len(items) > 0 else None


def last(items):
    return items[len(items) - 1] if len(items) > 0 else None


def slice(items, a, b):
    n = len(items)
    a = 0 if a < 0 else a
    b = n if b > n else b
    return items[a:b] if a < b else items[0:0]


def reverse(items):
    r = list(items)
    r.reverse()
    return r


def enumerated(items):
    return list(enumerate(items))


def zipped(a, b):
    return list(zip(a, b))


def chunked(items, n):
    if n <= 0:
        raise ArithmeticError("chunks of no items")
    return [items[i:i + n] for i in range(0, len(items), n)]


def least(items):
    return min(items) if len(items) > 0 else None


def greatest(items):
    return max(items) if len(items) > 0 else None


def sum_int(items):
    r = 0
    for x in items:
        r = wrap(r + x)
    return r


def sum_float(items):
    r = 0.0
    for x in items:
        r += x
    return r


def repeated(items, count):
    return items * count


def values(items):
    return list(items.values())


def set_of(items):
    r = {}
    for x in items:
        r[x] = None
    return r


def set_union(a, b):
    r = dict(a)
    for x in b:
        r[x] = None
    return r


def set_intersect(a, b):
    r = {}
    for x in a:
        if x in b:
            r[x] = None
    return r


def set_subtract(a, b):
    r = {}
    for x in a:
        if x not in b:
            r[x] = None
    return r


def sorted_by(items, less):
    """Stable: runs are merged."""
    r = list(items)
    n = len(r)
    width = 1
    while width < n:
        merged = []
        at = 0
        while at < n:
            i = at
            middle = min(at + width, n)
            j = middle
            end = min(at + 2 * width, n)
            while i < middle and j < end:
                if less(r[j], r[i]):
                    merged.append(r[j])
                    j += 1
                else:
                    merged.append(r[i])
                    i += 1
            while i < middle:
                merged.append(r[i])
                i += 1
            while j < end:
                merged.append(r[j])
                j += 1
            at = end
        r = merged
        width *= 2
    return r


def shuffled(items, seed):
    r = list(items)
    state = seed
    for i in range(len(r) - 1, 0, -1):
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        j = (state >> 33) % (i + 1)
        swap(r, i, j)
    return r


def hashable(value):
    """A key for what Python cannot hash."""
    if isinstance(value, list):
        return tuple([hashable(x) for x in value])
    if isinstance(value, dict):
        return tuple([(hashable(k), hashable(value[k])) for k in value])
    if isinstance(value, tuple):
        return tuple([hashable(x) for x in value])
    return value


# ---- the border to Python


def from_int(x):
    if -0x8000000000000000 <= x <= 0x7FFFFFFFFFFFFFFF:
        return x
    raise OverflowError("a Python int is out of the range of Int")


def from_ints(items):
    for x in items:
        from_int(x)
    return items


# ---- atoms


class Handle:
    """`$a`"""

    def __init__(self, get, set):
        self._get = get
        self._set = set

    def get(self):
        return self._get()

    def set(self, value):
        self._set(value)


class Constant:
    """`Atom(of: x)`"""

    def __init__(self, value):
        self._value = value

    def get(self):
        return self._value

    def set(self, value):
        self._value = value


def query(text):
    """`location.query`: names to values"""
    import _ui
    found = {}
    for part in text.split("&"):
        if part == "":
            continue
        at = part.find("=")
        if at < 0:
            found[_ui.decode(part, True)] = ""
        else:
            found[_ui.decode(part[:at], True)] = _ui.decode(part[at + 1:], True)
    return found
