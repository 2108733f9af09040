"""Texts for messages; comparing lists without order."""

_MAX_LENGTH = 80
_PLACEHOLDER_LEN = 12
_MIN_BEGIN_LEN = 5
_MIN_END_LEN = 5
_MIN_COMMON_LEN = 5
_MIN_DIFF_LEN = 41


def _common_prefix(texts):
    shortest = min(texts)
    longest = max(texts)
    for i in range(len(shortest)):
        if shortest[i] != longest[i]:
            return shortest[:i]
    return shortest


def _shorten(text, prefix_len, suffix_len):
    skip = len(text) - prefix_len - suffix_len
    if skip > _PLACEHOLDER_LEN:
        text = "%s[%d chars]%s" % (text[:prefix_len], skip, text[len(text) - suffix_len:])
    return text


def _common_shorten_repr(*args):
    texts = [safe_repr(arg) for arg in args]
    longest = max([len(text) for text in texts])
    if longest <= _MAX_LENGTH:
        return tuple(texts)
    prefix = _common_prefix(texts)
    prefix_len = len(prefix)
    common_len = _MAX_LENGTH - (longest - prefix_len + _MIN_BEGIN_LEN + _PLACEHOLDER_LEN)
    if common_len > _MIN_COMMON_LEN:
        prefix = _shorten(prefix, _MIN_BEGIN_LEN, common_len)
        return tuple([prefix + text[prefix_len:] for text in texts])
    prefix = _shorten(prefix, _MIN_BEGIN_LEN, _MIN_COMMON_LEN)
    return tuple([prefix + _shorten(text[prefix_len:], _MIN_DIFF_LEN, _MIN_END_LEN)
                  for text in texts])


def safe_repr(obj, short=False):
    try:
        result = repr(obj)
    except Exception:
        result = object.__repr__(obj)
    if not short or len(result) < _MAX_LENGTH:
        return result
    return result[:_MAX_LENGTH] + " [truncated]..."


def strclass(cls):
    return "%s.%s" % (cls.__module__, cls.__qualname__)


def unorderable_list_difference(expected, actual):
    """The elements of each that have no equal in the other, taken one for one."""
    missing = []
    rest = list(actual)
    for item in expected:
        if item in rest:
            rest.remove(item)
        else:
            missing.append(item)
    return missing, rest


def _count_diff(actual, expected):
    """(count in actual, count in expected, element) where the counts differ."""
    first = list(actual)
    second = list(expected)
    result = []
    seen = []
    for side in (first, second):
        for item in side:
            if item in seen:
                continue
            seen.append(item)
            count = first.count(item)
            other = second.count(item)
            if count != other:
                result.append((count, other, item))
    return result
