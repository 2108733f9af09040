for i in range(3):
    pass
print(i)
for i in range(5):
    i *= 10
    print(i, end=" ")
print(i)
for i in range(0):
    print("never")
print(i)
n = 3
for i in range(n):
    n = 10
    print(i)
print(n)
for i in range(3):
    for i in range(2):
        print("inner", i)
    print("outer", i)
for i in range(10, 0, -4):
    print(i)
total = 0
for i in range(1000):
    if i % 3 == 0 or i % 5 == 0:
        total += i
print(total)


def f():
    for k in range(0):
        pass
    return k


try:
    f()
except UnboundLocalError as e:
    print(e)
