// complex(): from numbers and text; repr and format specs.
#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/complex.h"
#include "runtime/core/error.h"
#include "runtime/core/format/format_number.h"
#include "runtime/core/int.h"
#include "runtime/core/native.h"
#include "text/float_text.h"
#include "text/unicode.h"

#include <string.h>

// ---- text to number

static const char malformed[] = "complex() arg is a malformed string";

static bool is_sign(u8 byte) {
    return byte == '+' || byte == '-';
}

static bool is_unit(Slice text) {
    return text.len > 0 && (text.data[text.len - 1] | 32) == 'j';
}

// Where the second part begins: at the last sign that no exponent's letter stands before.
static usize second_part(Slice text) {
    for (usize i = text.len; i-- > 1;) {
        if (is_sign(text.data[i]) && (text.data[i - 1] | 32) != 'e') return i;
    }
    return 0;
}

// "1.5", "-2j", "j", "+j"
static bool parse_part(Slice text, f64 *number) {
    if (is_unit(text)) {
        text.len--;
        bool is_bare = text.len == 0 || (text.len == 1 && is_sign(text.data[0]));
        if (is_bare) {
            *number = text.len == 1 && text.data[0] == '-' ? -1 : 1;
            return true;
        }
    }
    return text_float_parse(text, number);
}

static bool parse(Slice text, Complex *number) {
    if (text.len > 0 && text.data[0] == '(') {
        if (text.data[text.len - 1] != ')') return false;
        text = slice_make(text.data + 1, text.len - 2);
        while (text.len > 0 && unicode_is_space(text.data[0])) text = slice_from(text, 1);
        while (text.len > 0 && unicode_is_space(text.data[text.len - 1])) text.len--;
    }
    *number = (Complex){0, 0};
    if (text.len == 0) return false;
    usize second = is_unit(text) ? second_part(text) : 0;
    if (!is_unit(text)) return parse_part(text, &number->real);
    if (second == 0) return parse_part(text, &number->imag);
    Slice first = slice_make(text.data, second);
    return !is_unit(first) && parse_part(first, &number->real) &&
           parse_part(slice_from(text, second), &number->imag);
}

// Characters that are no ASCII digits or blanks become such where they stand for them.
static ResultWord from_text(RtState *rt, const Str *text) {
    u8 *bytes = rt_alloc(rt, text->len + 1);
    usize len = 0, start = 0;
    bool is_good = true;
    for (u32 i = 0; i < text->len; i++) {
        u32 point = str_get(text, i);
        i32 digit = point < 0x80 ? -1 : unicode_decimal_value(point);
        if (digit >= 0) point = (u32)('0' + digit);
        if (point >= 0x80 && unicode_is_space(point)) point = ' ';
        is_good &= point < 0x80;
        bytes[len++] = (u8)point;
    }
    while (start < len && unicode_is_space(bytes[start])) start++;
    while (len > start && unicode_is_space(bytes[len - 1])) len--;
    Complex number;
    is_good = is_good && parse(slice_make(bytes + start, len - start), &number);
    rt_free_memory(rt, bytes, text->len + 1);
    if (!is_good) return error_text(rt, CLASS_VALUE_ERROR, malformed);
    return word_ok(complex_new(rt, number));
}

// ---- complex(real, imag)

static const char not_a_number[] = "complex() argument must be a string or a number, not %T";

static bool real_number(RtState *rt, Value value, const char *message, f64 *number) {
    Value plain = value_plain(value);
    if (value_is_float(plain)) {
        *number = value_f64(plain);
        return true;
    }
    bool is_number = value_is_int(plain) || value_is_bool(plain) ||
                     class_find_user(rt, value, NAME_FLOAT) ||
                     class_find_user(rt, value, NAME_INDEX);
    if (!is_number) {
        error_format(rt, CLASS_TYPE_ERROR, message, value);
        return false;
    }
    ResultWord made = word_ok(VALUE_NONE);
    bool is_index =
        value_is_ref(plain) && !value_is_int(plain) && !class_find_user(rt, value, NAME_FLOAT);
    if (is_index) {
        made = int_index(rt, value, message);
        if (made.is_error) return false;
        ResultF64 converted = rt_int_to_f64(rt, (IntWord)made.value);
        int_release(rt, (IntWord)made.value);
        *number = converted.value;
        return !converted.is_error;
    }
    made = rt_native_NEW_FLOAT(rt, &value);
    if (made.is_error) return false;
    *number = value_f64(made.value);
    value_release(rt, made.value);
    return true;
}

// What __complex__ gives, if there is one: 1, 0, -1 exception.
static int by_method(RtState *rt, Value value, Complex *number) {
    ClassAttribute *method =
        value_is_ref(value) ? class_find(rt, class_of(rt, value), rt_name(rt, NAME_COMPLEX)) : NULL;
    if (!method) return 0;
    PART_MAKE(PART_OPEN);  // whatever the class
    ResultWord made = call_attribute(rt, method, value, NULL, 0);
    if (made.is_error) return -1;
    bool is_good = value_has_layout(made.value, CLASS_COMPLEX);
    if (is_good)
        *number = ((ComplexObject *)value_ref(made.value))->number;
    else
        error_format(rt, CLASS_TYPE_ERROR, "%T.__complex__() must return a complex, not %T", value,
                     made.value);
    value_release(rt, made.value);
    return is_good ? 1 : -1;
}

static bool any_number(RtState *rt, Value value, const char *message, Complex *number) {
    if (value_has_layout(value, CLASS_COMPLEX)) {
        *number = ((ComplexObject *)value_ref(value))->number;
        return true;
    }
    int done = by_method(rt, value, number);
    if (done != 0) return done > 0;
    number->imag = 0;
    return real_number(rt, value, message, &number->real);
}

ResultWord rt_native_COMPLEX_NEW(RtState *rt, const Value *args) {
    Complex real = {0, 0}, imag = {0, 0};
    bool has_imag = args[1] != VALUE_UNDEFINED;
    if (args[0] != VALUE_UNDEFINED) {
        if (value_is_str(args[0]) && !has_imag) return from_text(rt, value_str(args[0]));
        const char *message =
            has_imag ? "complex() argument 'real' must be a real number, not %T" : not_a_number;
        if (!any_number(rt, args[0], message, &real)) return word_error();
    }
    if (has_imag) {
        static const char message[] = "complex() argument 'imag' must be a real number, not %T";
        if (value_has_layout(args[1], CLASS_COMPLEX))
            imag = ((ComplexObject *)value_ref(args[1]))->number;
        else if (!real_number(rt, args[1], message, &imag.real))
            return word_error();
    }
    bool is_exact = !has_imag && args[0] != VALUE_UNDEFINED && value_is(args[0], CLASS_COMPLEX);
    if (is_exact) return word_ok(value_retain(args[0]));
    // An imaginary part of the one and a real part of the other add up only where they are there.
    Complex number = {real.real - imag.imag, real.imag};
    if (imag.imag == 0) number.real = real.real;
    if (has_imag) number.imag = real.imag == 0 ? imag.real : real.imag + imag.real;
    return word_ok(complex_new(rt, number));
}

// ---- number to text

// As repr, but whole numbers without ".0".
static void put_float(StrBuilder *builder, f64 number, TextFloatFlags flags) {
    char text[TEXT_FLOAT_REPR_BYTES + 1];
    builder_ascii(builder, text, (u32)text_float_format(text, number, 'r', 0, flags));
}

ResultWord rt_native_COMPLEX_REPR(RtState *rt, const Value *args) {
    Complex number = ((ComplexObject *)value_ref(args[0]))->number;
    StrBuilder builder;
    builder_init(&builder, rt);
    bool is_bare = number.real == 0 && !__builtin_signbit(number.real);
    if (!is_bare) {
        builder_char(&builder, '(');
        put_float(&builder, number.real, 0);
    }
    put_float(&builder, number.imag, is_bare ? 0 : TEXT_FLOAT_SIGN);
    builder_text(&builder, is_bare ? "j" : "j)");
    return word_object(builder_finish(&builder));
}

static const char *refusal(const FormatSpec *spec) {
    if (spec->fill == '0' && spec->align == '=')
        return "Zero padding is not allowed in complex format specifier";
    if (spec->align == '=') return "'=' alignment flag is not allowed in complex format specifier";
    return NULL;
}

// Without a type: as repr writes each part, in parentheses, but for a zero real part.
static bool put_parts(StrBuilder *builder, const FormatSpec *spec, Complex number, Value owner) {
    FormatSpec part = *spec;
    part.width = -1;
    part.align = 0;
    bool is_plain = spec->type == 0;
    bool is_bare = is_plain && number.real == 0 && !__builtin_signbit(number.real);
    if (is_plain && spec->precision >= 0) part.type = 'g';
    if (is_plain && spec->precision < 0) part.type = FORMAT_SHORTEST;
    if (is_plain && !is_bare) builder_char(builder, '(');
    if (!is_bare) {
        if (!format_f64(builder, &part, number.real, owner)) return false;
        part.sign = '+';
    }
    if (!format_f64(builder, &part, number.imag, owner)) return false;
    builder_char(builder, 'j');
    if (is_plain && !is_bare) builder_char(builder, ')');
    return true;
}

ResultWord rt_native_COMPLEX_FORMAT(RtState *rt, const Value *args) {
    if (!value_is_str(args[1]))
        return error_format(rt, CLASS_TYPE_ERROR, "__format__() argument must be str, not %T",
                            args[1]);
    const Str *text = value_str(args[1]);
    if (text->len == 0) {
        ResultRef plain = rt_str(rt, args[0]);
        return plain.is_error ? word_error() : word_object(plain.value);
    }
    FormatSpec spec;
    if (!format_spec_parse(rt, text, args[0], &spec)) return word_error();
    const char *wrong = refusal(&spec);
    if (wrong) return error_text(rt, CLASS_VALUE_ERROR, wrong);
    bool is_known = spec.type == 0 || (memchr("eEfFgGn", (int)spec.type, 7) && spec.type < 0x80);
    if (!is_known) {
        format_spec_unknown(rt, &spec, args[0]);
        return word_error();
    }
    StrBuilder parts, builder;
    builder_init(&parts, rt);
    if (!put_parts(&parts, &spec, ((ComplexObject *)value_ref(args[0]))->number, args[0])) {
        builder_deinit(&parts);
        return word_error();
    }
    Str *made = builder_finish(&parts);
    FormatSpec field = {.fill = spec.fill,
                        .align = spec.align ? spec.align : '>',
                        .width = spec.width,
                        .precision = -1};
    builder_init(&builder, rt);
    format_spec_text(&builder, &field, made);
    object_release(rt, made);
    return word_object(builder_finish(&builder));
}
