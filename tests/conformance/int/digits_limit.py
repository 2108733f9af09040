import sys

big = 10**5000
for f in [lambda: str(10**4299), lambda: str(10**4300), lambda: repr(-big), lambda: f"{big}", lambda: "%d" % big,
          lambda: "%i" % -big, lambda: "%s" % big, lambda: hex(big)[:5], lambda: str([big]), lambda: format(big, "d"),
          lambda: format(big, "x")[:4], lambda: format(big, ","), lambda: "{:>6000}".format(big), lambda: "%x" % 5]:
    try:
        r = f()
        print(type(r).__name__, len(r))
    except ValueError as e:
        print("ValueError", str(e)[:30])
sys.set_int_max_str_digits(0)
print(len(str(big)), len(f"{big:d}"), len("%d" % big))
sys.set_int_max_str_digits(640)
for n in (639, 640, 641):
    try:
        print(len(format(10**n, "d")))
    except ValueError as e:
        print("ValueError")
