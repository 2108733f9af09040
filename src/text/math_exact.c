// Functions whose result is exact or rounded once by construction: integers do the work.
#include "text/float_power_priv.h"
#include "text/math.h"
#include "text/math_pair_priv.h"

static const f64 INTEGER_ONLY = 0x1p52;  // from here on every double is an integer

f64 math_round_even(f64 x) {
    f64 size = math_fabs(x);
    if (!(size < INTEGER_ONLY)) return x;
    return math_copysign((size + INTEGER_ONLY) - INTEGER_ONLY, x);
}

f64 math_ldexp(f64 x, i64 exponent) {
    if (x == 0 || !f64_is_finite(x)) return x;
    // The usual case is one multiplication with a power of two.
    i64 field = (i64)f64_exponent_field(x) + exponent;
    if (f64_exponent_field(x) != 0 && exponent < 4096 && field > 0 &&
        field < F64_EXPONENT_SPECIAL) {
        return f64_from_bits(f64_bits(x) + ((u64)exponent << F64_FRACTION_BITS));
    }
    u64 mantissa;
    i32 own_exponent;
    f64_split(x, &mantissa, &own_exponent);
    if (exponent > 4096) exponent = 4096;
    if (exponent < -4096) exponent = -4096;
    return math_copysign(float_compose(mantissa, false, own_exponent + exponent), x);
}

f64 math_frexp(f64 x, i32 *exponent) {
    *exponent = 0;
    if (x == 0 || !f64_is_finite(x)) return x;
    u64 bits = f64_bits(x);
    i32 field = (i32)f64_exponent_field(x);
    if (field == 0) {
        bits = f64_bits(x * 0x1p54);
        field = (i32)(bits >> F64_FRACTION_BITS & F64_EXPONENT_SPECIAL) - 54;
    }
    *exponent = field - (F64_EXPONENT_BIAS - 1);
    u64 kept = bits & (F64_SIGN_BIT | F64_FRACTION_MASK);
    return f64_from_bits(kept | (u64)(F64_EXPONENT_BIAS - 1) << F64_FRACTION_BITS);
}

f64 math_modf(f64 x, f64 *integral_part) {
    *integral_part = math_trunc(x);
    if (__builtin_isnan(x)) return x;
    f64 fraction = f64_is_finite(x) ? x - *integral_part : 0.0;
    return math_copysign(fraction, x);
}

f64 math_nextafter(f64 x, f64 y) {
    if (__builtin_isnan(x) || __builtin_isnan(y)) return x + y;
    if (x == y) return y;
    if (x == 0) return math_copysign(0x1p-1074, y);
    u64 bits = f64_bits(x);
    return f64_from_bits((x < y) == (x > 0) ? bits + 1 : bits - 1);
}

// x's mantissa modulo y's, with x's exponent brought down to y's eleven bits at a time.
f64 math_fmod(f64 x, f64 y) {
    enum { STEP_BITS = 11 };
    if (!f64_is_finite(x) || __builtin_isnan(y) || y == 0) return __builtin_nan("");
    if (math_fabs(x) < math_fabs(y)) return x;
    u64 rest, divisor;
    i32 rest_exponent, divisor_exponent;
    f64_split(x, &rest, &rest_exponent);
    f64_split(y, &divisor, &divisor_exponent);
    rest %= divisor;
    while (rest_exponent > divisor_exponent && rest != 0) {
        i32 step = rest_exponent - divisor_exponent;
        if (step > STEP_BITS) step = STEP_BITS;
        rest = (rest << step) % divisor;
        rest_exponent -= step;
    }
    return math_copysign(float_compose(rest, false, divisor_exponent), x);
}

f64 math_remainder(f64 x, f64 y) {
    if (!f64_is_finite(x) || __builtin_isnan(y) || y == 0) return __builtin_nan("");
    if (!f64_is_finite(y)) return x;
    f64 size = math_fabs(x), divisor = math_fabs(y);
    f64 below = math_fmod(size, divisor);
    f64 above = divisor - below;
    f64 result = below;
    if (below > above) result = -above;
    // Half-way: the even multiple. Half of size - below is a multiple of divisor when the quotient
    // is even.
    if (below == above) result = below - 2.0 * math_fmod(0.5 * (size - below), divisor);
    return f64_is_negative(x) ? -result : result;
}

// ---- fused multiply-add

typedef struct {
    u64 high, low;
} Wide;

static Wide wide_shift_left(Wide wide, u32 bits) {
    if (bits == 0) return wide;
    if (bits >= 64) return (Wide){wide.low << (bits - 64), 0};
    return (Wide){wide.high << bits | wide.low >> (64 - bits), wide.low << bits};
}

// The lowest bit is set when anything falls out.
static Wide wide_shift_right_sticky(Wide wide, u64 bits) {
    if (bits == 0) return wide;
    if (bits >= 128) return (Wide){0, (wide.high | wide.low) != 0};
    Wide result;
    bool is_sticky;
    if (bits >= 64) {
        u64 rest = bits - 64;
        result = (Wide){0, wide.high >> rest};
        is_sticky = wide.low != 0 || (rest > 0 && wide.high << (64 - rest) != 0);
    } else {
        result = (Wide){wide.high >> bits, wide.high << (64 - bits) | wide.low >> bits};
        is_sticky = wide.low << (64 - bits) != 0;
    }
    result.low |= is_sticky;
    return result;
}

static i32 wide_normalise(Wide *wide, u32 top_zeros) {
    u32 zeros =
        wide->high != 0 ? (u32)__builtin_clzll(wide->high) : 64 + (u32)__builtin_clzll(wide->low);
    *wide = wide_shift_left(*wide, zeros - top_zeros);
    return (i32)(zeros - top_zeros);
}

f64 math_fma(f64 x, f64 y, f64 z) {
    if (!f64_is_finite(x) || !f64_is_finite(y) || !f64_is_finite(z) || x == 0 || y == 0) {
        // A finite product may not become infinite here.
        return f64_is_finite(x) && f64_is_finite(y) && !f64_is_finite(z) ? z : x * y + z;
    }
    u64 x_mantissa, y_mantissa, z_mantissa;
    i32 x_exponent, y_exponent, z_exponent;
    f64_split(x, &x_mantissa, &x_exponent);
    f64_split(y, &y_mantissa, &y_exponent);
    f64_split(z, &z_mantissa, &z_exponent);
    FloatPair product = float_multiply(x_mantissa, y_mantissa);
    bool is_negative = f64_is_negative(x) != f64_is_negative(y);
    Wide larger = {product.high, product.low};
    // Two spare bits at the top, so that sums do not overflow.
    i32 exponent = x_exponent + y_exponent - wide_normalise(&larger, 2);
    if (z_mantissa != 0) {
        Wide smaller = {0, z_mantissa};
        i32 other_exponent = z_exponent - wide_normalise(&smaller, 2);
        bool is_other_negative = f64_is_negative(z);
        bool is_z_larger = other_exponent > exponent ||
                           (other_exponent == exponent &&
                            (smaller.high > larger.high ||
                             (smaller.high == larger.high && smaller.low > larger.low)));
        if (is_z_larger) {
            Wide swapped = larger;
            larger = smaller;
            smaller = swapped;
            i32 swapped_exponent = exponent;
            exponent = other_exponent;
            other_exponent = swapped_exponent;
        }
        smaller = wide_shift_right_sticky(smaller, (u64)(exponent - other_exponent));
        bool is_same_sign = is_negative == is_other_negative;
        if (is_z_larger) is_negative = is_other_negative;
        u64 low = is_same_sign ? larger.low + smaller.low : larger.low - smaller.low;
        u64 carry = is_same_sign ? low < larger.low : larger.low < smaller.low;
        larger.high =
            is_same_sign ? larger.high + smaller.high + carry : larger.high - smaller.high - carry;
        larger.low = low;
        if ((larger.high | larger.low) == 0) return 0.0;
    }
    exponent -= wide_normalise(&larger, 0);
    f64 result = float_compose(larger.high, larger.low != 0, (i64)exponent + 64);
    return is_negative ? -result : result;
}

// ---- roots

f64 math_cbrt(f64 x) {
    if (x == 0 || !f64_is_finite(x)) return x;
    i32 exponent;
    f64 mantissa = math_frexp(math_fabs(x), &exponent);
    // cbrt(mantissa * 2^exponent), the exponent a multiple of 3.
    i32 shift = (exponent % 3 + 3) % 3;
    mantissa = math_ldexp(mantissa, shift);
    exponent = (exponent - shift) / 3;
    f64 root = 0.65 + 0.24 * mantissa;
    for (i32 i = 0; i < 4; i++) {
        f64 cube = root * root * root;
        root *= (cube + 2 * mantissa) / (2 * cube + mantissa);
    }
    Pair rest = pair_subtract(pair_of(mantissa), pair_scale_by(pair_product(root, root), root));
    root += rest.high / (3 * root * root);
    return math_copysign(math_ldexp(root, exponent), x);
}

f64 math_hypot(f64 x, f64 y) {
    x = math_fabs(x);
    y = math_fabs(y);
    if (x == __builtin_inf() || y == __builtin_inf()) return __builtin_inf();
    if (__builtin_isnan(x) || __builtin_isnan(y)) return x + y;
    f64 larger = x > y ? x : y, smaller = x > y ? y : x;
    if (smaller == 0) return larger;
    i32 exponent, other_exponent;
    larger = math_frexp(larger, &exponent);
    smaller = math_frexp(smaller, &other_exponent);
    if (exponent - other_exponent > 60) return math_ldexp(larger, exponent);
    smaller = math_ldexp(smaller, other_exponent - exponent);
    Pair root = pair_sqrt(pair_add(pair_product(larger, larger), pair_product(smaller, smaller)));
    return pair_ldexp(root, exponent);
}

// ---- Python's division of floats

static f64 python_divide(f64 x, f64 y, f64 *rest) {
    *rest = math_fmod(x, y);
    f64 quotient = (x - *rest) / y;
    if (*rest == 0) {
        *rest = math_copysign(0.0, y);
    } else if ((y < 0) != (*rest < 0)) {
        *rest += y;
        quotient -= 1.0;
    }
    if (quotient == 0) return math_copysign(0.0, x / y);
    f64 floored = math_floor(quotient);
    return quotient - floored > 0.5 ? floored + 1.0 : floored;
}

f64 math_python_floordiv(f64 x, f64 y) {
    f64 rest;
    return python_divide(x, y, &rest);
}

f64 math_python_mod(f64 x, f64 y) {
    f64 rest;
    python_divide(x, y, &rest);
    return rest;
}
