# except*.
def run(exc, note=""):
    try:
        try:
            print("body", note)
            if exc is not None:
                raise exc
        except* ValueError as e:
            print("  V", type(e).__name__, [repr(x) for x in e.exceptions])
        except* (TypeError, KeyError) as e:
            print("  T", type(e).__name__, [repr(x) for x in e.exceptions])
            if note == "raise":
                raise OSError("from handler")
            if note == "again":
                raise
        except* ZeroDivisionError:
            print("  Z")
        else:
            print("  else")
        finally:
            print("  finally")
    except BaseExceptionGroup as e:
        print("out group", type(e).__name__, repr(e.message), [repr(x) for x in e.exceptions])
    except BaseException as e:
        print("out", repr(e))


G = ExceptionGroup
run(None)
run(ValueError(1))
run(TypeError(1))
run(OSError(1))
run(TypeError(1), "raise")
run(TypeError(1), "again")
run(G("g", [ValueError(1), TypeError(2)]))
run(G("g", [ValueError(1), OSError(2)]))
run(G("g", [OSError(2), G("h", [ValueError(3), OSError(4)])]))
run(G("g", [ValueError(1), KeyError(2), OSError(3)]), "raise")
run(G("g", [ValueError(1), KeyError(2), OSError(3)]), "again")
run(G("g", [KeyError(2)]), "again")
run(G("g", [ZeroDivisionError(), ZeroDivisionError()]))
run(BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError(5)]))
run(KeyboardInterrupt())


def context():
    try:
        try:
            raise G("g", [ValueError(1), TypeError(2)])
        except* ValueError:
            1 / 0
        except* TypeError as t:
            raise KeyError("k") from t
    except ExceptionGroup as e:
        for x in e.exceptions:
            print(repr(x), repr(x.__context__), repr(x.__cause__))


context()


def names():
    e = "before"
    try:
        raise ValueError(1)
    except* ValueError as e:
        print(repr(e))
    try:
        e
    except NameError as n:
        print(n)


names()


def bad_types():
    for types in (int, (ValueError, 3), ExceptionGroup, (ValueError, BaseExceptionGroup)):
        try:
            try:
                raise ValueError(1)
            except* types:
                print("never")
        except TypeError as e:
            print(e)
        except BaseException as e:
            print("?", repr(e))


bad_types()


def in_loop():
    out = []
    for i in range(5):
        try:
            if i % 2:
                raise G("g", [ValueError(i)])
            if i == 4:
                raise OSError(i)
        except* ValueError as e:
            out.append(e.exceptions[0].args[0])
        except* OSError:
            out.append("os")
    return out


print(in_loop())


def nested():
    try:
        raise G("o", [ValueError(1), TypeError(2)])
    except* ValueError:
        try:
            raise G("i", [KeyError(3), OSError(4)])
        except* KeyError as k:
            print("inner", k.exceptions)
        except* OSError:
            print("inner os")
    except* TypeError:
        print("outer type")


nested()
