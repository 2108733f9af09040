#include "text/float_bits_priv.h"

enum { EXPONENT_MAX = 1023, EXPONENT_MIN = -1022, DROPPED_BITS = 11 };

f64 float_compose(u64 mantissa, bool is_sticky, i64 exponent) {
    if (mantissa == 0) return 0.0;
    int shift = __builtin_clzll(mantissa);
    mantissa <<= shift;
    i64 top_exponent = exponent - shift + 63;
    if (top_exponent > EXPONENT_MAX) return __builtin_inf();
    i64 dropped = DROPPED_BITS;
    if (top_exponent < EXPONENT_MIN) dropped += EXPONENT_MIN - top_exponent;
    if (dropped > 64) return 0.0;
    u64 kept = dropped == 64 ? 0 : mantissa >> dropped;
    u64 half = UINT64_C(1) << (dropped - 1);
    u64 rest = dropped == 64 ? mantissa : mantissa & ((half << 1) - 1);
    bool is_up = rest > half || (rest == half && (is_sticky || (kept & 1) != 0));
    kept += is_up;
    // The leading bit of a normal number adds 1 to the exponent field, and so does a carry out of
    // the rounding.
    u64 field = top_exponent < EXPONENT_MIN ? 0 : (u64)(top_exponent - EXPONENT_MIN);
    return f64_from_bits((field << F64_FRACTION_BITS) + kept);
}
