// text/math.h — the elementary functions, the same to the bit on every engine. No libm.
//
// Each follows C's Annex F for special values; none sets errno: Python's ValueError and
// OverflowError are the caller's (NaN from arguments that are not NaN means domain; an infinity
// from finite arguments, overflow or a pole). Errors are below 1 ulp; the room's README tells what
// was measured. sqrt, floor, ceil, trunc and fabs are instructions everywhere.
#pragma once

#include "base/types.h"

f64 math_sin(f64 x);
f64 math_cos(f64 x);
f64 math_tan(f64 x);
f64 math_asin(f64 x);
f64 math_acos(f64 x);
f64 math_atan(f64 x);
f64 math_atan2(f64 y, f64 x);
f64 math_sinh(f64 x);
f64 math_cosh(f64 x);
f64 math_tanh(f64 x);
f64 math_asinh(f64 x);
f64 math_acosh(f64 x);
f64 math_atanh(f64 x);
f64 math_exp(f64 x);
f64 math_exp2(f64 x);
f64 math_expm1(f64 x);
f64 math_log(f64 x);
f64 math_log2(f64 x);
f64 math_log10(f64 x);
f64 math_log1p(f64 x);
f64 math_pow(f64 base, f64 exponent);  // C's pow; Python's ** differs only in what it raises
f64 math_cbrt(f64 x);
f64 math_hypot(f64 x, f64 y);
f64 math_fmod(f64 x, f64 y);       // exact
f64 math_remainder(f64 x, f64 y);  // exact
f64 math_fma(f64 x, f64 y, f64 z);
f64 math_ldexp(f64 x, i64 exponent);       // rounds once
f64 math_frexp(f64 x, i32 *exponent);      // exponent 0 for zeros, infinities and NaN
f64 math_modf(f64 x, f64 *integral_part);  // the fraction, with x's sign
f64 math_erf(f64 x);
f64 math_erfc(f64 x);
f64 math_gamma(f64 x);   // NaN at negative integers
f64 math_lgamma(f64 x);  // log |gamma|
f64 math_nextafter(f64 x, f64 y);
f64 math_round_even(f64 x);  // to the nearest integer, halves to even

static inline f64 math_sqrt(f64 x) {
    return __builtin_sqrt(x);
}

static inline f64 math_fabs(f64 x) {
    return __builtin_fabs(x);
}

static inline f64 math_floor(f64 x) {
    return __builtin_floor(x);
}

static inline f64 math_ceil(f64 x) {
    return __builtin_ceil(x);
}

static inline f64 math_trunc(f64 x) {
    return __builtin_trunc(x);
}

static inline f64 math_copysign(f64 x, f64 sign) {
    return __builtin_copysign(x, sign);
}

// Python's x // y, x % y and divmod on floats; y is not 0.
f64 math_python_floordiv(f64 x, f64 y);
f64 math_python_mod(f64 x, f64 y);
