#include "base/check.h"
#include "text/bigint_priv.h"
#include "text/float_bits_priv.h"

#include <string.h>

u32 bigint_limbs_div_small(u32 *quotient, const u32 *limbs, u32 count, u32 divisor) {
    u64 remainder = 0;
    for (u32 i = count; i-- > 0;) {
        remainder = remainder << 32 | limbs[i];
        quotient[i] = (u32)(remainder / divisor);
        remainder %= divisor;
    }
    return (u32)remainder;
}

// One digit of Knuth's algorithm D (volume 2, 4.3.1): subtracts digit * divisor from the `count +
// 1` limbs at `dividend`.
u32 bigint_limbs_divide_step(u32 *dividend, const u32 *divisor, u32 count) {
    u64 top = (u64)dividend[count] << 32 | dividend[count - 1];
    u64 digit = top / divisor[count - 1];
    u64 rest = top % divisor[count - 1];
    while (digit >> 32 != 0 || digit * divisor[count - 2] > (rest << 32 | dividend[count - 2])) {
        digit--;
        rest += divisor[count - 1];
        if (rest >> 32 != 0) break;
    }
    u64 carry = 0;
    u64 borrow = 0;
    for (u32 i = 0; i < count; i++) {
        carry += digit * divisor[i];
        u64 difference = (u64)dividend[i] - (u32)carry - borrow;
        dividend[i] = (u32)difference;
        borrow = difference >> 63;
        carry >>= 32;
    }
    u64 difference = (u64)dividend[count] - carry - borrow;
    dividend[count] = (u32)difference;
    if (difference >> 63 != 0) {
        digit--;
        dividend[count] += bigint_limbs_add(dividend, dividend, count, divisor, count);
    }
    return (u32)digit;
}

// Magnitudes, dividend.count >= divisor.count >= 2. quotient: dividend.count - divisor.count + 1
// limbs. The remainder is left in scratch[0 .. divisor.count).
static void divide_long(u32 *quotient, BigIntView dividend, BigIntView divisor, u32 *scratch) {
    u32 *rest = scratch;
    u32 *scaled = scratch + dividend.count + 1;
    u32 shift = (u32)__builtin_clz(divisor.limbs[divisor.count - 1]);
    bigint_limbs_shift_left(scaled, divisor.limbs, divisor.count, shift);
    rest[dividend.count] = bigint_limbs_shift_left(rest, dividend.limbs, dividend.count, shift);
    for (u32 i = dividend.count - divisor.count + 1; i-- > 0;) {
        quotient[i] = bigint_limbs_divide_step(rest + i, scaled, divisor.count);
    }
    bigint_limbs_shift_right(rest, rest, divisor.count, shift);
}

usize bigint_divide_scratch(u32 dividend_count, u32 divisor_count) {
    usize large = bigint_divide_is_large(dividend_count, divisor_count)
                      ? bigint_divide_large_scratch(dividend_count, divisor_count)
                      : 0;
    return (usize)dividend_count * 2 + divisor_count + 4 + large;
}

BigIntDivision bigint_divide(u32 *quotient, u32 *remainder, BigIntView dividend, BigIntView divisor,
                             u32 *scratch) {
    CHECK(divisor.count > 0);
    u32 *rest = scratch;
    u32 *digits = quotient != NULL ? quotient : scratch + dividend.count + 1 + divisor.count;
    u32 digit_count;
    u32 rest_count = divisor.count;
    if (dividend.count < divisor.count) {
        digit_count = 0;
        rest_count = dividend.count;
        memcpy(rest, dividend.limbs, (usize)dividend.count * sizeof(u32));
    } else if (divisor.count == 1) {
        digit_count = dividend.count;
        rest[0] = bigint_limbs_div_small(digits, dividend.limbs, dividend.count, divisor.limbs[0]);
    } else {
        digit_count = dividend.count - divisor.count + 1;
        if (bigint_divide_is_large(dividend.count, divisor.count))
            bigint_divide_large(digits, rest, dividend, divisor,
                                scratch + (usize)dividend.count * 2 + divisor.count + 4);
        else
            divide_long(digits, dividend, divisor, scratch);
    }
    BigIntDivision result;
    result.remainder = bigint_view(rest, rest_count, dividend.is_negative);
    bool is_negative = dividend.is_negative != divisor.is_negative;
    // C truncates, Python floors: one step down, and the remainder changes sides.
    bool is_floored = is_negative && result.remainder.count > 0;
    if (is_floored) {
        digits[digit_count] = 0;
        bigint_limbs_add_small(digits, digit_count + 1, 1);
        digit_count++;
    }
    result.quotient = bigint_view(digits, digit_count, is_negative);
    if (remainder != NULL) {
        if (is_floored) {
            result.remainder = bigint_add(remainder, result.remainder, divisor);
        } else {
            result.remainder = bigint_copy(remainder, result.remainder);
        }
    }
    return result;
}

usize bigint_ratio_scratch(u32 dividend_count, u32 divisor_count) {
    usize widest = (dividend_count > divisor_count ? dividend_count : divisor_count) + (usize)4;
    return widest * 2 + bigint_divide_scratch((u32)widest, divisor_count);
}

bool bigint_ratio(BigIntView dividend, BigIntView divisor, f64 *result, u32 *scratch) {
    CHECK(divisor.count > 0);
    bool is_negative = dividend.is_negative != divisor.is_negative;
    // Python's 0 / -5 is -0.0.
    *result = divisor.is_negative ? -0.0 : 0.0;
    if (dividend.count == 0) return true;
    dividend.is_negative = divisor.is_negative = false;
    usize widest = (dividend.count > divisor.count ? dividend.count : divisor.count) + (usize)4;
    u32 *scaled_limbs = scratch;
    u32 *quotient = scratch + widest;
    // Scaled so that the quotient has 63 or 64 bits; what was cut off makes it sticky.
    i64 shift = 63 - ((i64)bigint_bit_length(dividend) - (i64)bigint_bit_length(divisor));
    bool is_sticky = false;
    BigIntView scaled;
    if (shift >= 0) {
        scaled = bigint_shift_left(scaled_limbs, dividend, (u64)shift);
    } else {
        is_sticky = bigint_trailing_zeros(dividend) < (u64)-shift;
        scaled = bigint_shift_right(scaled_limbs, dividend, (u64)-shift);
    }
    BigIntDivision division = bigint_divide(quotient, NULL, scaled, divisor, quotient + widest);
    is_sticky |= division.remainder.count > 0;
    *result = float_compose(bigint_low_u64(division.quotient), is_sticky, -shift);
    if (is_negative) *result = -*result;
    return __builtin_isfinite(*result);
}
