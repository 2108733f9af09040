a or b and not c
a if b else lambda x, *y, z=1: x
a < b <= c != d is not e not in f is g in h
a | b ^ c & d << e >> f + g - h * i / j // k % l @ m
-a ** -b, +a, ~b
(a := 1), [b := 2], {c := 3}, f(d := 4)
{**a, 'b': 1}, {*a, b}, {}, (), [], (a,), [*a, *b]
[a for b in c if d if e for f, in g]
{a: b for c in d}, {a for b in c}
(a for b in c)
f(a, *b, c=d, **e), f(x for x in y)
a.b[c].d(e)[1:2, ::3, ..., *f]
1_000, 0xFF, 0o17, 0b11, 1.5e-3, .5, 5., 1j, 123456789012345678901234567890
None, True, False, ...
