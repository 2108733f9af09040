// runtime/core/builder.h — builds a str piece by piece. Starts on the C stack, widens when a wider
// character comes.
#pragma once

#include "runtime/core/str.h"

#include <stdarg.h>

enum { BUILDER_LOCAL_BYTES = 256 };

typedef struct StrBuilder {
    RtState *rt;
    u8 *data;           // `local` or memory of the state
    u32 len, capacity;  // in characters
    u32 width;
    u8 is_ascii;
    alignas(8) u8 local[BUILDER_LOCAL_BYTES];
} StrBuilder;

void builder_init(StrBuilder *builder, RtState *rt);
void builder_deinit(StrBuilder *builder);  // only when builder_finish is not called
Str *builder_finish(StrBuilder *builder);  // owned; the builder is empty and dead afterwards
void builder_grow(StrBuilder *builder, u32 extra, u32 width);
void builder_any_char(StrBuilder *builder, u32 point);
void builder_repeat(StrBuilder *builder, u32 point, u32 count);
void builder_ascii(StrBuilder *builder, const void *chars, u32 len);
void builder_text(StrBuilder *builder, const char *utf8);
void builder_str(StrBuilder *builder, const Str *str);
void builder_range(StrBuilder *builder, const Str *str, u32 start, u32 len);
void builder_i64(StrBuilder *builder, i64 number);
void builder_hex(StrBuilder *builder, u64 number, u32 digits);  // at least `digits`, lower case
void builder_format(StrBuilder *builder, const char *format, ...);
void builder_format_args(StrBuilder *builder, const char *format, va_list args);

static inline void builder_char(StrBuilder *builder, u32 point) {
    if (LIKELY(point < 0x80 && builder->width == 1 && builder->len < builder->capacity))
        builder->data[builder->len++] = (u8)point;
    else
        builder_any_char(builder, point);
}

static inline void builder_reserve(StrBuilder *builder, u32 extra, u32 width) {
    u64 needed = (u64)builder->len + extra;
    if (UNLIKELY(needed > builder->capacity || width > builder->width))
        builder_grow(builder, extra, width);
}
