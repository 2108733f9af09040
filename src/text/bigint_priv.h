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
// One digit of Knuth's algorithm D: takes digit * divisor off the `count` + 1 limbs of `dividend`.
u32 bigint_limbs_divide_step(u32 *dividend, const u32 *divisor, u32 count);
// Division by halves (bigint_large.c), where it is faster. quotient: dividend.count - divisor.count
// + 1 limbs, remainder: divisor.count; magnitudes. `remainder` may be before `scratch` alone.
bool bigint_divide_is_large(u32 dividend_count, u32 divisor_count);
usize bigint_divide_large_scratch(u32 dividend_count, u32 divisor_count);
void bigint_divide_large(u32 *quotient, u32 *remainder, BigIntView dividend, BigIntView divisor,
                         u32 *scratch);
// Digits in quadratic time: the limbs of them; the digits of a magnitude, written backwards from
// `end` (scratch: its limbs and one more), whose start is the result.
u32 bigint_parse_digits(u32 *result, Slice digits, u32 base);
char *bigint_print_digits(char *end, BigIntView view, u32 base, u32 *scratch);
// The same for decimal digits by halves (bigint_decimal.c).
enum { BIGINT_DECIMAL_LARGE = 1200, BIGINT_DECIMAL_LARGE_LIMBS = 100 };
usize bigint_decimal_parse_scratch(usize text_len);
u32 bigint_decimal_parse(u32 *result, Slice text, u32 *scratch);
usize bigint_decimal_print_scratch(u32 count);
char *bigint_decimal_print(char *end, BigIntView view, u32 *scratch);
// The product of left_count + right_count limbs; scratch as bigint_mul_scratch.
void bigint_limbs_mul(u32 *result, const u32 *left, u32 left_count, const u32 *right,
                      u32 right_count, u32 *scratch);
