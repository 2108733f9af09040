"""`module:attribute` to an application, and which interface it has."""

import importlib
import inspect


class AppError(Exception):
    """The application cannot be loaded; the text is for its developer."""


def from_string(target):
    if not isinstance(target, str):
        return target
    module_name, _, names = target.partition(":")
    if not module_name or not names:
        raise AppError(f'Import string "{target}" must be in format "<module>:<attribute>".')
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name != module_name and not module_name.startswith(f"{error.name}."):
            raise
        raise AppError(f'Could not import module "{module_name}".') from None
    found = module
    for name in names.split("."):
        try:
            found = getattr(found, name)
        except AttributeError:
            raise AppError(f'Attribute "{names}" not found in module "{module_name}".') from None
    return found


def is_asgi3(app):
    if inspect.isclass(app):
        return hasattr(app, "__await__")
    if inspect.isfunction(app) or inspect.ismethod(app):
        return inspect.iscoroutinefunction(app)
    return inspect.iscoroutinefunction(getattr(app, "__call__", None))


def parameter_count(app):
    try:
        parameters = inspect.signature(app).parameters.values()
    except (TypeError, ValueError):
        return None
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(parameter.kind in positional and parameter.default is parameter.empty for parameter in parameters)


def asgi2_as_3(app):
    async def wrapped(scope, receive, send):
        await app(scope)(receive, send)

    return wrapped


def interface_of(app):
    if hasattr(app, "__krait_handler__"):
        return "krait"
    if is_asgi3(app):
        return "asgi3"
    count = parameter_count(app)
    if count == 3:
        return "asgi3"
    return "wsgi" if count == 2 else "asgi2"


def load(target, is_factory=False, interface="auto"):
    """The application and 'asgi', 'wsgi' or 'krait'."""
    app = from_string(target)
    if is_factory:
        try:
            app = app()
        except TypeError as error:
            raise AppError(f"Error loading ASGI app factory: {error}") from error
    if not callable(app):
        raise AppError(f'"{target}" is not callable: neither an ASGI nor a WSGI application.')
    if interface == "auto":
        interface = interface_of(app)
        if interface == "asgi2" and not is_factory and parameter_count(app) == 0:
            raise AppError(f'"{target}" takes no arguments: if it makes the application, say --factory.')
    if interface == "asgi2":
        return asgi2_as_3(app), "asgi"
    return app, "asgi" if interface == "asgi3" else interface
