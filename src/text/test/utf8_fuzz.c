// Any bytes: the scan and the step-by-step reader agree, and valid text survives the way through
// characters.
#include "text/utf8.h"

#include "base/check.h"
#include "text/unicode.h"

#include <string.h>

enum { BYTES_MAX = 4096 };

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

int LLVMFuzzerTestOneInput(const u8 *data, size_t size) {
    if (size > BYTES_MAX) return 0;
    Slice text = slice_make(data, size);
    Utf8Scan scan = utf8_scan(text);
    CHECK((scan.error == UTF8_OK) == (scan.error_end == 0));
    CHECK(scan.error_end <= size);
    usize valid_len = scan.error == UTF8_OK ? size : scan.error_start;
    usize at = 0, count = 0;
    while (at < valid_len) {
        u32 point, mapped[UNICODE_MAPPING_MAX];
        CHECK(utf8_next(text, &at, &point) == UTF8_OK);
        CHECK(point <= UNICODE_POINT_MAX && (point < 0xd800 || point > 0xdfff));
        CHECK(unicode_casefold(point, mapped) <= UNICODE_MAPPING_MAX);
        count++;
    }
    CHECK(count == scan.char_count);
    u32 chars[BYTES_MAX];
    u8 back[BYTES_MAX];
    utf8_to_chars(slice_make(data, valid_len), scan.width, chars);
    usize surrogate;
    CHECK(utf8_size_of_chars(chars, scan.width, count, &surrogate) == valid_len &&
          surrogate == count);
    CHECK(utf8_from_chars(chars, scan.width, count, back) == valid_len);
    CHECK(memcmp(back, data, valid_len) == 0);
    return 0;
}
