print("%d %i %s %r" % (5, -3, "s", "r"), "%s" % 5, "%s %s" % ("a", [1, 2]), "%%", "100%%" % ())
print("%5d|%-5d|%05d|%+d|% d" % (42, 42, 42, 42, 42), "%x %X %o %#x %#o" % (255, 255, 8, 255, 8))
print("%f %.2f %8.3f %-8.1f| %e %.1e %g %G" % (3.14159, 3.14159, 3.14159, 3.14159, 31415.9, 31415.9, 1e-5, 1e20))
print("%c%c" % ("a", 98), "%10s|%-10s|%.2s" % ("abc", "abc", "abc"), "%(x)s %(y)05d" % {"x": "k", "y": 7})
print("%*d|%-*d|%.*f" % (6, 1, 6, 2, 2, 3.14159))
print("%d" % 3.99, "%d" % True, "%s" % None, "%s" % (1,), "%r" % ((1, 2),), "%d" % 10**30, "%x" % (2**70), "%05d" % -3, "%+.1f" % 2)
print("%a" % "é", "%5.1f%%" % 99.5, "%i" % -0.5, "%s" % 1.0, "%x" % -255)


def attempt(template, args):
    try:
        print(template % args)
    except (TypeError, ValueError, KeyError) as e:
        print(repr(e))


attempt("%d", "x")
attempt("%s %s", ("a",))
attempt("%s", ("a", "b"))
attempt("%(k)s", {"j": 1})
attempt("%q", 1)
attempt("%", 1)
attempt("%x", 1.5)
attempt("%c", "ab")
attempt("no", 1)
attempt("%(k)s", 5)
