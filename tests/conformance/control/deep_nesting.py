total = 0
for a in range(3):
    for b in range(3):
        if a == b:
            continue
        for c in range(3):
            while c < 2:
                c += 1
                if a + b + c == 4:
                    break
                for d in [1, 2]:
                    if d == 2:
                        try:
                            if c == 2:
                                raise KeyError(c)
                            total += 1
                        except KeyError as e:
                            total += 10
                            if a:
                                continue
                            break
                        finally:
                            total += 100
                    else:
                        total += 1000
            else:
                total += 10000
print(total)
if True:
    if False:
        print("no")
    elif 1:
        if 0:
            print("no")
        else:
            print("yes")
    else:
        print("no")
pass
if 1: print("one line"); x = 1; print(x)
for i in range(2): print(i, end=";")
print()
