// bytes and bytearray: ASCII case and predicates, padding, hex; what only a bytearray has.
#include "runtime/core/builder.h"
#include "runtime/core/bytes_object.h"
#include "runtime/core/chars.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/native.h"

#include <string.h>

static BytesObject *self_of(const Value *args) {
    return value_ref(args[0]);
}

static bool is_upper(u8 byte) {
    return byte >= 'A' && byte <= 'Z';
}

static bool is_lower(u8 byte) {
    return byte >= 'a' && byte <= 'z';
}

static bool is_alpha(u8 byte) {
    return is_upper(byte) || is_lower(byte);
}

static bool is_digit(u8 byte) {
    return byte >= '0' && byte <= '9';
}

static bool is_alnum(u8 byte) {
    return is_alpha(byte) || is_digit(byte);
}

static bool is_space(u8 byte) {
    return byte == ' ' || (byte >= 9 && byte <= 13);
}

static u8 to_upper(u8 byte) {
    return is_lower(byte) ? byte ^ 32 : byte;
}

static u8 to_lower(u8 byte) {
    return is_upper(byte) ? byte ^ 32 : byte;
}

static u8 swap_case(u8 byte) {
    return is_alpha(byte) ? byte ^ 32 : byte;
}

// ---- case

static ResultWord map(RtState *rt, const Value *args, u8 (*first)(u8), u8 (*rest)(u8),
                      bool is_title) {
    BytesObject *copy =
        bytes_from(rt, class_id_layout(self_of(args)->head.class_id), bytes_view(self_of(args)));
    if (!copy) return word_error();
    bool is_inside = false;
    for (u32 i = 0; i < copy->len; i++) {
        u8 byte = copy->data[i];
        copy->data[i] = is_inside ? rest(byte) : first(byte);
        is_inside = is_title ? is_alpha(byte) : true;
    }
    return word_object(copy);
}

ResultWord rt_native_BYTES_UPPER(RtState *rt, const Value *args) {
    return map(rt, args, to_upper, to_upper, false);
}

ResultWord rt_native_BYTES_LOWER(RtState *rt, const Value *args) {
    return map(rt, args, to_lower, to_lower, false);
}

ResultWord rt_native_BYTES_SWAPCASE(RtState *rt, const Value *args) {
    return map(rt, args, swap_case, swap_case, false);
}

ResultWord rt_native_BYTES_CAPITALIZE(RtState *rt, const Value *args) {
    return map(rt, args, to_upper, to_lower, false);
}

ResultWord rt_native_BYTES_TITLE(RtState *rt, const Value *args) {
    return map(rt, args, to_upper, to_lower, true);
}

// ---- predicates

static ResultWord all_have(const Value *args, bool (*property)(u8)) {
    const BytesObject *self = self_of(args);
    for (u32 i = 0; i < self->len; i++) {
        if (!property(self->data[i])) return word_ok(VALUE_FALSE);
    }
    return word_ok(value_from_bool(self->len > 0));
}

#define PREDICATE(ID, property)                                                                    \
    ResultWord rt_native_##ID(RtState *rt, const Value *args) {                                    \
        (void)rt;                                                                                  \
        return all_have(args, property);                                                           \
    }
PREDICATE(BYTES_ISALNUM, is_alnum)
PREDICATE(BYTES_ISALPHA, is_alpha)
PREDICATE(BYTES_ISDIGIT, is_digit)
PREDICATE(BYTES_ISSPACE, is_space)

ResultWord rt_native_BYTES_ISASCII(RtState *rt, const Value *args) {
    (void)rt;
    const BytesObject *self = self_of(args);
    for (u32 i = 0; i < self->len; i++) {
        if (self->data[i] >= 0x80) return word_ok(VALUE_FALSE);
    }
    return word_ok(VALUE_TRUE);
}

static ResultWord is_all_case(const Value *args, bool (*wanted)(u8), bool (*other)(u8)) {
    const BytesObject *self = self_of(args);
    bool has_wanted = false;
    for (u32 i = 0; i < self->len; i++) {
        if (other(self->data[i])) return word_ok(VALUE_FALSE);
        has_wanted |= wanted(self->data[i]);
    }
    return word_ok(value_from_bool(has_wanted));
}

ResultWord rt_native_BYTES_ISUPPER(RtState *rt, const Value *args) {
    (void)rt;
    return is_all_case(args, is_upper, is_lower);
}

ResultWord rt_native_BYTES_ISLOWER(RtState *rt, const Value *args) {
    (void)rt;
    return is_all_case(args, is_lower, is_upper);
}

ResultWord rt_native_BYTES_ISTITLE(RtState *rt, const Value *args) {
    (void)rt;
    const BytesObject *self = self_of(args);
    bool is_inside = false, has_cased = false;
    for (u32 i = 0; i < self->len; i++) {
        u8 byte = self->data[i];
        if (is_inside ? is_upper(byte) : is_lower(byte)) return word_ok(VALUE_FALSE);
        is_inside = is_alpha(byte);
        has_cased |= is_inside;
    }
    return word_ok(value_from_bool(has_cased));
}

// ---- padding

static ResultWord pad(RtState *rt, const Value *args, i64 left, i64 right, u8 fill) {
    BytesObject *self = self_of(args);
    if (left < 0) left = 0;
    if (right < 0) right = 0;
    BytesObject *padded =
        bytes_new(rt, class_id_layout(self->head.class_id), (u64)(left + right) + self->len);
    if (!padded) return word_error();
    if (left > 0) memset(padded->data, fill, (usize)left);
    if (self->len > 0) memcpy(padded->data + left, self->data, self->len);
    if (right > 0) memset(padded->data + left + self->len, fill, (usize)right);
    return word_object(padded);
}

static bool pad_arguments(RtState *rt, const Value *args, i64 *missing, u8 *fill) {
    i64 width;
    *fill = ' ';
    if (!argument_count(rt, args[1], 0, &width)) return false;
    *missing = width - self_of(args)->len;
    if (argument_is_absent(args[2])) return true;
    const BytesObject *given = value_is_bytes(args[2]) ? value_ref(args[2]) : NULL;
    if (!given || given->len != 1) {
        error_format(rt, CLASS_TYPE_ERROR, "argument 2 must be a byte string of length 1, not %T",
                     args[2]);
        return false;
    }
    *fill = given->data[0];
    return true;
}

ResultWord rt_native_BYTES_LJUST(RtState *rt, const Value *args) {
    i64 missing;
    u8 fill;
    return pad_arguments(rt, args, &missing, &fill) ? pad(rt, args, 0, missing, fill)
                                                    : word_error();
}

ResultWord rt_native_BYTES_RJUST(RtState *rt, const Value *args) {
    i64 missing;
    u8 fill;
    return pad_arguments(rt, args, &missing, &fill) ? pad(rt, args, missing, 0, fill)
                                                    : word_error();
}

ResultWord rt_native_BYTES_CENTER(RtState *rt, const Value *args) {
    i64 missing;
    u8 fill;
    if (!pad_arguments(rt, args, &missing, &fill)) return word_error();
    if (missing < 0) missing = 0;
    i64 left = missing / 2 + (missing & (missing + self_of(args)->len) & 1);
    return pad(rt, args, left, missing - left, fill);
}

ResultWord rt_native_BYTES_ZFILL(RtState *rt, const Value *args) {
    i64 width;
    if (!argument_count(rt, args[1], 0, &width)) return word_error();
    ResultWord padded = pad(rt, args, width - self_of(args)->len, 0, '0');
    if (padded.is_error) return padded;
    BytesObject *bytes = value_ref(padded.value);
    u32 zeros = bytes->len - self_of(args)->len;
    bool has_sign = zeros < bytes->len && (bytes->data[zeros] == '+' || bytes->data[zeros] == '-');
    if (zeros > 0 && has_sign) {
        bytes->data[0] = bytes->data[zeros];
        bytes->data[zeros] = '0';
    }
    return padded;
}

ResultWord rt_native_BYTES_EXPANDTABS(RtState *rt, const Value *args) {
    BytesObject *self = self_of(args), *out = bytes_new(rt, CLASS_BYTEARRAY, 0);
    i64 size, column = 0;
    bool is_good = out && argument_c_int(rt, args[1], 8, &size);
    for (u32 i = 0; is_good && i < self->len; i++) {
        u8 byte = self->data[i];
        i64 count = byte == '\t' ? (size > 0 ? size - column % size : 0) : 1;
        for (i64 k = 0; is_good && k < count; k++)
            is_good = bytearray_append(rt, out, byte == '\t' ? ' ' : byte);
        column = byte == '\n' || byte == '\r' ? 0 : column + count;
    }
    BytesObject *result =
        is_good ? bytes_from(rt, class_id_layout(self->head.class_id), bytes_view(out)) : NULL;
    if (out) object_release(rt, out);
    return result ? word_object(result) : word_error();
}

// ---- hex

// Its length is looked at first. False: exception.
static bool hex_separator(RtState *rt, Value value, u32 *separator) {
    ResultWord len = rt_len(rt, value);
    if (len.is_error) return false;
    if (len.value != 1) {
        error_text(rt, CLASS_VALUE_ERROR, "sep must be length 1.");
        return false;
    }
    if (value_is_bytes(value)) {
        *separator = ((BytesObject *)value_ref(value))->data[0];
    } else {
        const Str *text = argument_str(rt, value, "sep must be str or bytes.");
        if (!text) return false;
        *separator = str_get(text, 0);
    }
    if (*separator < 0x80) return true;
    error_text(rt, CLASS_VALUE_ERROR, "sep must be ASCII.");
    return false;
}

ResultWord rt_native_BYTES_HEX(RtState *rt, const Value *args) {
    const BytesObject *self = self_of(args);
    i64 group = 1;
    u32 separator = 0;
    if (!argument_count(rt, args[2], 1, &group)) return word_error();
    if (group != (i32)group)
        return error_text(rt, CLASS_OVERFLOW_ERROR, "Python int too large to convert to C int");
    if (!argument_is_absent(args[1]) && !hex_separator(rt, args[1], &separator))
        return word_error();
    i64 size = group < 0 ? -group : group;
    StrBuilder builder;
    builder_init(&builder, rt);
    for (u32 i = 0; i < self->len; i++) {
        // Positive groups count from the right.
        i64 place = group > 0 ? self->len - i : i;
        if (i > 0 && separator && size > 0 && place % size == 0) builder_char(&builder, separator);
        builder_hex(&builder, self->data[i], 2);
    }
    return word_object(builder_finish(&builder));
}

static i32 hex_digit(u32 point) {
    if (point >= '0' && point <= '9') return (i32)point - '0';
    point |= 32;
    return point >= 'a' && point <= 'f' ? (i32)point - 'a' + 10 : -1;
}

ResultWord rt_native_BYTES_FROMHEX(RtState *rt, const Value *args) {
    const Str *text = argument_str(rt, args[0], "fromhex() argument must be str, not %T");
    if (!text) return word_error();
    BytesObject *out = bytes_new(rt, CLASS_BYTEARRAY, 0);
    if (!out) return word_error();
    for (u32 i = 0; i < text->len;) {
        u32 point = str_get(text, i);
        if (point < 0x80 && is_space((u8)point)) {
            i++;
            continue;
        }
        i32 high = hex_digit(point), low = i + 1 < text->len ? hex_digit(str_get(text, i + 1)) : -1;
        if (high < 0 || low < 0) {
            object_release(rt, out);
            return error_format(rt, CLASS_VALUE_ERROR,
                                "non-hexadecimal number found in fromhex() arg at position %d",
                                (i64)(high < 0 ? i : i + 1));
        }
        bytearray_append(rt, out, (u8)(high << 4 | low));
        i += 2;
    }
    BytesObject *result = bytes_from(rt, CLASS_BYTES, bytes_view(out));
    object_release(rt, out);
    return result ? word_object(result) : word_error();
}

// ---- bytearray

ResultWord rt_native_BYTEARRAY_APPEND(RtState *rt, const Value *args) {
    u8 byte;
    bool is_good = bytes_item(rt, args[1], &byte) && bytearray_append(rt, self_of(args), byte);
    return is_good ? word_ok(VALUE_NONE) : word_error();
}

ResultWord rt_native_BYTEARRAY_EXTEND(RtState *rt, const Value *args) {
    BytesObject *items = bytes_from_value(rt, CLASS_BYTEARRAY, args[1]);
    if (!items) return word_error();
    BytesObject *self = self_of(args);
    bool is_good = bytearray_replace(rt, self, self->len, self->len, bytes_view(items));
    object_release(rt, items);
    return is_good ? word_ok(VALUE_NONE) : word_error();
}

ResultWord rt_native_BYTEARRAY_POP(RtState *rt, const Value *args) {
    BytesObject *self = self_of(args);
    i64 index;
    if (!argument_count(rt, args[1], -1, &index)) return word_error();
    if (self->len == 0) return error_text(rt, CLASS_INDEX_ERROR, "pop from empty bytearray");
    if (index < 0) index += self->len;
    if (index < 0 || index >= self->len)
        return error_text(rt, CLASS_INDEX_ERROR, "pop index out of range");
    u8 byte = self->data[index];
    memmove(self->data + index, self->data + index + 1, self->len - (usize)index - 1);
    self->len--;
    return word_ok(value_from_small(byte));
}

ResultWord rt_native_BYTEARRAY_CLEAR(RtState *rt, const Value *args) {
    (void)rt;
    self_of(args)->len = 0;
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_BYTEARRAY_INSERT(RtState *rt, const Value *args) {
    BytesObject *self = self_of(args);
    i64 index;
    u8 byte;
    if (!argument_count(rt, args[1], 0, &index) || !bytes_item(rt, args[2], &byte))
        return word_error();
    if (index < 0) index += self->len;
    if (index < 0) index = 0;
    if (index > self->len) index = self->len;
    bool is_good = bytearray_replace(rt, self, (u32)index, (u32)index, slice_make(&byte, 1));
    return is_good ? word_ok(VALUE_NONE) : word_error();
}

ResultWord rt_native_BYTEARRAY_REVERSE(RtState *rt, const Value *args) {
    (void)rt;
    BytesObject *self = self_of(args);
    for (u32 i = 0, k = self->len; i + 1 < k; i++) {
        u8 byte = self->data[i];
        self->data[i] = self->data[--k];
        self->data[k] = byte;
    }
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_BYTEARRAY_COPY(RtState *rt, const Value *args) {
    BytesObject *copy = bytes_from(rt, CLASS_BYTEARRAY, bytes_view(self_of(args)));
    return copy ? word_object(copy) : word_error();
}

ResultWord rt_native_BYTEARRAY_REMOVE(RtState *rt, const Value *args) {
    BytesObject *self = self_of(args);
    u8 byte;
    if (!bytes_item(rt, args[1], &byte)) return word_error();
    const u8 *end = self->data + self->len, *at = chars_find(self->data, end, byte);
    if (at == end || !at) return error_text(rt, CLASS_VALUE_ERROR, "value not found in bytearray");
    memmove((u8 *)(uintptr_t)at, at + 1, (usize)(end - at) - 1);
    self->len--;
    return word_ok(VALUE_NONE);
}
