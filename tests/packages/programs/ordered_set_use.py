from ordered_set import OrderedSet
s = OrderedSet("abracadabra"); print(s, s.index("r"), s | OrderedSet("xyz"), s & OrderedSet("cab"), s - {"a"}, s[1:3], list(reversed(s)), s.add("z"), s == OrderedSet("abrcdz"))
