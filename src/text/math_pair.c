#include "text/math_pair_priv.h"

#include "text/math.h"

const f64 math_inverse_factorials[MATH_FACTORIAL_COUNT] = {
    1.0,
    1.0,
    1.0 / 2,
    1.0 / 6,
    1.0 / 24,
    1.0 / 120,
    1.0 / 720,
    1.0 / 5040,
    1.0 / 40320,
    1.0 / 362880,
    1.0 / 3628800,
    1.0 / 39916800,
    1.0 / 479001600,
    1.0 / 6227020800,
    1.0 / 87178291200,
    1.0 / 1307674368000,
    1.0 / 20922789888000,
    1.0 / 355687428096000,
    1.0 / 6402373705728000,
    1.0 / 121645100408832000,
};

Pair pair_divide(Pair left, Pair right) {
    f64 quotient = left.high / right.high;
    Pair rest = pair_subtract(left, pair_scale_by(right, quotient));
    f64 correction = rest.high / right.high;
    rest = pair_subtract(rest, pair_scale_by(right, correction));
    Pair result = pair_quick(quotient, correction);
    return pair_quick(result.high, result.low + rest.high / right.high);
}

Pair pair_sqrt(Pair pair) {
    f64 root = __builtin_sqrt(pair.high);
    if (root == 0) return (Pair){0.0, 0.0};
    Pair rest = pair_subtract(pair, pair_product(root, root));
    return pair_quick(root, rest.high / (root + root));
}

f64 pair_ldexp(Pair pair, i32 exponent) {
    i32 own_exponent;
    math_frexp(pair.high, &own_exponent);
    if (own_exponent + exponent > -1021 || pair.high == 0)
        return math_ldexp(pair_value(pair), exponent);
    // Subnormal: adding a large number puts the rounding where the result's last bit is.
    f64 anchor = math_ldexp(1.5, -1074 + 52 - exponent);
    if (pair.high < 0) anchor = -anchor;
    Pair sum = pair_sum(anchor, pair.high);
    f64 rounded = sum.high + (sum.low + pair.low);
    return __builtin_copysign(math_ldexp(rounded - anchor, exponent), pair.high);
}

enum { EVEN_POWER_MAX = 18, ODD_POWER_MAX = 19 };

Pair math_pair_even(Pair x, f64 sign) {
    Pair square = pair_multiply(x, x);
    f64 z = sign * square.high;
    f64 tail = 0.0;
    for (i32 i = EVEN_POWER_MAX; i >= 4; i -= 2) tail = tail * z + math_inverse_factorials[i];
    Pair result = pair_quick(1.0, 0.5 * z);
    return pair_quick(result.high, result.low + (sign * 0.5 * square.low + z * z * tail));
}

Pair math_pair_odd(Pair x, f64 sign) {
    static const Pair sixth = {0x1.5555555555555p-3, 0x1.5555555555555p-57};
    Pair square = pair_multiply(x, x);
    f64 z = sign * square.high;
    f64 tail = 0.0;
    for (i32 i = ODD_POWER_MAX; i >= 5; i -= 2) tail = tail * z + math_inverse_factorials[i];
    Pair cube = pair_scale_by(pair_multiply(pair_multiply(x, square), sixth), sign);
    Pair result = pair_quick(x.high, cube.high);
    return pair_quick(result.high, result.low + (x.low + cube.low + x.high * (z * z) * tail));
}
