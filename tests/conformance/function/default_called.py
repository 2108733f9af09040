"""Functions that reach a call only through the default of getattr, and what a function gives by its flags."""

import inspect
import types


def call(target, name):
    found = getattr(target, name, lambda *args: ("default", args))
    return found(1, 2)


class Real:
    def method(self, a, b):
        return a + b

    def steps(self):
        yield 1

    async def work(self):
        return 1

    async def stream(self):
        yield 1


print(call(Real(), "method"), call(Real(), "nothing"), call(3, "x"))
real = Real()
for function in (call, Real.method, real.steps, Real.steps, real.work, Real.stream, lambda: (yield), len):
    print(inspect.isgeneratorfunction(function), inspect.iscoroutinefunction(function),
          inspect.isasyncgenfunction(function))
print([name for name in ("steps", "work", "stream") if getattr(Real, name).__code__.co_flags & 0x2a0])
gen = real.steps()
coroutine = real.work()
print(isinstance(gen, types.GeneratorType), isinstance(coroutine, types.CoroutineType), inspect.isgenerator(gen))
coroutine.close()
two = super


class Base:
    def name(self):
        return "base"


class Derived(Base):
    def name(self):
        return "derived of " + two(Derived, self).name()


print(Derived().name(), two is super, isinstance(two(Derived, Derived()), super))
