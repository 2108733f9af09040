#include "runtime/core/builder.h"

#include "runtime/core/chars.h"
#include "runtime/core/class.h"
#include "text/decimal.h"
#include "text/utf8.h"

#include <string.h>

void builder_init(StrBuilder *builder, RtState *rt) {
    builder->rt = rt;
    builder->data = builder->local;
    builder->len = 0;
    builder->capacity = BUILDER_LOCAL_BYTES;
    builder->width = 1;
    builder->is_ascii = 1;
}

void builder_deinit(StrBuilder *builder) {
    if (builder->data != builder->local) {
        rt_free_memory(builder->rt, builder->data - sizeof(Buffer),
                       sizeof(Buffer) + (usize)builder->capacity * builder->width);
    }
    builder->data = builder->local;
}

static void widen_chars(void *to, u32 to_width, const void *from, u32 from_width, u32 len) {
    if (LIKELY(to_width == from_width)) {
        chars_copy(to, from, (usize)len * to_width);
    } else if (to_width == 2) {
        for (u32 i = 0; i < len; i++) ((u16 *)to)[i] = ((const u8 *)from)[i];
    } else if (from_width == 1) {
        for (u32 i = 0; i < len; i++) ((u32 *)to)[i] = ((const u8 *)from)[i];
    } else {
        for (u32 i = 0; i < len; i++) ((u32 *)to)[i] = ((const u16 *)from)[i];
    }
}

void builder_grow(StrBuilder *builder, u32 extra, u32 width) {
    u64 needed = (u64)builder->len + extra;
    if (needed > STR_LEN_MAX) rt_fatal(builder->rt, "MemoryError: string too long");
    u32 new_width = width > builder->width ? width : builder->width;
    u64 capacity = needed <= builder->capacity ? needed + needed / 8 + 16 : needed * 2;
    if (capacity > STR_LEN_MAX) capacity = STR_LEN_MAX;
    // Room for a Buffer's head: builder_finish makes a long one the string's.
    u8 *data =
        (u8 *)rt_alloc(builder->rt, sizeof(Buffer) + (usize)capacity * new_width) + sizeof(Buffer);
    widen_chars(data, new_width, builder->data, builder->width, builder->len);
    builder_deinit(builder);
    builder->data = data;
    builder->width = new_width;
    builder->capacity = (u32)capacity;
}

void builder_any_char(StrBuilder *builder, u32 point) {
    builder_reserve(builder, 1, str_point_width(point));
    u32 at = builder->len++;
    if (point >= 0x80) builder->is_ascii = 0;
    if (builder->width == 1)
        builder->data[at] = (u8)point;
    else if (builder->width == 2)
        ((u16 *)(void *)builder->data)[at] = (u16)point;
    else
        ((u32 *)(void *)builder->data)[at] = point;
}

void builder_repeat(StrBuilder *builder, u32 point, u32 count) {
    builder_reserve(builder, count, str_point_width(point));
    for (u32 i = 0; i < count; i++) builder_char(builder, point);
}

static void append_chars(StrBuilder *builder, const void *chars, u32 width, u32 len) {
    builder_reserve(builder, len, width);
    widen_chars(builder->data + (usize)builder->len * builder->width, builder->width, chars, width,
                len);
    builder->len += len;
}

void builder_ascii(StrBuilder *builder, const void *chars, u32 len) {
    append_chars(builder, chars, 1, len);
}

void builder_text(StrBuilder *builder, const char *utf8) {
    Slice text = slice_make(utf8, strlen(utf8));
    for (usize at = 0; at < text.len;) {
        u32 point;
        if (utf8_next(text, &at, &point) != UTF8_OK) {
            point = '?';
            at++;
        }
        builder_char(builder, point);
    }
}

void builder_str(StrBuilder *builder, const Str *str) {
    append_chars(builder, str->data, str->width, str->len);
    if (!str->is_ascii) builder->is_ascii = 0;
}

void builder_range(StrBuilder *builder, const Str *str, u32 start, u32 len) {
    if (!str->is_ascii) {  // a part may be narrower than the whole
        for (u32 i = 0; i < len; i++) builder_char(builder, str_get(str, start + i));
        return;
    }
    append_chars(builder, str->data + start, 1, len);
}

void builder_i64(StrBuilder *builder, i64 number) {
    char digits[DECIMAL_DIGITS_MAX + 1], *end = digits + sizeof digits;
    char *start = decimal_write(end, number < 0 ? 0 - (u64)number : (u64)number);
    if (number < 0) *--start = '-';
    builder_ascii(builder, start, (u32)(end - start));
}

void builder_hex(StrBuilder *builder, u64 number, u32 digits) {
    u32 needed = number ? (67 - (u32)__builtin_clzll(number)) / 4 : 1;
    if (needed < digits) needed = digits;
    for (u32 i = needed; i-- > 0;)
        builder_char(builder, (u8) "0123456789abcdef"[number >> (4 * i) & 15]);
}

void builder_format_args(StrBuilder *builder, const char *format, va_list args) {
    for (const char *at = format; *at; at++) {
        if (*at != '%') {
            u32 len = 1;
            while (at[len] && at[len] != '%' && (u8)at[len] < 0x80) len++;
            if ((u8)*at >= 0x80) {
                builder_text(builder, at);  // formats are ASCII; only a tail may be more
                return;
            }
            builder_ascii(builder, at, len);
            at += len - 1;
            continue;
        }
        switch (*++at) {
        case 's': builder_text(builder, va_arg(args, const char *)); break;
        case 'S': builder_str(builder, va_arg(args, const Str *)); break;
        case 'd': builder_i64(builder, va_arg(args, i64)); break;
        case 'u': builder_i64(builder, va_arg(args, u32)); break;
        case 'c': builder_char(builder, va_arg(args, u32)); break;
        case 'T': builder_str(builder, class_name_peek(builder->rt, va_arg(args, Value))); break;
        default: builder_char(builder, (u8)*at); break;
        }
    }
}

void builder_format(StrBuilder *builder, const char *format, ...) {
    va_list args;
    va_start(args, format);
    builder_format_args(builder, format, args);
    va_end(args);
}

// The width may be more than is needed only if wide characters were reserved for and did not come:
// never by builder_char.
Str *builder_finish(StrBuilder *builder) {
    RtState *rt = builder->rt;
    Str *str;
    if (builder->len == 0) {
        str = str_empty(rt);
    } else if (builder->len == 1) {
        str = str_char(rt, utf8_char_at(builder->data, builder->width, 0));
    } else if ((usize)builder->len * builder->width > STR_INLINE_MAX) {
        Buffer *buffer = (Buffer *)(void *)(builder->data - sizeof(Buffer));
        str = str_adopt(rt, buffer, builder->len, builder->width, builder->capacity);
        str->is_ascii = builder->is_ascii && builder->width == 1;
        builder->data = builder->local;
    } else {
        str = str_new(rt, builder->len, builder->width);
        chars_copy(str->data, builder->data, (usize)builder->len * builder->width);
        str->is_ascii = builder->is_ascii && builder->width == 1;
    }
    builder_deinit(builder);
    return str;
}
