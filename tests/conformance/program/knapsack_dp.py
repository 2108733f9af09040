def knapsack(items, capacity):
    best = [[0] * (capacity + 1)]
    for name, weight, value in items:
        row = best[-1][:]
        for c in range(weight, capacity + 1):
            candidate = best[-1][c - weight] + value
            if candidate > row[c]:
                row[c] = candidate
        best.append(row)
    chosen = []
    c = capacity
    for i in range(len(items), 0, -1):
        if best[i][c] != best[i - 1][c]:
            chosen.append(items[i - 1][0])
            c -= items[i - 1][1]
    return best[-1][capacity], chosen[::-1]


def coins(amount, kinds):
    ways = [1] + [0] * amount
    fewest = [0] + [None] * amount
    for k in kinds:
        for a in range(k, amount + 1):
            ways[a] += ways[a - k]
    for a in range(1, amount + 1):
        options = [fewest[a - k] for k in kinds if k <= a and fewest[a - k] is not None]
        if options:
            fewest[a] = 1 + min(options)
    return ways[amount], fewest[amount]


def longest_increasing(values):
    tails = []
    links = []
    ends = []
    for i, v in enumerate(values):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            if values[tails[middle]] < v:
                low = middle + 1
            else:
                high = middle
        links.append(tails[low - 1] if low else None)
        if low == len(tails):
            tails.append(i)
        else:
            tails[low] = i
    out = []
    i = tails[-1] if tails else None
    while i is not None:
        out.append(values[i])
        i = links[i]
    return out[::-1]


def partitions(n, top, memo):
    if n == 0:
        return 1
    if n < 0 or top == 0:
        return 0
    key = (n, top)
    if key not in memo:
        memo[key] = partitions(n - top, top, memo) + partitions(n, top - 1, memo)
    return memo[key]


print(knapsack([("map", 9, 150), ("compass", 13, 35), ("water", 153, 200), ("sandwich", 50, 160), ("glucose", 15, 60), ("tin", 68, 45), ("banana", 27, 60)], 200))
print(coins(100, [1, 5, 10, 25, 50]), coins(7, [2, 4]), coins(1000, [1, 2, 5, 10, 20, 50, 100, 200]), coins(0, [1]))
print(longest_increasing([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7]), longest_increasing("zabcyd"), longest_increasing([]), longest_increasing([2.5, 1, 2, 2**70]))
print([partitions(n, n, {}) for n in range(15)], partitions(100, 100, {}))
triangle = [[1]]
for i in range(60):
    last = triangle[-1]
    triangle.append([1] + [a + b for a, b in zip(last, last[1:])] + [1])
print(triangle[10], triangle[60][30], sum(triangle[60]) == 2**60)
