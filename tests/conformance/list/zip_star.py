# zip(*rows): columns of rows that keep their types.
def transposed(rows):
    return [list(column) for column in zip(*rows)]


def multiply(a, b):
    columns = [list(column) for column in zip(*b)]
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


a = [[1.5, 2.0], [3.0, -4.25]]
print(multiply(a, a), transposed([[1, 2, 3], [4, 5, 6]]), transposed([]))
a[0].append(7.0)
print(transposed(a))
words = [["a", "b"], ["c", "d"]]
for first, second in zip(*words):
    print(first + second)
mixed = [(1, "one"), (2, "two"), (3.5, None)]
numbers, names = zip(*mixed)
print(numbers, names, list(zip(*zip(*mixed))))
print(list(zip([1, 2], *[[3, 4], [5, 6]])), list(zip(*[])), list(zip(*"ab")))
rows = [[10**20, 1], [2, 3]]
print(transposed(rows), [max(c) for c in zip(*rows)])
try:
    print(list(zip(*[1, 2])))
except TypeError as error:
    print(error)
try:
    one, two = zip(*[(1, 2, 3)])
except ValueError as error:
    print(str(error)[:26])
