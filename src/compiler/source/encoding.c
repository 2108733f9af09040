#include "compiler/source/encoding_priv.h"

#include "base/bytes.h"
#include "compiler/source/encodings.def"

#include <string.h>

enum { COOKIE_LINES = 2, COOKIE_BYTES_MAX = 64, ALIAS_COMPARED_MAX = 12 };

typedef enum {
    ENCODING_UTF8,
    ENCODING_LATIN1,
    ENCODING_ASCII,
#define X(name, ...) ENCODING_##name,
    ENCODING_TABLE(X)
#undef X
        ENCODING_UNKNOWN,
} Encoding;

static const u16 upper_halves[][128] = {
#define X(name, ...) [ENCODING_##name] = {__VA_ARGS__},
    ENCODING_TABLE(X)
#undef X
};

static const struct {
    const char *name;
    Encoding encoding;
} aliases[] = {
    {"utf-8", ENCODING_UTF8},
    {"utf8", ENCODING_UTF8},
    {"u8", ENCODING_UTF8},
    {"utf", ENCODING_UTF8},
    {"utf8-ucs2", ENCODING_UTF8},
    {"utf8-ucs4", ENCODING_UTF8},
    {"cp65001", ENCODING_UTF8},
    {"latin-1", ENCODING_LATIN1},
    {"latin1", ENCODING_LATIN1},
    {"latin", ENCODING_LATIN1},
    {"l1", ENCODING_LATIN1},
    {"iso-8859-1", ENCODING_LATIN1},
    {"iso8859-1", ENCODING_LATIN1},
    {"8859", ENCODING_LATIN1},
    {"cp819", ENCODING_LATIN1},
    {"iso-ir-100", ENCODING_LATIN1},
    {"ibm819", ENCODING_LATIN1},
    {"iso-8859-1-1987", ENCODING_LATIN1},
    {"csisolatin1", ENCODING_LATIN1},
    {"iso8859", ENCODING_LATIN1},
    {"iso-latin-1", ENCODING_LATIN1},
    {"ascii", ENCODING_ASCII},
    {"us-ascii", ENCODING_ASCII},
    {"646", ENCODING_ASCII},
    {"us", ENCODING_ASCII},
    {"ansi-x3.4-1968", ENCODING_ASCII},
    {"iso646-us", ENCODING_ASCII},
    {"ibm367", ENCODING_ASCII},
    {"cp367", ENCODING_ASCII},
    {"csascii", ENCODING_ASCII},
    {"iso-ir-6", ENCODING_ASCII},
    {"ansi-x3-4-1968", ENCODING_ASCII},
    {"1252", ENCODING_CP1252},
    {"cp1252", ENCODING_CP1252},
    {"windows-1252", ENCODING_CP1252},
    {"cskoi8r", ENCODING_KOI8_R},
    {"koi8-r", ENCODING_KOI8_R},
    {"iso-8859-15", ENCODING_LATIN9},
    {"iso8859-15", ENCODING_LATIN9},
    {"l9", ENCODING_LATIN9},
    {"latin9", ENCODING_LATIN9},
    {"csisolatincyrillic", ENCODING_ISO8859_5},
    {"cyrillic", ENCODING_ISO8859_5},
    {"iso-8859-5", ENCODING_ISO8859_5},
    {"iso-8859-5-1988", ENCODING_ISO8859_5},
    {"iso-ir-144", ENCODING_ISO8859_5},
    {"iso8859-5", ENCODING_ISO8859_5},
    {"1251", ENCODING_CP1251},
    {"cp1251", ENCODING_CP1251},
    {"windows-1251", ENCODING_CP1251},
    {"437", ENCODING_CP437},
    {"cp437", ENCODING_CP437},
    {"cspc8codepage437", ENCODING_CP437},
    {"ibm437", ENCODING_CP437},
    {"850", ENCODING_CP850},
    {"cp850", ENCODING_CP850},
    {"cspc850multilingual", ENCODING_CP850},
    {"ibm850", ENCODING_CP850},
    {"csisolatin2", ENCODING_LATIN2},
    {"iso-8859-2", ENCODING_LATIN2},
    {"iso-8859-2-1987", ENCODING_LATIN2},
    {"iso-ir-101", ENCODING_LATIN2},
    {"iso8859-2", ENCODING_LATIN2},
    {"l2", ENCODING_LATIN2},
    {"latin2", ENCODING_LATIN2},
    {"csisolatingreek", ENCODING_ISO8859_7},
    {"ecma-118", ENCODING_ISO8859_7},
    {"elot-928", ENCODING_ISO8859_7},
    {"greek", ENCODING_ISO8859_7},
    {"greek8", ENCODING_ISO8859_7},
    {"iso-8859-7", ENCODING_ISO8859_7},
    {"iso-8859-7-1987", ENCODING_ISO8859_7},
    {"iso-ir-126", ENCODING_ISO8859_7},
    {"iso8859-7", ENCODING_ISO8859_7},
    {"1250", ENCODING_CP1250},
    {"cp1250", ENCODING_CP1250},
    {"windows-1250", ENCODING_CP1250},
};

static bool is_cookie_byte(u8 c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
}

// The bytes after `coding:` or `coding=` in a comment line; empty without one.
static Slice find_cookie(Slice line) {
    usize at = 0;
    while (at < line.len &&
           (line.data[at] == ' ' || line.data[at] == '\t' || line.data[at] == '\f')) {
        at++;
    }
    if (at == line.len || line.data[at] != '#') return (Slice){0};
    for (; at + 7 <= line.len; at++) {
        if (memcmp(line.data + at, "coding", 6) != 0) continue;
        usize start = at + 6;
        if (line.data[start] != ':' && line.data[start] != '=') continue;
        start++;
        while (start < line.len && (line.data[start] == ' ' || line.data[start] == '\t')) start++;
        usize end = start;
        while (end < line.len && is_cookie_byte(line.data[end])) end++;
        if (end > start) return slice_range(line, start, end);
    }
    return (Slice){0};
}

// A line that is neither blank nor a comment ends the search on the first line.
static bool allows_cookie_below(Slice line) {
    for (usize i = 0; i < line.len; i++) {
        if (line.data[i] == '#') return true;
        if (line.data[i] != ' ' && line.data[i] != '\t' && line.data[i] != '\f') return false;
    }
    return true;
}

static Slice line_at(Slice raw, usize start) {
    usize end = start;
    while (end < raw.len && raw.data[end] != '\n' && raw.data[end] != '\r') end++;
    return slice_range(raw, start, end);
}

static Slice cookie_of(Slice raw) {
    usize start = 0;
    for (u32 line_index = 0; line_index < COOKIE_LINES; line_index++) {
        Slice line = line_at(raw, start);
        Slice cookie = find_cookie(line);
        if (cookie.len > 0 || !allows_cookie_below(line)) return cookie;
        start += line.len;
        bool has_return = start < raw.len && raw.data[start] == '\r';
        start += has_return;
        if (start < raw.len && raw.data[start] == '\n') start++;
        if (start >= raw.len) break;
    }
    return (Slice){0};
}

static Encoding encoding_named(Slice cookie) {
    u8 name[COOKIE_BYTES_MAX];
    if (cookie.len >= COOKIE_BYTES_MAX) return ENCODING_UNKNOWN;
    for (usize i = 0; i < cookie.len; i++) {
        u8 c = cookie.data[i];
        name[i] = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (u8)(c + 32) : c;
    }
    Slice lowered = slice_make(name, cookie.len);
    // CPython takes utf-8-anything and latin-1-anything for the plain encoding.
    Slice cut =
        lowered.len > ALIAS_COMPARED_MAX ? slice_range(lowered, 0, ALIAS_COMPARED_MAX) : lowered;
    if (slice_starts_with(cut, SLICE_LITERAL("utf-8-"))) return ENCODING_UTF8;
    if (slice_starts_with(cut, SLICE_LITERAL("latin-1-")) ||
        slice_starts_with(cut, SLICE_LITERAL("iso-8859-1-")) ||
        slice_starts_with(cut, SLICE_LITERAL("iso-latin-1-"))) {
        return ENCODING_LATIN1;
    }
    for (u32 i = 0; i < COUNT_OF(aliases); i++) {
        if (slice_equal(lowered, slice_of_text(aliases[i].name))) return aliases[i].encoding;
    }
    return ENCODING_UNKNOWN;
}

// The length of the well-formed sequence at `data`, 0 where there is none.
static u32 utf8_len(const u8 *data, usize left) {
    u8 c = data[0];
    if (c < 0x80) return 1;
    u32 len = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    if (c < 0xc2 || c > 0xf4 || left < len) return 0;
    for (u32 i = 1; i < len; i++) {
        if ((data[i] & 0xc0) != 0x80) return 0;
    }
    if ((c == 0xe0 && data[1] < 0xa0) || (c == 0xed && data[1] > 0x9f)) return 0;
    if ((c == 0xf0 && data[1] < 0x90) || (c == 0xf4 && data[1] > 0x8f)) return 0;
    return len;
}

static usize valid_utf8_len(Slice raw) {
    usize at = 0;
    while (at < raw.len) {
        if (raw.data[at] < 0x80) {
            at++;
            continue;
        }
        u32 len = utf8_len(raw.data + at, raw.len - at);
        if (len == 0) return at;
        at += len;
    }
    return at;
}

// Why a byte is not UTF-8, in the codec's words.
static const char *utf8_reason(const u8 *data, usize left, usize *bad_bytes) {
    u8 c = data[0];
    *bad_bytes = 1;
    if (c < 0xc2 || c > 0xf4) return "invalid start byte";
    usize len = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    for (usize i = 1; i < len; i++) {
        *bad_bytes = i;
        if (i >= left) return "unexpected end of data";
        bool is_bad = (data[i] & 0xc0) != 0x80;
        if (i == 1) {
            is_bad |= (c == 0xe0 && data[1] < 0xa0) || (c == 0xed && data[1] > 0x9f) ||
                      (c == 0xf0 && data[1] < 0x90) || (c == 0xf4 && data[1] > 0x8f);
        }
        if (is_bad) return "invalid continuation byte";
    }
    return "invalid continuation byte";
}

static const char *utf8_problem(Arena *arena, Slice raw, usize at, usize shift) {
    Bytes message;
    bytes_init(&message, arena);
    usize bad_bytes;
    const char *reason = utf8_reason(raw.data + at, raw.len - at, &bad_bytes);
    u64 position = at + shift;
    if (bad_bytes == 1) {
        static const char digits[] = "0123456789abcdef";
        bytes_format(&message,
                     "(unicode error) 'utf-8' codec can't decode byte 0x%c%c in position %U: %s",
                     digits[raw.data[at] >> 4], digits[raw.data[at] & 15], position, reason);
    } else {
        bytes_format(&message,
                     "(unicode error) 'utf-8' codec can't decode bytes in position %U-%U: %s",
                     position, position + bad_bytes - 1, reason);
    }
    return arena_text(arena, message.data, message.len);
}

// Copies with "\r\n" and "\r" as "\n".
static usize copy_lines(u8 *to, Slice raw) {
    usize len = 0;
    while (len < raw.len && raw.data[len] != '\r') len++;
    if (len > 0) memcpy(to, raw.data, len);
    for (usize i = len; i < raw.len; i++) {
        u8 c = raw.data[i];
        if (c == '\r') {
            c = '\n';
            if (i + 1 < raw.len && raw.data[i + 1] == '\n') i++;
        }
        to[len++] = c;
    }
    return len;
}

static usize push_point(u8 *to, u32 point) {
    if (point < 0x80) {
        to[0] = (u8)point;
        return 1;
    }
    if (point < 0x800) {
        to[0] = (u8)(0xc0 | point >> 6);
        to[1] = (u8)(0x80 | (point & 0x3f));
        return 2;
    }
    to[0] = (u8)(0xe0 | point >> 12);
    to[1] = (u8)(0x80 | (point >> 6 & 0x3f));
    to[2] = (u8)(0x80 | (point & 0x3f));
    return 3;
}

static u32 point_of(Encoding encoding, u8 c) {
    if (c < 0x80 || encoding == ENCODING_LATIN1) return c;
    return upper_halves[encoding][c - 0x80];
}

static usize copy_single_bytes(u8 *to, Slice raw, Encoding encoding) {
    usize len = 0;
    for (usize i = 0; i < raw.len; i++) {
        u8 c = raw.data[i];
        if (c == '\r') {
            c = '\n';
            if (i + 1 < raw.len && raw.data[i + 1] == '\n') i++;
        }
        len += push_point(to + len, point_of(encoding, c));
    }
    return len;
}

// How many bytes have a character in this encoding.
static usize mapped_len(Slice raw, Encoding encoding) {
    usize at = 0;
    while (at < raw.len && (raw.data[at] == 0 || point_of(encoding, raw.data[at]) != 0)) at++;
    return at;
}

static usize ascii_len(Slice raw) {
    usize at = 0;
    while (at < raw.len && raw.data[at] < 0x80) at++;
    return at;
}

static const char *format_problem(Arena *arena, const char *format, Slice *argument) {
    Bytes message;
    bytes_init(&message, arena);
    bytes_format(&message, format, argument);
    return arena_text(arena, message.data, message.len);
}

// Returns the encoding to read the rest with; sets the problem where it cannot be read at all.
static Encoding choose_encoding(SourceFile *file, Arena *arena, Slice raw, bool has_mark) {
    Slice cookie = cookie_of(raw);
    if (cookie.len == 0) return ENCODING_UTF8;
    Encoding encoding = encoding_named(cookie);
    if (encoding == ENCODING_UNKNOWN) {
        file->problem = format_problem(arena, "unknown encoding: %S", &cookie);
    } else if (has_mark && encoding != ENCODING_UTF8) {
        file->problem = format_problem(arena, "encoding problem: %S with BOM", &cookie);
    }
    return encoding;
}

void encoding_decode(SourceFile *file, Arena *arena, Slice raw) {
    if (raw.len > SOURCE_BYTES_MAX) {
        file->problem = "source file too large";
        raw.len = 0;
    }
    bool has_mark = slice_starts_with(raw, SLICE_LITERAL("\xef\xbb\xbf"));
    if (has_mark) raw = slice_from(raw, 3);
    Encoding encoding = choose_encoding(file, arena, raw, has_mark);

    usize good_len = raw.len;
    if (file->problem != NULL) {
        good_len = 0;
    } else if (encoding == ENCODING_UTF8) {
        good_len = valid_utf8_len(raw);
        if (good_len < raw.len) file->problem = utf8_problem(arena, raw, good_len, 0);
    } else if (encoding == ENCODING_ASCII) {
        good_len = ascii_len(raw);
        if (good_len < raw.len) file->problem = "encoding problem: ascii";
    } else if (encoding != ENCODING_LATIN1) {
        good_len = mapped_len(raw, encoding);
        if (good_len < raw.len) file->problem = "encoding problem: a byte has no character";
    }
    raw.len = good_len;

    bool is_single_byte =
        encoding != ENCODING_UTF8 && encoding != ENCODING_ASCII && encoding != ENCODING_UNKNOWN;
    u8 *text = arena_alloc(arena, raw.len * (is_single_byte ? 3 : 1) + SOURCE_PADDING);
    usize len = is_single_byte ? copy_single_bytes(text, raw, encoding) : copy_lines(text, raw);
    file->text = slice_make(text, len);
    for (usize i = 0; i < len; i++) {
        if (text[i] != 0) continue;
        file->problem = "source code string cannot contain null bytes";
        len = i;
    }
    if (file->problem != NULL) file->problem_offset = (u32)len;
}
