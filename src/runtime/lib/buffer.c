// Bytes-like objects that are written in Python: array.array and memoryview (lib/).
#include "runtime/lib/buffer.h"

#include "runtime/core/call.h"
#include "runtime/core/int.h"

// An attribute, UNDEFINED without an exception where it is missing. Owned.
static Value attribute_or_undefined(RtState *rt, Value value, const char *name) {
    Str *text = str_intern_text(rt, name);
    ResultWord found = rt_getattr(rt, value, text);
    object_release(rt, text);
    if (!found.is_error) return found.value;
    error_clear(rt);
    return VALUE_UNDEFINED;
}

static bool word_attribute(RtState *rt, Value value, const char *name, i64 *word) {
    Value found = attribute_or_undefined(rt, value, name);
    bool is_word = value_is_small_int(found);
    if (is_word) *word = value_small(found);
    value_release(rt, found);
    return is_word;
}

// The object keeps `base`, whose bytes are lent.
static bool lend(RtState *rt, Value base, i64 start, i64 len, Slice *view) {
    bool is_lent = value_is_bytes(base);
    if (is_lent) {
        Slice all = bytes_view(value_ref(base));
        is_lent = start >= 0 && len >= 0 && (u64)(start + len) <= all.len;
        if (is_lent) *view = slice_range(all, (usize)start, (usize)(start + len));
    }
    value_release(rt, base);
    return is_lent;
}

bool buffer_view_of_library(RtState *rt, Value value, bool is_writable, Slice *view) {
    if (!value_is_ref(value) || !class_of(rt, value)->module) return false;
    const Str *module = class_of(rt, value)->module;
    if (str_is(module, "array")) {
        Value base = attribute_or_undefined(rt, value, "_array_data");
        i64 len = value_is_bytes(base) ? (i64)bytes_view(value_ref(base)).len : 0;
        return lend(rt, base, 0, len, view);
    }
    if (!str_is(class_of(rt, value)->name, "memoryview")) return false;
    i64 start, step, count, size;
    Value readonly = attribute_or_undefined(rt, value, "_readonly");
    bool is_refused = is_writable && readonly != VALUE_FALSE;
    value_release(rt, readonly);
    bool is_whole =
        word_attribute(rt, value, "_start", &start) && word_attribute(rt, value, "_step", &step) &&
        word_attribute(rt, value, "_count", &count) && word_attribute(rt, value, "_size", &size);
    if (is_refused || !is_whole || (step != size && count > 1)) return false;
    return lend(rt, attribute_or_undefined(rt, value, "_base"), start, count * size, view);
}
