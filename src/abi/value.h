// abi/value.h — the bit patterns of `object` (Value) and of a typed `int` (IntWord). Design note
// 001.
//
// A Value is one 64-bit word. Its two low bits tell what it is; a pointer is 32 or 48 bits wide:
//
//   63                                             2 1 0
//   [ small int, signed, -2^61 <= n < 2^61          | 00 ]
//   [ address of an object, 8-byte aligned          | 01 ]   the address plus 1
//   [ exponent-9, fraction-52, sign of a float      | 10 ]   see value_from_f64
//   [ constant number: undefined, None, False, …    | 11 ]
//
// Each Python value has one form only: an int in the small range is never boxed, a float that fits
// the pattern is never boxed. So equal ints and floats of the same type are equal words, unless
// boxed.
//
// A typed `int` is one 64-bit word too, an IntWord. Small ints are themselves, so typed code adds
// and compares them raw; big ones are addresses behind patterns outside the small range:
//
//   small      -2^61 <= word < 2^61
//   big, >= 0  2^62 + address
//   big, < 0   -2^63 + 2^60 + address
//
// Both patterns are chosen so that the sum of any two IntWords, taken raw, falls into the small
// range only when both were small: one check of the result finds the overflow and a big operand
// alike. Raw order is right whenever one of the two is small. A difference of two big words may
// look small: subtraction tests its operands. A product is made of two words below 2^31 in size,
// else by call.
#pragma once

#include "base/types.h"

typedef u64 Value;
typedef i64 IntWord;

typedef enum { TAG_INT, TAG_REF, TAG_FLOAT, TAG_CONST } ValueTag;

enum { VALUE_TAG_BITS = 2, VALUE_TAG_MASK = 3, SMALL_INT_BITS = 62 };

#define SMALL_INT_MIN (-(INT64_C(1) << 61))
#define SMALL_INT_MAX ((INT64_C(1) << 61) - 1)
#define INT_BIG_POSITIVE (INT64_C(1) << 62)
#define INT_BIG_NEGATIVE (INT64_MIN + (INT64_C(1) << 60))
#define ADDRESS_MASK ((UINT64_C(1) << 48) - 1)

// X(NAME, number): VALUE_NAME is number << 2 | TAG_CONST.
#define VALUE_CONST_TABLE(X)                                                                       \
    X(UNDEFINED, 0) /* no value: an unset slot, a missing argument, the end of an iteration */     \
    X(NONE, 1)                                                                                     \
    X(FALSE, 2)                                                                                    \
    X(TRUE, 3)                                                                                     \
    X(NOT_IMPLEMENTED, 4)                                                                          \
    X(ELLIPSIS, 5)

#define X(NAME, number) static const Value VALUE_##NAME = (Value)(number) << 2 | TAG_CONST;
VALUE_CONST_TABLE(X)
#undef X

static inline ValueTag value_tag(Value value) {
    return (ValueTag)(value & VALUE_TAG_MASK);
}

static inline bool value_is_small_int(Value value) {
    return value_tag(value) == TAG_INT;
}

static inline bool value_is_ref(Value value) {
    return value_tag(value) == TAG_REF;
}

static inline bool int_is_small(IntWord word) {
    return (u64)word + (UINT64_C(1) << 61) < UINT64_C(1) << 62;
}

// ---- bool
static inline Value value_from_bool(bool truth) {
    return VALUE_FALSE + ((Value)truth << VALUE_TAG_BITS);
}

// ---- pointers
static inline Value value_from_ref(const void *object) {
    return (Value)(uintptr_t)object | TAG_REF;
}

static inline void *value_ref(Value value) {
    return (void *)(uintptr_t)(value - TAG_REF);
}

// ---- small ints
static inline Value value_from_small(i64 number) {
    return (Value)number << VALUE_TAG_BITS;
}

static inline i64 value_small(Value value) {
    return (i64)value >> VALUE_TAG_BITS;
}

// ---- typed ints. A big word counts as one reference to its object, exactly like a Value.
static inline IntWord int_from_big(const void *big, bool is_negative) {
    return (is_negative ? INT_BIG_NEGATIVE : INT_BIG_POSITIVE) + (i64)(uintptr_t)big;
}

static inline void *int_big(IntWord word) {
    return (void *)(uintptr_t)((u64)word & ADDRESS_MASK);
}

static inline bool int_big_is_negative(IntWord word) {
    return word < 0;
}

static inline Value value_from_int(IntWord word) {
    return int_is_small(word) ? value_from_small(word) : value_from_ref(int_big(word));
}

// ---- floats. The 9-bit exponent covers 2^-255 to 2^256; 0.0 takes the place of 2^-255. What lies
// outside (tiny, huge, infinite, NaN) is boxed.
#define FLOAT_EXPONENT_BASE (UINT64_C(0x300) << 53)

static inline u64 float_bits(f64 number) {
    u64 bits;
    __builtin_memcpy(&bits, &number, sizeof bits);
    return bits;
}

static inline f64 float_from_bits(u64 bits) {
    f64 number;
    __builtin_memcpy(&number, &bits, sizeof number);
    return number;
}

// True, and `*value` set, when the number needs no box.
static inline bool value_try_from_f64(f64 number, Value *value) {
    u64 bits = float_bits(number);
    u64 rotated = bits << 1 | bits >> 63;
    u64 packed = rotated <= 1 ? rotated : rotated - FLOAT_EXPONENT_BASE;
    bool fits = rotated <= 1 || (packed > 1 && packed < UINT64_C(1) << 62);
    *value = packed << VALUE_TAG_BITS | TAG_FLOAT;
    return fits;
}

// Only for TAG_FLOAT.
static inline f64 value_unboxed_f64(Value value) {
    u64 packed = value >> VALUE_TAG_BITS;
    u64 rotated = packed <= 1 ? packed : packed + FLOAT_EXPONENT_BASE;
    return float_from_bits(rotated >> 1 | rotated << 63);
}
