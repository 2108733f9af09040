// Module struct.
#include "runtime/core/builder.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/lib/buffer.h"
#include "runtime/lib/iterator.h"
#include "runtime/lib/struct_format.h"

#include <string.h>

typedef struct {
    Object head;
    Value format;  // str
    i64 bytes;
} Struct;
NATIVE_CLASS_CHECK(Struct, STRUCT_STRUCT);

typedef struct {
    Object head;
    Value format, buffer;  // buffer: bytes-like
    i64 bytes, at;
} StructIterator;
NATIVE_CLASS_CHECK(StructIterator, STRUCT_ITERATOR);
ITERATOR_IS_ITSELF(STRUCT_ITERATOR)

// The text of a format: a str, bytes, or the format of a Struct. False: exception.
static bool format_view(RtState *rt, Value value, Slice *view) {
    if (value_is(value, CLASS_STRUCT_STRUCT)) value = ((Struct *)value_ref(value))->format;
    if (value_is_bytes(value)) {
        *view = bytes_view(value_ref(value));
        return true;
    }
    if (!value_is_str(value)) {
        error_format(rt, CLASS_TYPE_ERROR,
                     "Struct() argument 1 must be a str or bytes object, not %T", value);
        return false;
    }
    const Str *text = value_str(value);
    *view = (Slice){text->data, text->len};
    if (text->width == 1) return true;
    error_text(rt, CLASS_STRUCT_ERROR, "bad char in struct format");
    return false;
}

static bool format_of(RtState *rt, Value value, Slice *view, StructSize *size) {
    return format_view(rt, value, view) && struct_format_size(rt, *view, size);
}

// ---- packing
static bool pack_items(RtState *rt, Slice format, const Tuple *values, u8 *out) {
    StructReader reader;
    StructItem item;
    i64 offset = 0;
    u32 next = 0;
    struct_format_begin(&reader, format);
    while (struct_format_next(rt, &reader, &item) > 0) {
        offset = struct_format_align(offset, &item);
        bool is_text = item.code == 's' || item.code == 'p';
        i64 repeats = is_text ? 1 : item.code == 'x' ? 0 : item.count;
        for (i64 i = 0; i < repeats; i++) {
            if (!struct_format_pack(rt, &item, out + offset + i * item.bytes,
                                    values->items[next++]))
                return false;
        }
        offset += item.count * item.bytes;
    }
    return true;
}

static bool check_count(RtState *rt, const char *name, const StructSize *size,
                        const Tuple *values) {
    if (values->len == size->item_count) return true;
    error_format(rt, CLASS_STRUCT_ERROR, "%s expected %d items for packing (got %u)", name,
                 size->item_count, values->len);
    return false;
}

static ResultWord pack(RtState *rt, const Value *args) {
    Slice format;
    StructSize size;
    const Tuple *values = value_ref(args[1]);
    if (!format_of(rt, args[0], &format, &size) || !check_count(rt, "pack", &size, values))
        return word_error();
    BytesObject *made = bytes_new(rt, CLASS_BYTES, (u64)size.bytes);
    if (!made) return word_error();
    if (size.bytes > 0) memset(made->data, 0, (usize)size.bytes);
    if (pack_items(rt, format, values, made->data)) return word_object(made);
    object_release(rt, made);
    return word_error();
}

// Where `size` bytes lie in a buffer. False: struct.error.
static bool place_in(RtState *rt, const char *what, i64 size, Slice buffer, Value offset_value,
                     i64 *place) {
    i64 offset = 0, len = (i64)buffer.len;
    if (!argument_is_absent(offset_value) && !int_size(rt, offset_value, &offset)) return false;
    bool is_pack = what[0] == 'p';
    if (offset < 0 && offset + size > 0) {
        error_format(rt, CLASS_STRUCT_ERROR,
                     is_pack ? "no space to pack %d bytes at offset %d"
                             : "not enough data to unpack %d bytes",
                     size, offset);
        return false;
    }
    if (offset < 0 && offset + len < 0) {
        error_format(rt, CLASS_STRUCT_ERROR, "offset %d out of range for %d-byte buffer", offset,
                     len);
        return false;
    }
    *place = offset < 0 ? offset + len : offset;
    if (len - *place >= size) return true;
    error_format(rt, CLASS_STRUCT_ERROR,
                 "%s_%s requires a buffer of at least %d bytes for %sing %d bytes at offset %d "
                 "(actual buffer size is %d)",
                 what, is_pack ? "into" : "from", *place + size, what, size, *place, len);
    return false;
}

static bool writable_view(RtState *rt, Value value, Slice *view) {
    if (!value_is(value, CLASS_BYTEARRAY)) return buffer_view_of_library(rt, value, true, view);
    *view = bytes_view(value_ref(value));
    return true;
}

static ResultWord pack_into(RtState *rt, const Value *args) {
    Slice format;
    StructSize size;
    const Tuple *values = value_ref(args[3]);
    i64 place;
    if (!format_of(rt, args[0], &format, &size)) return word_error();
    Slice buffer;
    if (!writable_view(rt, args[1], &buffer))
        return error_format(rt, CLASS_TYPE_ERROR,
                            "pack_into() argument must be read-write bytes-like object, not %T",
                            args[1]);
    if (!check_count(rt, "pack_into", &size, values) ||
        !place_in(rt, "pack", size.bytes, buffer, args[2], &place))
        return word_error();
    usize bytes = (usize)size.bytes;
    u8 *scratch = rt_alloc(rt, bytes + 1);
    memset(scratch, 0, bytes + 1);
    // What __index__ of an item does to the buffer must not matter.
    bool is_good = pack_items(rt, format, values, scratch);
    bool fits =
        is_good && writable_view(rt, args[1], &buffer) && (i64)buffer.len >= place + size.bytes;
    if (fits && bytes > 0) memcpy((u8 *)(uintptr_t)buffer.data + place, scratch, bytes);
    rt_free_memory(rt, scratch, bytes + 1);
    return is_good ? word_ok(VALUE_NONE) : word_error();
}

// ---- unpacking
static ResultWord unpack_items(RtState *rt, Slice format, const StructSize *size, const u8 *in) {
    Tuple *values = tuple_new(rt, (u32)size->item_count);
    StructReader reader;
    StructItem item;
    i64 offset = 0;
    u32 next = 0;
    struct_format_begin(&reader, format);
    while (struct_format_next(rt, &reader, &item) > 0) {
        offset = struct_format_align(offset, &item);
        bool is_text = item.code == 's' || item.code == 'p';
        i64 repeats = is_text ? 1 : item.code == 'x' ? 0 : item.count;
        for (i64 i = 0; i < repeats; i++)
            values->items[next++] = struct_format_unpack(rt, &item, in + offset + i * item.bytes);
        offset += item.count * item.bytes;
    }
    return word_object(values);
}

static ResultWord unpack(RtState *rt, const Value *args) {
    Slice format, buffer;
    StructSize size;
    if (!format_of(rt, args[0], &format, &size) ||
        !buffer_view(rt, args[1], buffer_needed, &buffer))
        return word_error();
    if ((i64)buffer.len != size.bytes)
        return error_format(rt, CLASS_STRUCT_ERROR, "unpack requires a buffer of %d bytes",
                            size.bytes);
    return unpack_items(rt, format, &size, buffer.data);
}

static ResultWord unpack_from(RtState *rt, const Value *args) {
    Slice format, buffer;
    StructSize size;
    i64 place;
    if (!format_of(rt, args[0], &format, &size) ||
        !buffer_view(rt, args[1], buffer_needed, &buffer) ||
        !place_in(rt, "unpack", size.bytes, buffer, args[2], &place))
        return word_error();
    return unpack_items(rt, format, &size, buffer.data + place);
}

static ResultWord iter_unpack(RtState *rt, const Value *args) {
    Slice format, buffer;
    StructSize size;
    if (!format_of(rt, args[0], &format, &size)) return word_error();
    if (size.bytes == 0)
        return error_text(rt, CLASS_STRUCT_ERROR,
                          "cannot iteratively unpack with a struct of length 0");
    if (!buffer_view(rt, args[1], buffer_needed, &buffer)) return word_error();
    if ((i64)buffer.len % size.bytes)
        return error_format(rt, CLASS_STRUCT_ERROR,
                            "iterative unpacking requires a buffer of a multiple of %d bytes",
                            size.bytes);
    StructIterator *made = native_object_new(rt, CLASS_STRUCT_ITERATOR);
    made->format = value_retain(args[0]);
    made->buffer = value_retain(args[1]);
    made->bytes = size.bytes;
    return word_object(made);
}

ResultWord rt_native_STRUCT_ITERATOR_NEXT(RtState *rt, const Value *args) {
    StructIterator *self = value_ref(args[0]);
    Slice format, buffer;
    StructSize size;
    if (!format_of(rt, self->format, &format, &size) ||
        !buffer_view(rt, self->buffer, buffer_needed, &buffer))
        return word_error();
    if (self->at + self->bytes > (i64)buffer.len) return word_ok(VALUE_UNDEFINED);
    self->at += self->bytes;
    return unpack_items(rt, format, &size, buffer.data + self->at - self->bytes);
}

// ---- the functions, and the methods of Struct: the same with the format in front
#define BOTH(NAME, function)                                                                       \
    ResultWord rt_native_STRUCT_##NAME(RtState *rt, const Value *args) {                           \
        return function(rt, args);                                                                 \
    }                                                                                              \
    ResultWord rt_native_STRUCT_OBJECT_##NAME(RtState *rt, const Value *args) {                    \
        return function(rt, args);                                                                 \
    }
BOTH(PACK, pack)
BOTH(PACK_INTO, pack_into)
BOTH(UNPACK, unpack)
BOTH(UNPACK_FROM, unpack_from)
BOTH(ITER_UNPACK, iter_unpack)

ResultWord rt_native_STRUCT_CALCSIZE(RtState *rt, const Value *args) {
    Slice format;
    StructSize size;
    return format_of(rt, args[0], &format, &size) ? word_ok(value_from_small(size.bytes))
                                                  : word_error();
}

ResultWord rt_native_STRUCT_CLEARCACHE(RtState *rt, const Value *args) {
    (void)rt;
    (void)args;
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_STRUCT_OBJECT_NEW(RtState *rt, const Value *args) {
    Slice format;
    StructSize size;
    if (!format_of(rt, args[0], &format, &size)) return word_error();
    Struct *made = native_object_new(rt, CLASS_STRUCT_STRUCT);
    made->format =
        value_is_str(args[0]) ? value_retain(args[0]) : value_from_ref(str_from_latin1(rt, format));
    made->bytes = size.bytes;
    return word_object(made);
}

ResultWord rt_native_STRUCT_OBJECT_FORMAT(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((Struct *)value_ref(args[0]))->format));
}

ResultWord rt_native_STRUCT_OBJECT_SIZE(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_small(((Struct *)value_ref(args[0]))->bytes));
}
