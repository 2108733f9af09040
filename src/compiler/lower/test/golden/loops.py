def total(numbers):
    result = 0
    for i, number in enumerate(numbers):
        if number < 0:
            continue
        if i > 100:
            break
        result += number
    else:
        return -1
    return result


def triangle(n):
    count = 0
    for i in range(n):
        for j in range(i + 1, n, 2):
            count += j
    return count


def wait(n):
    while n > 0 and n != 7:
        n -= 1
    return [x * x for x in range(n) if x]


print(total([1, 2, 3]), triangle(10), wait(5))
