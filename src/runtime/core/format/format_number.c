#include "runtime/core/format/format_number.h"

#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "text/float_text.h"
#include "text/unicode.h"

enum { PREFIX_BYTES = 4, LOCAL_BYTES = 128 };

static u32 put_sign(char *prefix, u8 sign, bool is_negative) {
    if (!is_negative && (sign == 0 || sign == '-')) return 0;
    prefix[0] = is_negative ? '-' : (char)sign;
    return 1;
}

static u32 base_of(u32 type) {
    switch (type) {
    case 'b': return 2;
    case 'o': return 8;
    case 'x':
    case 'X': return 16;
    default: return 10;
    }
}

static bool format_char(StrBuilder *builder, const FormatSpec *spec, Value number) {
    RtState *rt = builder->rt;
    if (spec->sign != 0) {
        error_text(rt, CLASS_VALUE_ERROR, "Sign not allowed with integer format specifier 'c'");
        return false;
    }
    if (spec->is_alternate) {
        error_text(rt, CLASS_VALUE_ERROR,
                   "Alternate form (#) not allowed with integer format specifier 'c'");
        return false;
    }
    IntWord word = value_int_peek(number);
    if (word < 0 || word > (i64)UNICODE_POINT_MAX) {
        error_text(rt, CLASS_OVERFLOW_ERROR, "%c arg not in range(0x110000)");
        return false;
    }
    PART_MAKE(PART_WIDE);
    Str *text = str_char(rt, (u32)word);
    FormatSpec wide = *spec;
    if (wide.align == 0) wide.align = '>';
    if (wide.align == '=') wide.align = '>';
    format_spec_text(builder, &wide, text);
    object_release(rt, text);
    return true;
}

bool format_int(StrBuilder *builder, const FormatSpec *spec, Value number) {
    RtState *rt = builder->rt;
    if (spec->precision >= 0) {
        error_text(rt, CLASS_VALUE_ERROR, "Precision not allowed in integer format specifier");
        return false;
    }
    if (spec->has_no_negative_zero) {
        error_text(rt, CLASS_VALUE_ERROR,
                   "Negative zero coercion (z) not allowed in integer format specifier");
        return false;
    }
    if (spec->type == 'c') return format_char(builder, spec, number);
    u32 base = base_of(spec->type);
    IntView holder;
    BigIntView view = int_view(value_int_peek(number), &holder);
    char prefix[PREFIX_BYTES];
    u32 prefix_len = put_sign(prefix, spec->sign, view.is_negative);
    if (spec->is_alternate && base != 10) {
        prefix[prefix_len++] = '0';
        prefix[prefix_len++] = (char)spec->type;
    }
    view.is_negative = false;
    if (base == 10 && !int_check_digits(rt, bigint_bit_length(view) / 4)) return false;
    usize bytes = bigint_print_bytes(view, base), scratch_limbs = bigint_print_scratch(view, base);
    char local[LOCAL_BYTES];
    char *digits = bytes <= LOCAL_BYTES ? local : rt_alloc(rt, bytes);
    u32 *scratch = int_scratch(rt, scratch_limbs);
    u32 len = (u32)bigint_print(digits, view, base, scratch);
    int_scratch_free(rt, scratch, scratch_limbs);
    if (base == 10 && !int_check_digits(rt, len)) {
        if (digits != local) rt_free_memory(rt, digits, bytes);
        return false;
    }
    for (u32 i = 0; spec->type == 'X' && i < len; i++) {
        if (digits[i] >= 'a') digits[i] = (char)(digits[i] - 32);
    }
    FormatNumber parts = {.prefix = prefix,
                          .prefix_len = prefix_len,
                          .digits = digits,
                          .digit_len = len,
                          .rest = "",
                          .group_digits = base == 10 ? 3 : 4};
    format_spec_number(builder, spec, &parts);
    if (digits != local) rt_free_memory(rt, digits, bytes);
    return true;
}

// ---- floats

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_float_type(u32 type) {
    return type == 0 || type == 'e' || type == 'E' || type == 'f' || type == 'F' || type == 'g' ||
           type == 'G' || type == 'n' || type == '%';
}

bool format_f64(StrBuilder *builder, const FormatSpec *spec, f64 number, Value owner) {
    RtState *rt = builder->rt;
    bool is_shortest = spec->type == FORMAT_SHORTEST;
    if (!is_shortest && !is_float_type(spec->type)) return format_spec_unknown(rt, spec, owner);
    char type = is_shortest ? 'r' : (char)spec->type;
    u32 precision = 6, flags = spec->is_alternate ? TEXT_FLOAT_ALTERNATE : 0;
    if (spec->has_no_negative_zero) flags |= TEXT_FLOAT_NO_NEG_ZERO;
    if (spec->precision >= 0) precision = (u32)spec->precision;
    if (type == 0) {
        // As repr without precision; with one as 'g', but always with a point.
        type = spec->precision < 0 ? 'r' : 'g';
        flags |= TEXT_FLOAT_ADD_DOT_0;
    }
    if ((type == 'g' || type == 'G' || type == 'n') && precision == 0) precision = 1;
    usize bytes = text_float_format_bytes(number, type, precision);
    char local[LOCAL_BYTES];
    char *text = bytes <= LOCAL_BYTES ? local : rt_alloc_try(rt, bytes);
    if (!text) return error_no_memory(rt), false;
    u32 len = (u32)text_float_format(text, number, type, precision, flags);
    bool is_negative = len > 0 && text[0] == '-';
    u32 start = is_negative, end = start;
    while (end < len && is_digit(text[end])) end++;
    char prefix[PREFIX_BYTES];
    FormatNumber parts = {.prefix = prefix,
                          .prefix_len = put_sign(prefix, spec->sign, is_negative),
                          .digits = text + start,
                          .digit_len = end - start,
                          .rest = text + end,
                          .rest_len = len - end,
                          .group_digits = 3};
    FormatSpec wide = *spec;
    // inf and nan have no digits: they are padded as they are, zeros too.
    if (parts.digit_len == 0) wide.grouping = 0;
    format_spec_number(builder, &wide, &parts);
    if (text != local) rt_free_memory(rt, text, bytes);
    return true;
}
