// Searching in strings: Latin-1 by blocks of bytes (chars.c); wider ones by a filter on the last
// character with a shift table of one word (Bloom) as CPython's fastsearch has it, worst case
// aside: needles are short in practice.
#include "runtime/core/str.h"

#include "runtime/core/chars.h"

static i64 find_char(const Str *str, u32 point, i64 start, i64 end) {
    if (str->width == 1) {
        if (point > 0xff) return -1;
        const u8 *found = chars_find(str->data + start, str->data + end, (u8)point);
        return found ? found - str->data : -1;
    }
    for (i64 i = start; i < end; i++) {
        if (str_get(str, (u32)i) == point) return i;
    }
    return -1;
}

bool str_matches_at(const Str *str, const Str *needle, i64 at) {
    if (str->width == needle->width) {
        return chars_equal(str->data + (usize)at * str->width, needle->data,
                           (usize)needle->len * needle->width);
    }
    for (u32 i = 0; i < needle->len; i++) {
        if (str_get(str, (u32)at + i) != str_get(needle, i)) return false;
    }
    return true;
}

i64 str_find(const Str *str, const Str *needle, i64 start, i64 end) {
    i64 len = needle->len;
    if (start < 0) start = 0;
    if (end > str->len) end = str->len;
    if (end - start < len) return -1;
    if (len == 0) return start;
    if (needle->width > str->width) return -1;
    if (len == 1) return find_char(str, str_get(needle, 0), start, end);
    if (str->width == 1) return chars_find_all(str->data, end, needle->data, len, start);
    u32 last = str_get(needle, (u32)len - 1);
    u64 bloom = 0;
    i64 skip = len - 1;  // distance between the last character and its forerunner in the needle
    for (u32 i = 0; i < (u32)len; i++) {
        bloom |= UINT64_C(1) << (str_get(needle, i) & 63);
        if (i < (u32)len - 1 && str_get(needle, i) == last) skip = len - 1 - i - 1;
    }
    for (i64 at = start; at <= end - len; at++) {
        if (str_get(str, (u32)(at + len - 1)) == last) {
            if (str_matches_at(str, needle, at)) return at;
            if (at + len < end && !(bloom >> (str_get(str, (u32)(at + len)) & 63) & 1))
                at += len;
            else
                at += skip;
        } else if (at + len < end && !(bloom >> (str_get(str, (u32)(at + len)) & 63) & 1)) {
            at += len;
        }
    }
    return -1;
}

i64 str_rfind(const Str *str, const Str *needle, i64 start, i64 end) {
    i64 len = needle->len;
    if (start < 0) start = 0;
    if (end > str->len) end = str->len;
    if (end - start < len) return -1;
    if (len == 0) return end;
    if (needle->width > str->width) return -1;
    u32 first = str_get(needle, 0);
    for (i64 at = end - len; at >= start; at--) {
        if (str_get(str, (u32)at) == first && str_matches_at(str, needle, at)) return at;
    }
    return -1;
}
