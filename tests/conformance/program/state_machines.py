class Machine:
    def __init__(self, start, table):
        self.state = start
        self.table = table
        self.trace = [start]

    def feed(self, event):
        row = self.table.get(self.state)
        if row is None or (event not in row and "*" not in row):
            raise KeyError(f"{self.state}/{event}")
        target = row[event] if event in row else row["*"]
        if isinstance(target, tuple):
            target, action = target
            action(self, event)
        self.state = target
        self.trace.append(target)
        return self


coins = []
turnstile = Machine("locked", {
    "locked": {"coin": ("open", lambda m, e: coins.append(e)), "push": "locked"},
    "open": {"push": "locked", "coin": ("open", lambda m, e: coins.append(e + "!"))},
})
for e in "push coin coin push push".split():
    turnstile.feed(e)
print(turnstile.trace, coins)
try:
    turnstile.feed("kick")
except KeyError as e:
    print(e)


def accepts(text):
    number = Machine("start", {
        "start": {"sign": "signed", "digit": "int", "dot": "dot"},
        "signed": {"digit": "int", "dot": "dot"},
        "int": {"digit": "int", "dot": "frac", "e": "exp"},
        "dot": {"digit": "frac"},
        "frac": {"digit": "frac", "e": "exp"},
        "exp": {"sign": "expsign", "digit": "expint"},
        "expsign": {"digit": "expint"},
        "expint": {"digit": "expint"},
    })
    for c in text:
        kind = "digit" if c.isdigit() else {"+": "sign", "-": "sign", ".": "dot", "e": "e", "E": "e"}.get(c, "other")
        try:
            number.feed(kind)
        except KeyError:
            return False
    return number.state in ("int", "frac", "expint")


for text in ["1", "-12.5", ".5", "5.", "1e10", "1e", "e5", "--1", "1.2.3", "+.5E-7", "", ".", "12a"]:
    print(repr(text), accepts(text))
lights = {"green": ("yellow", 30), "yellow": ("red", 5), "red": ("green", 20)}
state, clock = "green", 0
history = []
while clock < 120:
    history.append(f"{clock}:{state[0]}")
    following, seconds = lights[state]
    clock += seconds
    state = following
print(" ".join(history))
