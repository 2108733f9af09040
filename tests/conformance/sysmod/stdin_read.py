import sys

text = sys.stdin.read()
lines = text.split("\n")
rows = [[int(cell) for cell in line.split(",")] for line in lines if line]
print(len(text), rows)
print([sum(row) for row in rows], [sum([row[i] for row in rows]) for i in range(3)])
sys.stdout.write("done\n")
sys.stderr.write("note on stderr\n")
