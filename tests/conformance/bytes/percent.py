print(b"%d %s %x" % (5, b"raw", 255), b"%5.2f|%-5d|%c" % (3.14159, 7, 65), b"%b" % b"x", b"%r" % "s", b"%a" % 1.5, b"%(k)s" % {b"k": b"v"})
try:
    b"%s" % "str"
except TypeError as e:
    print(e)
