#include "runtime/core/bytes_op.h"

#include "abi/part.h"
#include "runtime/core/error.h"

#include <string.h>

ResultWord bytes_concat(RtState *rt, Value left, Value right) {
    if (!value_is_bytes(right))
        return error_format(rt, CLASS_TYPE_ERROR, "can't concat %T to %T", right, left);
    Slice a = bytes_content(left), b = bytes_content(right);
    BytesObject *made = bytes_new(rt, value_class(left), (u64)a.len + b.len);
    if (!made) return word_error();
    if (a.len) memcpy(made->data, a.data, a.len);
    if (b.len) memcpy(made->data + a.len, b.data, b.len);
    return word_object(made);
}
PART_ONLY(bytes_concat, CLASS_BYTES, CLASS_BYTEARRAY);

ResultWord bytes_repeat(RtState *rt, Value value, i64 count) {
    Slice content = bytes_content(value);
    if (count < 0 || content.len == 0) count = 0;
    if (content.len && (u64)count > BYTES_LEN_MAX / content.len) return error_no_memory(rt);
    BytesObject *made = bytes_new(rt, value_class(value), content.len * (u64)count);
    if (!made) return word_error();
    for (i64 i = 0; i < count; i++)
        memcpy(made->data + (usize)i * content.len, content.data, content.len);
    return word_object(made);
}
PART_ONLY(bytes_repeat, CLASS_BYTES, CLASS_BYTEARRAY);

bool bytearray_extend(RtState *rt, Value bytearray, Value items) {
    BytesObject *array = value_ref(bytearray);
    if (value_is_bytes(items))
        return bytearray_replace(rt, array, array->len, array->len, bytes_content(items));
    BytesObject *more = bytes_from_value(rt, CLASS_BYTES, items);
    if (!more) return false;
    bool is_good = bytearray_replace(rt, array, array->len, array->len, bytes_view(more));
    object_release(rt, more);
    return is_good;
}
PART_ONLY(bytearray_extend, CLASS_BYTEARRAY);

int bytes_order(const BytesObject *left, const BytesObject *right) {
    u32 len = left->len < right->len ? left->len : right->len;
    int order = len ? memcmp(left->data, right->data, len) : 0;
    if (order) return order < 0 ? -1 : 1;
    return left->len == right->len ? 0 : left->len < right->len ? -1 : 1;
}
PART_ONLY(bytes_order, CLASS_BYTES, CLASS_BYTEARRAY);

bool bytes_contain(Slice bytes, Slice needle) {
    if (needle.len == 0) return true;
    for (usize at = 0; at + needle.len <= bytes.len; at++) {
        if (bytes.data[at] == needle.data[0] &&
            memcmp(bytes.data + at, needle.data, needle.len) == 0)
            return true;
    }
    return false;
}
