// runtime/lib/buffer.h — the bytes of a bytes-like object.
#pragma once

#include "runtime/core/bytes_object.h"
#include "runtime/core/error.h"

// The same for array.array and memoryview; false without an exception: it is none, or not in one
// piece.
bool buffer_view_of_library(RtState *rt, Value value, bool is_writable, Slice *view);

// Lends the bytes. False: TypeError with `message` (one %T for the class of what was given).
static inline bool buffer_view(RtState *rt, Value value, const char *message, Slice *view) {
    if (LIKELY(value_is_bytes(value))) {
        *view = bytes_view(value_ref(value));
        return true;
    }
    if (buffer_view_of_library(rt, value, false, view)) return true;
    error_format(rt, CLASS_TYPE_ERROR, message, value);
    return false;
}

static const char buffer_needed[] = "a bytes-like object is required, not '%T'";
