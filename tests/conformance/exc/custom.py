class AppError(Exception):
    pass


class CodeError(AppError):
    def __init__(self, code, message="none"):
        super().__init__(message)
        self.code = code


class StrError(AppError):
    def __str__(self):
        return "custom str"


class Detailed(ValueError):
    def __init__(self, a, b):
        self.a = a
        self.b = b

    def __repr__(self):
        return f"Detailed<{self.a},{self.b}>"


def attempt(e):
    try:
        raise e
    except CodeError as err:
        print("code", err.code, err, repr(err), err.args)
    except AppError as err:
        print("app", err, repr(err), err.args)
    except ValueError as err:
        print("value", err, repr(err), err.args)


attempt(CodeError(5))
attempt(CodeError(6, "text"))
attempt(StrError())
attempt(StrError("x"))
attempt(AppError("m", 2))
attempt(AppError)
attempt(Detailed(1, 2))
e = CodeError(7)
print(isinstance(e, AppError), isinstance(e, Exception), isinstance(e, ValueError), str(e), e.code)
e.extra = [1]
print(e.extra)


class Base:
    pass


for bad in (Base, Base(), "text", 5, None):
    try:
        raise bad
    except TypeError as err:
        print(err)
