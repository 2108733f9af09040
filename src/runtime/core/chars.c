#include "runtime/core/chars.h"

void chars_copy_long(u8 *to, const u8 *from, usize bytes) {
    enum { BLOCKS_MAX = 256 };  // beyond, the machine's own way is better
    if (bytes > BLOCKS_MAX) {
        memcpy(to, from, bytes);
        return;
    }
    CharBlock last = chars_block(from + bytes - CHAR_BLOCK_BYTES);
    for (usize at = 0; at + CHAR_BLOCK_BYTES < bytes; at += CHAR_BLOCK_BYTES) {
        CharBlock block = chars_block(from + at);
        memcpy(to + at, &block, sizeof block);
    }
    memcpy(to + bytes - CHAR_BLOCK_BYTES, &last, sizeof last);
}

bool chars_equal_long(const u8 *left, const u8 *right, usize bytes) {
    usize last = bytes - CHAR_BLOCK_BYTES;
    for (usize at = 0; at < last; at += CHAR_BLOCK_BYTES) {
        if (chars_any_set(chars_block(left + at) ^ chars_block(right + at))) return false;
    }
    return !chars_any_set(chars_block(left + last) ^ chars_block(right + last));
}

bool chars_are_ascii(const u8 *chars, usize len) {
    usize at = 0;
    u64 all = 0;
    if (len >= CHAR_BLOCK_BYTES) {
        CharBlock blocks = {0};
        for (; at + CHAR_BLOCK_BYTES <= len; at += CHAR_BLOCK_BYTES)
            blocks |= chars_block(chars + at);
        u64 words[2];
        memcpy(words, &blocks, sizeof words);
        all = words[0] | words[1];
    }
    for (; at < len; at++) all |= chars[at];
    return (all & UINT64_C(0x8080808080808080)) == 0;
}

const u8 *chars_find(const u8 *at, const u8 *end, u8 byte) {
    bool is_long = end - at >= CHAR_BLOCK_BYTES;
    while (end - at >= CHAR_BLOCK_BYTES) {
        u32 index = chars_first_set((CharBlock)(chars_block(at) == byte));
        if (index < CHAR_BLOCK_BYTES) return at + index;
        at += CHAR_BLOCK_BYTES;
    }
    if (is_long && at < end) {  // the last block once more, without what was seen
        const u8 *last = end - CHAR_BLOCK_BYTES;
        u32 bits = chars_set_bits((CharBlock)(chars_block(last) == byte)) >> (at - last);
        return bits ? at + __builtin_ctz(bits) : NULL;
    }
    for (; at < end; at++) {
        if (*at == byte) return at;
    }
    return NULL;
}

// A place is looked at when both the first and the last byte of the needle are there; sixteen
// places are told at once. Needles are short in practice.
i64 chars_find_all(const u8 *text, i64 end, const u8 *needle, i64 len, i64 start) {
    u8 first = needle[0], last = needle[len - 1];
    usize inner = (usize)len - 2;
    i64 at = start;
    for (; at + len - 1 + CHAR_BLOCK_BYTES <= end; at += CHAR_BLOCK_BYTES) {
        CharBlock match = (CharBlock)((chars_block(text + at) == first) &
                                      (chars_block(text + at + len - 1) == last));
        if (LIKELY(!chars_any_set(match))) continue;
        u8 flags[CHAR_BLOCK_BYTES];
        memcpy(flags, &match, sizeof flags);
        for (u32 i = chars_first_set(match); i < CHAR_BLOCK_BYTES; i++) {
            if (flags[i] && chars_equal(text + at + i + 1, needle + 1, inner)) return at + i;
        }
    }
    for (; at + len <= end; at++) {
        if (text[at] == first && text[at + len - 1] == last &&
            chars_equal(text + at + 1, needle + 1, inner))
            return at;
    }
    return -1;
}

// ---- hash
static inline u64 hash_step(u64 hash, u64 word) {
    return ((hash << 23 | hash >> 41) ^ word) * UINT64_C(0x9e3779b97f4a7c15);
}

u32 chars_hash(const u8 *chars, usize bytes) {
    u64 hash = bytes * UINT64_C(0xd6e8feb86659fd93);
    if (bytes >= 8) {
        for (usize at = 0; at + 8 < bytes; at += 8) hash = hash_step(hash, chars_word(chars + at));
        hash = hash_step(hash, chars_word(chars + bytes - 8));
    } else {
        hash = hash_step(hash, chars_short_word(chars, bytes));
    }
    hash ^= hash >> 32;
    hash *= UINT64_C(0xd6e8feb86659fd93);
    hash ^= hash >> 32;
    return (u32)hash ? (u32)hash : 1;
}
