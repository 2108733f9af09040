// Division below quadratic time: Burnikel and Ziegler, "Fast Recursive Division" (1998). A number
// of 2n limbs is divided by one of n by two divisions of 3n/2 by n limbs, each of which divides n
// by n/2 limbs and multiplies the rest.
#include "text/bigint_priv.h"

#include <string.h>

enum { RECURSIVE_LIMBS_MIN = 48 };

static void divide_block(u32 *quotient, u32 *dividend, const u32 *divisor, u32 count, u32 *scratch);

// The 3 * half limbs of `dividend`, of which the upper 2 * half are below the divisor, by 2 * half
// limbs. quotient: half limbs; the remainder stays in the lower 2 * half limbs of `dividend`.
static void divide_three_halves(u32 *quotient, u32 *dividend, const u32 *divisor, u32 half,
                                u32 *scratch) {
    const u32 *low = divisor, *high = divisor + half;
    u32 *top = dividend + 2 * half;
    if (bigint_limbs_compare(top, half, high, half) < 0) {
        divide_block(quotient, dividend + half, high, half, scratch);
    } else {
        // The upper halves are equal: the quotient is all ones.
        memset(quotient, 0xff, (usize)half * sizeof(u32));
        memset(top, 0, (usize)half * sizeof(u32));
        top[0] = bigint_limbs_add(dividend + half, dividend + half, half, high, half);
    }
    u32 *product = scratch;
    bigint_limbs_mul(product, quotient, half, low, half, scratch + 2 * half);
    i64 above = (i64)top[0] - bigint_limbs_sub(dividend, dividend, 2 * half, product, 2 * half);
    while (above < 0) {
        static const u32 one = 1;
        bigint_limbs_sub(quotient, quotient, half, &one, 1);
        above += bigint_limbs_add(dividend, dividend, 2 * half, divisor, 2 * half);
    }
    top[0] = (u32)above;
}

// 2 * count limbs, of which the upper ones are below the divisor, by `count` limbs whose top bit is
// set. The remainder stays in the lower half of `dividend`; the upper half becomes 0.
static void divide_block(u32 *quotient, u32 *dividend, const u32 *divisor, u32 count,
                         u32 *scratch) {
    if (count % 2 != 0 || count < RECURSIVE_LIMBS_MIN) {
        for (u32 i = count; i-- > 0;)
            quotient[i] = bigint_limbs_divide_step(dividend + i, divisor, count);
        return;
    }
    u32 half = count / 2;
    divide_three_halves(quotient + half, dividend + half, divisor, half, scratch);
    divide_three_halves(quotient, dividend, divisor, half, scratch);
}

// Blocks that can be halved down to the size where the school's method is faster.
static u32 block_limbs(u32 count) {
    u32 halvings = 0;
    while ((count >> halvings) >= RECURSIVE_LIMBS_MIN) halvings++;
    u32 unit = UINT32_C(1) << halvings;
    return (count + unit - 1) / unit * unit;
}

bool bigint_divide_is_large(u32 dividend_count, u32 divisor_count) {
    return divisor_count >= 2 * RECURSIVE_LIMBS_MIN &&
           dividend_count >= divisor_count + 2 * RECURSIVE_LIMBS_MIN;
}

usize bigint_divide_large_scratch(u32 dividend_count, u32 divisor_count) {
    usize block = block_limbs(divisor_count);
    usize padded = (usize)dividend_count + 1 + block;
    return 2 * (padded + block) + block + block + bigint_mul_scratch((u32)block, (u32)block) + 64;
}

void bigint_divide_large(u32 *quotient, u32 *remainder, BigIntView dividend, BigIntView divisor,
                         u32 *scratch) {
    u32 block = block_limbs(divisor.count), pad = block - divisor.count;
    u32 total = dividend.count + 1 + pad;
    u32 blocks = total / block + 1;  // the top limb is 0, so the top block is below the divisor
    u32 shift = (u32)__builtin_clz(divisor.limbs[divisor.count - 1]);
    u32 *rest = scratch, *digits = rest + (usize)blocks * block;
    u32 *scaled = digits + (usize)blocks * block, *more = scaled + block;
    memset(rest, 0, (usize)blocks * block * sizeof(u32));
    rest[pad + dividend.count] =
        bigint_limbs_shift_left(rest + pad, dividend.limbs, dividend.count, shift);
    memset(scaled, 0, (usize)pad * sizeof(u32));
    bigint_limbs_shift_left(scaled + pad, divisor.limbs, divisor.count, shift);
    for (u32 i = blocks - 1; i-- > 0;)
        divide_block(digits + (usize)i * block, rest + (usize)i * block, scaled, block, more);
    u32 count = dividend.count - divisor.count + 1;
    u32 known = (blocks - 1) * block;
    for (u32 i = 0; i < count; i++) quotient[i] = i < known ? digits[i] : 0;
    bigint_limbs_shift_right(remainder, rest + pad, divisor.count, shift);
}
