"""Loops in loops over lists that stay as long as they are, or not quite."""


def flip(p):
    flips = 0
    while p[0] != 0:
        i = 0
        j = p[0]
        while i < j:
            p[i], p[j] = p[j], p[i]
            i += 1
            j -= 1
        flips += 1
    return flips


def shared(rows):
    a = [0] * rows
    b = a[:]
    for i in range(rows):
        a[i] = i
        for j in range(rows):
            b[j] += a[i]
    return a, b


def too_far(a, b, n):
    done = 0
    try:
        for i in range(n):
            for j in range(n):
                a[j] = b[i] + j
                done += 1
    except IndexError as e:
        return done, str(e), a
    return done, "fine", a


def grows_inside(a):
    total = 0
    for i in range(3):
        for j in range(len(a)):
            total += a[j]
        a.append(i)
        for j in range(len(a)):
            a[j] += 1
    return total, a


def same_list(a, b):
    for i in range(len(a)):
        for j in range(len(b)):
            a[i] = a[i] + b[j] - b[-1]
    return a


def of_floats(n):
    a = [0.5] * n
    b = [float(i) for i in range(n)]
    for i in range(n):
        for j in range(n):
            a[j] = a[j] * b[i] + 1
        a[i] = b[j]
    return a


print(flip([3, 1, 0, 2]), flip([1, 0]), flip([0]))
print(shared(4))
print(too_far([0] * 4, [1, 2, 3], 4), too_far([0] * 3, [1] * 4, 4), too_far([0] * 4, [1] * 4, 4), too_far([], [], 0))
print(grows_inside([1, 2]))
x = [1, 2, 3]
print(same_list(x, x), same_list([1, 2], [5, 6, 7]), same_list([], []))
print(of_floats(3))
