#include "compiler/syntax/constant_repr_priv.h"

#include "base/check.h"
#include "compiler/syntax/printable.def"
#include "text/bigint.h"
#include "text/float_text.h"
#include "text/unicode.h"

static void push_hex(Bytes *out, char letter, u32 value, u32 digits) {
    bytes_push(out, '\\');
    bytes_push(out, (u8)letter);
    for (u32 shift = digits * 4; shift > 0; shift -= 4) {
        bytes_push(out, (u8) "0123456789abcdef"[value >> (shift - 4) & 15]);
    }
}

// Escapes that str and bytes share. False: the character stands for itself.
static bool push_escape(Bytes *out, u8 c, u8 quote) {
    if (c == quote || c == '\\') {
        bytes_push(out, '\\');
        bytes_push(out, c);
    } else if (c == '\n') {
        bytes_text(out, "\\n");
    } else if (c == '\r') {
        bytes_text(out, "\\r");
    } else if (c == '\t') {
        bytes_text(out, "\\t");
    } else if (c < ' ' || c == 0x7f) {
        push_hex(out, 'x', c, 2);
    } else {
        return false;
    }
    return true;
}

static u8 choose_quote(Slice text) {
    bool has_single = false, has_double = false;
    for (usize i = 0; i < text.len; i++) {
        has_single |= text.data[i] == '\'';
        has_double |= text.data[i] == '"';
    }
    return has_single && !has_double ? '"' : '\'';
}

static const struct {
    u32 first, last, minor_version;
} printable_since[] = {
#define X(first, last, minor_version) {first, last, minor_version},
    PRINTABLE_SINCE_TABLE(X)
#undef X
};

static bool is_printable(u32 point, u32 minor_version) {
    if (!unicode_is_printable(point)) return false;
    u32 low = 0, high = COUNT_OF(printable_since);
    while (low < high) {
        u32 middle = (low + high) / 2;
        if (point > printable_since[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_new = low < COUNT_OF(printable_since) && point >= printable_since[low].first;
    return !is_new || printable_since[low].minor_version <= minor_version;
}

// One character of more than one byte. Surrogates are encoded like all others.
static usize push_wide(Bytes *out, Slice text, usize at, u32 minor_version) {
    u8 c = text.data[at];
    u32 len = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    CHECK(at + len <= text.len);
    u32 point = c & (0x7fu >> len);
    for (u32 i = 1; i < len; i++) point = point << 6 | (text.data[at + i] & 0x3f);
    if (is_printable(point, minor_version))
        bytes_append(out, slice_range(text, at, at + len));
    else if (point <= 0xff)
        push_hex(out, 'x', point, 2);
    else if (point <= 0xffff)
        push_hex(out, 'u', point, 4);
    else
        push_hex(out, 'U', point, 8);
    return len;
}

void repr_str(Bytes *out, Slice text, u32 minor_version) {
    u8 quote = choose_quote(text);
    bytes_push(out, quote);
    for (usize at = 0; at < text.len;) {
        u8 c = text.data[at];
        if (c >= 0x80) {
            at += push_wide(out, text, at, minor_version);
            continue;
        }
        if (!push_escape(out, c, quote)) bytes_push(out, c);
        at++;
    }
    bytes_push(out, quote);
}

void repr_bytes(Bytes *out, Slice bytes) {
    u8 quote = choose_quote(bytes);
    bytes_push(out, 'b');
    bytes_push(out, quote);
    for (usize i = 0; i < bytes.len; i++) {
        u8 c = bytes.data[i];
        if (c >= 0x80)
            push_hex(out, 'x', c, 2);
        else if (!push_escape(out, c, quote))
            bytes_push(out, c);
    }
    bytes_push(out, quote);
}

void repr_float(Bytes *out, f64 number) {
    char text[TEXT_FLOAT_REPR_BYTES];
    bytes_append(out, slice_make(text, text_float_repr(text, number)));
}

// repr of complex leaves ".0" away: 1j.
void repr_imaginary(Bytes *out, f64 number) {
    char text[TEXT_FLOAT_REPR_BYTES];
    Slice repr = slice_make(text, text_float_repr(text, number));
    if (slice_ends_with(repr, SLICE_LITERAL(".0"))) repr.len -= 2;
    bytes_append(out, repr);
    bytes_push(out, 'j');
}

void repr_big_int(Bytes *out, Slice digits, u32 radix) {
    if (radix == 10) {
        bytes_append(out, digits);
        return;
    }
    u32 *limbs = ARENA_NEW_ARRAY(out->arena, u32, bigint_parse_limbs(digits.len));
    u32 *scratch = ARENA_NEW_ARRAY(out->arena, u32, bigint_parse_scratch(digits.len));
    BigIntView view;
    bool is_number = bigint_parse(limbs, digits, radix, &view, scratch);
    CHECK(is_number);
    char *text = ARENA_NEW_ARRAY(out->arena, char, bigint_print_bytes(view, 10));
    u32 *print_scratch = ARENA_NEW_ARRAY(out->arena, u32, bigint_print_scratch(view, 10));
    usize len = bigint_print(text, view, 10, print_scratch);
    bytes_append(out, slice_make(text, len));
}
