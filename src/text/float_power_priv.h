// text/float_power_priv.h — powers of ten to 128 bits, from a small table.
#pragma once

#include "base/types.h"

enum { FLOAT_POWER_MIN = -351, FLOAT_POWER_MAX = 350, FLOAT_POWER_EXACT_MAX = 55 };

typedef struct {
    u64 high, low;
} FloatPair;

// floor(log2(10^power)), for |power| <= 1233.
static inline i32 float_power_log2(i32 power) {
    return (i32)(((i64)power * 1741647) >> 19);
}

FloatPair float_multiply(u64 left, u64 right);  // the whole product

// 10^power = (high * 2^64 + low) * 2^(float_power_log2(power) - 127), rounded down; high has its
// top bit set. Exact for 0 <= power <= FLOAT_POWER_EXACT_MAX.
FloatPair float_power_of_ten(i32 power);
