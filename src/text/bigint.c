#include "text/bigint.h"

#include "base/check.h"
#include "text/bigint_priv.h"

#include <string.h>

BigIntView bigint_view(const u32 *limbs, u32 count, bool is_negative) {
    while (count > 0 && limbs[count - 1] == 0) count--;
    return (BigIntView){limbs, count, is_negative && count > 0};
}

BigIntView bigint_from_u64(u32 *result, u64 number) {
    result[0] = (u32)number;
    result[1] = (u32)(number >> 32);
    return bigint_view(result, 2, false);
}

BigIntView bigint_from_i64(u32 *result, i64 number) {
    BigIntView view = bigint_from_u64(result, number < 0 ? 0 - (u64)number : (u64)number);
    view.is_negative = number < 0;
    return view;
}

static u64 magnitude_low_u64(BigIntView view) {
    u64 low = view.count > 0 ? view.limbs[0] : 0;
    return view.count > 1 ? low | (u64)view.limbs[1] << 32 : low;
}

bool bigint_to_i64(BigIntView view, i64 *number) {
    if (view.count > 2) return false;
    u64 magnitude = magnitude_low_u64(view);
    u64 limit = (UINT64_C(1) << 63) - (view.is_negative ? 0 : 1);
    if (magnitude > limit) return false;
    *number = (i64)(view.is_negative ? 0 - magnitude : magnitude);
    return true;
}

u64 bigint_low_u64(BigIntView view) {
    u64 low = magnitude_low_u64(view);
    return view.is_negative ? 0 - low : low;
}

BigIntView bigint_negate(BigIntView view) {
    view.is_negative = view.count > 0 && !view.is_negative;
    return view;
}

BigIntView bigint_copy(u32 *result, BigIntView view) {
    memmove(result, view.limbs, (usize)view.count * sizeof(u32));
    view.limbs = result;
    return view;
}

int bigint_limbs_compare(const u32 *left, u32 left_count, const u32 *right, u32 right_count) {
    if (left_count != right_count) return left_count < right_count ? -1 : 1;
    for (u32 i = left_count; i-- > 0;) {
        if (left[i] != right[i]) return left[i] < right[i] ? -1 : 1;
    }
    return 0;
}

int bigint_compare_magnitude(BigIntView left, BigIntView right) {
    return bigint_limbs_compare(left.limbs, left.count, right.limbs, right.count);
}

int bigint_compare(BigIntView left, BigIntView right) {
    if (left.is_negative != right.is_negative) return left.is_negative ? -1 : 1;
    int order = bigint_compare_magnitude(left, right);
    return left.is_negative ? -order : order;
}

u64 bigint_bit_length(BigIntView view) {
    if (view.count == 0) return 0;
    u32 top = view.limbs[view.count - 1];
    return (u64)view.count * BIGINT_LIMB_BITS - (u64)__builtin_clz(top);
}

u64 bigint_bit_count(BigIntView view) {
    u64 ones = 0;
    for (u32 i = 0; i < view.count; i++) ones += (u64)__builtin_popcount(view.limbs[i]);
    return ones;
}

u64 bigint_trailing_zeros(BigIntView view) {
    if (view.count == 0) return 0;
    u32 i = 0;
    while (view.limbs[i] == 0) i++;
    return (u64)i * BIGINT_LIMB_BITS + (u64)__builtin_ctz(view.limbs[i]);
}

// Modulo 2^61 - 1 a shift by 32 is a rotation of 61 bits.
i64 bigint_hash(BigIntView view) {
    const u64 modulus = (UINT64_C(1) << 61) - 1;
    u64 hash = 0;
    for (u32 i = view.count; i-- > 0;) {
        hash = (hash << 32 & modulus) | hash >> 29;
        hash += view.limbs[i];
        if (hash >= modulus) hash -= modulus;
    }
    i64 result = view.is_negative ? -(i64)hash : (i64)hash;
    return result == -1 ? -2 : result;
}

u32 bigint_limbs_add(u32 *result, const u32 *left, u32 left_count, const u32 *right,
                     u32 right_count) {
    u64 carry = 0;
    for (u32 i = 0; i < right_count; i++) {
        carry += (u64)left[i] + right[i];
        result[i] = (u32)carry;
        carry >>= 32;
    }
    for (u32 i = right_count; i < left_count; i++) {
        carry += left[i];
        result[i] = (u32)carry;
        carry >>= 32;
    }
    return (u32)carry;
}

u32 bigint_limbs_sub(u32 *result, const u32 *left, u32 left_count, const u32 *right,
                     u32 right_count) {
    u64 borrow = 0;
    for (u32 i = 0; i < right_count; i++) {
        u64 difference = (u64)left[i] - right[i] - borrow;
        result[i] = (u32)difference;
        borrow = difference >> 63;
    }
    for (u32 i = right_count; i < left_count; i++) {
        u64 difference = (u64)left[i] - borrow;
        result[i] = (u32)difference;
        borrow = difference >> 63;
    }
    return (u32)borrow;
}

u32 bigint_limbs_add_small(u32 *limbs, u32 count, u32 addend) {
    u64 carry = addend;
    for (u32 i = 0; i < count && carry != 0; i++) {
        carry += limbs[i];
        limbs[i] = (u32)carry;
        carry >>= 32;
    }
    return (u32)carry;
}

u32 bigint_limbs_mul_small(u32 *limbs, u32 count, u32 factor, u32 addend) {
    u64 carry = addend;
    for (u32 i = 0; i < count; i++) {
        carry += (u64)limbs[i] * factor;
        limbs[i] = (u32)carry;
        carry >>= 32;
    }
    return (u32)carry;
}

static BigIntView add_signed(u32 *result, BigIntView left, BigIntView right) {
    if (left.is_negative == right.is_negative) {
        BigIntView longer = left.count >= right.count ? left : right;
        BigIntView shorter = left.count >= right.count ? right : left;
        result[longer.count] =
            bigint_limbs_add(result, longer.limbs, longer.count, shorter.limbs, shorter.count);
        return bigint_view(result, longer.count + 1, left.is_negative);
    }
    bool is_left_larger = bigint_compare_magnitude(left, right) >= 0;
    BigIntView larger = is_left_larger ? left : right;
    BigIntView smaller = is_left_larger ? right : left;
    bigint_limbs_sub(result, larger.limbs, larger.count, smaller.limbs, smaller.count);
    return bigint_view(result, larger.count, larger.is_negative);
}

BigIntView bigint_add(u32 *result, BigIntView left, BigIntView right) {
    return add_signed(result, left, right);
}

BigIntView bigint_sub(u32 *result, BigIntView left, BigIntView right) {
    right.is_negative = !right.is_negative;
    if (right.count == 0) right.is_negative = left.is_negative;
    return add_signed(result, left, right);
}
