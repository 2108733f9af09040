def search(items, target):
    for i in items:
        if i == target:
            print("found", i)
            break
    else:
        print("no", target)


search([1, 2, 3], 2)
search([1, 2, 3], 9)
search([], 9)
n = 0
while n < 3:
    n += 1
    if n == 5:
        break
else:
    print("while else", n)
while True:
    n += 1
    if n > 6:
        break
else:
    print("never")
print(n)
for a in range(3):
    for b in range(3):
        if a * b == 2:
            print("break", a, b)
            break
        if b > a:
            continue
        print(a, b)
    else:
        print("inner else", a)
        continue
    print("after inner break")
    break
else:
    print("never")
for i in range(3):
    continue
else:
    print("else after continue", i)
while False:
    pass
else:
    print("while false else")
