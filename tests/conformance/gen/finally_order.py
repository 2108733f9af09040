log = []


def steps():
    for i in range(3):
        try:
            log.append(f"try {i}")
            yield i
            if i == 1:
                continue
            log.append(f"body {i}")
        finally:
            log.append(f"finally {i}")
            yield f"f{i}"
    else:
        log.append("else")


print(list(steps()))
print(log)


def returning():
    try:
        yield 1
        return "value"
    finally:
        yield "cleanup"


r = returning()
print(next(r), next(r))
try:
    next(r)
except StopIteration as stop:
    print(stop.value)


def override():
    while True:
        try:
            yield 1
        finally:
            break
    yield "after"


o = override()
print(next(o))
print(o.throw(ValueError("lost")))


def nested():
    try:
        try:
            yield 1
        finally:
            log.append("a")
    finally:
        log.append("b")


log.clear()
for _ in nested():
    log.append("loop")
print(log)


def conditional(flag):
    try:
        if flag:
            yield "yes"
        else:
            raise KeyError("no")
    except KeyError as error:
        yield repr(error)
    else:
        yield "else"
    finally:
        yield "finally"


print(list(conditional(True)), list(conditional(False)))
