// text/float_digits_priv.h — decimal digits of a float, and a float of decimal digits.
#pragma once

#include "base/types.h"

// A double has at most 767 significant digits; room for a chunk of 9 more, and a sticky one.
enum { FLOAT_DIGITS_MAX = 800, FLOAT_DIGITS_SIGNIFICANT = 768 };

// The number 0.d1 d2 d3 … * 10^point. Neither leading nor trailing zeros; no digits at all means
// zero.
typedef struct {
    u32 count;
    i32 point;
    char digits[FLOAT_DIGITS_MAX];
} FloatDigits;

// Of |number|, finite and not 0: the shortest digits that read back.
void float_digits_shortest(f64 number, FloatDigits *result);
// Rounded half to even to `count` significant digits (count > 0), or to `count` digits after the
// point.
void float_digits_significant(f64 number, u32 count, FloatDigits *result);
void float_digits_fixed(f64 number, i64 count, FloatDigits *result);

// `digits` as an integer, times 10^exponent, correctly rounded; no leading zero. Digits beyond
// FLOAT_DIGITS_SIGNIFICANT are left out by the caller, who puts a '1' there when one was not 0.
f64 float_from_digits(const char *digits, u32 count, i64 exponent);
