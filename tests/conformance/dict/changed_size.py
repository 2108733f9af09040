d = {1: 1, 2: 2, 3: 3}
try:
    for k in d:
        d[k + 10] = 1
except RuntimeError as e:
    print(e)
d = {1: 1, 2: 2}
try:
    for k in d.keys():
        del d[k]
except RuntimeError as e:
    print(e)
print(d)
for k in list(d):
    del d[k]
print(d)
d = {1: 1, 2: 2}
for k, v in d.items():
    d[k] = v * 100
print(d)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 100)
except RuntimeError as e:
    print(e)
