"""From a request to a route's answer: the body read, dependencies solved, the function called, its result written."""

import asyncio
import email.message
import inspect
import json
import math

from krait.api import sse
from krait.api.concurrency import iterate_in_threadpool, run_in_threadpool
from krait.api.datastructures import DefaultPlaceholder
from krait.api.dependencies.utils import solve_dependencies
from krait.api.encoders import jsonable_encoder
from krait.api.exceptions import (BaseHTTPException, HTTPException, RequestValidationError, ResponseValidationError,
                                  WebSocketRequestValidationError)
from krait.api.fieldinfo import Undefined
from krait.api.foreign import is_kind
from krait.api.introspection import is_subclass
from krait.api.params import Form
from krait.api.responses import EventSourceResponse, Response, StreamingResponse
from krait.api.utils import is_body_allowed_for_status_code


def endpoint_context(call, path):
    """Where an endpoint is defined, for messages about its errors."""
    context = {}
    try:
        context["file"] = inspect.getsourcefile(call)
        context["line"] = inspect.getsourcelines(call)[1]
        name = getattr(call, "__name__", None)
        if name is not None:
            context["function"] = name
    except Exception:
        context = {}
    context["path"] = path
    return context


def _without_non_finite(data):
    if isinstance(data, float):
        return data if math.isfinite(data) else None
    if isinstance(data, dict):
        return {key: _without_non_finite(value) for key, value in data.items()}
    return [_without_non_finite(value) for value in data] if isinstance(data, list) else data


def _is_json_type(content_type):
    message = email.message.Message()
    message["content-type"] = content_type
    subtype = message.get_content_subtype()
    return message.get_content_maintype() == "application" and (subtype == "json" or subtype.endswith("+json"))


class RequestHandler:
    """A route's settings, looked up once; called with each request."""

    def __init__(self, *, dependant, body_field=None, status_code=None, response_class=None, response_field=None,
                 include=None, exclude=None, by_alias=True, exclude_unset=False, exclude_defaults=False,
                 exclude_none=False, dependency_overrides_provider=None, embed_body_fields=False,
                 strict_content_type=True, stream_item_field=None, is_json_stream=False, form_limits=None,
                 blocking=False):
        assert dependant.call is not None, "dependant.call must be a function"
        self.dependant = dependant
        self.body_field = body_field
        self.is_form = body_field is not None and isinstance(body_field.field_info, Form)
        self.status_code = status_code
        self.is_default_class = isinstance(response_class, DefaultPlaceholder)
        self.response_class = response_class.value if self.is_default_class else response_class
        self.response_field = response_field
        self.dump_options = {
            "include": include, "exclude": exclude, "by_alias": by_alias, "exclude_unset": exclude_unset,
            "exclude_defaults": exclude_defaults, "exclude_none": exclude_none}
        self.provider = dependency_overrides_provider
        self.embed = embed_body_fields
        self.strict_content_type = strict_content_type.value \
            if isinstance(strict_content_type, DefaultPlaceholder) else strict_content_type
        self.stream_item_field = stream_item_field
        self.is_json_stream = is_json_stream
        self.is_sse_stream = is_subclass(self.response_class, EventSourceResponse)
        self.form_limits = form_limits or {}
        self.blocking = blocking

    def context(self, request, method):
        root = request.scope.get("root_path", "").rstrip("/")
        return endpoint_context(self.dependant.call, f"{method} {root}{self.dependant.path}")

    async def __call__(self, request):
        body = await self._read_body(request) if self.body_field is not None else Undefined
        solved = await solve_dependencies(
            request=request, dependant=self.dependant, body=body, dependency_overrides_provider=self.provider,
            embed_body_fields=self.embed)
        if solved.errors:
            raise RequestValidationError(solved.errors, body=None if body is Undefined else body,
                                         endpoint_ctx=self.context(request, request.method))
        if self.is_sse_stream or self.is_json_stream or self.dependant.is_gen or self.dependant.is_async_gen:
            return await self._stream(request, solved)
        if self.dependant.is_coroutine:
            result = await self.dependant.call(**solved.values)
        elif self.blocking:
            result = await run_in_threadpool(self.dependant.call, **solved.values)
        else:
            result = self.dependant.call(**solved.values)
        if is_kind(result, Response):
            if result.background is None:
                result.background = solved.background_tasks
            return result
        return self._answer(request, result, solved)

    async def _read_body(self, request):
        try:
            if self.is_form:
                limits = {**request.scope.get("fastapi", {}).get("form_limits", {}), **self.form_limits}
                form = await request.form(**limits)
                request.scope["fastapi_middleware_astack"].push_async_callback(form.close)
                return form
            data = await request.body()
            if not data:
                return Undefined
            kind = request.headers.get("content-type")
            if _is_json_type(kind) if kind else not self.strict_content_type:
                return await request.json()
            return data
        except json.JSONDecodeError as error:
            raise RequestValidationError(
                [{"type": "json_invalid", "loc": ("body", error.pos), "msg": "JSON decode error", "input": {},
                  "ctx": {"error": error.msg}}],
                body=error.doc, endpoint_ctx=self.context(request, request.method)) from error
        except BaseHTTPException:
            raise
        except Exception as error:
            raise HTTPException(status_code=400, detail="There was an error parsing the body") from error

    def _arguments(self, solved):
        arguments = {"background": solved.background_tasks}
        code = solved.response.status_code or self.status_code
        if code:
            arguments["status_code"] = code
        return arguments

    def _checked(self, request, field, data):
        value, errors = field.validate(data, loc=("response",))
        if errors:
            raise ResponseValidationError(errors=errors, body=data,
                                          endpoint_ctx=self.context(request, request.method))
        return value

    def _answer(self, request, result, solved):
        field, arguments = self.response_field, self._arguments(solved)
        if field is None:
            response = self.response_class(jsonable_encoder(result), **arguments)
        else:
            value = self._checked(request, field, result)
            if self.is_default_class:
                content = field.serialize_json(value, **self.dump_options)
                response = Response(content=content, media_type="application/json", **arguments)
            else:
                response = self.response_class(field.serialize(value, **self.dump_options), **arguments)
        if not is_body_allowed_for_status_code(response.status_code):
            response.body = b""
        response.headers.raw.extend(solved.response.headers.raw)
        return response

    def _item_bytes(self, request, item):
        if self.stream_item_field is not None:
            value = self._checked(request, self.stream_item_field, item)
            return self.stream_item_field.serialize_json(value, **self.dump_options)
        return json.dumps(_without_non_finite(jsonable_encoder(item))).encode("utf-8")

    def _event_bytes(self, request, item):
        if not isinstance(item, sse.ServerSentEvent):
            return sse.format_sse_event(data_str=self._item_bytes(request, item).decode("utf-8"))
        text = item.raw_data
        if text is None and item.data is not None:
            dump = getattr(item.data, "model_dump_json", None)
            text = dump() if dump else json.dumps(_without_non_finite(jsonable_encoder(item.data)))
        return sse.format_sse_event(data_str=text, event=item.event, id=item.id, retry=item.retry,
                                    comment=item.comment)

    async def _stream(self, request, solved):
        produced, arguments = self.dependant.call(**solved.values), self._arguments(solved)
        if self.is_sse_stream:
            items = produced if hasattr(produced, "__aiter__") else iterate_in_threadpool(produced)
            content = _events(items, lambda item: self._event_bytes(request, item))
            response = StreamingResponse(content, media_type="text/event-stream", **arguments)
            response.headers["Cache-Control"] = "no-cache"
            response.headers["X-Accel-Buffering"] = "no"
        elif self.is_json_stream:
            content = _lines(produced, lambda item: self._item_bytes(request, item) + b"\n")
            response = StreamingResponse(content, media_type="application/jsonl", **arguments)
        else:
            content = _polite(produced) if self.dependant.is_async_gen else produced
            response = self.response_class(content=content, **arguments)
        response.headers.raw.extend(solved.response.headers.raw)
        return response


def _lines(produced, to_bytes):
    if not hasattr(produced, "__aiter__"):
        return (to_bytes(item) for item in produced)

    async def stream():
        try:
            async for item in produced:
                yield to_bytes(item)
                await asyncio.sleep(0)
        finally:
            await produced.aclose()

    return stream()


async def _polite(produced):
    """Gives the loop its turn after each item: a client that left is noticed."""
    try:
        async for item in produced:
            yield item
            await asyncio.sleep(0)
    finally:
        await produced.aclose()


_END = object()


def ping_seconds():
    from krait.api import routing

    return routing._PING_INTERVAL


async def _events(items, to_bytes):
    """Events as they come, and comments while none comes. The generator runs in one task, as its author expects."""
    queue = asyncio.Queue(maxsize=1)

    async def produce():
        try:
            async for item in items:
                await queue.put(to_bytes(item))
        finally:
            close = getattr(items, "aclose", None)
            if close is not None:
                await close()
        await queue.put(_END)

    producer = asyncio.get_running_loop().create_task(produce())
    getter = None
    try:
        while True:
            getter = asyncio.get_running_loop().create_task(queue.get())
            while not getter.done():
                waited = (getter,) if producer.done() else (getter, producer)
                await asyncio.wait(waited, timeout=ping_seconds(), return_when=asyncio.FIRST_COMPLETED)
                if not getter.done() and producer.done():
                    producer.result()  # raises what the generator raised; else its last item is on the way
                elif not getter.done():
                    yield sse.KEEPALIVE_COMMENT
            if getter.result() is _END:
                return
            yield getter.result()
            await asyncio.sleep(0)
    finally:
        getter.cancel()
        producer.cancel()
        await asyncio.gather(getter, producer, return_exceptions=True)


def websocket_handler(*, dependant, dependency_overrides_provider=None, embed_body_fields=False):
    async def app(websocket):
        solved = await solve_dependencies(
            request=websocket, dependant=dependant, dependency_overrides_provider=dependency_overrides_provider,
            embed_body_fields=embed_body_fields)
        if solved.errors:
            root = websocket.scope.get("root_path", "").rstrip("/")
            context = endpoint_context(dependant.call, f"WS {root}{dependant.path}")
            raise WebSocketRequestValidationError(solved.errors, endpoint_ctx=context)
        await dependant.call(**solved.values)

    return app
