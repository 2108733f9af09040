s = "abcdé"
bounds = [None, -7, -5, -2, 0, 1, 3, 5, 9]
steps = [None, 1, 2, -1, -2, 7]
total = 0
for a in bounds:
    row = []
    for b in bounds:
        for c in steps:
            piece = s[a:b:c]
            assert piece == "".join(list(s)[a:b:c]) == "".join(tuple(s)[a:b:c])
            assert s.encode()[a:b:c] == bytes(list(s.encode())[a:b:c])
            total += len(piece)
        row.append(s[a:b])
    print(a, row)
print(total, [list(range(10))[a:b:c] for a, b, c in [(8, 1, -3), (None, None, -4), (-1, -11, -1), (2, None, 3)]])
print([range(10)[a:b:c] for a, b, c in [(8, 1, -3), (None, None, -4), (-1, -11, -1), (2, None, 3), (20, 30, None)]])
