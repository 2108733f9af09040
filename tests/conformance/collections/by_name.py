# Library classes that are only reached in other ways than by plain names.
import collections
import collections.abc
from collections.abc import MutableSequence

kinds = ["Counter", "ChainMap"]
for name in kinds:
    print(name, getattr(collections, name)().__class__.__name__)
print(getattr(collections, "UserList")([1]))
print(isinstance(collections.deque(), MutableSequence), isinstance([], collections.abc.Sequence), isinstance({}, collections.abc.Mapping))
print(issubclass(collections.UserDict, collections.abc.MutableMapping), isinstance("", collections.abc.Hashable))
