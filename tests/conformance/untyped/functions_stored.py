class Events:
    def __init__(self):
        self.handlers = {}
        self.log = []

    def on(self, name, handler):
        self.handlers.setdefault(name, []).append(handler)

    def emit(self, name, value):
        for handler in self.handlers.get(name, []):
            try:
                self.log.append((name, handler(value)))
            except Exception as e:
                self.log.append((name, repr(e)))


class Counter:
    def __init__(self):
        self.n = 0

    def handle(self, value):
        self.n += len(str(value))
        return self.n


events = Events()
counter = Counter()
seen = []
events.on("a", lambda v: v * 2)
events.on("a", counter.handle)
events.on("a", seen.append)
events.on("b", lambda v: v["key"])
events.on("b", str)
for value in (1, "x", [1], None, {"key": 5}, 2.5):
    events.emit("a", value)
    events.emit("b", value)
events.emit("nothing", 0)
for entry in events.log:
    print(entry)
print(seen, counter.n)
obj = Counter()
obj.handle = lambda v: "replaced " + str(v)
print(obj.handle(5), Counter().handle(5))
table = [abs, str, lambda x: [x], counter.handle, float, Counter]
print([f(-3) if f is not Counter else f().n for f in table])
