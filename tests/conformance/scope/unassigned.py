# Names that are not assigned when they are captured, deleted or read.
def any_of(x):
    return [x, None][0]


def case(f):
    try:
        print(f())
    except NameError as e:
        print(type(e).__name__, e)


def captured(flag):
    if flag:
        q = 1
    return (lambda: q)()


def captured_text(flag):
    if flag:
        q = "text"

    def inner():
        return q + "!"

    return inner()


def deleted(flag):
    if flag:
        q = 1
    del q
    return "deleted"


def deleted_twice():
    q = 1.5
    del q
    del q


def captured_after_delete():
    q = [1]
    del q
    return (lambda: q)()


for flag in (any_of(0), any_of(1)):
    case(lambda: captured(flag))
    case(lambda: captured_text(flag))
    case(lambda: deleted(flag))
case(deleted_twice)
case(captured_after_delete)
if any_of(0):
    late = 3
try:
    del late
except NameError as e:
    print(e)
late = 5
del late
try:
    del late
except NameError as e:
    print(e)
