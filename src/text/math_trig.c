// sin, cos, tan and their inverses.
#include "text/float_power_priv.h"
#include "text/math.h"
#include "text/math_pair_priv.h"

enum { ATAN_PARTS = 16, ATAN_POWER_MAX = 15, REDUCED_WORDS = 4 };

// 2/pi after the binary point.
static const u64 two_over_pi[] = {
    0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
    0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484,
    0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f,
    0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d, 0x7527bac7ebe5f17b,
    0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab, 0xf0cfbc209af4361d,
};

// Payne and Hanek: of x = mantissa * 2^exponent, the quadrant of x * 2/pi and its fraction. Only
// those words of 2/pi count whose product with the mantissa is not a multiple of 4 and not too
// small.
static u32 reduce_large(u64 mantissa, i32 exponent, Pair *rest) {
    mantissa <<= 2;
    exponent -= 2;
    // Now all products with words before `first` are multiples of 4.
    i32 first = exponent < 0 ? 0 : exponent / 64;
    u64 product[REDUCED_WORDS];  // most significant first; what is above is a multiple of 4
    u64 carry = 0;
    for (i32 i = REDUCED_WORDS - 1; i >= 0; i--) {
        FloatPair wide = float_multiply(mantissa, two_over_pi[first + i]);
        product[i] = wide.low + carry;
        carry = wide.high + (product[i] < carry);
    }
    // The binary point is `above` bits below the start of the product's words, or above it, inside
    // `carry`.
    i32 above = exponent - 64 * first;
    u64 integer = above > 0 ? carry << above | product[0] >> (64 - above) : carry >> -above;
    u64 bits[REDUCED_WORDS - 1];
    for (i32 i = 0; i < REDUCED_WORDS - 1; i++) {
        u64 before = i == 0 ? carry : product[i - 1];
        if (above > 0) {
            bits[i] = product[i] << above | product[i + 1] >> (64 - above);
        } else {
            bits[i] = above == 0 ? product[i] : before << (64 + above) | product[i] >> -above;
        }
    }
    bool is_upper = bits[0] >> 63 != 0;
    u32 quadrant = (u32)integer + is_upper;
    Pair fraction = {0.0, 0.0};
    f64 scale = 0x1p-32;
    for (i32 i = 0; i < (REDUCED_WORDS - 1) * 2; i++, scale *= 0x1p-32) {
        // Of an upper half its complement counts: the distance to the next quadrant.
        u64 word = is_upper ? ~bits[i / 2] : bits[i / 2];
        f64 part = (f64)(u32)(i % 2 == 0 ? word >> 32 : word) * scale;
        fraction = pair_add(fraction, pair_of(part));
    }
    if (is_upper) fraction = pair_negate(fraction);
    *rest = pair_multiply(fraction, PAIR_HALF_PI);
    return quadrant & 3;
}

// x = quadrant * pi/2 + *rest, |*rest| <= pi/4 and a little; x is finite.
static u32 reduce(f64 x, Pair *rest) {
    f64 size = math_fabs(x);
    *rest = pair_of(x);
    if (size < 0x1.921fb54442d18p-1) return 0;
    if (size < 0x1p17) {
        // pi/2 in pieces of 33 bits, whose products with `count` are exact.
        f64 count = math_round_even(x * 0x1.45f306dc9c883p-1);
        Pair upper = pair_sum(x - count * 0x1.921fb544p+0, -(count * 0x1.0b4611a6p-34));
        *rest = pair_add(upper, pair_negate(pair_product(count, 0x1.3198a2e037073p-69)));
        return (u32)(i32)count & 3;
    }
    u64 mantissa;
    i32 exponent;
    f64_split(size, &mantissa, &exponent);
    u32 quadrant = reduce_large(mantissa, exponent, rest);
    if (x > 0) return quadrant;
    *rest = pair_negate(*rest);
    return (4 - quadrant) & 3;
}

static f64 sin_of_quadrant(Pair rest, u32 quadrant) {
    f64 result =
        pair_value((quadrant & 1) != 0 ? math_pair_even(rest, -1.0) : math_pair_odd(rest, -1.0));
    return (quadrant & 2) != 0 ? -result : result;
}

f64 math_sin(f64 x) {
    if (!f64_is_finite(x)) return x - x;
    if (math_fabs(x) < 0x1p-27) return x;
    Pair rest;
    u32 quadrant = reduce(x, &rest);
    return sin_of_quadrant(rest, quadrant);
}

f64 math_cos(f64 x) {
    if (!f64_is_finite(x)) return x - x;
    Pair rest;
    u32 quadrant = reduce(x, &rest);
    return sin_of_quadrant(rest, (quadrant + 1) & 3);
}

f64 math_tan(f64 x) {
    if (!f64_is_finite(x)) return x - x;
    if (math_fabs(x) < 0x1p-28) return x;
    Pair rest;
    u32 quadrant = reduce(x, &rest);
    Pair sine = math_pair_odd(rest, -1.0), cosine = math_pair_even(rest, -1.0);
    if ((quadrant & 1) != 0) return -pair_value(pair_divide(cosine, sine));
    return pair_value(pair_divide(sine, cosine));
}

Pair math_pair_sin_pi(f64 x) {
    f64 whole = math_round_even(x);
    f64 fraction = x - whole;
    f64 size = math_fabs(fraction);
    Pair result;
    if (size <= 0.25) {
        result = math_pair_odd(pair_scale_by(PAIR_PI, size), -1.0);
    } else {
        result = math_pair_even(pair_scale_by(PAIR_PI, 0.5 - size), -1.0);
    }
    bool is_odd = math_fmod(whole, 2.0) != 0;
    return (fraction < 0) != is_odd ? pair_negate(result) : result;
}

// ---- inverses

// atan(i/16).
static const Pair atan_parts[ATAN_PARTS + 1] = {
    {0x0.0p+0, 0.0},
    {0x1.ff55bb72cfdeap-5, -0x1.c934d86d23f1dp-60},
    {0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59},
    {0x1.7b97b4bce5b02p-3, 0x1.347b0b4f881cap-58},
    {0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57},
    {0x1.362773707ebccp-2, -0x1.963a544b672d8p-57},
    {0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56},
    {0x1.a64eec3cc23fdp-2, -0x1.24dec1b50b7ffp-56},
    {0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56},
    {0x1.0657e94db30d0p-1, -0x1.d5b495f6349e6p-56},
    {0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58},
    {0x1.345f01cce37bbp-1, 0x1.1021137c71102p-55},
    {0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56},
    {0x1.5d58987169b18p-1, 0x1.0028e4bc5e7cap-57},
    {0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56},
    {0x1.819d0b7158a4dp-1, -0x1.bf76229d3b917p-56},
    {0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55},
};

// atan(a) = atan(c) + atan((a - c) / (1 + a c)), with a = smaller / larger and c a multiple of
// 1/16.
static Pair atan_ratio(Pair smaller, Pair larger) {
    f64 part = math_round_even(16.0 * (smaller.high / larger.high));
    f64 c = part * 0.0625;
    Pair t = pair_divide(pair_subtract(smaller, pair_scale_by(larger, c)),
                         pair_add(larger, pair_scale_by(smaller, c)));
    f64 z = t.high * t.high;
    f64 tail = 0.0;
    for (i32 i = ATAN_POWER_MAX; i >= 3; i -= 2) tail = tail * -z + 1.0 / i;
    t.low -= t.high * z * tail;
    return pair_add(atan_parts[(u32)part], pair_quick(t.high, t.low));
}

Pair math_pair_atan2(Pair y, Pair x) {
    if (y.high <= x.high) return atan_ratio(y, x);
    return pair_subtract(PAIR_HALF_PI, atan_ratio(x, y));
}

f64 math_atan(f64 x) {
    f64 size = math_fabs(x);
    if (__builtin_isnan(x) || size < 0x1p-28) return x;
    if (size > 0x1p60) return math_copysign(PAIR_HALF_PI.high, x);
    return math_copysign(pair_value(math_pair_atan2(pair_of(size), PAIR_ONE)), x);
}

// Where y or x is 0 or infinite. True when *result is the angle's size.
static bool atan2_special(f64 y, f64 x, f64 *result) {
    f64 y_size = math_fabs(y), x_size = math_fabs(x);
    bool is_left = f64_is_negative(x);
    if (y_size == 0) {
        *result = is_left ? PAIR_PI.high : 0.0;
    } else if (x_size == __builtin_inf()) {
        f64 diagonal = is_left ? 0x1.2d97c7f3321d2p+1 : 0x1.921fb54442d18p-1;
        *result = y_size == x_size ? diagonal : is_left ? PAIR_PI.high : 0.0;
    } else if (x_size == 0 || y_size == __builtin_inf()) {
        *result = PAIR_HALF_PI.high;
    } else {
        return false;
    }
    return true;
}

f64 math_atan2(f64 y, f64 x) {
    if (__builtin_isnan(x) || __builtin_isnan(y)) return x + y;
    f64 result;
    if (atan2_special(y, x, &result)) return math_copysign(result, y);
    i32 y_exponent, x_exponent;
    f64 y_mantissa = math_frexp(math_fabs(y), &y_exponent);
    f64 x_mantissa = math_frexp(math_fabs(x), &x_exponent);
    i32 distance = y_exponent - x_exponent;
    if (distance > 64) return math_copysign(PAIR_HALF_PI.high, y);
    if (distance < -64) return x > 0 ? y / x : math_copysign(PAIR_PI.high, y);
    Pair angle = math_pair_atan2(pair_of(math_ldexp(y_mantissa, distance)), pair_of(x_mantissa));
    if (x < 0) angle = pair_subtract(PAIR_PI, angle);
    return math_copysign(pair_value(angle), y);
}

// sqrt(1 - x^2).
static Pair other_leg(f64 x) {
    return pair_sqrt(pair_multiply(pair_sum(1.0, -x), pair_sum(1.0, x)));
}

f64 math_asin(f64 x) {
    f64 size = math_fabs(x);
    if (size > 1) return __builtin_nan("");
    if (__builtin_isnan(x) || size < 0x1p-28) return x;
    return math_copysign(pair_value(math_pair_atan2(pair_of(size), other_leg(size))), x);
}

f64 math_acos(f64 x) {
    f64 size = math_fabs(x);
    if (size > 1) return __builtin_nan("");
    if (__builtin_isnan(x)) return x;
    Pair angle = math_pair_atan2(other_leg(size), pair_of(size));
    return pair_value(x < 0 ? pair_subtract(PAIR_PI, angle) : angle);
}
