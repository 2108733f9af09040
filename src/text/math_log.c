// log and its relatives.
#include "text/math.h"
#include "text/math_pair_priv.h"

enum { LOG_PARTS = 64, LOG_HALVED_FIRST = 27, LOG_POWER_MAX = 12 };

typedef struct {
    f64 inverse;  // times 256: about 256 / m for the middle m of the part
    Pair log;     // -log(inverse / 256)
} LogRow;

// Part i holds the mantissas from 1 + i/64; from LOG_HALVED_FIRST on they are halved. 1 has an
// inverse of exactly 1 on both sides, so that logarithms near 0 keep all bits.
static const LogRow log_rows[LOG_PARTS] = {
    {256, {0.0, 0.0}},
    {250, {0x1.8492528c8cabfp-6, -0x1.d192d0619fa67p-60}},
    {246, {0x1.466aed42de3eap-5, -0x1.cdd6f7f4a137ep-59}},
    {243, {0x1.aaef2d0fb10fcp-5, 0x1.a353bb42e0addp-61}},
    {239, {0x1.1973bd1465567p-4, -0x1.7558367a6acf6p-59}},
    {236, {0x1.4d3115d207eacp-4, 0x1.769f42c7842ccp-58}},
    {232, {0x1.9335e5d594989p-4, -0x1.478a85704ccb7p-58}},
    {229, {0x1.c885801bc4b23p-4, 0x1.a38cb559a6706p-58}},
    {226, {0x1.fe89139dbd566p-4, -0x1.ac9f4215f9393p-58}},
    {223, {0x1.1aa2b7e23f72ap-3, -0x1.c6ef1d9b2ef7ep-59}},
    {220, {0x1.365fcb0159016p-3, 0x1.7d411a5b944adp-58}},
    {217, {0x1.527e5e4a1b58dp-3, -0x1.71a9682395bfdp-61}},
    {214, {0x1.6f0128b756abcp-3, -0x1.8de59c21e166cp-57}},
    {211, {0x1.8beafeb38fe8cp-3, 0x1.55aa8b6997a40p-58}},
    {209, {0x1.9f6c407089664p-3, 0x1.35a19605e67efp-59}},
    {206, {0x1.bd087383bd8adp-3, 0x1.dd355f6a516d7p-60}},
    {204, {0x1.d1037f2655e7bp-3, 0x1.60629242471a2p-57}},
    {201, {0x1.ef5ade4dcffe6p-3, -0x1.08ab2ddc708a0p-58}},
    {199, {0x1.01eae5626c691p-2, -0x1.18290bd2932e2p-59}},
    {196, {0x1.1178e8227e47cp-2, -0x1.0e63a5f01c691p-57}},
    {194, {0x1.1bf99635a6b95p-2, -0x1.12aeb84249223p-57}},
    {192, {0x1.269621134db92p-2, 0x1.e0efadd9db02bp-56}},
    {189, {0x1.36b6776be1117p-2, -0x1.324f0e883858ep-58}},
    {187, {0x1.419b423d5e8c7p-2, 0x1.0dbb243827392p-57}},
    {185, {0x1.4c9e09e172c3cp-2, -0x1.123615b147a5dp-58}},
    {183, {0x1.57bf753c8d1fbp-2, -0x1.0908d15f88b63p-57}},
    {181, {0x1.630030b3aac49p-2, 0x1.dc18ce51fff99p-57}},
    {358, {-0x1.5767717455a6cp-2, -0x1.526adb283660cp-56}},
    {354, {-0x1.4be5f957778a1p-2, 0x1.259b35b04813dp-57}},
    {350, {-0x1.404308686a7e4p-2, 0x1.0bcfb6082ce6dp-56}},
    {347, {-0x1.3772662bfd85bp-2, 0x1.b5629d8117de7p-59}},
    {343, {-0x1.2b9303ab89d25p-2, 0x1.896b5fd852ad4p-56}},
    {340, {-0x1.22941fbcf7966p-2, 0x1.76f5eb09628afp-56}},
    {336, {-0x1.1675cababa60ep-2, -0x1.ce63eab883717p-61}},
    {333, {-0x1.0d46b579ab74bp-2, -0x1.03ec81c3cbd92p-57}},
    {329, {-0x1.00e6c45ad501dp-2, 0x1.cb9568ff6feadp-57}},
    {326, {-0x1.ef0adcbdc5936p-3, -0x1.48637950dc20dp-57}},
    {323, {-0x1.dc1bca0abec7dp-3, -0x1.834c51998b6fcp-57}},
    {320, {-0x1.c8ff7c79a9a22p-3, 0x1.4f689f8434012p-57}},
    {317, {-0x1.b5b519e8fb5a4p-3, -0x1.ba27fdc19e1a0p-57}},
    {314, {-0x1.a23bc1fe2b563p-3, -0x1.93711b07a998cp-59}},
    {311, {-0x1.8e928de886d41p-3, 0x1.569d851a56770p-57}},
    {308, {-0x1.7ab890210d909p-3, -0x1.be36b2d6a0608p-59}},
    {305, {-0x1.66acd4272ad51p-3, 0x1.0900e4e1ea8b2p-58}},
    {302, {-0x1.526e5e3a1b438p-3, 0x1.746ff8a470d3ap-57}},
    {299, {-0x1.3dfc2b0ecc62ap-3, 0x1.ab3a8e7d81017p-58}},
    {297, {-0x1.303d718e47fd3p-3, 0x1.6b9c7d96091fap-63}},
    {294, {-0x1.1b72ad52f67a0p-3, -0x1.483023472cd74p-58}},
    {291, {-0x1.0671512ca596ep-3, -0x1.50c647eb86499p-58}},
    {289, {-0x1.f0a30c01162a6p-4, -0x1.85f325c5bbacdp-58}},
    {286, {-0x1.c5e548f5bc743p-4, -0x1.5d617ef8161b1p-60}},
    {284, {-0x1.a926d3a4ad563p-4, -0x1.942f48aa70ea9p-58}},
    {281, {-0x1.7da766d7b12cdp-4, 0x1.eeedfcdd94131p-58}},
    {279, {-0x1.60658a93750c4p-4, 0x1.388458ec21b6ap-58}},
    {277, {-0x1.42edcbea646f0p-4, -0x1.ddd4f935996c9p-59}},
    {274, {-0x1.16536eea37ae1p-4, 0x1.79da3e8c22cdap-60}},
    {272, {-0x1.f0a30c01162a6p-5, -0x1.85f325c5bbacdp-59}},
    {270, {-0x1.b42dd711971bfp-5, 0x1.eb9759c130499p-60}},
    {267, {-0x1.58a5bafc8e4d5p-5, 0x1.ce55c2b4e2b72p-59}},
    {265, {-0x1.1b0d98923d980p-5, 0x1.e9ae889bac481p-60}},
    {263, {-0x1.b9fc027af9198p-6, 0x1.0ae69229dc868p-64}},
    {261, {-0x1.3cea44346a575p-6, 0x1.0cb5a902b3a1cp-62}},
    {259, {-0x1.7dc475f810a77p-7, 0x1.16d7687d3df21p-62}},
    {256, {0.0, 0.0}},
};

Pair math_pair_log(Pair x) {
    i32 exponent;
    f64 mantissa = math_frexp(x.high, &exponent) * 2;
    exponent--;
    u32 part = (u32)(f64_bits(mantissa) >> (F64_FRACTION_BITS - 6)) & (LOG_PARTS - 1);
    f64 low = x.low == 0 ? 0.0 : math_ldexp(x.low, -exponent);
    if (part >= LOG_HALVED_FIRST) {
        mantissa *= 0.5;
        low *= 0.5;
        exponent++;
    }
    // r = mantissa * inverse - 1, exactly.
    const LogRow *row = &log_rows[part];
    f64 inverse = row->inverse * 0x1p-8;
    Pair product = pair_product(mantissa, inverse);
    Pair rest = pair_sum(product.high - 1.0, product.low + low * inverse);
    f64 r = rest.high;
    f64 tail = 0.0;
    for (i32 i = LOG_POWER_MAX; i >= 3; i--) tail = tail * -r + 1.0 / i;
    Pair half_square = pair_halve(pair_product(r, r));
    Pair sum = pair_quick(r, -half_square.high);
    f64 sum_low = sum.low + (rest.low - (half_square.low + r * rest.low) + r * r * r * tail);
    // 36 bits of ln 2: the product with the exponent is exact.
    const f64 ln2_high = 0x1.62e42fefap-1, ln2_low = 0x1.cf79abc9e3b3ap-40;
    Pair whole = pair_sum(exponent * ln2_high, row->log.high);
    whole.low += row->log.low + exponent * ln2_low;
    Pair result = pair_sum(whole.high, sum.high);
    return pair_quick(result.high, result.low + (whole.low + sum_low));
}

// True when *result is the answer already.
static bool log_special(f64 x, f64 *result) {
    if (x > 0 && f64_is_finite(x)) return false;
    *result = x == 0 ? -__builtin_inf() : x < 0 ? __builtin_nan("") : x;
    return true;
}

f64 math_log(f64 x) {
    f64 result;
    return log_special(x, &result) ? result : pair_value(math_pair_log(pair_of(x)));
}

f64 math_log2(f64 x) {
    static const Pair factor = {0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56};
    f64 result;
    if (log_special(x, &result)) return result;
    return pair_value(pair_multiply(math_pair_log(pair_of(x)), factor));
}

f64 math_log10(f64 x) {
    static const Pair factor = {0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57};
    f64 result;
    if (log_special(x, &result)) return result;
    return pair_value(pair_multiply(math_pair_log(pair_of(x)), factor));
}

f64 math_log1p(f64 x) {
    f64 result;
    if (math_fabs(x) < 0x1p-54) return x;
    if (log_special(1.0 + x, &result)) return result;
    return pair_value(math_pair_log(pair_sum(1.0, x)));
}

static const f64 INVERSE_LARGE = 0x1p400;

f64 math_asinh(f64 x) {
    f64 size = math_fabs(x);
    if (!f64_is_finite(x) || size < 0x1p-28) return x;
    Pair result;
    if (size > INVERSE_LARGE) {
        result = pair_add(math_pair_log(pair_of(size)), PAIR_LN2);
    } else {
        Pair root = pair_sqrt(pair_add(pair_product(size, size), PAIR_ONE));
        result = math_pair_log(pair_add(root, pair_of(size)));
    }
    return math_copysign(pair_value(result), x);
}

f64 math_acosh(f64 x) {
    if (x < 1) return __builtin_nan("");
    if (!f64_is_finite(x)) return x;
    if (x > INVERSE_LARGE) return pair_value(pair_add(math_pair_log(pair_of(x)), PAIR_LN2));
    Pair root = pair_sqrt(pair_multiply(pair_sum(x, -1.0), pair_sum(x, 1.0)));
    return pair_value(math_pair_log(pair_add(root, pair_of(x))));
}

f64 math_atanh(f64 x) {
    f64 size = math_fabs(x);
    if (size > 1) return __builtin_nan("");
    if (size == 1) return math_copysign(__builtin_inf(), x);
    if (__builtin_isnan(x) || size < 0x1p-28) return x;
    Pair ratio = pair_divide(pair_sum(1.0, size), pair_sum(1.0, -size));
    return math_copysign(pair_value(math_pair_log(ratio)) * 0.5, x);
}
