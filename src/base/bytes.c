#include "base/bytes.h"

#include "base/check.h"
#include <string.h>

enum { CAPACITY_MIN = 64, DIGITS_MAX = 20 };

void bytes_init(Bytes *bytes, Arena *arena) {
    *bytes = (Bytes){.arena = arena};
}

void bytes_reserve(Bytes *bytes, usize extra) {
    if (bytes->capacity - bytes->len >= extra) return;
    usize grown = bytes->capacity < CAPACITY_MIN ? CAPACITY_MIN : bytes->capacity * 2;
    while (grown - bytes->len < extra) grown *= 2;
    bytes->data = arena_grow(bytes->arena, bytes->data, bytes->capacity, grown);
    bytes->capacity = grown;
}

void bytes_push(Bytes *bytes, u8 byte) {
    bytes_reserve(bytes, 1);
    bytes->data[bytes->len++] = byte;
}

void bytes_append(Bytes *bytes, Slice slice) {
    if (slice.len == 0) return;
    bytes_reserve(bytes, slice.len);
    memcpy(bytes->data + bytes->len, slice.data, slice.len);
    bytes->len += slice.len;
}

void bytes_text(Bytes *bytes, const char *text) {
    bytes_append(bytes, slice_of_text(text));
}

static void push_digits(Bytes *bytes, u64 value, u32 radix) {
    u8 digits[DIGITS_MAX];
    usize count = 0;
    do {
        digits[DIGITS_MAX - ++count] = (u8) "0123456789abcdef"[value % radix];
        value /= radix;
    } while (value > 0);
    bytes_append(bytes, slice_make(digits + DIGITS_MAX - count, count));
}

void bytes_u64(Bytes *bytes, u64 value) {
    push_digits(bytes, value, 10);
}

void bytes_i64(Bytes *bytes, i64 value) {
    if (value < 0) bytes_push(bytes, '-');
    push_digits(bytes, value < 0 ? -(u64)value : (u64)value, 10);
}

void bytes_hex(Bytes *bytes, u64 value) {
    push_digits(bytes, value, 16);
}

void bytes_format_args(Bytes *bytes, const char *format, va_list args) {
    for (const char *at = format; *at; at++) {
        if (*at != '%') {
            bytes_push(bytes, (u8)*at);
            continue;
        }
        switch (*++at) {
        case 's': bytes_text(bytes, va_arg(args, const char *)); break;
        case 'S': bytes_append(bytes, *va_arg(args, const Slice *)); break;
        case 'c': bytes_push(bytes, (u8)va_arg(args, int)); break;
        case 'd': bytes_i64(bytes, va_arg(args, i32)); break;
        case 'u': bytes_u64(bytes, va_arg(args, u32)); break;
        case 'D': bytes_i64(bytes, va_arg(args, i64)); break;
        case 'U': bytes_u64(bytes, va_arg(args, u64)); break;
        case 'x': bytes_hex(bytes, va_arg(args, u64)); break;
        case '%': bytes_push(bytes, '%'); break;
        default: UNREACHABLE("unknown format letter");
        }
    }
}

void bytes_format(Bytes *bytes, const char *format, ...) {
    va_list args;
    va_start(args, format);
    bytes_format_args(bytes, format, args);
    va_end(args);
}

Slice bytes_slice(const Bytes *bytes) {
    return slice_make(bytes->data, bytes->len);
}
