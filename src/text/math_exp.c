// exp and what is made of it.
#include "text/math.h"
#include "text/math_pair_priv.h"

enum { EXP_PARTS = 32, EXP_POWER_MAX = 7, EXPM1_POWER_MAX = 15 };

// 2^(i/32).
static const Pair exp2_parts[EXP_PARTS] = {
    {0x1.0p+0, 0.0},
    {0x1.059b0d3158574p+0, 0x1.d73e2a475b465p-55},
    {0x1.0b5586cf9890fp+0, 0x1.8a62e4adc610bp-54},
    {0x1.11301d0125b51p+0, -0x1.6c51039449b3ap-54},
    {0x1.172b83c7d517bp+0, -0x1.19041b9d78a76p-55},
    {0x1.1d4873168b9aap+0, 0x1.e016e00a2643cp-54},
    {0x1.2387a6e756238p+0, 0x1.9b07eb6c70573p-54},
    {0x1.29e9df51fdee1p+0, 0x1.612e8afad1255p-55},
    {0x1.306fe0a31b715p+0, 0x1.6f46ad23182e4p-55},
    {0x1.371a7373aa9cbp+0, -0x1.63aeabf42eae2p-54},
    {0x1.3dea64c123422p+0, 0x1.ada0911f09ebcp-55},
    {0x1.44e086061892dp+0, 0x1.89b7a04ef80d0p-59},
    {0x1.4bfdad5362a27p+0, 0x1.d4397afec42e2p-56},
    {0x1.5342b569d4f82p+0, -0x1.07abe1db13cadp-55},
    {0x1.5ab07dd485429p+0, 0x1.6324c054647adp-54},
    {0x1.6247eb03a5585p+0, -0x1.383c17e40b497p-54},
    {0x1.6a09e667f3bcdp+0, -0x1.bdd3413b26456p-54},
    {0x1.71f75e8ec5f74p+0, -0x1.16e4786887a99p-55},
    {0x1.7a11473eb0187p+0, -0x1.41577ee04992fp-55},
    {0x1.82589994cce13p+0, -0x1.d4c1dd41532d8p-54},
    {0x1.8ace5422aa0dbp+0, 0x1.6e9f156864b27p-54},
    {0x1.93737b0cdc5e5p+0, -0x1.75fc781b57ebcp-57},
    {0x1.9c49182a3f090p+0, 0x1.c7c46b071f2bep-56},
    {0x1.a5503b23e255dp+0, -0x1.d2f6edb8d41e1p-54},
    {0x1.ae89f995ad3adp+0, 0x1.7a1cd345dcc81p-54},
    {0x1.b7f76f2fb5e47p+0, -0x1.5584f7e54ac3bp-56},
    {0x1.c199bdd85529cp+0, 0x1.11065895048ddp-55},
    {0x1.cb720dcef9069p+0, 0x1.503cbd1e949dbp-56},
    {0x1.d5818dcfba487p+0, 0x1.2ed02d75b3707p-55},
    {0x1.dfc97337b9b5fp+0, -0x1.1a5cd4f184b5cp-54},
    {0x1.ea4afa2a490dap+0, -0x1.e9c23179c2893p-54},
    {0x1.f50765b6e4540p+0, 0x1.9d3e12dd8a18bp-54},
};

// x = n ln2/32 + r with |r| < 0.011; exp(x) = 2^(n/32) exp(r).
Pair math_pair_exp(Pair x, i32 *exponent) {
    const f64 step_high = 0x1.62e42fefap-6;  // 36 bits, so that n times it is exact
    const f64 step_low = 0x1.cf79abc9e3b3ap-45;
    f64 count = math_round_even(x.high * (32.0 / PAIR_LN2.high));
    Pair rest = pair_sum(x.high - count * step_high, -(count * step_low));
    rest = pair_quick(rest.high, rest.low + x.low);
    f64 tail = 0.0;
    for (i32 i = EXP_POWER_MAX; i >= 2; i--) tail = tail * rest.high + math_inverse_factorials[i];
    Pair factor = pair_quick(1.0, rest.high);
    factor.low += rest.low + rest.high * rest.high * tail;
    i32 n = (i32)count;
    *exponent = n >> 5;
    return pair_multiply(exp2_parts[n & (EXP_PARTS - 1)], factor);
}

static const f64 EXP_MAX = 710.0, EXP_MIN = -746.0;

static f64 exp_of_pair(Pair x) {
    if (x.high > EXP_MAX) return __builtin_inf();
    if (x.high < EXP_MIN) return 0.0;
    i32 exponent;
    Pair result = math_pair_exp(x, &exponent);
    return pair_ldexp(result, exponent);
}

f64 math_exp(f64 x) {
    return __builtin_isnan(x) ? x : exp_of_pair(pair_of(x));
}

f64 math_exp2(f64 x) {
    if (__builtin_isnan(x)) return x;
    if (x >= 1025) return __builtin_inf();
    if (x < -1080) return 0.0;
    return exp_of_pair(pair_scale_by(PAIR_LN2, x));
}

static f64 expm1_small(f64 x) {
    f64 tail = 0.0;
    for (i32 i = EXPM1_POWER_MAX; i >= 3; i--) tail = tail * x + math_inverse_factorials[i];
    Pair half_square = pair_halve(pair_product(x, x));
    Pair sum = pair_quick(x, half_square.high);
    return sum.high + (sum.low + (half_square.low + x * x * x * tail));
}

f64 math_expm1(f64 x) {
    f64 size = math_fabs(x);
    if (__builtin_isnan(x) || size < 0x1p-54) return x;
    if (size < 0.25) return expm1_small(x);
    if (x < -40) return -1.0;
    if (x > EXP_MAX) return __builtin_inf();
    i32 exponent;
    Pair result = math_pair_exp(pair_of(x), &exponent);
    if (exponent > 110) return pair_ldexp(result, exponent);
    result.high = math_ldexp(result.high, exponent);
    result.low = math_ldexp(result.low, exponent);
    return pair_value(pair_subtract(result, PAIR_ONE));
}

// Of x >= 0: *sinh and *cosh times 2^*exponent.
static void sinh_cosh(f64 x, Pair *sinh, Pair *cosh, i32 *exponent) {
    *exponent = 0;
    if (x < 0.5) {
        *sinh = math_pair_odd(pair_of(x), 1.0);
        *cosh = math_pair_even(pair_of(x), 1.0);
        return;
    }
    Pair growing = math_pair_exp(pair_of(x), exponent);
    Pair falling = {0.0, 0.0};
    if (*exponent < 110) {
        f64 scale = math_ldexp(1.0, -2 * *exponent);
        falling = pair_divide(PAIR_ONE, growing);
        falling.high *= scale;
        falling.low *= scale;
    }
    *exponent -= 1;
    *sinh = pair_subtract(growing, falling);
    *cosh = pair_add(growing, falling);
}

f64 math_sinh(f64 x) {
    f64 size = math_fabs(x);
    if (!(size < 720)) return __builtin_isnan(x) ? x : math_copysign(__builtin_inf(), x);
    if (size < 0x1p-28) return x;
    Pair sinh, cosh;
    i32 exponent;
    sinh_cosh(size, &sinh, &cosh, &exponent);
    return math_copysign(pair_ldexp(sinh, exponent), x);
}

f64 math_cosh(f64 x) {
    f64 size = math_fabs(x);
    if (!(size < 720)) return __builtin_isnan(x) ? x : __builtin_inf();
    Pair sinh, cosh;
    i32 exponent;
    sinh_cosh(size, &sinh, &cosh, &exponent);
    return pair_ldexp(cosh, exponent);
}

f64 math_tanh(f64 x) {
    f64 size = math_fabs(x);
    if (!(size < 22)) return __builtin_isnan(x) ? x : math_copysign(1.0, x);
    if (size < 0x1p-28) return x;
    Pair sinh, cosh;
    i32 exponent;
    sinh_cosh(size, &sinh, &cosh, &exponent);
    return math_copysign(pair_value(pair_divide(sinh, cosh)), x);
}

static bool is_integer(f64 x) {
    return math_floor(x) == x;
}

static bool is_odd_integer(f64 x) {
    return is_integer(x) && !is_integer(x * 0.5);
}

// The cases that Annex F fixes. True when *result is the answer.
static bool pow_special(f64 base, f64 exponent, f64 *result) {
    f64 size = math_fabs(base);
    *result = 1.0;
    if (exponent == 0 || base == 1) return true;
    *result = base + exponent;
    if (__builtin_isnan(base) || __builtin_isnan(exponent)) return true;
    if (!f64_is_finite(exponent)) {
        bool is_growing = (size > 1) == (exponent > 0);
        *result = size == 1 ? 1.0 : is_growing ? __builtin_inf() : 0.0;
        return true;
    }
    if (size == 0 || !f64_is_finite(base)) {
        f64 limit = (size == 0) == (exponent > 0) ? 0.0 : __builtin_inf();
        *result = is_odd_integer(exponent) ? math_copysign(limit, base) : limit;
        return true;
    }
    *result = __builtin_nan("");
    return base < 0 && !is_integer(exponent);
}

f64 math_pow(f64 base, f64 exponent) {
    f64 result;
    if (pow_special(base, exponent, &result)) return result;
    f64 size = math_fabs(base);
    f64 exponent_size = math_fabs(exponent);
    if (size == 1 || exponent_size < 0x1p-65) {
        result = 1.0;
    } else if (exponent_size > 0x1p65) {
        result = (size > 1) == (exponent > 0) ? __builtin_inf() : 0.0;
    } else {
        result = exp_of_pair(pair_scale_by(math_pair_log(pair_of(size)), exponent));
    }
    return base < 0 && is_odd_integer(exponent) ? -result : result;
}
