// Module _asyncio: what the event loop of lib/asyncio asks of the world.
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/native.h"
#include "runtime/core/str.h"
#include "runtime/lib/math_argument.h"

// False: there are no seconds to wait, and nothing that could come in.
ResultWord rt_native_ASYNCIO_WAIT(RtState *rt, const Value *args) {
    const RtHost *host = rt_core(rt)->host;
    bool is_endless = args[0] == VALUE_NONE;
    if (!is_endless && !value_is_float(args[0]))
        return error_format(rt, CLASS_TYPE_ERROR, "wait() needs a float or None, not %T", args[0]);
    f64 seconds = 0;
    if (!is_endless && !math_argument(rt, args[0], &seconds)) return word_error();
    i64 duration_ns = is_endless ? -1 : (i64)(seconds * 1e9);
    Status status = STATUS_UNSUPPORTED;
    if (host->wait_ns) status = host->wait_ns(host->context, duration_ns);
    if (status == STATUS_UNSUPPORTED) {
        if (is_endless) return word_ok(VALUE_FALSE);
        if (host->sleep_ns) status = host->sleep_ns(host->context, duration_ns);
    }
    return status == STATUS_OK ? word_ok(VALUE_TRUE) : error_host(rt, status);
}

// The member as text, or NULL.
static Str *text_member(RtState *rt, Value object, const char *name) {
    Str *key = str_intern_text(rt, name);
    ResultWord found = rt_getattr(rt, object, key);
    object_release(rt, key);
    if (found.is_error) {
        error_clear(rt);
        return NULL;
    }
    if (value_is_str(found.value)) return value_str(found.value);
    value_release(rt, found.value);
    return NULL;
}

static Str *error_message(RtState *rt, Value reason) {
    Str *message = value_is(reason, CLASS_FOREIGN) ? text_member(rt, reason, "message") : NULL;
    if (!message) {
        ResultRef text = rt_str(rt, reason);
        return text.is_error ? NULL : text.value;
    }
    Str *name = text_member(rt, reason, "name");
    StrBuilder builder;
    builder_init(&builder, rt);
    if (name)
        builder_str(&builder, name);
    else
        builder_text(&builder, "Error");
    builder_text(&builder, ": ");
    builder_str(&builder, message);
    object_release(rt, message);
    if (name) object_release(rt, name);
    return builder_finish(&builder);
}

// What a promise was rejected with, as an exception.
ResultWord rt_native_ASYNCIO_PROMISE_ERROR(RtState *rt, const Value *args) {
    if (exception_is(rt, args[0])) return word_ok(value_retain(args[0]));
    Str *message = error_message(rt, args[0]);
    if (!message) return word_error();
    Value text = value_from_ref(message);
    Exception *error = exception_new(rt, CLASS_JS_ERROR, &text, 1);
    object_release(rt, message);
    value_assign_take(rt, &error->extra, value_retain(args[0]));
    return word_object(error);
}

ResultWord rt_native_ASYNCIO_SET_STARTER(RtState *rt, const Value *args) {
    value_assign_take(rt, &rt_core(rt)->coroutine_starter, value_retain(args[0]));
    return word_ok(VALUE_NONE);
}
