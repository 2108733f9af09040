"""The class that `cls` of json.loads derives from."""

from _json import JSONDecodeError, _extra_data, _raw_decode


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
                 strict=True, object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float
        self.parse_int = parse_int
        self.parse_constant = parse_constant
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook

    def decode(self, s):
        """The object that a JSON text stands for."""
        start = 0
        while start < len(s) and s[start] in " \t\n\r":
            start += 1
        found, end = self.raw_decode(s, start)
        while end < len(s) and s[end] in " \t\n\r":
            end += 1
        if end != len(s):
            _extra_data(s, end)
        return found

    def raw_decode(self, s, idx=0):
        """The object at the beginning, and where it ends."""
        return _raw_decode(s, idx, self.object_hook, self.parse_float, self.parse_int,
                           self.parse_constant, self.object_pairs_hook, self.strict)
