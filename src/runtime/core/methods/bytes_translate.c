// bytes.translate and bytes.maketrans.
#include "runtime/core/bytes_object.h"
#include "runtime/core/error.h"
#include "runtime/core/native.h"

#include <string.h>

enum { TABLE_BYTES = 256 };

static bool needs_bytes(RtState *rt, Value value) {
    if (value_is_bytes(value)) return true;
    error_format(rt, CLASS_TYPE_ERROR, "a bytes-like object is required, not '%T'", value);
    return false;
}

ResultWord rt_native_BYTES_TRANSLATE(RtState *rt, const Value *args) {
    const u8 *table = NULL;
    if (args[1] != VALUE_NONE) {
        if (!needs_bytes(rt, args[1])) return word_error();
        BytesObject *given = value_ref(args[1]);
        if (given->len != TABLE_BYTES)
            return error_text(rt, CLASS_VALUE_ERROR,
                              "translation table must be 256 characters long");
        table = given->data;
    }
    bool is_deleted[TABLE_BYTES];
    memset(is_deleted, 0, sizeof is_deleted);
    if (args[2] != VALUE_UNDEFINED) {
        if (!needs_bytes(rt, args[2])) return word_error();
        BytesObject *deleted = value_ref(args[2]);
        for (u32 i = 0; i < deleted->len; i++) is_deleted[deleted->data[i]] = true;
    }
    BytesObject *self = value_ref(args[0]);
    u32 len = 0;
    for (u32 i = 0; i < self->len; i++) len += !is_deleted[self->data[i]];
    BytesObject *made = bytes_new(rt, class_id_layout(self->head.class_id), len);
    if (!made) return word_error();
    u32 at = 0;
    for (u32 i = 0; i < self->len; i++) {
        u8 byte = self->data[i];
        if (!is_deleted[byte]) made->data[at++] = table ? table[byte] : byte;
    }
    return word_object(made);
}

ResultWord rt_native_BYTES_MAKETRANS(RtState *rt, const Value *args) {
    if (!needs_bytes(rt, args[0]) || !needs_bytes(rt, args[1])) return word_error();
    BytesObject *from = value_ref(args[0]), *to = value_ref(args[1]);
    if (from->len != to->len)
        return error_text(rt, CLASS_VALUE_ERROR, "maketrans arguments must have same length");
    BytesObject *table = bytes_new(rt, CLASS_BYTES, TABLE_BYTES);
    if (!table) return word_error();
    for (u32 i = 0; i < TABLE_BYTES; i++) table->data[i] = (u8)i;
    for (u32 i = 0; i < from->len; i++) table->data[from->data[i]] = to->data[i];
    return word_object(table);
}
