#include "text/float_text.h"

#include "tests/unit/test.h"

#include <string.h>

static void assert_text(const char *found, usize len, const char *expected) {
    assert_int_equal(len, strlen(expected));
    assert_memory_equal(found, expected, len);
}

static void assert_repr(f64 number, const char *expected) {
    char out[TEXT_FLOAT_REPR_BYTES];
    assert_text(out, text_float_repr(out, number), expected);
}

static void assert_format(f64 number, char type, u32 precision, u32 flags, const char *expected) {
    char out[512];
    usize len = text_float_format(out, number, type, precision, flags);
    assert_true(len <= text_float_format_bytes(number, type, precision));
    assert_text(out, len, expected);
}

static f64 parse(const char *text) {
    f64 number = -77;
    if (!text_float_parse(slice_of_text(text), &number)) return -77;
    return number;
}

TEST(float_repr_is_the_shortest_text_that_reads_back) {
    assert_repr(0.1, "0.1");
    assert_repr(0.1 + 0.2, "0.30000000000000004");
    assert_repr(1.0, "1.0");
    assert_repr(-0.0, "-0.0");
    assert_repr(1e16, "1e+16");
    assert_repr(9999999999999998.0, "9999999999999998.0");
    assert_repr(1e-5, "1e-05");
    assert_repr(0.0001, "0.0001");
    assert_repr(5e-324, "5e-324");
    assert_repr(1.7976931348623157e308, "1.7976931348623157e+308");
    assert_repr(9007199254740993.0, "9007199254740992.0");
    assert_repr(2e23, "2e+23");
    assert_repr(__builtin_inf(), "inf");
    assert_repr(-__builtin_inf(), "-inf");
    assert_repr(__builtin_nan(""), "nan");
}

TEST(float_format_rounds_half_to_even_on_the_exact_value) {
    assert_format(0.125, 'f', 2, 0, "0.12");
    assert_format(0.375, 'f', 2, 0, "0.38");
    assert_format(2.675, 'f', 2, 0, "2.67");
    assert_format(0.5, 'f', 0, 0, "0");
    assert_format(1.5, 'f', 0, 0, "2");
    assert_format(0.1, 'f', 30, 0, "0.100000000000000005551115123126");
    assert_format(999.9995, 'g', 6, 0, "1000");
    assert_format(1e100, 'e', 3, 0, "1.000e+100");
    assert_format(0.00001234, 'g', 3, 0, "1.23e-05");
    assert_format(1234567.0, 'g', 6, 0, "1.23457e+06");
    assert_format(100.0, 'g', 6, TEXT_FLOAT_ALTERNATE, "100.000");
    assert_format(3.0, 'f', 0, TEXT_FLOAT_ALTERNATE, "3.");
    assert_format(3.0, 'g', 6, TEXT_FLOAT_ADD_DOT_0, "3.0");
    assert_format(0.256, '%', 1, 0, "25.6%");
    assert_format(-0.001, 'f', 1, 0, "-0.0");
    assert_format(-0.001, 'f', 1, TEXT_FLOAT_NO_NEG_ZERO, "0.0");
    assert_format(2.5, 'F', 1, TEXT_FLOAT_SIGN, "+2.5");
    assert_format(2.5, 'e', 1, TEXT_FLOAT_SPACE, " 2.5e+00");
    assert_format(__builtin_inf(), 'E', 1, 0, "INF");
    assert_format(__builtin_nan(""), 'G', 1, TEXT_FLOAT_SIGN, "+NAN");
}

TEST(float_parse_rounds_correctly) {
    assert_true(parse("2.4703282292062327208e-324") == 0.0);
    assert_true(parse("2.4703282292062328e-324") == 5e-324);
    assert_true(parse("9007199254740993") == 9007199254740992.0);
    assert_true(parse("9007199254740993.00000000000000000000000001") == 9007199254740994.0);
    assert_true(parse("1e400") == __builtin_inf());
    assert_true(parse("-1e400") == -__builtin_inf());
    assert_true(parse("1_000.5e-1_0") == 1000.5e-10);
    assert_true(parse("+.5") == 0.5);
    assert_true(parse("5.") == 5.0);
    assert_true(parse("-Infinity") == -__builtin_inf());
    f64 number;
    assert_true(text_float_parse(SLICE_LITERAL("nan"), &number) && number != number);
}

TEST(float_parse_refuses_what_python_refuses) {
    static const char *const wrong[] = {"",     ".",    "+",    "e5",    "1e",   "1e+",  "_1",
                                        "1_",   "1__0", "1._0", "1_.0",  "1e_5", "0x10", "infinit",
                                        "nanx", "1 2",  "--1",  "1.2.3", "1e5.0"};
    for (usize i = 0; i < COUNT_OF(wrong); i++) assert_true(parse(wrong[i]) == -77);
}

TEST(float_parse_survives_a_cut_at_every_byte) {
    static const char text[] = "-123_456.789_01e+2_1";
    for (usize len = 0; len < sizeof text; len++) {
        f64 number = 0;
        bool is_number = text_float_parse(slice_make(text, len), &number);
        assert_true(is_number || number == 0);
    }
}

TEST(float_round_is_exact) {
    assert_true(text_float_round(2.675, 2) == 2.67);
    assert_true(text_float_round(0.5, 0) == 0.0);
    assert_true(text_float_round(1.5, 0) == 2.0);
    assert_true(text_float_round(1234.0, -2) == 1200.0);
    assert_true(text_float_round(-550.0, -2) == -600.0);
    assert_true(text_float_round(1e300, 400) == 1e300);
    assert_true(text_float_round(5e-324, 323) == 0.0);
    assert_true(text_float_round(1.7976931348623157e308, -308) == __builtin_inf());
}

TEST(float_hex_and_back) {
    char out[TEXT_FLOAT_HEX_BYTES];
    assert_text(out, text_float_hex(out, 3.14159), "0x1.921f9f01b866ep+1");
    assert_text(out, text_float_hex(out, -5e-324), "-0x0.0000000000001p-1022");
    assert_text(out, text_float_hex(out, 0.0), "0x0.0p+0");
    f64 number = 0;
    assert_int_equal(text_float_fromhex(SLICE_LITERAL(" 0x1.8p-1 "), &number), TEXT_FLOAT_HEX_OK);
    assert_true(number == 0.75);
    assert_int_equal(text_float_fromhex(SLICE_LITERAL("0x1.fffffffffffff8p+1023"), &number),
                     TEXT_FLOAT_HEX_OVERFLOW);
    assert_int_equal(text_float_fromhex(SLICE_LITERAL("0x"), &number), TEXT_FLOAT_HEX_INVALID);
}

TEST(float_ratio_and_hash) {
    i64 mantissa;
    i32 exponent;
    text_float_ratio(-0.75, &mantissa, &exponent);
    assert_int_equal(mantissa, -3);
    assert_int_equal(exponent, -2);
    assert_int_equal(text_float_hash(0.5), 1152921504606846976);
    assert_int_equal(text_float_hash(-1.0), -2);
    assert_int_equal(text_float_hash(1e300), 1224995262755759164);
    assert_int_equal(text_float_hash(-3.7), -1614090106449586179);
    assert_int_equal(text_float_hash(__builtin_inf()), 314159);
}
