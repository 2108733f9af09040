a = [1, 2, 3, 4, 5, 6]
for x in a:
    if x % 2 == 0:
        a.remove(x)
print(a)
a = [1, 2, 3]
for x in a:
    if len(a) < 8:
        a.append(x * 10)
print(a)
a = [1, 2, 3, 4]
for i, x in enumerate(a):
    a[i] = x * x
print(a)
for x in a[:]:
    a.append(x)
print(a)
a = [1, 2, 3, 4, 5]
for x in a:
    print(x, a.pop())
for x in reversed([1, 2, 3]):
    print(x, end=" ")
print()
a = list(range(5))
while a:
    print(a.pop(0), end=",")
print(a)
