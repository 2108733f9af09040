print("loading extra once")
VALUE = [1, 2]


def helper(n):
    VALUE.append(n)
    return VALUE
