// Looking for characters and strings, by blocks of 16 bytes where characters are bytes.
#include "text/regex_priv.h"

#include <string.h>

typedef u8 Block __attribute__((vector_size(16)));

enum { BLOCK_BYTES = 16 };

static Block block_at(const u8 *at) {
    Block block;
    memcpy(&block, at, sizeof block);
    return block;
}

static bool any_set(Block block) {
    u64 words[2];
    memcpy(words, &block, sizeof words);
    return (words[0] | words[1]) != 0;
}

// Of a comparison with some byte set.
static u32 first_set(Block block) {
    u64 words[2];
    memcpy(words, &block, sizeof words);
    return words[0] ? (u32)__builtin_ctzll(words[0]) / 8 : 8 + (u32)__builtin_ctzll(words[1]) / 8;
}

u32 regex_scan_char(RegexText text, u32 at, u32 end, u32 point) {
    if (text.width == 1) {
        const u8 *chars = text.chars;
        if (point > 0xff) return end;
        for (; at + BLOCK_BYTES <= end; at += BLOCK_BYTES) {
            Block found = (Block)(block_at(chars + at) == (u8)point);
            if (any_set(found)) return at + first_set(found);
        }
    }
    while (at < end && regex_text_at(text, at) != point) at++;
    return at;
}

u32 regex_scan_not_char(RegexText text, u32 at, u32 end, u32 point) {
    while (at < end && regex_text_at(text, at) == point) at++;
    return at;
}

u32 regex_scan_set(RegexText text, u32 at, u32 end, const u32 *set, bool is_in) {
    const u8 *table = (const u8 *)set;
    if (text.width == 1) {
        const u8 *chars = text.chars;
        while (at < end && (table[chars[at]] != 0) != is_in) at++;
        return at;
    }
    while (at < end && regex_set_has(set, regex_text_at(text, at)) != is_in) at++;
    return at;
}

static bool has_string_at(RegexText text, u32 at, const u32 *chars, u32 len) {
    for (u32 i = 0; i < len; i++) {
        if (regex_text_at(text, at + i) != chars[i]) return false;
    }
    return true;
}

// Blocks where the first and the last character stand at the right distance.
static u32 scan_bytes(const u8 *chars, u32 at, u32 last_start, const u32 *needle, u32 len,
                      RegexText text) {
    u8 first = (u8)needle[0], last = (u8)needle[len - 1];
    for (; at + BLOCK_BYTES <= last_start + 1; at += BLOCK_BYTES) {
        Block found =
            (Block)((block_at(chars + at) == first) & (block_at(chars + at + len - 1) == last));
        while (UNLIKELY(any_set(found))) {
            u32 index = first_set(found);
            if (has_string_at(text, at + index, needle, len)) return at + index;
            found[index] = 0;
        }
    }
    for (; at <= last_start; at++) {
        if (chars[at] == first && has_string_at(text, at, needle, len)) return at;
    }
    return REGEX_NONE;
}

u32 regex_scan_string(RegexText text, u32 at, u32 end, const u32 *chars, u32 len) {
    if (end - at < len || at > end) return REGEX_NONE;
    u32 last_start = end - len;
    if (text.width == 1) {
        for (u32 i = 0; i < len; i++) {
            if (chars[i] > 0xff) return REGEX_NONE;
        }
        return scan_bytes(text.chars, at, last_start, chars, len, text);
    }
    for (; at <= last_start; at++) {
        at = regex_scan_char(text, at, last_start + 1, chars[0]);
        if (at <= last_start && has_string_at(text, at, chars, len)) return at;
    }
    return REGEX_NONE;
}
