# sortedcontainers: its documented examples.
from sortedcontainers import SortedDict, SortedList, SortedSet, SortedKeyList

sl = SortedList(["e", "a", "c", "d", "b"])
print(sl)
sl.update(["g", "f"])
sl.add("h")
print(list(sl), sl.bisect_left("c"), sl.index("d"), sl[-1], sl[2:5])
sl.remove("e")
sl.discard("zz")
print(sl.pop(), sl.count("a"), "c" in sl, len(sl))
numbers = SortedList(range(1000))
print(list(numbers.irange(10, 20)), numbers.bisect(500), sum(numbers[::100]))
del numbers[100:900]
print(len(numbers), numbers[150], list(numbers.islice(95, 105)))
sd = SortedDict({"c": 3, "a": 1, "b": 2})
print(sd, list(sd.items()), sd.peekitem(0), sd.popitem(index=-1))
sd["z"] = 26
print(sd.keys()[0], sd.values()[-1], sd.bisect_left("b"), sd.setdefault("q", 17), list(sd))
ss = SortedSet("abracadabra")
print(ss, ss[0], ss | {"z"}, ss & {"a", "b"}, ss - {"a"}, ss.isdisjoint("xyz"))
keyed = SortedKeyList(["banana", "fig", "apple"], key=len)
print(keyed, keyed[0], list(keyed.irange_key(3, 5)))
try:
    sl.insert(0, "x")
except NotImplementedError as error:
    print(error)
