// text/float_text.h — floats to text and back, exact to the last digit, with CPython's spelling.
//
// Output goes to the caller's buffer, whose least size is told; the functions return the length and
// add no 0 byte. Input is ASCII: the caller strips blanks and turns other decimal digits into
// ASCII.
#pragma once

#include "base/slice.h"

enum {
    TEXT_FLOAT_REPR_BYTES = 32,
    TEXT_FLOAT_HEX_BYTES = 32,
    TEXT_FLOAT_PRECISION_MAX =
        0x7fffffff,  // CPython's limit; the caller reports "precision too big"
};

// repr(number): the shortest digits that read back as the same float, "1e+16", "1e-05", "-0.0",
// "inf", "nan".
u32 text_float_repr(char out[TEXT_FLOAT_REPR_BYTES], f64 number);

// Shortest digits themselves: |number| = digits * 10^exponent, for a finite number that is not 0;
// no trailing zeros.
u64 text_float_shortest(f64 number, i32 *exponent);

typedef enum {
    TEXT_FLOAT_ALTERNATE = 1,    // '#': keep the point and, for g, the zeros at the end
    TEXT_FLOAT_ADD_DOT_0 = 2,    // r and g: "1" becomes "1.0", as in repr
    TEXT_FLOAT_SIGN = 4,         // '+' before what is not negative
    TEXT_FLOAT_NO_NEG_ZERO = 8,  // 'z': -0.0 after rounding loses its sign
    TEXT_FLOAT_SPACE = 16,       // ' ' before what is not negative
} TextFloatFlags;

// As CPython's PyOS_double_to_string: `type` is one of e E f F g G n r % (r: shortest, `precision`
// is ignored; n is g; % multiplies by 100 and adds the sign). Width, fill and grouping are the
// caller's business. `out` has text_float_format_bytes bytes.
usize text_float_format_bytes(f64 number, char type, u32 precision);
usize text_float_format(char *out, f64 number, char type, u32 precision, u32 flags);

// round(number, digits) of a finite or other number; infinite where CPython raises OverflowError.
f64 text_float_round(f64 number, i64 digits);

// float(text) without blanks: sign, digits with single underscores between them, exponent, inf,
// infinity, nan in any case. Correctly rounded; overflow gives an infinity. False: not a float,
// `number` untouched.
NODISCARD bool text_float_parse(Slice text, f64 *number);

// digits * 10^exponent, correctly rounded. False: not decided here, text_float_parse has to.
NODISCARD bool text_float_from_decimal(u64 digits, i64 exponent, f64 *number);

u32 text_float_hex(char out[TEXT_FLOAT_HEX_BYTES], f64 number);  // float.hex

typedef enum {
    TEXT_FLOAT_HEX_OK,
    TEXT_FLOAT_HEX_INVALID,
    TEXT_FLOAT_HEX_OVERFLOW
} TextFloatHexStatus;
NODISCARD TextFloatHexStatus
text_float_fromhex(Slice text, f64 *number);  // float.fromhex; blanks around are fine

// number = mantissa * 2^exponent exactly, with an odd mantissa (or 0): as_integer_ratio. Finite
// numbers only.
void text_float_ratio(f64 number, i64 *mantissa, i32 *exponent);

i64 text_float_hash(f64 number);  // CPython's hash(float) of finite and infinite numbers; of NaN 0
