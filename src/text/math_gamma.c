// gamma, lgamma, erf, erfc.
#include "text/math.h"
#include "text/math_pair_priv.h"

static const f64 STIRLING_MIN = 24.0;

static bool is_integer(f64 x) {
    return math_floor(x) == x;
}

// log gamma(x) = result - log(*product) for x >= 0.4: Stirling's series for x + n, where *product
// is x (x+1) … (x+n-1).
static Pair log_gamma_shifted(Pair x, Pair *product) {
    static const f64 series[] = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156,
    };
    static const Pair half_log_two_pi = {0x1.d67f1c864beb5p-1, -0x1.65b5a1b7ff5dfp-55};
    *product = PAIR_ONE;
    while (x.high < STIRLING_MIN) {
        *product = pair_multiply(*product, x);
        x = pair_add(x, PAIR_ONE);
    }
    f64 inverse = 1.0 / x.high;
    f64 square = inverse * inverse;
    f64 tail = 0.0;
    for (i32 i = COUNT_OF(series) - 1; i >= 0; i--) tail = tail * square + series[i];
    Pair result = pair_multiply(pair_subtract(x, pair_of(0.5)), math_pair_log(x));
    result = pair_add(pair_subtract(result, x), half_log_two_pi);
    return pair_add(result, pair_of(tail * inverse));
}

// gamma(x) = result * 2^*exponent for 0.4 <= x < 200.
static Pair gamma_pair(Pair x, i32 *exponent) {
    Pair product;
    Pair log = log_gamma_shifted(x, &product);
    return pair_divide(math_pair_exp(log, exponent), product);
}

f64 math_gamma(f64 x) {
    if (__builtin_isnan(x) || x == __builtin_inf()) return x;
    if (x == 0) return math_copysign(__builtin_inf(), x);
    if (x < 0 && is_integer(x)) return __builtin_nan("");
    if (math_fabs(x) < 0x1p-60) return 1.0 / x;
    if (x > 172) return __builtin_inf();
    i32 exponent;
    if (x >= 0.5) {
        Pair result = gamma_pair(pair_of(x), &exponent);
        return pair_ldexp(result, exponent);
    }
    // gamma(x) gamma(1 - x) = pi / sin(pi x).
    Pair sine = math_pair_sin_pi(x);
    if (x < -190) return math_copysign(0.0, sine.high);
    Pair other = gamma_pair(pair_sum(1.0, -x), &exponent);
    return pair_ldexp(pair_divide(PAIR_PI, pair_multiply(sine, other)), -exponent);
}

// (zeta(k) - 1) (-1)^k / k for k = 3 …
static const f64 log_gamma_series[] = {
    -0x1.13e001a557607p-4,  0x1.51322ac7d8483p-6,  -0x1.e404fc218f5f2p-8,  0x1.7add6eadb6c30p-9,
    -0x1.38ac5c2bf8e08p-10, 0x1.0b36af86396e9p-11, -0x1.d3fd4c76d2fc8p-13, 0x1.a127b0f17d65ap-14,
    -0x1.78de5bd7c81efp-15, 0x1.580dcee66eb02p-16, -0x1.3cbc963ce2243p-17, 0x1.2597a39f34aacp-18,
    -0x1.11b2eb7679541p-19, 0x1.0064cdeb22f0fp-20, -0x1.e2600d93cfd2fp-22, 0x1.c76bbb3f07a4dp-23,
    -0x1.af5a6cbbf8a97p-24, 0x1.99b93c2070b0fp-25, -0x1.862c734df3eacp-26, 0x1.7469daccfadcdp-27,
    -0x1.6434a8447aeadp-28, 0x1.555a877ffd2c3p-29, -0x1.47b1679258d0ep-30, 0x1.3b15d2b2fc10cp-31,
    -0x1.2f69a9fabe3e0p-32, 0x1.24932a337434cp-33, -0x1.1a7c26ec2523cp-34,
};

// log gamma(2 + x) for |x| <= 0.3, where the zero at 2 wants a series of its own.
static Pair log_gamma_near_2(f64 x) {
    static const Pair linear = {0x1.b0ee6072093cep-2, 0x1.6cb90701fbfabp-58};
    static const Pair square = {0x1.4a34cc4a60fa6p-2, 0x1.1873d89123fb2p-56};
    f64 tail = 0.0;
    for (i32 i = COUNT_OF(log_gamma_series) - 1; i >= 0; i--) tail = tail * x + log_gamma_series[i];
    Pair result = pair_add(linear, pair_scale_by(square, x));
    result = pair_add(result, pair_of(tail * x * x));
    return pair_scale_by(result, x);
}

// For x >= 0.5, x = near.high + near.low.
static Pair log_gamma_pair(Pair x) {
    f64 from_2 = (x.high - 2.0) + x.low, from_1 = (x.high - 1.0) + x.low;
    if (math_fabs(from_2) <= 0.3) return log_gamma_near_2(from_2);
    if (math_fabs(from_1) <= 0.3) return pair_subtract(log_gamma_near_2(from_1), math_pair_log(x));
    Pair product;
    Pair log = log_gamma_shifted(x, &product);
    return pair_subtract(log, math_pair_log(product));
}

f64 math_lgamma(f64 x) {
    if (__builtin_isnan(x)) return x;
    if (!f64_is_finite(x) || (x <= 0 && is_integer(x))) return __builtin_inf();
    if (math_fabs(x) < 0x1p-60) return -math_log(math_fabs(x));
    if (math_fabs(x) > 0x1p60) return x * (math_log(x) - 1.0);
    if (x >= 0.5) return pair_value(log_gamma_pair(pair_of(x)));
    Pair sine = math_pair_sin_pi(x);
    if (sine.high < 0) sine = pair_negate(sine);
    Pair reflected = math_pair_log(pair_divide(PAIR_PI, sine));
    return pair_value(pair_subtract(reflected, log_gamma_pair(pair_sum(1.0, -x))));
}

// ---- the error function

static const Pair two_over_sqrt_pi = {0x1.20dd750429b6dp+0, 0x1.1ae3a914fed80p-56};
static const f64 ERF_SERIES_MAX = 2.5;

static Pair exp_minus_square(f64 x, i32 *exponent) {
    return math_pair_exp(pair_negate(pair_product(x, x)), exponent);
}

// erf(x) = 2/sqrt(pi) x exp(-x^2) (1 + 2x^2/3 + (2x^2)^2/(3 5) + …): all terms are positive. 0 <= x
// < ERF_SERIES_MAX.
static Pair erf_series(f64 x) {
    Pair double_square = pair_product(x, 2 * x);
    Pair term = PAIR_ONE, sum = PAIR_ONE;
    for (f64 odd = 3.0; term.high > sum.high * 0x1p-80; odd += 2.0) {
        term = pair_divide(pair_multiply(term, double_square), pair_of(odd));
        sum = pair_add(sum, term);
    }
    i32 exponent;
    Pair factor = exp_minus_square(x, &exponent);
    f64 scale = math_ldexp(x, exponent);
    return pair_multiply(pair_multiply(sum, two_over_sqrt_pi), pair_scale_by(factor, scale));
}

// erfc(x) = exp(-x^2)/sqrt(pi) / (x + 1/2/(x + 1/(x + 3/2/(x + …)))), times 2^-*exponent. x >=
// ERF_SERIES_MAX.
static Pair erfc_fraction(f64 x, i32 *exponent) {
    i32 depth = (i32)(300.0 / (x * x)) + 10;
    Pair fraction = pair_of(x);
    for (i32 i = depth; i > 0; i--) {
        fraction = pair_add(pair_of(x), pair_divide(pair_of(0.5 * i), fraction));
    }
    Pair factor = exp_minus_square(x, exponent);
    return pair_divide(pair_multiply(pair_halve(two_over_sqrt_pi), factor), fraction);
}

f64 math_erf(f64 x) {
    f64 size = math_fabs(x);
    if (__builtin_isnan(x) || size == 0) return x;
    if (size > 6) return math_copysign(1.0, x);
    if (size < 0x1p-28) return x * two_over_sqrt_pi.high + x * two_over_sqrt_pi.low;
    if (size < ERF_SERIES_MAX) return math_copysign(pair_value(erf_series(size)), x);
    i32 exponent;
    Pair rest = erfc_fraction(size, &exponent);
    f64 scale = math_ldexp(1.0, exponent);
    rest = (Pair){rest.high * scale, rest.low * scale};
    return math_copysign(pair_value(pair_subtract(PAIR_ONE, rest)), x);
}

f64 math_erfc(f64 x) {
    if (__builtin_isnan(x)) return x;
    if (x > 28) return 0.0;
    if (x < -6) return 2.0;
    if (math_fabs(x) < 0x1p-60) return 1.0;
    if (x < ERF_SERIES_MAX && x > -ERF_SERIES_MAX) {
        Pair inner = erf_series(math_fabs(x));
        return pair_value(x < 0 ? pair_add(PAIR_ONE, inner) : pair_subtract(PAIR_ONE, inner));
    }
    i32 exponent;
    Pair rest = erfc_fraction(math_fabs(x), &exponent);
    if (x > 0) return pair_ldexp(rest, exponent);
    return pair_value(pair_subtract(pair_of(2.0), pair_of(pair_ldexp(rest, exponent))));
}
