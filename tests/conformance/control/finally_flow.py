def ret():
    try:
        return "try"
    finally:
        print("cleanup")


def loop():
    out = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append("f%d" % i)
    else:
        out.append("else")
    return out


def nested():
    log = []
    try:
        try:
            log.append("a")
            raise ValueError("x")
        finally:
            log.append("b")
    except ValueError as e:
        log.append(str(e))
    else:
        log.append("else")
    finally:
        log.append("c")
    return log


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def in_while():
    n = 0
    while True:
        try:
            n += 1
            if n < 3:
                continue
            return n
        finally:
            print("n", n)


def list_kept():
    x = [1]
    try:
        return x
    finally:
        x.append(2)


print(ret(), loop(), nested(), value_kept(), in_while(), list_kept())


def order():
    for i in range(2):
        try:
            try:
                print("inner", i)
                if i == 0:
                    continue
                return "done"
            finally:
                print("inner finally", i)
        finally:
            print("outer finally", i)


print(order())
