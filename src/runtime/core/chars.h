// runtime/core/chars.h — characters as bytes: copying, comparing and searching, in line where the
// pieces are short. There a call of libc (in wasm of memory.copy) costs more than the work.
#pragma once

#include "base/byte_block.h"
#include "base/types.h"

#include <string.h>

static inline u64 chars_word(const void *at) {
    u64 word;
    memcpy(&word, at, sizeof word);
    return word;
}

static inline u32 chars_half_word(const void *at) {
    u32 word;
    memcpy(&word, at, sizeof word);
    return word;
}

// Up to 8 bytes as a word: for some lengths bytes come twice, and zeros fill it up.
static inline u64 chars_short_word(const u8 *chars, usize bytes) {
    if (bytes >= 4) return chars_half_word(chars) | (u64)chars_half_word(chars + bytes - 4) << 32;
    if (bytes == 0) return 0;
    return chars[0] | (u64)chars[bytes / 2] << 8 | (u64)chars[bytes - 1] << 16;
}

void chars_copy_long(u8 *to, const u8 *from, usize bytes);            // more than 16
bool chars_equal_long(const u8 *left, const u8 *right, usize bytes);  // more than 16

// The two do not overlap.
static inline void chars_copy(void *to_start, const void *from_start, usize bytes) {
    u8 *to = to_start;
    const u8 *from = from_start;
    if (bytes > 16) {
        chars_copy_long(to, from, bytes);
    } else if (bytes >= 8) {
        u64 first = chars_word(from), last = chars_word(from + bytes - 8);
        memcpy(to, &first, 8);
        memcpy(to + bytes - 8, &last, 8);
    } else if (bytes >= 4) {
        u32 first = chars_half_word(from), last = chars_half_word(from + bytes - 4);
        memcpy(to, &first, 4);
        memcpy(to + bytes - 4, &last, 4);
    } else if (bytes > 0) {
        to[0] = from[0];
        to[bytes / 2] = from[bytes / 2];
        to[bytes - 1] = from[bytes - 1];
    }
}

static inline bool chars_equal(const void *left_start, const void *right_start, usize bytes) {
    const u8 *left = left_start, *right = right_start;
    if (bytes > 16) return chars_equal_long(left, right, bytes);
    if (bytes >= 8) {
        usize last = bytes - 8;
        return ((chars_word(left) ^ chars_word(right)) |
                (chars_word(left + last) ^ chars_word(right + last))) == 0;
    }
    if (bytes >= 4) {
        usize last = bytes - 4;
        return ((chars_half_word(left) ^ chars_half_word(right)) |
                (chars_half_word(left + last) ^ chars_half_word(right + last))) == 0;
    }
    if (bytes == 0) return true;
    return left[0] == right[0] && left[bytes / 2] == right[bytes / 2] &&
           left[bytes - 1] == right[bytes - 1];
}

bool chars_are_ascii(const u8 *chars, usize len);
// The first of the bytes in [at, end), or NULL.
const u8 *chars_find(const u8 *at, const u8 *end, u8 byte);
// Index in [start, end - len] where `needle` (len >= 2) occurs first, or -1.
i64 chars_find_all(const u8 *text, i64 end, const u8 *needle, i64 len, i64 start);
u32 chars_hash(const u8 *chars, usize bytes);  // never 0
