#include "runtime/core/chars.h"

void chars_copy_long(u8 *to, const u8 *from, usize bytes) {
    enum { BLOCKS_MAX = 256 };  // beyond, the machine's own way is better
    if (bytes > BLOCKS_MAX) {
        memcpy(to, from, bytes);
        return;
    }
    ByteBlock last = byte_block_load(from + bytes - BYTE_BLOCK_BYTES);
    for (usize at = 0; at + BYTE_BLOCK_BYTES < bytes; at += BYTE_BLOCK_BYTES) {
        ByteBlock block = byte_block_load(from + at);
        memcpy(to + at, &block, sizeof block);
    }
    memcpy(to + bytes - BYTE_BLOCK_BYTES, &last, sizeof last);
}

bool chars_equal_long(const u8 *left, const u8 *right, usize bytes) {
    usize last = bytes - BYTE_BLOCK_BYTES;
    for (usize at = 0; at < last; at += BYTE_BLOCK_BYTES) {
        if (byte_block_any(byte_block_load(left + at) ^ byte_block_load(right + at))) return false;
    }
    return !byte_block_any(byte_block_load(left + last) ^ byte_block_load(right + last));
}

bool chars_are_ascii(const u8 *chars, usize len) {
    usize at = 0;
    u64 all = 0;
    if (len >= BYTE_BLOCK_BYTES) {
        ByteBlock blocks = {0};
        for (; at + BYTE_BLOCK_BYTES <= len; at += BYTE_BLOCK_BYTES)
            blocks |= byte_block_load(chars + at);
        u64 words[2];
        memcpy(words, &blocks, sizeof words);
        all = words[0] | words[1];
    }
    for (; at < len; at++) all |= chars[at];
    return (all & UINT64_C(0x8080808080808080)) == 0;
}

const u8 *chars_find(const u8 *at, const u8 *end, u8 byte) {
    bool is_long = end - at >= BYTE_BLOCK_BYTES;
    while (end - at >= BYTE_BLOCK_BYTES) {
        u32 index = byte_block_first((ByteBlock)(byte_block_load(at) == byte));
        if (index < BYTE_BLOCK_BYTES) return at + index;
        at += BYTE_BLOCK_BYTES;
    }
    if (is_long && at < end) {  // the last block once more, without what was seen
        const u8 *last = end - BYTE_BLOCK_BYTES;
        u32 bits = byte_block_bits((ByteBlock)(byte_block_load(last) == byte)) >> (at - last);
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
    for (; at + len - 1 + BYTE_BLOCK_BYTES <= end; at += BYTE_BLOCK_BYTES) {
        ByteBlock match = (ByteBlock)((byte_block_load(text + at) == first) &
                                      (byte_block_load(text + at + len - 1) == last));
        if (LIKELY(!byte_block_any(match))) continue;
        u8 flags[BYTE_BLOCK_BYTES];
        memcpy(flags, &match, sizeof flags);
        for (u32 i = byte_block_first(match); i < BYTE_BLOCK_BYTES; i++) {
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
