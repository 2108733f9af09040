#include "base/check.h"
#include "text/bigint_priv.h"

#include <string.h>

enum { KARATSUBA_LIMBS_MIN = 40 };

static void mul_school(u32 *result, const u32 *left, u32 left_count, const u32 *right,
                       u32 right_count) {
    memset(result, 0, (usize)left_count * sizeof(u32));
    for (u32 j = 0; j < right_count; j++) {
        u64 carry = 0;
        u64 factor = right[j];
        for (u32 i = 0; i < left_count; i++) {
            carry += factor * left[i] + result[i + j];
            result[i + j] = (u32)carry;
            carry >>= 32;
        }
        result[j + left_count] = (u32)carry;
    }
}

// A square has each mixed product twice: half the multiplications.
static void square_school(u32 *result, const u32 *limbs, u32 count) {
    memset(result, 0, (usize)count * 2 * sizeof(u32));
    for (u32 j = 0; j + 1 < count; j++) {
        u64 carry = 0;
        u64 factor = limbs[j];
        for (u32 i = j + 1; i < count; i++) {
            carry += factor * limbs[i] + result[i + j];
            result[i + j] = (u32)carry;
            carry >>= 32;
        }
        result[j + count] = (u32)carry;
    }
    bigint_limbs_shift_left(result, result, count * 2, 1);
    u64 carry = 0;
    for (u32 i = 0; i < count; i++) {
        u64 square = (u64)limbs[i] * limbs[i];
        carry += (u64)result[2 * i] + (u32)square;
        result[2 * i] = (u32)carry;
        carry = (carry >> 32) + result[2 * i + 1] + (square >> 32);
        result[2 * i + 1] = (u32)carry;
        carry >>= 32;
    }
}

// With a = a1 B + a0 and b = b1 B + b0 the middle term is (a0 + a1)(b0 + b1) - a0 b0 - a1 b1.
static void mul_karatsuba(u32 *result, const u32 *left, const u32 *right, u32 count, u32 *scratch) {
    u32 low_count = count / 2;
    u32 high_count = count - low_count;
    u32 sum_count = high_count + 1;
    bigint_limbs_mul(result, left, low_count, right, low_count, scratch);
    bigint_limbs_mul(result + 2 * low_count, left + low_count, high_count, right + low_count,
                     high_count, scratch);

    u32 *left_sum = scratch;
    u32 *right_sum = scratch + sum_count;
    u32 *middle = right_sum + sum_count;
    left_sum[high_count] =
        bigint_limbs_add(left_sum, left + low_count, high_count, left, low_count);
    right_sum[high_count] =
        bigint_limbs_add(right_sum, right + low_count, high_count, right, low_count);
    if (left == right) right_sum = left_sum;
    bigint_limbs_mul(middle, left_sum, sum_count, right_sum, sum_count, middle + 2 * sum_count);
    bigint_limbs_sub(middle, middle, 2 * sum_count, result, 2 * low_count);
    bigint_limbs_sub(middle, middle, 2 * sum_count, result + 2 * low_count, 2 * high_count);

    // The middle term fits below the result's end, so limbs of it beyond that are 0.
    u32 room = 2 * count - low_count;
    u32 middle_count = 2 * sum_count < room ? 2 * sum_count : room;
    bigint_limbs_add(result + low_count, result + low_count, room, middle, middle_count);
}

void bigint_limbs_mul(u32 *result, const u32 *left, u32 left_count, const u32 *right,
                      u32 right_count, u32 *scratch) {
    if (left_count < right_count) {
        bigint_limbs_mul(result, right, right_count, left, left_count, scratch);
        return;
    }
    if (right_count < KARATSUBA_LIMBS_MIN) {
        if (left == right && left_count == right_count) {
            square_school(result, left, left_count);
        } else {
            mul_school(result, left, left_count, right, right_count);
        }
        return;
    }
    if (left_count == right_count) {
        mul_karatsuba(result, left, right, left_count, scratch);
        return;
    }
    // Unequal: pieces of `left` as long as `right`.
    memset(result, 0, ((usize)left_count + right_count) * sizeof(u32));
    for (u32 start = 0; start < left_count; start += right_count) {
        u32 piece_count = left_count - start < right_count ? left_count - start : right_count;
        bigint_limbs_mul(scratch, left + start, piece_count, right, right_count,
                         scratch + piece_count + right_count);
        bigint_limbs_add(result + start, result + start, left_count + right_count - start, scratch,
                         piece_count + right_count);
    }
}

// Karatsuba of n limbs takes 4 (n/2 + 2) and then that of n/2 + 2: below 4 n + 512 for all n in
// range. The pieces of an unequal product shrink as in Euclid's algorithm: their buffers take less
// than 8 n together.
usize bigint_mul_scratch(u32 left_count, u32 right_count) {
    u32 smaller_count = left_count < right_count ? left_count : right_count;
    if (smaller_count < KARATSUBA_LIMBS_MIN) return 0;
    return (usize)smaller_count * 12 + 512;
}

BigIntView bigint_mul(u32 *result, BigIntView left, BigIntView right, u32 *scratch) {
    if (left.count == 0 || right.count == 0) return (BigIntView){result, 0, false};
    bigint_limbs_mul(result, left.limbs, left.count, right.limbs, right.count, scratch);
    return bigint_view(result, left.count + right.count, left.is_negative != right.is_negative);
}
