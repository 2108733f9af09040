// text/bigint.h — unbounded integers: sign and magnitude over arrays of 32-bit limbs that the
// caller owns.
//
// A BigIntView borrows limbs, least significant first. Every view made here is normal: the top limb
// is not 0, and zero has no limbs and no sign. Nothing here allocates: each operation writes to
// `result`, whose size in limbs its comment tells, and returns a view of it. `scratch` has as many
// limbs as the function named NAME_scratch answers. A result may overlap an operand only where its
// comment says so. Semantics are Python's: division floors, bitwise operations act on the infinite
// two's complement.
#pragma once

#include "base/slice.h"

enum {
    BIGINT_LIMBS_MAX = 1 << 26,  // 2^31 bits; the caller refuses to make anything larger
    BIGINT_LIMBS_OF_64 = 2,
    BIGINT_LIMBS_OF_F64 = 33,
};

typedef struct {
    const u32 *limbs;  // borrowed
    u32 count;
    bool is_negative;
} BigIntView;

// ---- views and small numbers
BigIntView bigint_view(const u32 *limbs, u32 count, bool is_negative);  // drops leading zeros
BigIntView bigint_from_i64(u32 *result, i64 number);                    // BIGINT_LIMBS_OF_64
BigIntView bigint_from_u64(u32 *result, u64 number);                    // BIGINT_LIMBS_OF_64
bool bigint_to_i64(BigIntView view, i64 *number);      // false: outside, `number` untouched
u64 bigint_low_u64(BigIntView view);                   // modulo 2^64, two's complement
BigIntView bigint_negate(BigIntView view);             // the same limbs
BigIntView bigint_copy(u32 *result, BigIntView view);  // view.count

int bigint_compare(BigIntView left, BigIntView right);            // -1, 0, 1
int bigint_compare_magnitude(BigIntView left, BigIntView right);  // -1, 0, 1
u64 bigint_bit_length(BigIntView view);
u64 bigint_bit_count(BigIntView view);       // ones of the magnitude
u64 bigint_trailing_zeros(BigIntView view);  // of the magnitude; 0 for zero
i64 bigint_hash(BigIntView view);            // CPython's 64-bit hash(int)

// ---- sum and product
// max(left.count, right.count) + 1 limbs; `result` may be the limbs of either operand.
BigIntView bigint_add(u32 *result, BigIntView left, BigIntView right);
BigIntView bigint_sub(u32 *result, BigIntView left, BigIntView right);
// left.count + right.count limbs.
usize bigint_mul_scratch(u32 left_count, u32 right_count);
BigIntView bigint_mul(u32 *result, BigIntView left, BigIntView right, u32 *scratch);

// ---- division. The divisor is not zero.
typedef struct {
    BigIntView quotient, remainder;
} BigIntDivision;

// Floors, so the remainder has the divisor's sign. quotient: dividend.count + 1 limbs, remainder:
// divisor.count + 1; either may be NULL when it is not wanted.
usize bigint_divide_scratch(u32 dividend_count, u32 divisor_count);
BigIntDivision bigint_divide(u32 *quotient, u32 *remainder, BigIntView dividend, BigIntView divisor,
                             u32 *scratch);
// The quotient rounded half to even; false when it is out of range. Same scratch as
// bigint_ratio_scratch.
usize bigint_ratio_scratch(u32 dividend_count, u32 divisor_count);
bool bigint_ratio(BigIntView dividend, BigIntView divisor, f64 *result, u32 *scratch);

// ---- bits
u64 bigint_shift_left_limbs(BigIntView view, u64 bits);  // may pass BIGINT_LIMBS_MAX: check it
BigIntView bigint_shift_left(u32 *result, BigIntView view, u64 bits);
BigIntView bigint_shift_right(u32 *result, BigIntView view,
                              u64 bits);  // floors; view.count + 1; in place is fine
// max(left.count, right.count) + 1 limbs.
BigIntView bigint_and(u32 *result, BigIntView left, BigIntView right);
BigIntView bigint_or(u32 *result, BigIntView left, BigIntView right);
BigIntView bigint_xor(u32 *result, BigIntView left, BigIntView right);
BigIntView bigint_not(u32 *result, BigIntView view);  // view.count + 1

// ---- powers and roots
// Limbs of base ** exponent, an upper bound; more than BIGINT_LIMBS_MAX means: refuse.
u64 bigint_pow_limbs(BigIntView base, u64 exponent);
usize bigint_pow_scratch(BigIntView base, u64 exponent);
BigIntView bigint_pow(u32 *result, BigIntView base, u64 exponent,
                      u32 *scratch);  // bigint_pow_limbs
// base ** exponent % modulus with the modulus's sign. exponent >= 0, modulus != 0. modulus.count +
// 1 limbs.
usize bigint_powmod_scratch(BigIntView base, BigIntView modulus);
BigIntView bigint_powmod(u32 *result, BigIntView base, BigIntView exponent, BigIntView modulus,
                         u32 *scratch);
// The inverse of `view` modulo `modulus`; false when there is none. modulus.count + 1 limbs.
usize bigint_inverse_scratch(BigIntView view, BigIntView modulus);
bool bigint_inverse(u32 *result, BigIntView view, BigIntView modulus, BigIntView *inverse,
                    u32 *scratch);
// max(left.count, right.count) limbs. Never negative.
usize bigint_gcd_scratch(u32 left_count, u32 right_count);
BigIntView bigint_gcd(u32 *result, BigIntView left, BigIntView right, u32 *scratch);
// floor of the square root of view >= 0. view.count / 2 + 2 limbs.
usize bigint_isqrt_scratch(u32 count);
BigIntView bigint_isqrt(u32 *result, BigIntView view, u32 *scratch);

// ---- floats
bool bigint_to_f64(BigIntView view, f64 *result);  // half to even; false: too large for a float
BigIntView bigint_from_f64(u32 *result,
                           f64 number);  // truncates a finite number; BIGINT_LIMBS_OF_F64
int bigint_compare_f64(BigIntView view, f64 number);  // exact; -1, 0, 1, and 2 for NaN
// view = mantissa * 2^exponent up to what lies below the 64-bit mantissa's last bit (then it is
// sticky, set to 1). For logarithms of large numbers: log(view) = log(mantissa) + exponent *
// log(2).
u64 bigint_mantissa(BigIntView view, u64 *exponent);

// ---- bytes and text
// The number in `bytes`, as int.from_bytes. bytes.len / 4 + 2 limbs.
BigIntView bigint_from_bytes(u32 *result, Slice bytes, bool is_big_endian, bool is_signed);
// Fills all of `bytes`; false when the number does not fit (or is negative and not `is_signed`).
bool bigint_to_bytes(BigIntView view, MutSlice bytes, bool is_big_endian, bool is_signed);

// int(text, base) for ASCII text: blanks around, sign, prefix, single underscores between digits.
// Base 0 or 2..36; with base 0 the prefix decides and "012" is wrong, as in source code. False: not
// a number (result is garbage).
usize bigint_parse_limbs(usize text_len);
usize bigint_parse_scratch(usize text_len);
bool bigint_parse(u32 *result, Slice text, u32 base, BigIntView *view, u32 *scratch);

// Digits in lower case with '-', without prefix. Returns the length; `out` has bigint_print_bytes
// bytes; no 0 at the end.
usize bigint_print_bytes(BigIntView view, u32 base);
usize bigint_print_scratch(BigIntView view, u32 base);
usize bigint_print(char *out, BigIntView view, u32 base, u32 *scratch);
