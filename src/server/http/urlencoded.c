#include "server/http/urlencoded.h"

#include <string.h>

static int hex_value(u8 byte) {
    if (byte >= '0' && byte <= '9') return byte - '0';
    if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
    return -1;
}

// The byte that the escape at `at` stands for, or -1.
static int escape_value(Slice text, usize at) {
    if (text.len - at < 3) return -1;
    int high = hex_value(text.data[at + 1]), low = hex_value(text.data[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

usize urlencoded_decode(Slice encoded, bool is_plus, u8 *text) {
    usize len = 0;
    for (usize at = 0; at < encoded.len;) {
        u8 byte = encoded.data[at];
        int value = byte == '%' ? escape_value(encoded, at) : -1;
        if (byte == '+' && is_plus) byte = ' ';
        text[len++] = value < 0 ? byte : (u8)value;
        at += value < 0 ? 1 : 3;
    }
    return len;
}

bool urlencoded_is_valid(Slice encoded) {
    for (usize at = 0; at < encoded.len; at++) {
        if (encoded.data[at] == '%' && escape_value(encoded, at) < 0) return false;
    }
    return true;
}

bool urlencoded_next(Slice *query, Slice *name, Slice *value, bool *has_value) {
    while (query->len > 0) {
        const u8 *ampersand = memchr(query->data, '&', query->len);
        usize len = ampersand ? (usize)(ampersand - query->data) : query->len;
        Slice pair = slice_range(*query, 0, len);
        *query = slice_from(*query, ampersand ? len + 1 : len);
        if (pair.len == 0) continue;
        const u8 *sign = memchr(pair.data, '=', pair.len);
        usize name_len = sign ? (usize)(sign - pair.data) : pair.len;
        *name = slice_range(pair, 0, name_len);
        *value = sign ? slice_from(pair, name_len + 1) : slice_from(pair, pair.len);
        *has_value = sign != NULL;
        return true;
    }
    return false;
}
