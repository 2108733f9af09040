"""Server-sent events: what a handler yields, as text that browsers read."""

from typing import Annotated, Any

from krait.api.foreign import pydantic_is_here
from krait.api.responses import EventSourceResponse as EventSourceResponse

KEEPALIVE_COMMENT = b": ping\n\n"
_PING_INTERVAL = 15.0  # seconds without an event, after which a comment keeps the connection alive

EVENT_SCHEMA = {
    "type": "object",
    "properties": {"data": {"type": "string"}, "event": {"type": "string"}, "id": {"type": "string"},
                   "retry": {"type": "integer", "minimum": 0}},
}

_BOTH = ("Cannot set both 'data' and 'raw_data' on the same ServerSentEvent. Use 'data' for JSON-serialized payloads "
         "or 'raw_data' for pre-formatted strings.")


def _check_event(value):
    if value is not None and ("\r" in value or "\n" in value):
        raise ValueError("SSE 'event' must be a single line")
    return value


def _check_id(value):
    if value is not None and "\x00" in value:
        raise ValueError("SSE 'id' must not contain null characters")
    if value is not None and ("\r" in value or "\n" in value):
        raise ValueError("SSE 'id' must be a single line")
    return value


if pydantic_is_here:
    from pydantic import AfterValidator, BaseModel, Field, model_validator

    class ServerSentEvent(BaseModel):
        """An event: `data` is written as JSON, `raw_data` as it is."""

        data: Any = None
        raw_data: "str | None" = None
        event: Annotated["str | None", AfterValidator(_check_event)] = None
        id: Annotated["str | None", AfterValidator(_check_id)] = None
        retry: Annotated["int | None", Field(ge=0)] = None
        comment: "str | None" = None

        @model_validator(mode="after")
        def _check_data(self):
            if self.data is not None and self.raw_data is not None:
                raise ValueError(_BOTH)
            return self
else:

    class ServerSentEvent:
        """An event: `data` is written as JSON, `raw_data` as it is."""

        def __init__(self, *, data=None, raw_data=None, event=None, id=None, retry=None, comment=None):
            if data is not None and raw_data is not None:
                raise ValueError(_BOTH)
            if retry is not None and retry < 0:
                raise ValueError("SSE 'retry' must not be negative")
            self.data, self.raw_data, self.comment, self.retry = data, raw_data, comment, retry
            self.event, self.id = _check_event(event), _check_id(id)


def _lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def format_sse_event(*, data_str=None, event=None, id=None, retry=None, comment=None):
    """The event's bytes, with the empty line that ends it."""
    lines = [] if comment is None else [f": {line}" for line in _lines(comment)]
    if event is not None:
        lines.append(f"event: {event}")
    if data_str is not None:
        lines += [f"data: {line}" for line in _lines(data_str)]
    if id is not None:
        lines.append(f"id: {id}")
    if retry is not None:
        lines.append(f"retry: {retry}")
    return "\n".join([*lines, "", ""]).encode("utf-8")
