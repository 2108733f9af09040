kinds = [ArithmeticError, AssertionError, AttributeError, EOFError, Exception, FloatingPointError, ImportError, IndexError, KeyError,
         LookupError, MemoryError, ModuleNotFoundError, NameError, NotImplementedError, OSError, OverflowError, RecursionError,
         RuntimeError, StopIteration, SyntaxError, TypeError, UnboundLocalError, UnicodeError, ValueError, ZeroDivisionError,
         FileNotFoundError, PermissionError, TimeoutError, BaseException, KeyboardInterrupt, SystemExit]
parents = [LookupError, ArithmeticError, RuntimeError, NameError, ValueError, OSError, ImportError, Exception, BaseException]
for kind in kinds:
    e = kind("msg")
    print(repr(e), [isinstance(e, p) for p in parents])
for kind in kinds:
    try:
        raise kind("raised")
    except LookupError as e:
        print("lookup", repr(e))
    except ArithmeticError as e:
        print("arith", repr(e))
    except Exception as e:
        print("exc", repr(e))
    except BaseException as e:
        print("base", repr(e))
