def lcs_table(a, b):
    table = [[0] * (len(b) + 1) for i in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            if a[i] == b[j]:
                table[i][j] = 1 + table[i + 1][j + 1]
            else:
                table[i][j] = max(table[i + 1][j], table[i][j + 1])
    return table


def diff(a, b):
    table = lcs_table(a, b)
    i = j = 0
    out = []
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            out.append((" ", a[i]))
            i += 1
            j += 1
        elif table[i + 1][j] >= table[i][j + 1]:
            out.append(("-", a[i]))
            i += 1
        else:
            out.append(("+", b[j]))
            j += 1
    out += [("-", line) for line in a[i:]]
    out += [("+", line) for line in b[j:]]
    return out


def apply(a, changes):
    out = []
    i = 0
    for sign, line in changes:
        if sign == "+":
            out.append(line)
        else:
            if a[i] != line:
                raise ValueError("does not apply at line %d" % (i + 1))
            i += 1
            if sign == " ":
                out.append(line)
    return out


old = "one\ntwo\nthree\nfour\nfive\nsix".split("\n")
new = "one\n2\nthree\nfour\nextra\nfive\n\nseven".split("\n")
changes = diff(old, new)
for sign, line in changes:
    print(sign, line)
print(apply(old, changes) == new, len([c for c in changes if c[0] != " "]))
print("".join([s + c for s, c in diff("kitten", "sitting")]), diff([], []), diff([1, 2], [2, 3]), diff("abc", ""))
try:
    apply(new, changes)
except ValueError as e:
    print(e)
