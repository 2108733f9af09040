"""`krait serve`: hosts ASGI and WSGI applications on the C server. `run(app, port=8000)` does so from a program."""

import os
import sys

__all__ = ["main", "run"]


def main(arguments=None):
    """The command. Returns its exit code."""
    from krait.serve import options as option_room

    options = option_room.parse(arguments)
    sys.path.insert(0, os.path.abspath(options.app_dir or "."))
    return serve(options)


def run(app, **settings):
    """Serves `app` (an application, or "module:attribute") until it is stopped; settings are named as the flags."""
    from krait.serve import options as option_room

    options = option_room.default()
    for name, value in settings.items():
        if not hasattr(options, name):
            raise TypeError(f"run() has no setting {name!r}")
        setattr(options, name, value)
    options.app = app
    if options.reload and not isinstance(app, str):
        raise ValueError("reload takes the application as an import string")
    return serve(options, is_supervised=options.workers > 1)


def serve(options, is_supervised=True):
    from krait.serve import logs, sockets, strategies
    from krait.serve.reloader import Reloader

    log = logs.configure(options)
    try:
        listeners, where = sockets.listeners(options, options.workers)
    except sockets.BindError as error:
        log.error("%s", error)
        return 1
    if options.reload:
        return Reloader(options, listeners, where).run()
    if not is_supervised:
        return strategies.run_single(options, listeners[0], where)
    return strategies.run(options, listeners, where)
