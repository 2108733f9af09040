// Built-in functions over numbers, and the methods of int and float.
#include "runtime/core/builder.h"
#include "runtime/core/bytes_op.h"
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "text/float_text.h"
#include "text/math.h"
#include "text/unicode.h"

#include <string.h>

static inline bool is_integral(Value value) {
    return value_is_int(value) || value_is_bool(value);
}

static ResultWord of_str(ResultRef result) {
    return result.is_error ? word_error() : word_object(result.value);
}

static ResultWord of_int(ResultWord result) {
    if (!result.is_error) result.value = value_from_int((IntWord)result.value);
    return result;
}

// The number of an instance of a subclass, where the program does not define the method `name`.
static Value plain_unless(RtState *rt, Value value, NameId name) {
    Value plain = value_plain(value);
    return plain != value && class_find_user(rt, value, name) ? value : plain;
}

ResultWord rt_native_ABS(RtState *rt, const Value *all) {
    const Value args[] = {plain_unless(rt, all[0], NAME_ABS)};
    if (is_integral(args[0]))
        return word_ok(value_from_int(rt_int_abs(rt, value_int_peek(args[0]))));
    if (value_is_float(args[0]))
        return word_ok(value_box_f64(rt, __builtin_fabs(value_f64(args[0]))));
    ClassAttribute *method = class_find_user(rt, args[0], NAME_ABS);
    if (method) return call_attribute(rt, method, args[0], NULL, 0);
    return error_format(rt, CLASS_TYPE_ERROR, "bad operand type for abs(): '%T'", args[0]);
}

static ResultWord print_base(RtState *rt, Value value, u32 base, const char *prefix) {
    ResultWord word = int_index(rt, value, "'%T' object cannot be interpreted as an integer");
    if (word.is_error) return word;
    ResultRef text = int_to_base(rt, (IntWord)word.value, base, prefix);
    int_release(rt, (IntWord)word.value);
    return of_str(text);
}

ResultWord rt_native_BIN(RtState *rt, const Value *args) {
    return print_base(rt, args[0], 2, "0b");
}

ResultWord rt_native_OCT(RtState *rt, const Value *args) {
    return print_base(rt, args[0], 8, "0o");
}

ResultWord rt_native_HEX(RtState *rt, const Value *args) {
    return print_base(rt, args[0], 16, "0x");
}

ResultWord rt_native_CHR(RtState *rt, const Value *args) {
    ResultWord word = int_index(rt, args[0], "'%T' object cannot be interpreted as an integer");
    if (word.is_error) return word;
    ResultRef text = rt_str_from_char(rt, (IntWord)word.value);
    int_release(rt, (IntWord)word.value);
    return of_str(text);
}

ResultWord rt_native_ORD(RtState *rt, const Value *args) {
    if (value_is_str(args[0])) {
        Str *str = value_ref(args[0]);
        if (str->len == 1) return word_ok(value_from_small(str_get(str, 0)));
        return error_format(rt, CLASS_TYPE_ERROR,
                            "ord() expected a character, but string of length %u found", str->len);
    }
    if (value_is_bytes(args[0])) {
        Slice bytes = bytes_content(args[0]);
        if (bytes.len == 1) return word_ok(value_from_small(bytes.data[0]));
        return error_format(rt, CLASS_TYPE_ERROR,
                            "ord() expected a character, but string of length %u found",
                            (u32)bytes.len);
    }
    return error_format(rt, CLASS_TYPE_ERROR, "ord() expected string of length 1, but %T found",
                        args[0]);
}

// ---- divmod, pow, round
ResultWord rt_native_DIVMOD(RtState *rt, const Value *all) {
    const Value args[] = {plain_unless(rt, all[0], NAME_DIVMOD), value_plain(all[1])};
    bool are_numbers = (is_integral(args[0]) || value_is_float(args[0])) &&
                       (is_integral(args[1]) || value_is_float(args[1]));
    if (!are_numbers) {
        ClassAttribute *method = class_find_user(rt, args[0], NAME_DIVMOD);
        if (method) return call_attribute(rt, method, args[0], &args[1], 1);
        return error_format(rt, CLASS_TYPE_ERROR,
                            "unsupported operand type(s) for divmod(): '%T' and '%T'", args[0],
                            args[1]);
    }
    ResultWord quotient = rt_floordiv(rt, args[0], args[1]);
    if (quotient.is_error) return quotient;
    ResultWord remainder = rt_mod(rt, args[0], args[1]);
    if (remainder.is_error) {
        value_release(rt, quotient.value);
        return remainder;
    }
    Tuple *pair = tuple_new(rt, 2);
    pair->items[0] = quotient.value;
    pair->items[1] = remainder.value;
    return word_object(pair);
}

ResultWord rt_native_POW(RtState *rt, const Value *all) {
    if (all[2] == VALUE_UNDEFINED || all[2] == VALUE_NONE) return rt_pow(rt, all[0], all[1]);
    const Value args[] = {value_plain(all[0]), value_plain(all[1]), value_plain(all[2])};
    if (is_integral(args[0]) && is_integral(args[1]) && is_integral(args[2])) {
        return int_pow_mod(rt, value_int_peek(args[0]), value_int_peek(args[1]),
                           value_int_peek(args[2]));
    }
    if (value_is_float(args[0]) || value_is_float(args[1]) || value_is_float(args[2])) {
        return error_text(rt, CLASS_TYPE_ERROR,
                          "pow() 3rd argument not allowed unless all arguments are integers");
    }
    for (u32 i = 0; i < 3; i++) {
        if (value_has_layout(args[i], CLASS_COMPLEX))
            return error_text(rt, CLASS_VALUE_ERROR, "complex modulo");
    }
    ClassAttribute *method = class_find_user(rt, args[0], NAME_POW);
    if (method) {
        ResultWord result = call_attribute(rt, method, args[0], &args[1], 2);
        if (result.is_error || result.value != VALUE_NOT_IMPLEMENTED) return result;
    }
    return error_format(rt, CLASS_TYPE_ERROR,
                        "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", args[0],
                        args[1], args[2]);
}

// Half to even, to a multiple of 10 ** -digits.
static ResultWord round_int(RtState *rt, IntWord word, i64 digits) {
    if (digits >= 0) return word_ok(value_from_int(int_retain(word)));
    if (digits < -100000) return word_ok(value_from_small(0));
    ResultWord power = rt_int_pow(rt, 10, -digits);
    if (power.is_error) return power;
    IntWord unit = value_int_peek(power.value);
    IntWord remainder = (IntWord)rt_int_mod(rt, word, unit).value;
    IntWord twice = rt_int_add(rt, remainder, remainder);
    i64 order = rt_int_compare(rt, twice, unit);
    IntWord low = rt_int_sub(rt, word, remainder);
    bool is_up = order > 0;
    if (order == 0) {
        IntWord quotient = (IntWord)rt_int_floordiv(rt, word, unit).value;
        IntWord parity = rt_int_and(rt, quotient, 1);
        is_up = parity != 0;
        int_release(rt, quotient);
    }
    IntWord rounded = is_up ? rt_int_add(rt, low, unit) : int_retain(low);
    int_release(rt, low);
    int_release(rt, twice);
    int_release(rt, remainder);
    value_release(rt, power.value);
    return word_ok(value_from_int(rounded));
}

static ResultWord round_float(RtState *rt, f64 number, i64 digits) {
    f64 rounded = text_float_round(number, digits);
    if (rounded - rounded != 0 && number - number == 0) {
        return error_text(rt, CLASS_OVERFLOW_ERROR, "rounded value too large to represent");
    }
    return word_ok(value_box_f64(rt, rounded));
}

ResultWord rt_native_ROUND(RtState *rt, const Value *all) {
    const Value args[] = {plain_unless(rt, all[0], NAME_ROUND), all[1]};
    bool has_digits = args[1] != VALUE_UNDEFINED && args[1] != VALUE_NONE;
    if (!is_integral(args[0]) && !value_is_float(args[0])) {
        ClassAttribute *method = class_find_user(rt, args[0], NAME_ROUND);
        if (method) return call_attribute(rt, method, args[0], &args[1], has_digits);
        return error_format(rt, CLASS_TYPE_ERROR, "type %T doesn't define __round__ method",
                            args[0]);
    }
    if (!has_digits) {
        if (is_integral(args[0]))
            return word_ok(value_from_int(int_retain(value_int_peek(args[0]))));
        return of_int(rt_int_from_f64(rt, math_round_even(value_f64(args[0]))));
    }
    ResultWord word = int_index(rt, args[1], "'%T' object cannot be interpreted as an integer");
    if (word.is_error) return word;
    i64 digits = rt_int_to_index(rt, (IntWord)word.value);
    int_release(rt, (IntWord)word.value);
    return is_integral(args[0]) ? round_int(rt, value_int_peek(args[0]), digits)
                                : round_float(rt, value_f64(args[0]), digits);
}

// ---- int(), float(), bool()
// ASCII text of a str for the number parsers: other decimal digits and blanks become ASCII ones. As
// in CPython, in a str of ASCII alone nothing is changed.
// Freed by the caller.
static char *number_text(RtState *rt, const Str *str, usize *bytes) {
    *bytes = (usize)str->len + 1;
    char *text = rt_alloc(rt, *bytes);
    for (u32 i = 0; i < str->len; i++) {
        u32 point = str_get(str, i);
        i32 digit = point < 0x80 ? -1 : unicode_decimal_value(point);
        if (digit >= 0)
            text[i] = (char)('0' + digit);
        else if (!str->is_ascii && unicode_is_space(point))
            text[i] = ' ';
        else
            text[i] = point < 0x80 ? (char)point : '?';
    }
    return text;
}

// Some decimal digits and nothing else, which fit a small int.
static bool short_int(const Str *str, i64 *number) {
    enum { DIGITS_MAX = 18 };
    if (str->width != 1 || str->len == 0 || str->len > DIGITS_MAX) return false;
    i64 sum = 0;
    for (u32 i = 0; i < str->len; i++) {
        u32 digit = str->data[i] - (u32)'0';
        if (digit > 9) return false;
        sum = sum * 10 + digit;
    }
    *number = sum;
    return true;
}

static ResultWord parse_int(RtState *rt, Value value, u32 base) {
    if (value_is_bytes(value)) {
        Slice bytes = bytes_content(value);
        return int_parse(rt, value, (const char *)bytes.data, bytes.len, base);
    }
    usize bytes;
    Str *str = value_ref(value);
    char *text = number_text(rt, str, &bytes);
    ResultWord result = int_parse(rt, value, text, str->len, base);
    rt_free_memory(rt, text, bytes);
    return result;
}

static ResultWord int_by_method(RtState *rt, Value value, const ClassAttribute *method,
                                const char *name) {
    ResultWord result = call_attribute(rt, method, value, NULL, 0);
    if (result.is_error || is_integral(result.value)) {
        if (!result.is_error && value_is_bool(result.value))
            result.value = value_from_small(result.value == VALUE_TRUE);
        return result;
    }
    error_format(rt, CLASS_TYPE_ERROR, "%s returned non-int (type %T)", name, result.value);
    value_release(rt, result.value);
    return word_error();
}

ResultWord rt_native_NEW_INT(RtState *rt, const Value *args) {
    Value value = plain_unless(rt, args[0], NAME_INT);
    if (args[1] != VALUE_UNDEFINED) {
        ResultWord base = int_index(rt, args[1], "'%T' object cannot be interpreted as an integer");
        if (base.is_error) return base;
        if (value == VALUE_UNDEFINED)
            return error_text(rt, CLASS_TYPE_ERROR, "int() missing string argument");
        if (base.value == 1 || base.value > 36)
            return error_text(rt, CLASS_VALUE_ERROR, "int() base must be >= 2 and <= 36, or 0");
        if (!value_is_str(value) && !value_is_bytes(value)) {
            return error_text(rt, CLASS_TYPE_ERROR,
                              "int() can't convert non-string with explicit base");
        }
        return parse_int(rt, value, (u32)base.value);
    }
    if (value == VALUE_UNDEFINED) return word_ok(value_from_small(0));
    if (is_integral(value)) return word_ok(value_from_int(int_retain(value_int_peek(value))));
    if (value_is_float(value)) return of_int(rt_int_from_f64(rt, value_f64(value)));
    i64 number;
    if (value_is_str(value) && short_int(value_str(value), &number))
        return word_ok(value_from_small(number));
    if (value_is_str(value) || value_is_bytes(value)) return parse_int(rt, value, 10);
    ClassAttribute *method = class_find_user(rt, value, NAME_INT);
    if (method) return int_by_method(rt, value, method, "__int__");
    method = class_find_user(rt, value, NAME_INDEX);
    if (method) return int_by_method(rt, value, method, "__index__");
    return error_format(
        rt, CLASS_TYPE_ERROR,
        "int() argument must be a string, a bytes-like object or a real number, not '%T'", value);
}

// CPython's float("nan") is a new object each time, and containers look at identity first. Here
// bits that nothing else shows tell one NaN from another.
static f64 new_nan(RtState *rt, f64 nan) {
    u64 serial = ++rt_core(rt)->nan_count & ((UINT64_C(1) << 50) - 1);
    return float_from_bits(float_bits(nan) | serial);
}

static ResultWord parse_float(RtState *rt, Value value) {
    usize capacity = 0, len;
    char *text = NULL;
    const char *at;
    f64 number;
    if (value_is_str(value) && value_str(value)->is_ascii) {
        const Str *str = value_str(value);
        bool is_number = text_float_parse(slice_make(str->data, str->len), &number);
        if (is_number && number == number) return word_ok(value_box_f64(rt, number));
    }
    if (value_is_bytes(value)) {
        at = (const char *)bytes_content(value).data;
        len = bytes_content(value).len;
    } else {
        at = text = number_text(rt, value_ref(value), &capacity);
        len = value_str(value)->len;
    }
    while (len && (*at == ' ' || (*at >= '\t' && *at <= '\r'))) at++, len--;
    while (len && (at[len - 1] == ' ' || (at[len - 1] >= '\t' && at[len - 1] <= '\r'))) len--;
    bool is_good = text_float_parse(slice_make(at, len), &number);
    rt_free_memory(rt, text, capacity);
    if (is_good && number != number) number = new_nan(rt, number);
    if (is_good) return word_ok(value_box_f64(rt, number));
    ResultRef repr = rt_repr(rt, value);
    if (repr.is_error) return word_error();
    error_format(rt, CLASS_VALUE_ERROR, "could not convert string to float: %S", repr.value);
    object_release(rt, repr.value);
    return word_error();
}

ResultWord rt_native_NEW_FLOAT(RtState *rt, const Value *args) {
    Value value = plain_unless(rt, args[0], NAME_FLOAT);
    if (value == VALUE_UNDEFINED) return word_ok(value_box_f64(rt, 0.0));
    if (value_is_float(value)) return word_ok(value_retain(value));
    if (is_integral(value)) {
        ResultF64 number = rt_int_to_f64(rt, value_int_peek(value));
        return number.is_error ? word_error() : word_ok(value_box_f64(rt, number.value));
    }
    if (value_is_str(value) || value_is_bytes(value)) return parse_float(rt, value);
    ClassAttribute *method = class_find_user(rt, value, NAME_FLOAT);
    if (method) {
        ResultWord result = call_attribute(rt, method, value, NULL, 0);
        if (result.is_error || value_is_float(result.value)) return result;
        error_format(rt, CLASS_TYPE_ERROR, "%T.__float__ returned non-float (type %T)", value,
                     result.value);
        value_release(rt, result.value);
        return word_error();
    }
    return error_format(rt, CLASS_TYPE_ERROR,
                        "float() argument must be a string or a real number, not '%T'", value);
}

ResultWord rt_native_NEW_BOOL(RtState *rt, const Value *args) {
    if (args[0] == VALUE_UNDEFINED) return word_ok(VALUE_FALSE);
    ResultI32 truth = rt_truth(rt, args[0]);
    return truth.is_error ? word_error() : word_ok(value_from_bool(truth.value));
}

// ---- methods of int
ResultWord rt_native_INT_BIT_LENGTH(RtState *rt, const Value *args) {
    IntView holder;
    return word_ok(
        int_value_from_u64(rt, bigint_bit_length(int_view(value_int_peek(args[0]), &holder))));
}

ResultWord rt_native_INT_BIT_COUNT(RtState *rt, const Value *args) {
    IntView holder;
    return word_ok(
        int_value_from_u64(rt, bigint_bit_count(int_view(value_int_peek(args[0]), &holder))));
}

// 1 big, 0 little, -1 exception.
static int byte_order(RtState *rt, Value value) {
    if (value == VALUE_UNDEFINED) return 1;
    if (!value_is_str(value)) {
        error_format(rt, CLASS_TYPE_ERROR, "to_bytes() argument 'byteorder' must be str, not %T",
                     value);
        return -1;
    }
    if (str_is(value_ref(value), "big")) return 1;
    if (str_is(value_ref(value), "little")) return 0;
    error_text(rt, CLASS_VALUE_ERROR, "byteorder must be either 'little' or 'big'");
    return -1;
}

static bool flag(RtState *rt, Value value, bool *is_set) {
    *is_set = false;
    if (value == VALUE_UNDEFINED) return true;
    ResultI32 truth = rt_truth(rt, value);
    *is_set = truth.value != 0;
    return !truth.is_error;
}

ResultWord rt_native_INT_TO_BYTES(RtState *rt, const Value *args) {
    i64 len = 1;
    if (args[1] != VALUE_UNDEFINED && !int_size(rt, args[1], &len)) return word_error();
    int order = byte_order(rt, args[2]);
    bool is_signed;
    if (order < 0 || !flag(rt, args[3], &is_signed)) return word_error();
    if (len < 0) return error_text(rt, CLASS_VALUE_ERROR, "length argument must be non-negative");
    if (len > 0x7fffffff) return error_no_memory(rt);
    IntView holder;
    BigIntView view = int_view(value_int_peek(args[0]), &holder);
    if (view.is_negative && !is_signed)
        return error_text(rt, CLASS_OVERFLOW_ERROR, "can't convert negative int to unsigned");
    BytesObject *bytes = bytes_new(rt, CLASS_BYTES, (u64)len);
    if (!bytes) return word_error();
    if (bigint_to_bytes(view, (MutSlice){bytes->data, (usize)len}, order == 1, is_signed))
        return word_object(bytes);
    object_release(rt, bytes);
    return error_text(rt, CLASS_OVERFLOW_ERROR, "int too big to convert");
}

ResultWord rt_native_INT_FROM_BYTES(RtState *rt, const Value *args) {
    int order = byte_order(rt, args[1]);
    bool is_signed;
    if (order < 0 || !flag(rt, args[2], &is_signed)) return word_error();
    Value bytes = args[0];
    if (value_is_bytes(bytes)) {
        value_retain(bytes);
    } else {
        if (value_is_str(bytes) || is_integral(bytes))
            return error_format(rt, CLASS_TYPE_ERROR, "cannot convert '%T' object to bytes", bytes);
        BytesObject *made = bytes_new(rt, CLASS_BYTEARRAY, 0);
        if (!bytearray_extend(rt, value_from_ref(made), bytes)) {
            object_release(rt, made);
            return word_error();
        }
        bytes = value_from_ref(made);
    }
    Slice content = bytes_content(bytes);
    BigInt *big = int_alloc_big(rt, (u32)(content.len / 4 + 2));
    ResultWord result = word_error();
    if (big)
        result = word_ok(value_from_int(int_finish_take(
            rt, big, bigint_from_bytes(big->limbs, content, order == 1, is_signed))));
    value_release(rt, bytes);
    return result;
}

ResultWord rt_native_INT_CONJUGATE(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_int(int_retain(value_int_peek(args[0]))));
}

ResultWord rt_native_INT_IS_INTEGER(RtState *rt, const Value *args) {
    (void)rt, (void)args;
    return word_ok(VALUE_TRUE);
}

static ResultWord pair(RtState *rt, IntWord first, IntWord second) {
    Tuple *tuple = tuple_new(rt, 2);
    tuple->items[0] = value_from_int(first);
    tuple->items[1] = value_from_int(second);
    return word_object(tuple);
}

ResultWord rt_native_INT_AS_INTEGER_RATIO(RtState *rt, const Value *args) {
    return pair(rt, int_retain(value_int_peek(args[0])), 1);
}

// ---- methods of float
ResultWord rt_native_FLOAT_IS_INTEGER(RtState *rt, const Value *args) {
    (void)rt;
    f64 number = value_f64(args[0]);
    return word_ok(value_from_bool(number - number == 0 && __builtin_floor(number) == number));
}

ResultWord rt_native_FLOAT_AS_INTEGER_RATIO(RtState *rt, const Value *args) {
    f64 number = value_f64(args[0]);
    if (number != number)
        return error_text(rt, CLASS_VALUE_ERROR, "cannot convert NaN to integer ratio");
    if (number - number != 0)
        return error_text(rt, CLASS_OVERFLOW_ERROR, "cannot convert Infinity to integer ratio");
    i64 mantissa;
    i32 exponent;
    text_float_ratio(number, &mantissa, &exponent);
    ResultWord power =
        rt_int_lshift(rt, exponent > 0 ? mantissa : 1, exponent > 0 ? exponent : -exponent);
    if (power.is_error) return power;
    return exponent > 0 ? pair(rt, (IntWord)power.value, 1)
                        : pair(rt, mantissa, (IntWord)power.value);
}

ResultWord rt_native_FLOAT_HEX(RtState *rt, const Value *args) {
    char text[TEXT_FLOAT_HEX_BYTES];
    u32 len = text_float_hex(text, value_f64(args[0]));
    return word_object(str_from_ascii(rt, text, len));
}

ResultWord rt_native_FLOAT_GETFORMAT(RtState *rt, const Value *args) {
    bool is_known = value_is_str(args[0]) &&
                    (str_is(value_str(args[0]), "double") || str_is(value_str(args[0]), "float"));
    if (is_known) return word_object(str_from_text(rt, "IEEE, little-endian"));
    if (!value_is_str(args[0]))
        return error_format(rt, CLASS_TYPE_ERROR, "__getformat__() argument must be str, not %T",
                            args[0]);
    return error_text(rt, CLASS_VALUE_ERROR,
                      "__getformat__() argument 1 must be 'double' or 'float'");
}

ResultWord rt_native_FLOAT_FROMHEX(RtState *rt, const Value *args) {
    if (!value_is_str(args[0]))
        return error_text(rt, CLASS_TYPE_ERROR, "bad argument type for built-in operation");
    usize capacity;
    char *text = number_text(rt, value_ref(args[0]), &capacity);
    f64 number = 0;
    TextFloatHexStatus status =
        text_float_fromhex(slice_make(text, value_str(args[0])->len), &number);
    rt_free_memory(rt, text, capacity);
    if (status == TEXT_FLOAT_HEX_OK) return word_ok(value_box_f64(rt, number));
    if (status == TEXT_FLOAT_HEX_OVERFLOW)
        return error_text(rt, CLASS_OVERFLOW_ERROR,
                          "hexadecimal value too large to represent as a float");
    return error_text(rt, CLASS_VALUE_ERROR, "invalid hexadecimal floating-point string");
}

ResultWord rt_native_FLOAT_CONJUGATE(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(args[0]));
}
