from itertools import combinations, combinations_with_replacement, permutations, product


def joined(it):
    return " ".join("".join(str(p) for p in t) for t in it)


print(joined(product("AB", "xyz")))
print(joined(product("ab", repeat=3)))
print(list(product()), list(product([], [1])), list(product([1, 2], repeat=0)))
print(joined(permutations("ABC")))
print(joined(permutations("ABCD", 2)))
print(list(permutations([1, 2], 3)), list(permutations([], 0)), list(permutations("ab", 0)))
print(joined(combinations("ABCD", 2)), "|", joined(combinations(range(4), 3)))
print(list(combinations([1], 2)), list(combinations([], 0)))
print(joined(combinations_with_replacement("ABC", 2)))
print(list(combinations_with_replacement("", 1)), list(combinations_with_replacement("", 0)))
print(sum(1 for _ in permutations(range(7))), sum(1 for _ in combinations(range(20), 5)))
for a, b in combinations([3, 1, 2], 2):
    print(a - b, end=" ")
print()
for x, y in product(range(3), [10, 20]):
    print(x + y, end=" ")
print()


def attempt(f, *args, **kwargs):
    try:
        print(list(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


attempt(product, [1], repeat=-1)
attempt(permutations, "abc", -1)
attempt(permutations, "abc", None)
attempt(permutations, "abc", "x")
attempt(combinations, "abc", -2)
attempt(combinations_with_replacement, "abc", -2)
attempt(product, 5)
attempt(combinations, 5, 1)
attempt(combinations, iterable="ab", r=1)
