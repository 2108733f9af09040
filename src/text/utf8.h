// text/utf8.h — UTF-8, strictly as CPython reads it: no surrogates, no overlong forms, nothing
// above U+10FFFF.
#pragma once

#include "base/slice.h"

typedef enum {
    UTF8_OK,
    UTF8_INVALID_START,
    UTF8_INVALID_CONTINUATION,
    UTF8_UNEXPECTED_END
} Utf8Error;

typedef struct {
    usize char_count;  // of the valid part
    u32 width;         // 1, 2 or 4: bytes that the widest character of the valid part needs
    bool is_ascii;     // the valid part
    Utf8Error error;
    // Bytes [start, end) that UnicodeDecodeError names; the valid part ends at start.
    usize error_start, error_end;
} Utf8Scan;

Utf8Scan utf8_scan(Slice text);
// "invalid start byte", "invalid continuation byte", "unexpected end of data".
const char *utf8_error_text(Utf8Error error);

// The character at `*at` < text.len, and moves on. On an error `*at` stays, and `*point` tells the
// bytes of the bad piece.
Utf8Error utf8_next(Slice text, usize *at, u32 *point);
u32 utf8_encode(u32 point, u8 out[4]);  // returns the bytes, 1..4; surrogates are encoded too
u32 utf8_bytes(u32 point);              // 1..4

// Valid text to characters of `width` bytes: `out` has char_count * width bytes.
void utf8_to_chars(Slice text, u32 width, void *out);
// Characters of `width` bytes to UTF-8: sizes first. `surrogate` is the index of the first one, or
// `len`.
usize utf8_size_of_chars(const void *chars, u32 width, usize len, usize *surrogate);
usize utf8_from_chars(const void *chars, u32 width, usize len, u8 *out);

static inline u32 utf8_char_at(const void *chars, u32 width, usize index) {
    if (width == 1) return ((const u8 *)chars)[index];
    return width == 2 ? ((const u16 *)chars)[index] : ((const u32 *)chars)[index];
}
