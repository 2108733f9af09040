// Tokens of patterns and templates, and the messages about them.
#include "text/regex_priv.h"

#include "text/unicode.h"
#include "text/utf8.h"

// ---- messages
static void put_point(Bytes *out, u32 point) {
    u8 buffer[4];
    bytes_append(out, slice_make(buffer, utf8_encode(point, buffer)));
}

static void put_escaped(Bytes *out, u32 point) {
    u32 digits = point < 0x100 ? 2 : point < 0x10000 ? 4 : 8;
    bytes_push(out, '\\');
    bytes_push(out, digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
    while (digits-- > 0) bytes_push(out, (u8) "0123456789abcdef"[point >> (4 * digits) & 15]);
}

// As the pattern has it; in messages about bytes all is ASCII.
static void put_pattern(Bytes *out, const RegexParse *parse, RegexSay say) {
    for (u32 i = 0; i < say.len; i++) {
        u32 point = regex_text_at(parse->text, say.start + i);
        if (point >= 0x80 && !parse->is_text)
            put_escaped(out, point);
        else
            put_point(out, point);
    }
}

static void put_repr(Bytes *out, const RegexParse *parse, RegexSay say) {
    bool has_single = false, has_double = false;
    for (u32 i = 0; i < say.len; i++) {
        u32 point = regex_text_at(parse->text, say.start + i);
        has_single |= point == '\'';
        has_double |= point == '"';
    }
    u32 quote = has_single && !has_double ? '"' : '\'';
    put_point(out, quote);
    for (u32 i = 0; i < say.len; i++) {
        u32 point = regex_text_at(parse->text, say.start + i);
        const char *short_form = point == '\n' ? "\\n" : point == '\t' ? "\\t" : "\\r";
        if (point == '\n' || point == '\t' || point == '\r') {
            bytes_text(out, short_form);
            continue;
        }
        if (point == quote || point == '\\') bytes_push(out, '\\');
        bool is_plain = parse->is_text ? unicode_is_printable(point) : point - 0x20 < 0x5f;
        if (is_plain)
            put_point(out, point);
        else
            put_escaped(out, point);
    }
    put_point(out, quote);
}

void regex_fail_at(RegexParse *parse, RegexErrorKind kind, u32 position, const char *format,
                   RegexSay say) {
    parse->len = 0;  // ends every loop over tokens
    if (parse->has_failed) return;
    parse->has_failed = true;
    parse->error->kind = kind;
    parse->error->position = position;
    Bytes *out = &parse->error->message;
    bool is_first_number = true;
    for (const char *at = format; *at; at++) {
        if (*at != '%') {
            bytes_push(out, (u8)*at);
            continue;
        }
        at++;
        switch (*at) {
        case 's': bytes_text(out, say.text); break;
        case 'u':
            bytes_u64(out, is_first_number ? say.number : say.second);
            is_first_number = false;
            break;
        case 'P': put_pattern(out, parse, say); break;
        case 'Q': put_pattern(out, parse, (RegexSay){.start = say.start2, .len = say.len2}); break;
        default: put_repr(out, parse, say); break;
        }
    }
}

void regex_fail(RegexParse *parse, u32 offset, const char *format, RegexSay say) {
    regex_fail_at(parse, REGEX_ERROR_PATTERN, parse->at - offset, format, say);
}

// ---- tokens
void regex_token_seek(RegexParse *parse, u32 index) {
    parse->at = index;
    parse->len = index < parse->text.len;
    if (!parse->len || regex_text_at(parse->text, index) != '\\') return;
    parse->len = 2;
    if (index + 1 == parse->text.len)
        regex_fail_at(parse, REGEX_ERROR_PATTERN, index, "bad escape (end of pattern)",
                      (RegexSay){0});
}

void regex_token_skip(RegexParse *parse) {
    if (!parse->has_failed) regex_token_seek(parse, parse->at + parse->len);
}

bool regex_token_is(const RegexParse *parse, char ascii) {
    return parse->len == 1 && regex_text_at(parse->text, parse->at) == (u8)ascii;
}

bool regex_token_take(RegexParse *parse, char ascii) {
    if (!regex_token_is(parse, ascii)) return false;
    regex_token_skip(parse);
    return true;
}

bool regex_token_name(RegexParse *parse, char end, const char *what, u32 *start, u32 *len) {
    *start = parse->at;
    while (parse->len && !regex_token_is(parse, end)) regex_token_skip(parse);
    *len = parse->at - *start;
    if (parse->has_failed) return false;
    RegexSay say = {.text = what};
    if (!parse->len) {
        char terminator[2] = {end, 0};
        if (*len == 0)
            regex_fail(parse, 0, "missing %s", say);
        else
            regex_fail(parse, *len, "missing %s, unterminated name",
                       (RegexSay){.text = terminator});
        return false;
    }
    regex_token_skip(parse);
    if (*len == 0) regex_fail(parse, 1, "missing %s", say);
    return !parse->has_failed;
}

bool regex_is_decimal(RegexText text, u32 start, u32 len) {
    for (u32 i = 0; i < len; i++) {
        if (regex_text_at(text, start + i) - '0' > 9) return false;
    }
    return len > 0;
}

u64 regex_decimal(RegexText text, u32 start, u32 len) {
    u64 number = 0;
    for (u32 i = 0; i < len; i++) {
        if (number < UINT64_C(1) << 40) number = number * 10 + regex_text_at(text, start + i) - '0';
    }
    return number;
}

bool regex_check_name(RegexParse *parse, u32 start, u32 len, u32 offset) {
    bool is_good = true, is_ascii = true;
    for (u32 i = 0; i < len; i++) {
        u32 point = regex_text_at(parse->text, start + i);
        is_ascii &= point < 0x80;
        is_good &= i == 0 ? unicode_is_id_start(point) : unicode_is_id_continue(point);
    }
    if (is_good && (parse->is_text || is_ascii)) return true;
    regex_fail(parse, len + offset, "bad character in group name %R",
               (RegexSay){.start = start, .len = len});
    return false;
}
