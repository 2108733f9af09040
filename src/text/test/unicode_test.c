#include "text/unicode.h"

#include "text/utf8.h"

#include "tests/unit/test.h"

#include <string.h>

static void assert_mapped(u32 (*map)(u32, u32 *), u32 point, u32 count, u32 first, u32 last) {
    u32 out[UNICODE_MAPPING_MAX];
    assert_int_equal(map(point, out), count);
    assert_int_equal(out[0], first);
    assert_int_equal(out[count - 1], last);
}

TEST(unicode_maps_case_in_full) {
    assert_mapped(unicode_to_upper, 0xdf, 2, 'S', 'S');
    assert_mapped(unicode_to_upper, 0x149, 2, 0x2bc, 'N');
    assert_mapped(unicode_to_upper, 'z', 1, 'Z', 'Z');
    assert_mapped(unicode_to_upper, 0xff, 1, 0x178, 0x178);
    assert_mapped(unicode_to_upper, 0xfb03, 3, 'F', 'I');
    assert_mapped(unicode_to_lower, 0x130, 2, 'i', 0x307);
    assert_mapped(unicode_to_lower, 0x1e9e, 1, 0xdf, 0xdf);
    assert_mapped(unicode_to_title, 0x1c4, 1, 0x1c5, 0x1c5);
    assert_mapped(unicode_to_title, 0xfb03, 3, 'F', 'i');
    assert_mapped(unicode_casefold, 0x1e9e, 2, 's', 's');
    assert_mapped(unicode_casefold, 0x13a0, 1, 0x13a0, 0x13a0);
    assert_mapped(unicode_casefold, 0x3c2, 1, 0x3c3, 0x3c3);
    assert_mapped(unicode_to_upper, 0x110000, 1, 0x110000, 0x110000);
}

TEST(unicode_knows_the_last_sigma_of_a_word) {
    static const u16 word[] = {'A', 0x3a3, '\'', 'B', ' ', 'A', 0x3a3, '.', ' ', 0x3a3};
    assert_false(unicode_sigma_is_final(word, 2, COUNT_OF(word), 1));
    assert_true(unicode_sigma_is_final(word, 2, COUNT_OF(word), 6));
    assert_false(unicode_sigma_is_final(word, 2, COUNT_OF(word), 9));
}

TEST(unicode_properties) {
    assert_true(unicode_is_alpha(0x4e00) && !unicode_is_alpha('1'));
    assert_true(unicode_is_numeric(0x4e00) && unicode_is_numeric(0xbd) && !unicode_is_digit(0xbd));
    assert_true(unicode_is_digit(0xb2) && !unicode_is_decimal(0xb2));
    assert_int_equal(unicode_digit_value(0xb2), 2);
    assert_int_equal(unicode_decimal_value(0xb2), -1);
    assert_int_equal(unicode_decimal_value(0x1d7ff), 9);
    assert_int_equal(unicode_decimal_value(0x669), 9);
    assert_true(unicode_is_space(0x1f) && unicode_is_space(0x3000) && !unicode_is_space(0x200b));
    assert_true(unicode_is_line_break(0x2028) && !unicode_is_line_break(0x1f));
    assert_true(unicode_is_printable(' ') && !unicode_is_printable(0xa0) &&
                !unicode_is_printable(0xad));
    assert_true(unicode_is_id_start('_') && !unicode_is_id_start('1') &&
                unicode_is_id_continue('1'));
    assert_true(unicode_is_alpha(0x1c89));  // new in Unicode 16
    assert_false(unicode_is_printable(UINT32_MAX));
}

static void assert_error(const char *bytes, usize len, Utf8Error error, usize start, usize end) {
    Utf8Scan scan = utf8_scan(slice_make(bytes, len));
    assert_int_equal(scan.error, error);
    assert_int_equal(scan.error_start, start);
    assert_int_equal(scan.error_end, end);
}

TEST(utf8_names_the_bad_bytes_as_cpython_does) {
    assert_error("ab\xff", 3, UTF8_INVALID_START, 2, 3);
    assert_error("\xc0\x80", 2, UTF8_INVALID_START, 0, 1);
    assert_error("\xe2\x82", 2, UTF8_UNEXPECTED_END, 0, 2);
    assert_error("\xe2\x82x", 3, UTF8_INVALID_CONTINUATION, 0, 2);
    assert_error("\xed\xa0\x80", 3, UTF8_INVALID_CONTINUATION, 0, 1);
    assert_error("\xf4\x90\x80\x80", 4, UTF8_INVALID_CONTINUATION, 0, 1);
    assert_error("\xf0\x9f\x98", 3, UTF8_UNEXPECTED_END, 0, 3);
}

TEST(utf8_scans_and_converts) {
    Slice text = SLICE_LITERAL("a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
    Utf8Scan scan = utf8_scan(text);
    assert_int_equal(scan.error, UTF8_OK);
    assert_int_equal(scan.char_count, 4);
    assert_int_equal(scan.width, 4);
    assert_false(scan.is_ascii);
    u32 points[4];
    utf8_to_chars(text, 4, points);
    assert_int_equal(points[3], 0x1f600);
    u8 back[16];
    usize surrogate;
    assert_int_equal(utf8_size_of_chars(points, 4, 4, &surrogate), text.len);
    assert_int_equal(surrogate, 4);
    assert_int_equal(utf8_from_chars(points, 4, 4, back), text.len);
    assert_memory_equal(back, text.data, text.len);
    static const u16 broken[] = {'a', 0xd800, 'b'};
    utf8_size_of_chars(broken, 2, 3, &surrogate);
    assert_int_equal(surrogate, 1);
}
