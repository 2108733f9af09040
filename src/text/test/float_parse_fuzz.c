// Any bytes: what parses is printed and read back; nothing reads past the end.
#include "text/float_text.h"

#include "base/check.h"

int LLVMFuzzerTestOneInput(const u8 *data, size_t size);

static bool is_same(f64 left, f64 right) {
    return left == right || (left != left && right != right);
}

int LLVMFuzzerTestOneInput(const u8 *data, size_t size) {
    f64 number = 0, again = 1;
    if (text_float_fromhex(slice_make(data, size), &number) == TEXT_FLOAT_HEX_OK) {
        char hex[TEXT_FLOAT_HEX_BYTES];
        u32 len = text_float_hex(hex, number);
        CHECK(text_float_fromhex(slice_make(hex, len), &again) == TEXT_FLOAT_HEX_OK &&
              is_same(number, again));
    }
    if (!text_float_parse(slice_make(data, size), &number)) return 0;
    char out[TEXT_FLOAT_REPR_BYTES];
    u32 len = text_float_repr(out, number);
    CHECK(len <= TEXT_FLOAT_REPR_BYTES);
    CHECK(text_float_parse(slice_make(out, len), &again) && is_same(number, again));
    static const char types[] = "eEfFgGn%";
    char type = types[size % (sizeof types - 1)];
    char text[2048];
    u32 precision = (u32)(size * 7 % 1000);
    usize bytes = text_float_format_bytes(number, type, precision);
    CHECK(bytes <= sizeof text);
    CHECK(text_float_format(text, number, type, precision, (u32)(size % 32)) <= bytes);
    if (number == number) CHECK(is_same(text_float_round(number, 330), number));
    return 0;
}
