// runtime/core/str.h — str objects: making, reading, comparing. abi/object.h has the layout.
//
// A str never changes once others can see it, with one exception: rt_str_append writes behind the
// end of a str that has one reference. The width is always the least that the characters need, so
// equal strings have equal widths.
#pragma once

#include "base/slice.h"
#include "runtime/core/count.h"

enum {
    STR_INLINE_MAX = 1024,  // bytes of characters kept behind the struct; longer ones have a buffer
                            // that slices share
    STR_SHARE_MIN = 64,     // shorter slices are copied
    STR_LEN_MAX = 0x7ffffff0 / 4,
};

// `len` characters to be filled in by the caller. The width must be the least in the end.
Str *str_new(RtState *rt, u32 len, u32 width);
Str *str_try_new(RtState *rt, u64 len,
                 u32 width);  // NULL, and MemoryError raised, when it is too long
// A str in memory from rt_alloc with room for `capacity` characters behind the Buffer's head, which
// is filled in here.
Str *str_adopt(RtState *rt, Buffer *buffer, u32 len, u32 width, u32 capacity);
Str *str_from_text(RtState *rt, const char *text);  // ASCII or UTF-8
Str *str_from_utf8(RtState *rt, Slice text);        // valid UTF-8 or WTF-8
Str *str_from_ascii(RtState *rt, const void *chars, u32 len);
Str *str_from_points(RtState *rt, const u32 *points, u32 len);
Str *str_char(RtState *rt, u32 point);  // the string of one character
Str *str_empty(RtState *rt);
Str *str_intern_take(RtState *rt, Str *str);  // the one interned string equal to it
Str *str_intern_text(RtState *rt, const char *text);
Str *str_slice(RtState *rt, Str *str, u32 start, u32 len);
Str *str_slice_step(RtState *rt, Str *str, i64 start, i64 step, u32 len);
void str_free(RtState *rt, Str *str);

u32 str_hash(Str *str);  // never 0
bool str_equal(Str *left, Str *right);
int str_order(const Str *left, const Str *right);
bool str_is(const Str *str, const char *ascii);

// First index >= start where `needle` occurs so that it ends at `end` or before; -1 when it does
// not.
i64 str_find(const Str *str, const Str *needle, i64 start, i64 end);
i64 str_rfind(const Str *str, const Str *needle, i64 start, i64 end);
// 0 <= at <= str->len - needle->len
bool str_matches_at(const Str *str, const Str *needle, i64 at);

// UTF-8 of the string in memory from rt_alloc (*capacity bytes, to be freed by the caller);
// surrogates are encoded too.
u8 *str_utf8(RtState *rt, const Str *str, usize *len, usize *capacity);

// Copies the characters of `from` to index `at` of a str being made, at least as wide; the index
// behind them.
u32 str_put(Str *to, u32 at, const Str *from);

static inline u32 str_get(const Str *str, u32 index) {
    const u8 *data = str->data;
    if (LIKELY(str->width == 1)) return data[index];
    return str->width == 2 ? ((const u16 *)(const void *)data)[index]
                           : ((const u32 *)(const void *)data)[index];
}

static inline u32 str_point_width(u32 point) {
    return point < 0x100 ? 1 : point < 0x10000 ? 2 : 4;
}
