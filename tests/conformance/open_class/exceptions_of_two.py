# Exceptions with two built-in bases, as decimal has them.
class DecimalException(ArithmeticError):
    def handle(self, context, *args): return 1
class DivisionByZero(DecimalException, ZeroDivisionError):
    def handle(self, context, sign, *args): return 2
class FloatOperation(DecimalException, TypeError): pass
class Inexact(DecimalException): pass
class Overflow(Inexact, DivisionByZero): pass
try: raise DivisionByZero("x")
except ZeroDivisionError as e: print(type(e).__mro__, e.handle(0, 1), e)
print(Overflow("a"), issubclass(FloatOperation, TypeError))
