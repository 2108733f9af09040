#include "runtime/core/count.h"
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/str.h"
#include "text/float_text.h"
#include "text/math.h"

Value rt_f64_box(RtState *rt, f64 number) {
    return value_box_f64(rt, number);
}

f64 rt_f64_unbox(RtState *rt, Value value) {
    if (LIKELY(value_is_float(value))) return value_f64(value);
    ResultF64 number = rt_int_to_f64(rt, value_int_peek(value));
    if (!number.is_error) return number.value;
    error_clear(rt);
    return value_int_peek(value) < 0 ? -__builtin_inf() : __builtin_inf();
}

ResultF64 rt_f64_floordiv(RtState *rt, f64 left, f64 right) {
    if (right != 0) return f64_ok(math_python_floordiv(left, right));
    error_text(rt, CLASS_ZERO_DIVISION_ERROR, "division by zero");
    return f64_error();
}

ResultF64 rt_f64_mod(RtState *rt, f64 left, f64 right) {
    if (right != 0) return f64_ok(math_python_mod(left, right));
    error_text(rt, CLASS_ZERO_DIVISION_ERROR, "division by zero");
    return f64_error();
}

ResultWord rt_f64_pow(RtState *rt, f64 base, f64 exponent) {
    bool is_finite = base - base == 0 && exponent - exponent == 0;
    if (base == 0 && exponent < 0 && is_finite) {
        return error_text(rt, CLASS_ZERO_DIVISION_ERROR, "zero to a negative power");
    }
    if (base < 0 && is_finite && math_floor(exponent) != exponent) {
        return error_text(rt, CLASS_NOT_IMPLEMENTED_ERROR,
                          "a negative number to a fractional power is complex: in typed code only "
                          "in programs that say 'complex' somewhere");
    }
    f64 power = math_pow(base, exponent);
    if (is_finite && power - power != 0)
        return error_text(rt, CLASS_OVERFLOW_ERROR, "(34, 'Numerical result out of range')");
    return word_ok(value_box_f64(rt, power));
}

i64 rt_f64_compare_int(RtState *rt, f64 number, IntWord word) {
    (void)rt;
    if (number != number) return 2;
    if (int_is_small(word) && word > -(INT64_C(1) << 53) && word < INT64_C(1) << 53) {
        return (number > (f64)word) - (number < (f64)word);
    }
    IntView holder;
    return -bigint_compare_f64(int_view(word, &holder), number);
}

void *rt_f64_to_str(RtState *rt, f64 number) {
    char text[TEXT_FLOAT_REPR_BYTES];
    u32 len = text_float_repr(text, number);
    return str_from_ascii(rt, text, len);
}
