#include "text/utf8.h"

#include "base/check.h"

const char *utf8_error_text(Utf8Error error) {
    switch (error) {
    case UTF8_INVALID_START: return "invalid start byte";
    case UTF8_INVALID_CONTINUATION: return "invalid continuation byte";
    case UTF8_UNEXPECTED_END: return "unexpected end of data";
    default: return "";
    }
}

static bool is_continuation(u8 byte) {
    return (byte & 0xc0) == 0x80;
}

// How many bytes follow a start byte, and what the first of them may be. 0: no start byte.
static u32 sequence_of(u8 start, u8 *second_min, u8 *second_max) {
    *second_min = start == 0xe0 ? 0xa0 : start == 0xf0 ? 0x90 : 0x80;
    *second_max = start == 0xed ? 0x9f : start == 0xf4 ? 0x8f : 0xbf;
    if (start >= 0xc2 && start <= 0xdf) return 1;
    if (start >= 0xe0 && start <= 0xef) return 2;
    return start >= 0xf0 && start <= 0xf4 ? 3 : 0;
}

Utf8Error utf8_next(Slice text, usize *at, u32 *point) {
    const u8 *bytes = text.data + *at;
    usize left = text.len - *at;
    u8 start = bytes[0];
    if (start < 0x80) {
        *point = start;
        (*at)++;
        return UTF8_OK;
    }
    u8 second_min, second_max;
    u32 more = sequence_of(start, &second_min, &second_max);
    *point = 1;
    if (more == 0) return UTF8_INVALID_START;
    u32 value = start & (0x3fu >> more);
    for (u32 i = 1; i <= more; i++) {
        *point = i;
        if (i >= left) {
            *point = (u32)left;
            return UTF8_UNEXPECTED_END;
        }
        u8 byte = bytes[i];
        bool is_good = i == 1 ? byte >= second_min && byte <= second_max : is_continuation(byte);
        if (!is_good) return UTF8_INVALID_CONTINUATION;
        value = value << 6 | (byte & 0x3fu);
    }
    *point = value;
    *at += more + 1;
    return UTF8_OK;
}

Utf8Scan utf8_scan(Slice text) {
    Utf8Scan scan = {.width = 1, .is_ascii = true};
    usize at = 0;
    while (at < text.len) {
        // Eight ASCII bytes at a time.
        u64 word;
        if (text.len - at >= sizeof word) {
            __builtin_memcpy(&word, text.data + at, sizeof word);
            if ((word & UINT64_C(0x8080808080808080)) == 0) {
                at += sizeof word;
                scan.char_count += sizeof word;
                continue;
            }
        }
        u32 point;
        Utf8Error error = utf8_next(text, &at, &point);
        if (error != UTF8_OK) {
            scan.error = error;
            scan.error_start = at;
            scan.error_end = at + point;
            return scan;
        }
        scan.char_count++;
        if (point >= 0x80) scan.is_ascii = false;
        if (point >= 0x100 && scan.width < 2) scan.width = 2;
        if (point >= 0x10000) scan.width = 4;
    }
    return scan;
}

u32 utf8_bytes(u32 point) {
    if (point < 0x80) return 1;
    if (point < 0x800) return 2;
    return point < 0x10000 ? 3 : 4;
}

u32 utf8_encode(u32 point, u8 out[4]) {
    u32 count = utf8_bytes(point);
    if (count == 1) {
        out[0] = (u8)point;
        return 1;
    }
    for (u32 i = count - 1; i > 0; i--, point >>= 6) out[i] = (u8)(0x80 | (point & 0x3f));
    out[0] = (u8)(0xf00 >> count | point);
    return count;
}

void utf8_to_chars(Slice text, u32 width, void *out) {
    usize at = 0;
    for (usize i = 0; at < text.len; i++) {
        u32 point;
        Utf8Error error = utf8_next(text, &at, &point);
        CHECK(error == UTF8_OK);
        if (width == 1) {
            ((u8 *)out)[i] = (u8)point;
        } else if (width == 2) {
            ((u16 *)out)[i] = (u16)point;
        } else {
            ((u32 *)out)[i] = point;
        }
    }
}

usize utf8_size_of_chars(const void *chars, u32 width, usize len, usize *surrogate) {
    usize size = 0;
    *surrogate = len;
    for (usize i = len; i-- > 0;) {
        u32 point = utf8_char_at(chars, width, i);
        if (point >= 0xd800 && point < 0xe000) *surrogate = i;
        size += utf8_bytes(point);
    }
    return size;
}

usize utf8_from_chars(const void *chars, u32 width, usize len, u8 *out) {
    u8 *next = out;
    for (usize i = 0; i < len; i++) next += utf8_encode(utf8_char_at(chars, width, i), next);
    return (usize)(next - out);
}
