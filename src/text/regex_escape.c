// What follows a backslash.
#include "text/regex_priv.h"

#include "text/unicode.h"

static i32 hex_value(u32 point) {
    if (point - '0' <= 9) return (i32)(point - '0');
    u32 lower = point | 32;
    return lower - 'a' < 6 ? (i32)(lower - 'a' + 10) : -1;
}

static bool is_octal(const RegexParse *parse) {
    return parse->len == 1 && regex_token_first(parse) - '0' < 8;
}

static bool is_ascii_letter(u32 point) {
    return (point | 32) - 'a' < 26;
}

static bool fail_escape(RegexParse *parse, u32 start, const char *format) {
    u32 len = parse->at - start;
    regex_fail(parse, len, format, (RegexSay){.start = start, .len = len});
    return false;
}

// The token behind the backslash's is the first digit.
static bool read_hex(RegexParse *parse, u32 start, u32 digits, u32 *point) {
    u64 value = 0;
    u32 count = 0;
    while (count < digits && parse->len == 1 && hex_value(regex_token_first(parse)) >= 0) {
        value = value * 16 + (u64)hex_value(regex_token_first(parse));
        regex_token_skip(parse);
        count++;
    }
    if (parse->has_failed) return false;
    if (count < digits) return fail_escape(parse, start, "incomplete escape %P");
    if (value > UNICODE_POINT_MAX) return fail_escape(parse, start, "bad escape %P");
    *point = (u32)value;
    return true;
}

static bool read_octal(RegexParse *parse, u32 start, u32 first, u32 more, u32 *point) {
    u32 value = first;
    for (u32 i = 0; i < more && is_octal(parse); i++) {
        value = value * 8 + regex_token_first(parse) - '0';
        regex_token_skip(parse);
    }
    if (parse->has_failed) return false;
    if (value > 0377)
        return fail_escape(parse, start, "octal escape value %P outside of range 0-0o377");
    *point = value;
    return true;
}

static bool read_name(RegexParse *parse) {
    if (!regex_token_take(parse, '{')) {
        regex_fail(parse, 0, "missing {", (RegexSay){0});
        return false;
    }
    u32 start, len;
    if (!regex_token_name(parse, '}', "character name", &start, &len)) return false;
    // TODO(#3): names of characters are known to the compiler only.
    regex_fail(parse, len + 4, "undefined character name %R",
               (RegexSay){.start = start, .len = len});
    return false;
}

u32 regex_escape_category(u32 letter) {
    switch (letter) {
    case 'd': return CATEGORY_DIGIT;
    case 'D': return CATEGORY_NOT_DIGIT;
    case 's': return CATEGORY_SPACE;
    case 'S': return CATEGORY_NOT_SPACE;
    case 'w': return CATEGORY_WORD;
    case 'W': return CATEGORY_NOT_WORD;
    default: return 0;
    }
}

bool regex_escape_char(RegexParse *parse, u32 start, bool is_set, u32 *point, bool *is_other) {
    static const char letters[] = "abfnrtv\\", values[] = "\a\b\f\n\r\t\v\\";
    u32 letter = regex_text_at(parse->text, start + 1);
    *is_other = false;
    for (u32 i = 0; letters[i]; i++) {
        if (letter != (u8)letters[i]) continue;
        *point = (u8)values[i];
        return true;
    }
    if (letter == 'x') return read_hex(parse, start, 2, point);
    if (letter == 'u' && parse->is_text) return read_hex(parse, start, 4, point);
    if (letter == 'U' && parse->is_text) return read_hex(parse, start, 8, point);
    if (letter == 'N' && parse->is_text) return read_name(parse);
    if (letter == '0' || (is_set && letter - '0' < 8))
        return read_octal(parse, start, letter - '0', 2, point);
    if (letter - '0' <= 9 && !is_set) {
        *is_other = true;  // a group, or three octal digits
        return true;
    }
    if (letter - '0' <= 9 || is_ascii_letter(letter))
        return fail_escape(parse, start, "bad escape %P");
    *point = letter;
    return true;
}
