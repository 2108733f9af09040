#include "text/float_text.h"

#include "text/float_bits_priv.h"
#include "text/float_digits_priv.h"

enum { EXPONENT_LIMIT = 1 << 30, HEX_DIGITS_MAX = 16, HEX_BIT_COUNT = 4 };

static bool is_digit(u8 character) {
    return character >= '0' && character <= '9';
}

static bool is_blank(u8 character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
}

static u8 byte_at(Slice text, usize index) {
    return index < text.len ? text.data[index] : 0;
}

// Whether all of `text` is `word`, which is in lower case.
static bool is_word(Slice text, const char *word) {
    usize i = 0;
    for (; i < text.len && word[i] != 0; i++) {
        if ((text.data[i] | 0x20) != word[i]) return false;
    }
    return i == text.len && word[i] == 0;
}

static bool special_parse(Slice text, f64 *number) {
    if (is_word(text, "inf") || is_word(text, "infinity")) {
        *number = __builtin_inf();
        return true;
    }
    if (!is_word(text, "nan")) return false;
    *number = __builtin_nan("");
    return true;
}

typedef struct {
    Slice text;
    usize at;
    bool has_digits;
    bool is_sticky;
    i64 exponent;
    u32 count;
    char digits[FLOAT_DIGITS_MAX];
} FloatReader;

// Significant digits go to the buffer; what has no room there only counts.
static void reader_push(FloatReader *reader, u8 digit, bool is_fraction) {
    if (reader->count == FLOAT_DIGITS_SIGNIFICANT) {
        reader->is_sticky |= digit != '0';
        reader->exponent += is_fraction ? 0 : 1;
        return;
    }
    reader->exponent -= is_fraction ? 1 : 0;
    if (reader->count == 0 && digit == '0') return;
    reader->digits[reader->count++] = (char)digit;
}

// Digits with single underscores between them. False: an underscore elsewhere.
static bool reader_digits(FloatReader *reader, bool is_fraction) {
    Slice text = reader->text;
    usize start = reader->at;
    for (;; reader->at++) {
        u8 next = byte_at(text, reader->at);
        if (is_digit(next)) {
            reader_push(reader, next, is_fraction);
            reader->has_digits = true;
        } else if (next == '_') {
            bool is_between = reader->at > start && is_digit(text.data[reader->at - 1]) &&
                              is_digit(byte_at(text, reader->at + 1));
            if (!is_between) return false;
        } else {
            return true;
        }
    }
}

// "e" was seen. Digits and underscores as above; a huge exponent stays huge.
static bool exponent_parse(Slice text, usize *at, bool allows_underscores, i64 *exponent) {
    bool is_negative = byte_at(text, *at) == '-';
    if (is_negative || byte_at(text, *at) == '+') (*at)++;
    usize start = *at;
    i64 value = 0;
    for (;; (*at)++) {
        u8 next = byte_at(text, *at);
        if (is_digit(next)) {
            if (value < EXPONENT_LIMIT) value = value * 10 + (next - '0');
        } else if (next == '_' && allows_underscores) {
            bool is_between =
                *at > start && is_digit(text.data[*at - 1]) && is_digit(byte_at(text, *at + 1));
            if (!is_between) return false;
        } else {
            break;
        }
    }
    *exponent = is_negative ? -value : value;
    return *at > start;
}

// At most 15 digits, with a point somewhere: both the digits as a whole and the power of ten are
// exact, so one division rounds once (Clinger 1990).
static bool short_parse(Slice text, f64 *number) {
    enum { DIGITS_MAX = 15 };
    static const f64 powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    bool is_negative = byte_at(text, 0) == '-';
    usize at = is_negative, point = text.len;
    if (text.len - at > DIGITS_MAX + 1) return false;
    i64 digits = 0;
    u32 count = 0;
    for (; at < text.len; at++) {
        u8 next = text.data[at];
        if (is_digit(next)) {
            digits = digits * 10 + (next - '0');
            count++;
        } else if (next == '.' && point == text.len) {
            point = at;
        } else {
            return false;
        }
    }
    if (count == 0 || count > DIGITS_MAX) return false;
    f64 size = (f64)digits / powers[point == text.len ? 0 : text.len - 1 - point];
    *number = is_negative ? -size : size;
    return true;
}

bool text_float_parse(Slice text, f64 *number) {
    if (short_parse(text, number)) return true;
    FloatReader reader;
    reader.text = text;
    reader.at = 0;
    reader.has_digits = reader.is_sticky = false;
    reader.exponent = 0;
    reader.count = 0;
    bool is_negative = byte_at(text, 0) == '-';
    if (is_negative || byte_at(text, 0) == '+') reader.at = 1;
    f64 size;
    if (special_parse(slice_from(text, reader.at), &size)) {
        *number = is_negative ? -size : size;
        return true;
    }
    if (!reader_digits(&reader, false)) return false;
    if (byte_at(text, reader.at) == '.') {
        reader.at++;
        if (!reader_digits(&reader, true)) return false;
    }
    if (!reader.has_digits) return false;
    i64 exponent = 0;
    if ((byte_at(text, reader.at) | 0x20) == 'e') {
        reader.at++;
        if (!exponent_parse(text, &reader.at, true, &exponent)) return false;
    }
    if (reader.at != text.len) return false;
    if (reader.is_sticky) {
        reader.digits[reader.count++] = '1';
        reader.exponent--;
    }
    size = float_from_digits(reader.digits, reader.count, reader.exponent + exponent);
    *number = is_negative ? -size : size;
    return true;
}

// ---- hexadecimal

static u32 hex_value(u8 character) {
    if (is_digit(character)) return (u32)character - '0';
    u32 lower = character | 0x20u;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 16;
}

TextFloatHexStatus text_float_fromhex(Slice text, f64 *number) {
    while (text.len > 0 && is_blank(text.data[0])) text = slice_from(text, 1);
    while (text.len > 0 && is_blank(text.data[text.len - 1])) text.len--;
    bool is_negative = byte_at(text, 0) == '-';
    if (is_negative || byte_at(text, 0) == '+') text = slice_from(text, 1);
    f64 size;
    if (special_parse(text, &size)) {
        *number = is_negative ? -size : size;
        return TEXT_FLOAT_HEX_OK;
    }
    if (byte_at(text, 0) == '0' && (byte_at(text, 1) | 0x20) == 'x') text = slice_from(text, 2);
    u64 mantissa = 0;
    u32 digit_count = 0;
    i64 exponent = 0;
    bool has_digits = false, has_point = false, is_sticky = false;
    usize at = 0;
    for (;; at++) {
        u8 next = byte_at(text, at);
        if (next == '.' && !has_point) {
            has_point = true;
            continue;
        }
        u32 value = hex_value(next);
        if (value == 16) break;
        has_digits = true;
        bool is_kept = digit_count < HEX_DIGITS_MAX;
        if (is_kept) {
            mantissa = mantissa << HEX_BIT_COUNT | value;
            digit_count += mantissa != 0;
        } else {
            is_sticky |= value != 0;
        }
        exponent += (i64)HEX_BIT_COUNT * ((is_kept ? 0 : 1) - (has_point ? 1 : 0));
    }
    if (!has_digits) return TEXT_FLOAT_HEX_INVALID;
    i64 power = 0;
    if ((byte_at(text, at) | 0x20) == 'p') {
        at++;
        if (!exponent_parse(text, &at, false, &power)) return TEXT_FLOAT_HEX_INVALID;
    }
    if (at != text.len) return TEXT_FLOAT_HEX_INVALID;
    size = float_compose(mantissa, is_sticky, exponent + power);
    if (!f64_is_finite(size)) return TEXT_FLOAT_HEX_OVERFLOW;
    *number = is_negative ? -size : size;
    return TEXT_FLOAT_HEX_OK;
}

u32 text_float_hex(char out[TEXT_FLOAT_HEX_BYTES], f64 number) {
    if (!f64_is_finite(number) || number == 0) {
        u32 len = 0;
        if (f64_is_negative(number) && !__builtin_isnan(number)) out[len++] = '-';
        const char *word = number == 0 ? "0x0.0p+0" : __builtin_isnan(number) ? "nan" : "inf";
        while (*word != 0) out[len++] = *word++;
        return len;
    }
    u64 mantissa;
    i32 exponent;
    f64_split(number, &mantissa, &exponent);
    char *next = out;
    if (f64_is_negative(number)) *next++ = '-';
    *next++ = '0';
    *next++ = 'x';
    *next++ = (char)('0' + (mantissa >> F64_FRACTION_BITS));
    *next++ = '.';
    for (int shift = F64_FRACTION_BITS - HEX_BIT_COUNT; shift >= 0; shift -= HEX_BIT_COUNT) {
        *next++ = "0123456789abcdef"[mantissa >> shift & 15];
    }
    exponent += F64_FRACTION_BITS;
    *next++ = 'p';
    *next++ = exponent < 0 ? '-' : '+';
    u32 size = (u32)(exponent < 0 ? -exponent : exponent);
    u32 scale = size >= 1000 ? 1000 : size >= 100 ? 100 : size >= 10 ? 10 : 1;
    for (; scale > 0; scale /= 10) *next++ = (char)('0' + size / scale % 10);
    return (u32)(next - out);
}
