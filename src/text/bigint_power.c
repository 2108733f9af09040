#include "base/check.h"
#include "text/bigint_priv.h"

#include <string.h>

static const u32 one_limb[] = {1};
static const BigIntView one_view = {one_limb, 1, false};

static bool is_power_of_two(BigIntView view) {
    return view.count > 0 && bigint_trailing_zeros(view) + 1 == bigint_bit_length(view);
}

static bool is_unit_or_zero(BigIntView view) {
    return view.count == 0 || (view.count == 1 && view.limbs[0] == 1);
}

u64 bigint_pow_limbs(BigIntView base, u64 exponent) {
    if (exponent == 0 || is_unit_or_zero(base)) return 1;
    if (exponent > UINT64_C(1) << 32) return (u64)BIGINT_LIMBS_MAX + 1;
    return bigint_bit_length(base) * exponent / BIGINT_LIMB_BITS + 3;
}

usize bigint_pow_scratch(BigIntView base, u64 exponent) {
    u64 limbs = bigint_pow_limbs(base, exponent);
    if (limbs > BIGINT_LIMBS_MAX) return 0;
    return (usize)limbs + bigint_mul_scratch((u32)limbs, (u32)limbs);
}

BigIntView bigint_pow(u32 *result, BigIntView base, u64 exponent, u32 *scratch) {
    if (exponent == 0) return bigint_copy(result, one_view);
    bool is_negative = base.is_negative && (exponent & 1) != 0;
    base.is_negative = false;
    if (is_unit_or_zero(base)) {
        BigIntView same = bigint_copy(result, base);
        same.is_negative = is_negative && base.count > 0;
        return same;
    }
    if (is_power_of_two(base)) {
        BigIntView power =
            bigint_shift_left(result, one_view, bigint_trailing_zeros(base) * exponent);
        power.is_negative = is_negative;
        return power;
    }
    u32 *other = scratch;
    u32 *more_scratch = scratch + bigint_pow_limbs(base, exponent);
    u32 *target = result;
    BigIntView power = base;
    for (int bit = 62 - __builtin_clzll(exponent); bit >= 0; bit--) {
        power = bigint_mul(target, power, power, more_scratch);
        target = target == result ? other : result;
        if ((exponent >> bit & 1) == 0) continue;
        power = bigint_mul(target, power, base, more_scratch);
        target = target == result ? other : result;
    }
    if (power.limbs != result) power = bigint_copy(result, power);
    power.is_negative = is_negative;
    return power;
}

usize bigint_powmod_scratch(BigIntView base, BigIntView modulus) {
    usize count = modulus.count;
    usize dividend = base.count > 2 * count ? base.count : 2 * count;
    return 4 * count + 4 + bigint_mul_scratch(modulus.count, modulus.count) +
           bigint_divide_scratch((u32)dividend, modulus.count);
}

BigIntView bigint_powmod(u32 *result, BigIntView base, BigIntView exponent, BigIntView modulus,
                         u32 *scratch) {
    CHECK(modulus.count > 0 && !exponent.is_negative);
    BigIntView size = modulus;
    size.is_negative = false;
    u32 *reduced_limbs = scratch;
    u32 *product_limbs = reduced_limbs + modulus.count + 1;
    u32 *mul_scratch = product_limbs + 2 * (usize)modulus.count + 1;
    u32 *div_scratch = mul_scratch + bigint_mul_scratch(modulus.count, modulus.count);
    BigIntView reduced = bigint_divide(NULL, reduced_limbs, base, size, div_scratch).remainder;
    BigIntView power = bigint_divide(NULL, result, one_view, size, div_scratch).remainder;
    for (u64 bit = bigint_bit_length(exponent); bit-- > 0;) {
        BigIntView product = bigint_mul(product_limbs, power, power, mul_scratch);
        power = bigint_divide(NULL, result, product, size, div_scratch).remainder;
        if ((exponent.limbs[bit / BIGINT_LIMB_BITS] >> bit % BIGINT_LIMB_BITS & 1) == 0) continue;
        product = bigint_mul(product_limbs, power, reduced, mul_scratch);
        power = bigint_divide(NULL, result, product, size, div_scratch).remainder;
    }
    if (modulus.is_negative && power.count > 0) power = bigint_add(result, power, modulus);
    return power;
}

// ---- Euclid's algorithm, also extended
enum { INVERSE_BUFFER_COUNT = 8 };

usize bigint_inverse_scratch(BigIntView view, BigIntView modulus) {
    u32 widest = (view.count > modulus.count ? view.count : modulus.count) + 2;
    return (usize)(INVERSE_BUFFER_COUNT + 2) * widest + bigint_mul_scratch(widest, widest) +
           bigint_divide_scratch(widest, widest);
}

bool bigint_inverse(u32 *result, BigIntView view, BigIntView modulus, BigIntView *inverse,
                    u32 *scratch) {
    u32 widest = (view.count > modulus.count ? view.count : modulus.count) + 2;
    u32 *free_rest[3], *free_factor[3];
    for (u32 i = 0; i < 3; i++) {
        free_rest[i] = scratch + (usize)i * widest;
        free_factor[i] = scratch + (usize)(i + 3) * widest;
    }
    u32 *quotient = scratch + (usize)6 * widest;
    u32 *product = quotient + widest;
    u32 *more = product + (usize)2 * widest;
    u32 *div_scratch = more + bigint_mul_scratch(widest, widest);
    BigIntView size = modulus;
    size.is_negative = false;

    // Invariant: rest = factor * view modulo the modulus, for the last and the one before.
    BigIntView last_rest = bigint_copy(free_rest[0], size);
    BigIntView rest = bigint_divide(NULL, free_rest[1], view, size, div_scratch).remainder;
    BigIntView last_factor = {free_factor[0], 0, false};
    BigIntView factor = bigint_copy(free_factor[1], one_view);
    for (u32 turn = 2; rest.count > 0; turn = (turn + 1) % 3) {
        BigIntDivision division =
            bigint_divide(quotient, free_rest[turn], last_rest, rest, div_scratch);
        BigIntView step = bigint_mul(product, division.quotient, factor, more);
        BigIntView next = bigint_sub(free_factor[turn], last_factor, step);
        last_rest = rest;
        rest = division.remainder;
        last_factor = factor;
        factor = next;
    }
    if (last_rest.count != 1 || last_rest.limbs[0] != 1) return false;
    *inverse = bigint_divide(NULL, result, last_factor, modulus, div_scratch).remainder;
    return true;
}

usize bigint_gcd_scratch(u32 left_count, u32 right_count) {
    u32 widest = (left_count > right_count ? left_count : right_count) + 1;
    return (usize)widest * 3 + bigint_divide_scratch(widest, widest);
}

static u64 gcd_u64(u64 left, u64 right) {
    while (right != 0) {
        u64 rest = left % right;
        left = right;
        right = rest;
    }
    return left;
}

BigIntView bigint_gcd(u32 *result, BigIntView left, BigIntView right, u32 *scratch) {
    u32 widest = (left.count > right.count ? left.count : right.count) + 1;
    u32 *buffers[3] = {scratch, scratch + widest, scratch + 2 * (usize)widest};
    u32 *div_scratch = scratch + 3 * (usize)widest;
    left.is_negative = right.is_negative = false;
    for (u32 turn = 0; right.count > 0; turn = (turn + 1) % 3) {
        if (left.count <= 2 && right.count <= 2) {
            u32 small[BIGINT_LIMBS_OF_64];
            u64 divisor = gcd_u64(bigint_low_u64(left), bigint_low_u64(right));
            return bigint_copy(result, bigint_from_u64(small, divisor));
        }
        BigIntView rest = bigint_divide(NULL, buffers[turn], left, right, div_scratch).remainder;
        left = right;
        right = rest;
    }
    return bigint_copy(result, left);
}

usize bigint_isqrt_scratch(u32 count) {
    return (usize)count + 4 + count / 2 + 4 + bigint_divide_scratch(count + 2, count / 2 + 2);
}

// Newton's method from above: it falls until it reaches the root.
BigIntView bigint_isqrt(u32 *result, BigIntView view, u32 *scratch) {
    CHECK(!view.is_negative);
    if (view.count == 0) return (BigIntView){result, 0, false};
    u32 *quotient = scratch;
    u32 *next_limbs = quotient + view.count + 4;
    u32 *div_scratch = next_limbs + view.count / 2 + 4;
    BigIntView root = bigint_shift_left(result, one_view, (bigint_bit_length(view) + 1) / 2);
    for (;;) {
        BigIntView other = bigint_divide(quotient, NULL, view, root, div_scratch).quotient;
        if (bigint_compare(other, root) >= 0) return root;
        BigIntView sum = bigint_add(next_limbs, other, root);
        root = bigint_copy(result, bigint_shift_right(next_limbs, sum, 1));
    }
}
