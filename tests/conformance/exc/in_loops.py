def parse_all(texts):
    good = []
    bad = []
    for text in texts:
        try:
            n = int(text)
        except ValueError:
            bad.append(text)
            continue
        else:
            if n < 0:
                bad.append(n)
                continue
        finally:
            good.append("seen")
        good.append(n)
    return good, bad


print(parse_all(["1", "x", "-5", "7", ""]))
total = 0
for i in range(10):
    try:
        if i % 3 == 0:
            raise ValueError(i)
        if i % 4 == 0:
            raise KeyError(i)
        total += i
    except ValueError as e:
        total += e.args[0] * 100
    except KeyError as e:
        total += e.args[0] * 10000
print(total)
retries = 0
while True:
    try:
        retries += 1
        if retries < 4:
            raise OSError("try again")
        break
    except OSError as e:
        print(retries, e)
print("done", retries)
it = [3, 0, "a", None, 2]
for v in it:
    try:
        print(6 // v)
    except ZeroDivisionError:
        print("zero")
    except TypeError:
        print("type")
