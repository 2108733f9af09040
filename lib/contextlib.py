"""Context managers from generators, of several at once, and small ready-made ones."""

import abc
import sys

__all__ = [
    "asynccontextmanager", "contextmanager", "closing", "nullcontext", "AbstractContextManager",
    "AbstractAsyncContextManager", "AsyncExitStack", "ContextDecorator", "ExitStack",
    "redirect_stdout", "redirect_stderr", "suppress", "aclosing", "AsyncContextDecorator", "chdir",
]


def _dress(inner, func):
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        try:
            setattr(inner, name, getattr(func, name))
        except AttributeError:
            pass
    for name, value in getattr(func, "__dict__", {}).items():
        setattr(inner, name, value)
    inner.__wrapped__ = func
    return inner


def _has_methods(cls, *names):
    for name in names:
        for base in cls.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True


class AbstractContextManager(abc.ABC):
    """Has __enter__, which gives itself, and an __exit__ to be written."""

    def __enter__(self):
        return self

    @abc.abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, other):
        if cls is AbstractContextManager:
            return _has_methods(other, "__enter__", "__exit__")
        return NotImplemented


class AbstractAsyncContextManager(abc.ABC):
    """Has __aenter__, which gives itself, and an __aexit__ to be written."""

    async def __aenter__(self):
        return self

    @abc.abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, other):
        if cls is AbstractAsyncContextManager:
            return _has_methods(other, "__aenter__", "__aexit__")
        return NotImplemented


# ---- as decorators


class ContextDecorator:
    """A context manager that is also a decorator: the function runs inside it."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return _dress(inner, func)


class AsyncContextDecorator:
    """The same for asynchronous context managers and coroutine functions."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)

        return _dress(inner, func)


# ---- from generators


class _GeneratorContextManager(ContextDecorator):
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        doc = getattr(func, "__doc__", None)
        if doc is None:
            doc = type(self).__doc__
        self.__doc__ = doc

    def _recreate_cm(self):
        return _GeneratorContextManager(self.func, self.args, self.kwds)

    def __enter__(self):
        # Not needed any more, and may keep much alive.
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                self.gen.close()
        if value is None:
            value = typ()
        try:
            self.gen.throw(value)
        except StopIteration as error:
            # Its own end, or the exception that came in.
            return error is not value
        except RuntimeError as error:
            if error is value:
                error.__traceback__ = traceback
                return False
            # A generator cannot let a StopIteration out: it came out as the cause of this one.
            if isinstance(value, StopIteration) and error.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            error.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after throw()")
        finally:
            self.gen.close()


class _AsyncGeneratorContextManager(AsyncContextDecorator):
    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds
        doc = getattr(func, "__doc__", None)
        if doc is None:
            doc = type(self).__doc__
        self.__doc__ = doc

    def _recreate_cm(self):
        return _AsyncGeneratorContextManager(self.func, self.args, self.kwds)

    async def __aenter__(self):
        del self.args, self.kwds, self.func
        try:
            return await anext(self.gen)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            try:
                await anext(self.gen)
            except StopAsyncIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                await self.gen.aclose()
        if value is None:
            value = typ()
        try:
            await self.gen.athrow(value)
        except StopAsyncIteration as error:
            return error is not value
        except RuntimeError as error:
            if error is value:
                error.__traceback__ = traceback
                return False
            is_stop = isinstance(value, (StopIteration, StopAsyncIteration))
            if is_stop and error.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            error.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after athrow()")
        finally:
            await self.gen.aclose()


def contextmanager(func):
    """Makes a function that gives context managers of a generator function with one yield."""

    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return _dress(helper, func)


def asynccontextmanager(func):
    """The same of an asynchronous generator function."""

    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)

    return _dress(helper, func)


# ---- ready-made


class closing:
    """Calls close() of the object at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class aclosing:
    """Awaits aclose() of the object at the end."""

    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class redirect_stdout:
    """What is printed goes elsewhere; may be entered again inside itself."""

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(sys.stdout)
        sys.stdout = self._new_target
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        sys.stdout = self._old_targets.pop()


class redirect_stderr:
    """The same for standard error."""

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(sys.stderr)
        sys.stderr = self._new_target
        return self._new_target

    def __exit__(self, exctype, excinst, exctb):
        sys.stderr = self._old_targets.pop()


class suppress:
    """Exceptions of these classes end the block and go no further."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, exctype, excinst, exctb):
        if exctype is None:
            return None
        if issubclass(exctype, self._exceptions):
            return True
        if isinstance(excinst, BaseExceptionGroup):
            rest = excinst.split(self._exceptions)[1]
            if rest is None:
                return True
            raise rest
        return False


class nullcontext:
    """Does nothing, gives what it was made with; both kinds of `with` take it."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        pass


class chdir:
    """Another working folder."""

    def __init__(self, path):
        self.path = path
        self._old_cwd = []

    def __enter__(self):
        import os

        self._old_cwd.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *excinfo):
        import os

        os.chdir(self._old_cwd.pop())


# ---- stacks


def _method(manager, name, protocol):
    found = getattr(type(manager), name, None)
    if found is None:
        cls = type(manager)
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the "
                        f"{protocol} protocol") from None
    return found


def _exit_method(manager, name, protocol):
    if getattr(type(manager), name, None) is None:
        cls = type(manager)
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support the "
                        f"{protocol} protocol (missed {name} method)") from None


# An exception raised while leaving has as its context the one before, as if the blocks were nested.
def _chain(new, old, outermost):
    while True:
        context = new.__context__
        if context is None or context is old:
            return
        if context is outermost:
            break
        new = context
    new.__context__ = old


class _Callbacks:
    def __init__(self):
        self._exit_callbacks = []  # (whether it is synchronous, function of three arguments)

    def pop_all(self):
        """Moves all that is to be done at the end to a new stack."""
        other = type(self)()
        other._exit_callbacks = self._exit_callbacks
        self._exit_callbacks = []
        return other

    def push(self, exit):
        """Has the context manager's __exit__, or a function like it, called at the end."""
        found = getattr(type(exit), "__exit__", None)
        if found is None:
            self._exit_callbacks.append((True, exit))
        else:
            self._push_exit(exit)
        return exit

    def _push_exit(self, manager):
        def leave(exc_type, exc, tb):
            return type(manager).__exit__(manager, exc_type, exc, tb)

        self._exit_callbacks.append((True, leave))

    def enter_context(self, cm):
        """Enters the context manager; it is left at the end."""
        enter = _method(cm, "__enter__", "context manager")
        _exit_method(cm, "__exit__", "context manager")
        result = enter(cm)
        self._push_exit(cm)
        return result

    def callback(self, callback, /, *args, **kwds):
        """Has the function called with the arguments at the end."""

        def leave(exc_type, exc, tb):
            callback(*args, **kwds)

        leave.__wrapped__ = callback
        self._exit_callbacks.append((True, leave))
        return callback


class ExitStack(_Callbacks):
    """Context managers and functions, left and called in the opposite order at the end."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_details):
        exc = exc_details[1]
        received = exc is not None
        outermost = sys.exception()
        is_suppressed = False
        is_pending = False
        while self._exit_callbacks:
            leave = self._exit_callbacks.pop()[1]
            try:
                if exc is None:
                    handled = leave(None, None, None)
                else:
                    handled = leave(type(exc), exc, exc.__traceback__)
                if handled:
                    is_suppressed = True
                    is_pending = False
                    exc = None
            except BaseException as new:
                _chain(new, exc, outermost)
                is_pending = True
                exc = new
        if is_pending:
            fixed = exc.__context__
            try:
                raise exc
            except BaseException:
                exc.__context__ = fixed
                raise
        return received and is_suppressed

    def close(self):
        """As at the end of the block."""
        self.__exit__(None, None, None)


class AsyncExitStack(_Callbacks):
    """The same, for asynchronous context managers and coroutine functions too."""

    async def enter_async_context(self, cm):
        """Enters the asynchronous context manager; it is left at the end."""
        enter = _method(cm, "__aenter__", "asynchronous context manager")
        _exit_method(cm, "__aexit__", "asynchronous context manager")
        result = await enter(cm)
        self._push_async_exit(cm)
        return result

    def push_async_exit(self, exit):
        """Has the manager's __aexit__, or a coroutine function like it, awaited at the end."""
        found = getattr(type(exit), "__aexit__", None)
        if found is None:
            self._exit_callbacks.append((False, exit))
        else:
            self._push_async_exit(exit)
        return exit

    def _push_async_exit(self, manager):
        def leave(exc_type, exc, tb):
            return type(manager).__aexit__(manager, exc_type, exc, tb)

        self._exit_callbacks.append((False, leave))

    def push_async_callback(self, callback, /, *args, **kwds):
        """Has the coroutine function awaited with the arguments at the end."""

        async def leave(exc_type, exc, tb):
            await callback(*args, **kwds)

        leave.__wrapped__ = callback
        self._exit_callbacks.append((False, leave))
        return callback

    async def aclose(self):
        """As at the end of the block."""
        await self.__aexit__(None, None, None)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_details):
        exc = exc_details[1]
        received = exc is not None
        outermost = sys.exception()
        is_suppressed = False
        is_pending = False
        while self._exit_callbacks:
            is_sync, leave = self._exit_callbacks.pop()
            try:
                if exc is None:
                    handled = leave(None, None, None)
                else:
                    handled = leave(type(exc), exc, exc.__traceback__)
                if not is_sync:
                    handled = await handled
                if handled:
                    is_suppressed = True
                    is_pending = False
                    exc = None
            except BaseException as new:
                _chain(new, exc, outermost)
                is_pending = True
                exc = new
        if is_pending:
            fixed = exc.__context__
            try:
                raise exc
            except BaseException:
                exc.__context__ = fixed
                raise
        return received and is_suppressed
