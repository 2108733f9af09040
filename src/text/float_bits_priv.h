// text/float_bits_priv.h — the parts of a double, and putting one together with a single rounding.
#pragma once

#include "base/types.h"

enum { F64_FRACTION_BITS = 52, F64_EXPONENT_BIAS = 1023, F64_EXPONENT_SPECIAL = 0x7ff };

#define F64_FRACTION_MASK ((UINT64_C(1) << F64_FRACTION_BITS) - 1)
#define F64_SIGN_BIT (UINT64_C(1) << 63)

static inline u64 f64_bits(f64 number) {
    u64 bits;
    __builtin_memcpy(&bits, &number, sizeof bits);
    return bits;
}

static inline f64 f64_from_bits(u64 bits) {
    f64 number;
    __builtin_memcpy(&number, &bits, sizeof number);
    return number;
}

static inline u32 f64_exponent_field(f64 number) {
    return (u32)(f64_bits(number) >> F64_FRACTION_BITS) & F64_EXPONENT_SPECIAL;
}

static inline bool f64_is_negative(f64 number) {
    return f64_bits(number) >> 63 != 0;
}

static inline bool f64_is_finite(f64 number) {
    return f64_exponent_field(number) != F64_EXPONENT_SPECIAL;
}

// |number| = *mantissa * 2^*exponent for a finite number; the mantissa has at most 53 bits.
static inline void f64_split(f64 number, u64 *mantissa, i32 *exponent) {
    u64 fraction = f64_bits(number) & F64_FRACTION_MASK;
    u32 field = f64_exponent_field(number);
    *mantissa = field == 0 ? fraction : fraction | UINT64_C(1) << F64_FRACTION_BITS;
    *exponent = (i32)(field == 0 ? 1 : field) - F64_EXPONENT_BIAS - F64_FRACTION_BITS;
}

// mantissa * 2^exponent, plus less than one unit of the mantissa if `is_sticky`, rounded half to
// even. Infinite when too large. A sticky mantissa has at least 54 bits.
f64 float_compose(u64 mantissa, bool is_sticky, i64 exponent);
