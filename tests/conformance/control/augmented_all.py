x = 10
x += 3
x -= 1
x *= 4
print(x)
x //= 5
x %= 7
x **= 5
x <<= 3
x >>= 1
x |= 0xF0
x &= 0xFFF
x ^= 0x55
print(x)
x /= 4
print(x)
s = "ab"
s += "cd"
s *= 2
s %= ()
print(s)
t = (1,)
u = t
t += (2, 3)
t *= 2
print(t, u)
a = [1]
b = a
a += [2]
a *= 2
print(a, b, a is b)
st = {1, 2}
alias = st
st |= {3}
st &= {2, 3}
st -= {2}
st ^= {9}
print(st, alias, st is alias)
d = {"n": {"c": 1}}
d["n"]["c"] += 1
d["n"]["c"] <<= 4
print(d)
m = [[1, 2], [3, 4]]
m[1][0] **= 3
m[0] += [5]
m[-1][-1] //= 3
print(m)


class C:
    total = 5


c = C()
c.total += 1
print(c.total, C.total)
C.total += 10
print(c.total, C.total)
by = b"a"
by += b"b"
print(by)
try:
    undefined_name += 1
except NameError as e:
    print(e)
try:
    x += "s"
except TypeError as e:
    print(e)
try:
    a -= [1]
except TypeError as e:
    print(e)
try:
    d["missing"] += 1
except KeyError as e:
    print(e)
