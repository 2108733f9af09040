# Generators that are sent values: pipelines of consumers, averages, state machines.
def started(function):
    def start(*args):
        generator = function(*args)
        next(generator)
        return generator

    return start


@started
def average():
    total, count, result = 0, 0, None
    while True:
        value = yield result
        total += value
        count += 1
        result = total / count


@started
def printer(prefix):
    try:
        while True:
            line = yield
            print(prefix, line)
    except GeneratorExit:
        print(prefix, "closed")


@started
def grep(word, target):
    try:
        while True:
            line = yield
            if word in line:
                target.send(line)
    finally:
        target.close()


@started
def broadcast(*targets):
    while True:
        item = yield
        for target in targets:
            target.send(item)


a = average()
print([a.send(x) for x in (10, 20, 60, 2)])
pipeline = broadcast(grep("py", printer("1:")), grep("c", printer("2:")))
for line in "python", "c code", "pyc", "none":
    pipeline.send(line)
pipeline.close()
del pipeline


def machine():
    state = "start"
    while state != "end":
        event = yield state
        match state, event:
            case "start", "go":
                state = "running"
            case "running", "pause":
                state = "paused"
            case "paused", "go":
                state = "running"
            case _, "stop":
                state = "end"
            case _:
                print("ignored", event)
    return "stopped"


m = machine()
print(next(m))
for event in "pause", "go", "pause", "go", "stop":
    try:
        print(m.send(event))
    except StopIteration as stop:
        print(stop.value)


def accumulate():
    total = 0
    while (value := (yield total)) is not None:
        total += value
    return total


def report(log):
    while True:
        log.append((yield from accumulate()))


log = []
r = report(log)
next(r)
for value in 1, 2, None, 10, None, 5:
    r.send(value)
print(log)
r.close()


def both():
    received = []
    for i in range(3):
        received.append((yield i, len(received)))
    return received


b = both()
print(next(b), b.send("x"), b.send("y"))
try:
    b.send("z")
except StopIteration as stop:
    print(stop.value)
