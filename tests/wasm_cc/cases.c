// What clang 19 miscompiles with two results, and its neighbours. run.mjs knows the answers.
#include "base/types.h"

typedef struct {
    u64 value;
    u32 flag;
} Pair;

typedef struct {
    u64 value, flag;
} WordPair;

typedef struct {
    f64 value;
    u32 flag;
} FloatPair;

typedef struct {
    Pair first, second;
    bool is_swapped;
} Nested;

#define EXPORT(name) __attribute__((export_name(#name), noinline))

Pair pair_make(u64 value, u32 flag);
WordPair word_pair_make(u64 value, u64 flag);
FloatPair float_pair_make(f64 value, u32 flag);
u64 join(u32 flag, u64 value);
Nested nested_make(u64 value, u32 flag);

__attribute__((noinline)) Pair pair_make(u64 value, u32 flag) {
    __asm__ volatile("" : "+r"(value), "+r"(flag));
    return (Pair){value, flag};
}

__attribute__((noinline)) WordPair word_pair_make(u64 value, u64 flag) {
    __asm__ volatile("" : "+r"(value), "+r"(flag));
    return (WordPair){value, flag};
}

__attribute__((noinline)) FloatPair float_pair_make(f64 value, u32 flag) {
    __asm__ volatile("" : "+r"(value), "+r"(flag));
    return (FloatPair){value, flag};
}

__attribute__((noinline)) u64 join(u32 flag, u64 value) {
    __asm__ volatile("" : "+r"(value), "+r"(flag));
    return (u64)flag << 32 | value;
}

__attribute__((noinline)) Nested nested_make(u64 value, u32 flag) {
    __asm__ volatile("" : "+r"(value), "+r"(flag));
    return (Nested){{value, flag}, {value + 1, flag + 1}, flag != 0};
}

EXPORT(nested) u64 nested(u64 value, u32 flag);
EXPORT(either) u32 either(u64 value, u32 flag);
EXPORT(joined) u64 joined(u64 value, u32 flag);
EXPORT(differ) u32 differ(u64 value, u64 flag);
EXPORT(chosen) u32 chosen(u64 value, u32 flag);
EXPORT(passed) u64 passed(u64 value, u32 flag);
EXPORT(halved) f64 halved(f64 value, u32 flag);
EXPORT(signed_over) u64 signed_over(i64 left, i64 right, u32 wants_product);
EXPORT(unsigned_over) u64 unsigned_over(u64 left, u64 right, u32 wants_product);

u64 nested(u64 value, u32 flag) {
    Nested both = nested_make(value, flag);
    u64 sum = both.is_swapped + (both.first.value + 5);
    return join(both.second.flag + both.first.flag, sum) +
           join(both.first.flag, both.second.value * 2);
}

u32 either(u64 value, u32 flag) {
    Pair pair = pair_make(value, flag);
    return pair.flag | (pair.value == 7);
}

u64 joined(u64 value, u32 flag) {
    Pair pair = pair_make(value, flag);
    return join(pair.flag, pair.value + 1);
}

u32 differ(u64 value, u64 flag) {
    WordPair pair = word_pair_make(value, flag);
    return pair.flag != pair.value >> 63;
}

u32 chosen(u64 value, u32 flag) {
    Pair pair = pair_make(value, flag);
    return pair.flag ? 100 : pair.value == 7;
}

static Pair pass_on(u64 value, u32 flag) {
    Pair pair = pair_make(value, flag);
    pair.value++;
    return pair;
}

u64 passed(u64 value, u32 flag) {
    Pair pair = pass_on(value, flag);
    return join(pair.flag, pair.value * 3);
}

f64 halved(f64 value, u32 flag) {
    FloatPair pair = float_pair_make(value, flag);
    return (f64)pair.flag - pair.value / 2;
}

u64 signed_over(i64 left, i64 right, u32 wants_product) {
    i64 product;
    bool is_over = __builtin_mul_overflow(left, right, &product);
    return wants_product ? (u64)product : is_over;
}

u64 unsigned_over(u64 left, u64 right, u32 wants_product) {
    u64 product;
    bool is_over = __builtin_mul_overflow(left, right, &product);
    return wants_product ? product : is_over;
}
