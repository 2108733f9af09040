// Big integers against floats and bytes.
#include "text/bigint_priv.h"
#include "text/float_bits_priv.h"

#include <string.h>

u64 bigint_mantissa(BigIntView view, u64 *exponent) {
    u64 bits = bigint_bit_length(view);
    *exponent = bits > 64 ? bits - 64 : 0;
    if (bits <= 64) {
        view.is_negative = false;
        return bigint_low_u64(view);
    }
    // The 64 bits end inside the limb `first`.
    u32 first = (u32)(*exponent / BIGINT_LIMB_BITS);
    u32 shift = (u32)(*exponent % BIGINT_LIMB_BITS);
    u64 mantissa = ((u64)view.limbs[first + 1] << 32 | view.limbs[first]) >> shift;
    if (shift > 0) mantissa |= (u64)view.limbs[first + 2] << (64 - shift);
    return bigint_trailing_zeros(view) < *exponent ? mantissa | 1 : mantissa;
}

bool bigint_to_f64(BigIntView view, f64 *result) {
    u64 exponent;
    u64 mantissa = bigint_mantissa(view, &exponent);
    f64 number = float_compose(mantissa, false, (i64)exponent);
    *result = view.is_negative ? -number : number;
    return f64_is_finite(number);
}

BigIntView bigint_from_f64(u32 *result, f64 number) {
    u64 mantissa;
    i32 exponent;
    f64_split(number, &mantissa, &exponent);
    if (exponent < 0) {
        mantissa = exponent > -64 ? mantissa >> -exponent : 0;
        exponent = 0;
    }
    u32 limbs[BIGINT_LIMBS_OF_64];
    BigIntView view = bigint_from_u64(limbs, mantissa);
    view.is_negative = view.count > 0 && f64_is_negative(number);
    return bigint_shift_left(result, view, (u64)exponent);
}

int bigint_compare_f64(BigIntView view, f64 number) {
    if (__builtin_isnan(number)) return 2;
    if (!f64_is_finite(number)) return number > 0 ? -1 : 1;
    u32 limbs[BIGINT_LIMBS_OF_F64];
    int order = bigint_compare(view, bigint_from_f64(limbs, number));
    f64 fraction = number - __builtin_trunc(number);
    if (order != 0 || fraction == 0) return order;
    return fraction > 0 ? -1 : 1;
}

BigIntView bigint_from_bytes(u32 *result, Slice bytes, bool is_big_endian, bool is_signed) {
    u32 count = (u32)(bytes.len / 4 + 1);
    memset(result, 0, (usize)count * sizeof(u32));
    bool is_negative = false;
    for (usize i = 0; i < bytes.len; i++) {
        u8 byte = bytes.data[is_big_endian ? bytes.len - 1 - i : i];
        result[i / 4] |= (u32)byte << i % 4 * 8;
        if (i + 1 == bytes.len) is_negative = is_signed && byte >= 0x80;
    }
    if (is_negative) {
        // 2^(8 len) - value: complement of the limbs, with the bytes beyond the end set before.
        for (usize i = bytes.len; i < (usize)count * 4; i++)
            result[i / 4] |= (u32)0xff << i % 4 * 8;
        for (u32 i = 0; i < count; i++) result[i] = ~result[i];
        bigint_limbs_add_small(result, count, 1);
    }
    return bigint_view(result, count, is_negative);
}

bool bigint_to_bytes(BigIntView view, MutSlice bytes, bool is_big_endian, bool is_signed) {
    if (view.is_negative && !is_signed) return false;
    u64 bits = bigint_bit_length(view);
    if (is_signed) {
        // -2^(n-1) is the one number whose magnitude has all n bits.
        bool is_lowest = view.is_negative && bigint_trailing_zeros(view) + 1 == bits;
        bits += is_lowest ? 0 : 1;
        if (view.count == 0) bits = 0;
    }
    if (bits > (u64)bytes.len * 8) return false;
    u32 carry = 1;
    for (usize i = 0; i < bytes.len; i++) {
        u32 byte = i / 4 < view.count ? view.limbs[i / 4] >> i % 4 * 8 & 0xff : 0;
        if (view.is_negative) {
            carry += ~byte & 0xff;
            byte = carry & 0xff;
            carry >>= 8;
        }
        bytes.data[is_big_endian ? bytes.len - 1 - i : i] = (u8)byte;
    }
    return true;
}
