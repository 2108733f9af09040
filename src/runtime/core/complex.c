// Arithmetic of complex numbers. As in CPython 3.14, a real operand counts as real: it has no
// imaginary zero whose sign could matter.
#include "runtime/core/complex.h"

#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "text/float_text.h"
#include "text/math.h"

enum { POWER_BY_SQUARES_MAX = 100, HASH_IMAG = 1000003 };

Value complex_new(RtState *rt, Complex number) {
    ComplexObject *made = native_object_new(rt, CLASS_COMPLEX);
    made->number = number;
    return value_from_ref(made);
}

static ResultWord ok(RtState *rt, Complex number) {
    return word_ok(complex_new(rt, number));
}

static Complex self_of(const Value *args) {
    return ((ComplexObject *)value_ref(args[0]))->number;
}

// ---- operands

typedef struct {
    Complex number;
    bool is_real;
} Operand;

// 1 a number, 0 none, -1 exception.
static int operand(RtState *rt, Value value, Operand *result) {
    value = value_plain(value);
    result->number.imag = 0;
    result->is_real = true;
    if (value_has_layout(value, CLASS_COMPLEX)) {
        *result = (Operand){((ComplexObject *)value_ref(value))->number, false};
        return 1;
    }
    if (value_is_float(value)) {
        result->number.real = value_f64(value);
        return 1;
    }
    if (!value_is_int(value) && !value_is_bool(value)) return 0;
    ResultF64 number = rt_int_to_f64(rt, value_int_peek(value));
    if (number.is_error) return -1;
    result->number.real = number.value;
    return 1;
}

// ---- operations

static Complex product(Complex a, Complex b) {
    return (Complex){a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

static Complex multiply(Operand a, Operand b) {
    if (a.is_real) return (Complex){a.number.real * b.number.real, a.number.real * b.number.imag};
    if (b.is_real) return (Complex){a.number.real * b.number.real, a.number.imag * b.number.real};
    return product(a.number, b.number);
}

// Smith's way: the smaller part of the divisor over the larger one cannot overflow.
static Complex quotient(Complex a, Complex b) {
    if (math_fabs(b.real) >= math_fabs(b.imag)) {
        f64 ratio = b.imag / b.real, scale = b.real + b.imag * ratio;
        return (Complex){(a.real + a.imag * ratio) / scale, (a.imag - a.real * ratio) / scale};
    }
    if (math_fabs(b.imag) >= math_fabs(b.real)) {
        f64 ratio = b.real / b.imag, scale = b.real * ratio + b.imag;
        return (Complex){(a.real * ratio + a.imag) / scale, (a.imag * ratio - a.real) / scale};
    }
    return (Complex){__builtin_nan(""), __builtin_nan("")};
}

static ResultWord divide(RtState *rt, Operand a, Operand b) {
    if (b.number.real == 0 && b.number.imag == 0)
        return error_text(rt, CLASS_ZERO_DIVISION_ERROR, "division by zero");
    if (!b.is_real) return ok(rt, quotient(a.number, b.number));
    return ok(rt, (Complex){a.number.real / b.number.real, a.number.imag / b.number.real});
}

static Complex power_by_squares(Complex base, u32 exponent) {
    Complex result = {1, 0};
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1) result = product(result, base);
        if (exponent > 1) base = product(base, base);
    }
    return result;
}

static Complex power_by_angle(Complex base, Complex exponent) {
    f64 size = math_hypot(base.real, base.imag), angle = math_atan2(base.imag, base.real);
    f64 length = math_pow(size, exponent.real), turn = angle * exponent.real;
    if (exponent.imag != 0) {
        length *= math_exp(-angle * exponent.imag);
        turn += exponent.imag * math_log(size);
    }
    return (Complex){length * math_cos(turn), length * math_sin(turn)};
}

ResultWord complex_power(RtState *rt, Complex base, Complex exponent) {
    static const Complex one = {1, 0};
    if (exponent.real == 0 && exponent.imag == 0) return ok(rt, one);
    bool is_whole = exponent.imag == 0 && math_floor(exponent.real) == exponent.real &&
                    math_fabs(exponent.real) <= (f64)POWER_BY_SQUARES_MAX;
    if (base.real == 0 && base.imag == 0) {
        if (exponent.imag != 0 || exponent.real < 0)
            return error_text(rt, CLASS_ZERO_DIVISION_ERROR, "zero to a negative or complex power");
        return ok(rt, (Complex){0, 0});
    }
    Complex result;
    if (!is_whole)
        result = power_by_angle(base, exponent);
    else if (exponent.real > 0)
        result = power_by_squares(base, (u32)exponent.real);
    else
        result = quotient(one, power_by_squares(base, (u32)-exponent.real));
    f64 infinity = __builtin_inf();
    if (math_fabs(result.real) == infinity || math_fabs(result.imag) == infinity)
        return error_text(rt, CLASS_OVERFLOW_ERROR, "complex exponentiation");
    return ok(rt, result);
}

static ResultWord operate(RtState *rt, RtBinaryOp op, Operand a, Operand b) {
    Complex x = a.number, y = b.number;
    switch (op) {
    case RT_OP_ADD:
        return ok(rt, (Complex){x.real + y.real, a.is_real   ? y.imag
                                                 : b.is_real ? x.imag
                                                             : x.imag + y.imag});
    case RT_OP_SUB:
        return ok(rt, (Complex){x.real - y.real, a.is_real   ? -y.imag
                                                 : b.is_real ? x.imag
                                                             : x.imag - y.imag});
    case RT_OP_MUL: return ok(rt, multiply(a, b));
    case RT_OP_TRUEDIV: return divide(rt, a, b);
    default: return complex_power(rt, x, y);
    }
}

static ResultWord binary(RtState *rt, RtBinaryOp op, Value left, Value right) {
    Operand a, b;
    int is_left = operand(rt, left, &a), is_right = is_left == 1 ? operand(rt, right, &b) : 0;
    if (is_left < 0 || is_right < 0) return word_error();
    return is_left && is_right ? operate(rt, op, a, b) : word_ok(VALUE_NOT_IMPLEMENTED);
}

#define DEFINE_BINARY(NAME)                                                                        \
    ResultWord rt_native_COMPLEX_##NAME(RtState *rt, const Value *args) {                          \
        return binary(rt, RT_OP_##NAME, args[0], args[1]);                                         \
    }                                                                                              \
    ResultWord rt_native_COMPLEX_R##NAME(RtState *rt, const Value *args) {                         \
        return binary(rt, RT_OP_##NAME, args[1], args[0]);                                         \
    }
DEFINE_BINARY(ADD)
DEFINE_BINARY(SUB)
DEFINE_BINARY(MUL)
DEFINE_BINARY(TRUEDIV)
DEFINE_BINARY(POW)

ResultWord rt_native_COMPLEX_NEG(RtState *rt, const Value *args) {
    Complex number = self_of(args);
    return ok(rt, (Complex){-number.real, -number.imag});
}

ResultWord rt_native_COMPLEX_POS(RtState *rt, const Value *args) {
    return ok(rt, self_of(args));
}

ResultWord rt_native_COMPLEX_ABS(RtState *rt, const Value *args) {
    Complex number = self_of(args);
    f64 size = math_hypot(number.real, number.imag);
    bool is_finite = number.real - number.real == 0 && number.imag - number.imag == 0;
    if (is_finite && size - size != 0)
        return error_text(rt, CLASS_OVERFLOW_ERROR, "absolute value too large");
    return word_ok(value_box_f64(rt, size));
}

ResultWord rt_native_COMPLEX_BOOL(RtState *rt, const Value *args) {
    (void)rt;
    Complex number = self_of(args);
    return word_ok(value_from_bool(number.real != 0 || number.imag != 0));
}

// ---- comparison and hash

// With an int exactly: it may be larger than any float.
static ResultWord equal(RtState *rt, const Value *args, bool is_negated) {
    Complex number = self_of(args);
    Value other = value_plain(args[1]);
    bool is_equal;
    if (value_has_layout(other, CLASS_COMPLEX)) {
        Complex second = ((ComplexObject *)value_ref(other))->number;
        is_equal = number.real == second.real && number.imag == second.imag;
    } else if (value_is_float(other)) {
        is_equal = number.imag == 0 && number.real == value_f64(other);
    } else if (value_is_int(other) || value_is_bool(other)) {
        is_equal =
            number.imag == 0 && rt_f64_compare_int(rt, number.real, value_int_peek(other)) == 0;
    } else {
        return word_ok(VALUE_NOT_IMPLEMENTED);
    }
    return word_ok(value_from_bool(is_equal != is_negated));
}

ResultWord rt_native_COMPLEX_EQ(RtState *rt, const Value *args) {
    return equal(rt, args, false);
}

ResultWord rt_native_COMPLEX_NE(RtState *rt, const Value *args) {
    return equal(rt, args, true);
}

ResultWord rt_native_COMPLEX_HASH(RtState *rt, const Value *args) {
    Complex number = self_of(args);
    u64 hash = (u64)text_float_hash(number.real) + HASH_IMAG * (u64)text_float_hash(number.imag);
    return word_ok(int_value_from_i64(rt, hash == UINT64_MAX ? -2 : (i64)hash));
}

// ---- attributes

ResultWord rt_native_COMPLEX_REAL(RtState *rt, const Value *args) {
    return word_ok(value_box_f64(rt, self_of(args).real));
}

ResultWord rt_native_COMPLEX_IMAG(RtState *rt, const Value *args) {
    return word_ok(value_box_f64(rt, self_of(args).imag));
}

ResultWord rt_native_COMPLEX_CONJUGATE(RtState *rt, const Value *args) {
    Complex number = self_of(args);
    return ok(rt, (Complex){number.real, -number.imag});
}

ResultWord rt_native_COMPLEX_COMPLEX(RtState *rt, const Value *args) {
    return ok(rt, self_of(args));
}

ResultWord rt_native_COMPLEX_GETNEWARGS(RtState *rt, const Value *args) {
    Complex number = self_of(args);
    const Value parts[] = {value_box_f64(rt, number.real), value_box_f64(rt, number.imag)};
    Tuple *made = tuple_from(rt, parts, 2);
    value_release(rt, parts[0]);
    value_release(rt, parts[1]);
    return word_object(made);
}
