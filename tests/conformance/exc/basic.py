def attempt(f):
    try:
        print(f())
    except ZeroDivisionError as e:
        print("zero")
    except (KeyError, IndexError) as e:
        print("lookup", repr(e))
    except ValueError as e:
        print("value", e)
    except Exception as e:
        print("other", repr(e))
    else:
        print("else")
    finally:
        print("finally")


attempt(lambda: 1 / 0)
attempt(lambda: {}["a"])
attempt(lambda: [][0])
attempt(lambda: int("x"))
attempt(lambda: None.foo)
attempt(lambda: "fine")
try:
    try:
        raise ValueError("inner")
    except KeyError:
        print("no")
except ValueError as e:
    print("outer", e)
try:
    raise ValueError
except ValueError as e:
    print(repr(e), str(e), e.args)
try:
    raise KeyError("k")
except LookupError as e:
    print(repr(e), str(e), e.args)
try:
    raise ValueError("a", 1, None)
except ValueError as e:
    print(repr(e), str(e), e.args, e.args[1])
try:
    raise Exception
except:
    print("bare")
try:
    e
except NameError as err:
    print(err)
x = "kept"
try:
    1 / 0
except ZeroDivisionError as x:
    pass
try:
    x
except NameError as err:
    print(err)
