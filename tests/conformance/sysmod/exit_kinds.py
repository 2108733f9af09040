import sys

for code in (None, 0, 1, "text", 2.5, [1], True, (1, 2)):
    try:
        sys.exit(code)
    except SystemExit as e:
        print(repr(e.code), e.args, str(e))
try:
    raise SystemExit(9)
except SystemExit as e:
    print(e.code)
print(sys.maxsize)
sys.exit(None)
