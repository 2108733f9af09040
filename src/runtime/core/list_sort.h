// runtime/core/list_sort.h — private to list_sort.c and list_sort_columns.c.
#pragma once

#include "runtime/core/count.h"

typedef struct {
    u64 key;
    Value object;  // the key as an object, for the comparisons that need it
    Value item;
} SortPair;

// Sorts by the keys as unsigned words, where that is quicker than comparing; false: it is not, and
// nothing was done. `scratch` has room for all pairs, here and below.
bool list_sort_radix(SortPair *pairs, SortPair *scratch, u32 count);

// Sorts by keys that are tuples of one length whose columns are each all small ints, all floats or
// all Latin-1 strings. False: they are not, and nothing was done.
bool list_sort_columns(SortPair *pairs, SortPair *scratch, u32 count);

static inline u64 sort_word_of_int(i64 number) {
    return (u64)number ^ UINT64_C(1) << 63;
}

// Not for NaN.
static inline u64 sort_word_of_f64(f64 number) {
    const u64 sign = UINT64_C(1) << 63;
    u64 bits = float_bits(number + 0.0);  // -0.0 becomes 0.0
    return bits & sign ? ~bits : bits | sign;
}

// The first 8 characters of a Latin-1 string.
static inline u64 sort_word_of_str(const Str *str) {
    if (LIKELY(str->len >= 8)) {
        u64 word;
        __builtin_memcpy(&word, str->data, 8);
        return __builtin_bswap64(word);
    }
    u64 word = 0;
    for (u32 i = 0; i < str->len; i++) word |= (u64)str->data[i] << (56 - 8 * i);
    return word;
}

// Among strings of which this holds for all, equal words mean equal strings.
static inline bool sort_word_is_str(const Str *str) {
    return str->len <= 8 && (str->len == 0 || str->data[str->len - 1] != 0);
}
