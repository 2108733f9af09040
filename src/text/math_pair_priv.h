// text/math_pair_priv.h — numbers of two doubles: about 106 bits, for functions that round only
// once.
//
// high holds the number rounded, low what is left. No fused multiply-add: wasm has none, and all
// engines must agree.
#pragma once

#include "text/float_bits_priv.h"

typedef struct {
    f64 high, low;
} Pair;

static const Pair PAIR_ONE = {1.0, 0.0};
static const Pair PAIR_PI = {0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53};
static const Pair PAIR_HALF_PI = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};
static const Pair PAIR_LN2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};

static inline Pair pair_of(f64 number) {
    return (Pair){number, 0.0};
}

static inline f64 pair_value(Pair pair) {
    return pair.high + pair.low;
}

// Needs |high| >= |low|, or high == 0.
static inline Pair pair_quick(f64 high, f64 low) {
    f64 sum = high + low;
    return (Pair){sum, low - (sum - high)};
}

// Exact (Knuth).
static inline Pair pair_sum(f64 left, f64 right) {
    f64 sum = left + right;
    f64 back = sum - left;
    return (Pair){sum, (left - (sum - back)) + (right - back)};
}

static inline f64 pair_upper_half(f64 number) {
    return f64_from_bits(f64_bits(number) & ~UINT64_C(0x7ffffff));
}

// Exact to one bit in 2^-106 (Dekker); the factors must stay away from the ends of the exponent's
// range.
static inline Pair pair_product(f64 left, f64 right) {
    f64 left_high = pair_upper_half(left), right_high = pair_upper_half(right);
    f64 left_low = left - left_high, right_low = right - right_high;
    f64 product = left * right;
    f64 error =
        ((left_high * right_high - product) + left_high * right_low + left_low * right_high) +
        left_low * right_low;
    return (Pair){product, error};
}

static inline Pair pair_negate(Pair pair) {
    return (Pair){-pair.high, -pair.low};
}

static inline Pair pair_halve(Pair pair) {
    return (Pair){pair.high * 0.5, pair.low * 0.5};
}

static inline Pair pair_add(Pair left, Pair right) {
    Pair sum = pair_sum(left.high, right.high);
    Pair rest = pair_sum(left.low, right.low);
    sum = pair_quick(sum.high, sum.low + rest.high);
    return pair_quick(sum.high, sum.low + rest.low);
}

static inline Pair pair_subtract(Pair left, Pair right) {
    return pair_add(left, pair_negate(right));
}

static inline Pair pair_multiply(Pair left, Pair right) {
    Pair product = pair_product(left.high, right.high);
    return pair_quick(product.high, product.low + (left.high * right.low + left.low * right.high));
}

static inline Pair pair_scale_by(Pair left, f64 factor) {
    Pair product = pair_product(left.high, factor);
    return pair_quick(product.high, product.low + left.low * factor);
}

Pair pair_divide(Pair left, Pair right);
Pair pair_sqrt(Pair pair);  // of what is not negative

// pair * 2^exponent, rounded once; over- and underflow included.
f64 pair_ldexp(Pair pair, i32 exponent);

// 1/n! for n < MATH_FACTORIAL_COUNT.
enum { MATH_FACTORIAL_COUNT = 20 };
extern const f64 math_inverse_factorials[MATH_FACTORIAL_COUNT];

// The sum over even or odd powers of exp's series: with sign -1 they are cos and sin, with +1 cosh
// and sinh. |x| < 0.8.
Pair math_pair_even(Pair x, f64 sign);
Pair math_pair_odd(Pair x, f64 sign);

// exp(x) = result * 2^*exponent with result in [0.9, 2.1]; |x| < 1e6.
Pair math_pair_exp(Pair x, i32 *exponent);
Pair math_pair_log(Pair x);            // x > 0 and finite
Pair math_pair_atan2(Pair y, Pair x);  // 0 <= x, 0 <= y, not both 0, both within 2^±500
Pair math_pair_sin_pi(f64 x);          // sin(pi x) for |x| < 2^52
