#include "text/float_text.h"

#include "base/check.h"
#include "text/decimal.h"
#include "text/float_bits_priv.h"
#include "text/float_digits_priv.h"

#include <string.h>

enum { REPR_POINT_MIN = -3, REPR_POINT_MAX = 16, ROUND_DIGITS_MAX = 323, ROUND_DIGITS_MIN = -308 };

// Where the digits stand in the output: index 0 is the first digit, the point comes before index
// `point`.
typedef struct {
    i64 point;
    i64 end;  // at least up to here; zeros fill the gap
    i64 exponent;
    bool has_exponent;
} Layout;

static Layout layout_choose(const FloatDigits *digits, char kind, i64 precision, u32 flags) {
    Layout layout = {digits->point, digits->count, 0, false};
    bool has_dot_0 = (flags & TEXT_FLOAT_ADD_DOT_0) != 0;
    switch (kind) {
    case 'e':
        layout.has_exponent = true;
        layout.end = precision + 1;
        break;
    case 'f': layout.end = layout.point + precision; break;
    case 'g':
        layout.has_exponent = layout.point < REPR_POINT_MIN || layout.point > precision - has_dot_0;
        if ((flags & TEXT_FLOAT_ALTERNATE) != 0) layout.end = precision;
        break;
    default: layout.has_exponent = layout.point < REPR_POINT_MIN || layout.point > REPR_POINT_MAX;
    }
    if (layout.has_exponent) {
        layout.exponent = layout.point - 1;
        layout.point = 1;
    }
    i64 end_min = layout.point + (has_dot_0 && !layout.has_exponent);
    if (layout.end < end_min) layout.end = end_min;
    return layout;
}

static char *write_zeros(char *out, i64 count) {
    if (count <= 0) return out;
    memset(out, '0', (usize)count);
    return out + count;
}

static char *write_exponent(char *out, i64 exponent, bool is_upper) {
    *out++ = is_upper ? 'E' : 'e';
    *out++ = exponent < 0 ? '-' : '+';
    u32 size = (u32)(exponent < 0 ? -exponent : exponent);
    if (size >= 100) *out++ = (char)('0' + size / 100);
    *out++ = (char)('0' + size / 10 % 10);
    *out++ = (char)('0' + size % 10);
    return out;
}

static char *write_number(char *out, const FloatDigits *digits, Layout layout, bool keeps_point,
                          bool is_upper) {
    const char *text = digits->digits;
    i64 count = digits->count;
    if (layout.point <= 0) {
        *out++ = '0';
        *out++ = '.';
        out = write_zeros(out, layout.end > layout.point ? -layout.point : 0);
        memcpy(out, text, (usize)count);
        out = write_zeros(out + count, layout.end - count);
    } else {
        i64 whole = count < layout.point ? count : layout.point;
        memcpy(out, text, (usize)whole);
        out = write_zeros(out + whole, layout.point - whole);
        *out++ = '.';
        memcpy(out, text + whole, (usize)(count - whole));
        out += count - whole;
        i64 written = count > layout.point ? count : layout.point;
        out = write_zeros(out, layout.end - written);
    }
    if (out[-1] == '.' && !keeps_point) out--;
    return layout.has_exponent ? write_exponent(out, layout.exponent, is_upper) : out;
}

static char *write_special(char *out, f64 number, bool is_upper) {
    const char *text = __builtin_isnan(number) ? (is_upper ? "NAN" : "nan")
                       : is_upper              ? "INF"
                                               : "inf";
    memcpy(out, text, 3);
    return out + 3;
}

static void digits_choose(f64 number, char kind, u32 precision, FloatDigits *digits) {
    switch (kind) {
    case 'e': float_digits_significant(number, precision + 1, digits); break;
    case 'f': float_digits_fixed(number, precision, digits); break;
    case 'g': float_digits_significant(number, precision, digits); break;
    default: float_digits_shortest(number, digits);
    }
}

usize text_float_format_bytes(f64 number, char type, u32 precision) {
    u32 whole_digits = 32;
    if (type == 'f' || type == 'F' || type == '%') {
        u32 field = f64_exponent_field(number);
        if (field > F64_EXPONENT_BIAS) whole_digits += (field - F64_EXPONENT_BIAS) / 3;
    }
    return (usize)precision + whole_digits;
}

usize text_float_format(char *out, f64 number, char type, u32 precision, u32 flags) {
    char *start = out;
    bool is_upper = type == 'E' || type == 'F' || type == 'G';
    char kind = (char)(type | 0x20);
    if (type == 'n') kind = 'g';
    if (type == '%') {
        kind = 'f';
        number *= 100;
    }
    if (kind == 'g' && precision == 0) precision = 1;
    bool is_negative = f64_is_negative(number) && !__builtin_isnan(number);
    FloatDigits digits;
    digits.count = 0;
    bool is_finite = f64_is_finite(number);
    bool is_zero = number == 0;
    if (is_finite && !is_zero) {
        digits_choose(number, kind, precision, &digits);
        is_zero = digits.count == 0;
    }
    if (is_finite && is_zero) {
        digits.digits[0] = '0';
        digits.count = 1;
        digits.point = 1;
        if ((flags & TEXT_FLOAT_NO_NEG_ZERO) != 0) is_negative = false;
    }
    if (is_negative) {
        *out++ = '-';
    } else if ((flags & (TEXT_FLOAT_SIGN | TEXT_FLOAT_SPACE)) != 0) {
        *out++ = (flags & TEXT_FLOAT_SIGN) != 0 ? '+' : ' ';
    }
    if (is_finite) {
        Layout layout = layout_choose(&digits, kind, precision, flags);
        bool keeps_point = (flags & TEXT_FLOAT_ALTERNATE) != 0;
        out = write_number(out, &digits, layout, keeps_point, is_upper);
    } else {
        out = write_special(out, number, is_upper);
    }
    if (type == '%') *out++ = '%';
    return (usize)(out - start);
}

// repr without exponent: most numbers. False: it needs one.
static bool repr_plain(char *out, f64 number, u32 *len) {
    if (!f64_is_finite(number) || number == 0) return false;
    i32 exponent;
    u64 word = text_float_shortest(number, &exponent);
    char text[DECIMAL_DIGITS_MAX], *end = text + sizeof text, *digits = decimal_write(end, word);
    i64 count = end - digits, point = exponent + count;
    if (point < REPR_POINT_MIN || point > REPR_POINT_MAX) return false;
    char *at = out;
    if (number < 0) *at++ = '-';
    for (i64 i = point < 1 ? point - 1 : 0; i < count || i < point + 1; i++) {
        if (i == point) *at++ = '.';
        *at++ = i < 0 || i >= count ? '0' : digits[i];
    }
    *len = (u32)(at - out);
    return true;
}

u32 text_float_repr(char out[TEXT_FLOAT_REPR_BYTES], f64 number) {
    u32 len;
    if (repr_plain(out, number, &len)) return len;
    return (u32)text_float_format(out, number, 'r', 0, TEXT_FLOAT_ADD_DOT_0);
}

f64 text_float_round(f64 number, i64 digit_count) {
    if (!f64_is_finite(number) || number == 0 || digit_count > ROUND_DIGITS_MAX) return number;
    if (digit_count < ROUND_DIGITS_MIN) return 0.0 * number;
    FloatDigits digits;
    float_digits_fixed(number, digit_count, &digits);
    f64 size = float_from_digits(digits.digits, digits.count, digits.point - (i64)digits.count);
    return __builtin_copysign(size, number);
}

void text_float_ratio(f64 number, i64 *mantissa, i32 *exponent) {
    u64 bits;
    i32 power;
    f64_split(number, &bits, &power);
    if (bits != 0) {
        int zeros = __builtin_ctzll(bits);
        bits >>= zeros;
        power += zeros;
    } else {
        power = 0;
    }
    *mantissa = f64_is_negative(number) ? -(i64)bits : (i64)bits;
    *exponent = power;
}

// Numbers that are equal hash equal: the value modulo 2^61 - 1, where a factor 2 is a rotation.
i64 text_float_hash(f64 number) {
    if (__builtin_isnan(number)) return 0;
    if (!f64_is_finite(number)) return number > 0 ? 314159 : -314159;
    u64 mantissa;
    i32 exponent;
    f64_split(number, &mantissa, &exponent);
    u32 turns = (u32)((exponent % 61 + 61) % 61);
    const u64 modulus = (UINT64_C(1) << 61) - 1;
    u64 hash = (mantissa << turns & modulus) | mantissa >> (61 - turns);
    i64 result = f64_is_negative(number) ? -(i64)hash : (i64)hash;
    return result == -1 ? -2 : result;
}
