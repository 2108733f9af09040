# Since 3.12 a slice can be a key: what has no such key raises KeyError, as for any other.
d = {"a": 1}
try:
    print(d[::-1])
except KeyError as error:
    print("KeyError", error)
except TypeError as error:
    print("TypeError", error)
try:
    d[1:2] = 5
    print(d[1:2], d, len(d))
except TypeError as error:
    print("TypeError", error)
try:
    print(hash(slice(1, 2, 3)) == hash(slice(1, 2, 3)))
except TypeError as error:
    print("TypeError", error)
try:
    print({slice([1], None)})
except TypeError as error:
    print("TypeError", error)
