class A(Exception):
    pass


class B(A):
    pass


class C(B):
    pass


def run(kind, log):
    try:
        try:
            try:
                if kind is not None:
                    raise kind("k")
                log.append("body")
            except C:
                log.append("C")
                raise
            except (KeyError, IndexError) as e:
                log.append("lookup")
                raise B("from lookup") from e
            else:
                log.append("else")
            finally:
                log.append("f1")
        except B as e:
            log.append("B:" + str(e))
            if str(e) == "k":
                raise A("again")
        finally:
            log.append("f2")
    except A as e:
        log.append("A:" + str(e))
    except ArithmeticError as e:
        log.append("arith")
        return log
    finally:
        log.append("f3")
    log.append("end")
    return log


for kind in (None, A, B, C, KeyError, IndexError, ZeroDivisionError, OverflowError):
    print(run(kind, []))
try:
    run(TypeError, [])
except TypeError as e:
    print("escaped", e)


def handlers_run_once():
    order = []
    for kind in (A, B, C, ValueError):
        try:
            try:
                raise kind(kind is C)
            except C as e:
                order.append(("C", e.args))
            except B as e:
                order.append(("B", e.args))
            except A as e:
                order.append(("A", e.args))
        except ValueError as e:
            order.append(("V", e.args))
    return order


print(handlers_run_once())
errors = [A, (KeyError, ValueError), B]
for group in errors:
    try:
        raise ValueError("dynamic")
    except group:
        print("caught by", group is errors[1])
        break
    except ValueError:
        print("passed by")
