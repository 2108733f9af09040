s = "hello world"
print(s[0], s[-1], s[4], s[-11])
for i in (11, -12, 100):
    try:
        print(s[i])
    except IndexError as e:
        print(repr(e))
print(s[2:5], s[:5], s[6:], s[:], s[::2], s[::-1], s[-5:-1], s[5:2], s[100:], s[-100:3], s[8:1:-2], s[::-3], s[::100])
try:
    s["a"]
except TypeError as e:
    print(e)
try:
    s[::0]
except ValueError as e:
    print(e)
u = "añ日本😀z"
print(len(u), u[1], u[2], u[4], u[-1], u[::-1], u[1:4], [c for c in u], u[4:5] == "😀")
print(s[True], s[None:3], s[10**30:], s[-(10**30):2])
