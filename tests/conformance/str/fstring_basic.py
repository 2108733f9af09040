name = "World"
n = 42
x = 3.14159
print(f"Hello {name}!", f"{n}", f"{n + 1} {n * 2}", f"{x:.2f} {x:8.3f}|{n:5d}|{n:<5}|{n:^5}|{name:>10}|{name!r}")
print(f"{{literal}} {{{n}}}", f"", f"{'nested'}", f"{'a' if n > 40 else 'b'}", f"{[i * 2 for i in range(3)]}", f"{ {'k': 1}['k'] }")
print(f"{n=} {x = } {name=!r} {n=:05d} {n+1=}", f"{name!s:*^9} {name!a}")
width = 10
precision = 3
print(f"{x:{width}.{precision}f}|{name:{width}}|{name:>{width}}|{n:0{width}d}|{x:{'>'}{width}}")
print(f"{n:x} {n:#b} {n:e} {10**20:,} {0.25:%} {True} {None} {1.0}")
print(f"a{n}b" f"c{n}d" "e{n}f", rf"\n{n}", f"{n}\n{n}\t{n}".split())
print(f"""multi
{n} line
{name}""")
d = {"a": {"b": [1, 2, 3]}}
print(f"{d['a']['b'][1]} {len(d)} {(lambda v: v * 2)(4)} {n if n else 0} {n == 42} {n!r:>5}")
print(f"{'%s' % n} {'{}'.format(n)} {f'{n}'}")
