# Cutting at one character, by blocks of sixteen: every length around them, every limit.
import random
r = random.Random(3)
total = 0
def reference(text, sep, most):
    out = []; start = 0
    while most != 0:
        at = -1
        for i in range(start, len(text)):
            if text[i] == sep:
                at = i
                break
        if at < 0: break
        out.append(text[start:at]); start = at + 1; most -= 1
    out.append(text[start:])
    return out
for n in list(range(0, 70)) * 3 + [100, 1000]:
    for density in (2, 5, 30):
        text = "".join(r.choice("ab,é"[: 3 + (n % 2)]) if r.randrange(density) else "," for _ in range(n))
        for most in (-1, 0, 1, 2, 5, 17):
            got = text.split(",", most)
            assert got == reference(text, ",", most), (text, most, got)
            total += len(got)
print(total)
