# Special methods of built-in types belong to their class: pprint tells types by them.
print(list.__repr__ is dict.__repr__, list.__repr__ == dict.__repr__, list.__repr__ == list.__repr__, str.__repr__ == bytearray.__repr__)
print(list.__repr__, dict.__len__)
d = {list.__repr__: 1, dict.__repr__: 2, tuple.__repr__: 3, set.__repr__: 4, str.__repr__: 5, bytes.__repr__: 6}
print(len(d), d[type([]).__repr__], d.get(int.__repr__), d.get(object.__repr__))
