# exit: 1
class Store:
    def __init__(self):
        self.items = {"a": 1}

    def get(self, key):
        return self.items[key]


store = Store()
print(store.get("a"))
total = [store.get(k) for k in ["a", "b"]] if False else 0
print(store.get("missing key"))
