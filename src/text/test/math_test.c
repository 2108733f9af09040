#include "text/math.h"

#include "text/mt19937.h"

#include "tests/unit/test.h"

#define INF __builtin_inf()
#define NOT __builtin_nan("")

static bool is_same(f64 left, f64 right) {
    if (left != left || right != right) return left != left && right != right;
    return left == right && __builtin_signbit(left) == __builtin_signbit(right);
}

typedef struct {
    f64 (*run)(f64);
    f64 x, expected;
} Row;

static const Row special_rows[] = {
    {math_sin, INF, NOT},
    {math_sin, -0.0, -0.0},
    {math_cos, -INF, NOT},
    {math_cos, 0.0, 1.0},
    {math_tan, -0.0, -0.0},
    {math_tan, INF, NOT},
    {math_asin, 1.5, NOT},
    {math_asin, -0.0, -0.0},
    {math_acos, 1.0, 0.0},
    {math_acos, -1.5, NOT},
    {math_atan, INF, 1.5707963267948966},
    {math_atan, -0.0, -0.0},
    {math_sinh, -INF, -INF},
    {math_sinh, 711.0, INF},
    {math_sinh, -0.0, -0.0},
    {math_cosh, -INF, INF},
    {math_cosh, -711.0, INF},
    {math_tanh, -INF, -1.0},
    {math_tanh, -0.0, -0.0},
    {math_asinh, -INF, -INF},
    {math_asinh, -0.0, -0.0},
    {math_acosh, 0.5, NOT},
    {math_acosh, 1.0, 0.0},
    {math_acosh, INF, INF},
    {math_atanh, -1.0, -INF},
    {math_atanh, 1.5, NOT},
    {math_atanh, -0.0, -0.0},
    {math_exp, INF, INF},
    {math_exp, -INF, 0.0},
    {math_exp, 710.0, INF},
    {math_exp, -746.0, 0.0},
    {math_exp, -745.0, 5e-324},
    {math_exp2, 1024.0, INF},
    {math_exp2, -1074.0, 5e-324},
    {math_exp2, 10.0, 1024.0},
    {math_expm1, -INF, -1.0},
    {math_expm1, -0.0, -0.0},
    {math_expm1, 710.0, INF},
    {math_log, 0.0, -INF},
    {math_log, -1.0, NOT},
    {math_log, INF, INF},
    {math_log, 1.0, 0.0},
    {math_log2, 8.0, 3.0},
    {math_log2, 5e-324, -1074.0},
    {math_log10, 1000.0, 3.0},
    {math_log10, 1e300, 300.0},
    {math_log1p, -1.0, -INF},
    {math_log1p, -0.0, -0.0},
    {math_log1p, -2.0, NOT},
    {math_cbrt, -27.0, -3.0},
    {math_cbrt, 5e-324, 1.7031839360032603e-108},
    {math_erf, -INF, -1.0},
    {math_erf, -0.0, -0.0},
    {math_erfc, INF, 0.0},
    {math_erfc, -INF, 2.0},
    {math_erfc, 0.0, 1.0},
    {math_gamma, 0.0, INF},
    {math_gamma, -0.0, -INF},
    {math_gamma, -3.0, NOT},
    {math_gamma, 171.7, INF},
    {math_gamma, -INF, NOT},
    {math_gamma, 23.0, 1.1240007277776077e21},
    {math_gamma, 5.0, 24.0},
    {math_lgamma, -2.0, INF},
    {math_lgamma, -INF, INF},
    {math_lgamma, 1.0, 0.0},
    {math_lgamma, 2.0, 0.0},
    {math_round_even, 2.5, 2.0},
    {math_round_even, -0.5, -0.0},
    {math_round_even, 1e300, 1e300},
};

TEST(math_special_values_of_one_argument) {
    for (usize i = 0; i < COUNT_OF(special_rows); i++) {
        const Row *row = &special_rows[i];
        f64 found = row->run(row->x);
        if (!is_same(found, row->expected)) {
            fail_msg("row %d: of %g expected %.17g, got %.17g", (int)i, row->x, row->expected,
                     found);
        }
        if (!is_same(row->run(NOT), NOT)) fail_msg("row %d: NaN does not stay", (int)i);
    }
}

TEST(math_pow_follows_annex_f) {
    static const f64 rows[][3] = {
        {NOT, 0.0, 1.0},
        {1.0, NOT, 1.0},
        {-1.0, INF, 1.0},
        {0.5, INF, 0.0},
        {0.5, -INF, INF},
        {2.0, -INF, 0.0},
        {0.0, -1.0, INF},
        {-0.0, -1.0, -INF},
        {-0.0, -2.0, INF},
        {-0.0, 3.0, -0.0},
        {0.0, 2.5, 0.0},
        {-INF, 3.0, -INF},
        {-INF, -3.0, -0.0},
        {-INF, 2.0, INF},
        {INF, -1.0, 0.0},
        {-2.0, 0.5, NOT},
        {-2.0, 3.0, -8.0},
        {10.0, 308.0, 1e308},
        {10.0, 309.0, INF},
        {10.0, -324.0, 0.0},
        {2.0, -1074.0, 5e-324},
        {-1.0, 1e300, 1.0},
        {1.0000000000000002, 1e300, INF},
        {3.0, 20.0, 3486784401.0},
    };
    for (usize i = 0; i < COUNT_OF(rows); i++) {
        f64 found = math_pow(rows[i][0], rows[i][1]);
        if (!is_same(found, rows[i][2]))
            fail_msg("pow(%g, %g) = %.17g", rows[i][0], rows[i][1], found);
    }
}

TEST(math_atan2_knows_all_quadrants) {
    assert_true(is_same(math_atan2(0.0, -0.0), 3.141592653589793));
    assert_true(is_same(math_atan2(-0.0, 0.0), -0.0));
    assert_true(is_same(math_atan2(-INF, -INF), -2.356194490192345));
    assert_true(is_same(math_atan2(1.0, 0.0), 1.5707963267948966));
    assert_true(is_same(math_atan2(-1e-300, -1e300), -3.141592653589793));
    assert_true(is_same(math_atan2(5e-324, 1e300), 0.0));
    assert_true(is_same(math_atan2(NOT, 1.0), NOT));
}

TEST(math_exact_functions) {
    assert_true(is_same(math_fmod(-7.0, 3.0), -1.0));
    assert_true(is_same(math_fmod(1e308, 5e-324), 0.0));
    assert_true(is_same(math_fmod(-3.0, INF), -3.0));
    assert_true(is_same(math_fmod(INF, 3.0), NOT));
    assert_true(is_same(math_remainder(3.0, 2.0), -1.0));
    assert_true(is_same(math_remainder(5.0, 2.0), 1.0));
    assert_true(is_same(math_python_mod(-7.0, 3.0), 2.0));
    assert_true(is_same(math_python_mod(6.0, -3.0), -0.0));
    assert_true(is_same(math_python_floordiv(-7.0, 2.0), -4.0));
    assert_true(is_same(math_hypot(INF, NOT), INF));
    assert_true(is_same(math_hypot(3e300, 4e300), 5e300));
    assert_true(is_same(math_nextafter(0.0, -1.0), -5e-324));
    assert_true(is_same(math_ldexp(1.5, -1074), 1e-323));
    assert_true(is_same(math_ldexp(-1.0, 5000), -INF));
    assert_true(is_same(math_fma(1e308, 10.0, -INF), -INF));
    assert_true(is_same(math_fma(0x1p-1074, 0x1p-1074, 1.0), 1.0));
    assert_true(is_same(math_fma(1.0 + 0x1p-52, 1.0 - 0x1p-52, -1.0), -0x1p-104));
    i32 exponent;
    assert_true(is_same(math_frexp(-5e-324, &exponent), -0.5));
    assert_int_equal(exponent, -1073);
    f64 whole;
    assert_true(is_same(math_modf(-3.25, &whole), -0.25) && is_same(whole, -3.0));
}

TEST(math_large_angles_are_reduced_exactly) {
    assert_true(is_same(math_sin(1e22), -0.8522008497671888));
    assert_true(is_same(math_cos(1e308), -0.8913089376870335));
    assert_true(is_same(math_sin(6381956970095103.0 * 0x1p797), 1.0));
    assert_true(is_same(math_cos(6381956970095103.0 * 0x1p797), -4.687165924254628e-19));
}

TEST(random_numbers_are_cpythons) {
    Mt19937 twister;
    static const u32 seed[] = {42};
    mt19937_seed(&twister, seed, 1);
    assert_true(mt19937_f64(&twister) == 0.6394267984578837);
    assert_true(mt19937_f64(&twister) == 0.025010755222666936);
    assert_true(mt19937_f64(&twister) == 0.27502931836911926);
    u32 limbs[4];
    mt19937_bits(&twister, 100, limbs);
    assert_int_equal(limbs[0], 0x392456deu);
    assert_int_equal(limbs[3], 0x1u);
}
