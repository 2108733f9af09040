#include "text/bigint.h"

#include "tests/unit/test.h"

#include <string.h>

enum { LIMBS = 4096, SCRATCH = 65536 };

typedef struct {
    u32 left[LIMBS], right[LIMBS], third[LIMBS], result[LIMBS], other[LIMBS], scratch[SCRATCH];
    char text[LIMBS * 10];
} Bench;

static Bench *bench_new(void) {
    return test_calloc(1, sizeof(Bench));
}

static BigIntView number(Bench *bench, u32 *limbs, const char *text) {
    BigIntView view;
    assert_true(bigint_parse(limbs, slice_of_text(text), 0, &view, bench->scratch));
    return view;
}

static void assert_number(Bench *bench, BigIntView view, const char *expected) {
    usize len = bigint_print(bench->text, view, 10, bench->scratch);
    assert_int_equal(len, strlen(expected));
    assert_memory_equal(bench->text, expected, len);
}

TEST(bigint_divides_towards_minus_infinity) {
    static const char *const rows[][4] = {
        {"7", "2", "3", "1"},
        {"-7", "2", "-4", "1"},
        {"7", "-2", "-4", "-1"},
        {"-7", "-2", "3", "-1"},
        {"-6", "2", "-3", "0"},
        {"1", "-100000000000000000000", "-1", "-99999999999999999999"},
        {"123456789012345678901234567890", "-987654321098765", "-124999998860938",
         "-439799363973680"},
    };
    Bench *bench = bench_new();
    for (usize i = 0; i < COUNT_OF(rows); i++) {
        BigIntView dividend = number(bench, bench->left, rows[i][0]);
        BigIntView divisor = number(bench, bench->right, rows[i][1]);
        BigIntDivision division =
            bigint_divide(bench->result, bench->other, dividend, divisor, bench->scratch + 1000);
        assert_number(bench, division.quotient, rows[i][2]);
        assert_number(bench, division.remainder, rows[i][3]);
    }
    test_free(bench);
}

TEST(bigint_logic_is_that_of_twos_complement) {
    Bench *bench = bench_new();
    BigIntView left = number(bench, bench->left, "-0x100000000");
    BigIntView right = number(bench, bench->right, "0x1ffffffff");
    assert_number(bench, bigint_and(bench->result, left, right), "4294967296");
    assert_number(bench, bigint_or(bench->result, left, right), "-1");
    assert_number(bench, bigint_xor(bench->result, left, right), "-4294967297");
    assert_number(bench, bigint_not(bench->result, left), "4294967295");
    assert_number(bench, bigint_shift_right(bench->result, left, 40), "-1");
    assert_number(bench, bigint_shift_left(bench->result, right, 33), "73786976286248271872");
    test_free(bench);
}

TEST(bigint_powers) {
    Bench *bench = bench_new();
    BigIntView base = number(bench, bench->left, "-0x123456789abcdef0123456789abcdef");
    assert_true(bigint_pow_limbs(base, 7) < LIMBS);
    assert_number(bench, bigint_pow(bench->result, base, 7, bench->scratch),
                  "-1809666255024178205618198238704602655643309699939465541246047855496452459872452"
                  "85030664312851672149001335625140790813081417412538008276708890173952660311152060"
                  "40677111476502857403197224811750634218819133563718757422103827777378545708401598"
                  "736099883359375");
    BigIntView modulus = number(bench, bench->right, "10000000000000000000000000000000000000000");
    assert_number(bench,
                  bigint_powmod(bench->result, base, bigint_negate(base), modulus, bench->scratch),
                  "3925776543483152636326849460601806640625");
    assert_int_equal(bigint_pow_limbs(base, UINT64_C(1) << 40), (u64)BIGINT_LIMBS_MAX + 1);
    BigIntView inverse;
    BigIntView three = number(bench, bench->third, "3");
    assert_true(bigint_inverse(bench->result, three, modulus, &inverse, bench->scratch));
    assert_number(bench, inverse, "6666666666666666666666666666666666666667");
    assert_number(bench, bigint_isqrt(bench->result, modulus, bench->scratch),
                  "100000000000000000000");
    test_free(bench);
}

TEST(bigint_karatsuba_agrees_with_the_binomial_formula) {
    // (2^n - 1)^2 = 2^2n - 2^(n+1) + 1 for lengths around the threshold and its halves.
    Bench *bench = bench_new();
    for (u32 bits = 1000; bits < 12000; bits += 37) {
        BigIntView one = bigint_from_u64(bench->third, 1);
        BigIntView power = bigint_shift_left(bench->left, one, bits);
        BigIntView ones = bigint_sub(bench->left, power, one);
        memcpy(bench->right, ones.limbs, ones.count * sizeof(u32));
        BigIntView same = {bench->right, ones.count, true};
        assert_true(bigint_mul_scratch(ones.count, same.count) <= SCRATCH);
        BigIntView product = bigint_mul(bench->result, ones, same, bench->scratch);
        BigIntView expected = bigint_shift_left(bench->other, one, 2 * bits);
        expected =
            bigint_sub(bench->other, expected, bigint_shift_left(bench->left, one, bits + 1));
        expected = bigint_add(bench->other, expected, one);
        assert_int_equal(bigint_compare(bigint_negate(product), expected), 0);
    }
    test_free(bench);
}

TEST(bigint_against_floats) {
    Bench *bench = bench_new();
    f64 result;
    assert_true(bigint_to_f64(number(bench, bench->left, "9007199254740993"), &result));
    assert_true(result == 9007199254740992.0);
    assert_true(bigint_to_f64(number(bench, bench->left, "-9007199254740995"), &result));
    assert_true(result == -9007199254740996.0);
    BigIntView huge = bigint_shift_left(bench->left, bigint_from_u64(bench->right, 1), 1024);
    assert_false(bigint_to_f64(huge, &result));
    assert_int_equal(bigint_compare_f64(huge, 1.7976931348623157e308), 1);
    assert_int_equal(bigint_compare_f64(huge, __builtin_inf()), -1);
    assert_int_equal(bigint_compare_f64(huge, __builtin_nan("")), 2);
    assert_int_equal(bigint_compare_f64(bigint_from_i64(bench->right, -2), -2.5), 1);
    assert_true(bigint_ratio(bigint_from_u64(bench->left, 1), bigint_from_u64(bench->right, 3),
                             &result, bench->scratch));
    assert_true(result == 1.0 / 3.0);
    assert_true(bigint_ratio(bigint_from_u64(bench->left, 0), bigint_from_i64(bench->right, -5),
                             &result, bench->scratch));
    assert_true(result == 0 && __builtin_signbit(result));
    assert_number(bench, bigint_from_f64(bench->result, -1e23), "-99999999999999991611392");
    assert_int_equal(bigint_hash(number(bench, bench->left, "-1")), -2);
    assert_int_equal(bigint_hash(number(bench, bench->left, "2305843009213693951")), 0);
    test_free(bench);
}

static bool is_number(Bench *bench, const char *text, u32 base, i64 expected) {
    BigIntView view;
    i64 small;
    return bigint_parse(bench->result, slice_of_text(text), base, &view, bench->scratch) &&
           bigint_to_i64(view, &small) && small == expected;
}

TEST(bigint_parse_follows_int) {
    Bench *bench = bench_new();
    assert_true(is_number(bench, " -0x_fF ", 0, -255));
    assert_true(is_number(bench, "0b101", 2, 5));
    assert_true(is_number(bench, "0b101", 16, 0xb101));
    assert_true(is_number(bench, "00_0", 0, 0));
    assert_true(is_number(bench, "-9223372036854775808", 10, INT64_MIN));
    assert_true(is_number(bench, "zz", 36, 1295));
    static const char *const wrong[] = {"",   "-",   "0x",  "0x__1", "1__0", "_1",
                                        "1_", "012", "1 2", "0b2",   "1.0",  "\xd9\xa1"};
    BigIntView view;
    for (usize i = 0; i < COUNT_OF(wrong); i++) {
        assert_false(
            bigint_parse(bench->result, slice_of_text(wrong[i]), 0, &view, bench->scratch));
    }
    test_free(bench);
}

TEST(bigint_bytes_and_back) {
    Bench *bench = bench_new();
    u8 bytes[3];
    MutSlice out = {bytes, sizeof bytes};
    assert_true(bigint_to_bytes(bigint_from_i64(bench->left, -2), out, true, true));
    assert_memory_equal(bytes, "\xff\xff\xfe", 3);
    assert_number(bench, bigint_from_bytes(bench->result, slice_make(bytes, 3), true, true), "-2");
    assert_number(bench, bigint_from_bytes(bench->result, slice_make(bytes, 3), false, false),
                  "16711679");
    assert_true(bigint_to_bytes(bigint_from_i64(bench->left, -0x800000), out, false, true));
    assert_false(bigint_to_bytes(bigint_from_i64(bench->left, 0x800000), out, false, true));
    assert_true(bigint_to_bytes(bigint_from_i64(bench->left, 0xffffff), out, false, false));
    assert_false(bigint_to_bytes(bigint_from_i64(bench->left, -1), out, false, false));
    test_free(bench);
}
