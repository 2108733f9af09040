#include "text/bigint_priv.h"

#include <string.h>

u32 bigint_limbs_shift_left(u32 *result, const u32 *limbs, u32 count, u32 bits) {
    u32 carry = 0;
    for (u32 i = 0; i < count; i++) {
        u64 wide = (u64)limbs[i] << bits;
        result[i] = (u32)wide | carry;
        carry = (u32)(wide >> 32);
    }
    return carry;
}

void bigint_limbs_shift_right(u32 *result, const u32 *limbs, u32 count, u32 bits) {
    for (u32 i = 0; i < count; i++) {
        u64 wide = limbs[i] | (i + 1 < count ? (u64)limbs[i + 1] << 32 : 0);
        result[i] = (u32)(wide >> bits);
    }
}

u64 bigint_shift_left_limbs(BigIntView view, u64 bits) {
    return view.count == 0 ? 1 : (u64)view.count + bits / BIGINT_LIMB_BITS + 1;
}

BigIntView bigint_shift_left(u32 *result, BigIntView view, u64 bits) {
    if (view.count == 0) return (BigIntView){result, 0, false};
    u32 whole = (u32)(bits / BIGINT_LIMB_BITS);
    u32 *end = result + whole;
    // From the top down, so that `result` may be the limbs of `view`.
    u32 shift = (u32)(bits % BIGINT_LIMB_BITS);
    u32 above = 0;
    for (u32 i = view.count; i-- > 0;) {
        u64 wide = (u64)view.limbs[i] << shift;
        end[i + 1] = above | (u32)(wide >> 32);
        above = (u32)wide;
    }
    end[0] = above;
    memset(result, 0, (usize)whole * sizeof(u32));
    return bigint_view(result, whole + view.count + 1, view.is_negative);
}

BigIntView bigint_shift_right(u32 *result, BigIntView view, u64 bits) {
    bool is_rounded = view.is_negative && bigint_trailing_zeros(view) < bits;
    u64 whole = bits / BIGINT_LIMB_BITS;
    u32 count = 0;
    if (whole < view.count) {
        count = view.count - (u32)whole;
        bigint_limbs_shift_right(result, view.limbs + whole, count, (u32)(bits % BIGINT_LIMB_BITS));
    }
    if (is_rounded) {
        result[count] = 0;
        bigint_limbs_add_small(result, ++count, 1);
    }
    return bigint_view(result, count, view.is_negative);
}

typedef enum { LOGIC_AND, LOGIC_OR, LOGIC_XOR } Logic;

static u32 logic_apply(Logic logic, u32 left, u32 right) {
    switch (logic) {
    case LOGIC_AND: return left & right;
    case LOGIC_OR: return left | right;
    default: return left ^ right;
    }
}

// The next limb of the two's complement of a magnitude; `carry` starts as 1.
static u32 complement_next(u32 limb, u64 *carry) {
    *carry += (u32)~limb;
    u32 result = (u32)*carry;
    *carry >>= 32;
    return result;
}

static BigIntView logic_run(Logic logic, u32 *result, BigIntView left, BigIntView right) {
    u32 count = (left.count > right.count ? left.count : right.count) + 1;
    bool is_negative = logic_apply(logic, left.is_negative, right.is_negative) != 0;
    u64 left_carry = 1, right_carry = 1, result_carry = 1;
    for (u32 i = 0; i < count; i++) {
        u32 left_limb = i < left.count ? left.limbs[i] : 0;
        u32 right_limb = i < right.count ? right.limbs[i] : 0;
        if (left.is_negative) left_limb = complement_next(left_limb, &left_carry);
        if (right.is_negative) right_limb = complement_next(right_limb, &right_carry);
        u32 limb = logic_apply(logic, left_limb, right_limb);
        result[i] = is_negative ? complement_next(limb, &result_carry) : limb;
    }
    return bigint_view(result, count, is_negative);
}

BigIntView bigint_and(u32 *result, BigIntView left, BigIntView right) {
    return logic_run(LOGIC_AND, result, left, right);
}

BigIntView bigint_or(u32 *result, BigIntView left, BigIntView right) {
    return logic_run(LOGIC_OR, result, left, right);
}

BigIntView bigint_xor(u32 *result, BigIntView left, BigIntView right) {
    return logic_run(LOGIC_XOR, result, left, right);
}

// ~x is -x - 1.
BigIntView bigint_not(u32 *result, BigIntView view) {
    static const u32 one[] = {1};
    return bigint_sub(result, bigint_negate(view), (BigIntView){one, 1, false});
}
