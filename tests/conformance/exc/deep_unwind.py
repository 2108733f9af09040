class Resource:
    def __init__(self, name, log):
        self.name = name
        self.log = log
        log.append("open " + name)

    def close(self):
        self.log.append("close " + self.name)


def use(depth, log):
    r = Resource(str(depth), log)
    try:
        if depth == 0:
            raise RuntimeError("bottom")
        use(depth - 1, log)
        log.append("never")
    finally:
        r.close()


log = []
try:
    use(4, log)
except RuntimeError as e:
    log.append(str(e))
print("\n".join(log))


def deep(n):
    if n == 0:
        raise KeyError("far")
    return deep(n - 1) + 1


for n in (1, 10, 300):
    try:
        deep(n)
    except KeyError as e:
        print(n, e)


def cleanup_raises():
    try:
        raise ValueError("original")
    finally:
        [][1]


try:
    cleanup_raises()
except IndexError as e:
    print(e)
