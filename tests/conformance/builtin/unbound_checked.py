# Methods of built-in classes called through the class: what they are called with is looked at.
class Thing:
    pass


def attempt(function, *args):
    try:
        return function(*args)
    except TypeError:
        return "TypeError"


def direct(thing):
    found = []
    try:
        list.sort(thing)
    except TypeError:
        found.append("sort")
    try:
        str.split(thing)
    except TypeError:
        found.append("split")
    try:
        dict.get(thing, 1)
    except TypeError:
        found.append("get")
    try:
        set.add(thing, 1)
    except TypeError:
        found.append("add")
    return found


for thing in (Thing(), 5, None, "text"):
    print(direct(thing))
print(attempt(list.sort, Thing()), attempt(str.upper, 5), attempt(dict.keys, []), attempt(int.bit_length, 9))


def grow(items, item):
    list.append(items, item)
    return str.join(",", map(str, items)), list.index(items, item)


print(grow([1], 4), grow([2.5], "x"))
print(str.upper("a"), dict.get({1: 2}, 1), tuple.count((1, 1), 1))
