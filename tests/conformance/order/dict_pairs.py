def loud(name, value):
    print("made", name)
    return value


def attempt(make):
    try:
        print(make())
    except (TypeError, IndexError) as error:
        print(type(error).__name__)


items = [1]
# All pairs are evaluated before the first key is hashed …
attempt(lambda: {loud("a", []): 1, loud("b", 2): items[5]})
attempt(lambda: {loud("a", 1): 1, loud("b", []): loud("c", 3), loud("d", 4): 5})
# … but for those behind a mapping that is merged.
attempt(lambda: {loud("a", []): 1, **loud("b", {2: 3}), loud("c", 4): items[5]})
attempt(lambda: {loud("x", 1): 1, **loud("y", {2: 3}), loud("z", []): items[5]})
# A long row is added pair by pair.
attempt(lambda: {
    loud("k0", []): 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9, 10: 10, 11: 11, 12: 12, 13: 13, 14: 14,
    15: 15, loud("k16", 16): items[9],
})
print({loud("one", 1): loud("first", "a"), 2: "b", loud("again", 1): loud("last", "c")})
