# exit: 1
"""Exceptions with causes, notes, groups; what is printed when nobody catches them."""
import contextlib
import sys
import traceback


class AppError(Exception):
    code = 500

    def __init__(self, message, **details):
        super().__init__(message)
        self.details = details

    def __str__(self):
        extra = ", ".join(f"{k}={v!r}" for k, v in self.details.items())
        return f"{self.args[0]} [{self.code}]" + (f" ({extra})" if extra else "")


class NotFound(AppError, LookupError):
    code = 404


class Transaction:
    depth = 0

    def __init__(self, store, *, quiet=()):
        self.store, self.quiet = store, quiet

    def __enter__(self):
        type(self).depth += 1
        self.saved = dict(self.store)
        return self.store

    def __exit__(self, kind, error, tb):
        type(self).depth -= 1
        if kind is None:
            return
        self.store.clear()
        self.store.update(self.saved)
        if error is not None:
            error.add_note(f"rolled back at depth {self.depth}")
        return issubclass(kind, tuple(self.quiet))


def withdraw(store, name, amount):
    try:
        balance = store[name]
    except KeyError as missing:
        raise NotFound("no account", name=name) from missing
    if balance < amount:
        raise AppError("too little", balance=balance)
    store[name] = balance - amount
    return store[name]


def attempts(store, orders):
    errors = []
    for order in orders:
        try:
            with Transaction(store):
                yield withdraw(store, *order)
        except AppError as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("some orders failed", errors)


def leaves(group):
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from leaves(error)
        else:
            yield error


store = {"ann": 100, "bob": 5}
try:
    for left in attempts(store, [("ann", 30), ("eve", 1), ("bob", 50), ("ann", 70)]):
        print("left", left)
except* NotFound as group:
    for error in leaves(group):
        print("not found:", error, repr(error.__cause__), error.__notes__, isinstance(error, LookupError))
except* AppError as group:
    print("other:", [str(e) for e in group.exceptions], group.message, len(group.exceptions))
print(store, Transaction.depth)

with Transaction(store, quiet=[ZeroDivisionError]) as inner:
    inner["zoe"] = 1 / len(inner) + 1 // 0
print("zoe" in store)
with contextlib.suppress(KeyError, IndexError):
    store["nobody"]
    print("never")


def cleanup(n):
    try:
        return f"try {n}"
    finally:
        if n > 1:
            print("finally", n)


print(cleanup(1), cleanup(2))
for n in range(4):
    try:
        if n == 1:
            continue
        if n == 3:
            raise StopIteration(n)
    except StopIteration as stop:
        print("stopped", stop.value)
    else:
        print("fine", n)
    finally:
        print("end", n)
try:
    try:
        {}["a"]
    except KeyError:
        raise ValueError("while handling")
except ValueError as error:
    print(type(error.__context__).__name__, error.__cause__, error.__suppress_context__)
    lines = traceback.format_exception(error)
    print(len([line for line in lines if line.startswith("Traceback")]), lines[-1].strip())
    summary = traceback.extract_tb(error.__traceback__)
    print(summary[0].name, summary[0].line)
print(sys.exc_info())
group = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError("t"), ValueError(2)])])
matched, rest = group.split(ValueError)
print(matched, rest, [type(e).__name__ for e in leaves(group)], group.subgroup(lambda e: "t" in str(e)))


def deepest(n):
    if n == 0:
        raise AppError("at the bottom", depth=n)
    return deepest(n - 1) + 1


try:
    deepest(3)
except AppError as error:
    raise RuntimeError("cannot go on") from error
