import sys

first = sys.stdin.readline()
print(repr(first))
for number, line in enumerate(sys.stdin, 2):
    print(number, repr(line), line.split())
print(repr(sys.stdin.readline()), repr(sys.stdin.read()))
