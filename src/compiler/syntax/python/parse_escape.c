// Escape sequences of str and bytes literals.
#include "base/bytes.h"
#include "compiler/syntax/python/character_names.def"
#include "compiler/syntax/python/parser_priv.h"
#include "text/utf8.h"

enum { HEX_DIGITS_MAX = 8, OCTAL_DIGITS_MAX = 3, ESCAPED_POINT_BYTES = 10 };

typedef struct {
    Parser *p;
    const Token *token;
    Slice body;
    usize at;  // of the backslash
    Bytes *out;
    bool is_bytes;
    // CPython's position in messages: it has turned every character beyond ASCII into \UXXXXXXXX.
    usize shown_at;
} Decoder;

static Span token_span(const Decoder *d) {
    return (Span){d->p->file->id, d->token->start, d->token->end};
}

static bool fail_unicode(Decoder *d, usize bytes, const char *reason) {
    usize position = d->shown_at;
    parser_fail_span(
        d->p, token_span(d),
        "(unicode error) 'unicodeescape' codec can't decode bytes in position %U-%U: %s",
        (u64)position, (u64)(position + bytes - 1), reason);
    return false;
}

static u32 hex_value(u8 c) {
    if (c >= '0' && c <= '9') return c - '0';
    u8 lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10u : 16;
}

static void push_point(Decoder *d, u32 point) {
    u8 encoded[4];
    bytes_append(d->out, slice_make(encoded, utf8_encode(point, encoded)));
}

// \xXX, \uXXXX, \UXXXXXXXX: `digits` of them behind the letter.
static bool decode_hex(Decoder *d, u32 digits, const char *truncated) {
    usize at = d->at + 2;
    u32 point = 0, count = 0;
    for (; count < digits && at < d->body.len; count++, at++) {
        u32 value = hex_value(d->body.data[at]);
        if (value == 16) break;
        point = point << 4 | value;
    }
    if (count < digits && d->is_bytes) {
        parser_fail_span(d->p, token_span(d), "(value error) invalid \\x escape at position %U",
                         (u64)d->at);
        return false;
    }
    if (count < digits) return fail_unicode(d, 2 + count, truncated);
    if (point > 0x10ffff) return fail_unicode(d, 2 + count, "illegal Unicode character");
    if (d->is_bytes)
        bytes_push(d->out, (u8)point);
    else
        push_point(d, point);
    d->at = at;
    return true;
}

static void warn_escape(Decoder *d, const char *format, usize start, usize end) {
    if (d->p->trials > 0) return;
    Slice text = slice_range(d->body, start, end);
    diag_warning(d->p->diags, DIAG_SYNTAX_WARNING, token_span(d), format, &text, &text);
}

static void decode_octal(Decoder *d) {
    usize at = d->at + 1;
    u32 value = 0;
    for (u32 i = 0; i < OCTAL_DIGITS_MAX && at < d->body.len; i++, at++) {
        u8 c = d->body.data[at];
        if (c < '0' || c > '7') break;
        value = value * 8 + (c - '0');
    }
    if (value > 0377) {
        warn_escape(d,
                    "\"%S\" is an invalid octal escape sequence. Such sequences will not work in "
                    "the future. Did "
                    "you mean \"\\%S\"? A raw string is also an option.",
                    d->at, at);
    }
    if (d->is_bytes)
        bytes_push(d->out, (u8)value);
    else
        push_point(d, value);
    d->at = at;
}

static const struct {
    u32 point;
    const char *name;
} character_names[] = {
#define X(point, name) {point, name},
    CHARACTER_NAME_TABLE(X)
#undef X
};

// Capital and small letters are the same in names.
static int compare_name(Slice name, const char *known) {
    for (usize i = 0; i < name.len; i++) {
        u8 c = name.data[i], k = (u8)known[i];
        if (c >= 'a' && c <= 'z') c = (u8)(c - 32);
        if (c != k || k == 0) return c < k ? -1 : 1;
    }
    return known[name.len] == 0 ? 0 : -1;
}

static bool find_character(Slice name, u32 *point) {
    u32 low = 0, high = COUNT_OF(character_names);
    while (low < high) {
        u32 middle = (low + high) / 2;
        int order = compare_name(name, character_names[middle].name);
        if (order == 0) {
            *point = character_names[middle].point;
            return true;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

// \N{NAME}.
static bool decode_named(Decoder *d) {
    usize at = d->at + 2;
    if (at >= d->body.len || d->body.data[at] != '{') {
        return fail_unicode(d, 2, "malformed \\N character escape");
    }
    usize end = at + 1;
    while (end < d->body.len && d->body.data[end] != '}') end++;
    if (end >= d->body.len || end == at + 1) {
        return fail_unicode(d, 3, "malformed \\N character escape");
    }
    Slice name = slice_range(d->body, at + 1, end);
    u32 point;
    if (find_character(name, &point)) {
        push_point(d, point);
        d->at = end + 1;
        return true;
    }
    parser_fail_kind(d->p, DIAG_UNSUPPORTED, token_span(d),
                     "the name of a character that Krait does not know: \\N{%S}", &name);
    return false;
}

static void keep_unknown(Decoder *d) {
    usize end = d->at + 2 < d->body.len ? d->at + 2 : d->body.len;
    while (end < d->body.len && (d->body.data[end] & 0xc0) == 0x80) end++;
    warn_escape(d,
                "\"%S\" is an invalid escape sequence. Such sequences will not work in the future. "
                "Did you mean "
                "\"\\%S\"? A raw string is also an option.",
                d->at, end);
    bytes_push(d->out, '\\');
    d->at++;
}

static bool decode_escape(Decoder *d) {
    if (d->at + 1 >= d->body.len) {
        // Only text of an f-string may end here, before a brace.
        keep_unknown(d);
        return true;
    }
    static const u8 simple[] = {['\\'] = '\\', ['\''] = '\'', ['"'] = '"', ['a'] = 7, ['b'] = 8,
                                ['f'] = 12,    ['n'] = 10,    ['r'] = 13,  ['t'] = 9, ['v'] = 11};
    u8 letter = d->body.data[d->at + 1];
    if (letter < COUNT_OF(simple) && simple[letter] != 0) {
        bytes_push(d->out, simple[letter]);
        d->at += 2;
        return true;
    }
    if (letter == '\n') {
        d->at += 2;
        return true;
    }
    if (letter >= '0' && letter <= '7') {
        decode_octal(d);
        return true;
    }
    if (letter == 'x') return decode_hex(d, 2, "truncated \\xXX escape");
    if (!d->is_bytes && letter == 'u') return decode_hex(d, 4, "truncated \\uXXXX escape");
    if (!d->is_bytes && letter == 'U') return decode_hex(d, 8, "truncated \\UXXXXXXXX escape");
    if (!d->is_bytes && letter == 'N') return decode_named(d);
    keep_unknown(d);
    return true;
}

bool parse_decode_string(Parser *p, const Token *token, Slice body, Bytes *out) {
    Decoder d = {.p = p,
                 .token = token,
                 .body = body,
                 .out = out,
                 .is_bytes = token->flags & TOKEN_IS_BYTES};
    bool is_raw = token->flags & TOKEN_IS_RAW;
    bool has_doubles = token->kind == TOKEN_FSTRING_MIDDLE && !(token->flags & TOKEN_IS_SPEC);
    while (d.at < body.len) {
        usize before = d.at;
        u8 c = body.data[d.at];
        if (c == '\\' && !is_raw) {
            if (!decode_escape(&d)) return false;
            d.shown_at += d.at - before;
            continue;
        }
        bytes_push(out, c);
        d.at++;
        if (has_doubles && (c == '{' || c == '}')) d.at++;
        if ((c & 0xc0) != 0x80) d.shown_at += c < 0x80 ? 1 : ESCAPED_POINT_BYTES;
    }
    return true;
}
