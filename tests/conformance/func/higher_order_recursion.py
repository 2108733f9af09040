def fold(f, items, start):
    return start if not items else fold(f, items[1:], f(start, items[0]))


def compose(fs):
    return (lambda x: x) if not fs else lambda x: fs[0](compose(fs[1:])(x))


def church(n):
    return lambda f: lambda x: x if n == 0 else f(church(n - 1)(f)(x))


def quicksort(items, key=lambda x: x):
    if len(items) < 2:
        return items
    pivot, *rest = items
    return quicksort([x for x in rest if key(x) < key(pivot)], key) + [pivot] + quicksort([x for x in rest if not key(x) < key(pivot)], key)


def merge_sort(items):
    if len(items) <= 1:
        return items[:]
    middle = len(items) // 2
    a, b = merge_sort(items[:middle]), merge_sort(items[middle:])
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        if b[j] < a[i]:
            out.append(b[j])
            j += 1
        else:
            out.append(a[i])
            i += 1
    return out + a[i:] + b[j:]


def combinations(items, k):
    if k == 0:
        return [()]
    if len(items) < k:
        return []
    return [(items[0],) + rest for rest in combinations(items[1:], k - 1)] + combinations(items[1:], k)


def solve_sum(numbers, target, chosen=()):
    if target == 0:
        return chosen
    for i, n in enumerate(numbers):
        if n <= target:
            found = solve_sum(numbers[i + 1 :], target - n, chosen + (n,))
            if found is not None:
                return found
    return None


print(fold(lambda a, b: a + b, [1, 2, 3], 0), fold(lambda a, b: b + a, "abc", ""), fold(max, (3, 9, 2), 0), fold(lambda d, k: d | {k: len(d)}, "xyx", {}))
print(compose([str, lambda x: x + 1, lambda x: x * 2])(5), compose([])("same"), church(5)(lambda x: x * 2)(1), church(3)(lambda s: s + "!")("hey"))
data = [5, 3.5, 8, 1, 9, 2, True, 2**65, 7]
print(quicksort(data), quicksort(data, lambda x: -x), quicksort("hello".split("l")), merge_sort(data), merge_sort(list("sorting")), merge_sort([(2, "b"), (1, "z"), (2, "a")]))
print(combinations("abcd", 2), len(combinations(list(range(8)), 4)), combinations([1], 2), solve_sum([9, 7, 4, 3], 14), solve_sum([5, 10], 7), solve_sum([2.5, 1, 0.5], 3))
