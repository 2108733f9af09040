class HttpError(Exception):
    status = 500
    reason = "error"

    def __init__(self, detail=""):
        super().__init__(self.status, detail)
        self.detail = detail

    def __str__(self):
        return f"{self.status} {self.reason}" + (": " + self.detail if self.detail else "")


class NotFound(HttpError):
    status = 404
    reason = "not found"


class Teapot(HttpError):
    status = 418


def handle(path):
    if path == "/tea":
        raise Teapot()
    if path.startswith("/x"):
        raise NotFound(path)
    if path == "/bug":
        return {}["bug"]
    return "200 " + path


for path in ("/", "/tea", "/x1", "/bug"):
    try:
        print(handle(path))
    except HttpError as e:
        print(e, repr(e), e.args, e.status, e.detail, isinstance(e, NotFound))
    except Exception as e:
        print("500", repr(e))


class Retry(Exception):
    def __init__(self, times):
        self.times = times


def attempt(limit):
    n = 0
    while True:
        try:
            n += 1
            if n < limit:
                raise Retry(n)
            return n
        except Retry as e:
            if e.times > 5:
                return "gave up after %d" % e.times


print(attempt(3), attempt(100))
e = Retry(9)
print(e.args, e.times, str(e), repr(e), isinstance(e, Exception))
