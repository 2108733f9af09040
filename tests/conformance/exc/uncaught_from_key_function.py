# exit: 1
def key(pair):
    return pair[1]["rank"]


data = [("a", {"rank": 2}), ("b", {"rank": 1}), ("c", {})]
print(sorted(data[:2], key=key))
print(sorted(data, key=key))
