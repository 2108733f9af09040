// text/bigint_priv.h — arithmetic on bare limbs: magnitudes without signs, sizes fixed by the
// caller.
#pragma once

#include "text/bigint.h"

enum { BIGINT_LIMB_BITS = 32 };

// `result` gets left_count limbs and the carry or borrow (0 or 1) is returned. left_count >=
// right_count; the difference needs left >= right. `result` may be either operand.
u32 bigint_limbs_add(u32 *result, const u32 *left, u32 left_count, const u32 *right,
                     u32 right_count);
u32 bigint_limbs_sub(u32 *result, const u32 *left, u32 left_count, const u32 *right,
                     u32 right_count);
u32 bigint_limbs_add_small(u32 *limbs, u32 count, u32 addend);  // in place; returns the carry
u32 bigint_limbs_mul_small(u32 *limbs, u32 count, u32 factor,
                           u32 addend);  // in place; returns the carry limb
u32 bigint_limbs_div_small(u32 *quotient, const u32 *limbs, u32 count,
                           u32 divisor);  // returns the remainder; in place too
u32 bigint_limbs_shift_left(u32 *result, const u32 *limbs, u32 count,
                            u32 bits);  // bits < 32; returns what falls out
void bigint_limbs_shift_right(u32 *result, const u32 *limbs, u32 count, u32 bits);  // bits < 32
int bigint_limbs_compare(const u32 *left, u32 left_count, const u32 *right,
                         u32 right_count);  // both normal
// The product of left_count + right_count limbs; scratch as bigint_mul_scratch.
void bigint_limbs_mul(u32 *result, const u32 *left, u32 left_count, const u32 *right,
                      u32 right_count, u32 *scratch);
