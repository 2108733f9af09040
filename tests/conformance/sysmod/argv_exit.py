# args: one "two words" é --flag=3 -x ""
# exit: 4
import sys

print(len(sys.argv), sys.argv[1:])
print(sys.argv[0].split("/")[-1])
options = {}
for arg in sys.argv[1:]:
    if arg.startswith("--"):
        key, _, value = arg[2:].partition("=")
        options[key] = int(value)
print(options)
if len(sys.argv) > 3:
    print("leaving", file=sys.stderr)
    sys.exit(len(sys.argv) - 3)
print("never")
