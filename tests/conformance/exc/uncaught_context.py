# exit: 1
def recover(items):
    try:
        return items["k"]
    except KeyError:
        return items.fallback


print("go")
recover({})
