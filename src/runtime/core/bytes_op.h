// runtime/core/bytes_op.h — what the operators do with bytes and bytearray.
#pragma once

#include "runtime/core/bytes_object.h"
#include "runtime/core/result.h"

ResultWord bytes_concat(RtState *rt, Value left, Value right);
ResultWord bytes_repeat(RtState *rt, Value bytes, i64 count);
bool bytearray_extend(RtState *rt, Value bytearray,
                      Value items);  // bytes-like or ints; false: exception
int bytes_order(const BytesObject *left, const BytesObject *right);
bool bytes_contain(Slice bytes, Slice needle);

static inline Slice bytes_content(Value value) {
    return bytes_view(value_ref(value));
}
