"""What other packages bring: their objects are recognised where those packages are installed, and none is needed.

`kinds(...)` answers with our class and, once somebody imported it, Starlette's of the same job, so that an application
may mix both. Nothing here imports Starlette; the exceptions do, because handlers are looked up by their bases.
"""

import sys
from importlib import import_module


def optional(module, name):
    """The attribute of a module that may not be installed, or that may refuse this interpreter."""
    try:
        return getattr(import_module(module), name, None)
    except ImportError:
        return None


_STARLETTE = {
    "Request": "requests",
    "HTTPConnection": "requests",
    "WebSocket": "websockets",
    "WebSocketDisconnect": "websockets",
    "Response": "responses",
    "JSONResponse": "responses",
    "StreamingResponse": "responses",
    "BackgroundTasks": "background",
    "BackgroundTask": "background",
    "UploadFile": "datastructures",
    "Headers": "datastructures",
    "FormData": "datastructures",
    "ImmutableMultiDict": "datastructures",
    "BaseRoute": "routing",
    "Route": "routing",
    "WebSocketRoute": "routing",
    "Mount": "routing",
    "Host": "routing",
}


def kinds(ours):
    """(our class, Starlette's class of the same name if it is loaded)."""
    module = sys.modules.get("starlette." + _STARLETTE[ours.__name__])
    theirs = getattr(module, ours.__name__, None)
    return (ours,) if theirs is None or theirs is ours else (ours, theirs)


def is_kind(obj, ours):
    return isinstance(obj, kinds(ours))


def is_class_of(annotation, ours):
    return isinstance(annotation, type) and issubclass(annotation, kinds(ours))


pydantic_is_here = optional("pydantic", "BaseModel") is not None
