# exit: 1
"""The last line of a traceback tells what a misspelled name may mean."""
import collections


def index(words):
    found = collections.defaultdict(list)
    for word in words:
        found[word[0]].append(word)
    return found


try:
    collections.defualtdict
except AttributeError as error:
    print(error)
try:
    from collections import namedtupel
except ImportError as error:
    print(str(error).partition(" (")[0], error.name)
print(sorted(index(["ant", "bee", "ape"])))
indexx(["cow"])
