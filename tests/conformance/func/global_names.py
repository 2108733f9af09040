count = 0
names = []


def bump():
    global count
    count += 1
    names.append(count)
    return count


def make_new():
    global created
    created = "made"


def shadow():
    count = 100
    count += 1
    return count


def read():
    return count


bump()
bump()
print(count, names, shadow(), read())
make_new()
print(created)
print = print


def use_before():
    try:
        return count_later
    except NameError as e:
        return str(e)


print(use_before())
count_later = 5
print(use_before())


def local_error():
    try:
        count += 1
    except UnboundLocalError as e:
        return str(e)


print(local_error())


def outer():
    def inner():
        global count
        count = "from inner"

    count = "local"
    inner()
    return count


print(outer(), count)


def drop():
    global created
    del created


drop()
try:
    created
except NameError as e:
    print(e)
len = 5
print(len)
del len
print(len([1]))


def max(a, b):
    return "mine"


print(max(1, 2))
