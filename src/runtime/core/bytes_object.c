#include "runtime/core/bytes_object.h"

#include "runtime/core/builder.h"
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"

#include <string.h>

// bytes keep their contents behind the struct, bytearrays in a buffer.
BytesObject *bytes_new(RtState *rt, u32 class_id, u64 len) {
    PART_MAKE(CLASS_BYTES);
    PART_MAKE(CLASS_BYTEARRAY);
    bool is_array = class_id == CLASS_BYTEARRAY;
    BytesObject *bytes =
        len <= BYTES_LEN_MAX ? rt_alloc_try(rt, sizeof *bytes + (is_array ? 0 : (usize)len)) : NULL;
    Buffer *buffer = NULL;
    if (bytes && is_array && len > 0) {
        buffer = rt_alloc_try(rt, sizeof *buffer + (usize)len);
        if (!buffer) {
            rt_free_memory(rt, bytes, sizeof *bytes);
            bytes = NULL;
        }
    }
    if (!bytes) {
        error_no_memory(rt);
        return NULL;
    }
    *bytes = (BytesObject){.head = {1, class_id}, .len = (u32)len};
    bytes->buffer = buffer;
    bytes->data = is_array ? NULL : (u8 *)(bytes + 1);
    if (buffer) {
        *buffer = (Buffer){.refs = 1, .capacity = (u32)len, .kind = 1};
        bytes->data = (u8 *)buffer->items;
    }
    return bytes;
}

BytesObject *bytes_from(RtState *rt, u32 class_id, Slice data) {
    BytesObject *bytes = bytes_new(rt, class_id, data.len);
    if (bytes && data.len > 0) memcpy(bytes->data, data.data, data.len);
    return bytes;
}

BytesObject *bytes_object_slice(RtState *rt, BytesObject *bytes, i64 start, i64 step, u32 len) {
    BytesObject *slice = bytes_new(rt, class_id_layout(bytes->head.class_id), len);
    for (u32 i = 0; slice && i < len; i++, start += step) slice->data[i] = bytes->data[start];
    return slice;
}
PART_ONLY(bytes_object_slice, CLASS_BYTES, CLASS_BYTEARRAY);

static void free_buffer(RtState *rt, BytesObject *bytes) {
    Buffer *buffer = bytes->buffer;
    if (buffer && --buffer->refs == 0)
        rt_free_memory(rt, buffer, sizeof *buffer + buffer->capacity);
}

void bytes_free(RtState *rt, BytesObject *bytes) {
    free_buffer(rt, bytes);
    bool is_array = class_id_layout(bytes->head.class_id) == CLASS_BYTEARRAY;
    rt_free_memory(rt, bytes, sizeof *bytes + (is_array ? 0 : bytes->len));
}
PART_ONLY(bytes_free, CLASS_BYTES, CLASS_BYTEARRAY);

u32 bytes_hash(BytesObject *bytes) {
    if (bytes->hash != 0) return bytes->hash;
    u32 hash = (u32)slice_hash(bytes_view(bytes));
    bytes->hash = hash == 0 ? 1 : hash;
    return bytes->hash;
}
PART_ONLY(bytes_hash, CLASS_BYTES, CLASS_BYTEARRAY);

Value bytes_repr(RtState *rt, const BytesObject *bytes) {
    StrBuilder builder;
    builder_init(&builder, rt);
    bool is_array = class_id_layout(bytes->head.class_id) == CLASS_BYTEARRAY;
    if (is_array) builder_text(&builder, "bytearray(");
    bool has_single = false, has_double = false;
    for (u32 i = 0; i < bytes->len; i++) {
        has_single |= bytes->data[i] == '\'';
        has_double |= bytes->data[i] == '"';
    }
    u32 quote = has_single && !has_double ? '"' : '\'';
    builder_char(&builder, 'b');
    builder_char(&builder, quote);
    for (u32 i = 0; i < bytes->len; i++) {
        u8 byte = bytes->data[i];
        if (byte == quote || byte == '\\') {
            builder_char(&builder, '\\');
            builder_char(&builder, byte);
        } else if (byte == '\t' || byte == '\n' || byte == '\r') {
            builder_char(&builder, '\\');
            builder_char(&builder, byte == '\t' ? 't' : byte == '\n' ? 'n' : 'r');
        } else if (byte < ' ' || byte >= 127) {
            builder_text(&builder, "\\x");
            builder_hex(&builder, byte, 2);
        } else {
            builder_char(&builder, byte);
        }
    }
    builder_char(&builder, quote);
    if (is_array) builder_char(&builder, ')');
    return value_from_ref(builder_finish(&builder));
}
PART_ONLY(bytes_repr, CLASS_BYTES, CLASS_BYTEARRAY);

Str *str_from_latin1(RtState *rt, Slice bytes) {
    PART_MAKE(PART_WIDE);
    StrBuilder builder;
    builder_init(&builder, rt);
    for (usize i = 0; i < bytes.len; i++) builder_char(&builder, bytes.data[i]);
    return builder_finish(&builder);
}

bool bytes_item(RtState *rt, Value value, u8 *byte) {
    ResultWord word = int_index(rt, value, "'%T' object cannot be interpreted as an integer");
    if (word.is_error) return false;
    i64 number = rt_int_to_index(rt, (IntWord)word.value);
    int_release(rt, (IntWord)word.value);
    *byte = (u8)number;
    if (number >= 0 && number <= 255) return true;
    error_text(rt, CLASS_VALUE_ERROR, "byte must be in range(0, 256)");
    return false;
}

static BytesObject *zeros(RtState *rt, u32 class_id, Value count) {
    i64 len = rt_int_to_index(rt, value_int_peek(count));
    if (len < 0) {
        error_text(rt, CLASS_VALUE_ERROR, "negative count");
        return NULL;
    }
    BytesObject *bytes = bytes_new(rt, class_id, (u64)len);
    if (bytes && len > 0) memset(bytes->data, 0, (usize)len);
    return bytes;
}

static BytesObject *from_items(RtState *rt, u32 class_id, Value iterable) {
    List *list = list_from_value(rt, iterable);
    if (!list) {
        if (error_is(rt, CLASS_TYPE_ERROR) && value_class(iterable) != CLASS_LIST) {
            error_clear(rt);
            error_format(rt, CLASS_TYPE_ERROR, "cannot convert '%T' object to bytes", iterable);
        }
        return NULL;
    }
    BytesObject *bytes = bytes_new(rt, class_id, list->len);
    bool is_good = bytes != NULL;
    for (u32 i = 0; is_good && i < list->len; i++) {
        is_good = bytes_item(rt, list_slots(list)[i], &bytes->data[i]);
        if (is_good || class_id != CLASS_BYTES || !error_is(rt, CLASS_VALUE_ERROR)) continue;
        error_clear(rt);
        error_text(rt, CLASS_VALUE_ERROR, "bytes must be in range(0, 256)");
    }
    object_release(rt, list);
    if (is_good || !bytes) return bytes;
    object_release(rt, bytes);
    return NULL;
}

BytesObject *bytes_from_value(RtState *rt, u32 class_id, Value source) {
    if (source == VALUE_UNDEFINED) return bytes_new(rt, class_id, 0);
    if (value_is_int(source) || value_is_bool(source)) return zeros(rt, class_id, source);
    if (value_is_bytes(source)) {
        if (class_id == CLASS_BYTES && value_is(source, CLASS_BYTES))
            return value_ref(value_retain(source));
        return bytes_from(rt, class_id, bytes_view(value_ref(source)));
    }
    if (value_is_str(source)) {
        error_text(rt, CLASS_TYPE_ERROR, "string argument without an encoding");
        return NULL;
    }
    return from_items(rt, class_id, source);
}

// ---- bytearray

bool bytearray_reserve(RtState *rt, BytesObject *array, u32 extra) {
    u64 needed = (u64)array->len + extra;
    Buffer *old = array->buffer;
    if (old && old->refs == 1 && old->capacity >= needed) return true;
    u64 capacity = needed + needed / 8 + 16;
    Buffer *buffer =
        capacity <= BYTES_LEN_MAX ? rt_alloc_try(rt, sizeof *buffer + (usize)capacity) : NULL;
    if (!buffer) {
        error_no_memory(rt);
        return false;
    }
    *buffer = (Buffer){.refs = 1, .capacity = (u32)capacity, .kind = 1};
    if (array->len > 0) memcpy(buffer->items, array->data, array->len);
    free_buffer(rt, array);
    array->buffer = buffer;
    array->data = (u8 *)buffer->items;
    return true;
}

bool bytearray_append(RtState *rt, BytesObject *array, u8 byte) {
    if (!bytearray_reserve(rt, array, 1)) return false;
    array->data[array->len++] = byte;
    return true;
}

bool bytearray_replace(RtState *rt, BytesObject *array, u32 start, u32 end, Slice data) {
    if (data.len > BYTES_LEN_MAX) return error_no_memory(rt), false;
    // The new bytes may lie in the array: keep them while it changes.
    BytesObject *copy = bytes_from(rt, CLASS_BYTES, data);
    if (!copy || !bytearray_reserve(rt, array, (u32)data.len)) {
        if (copy) object_release(rt, copy);
        return false;
    }
    memmove(array->data + start + data.len, array->data + end, array->len - end);
    if (data.len > 0) memcpy(array->data + start, copy->data, data.len);
    array->len = array->len - (end - start) + (u32)data.len;
    object_release(rt, copy);
    return true;
}
