// runtime/core/bytes_object.h — bytes and bytearray objects (abi/object.h: BytesObject). bytes
// never change; a bytearray owns its buffer alone and grows in it.
#pragma once

#include "base/slice.h"
#include "runtime/core/count.h"
#include "runtime/core/str.h"

enum { BYTES_LEN_MAX = 0x7fffff00 };

// `len` bytes to be filled in by the caller; class BYTES or BYTEARRAY. NULL: MemoryError raised.
BytesObject *bytes_new(RtState *rt, u32 class_id, u64 len);
BytesObject *bytes_from(RtState *rt, u32 class_id, Slice data);
BytesObject *bytes_object_slice(RtState *rt, BytesObject *bytes, i64 start, i64 step, u32 len);
void bytes_free(RtState *rt, BytesObject *bytes);
u32 bytes_hash(BytesObject *bytes);                       // never 0
Value bytes_repr(RtState *rt, const BytesObject *bytes);  // a str
// bytes(source): from an int (zeros), bytes, bytearray or an iterable of ints. NULL: exception.
BytesObject *bytes_from_value(RtState *rt, u32 class_id, Value source);

Str *str_from_latin1(RtState *rt, Slice bytes);  // each byte as a character

// ---- bytearray only
bool bytearray_reserve(RtState *rt, BytesObject *array, u32 extra);  // false: MemoryError
bool bytearray_append(RtState *rt, BytesObject *array, u8 byte);
// Replaces [start, end) by `data`, which may lie in `array` itself. False: MemoryError.
bool bytearray_replace(RtState *rt, BytesObject *array, u32 start, u32 end, Slice data);

static inline bool value_is_bytes(Value value) {  // bytes or bytearray
    return value_has_layout(value, CLASS_BYTES) || value_has_layout(value, CLASS_BYTEARRAY);
}

static inline Slice bytes_view(const BytesObject *bytes) {
    return (Slice){bytes->data, bytes->len};
}
// An int from 0 to 255 out of a Value; false: exception.
bool bytes_item(RtState *rt, Value value, u8 *byte);
