// Module math on floats: the typed calls of abi/math.def with Python's domain and range errors, and
// their natives.
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/native.h"
#include "runtime/core/str.h"
#include "runtime/lib/math_argument.h"
#include "text/math.h"

static bool is_finite(f64 x) {
    return x - x == 0;
}

static ResultF64 domain_error(RtState *rt) {
    error_text(rt, CLASS_VALUE_ERROR, "math domain error");
    return f64_error();
}

static ResultF64 range_error(RtState *rt) {
    error_text(rt, CLASS_OVERFLOW_ERROR, "math range error");
    return f64_error();
}

// What CPython 3.14 says of an argument outside the domain; 3.11 said "math domain error".
static ResultF64 argument_error(RtState *rt, const char *expected, f64 x) {
    Str *repr = rt_f64_to_str(rt, x);
    error_format(rt, CLASS_VALUE_ERROR, expected, repr);
    object_release(rt, repr);
    return f64_error();
}

// As CPython's math_1: NaN out of a number is a domain error; an infinity out of a finite number an
// overflow, or a domain error where the function has a pole. `expected` is the text with one %S, or
// NULL.
static ResultF64 finish(RtState *rt, f64 x, f64 result, bool can_overflow, const char *expected) {
    bool is_infinite = !is_finite(result) && result == result;
    bool is_outside =
        (result != result && x == x) || (is_infinite && is_finite(x) && !can_overflow);
    if (is_outside) return expected ? argument_error(rt, expected, x) : domain_error(rt);
    return is_infinite && is_finite(x) ? range_error(rt) : f64_ok(result);
}

static const char sine_range[] = "expected a number in range from -1 up to 1, got %S";
static const char finite_only[] = "expected a finite input, got %S";
static const char gamma_domain[] = "expected a noninteger or positive integer, got %S";

#define FUNCTION(NAME, function, can_overflow, expected)                                           \
    ResultF64 rt_math_##NAME(RtState *rt, f64 x) {                                                 \
        return finish(rt, x, function(x), can_overflow, expected);                                 \
    }
FUNCTION(ACOS, math_acos, false, sine_range)
FUNCTION(ACOSH, math_acosh, false, "expected argument value not less than 1, got %S")
FUNCTION(ASIN, math_asin, false, sine_range)
FUNCTION(ASINH, math_asinh, false, NULL)
FUNCTION(ATAN, math_atan, false, NULL)
FUNCTION(ATANH, math_atanh, false, "expected a number between -1 and 1, got %S")
FUNCTION(CBRT, math_cbrt, false, NULL)
FUNCTION(COS, math_cos, false, finite_only)
FUNCTION(COSH, math_cosh, true, NULL)
FUNCTION(ERF, math_erf, false, NULL)
FUNCTION(ERFC, math_erfc, false, NULL)
FUNCTION(EXP, math_exp, true, NULL)
FUNCTION(EXP2, math_exp2, true, NULL)
FUNCTION(EXPM1, math_expm1, true, NULL)
FUNCTION(FABS, math_fabs, false, NULL)
FUNCTION(LOG1P, math_log1p, false, "expected argument value > -1, got %S")
FUNCTION(SIN, math_sin, false, finite_only)
FUNCTION(SINH, math_sinh, true, NULL)
FUNCTION(SQRT, math_sqrt, false, "expected a nonnegative input, got %S")
FUNCTION(TAN, math_tan, false, finite_only)
FUNCTION(TANH, math_tanh, false, NULL)

ResultF64 rt_math_DEGREES(RtState *rt, f64 x) {
    (void)rt;
    return f64_ok(x * (180.0 / 3.141592653589793));
}

ResultF64 rt_math_RADIANS(RtState *rt, f64 x) {
    (void)rt;
    return f64_ok(x * (3.141592653589793 / 180.0));
}

static ResultF64 logarithm(RtState *rt, f64 x, f64 (*function)(f64)) {
    if (x <= 0) return argument_error(rt, "expected a positive input, got %S", x);
    return f64_ok(function(x));
}

ResultF64 rt_math_LOG(RtState *rt, f64 x) {
    return logarithm(rt, x, math_log);
}

ResultF64 rt_math_LOG2(RtState *rt, f64 x) {
    return logarithm(rt, x, math_log2);
}

ResultF64 rt_math_LOG10(RtState *rt, f64 x) {
    return logarithm(rt, x, math_log10);
}

ResultF64 rt_math_GAMMA(RtState *rt, f64 x) {
    if (x == -__builtin_inf() || (x <= 0 && math_floor(x) == x))
        return argument_error(rt, gamma_domain, x);
    return finish(rt, x, math_gamma(x), true, gamma_domain);
}

ResultF64 rt_math_LGAMMA(RtState *rt, f64 x) {
    if (!is_finite(x)) return f64_ok(x != x ? x : __builtin_inf());
    if (x <= 0 && math_floor(x) == x) return argument_error(rt, gamma_domain, x);
    return finish(rt, x, math_lgamma(x), true, gamma_domain);
}

// ---- two arguments

ResultF64 rt_math_ATAN2(RtState *rt, f64 y, f64 x) {
    (void)rt;
    return f64_ok(math_atan2(y, x));
}

ResultF64 rt_math_COPYSIGN(RtState *rt, f64 x, f64 y) {
    (void)rt;
    return f64_ok(math_copysign(x, y));
}

ResultF64 rt_math_FMOD(RtState *rt, f64 x, f64 y) {
    if (is_finite(x) && !is_finite(y) && y == y) return f64_ok(x);
    f64 result = math_fmod(x, y);
    if (result != result && x == x && y == y) return domain_error(rt);
    return f64_ok(result);
}

ResultF64 rt_math_REMAINDER(RtState *rt, f64 x, f64 y) {
    if (is_finite(x) && !is_finite(y) && y == y) return f64_ok(x);
    f64 result = math_remainder(x, y);
    if (result != result && x == x && y == y) return domain_error(rt);
    return f64_ok(result);
}

ResultF64 rt_math_POW(RtState *rt, f64 x, f64 y) {
    f64 result = math_pow(x, y);
    if (result != result && x == x && y == y) return domain_error(rt);
    bool is_infinite = result == result && !is_finite(result);
    if (is_infinite && is_finite(x) && is_finite(y))
        return x == 0 ? domain_error(rt) : range_error(rt);
    return f64_ok(result);
}

// ---- natives

static ResultWord boxed(RtState *rt, ResultF64 result) {
    return result.is_error ? word_error() : word_ok(value_box_f64(rt, result.value));
}

#define NATIVE1(NAME)                                                                              \
    ResultWord rt_native_MATH_##NAME(RtState *rt, const Value *args) {                             \
        f64 x;                                                                                     \
        if (!math_argument(rt, args[0], &x)) return word_error();                                  \
        return boxed(rt, rt_math_##NAME(rt, x));                                                   \
    }
#define NATIVE2(NAME)                                                                              \
    ResultWord rt_native_MATH_##NAME(RtState *rt, const Value *args) {                             \
        f64 x, y;                                                                                  \
        if (!math_argument(rt, args[0], &x) || !math_argument(rt, args[1], &y))                    \
            return word_error();                                                                   \
        return boxed(rt, rt_math_##NAME(rt, x, y));                                                \
    }
NATIVE1(ACOS)
NATIVE1(ACOSH)
NATIVE1(ASIN)
NATIVE1(ASINH)
NATIVE1(ATAN)
NATIVE1(ATANH)
NATIVE1(CBRT)
NATIVE1(COS)
NATIVE1(COSH)
NATIVE1(DEGREES)
NATIVE1(ERF)
NATIVE1(ERFC)
NATIVE1(EXP)
NATIVE1(EXP2)
NATIVE1(EXPM1)
NATIVE1(FABS)
NATIVE1(GAMMA)
NATIVE1(LGAMMA)
NATIVE1(LOG1P)
NATIVE1(RADIANS)
NATIVE1(SIN)
NATIVE1(SINH)
NATIVE1(SQRT)
NATIVE1(TAN)
NATIVE1(TANH)
NATIVE2(ATAN2)
NATIVE2(COPYSIGN)
NATIVE2(FMOD)
NATIVE2(POW)
NATIVE2(REMAINDER)

// Logarithms of ints too large for a float: log(mantissa) + exponent * log(2).
static ResultF64 log_of(RtState *rt, Value value, f64 (*function)(f64), f64 of_two) {
    if (value_is_int(value) && !value_is_small_int(value)) {
        IntView holder;
        BigIntView view = int_view(value_int_peek(value), &holder);
        f64 number;
        if (!view.is_negative && !bigint_to_f64(view, &number)) {
            u64 exponent;
            u64 mantissa = bigint_mantissa(view, &exponent);
            return f64_ok(function((f64)mantissa) + (f64)exponent * of_two);
        }
        if (view.is_negative) {
            error_text(rt, CLASS_VALUE_ERROR, "expected a positive input");
            return f64_error();
        }
    }
    if (value_is_small_int(value) && value_small(value) <= 0) {
        error_text(rt, CLASS_VALUE_ERROR, "expected a positive input");
        return f64_error();
    }
    f64 x;
    if (!math_argument(rt, value, &x)) return f64_error();
    return logarithm(rt, x, function);
}

static const f64 LN2 = 0.6931471805599453, LOG10_OF_2 = 0.30102999566398120;

ResultWord rt_native_MATH_LOG2(RtState *rt, const Value *args) {
    return boxed(rt, log_of(rt, args[0], math_log2, 1.0));
}

ResultWord rt_native_MATH_LOG10(RtState *rt, const Value *args) {
    return boxed(rt, log_of(rt, args[0], math_log10, LOG10_OF_2));
}

ResultWord rt_native_MATH_LOG(RtState *rt, const Value *args) {
    ResultF64 log = log_of(rt, args[0], math_log, LN2);
    if (log.is_error || args[1] == VALUE_UNDEFINED) return boxed(rt, log);
    ResultF64 base = log_of(rt, args[1], math_log, LN2);
    if (base.is_error) return word_error();
    if (base.value == 0) return error_text(rt, CLASS_ZERO_DIVISION_ERROR, "division by zero");
    return word_ok(value_box_f64(rt, log.value / base.value));
}

// ---- floats to ints

static ResultWord to_int(RtState *rt, f64 x) {
    return rt_int_from_f64(rt, x);  // ValueError for NaN, OverflowError for infinities
}

ResultWord rt_math_FLOOR(RtState *rt, f64 x) {
    return to_int(rt, math_floor(x));
}

ResultWord rt_math_CEIL(RtState *rt, f64 x) {
    return to_int(rt, math_ceil(x));
}

static ResultWord round_native(RtState *rt, Value value, f64 (*round)(f64)) {
    if (value_is_int(value)) return word_ok(value_retain(value));
    if (value_is_bool(value)) return word_ok(value_from_small(value == VALUE_TRUE));
    f64 x;
    if (!math_argument(rt, value, &x)) return word_error();
    ResultWord word = to_int(rt, round(x));
    if (word.is_error) return word;
    Value result = rt_value_from_int(rt, (IntWord)word.value);
    int_release(rt, (IntWord)word.value);
    return word_ok(result);
}

ResultWord rt_native_MATH_FLOOR(RtState *rt, const Value *args) {
    return round_native(rt, args[0], math_floor);
}

ResultWord rt_native_MATH_CEIL(RtState *rt, const Value *args) {
    return round_native(rt, args[0], math_ceil);
}

ResultWord rt_native_MATH_TRUNC(RtState *rt, const Value *args) {
    if (!value_is_float(args[0]) && !value_is_int(args[0]) && !value_is_bool(args[0])) {
        return error_format(rt, CLASS_TYPE_ERROR, "type %T doesn't define __trunc__ method",
                            args[0]);
    }
    return round_native(rt, args[0], math_trunc);
}
