import sys

print()
print("a", "b", sep="")
print("a", "b", 1, None, sep="-", end="!\n")
print(1, 2, sep=", ")
print(end="no newline")
print()
print("x", end="")
print("y", sep="zzz")
print("a", "b", sep=None, end=None)
print([1, "a"], (1,), {"k": "v"}, "plain")
print("to stdout", file=sys.stdout)
print("to stderr", file=sys.stderr)
print("unicode é 日本 😀", "tab\tend", "nul\0".replace("\0", "0"))
sys.stdout.write("written\n")
print(sys.stdout.write("é\n") if False else "", end="")
sys.stdout.flush()
print("flushed", flush=True)
try:
    print("a", sep=5)
except TypeError as e:
    print(e)
print(print("inner"))
for i in range(3):
    print(i, end=" " if i < 2 else "\n")
