// Two numbers from the input; the laws of arithmetic must hold.
#include "text/bigint.h"

#include "base/check.h"

enum { BYTES_MAX = 2048, LIMBS = BYTES_MAX / 2, SCRATCH = 40000 };

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static void check_equal(BigIntView left, BigIntView right) {
    CHECK(bigint_compare(left, right) == 0);
}

static void check_division(BigIntView left, BigIntView right, u32 *scratch) {
    u32 quotient[LIMBS], remainder[LIMBS], product[LIMBS], sum[LIMBS];
    if (right.count == 0) return;
    CHECK(bigint_divide_scratch(left.count, right.count) <= SCRATCH);
    BigIntDivision division = bigint_divide(quotient, remainder, left, right, scratch);
    BigIntView back = bigint_mul(product, division.quotient, right, scratch);
    check_equal(bigint_add(sum, back, division.remainder), left);
    CHECK(division.remainder.count == 0 || division.remainder.is_negative == right.is_negative);
    CHECK(bigint_compare_magnitude(division.remainder, right) < 0);
}

static void check_text(BigIntView left, u32 base, u32 *scratch) {
    char text[BYTES_MAX * 8 + 32];
    u32 limbs[BYTES_MAX * 2 + 8];
    BigIntView again;
    CHECK(bigint_print_bytes(left, base) <= sizeof text);
    usize len = bigint_print(text, left, base, scratch);
    CHECK(bigint_parse_limbs(len) <= COUNT_OF(limbs));
    CHECK(bigint_parse(limbs, slice_make(text, len), base, &again, scratch));
    check_equal(again, left);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size) {
    if (size < 3 || size > BYTES_MAX) return 0;
    u32 left_limbs[LIMBS], right_limbs[LIMBS], first[LIMBS], second[LIMBS], third[LIMBS],
        scratch[SCRATCH];
    usize cut = (usize)data[0] * size / 256;
    u32 base = data[1] % 35 + 2, shift = data[2];
    BigIntView left = bigint_from_bytes(left_limbs, slice_make(data, cut), false, true);
    BigIntView right =
        bigint_from_bytes(right_limbs, slice_make(data + cut, size - cut), true, true);

    check_equal(bigint_sub(second, bigint_add(first, left, right), right), left);
    check_equal(bigint_xor(second, bigint_xor(first, left, right), right), left);
    BigIntView both = bigint_and(first, left, right), either = bigint_or(second, left, right);
    check_equal(bigint_add(first, both, either), bigint_add(third, left, right));
    check_equal(bigint_shift_right(second, bigint_shift_left(first, left, shift), shift), left);
    check_equal(bigint_not(second, bigint_not(first, left)), left);
    CHECK(bigint_mul_scratch(left.count, right.count) <= SCRATCH);
    BigIntView product = bigint_mul(first, left, right, scratch);
    check_equal(bigint_mul(second, right, left, scratch), product);
    check_division(product, right, scratch);
    check_division(left, right, scratch);
    check_text(left, base, scratch);
    if (!left.is_negative) {
        BigIntView root = bigint_isqrt(first, left, scratch);
        CHECK(bigint_compare(bigint_mul(second, root, root, scratch), left) <= 0);
    }
    return 0;
}
