def f(a, i):
    return a[i]
l=[1,2,3]; t=(1,2); s="abc"; b=b"xy"
for i in (5,-6,2**61-1,2**61,-2**61,-2**61-1,2**62,2**63-1,2**63,-2**63,-2**63-1,2**70):
    for o in (l,t,s,b,range(5)):
        try: print(f(o,i))
        except (IndexError,OverflowError) as e: print(type(o).__name__, i, repr(e))
    try: l[i]
    except IndexError as e: print(i, repr(e))
    try: l[i]=1
    except IndexError as e: print(i, repr(e))
    try: s[i]
    except IndexError as e: print(i, repr(e))
    try: t[i]
    except IndexError as e: print(i, repr(e))
    try: b[i]
    except IndexError as e: print(i, repr(e))
    try: del l[i]
    except IndexError as e: print(i, repr(e))
    try: l.pop(i)
    except (IndexError,OverflowError) as e: print(i, repr(e))
    try: l.insert(i,4)
    except (IndexError,OverflowError) as e: print(i, repr(e))
    print(s[i:], s[:i], l[i:], t[:i], b[i::1], s.find("b", i), s.count("b", 0, i))
for i in (2**63, -(2**63) - 1, 2**70):
    for o in (s, "", "a", b, l, [], t, ()):
        try:
            print(o * i)
        except OverflowError as e:
            print(i, repr(e))
    for action in (lambda: s.ljust(i), lambda: s.replace("a", "b", i), lambda: s.split("b", i), lambda: s.zfill(i), lambda: s.expandtabs(i), lambda: (5).to_bytes(i, "big")):
        try:
            print(action())
        except OverflowError as e:
            print(i, repr(e))
