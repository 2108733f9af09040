#include "runtime/core/format/format_spec.h"

#include "runtime/core/class.h"
#include "runtime/core/error.h"
#include "text/unicode.h"

typedef struct {
    const Str *text;
    u32 at;
} Cursor;

static u32 peek(const Cursor *c, u32 ahead) {
    return c->at + ahead < c->text->len ? str_get(c->text, c->at + ahead) : 0;
}

static bool is_align(u32 point) {
    return point == '<' || point == '>' || point == '=' || point == '^';
}

// -1 when there is no number; false when it is too large.
static bool read_number(RtState *rt, Cursor *c, i64 *number) {
    *number = -1;
    for (i32 digit; c->at < c->text->len && (digit = unicode_decimal_value(peek(c, 0))) >= 0;
         c->at++) {
        *number = (*number < 0 ? 0 : *number) * 10 + digit;
        if (*number <= INT32_MAX) continue;
        error_text(rt, CLASS_VALUE_ERROR, "Too many decimal digits in format string");
        return false;
    }
    return true;
}

static bool read_grouping(RtState *rt, Cursor *c, FormatSpec *spec) {
    for (u32 point; (point = peek(c, 0)) == ',' || point == '_'; c->at++) {
        if (spec->grouping != 0 && spec->grouping != point) {
            error_text(rt, CLASS_VALUE_ERROR, "Cannot specify both ',' and '_'.");
            return false;
        }
        if (spec->grouping == point) {
            error_format(rt, CLASS_VALUE_ERROR, "Cannot specify '%c' with '%c'.", point, point);
            return false;
        }
        spec->grouping = (u8)point;
    }
    return true;
}

static void read_front(Cursor *c, FormatSpec *spec) {
    if (is_align(peek(c, 1))) {
        spec->fill = peek(c, 0);
        spec->align = (u8)peek(c, 1);
        c->at += 2;
    } else if (is_align(peek(c, 0))) {
        spec->align = (u8)peek(c, 0);
        c->at++;
    }
    bool has_fill = c->at == 2;
    if (peek(c, 0) == '+' || peek(c, 0) == '-' || peek(c, 0) == ' ')
        spec->sign = (u8)str_get(c->text, c->at++);
    if (peek(c, 0) == 'z') {
        spec->has_no_negative_zero = true;
        c->at++;
    }
    if (peek(c, 0) == '#') {
        spec->is_alternate = true;
        c->at++;
    }
    if (!has_fill && peek(c, 0) == '0') {
        spec->fill = '0';
        if (spec->align == 0) spec->align = '0';  // '=' for numbers, left for text: settled below
        c->at++;
    }
}

bool format_spec_parse(RtState *rt, const Str *text, Value owner, FormatSpec *spec) {
    Cursor c = {text, 0};
    *spec = (FormatSpec){.fill = ' ', .width = -1, .precision = -1};
    read_front(&c, spec);
    if (!read_number(rt, &c, &spec->width) || !read_grouping(rt, &c, spec)) return false;
    if (peek(&c, 0) == '.') {
        c.at++;
        if (!read_number(rt, &c, &spec->precision)) return false;
        if (spec->precision < 0) {
            error_text(rt, CLASS_VALUE_ERROR, "Format specifier missing precision");
            return false;
        }
    }
    if (text->len - c.at > 1) {
        error_format(rt, CLASS_VALUE_ERROR, "Invalid format specifier '%S' for object of type '%T'",
                     text, owner);
        return false;
    }
    if (c.at < text->len) spec->type = str_get(text, c.at);
    if (spec->align == '0') spec->align = value_is_str(owner) ? '<' : '=';
    if (spec->grouping == 0) return true;
    bool is_known = spec->type == 0 || spec->type == 'd' || spec->type == 'e' ||
                    spec->type == 'f' || spec->type == 'g' || spec->type == 'E' ||
                    spec->type == 'G' || spec->type == '%' || spec->type == 'F';
    bool is_binary =
        spec->type == 'b' || spec->type == 'o' || spec->type == 'x' || spec->type == 'X';
    if (is_known || (is_binary && spec->grouping == '_')) return true;
    error_format(rt, CLASS_VALUE_ERROR, "Cannot specify '%c' with '%c'.", (u32)spec->grouping,
                 spec->type);
    return false;
}

bool format_spec_unknown(RtState *rt, const FormatSpec *spec, Value owner) {
    if (spec->type > 32 && spec->type < 128) {
        error_format(rt, CLASS_VALUE_ERROR, "Unknown format code '%c' for object of type '%T'",
                     spec->type, owner);
    } else {
        StrBuilder code;
        builder_init(&code, rt);
        builder_hex(&code, spec->type, 1);
        Str *hex = builder_finish(&code);
        error_format(rt, CLASS_VALUE_ERROR, "Unknown format code '\\x%S' for object of type '%T'",
                     hex, owner);
        object_release(rt, hex);
    }
    return false;
}

// ---- putting a field together

// How much fill goes left, between and right.
typedef struct {
    u32 left, middle, right;
} Padding;

static Padding padding_of(const FormatSpec *spec, u64 len, u8 default_align) {
    if (spec->width < 0 || len >= (u64)spec->width) return (Padding){0};
    u32 missing = (u32)((u64)spec->width - len);
    switch (spec->align ? spec->align : default_align) {
    case '<': return (Padding){.right = missing};
    case '^': return (Padding){.left = missing / 2, .right = missing - missing / 2};
    case '=': return (Padding){.middle = missing};
    default: return (Padding){.left = missing};
    }
}

static u32 grouped_len(u32 digits, u32 group) {
    return digits == 0 ? 0 : digits + (digits - 1) / group;
}

// The digits with separators; `zeros` in front of them count as digits, so that they are grouped
// too.
static void put_grouped(StrBuilder *builder, const FormatSpec *spec, const FormatNumber *number,
                        u32 zeros) {
    u32 count = zeros + number->digit_len;
    for (u32 i = 0; i < count; i++) {
        if (i > 0 && (count - i) % number->group_digits == 0) builder_char(builder, spec->grouping);
        builder_char(builder, i < zeros ? '0' : (u8)number->digits[i - zeros]);
    }
}

void format_spec_number(StrBuilder *builder, const FormatSpec *spec, const FormatNumber *number) {
    bool is_grouped = spec->grouping != 0;
    u32 zeros = 0;
    bool is_zero_filled = is_grouped && spec->fill == '0' && spec->align == '=';
    if (is_zero_filled) {
        // Zeros go in while a further one still fits the width: "0,001" is as wide as "00,001"
        // would have to be.
        while (number->prefix_len + grouped_len(number->digit_len + zeros, number->group_digits) +
                   number->rest_len <
               (u64)(spec->width < 0 ? 0 : spec->width)) {
            zeros++;
        }
    }
    u32 digits = is_grouped ? grouped_len(number->digit_len + zeros, number->group_digits)
                            : number->digit_len;
    Padding padding = padding_of(spec, (u64)number->prefix_len + digits + number->rest_len, '>');
    builder_repeat(builder, spec->fill, padding.left);
    builder_ascii(builder, number->prefix, number->prefix_len);
    builder_repeat(builder, spec->fill, padding.middle);
    if (is_grouped) {
        put_grouped(builder, spec, number, zeros);
    } else {
        builder_ascii(builder, number->digits, number->digit_len);
    }
    builder_ascii(builder, number->rest, number->rest_len);
    builder_repeat(builder, spec->fill, padding.right);
}

void format_spec_text(StrBuilder *builder, const FormatSpec *spec, Str *text) {
    u32 len = text->len;
    if (spec->precision >= 0 && (u64)spec->precision < len) len = (u32)spec->precision;
    Padding padding = padding_of(spec, len, '<');
    builder_repeat(builder, spec->fill, padding.left);
    builder_range(builder, text, 0, len);
    builder_repeat(builder, spec->fill, padding.right);
}
