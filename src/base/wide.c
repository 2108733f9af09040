// Checked multiplication of 64-bit integers for wasm. There clang makes a call of a 128-bit library
// function out of __builtin_mul_overflow; cmake/wasm_cc.py makes it a call of these instead.
#ifdef __wasm__

#include "base/types.h"

// Returned as two results, like every struct of two words.
typedef struct {
    u64 product;  // the lower half
    u32 is_over;
} WideProduct;

WideProduct wide_product_unsigned(u64 left, u64 right);
WideProduct wide_product_signed(u64 left, u64 right);

// The upper half of the product, from four products of 32 by 32 bits.
static u64 upper_half(u64 left, u64 right) {
    u64 left_low = left & UINT32_MAX, left_high = left >> 32;
    u64 right_low = right & UINT32_MAX, right_high = right >> 32;
    u64 middle = left_high * right_low + (left_low * right_low >> 32);
    u64 other = left_low * right_high + (middle & UINT32_MAX);
    return left_high * right_high + (middle >> 32) + (other >> 32);
}

WideProduct wide_product_unsigned(u64 left, u64 right) {
    return (WideProduct){left * right, upper_half(left, right) != 0};
}

WideProduct wide_product_signed(u64 left, u64 right) {
    u64 product = left * right;
    // A negative factor stands for itself less 2^64, so its fellow is subtracted from the upper
    // half.
    u64 upper = upper_half(left, right) - ((i64)left < 0 ? right : 0) - ((i64)right < 0 ? left : 0);
    u64 sign = (i64)product < 0 ? UINT64_MAX : 0;
    return (WideProduct){product, upper != sign};
}

#else

typedef int wide_is_only_for_wasm;

#endif
