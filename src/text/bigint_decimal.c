// Decimal digits by halves: a number is split at a power of ten into two of half the length, so
// that reading and printing cost little more than a multiplication or division of that length.
#include "text/bigint_priv.h"

#include "base/check.h"

#include <string.h>

enum {
    CHUNK = 1000000000,
    CHUNK_DIGITS = 9,
    POWERS_MAX = 28,
    PIECE_LIMBS = 30,    // printed at once
    PIECE_DIGITS = 576,  // read at once: a power of two times CHUNK_DIGITS
};

// power[k] = 10 ** (9 * 2**k)
typedef struct {
    BigIntView power[POWERS_MAX];
    u32 count;
    u32 *scratch;  // behind the powers
} Powers;

static u64 digits_of(u32 index) {
    return (u64)CHUNK_DIGITS << index;
}

// Makes the next power behind the others; `limbs_max` of scratch hold the square.
static void powers_grow(Powers *powers) {
    u32 *limbs = powers->scratch;
    if (powers->count == 0) {
        limbs[0] = CHUNK;
        powers->power[powers->count++] = (BigIntView){limbs, 1, false};
        powers->scratch = limbs + 1;
        return;
    }
    BigIntView last = powers->power[powers->count - 1];
    BigIntView next = bigint_mul(limbs, last, last, limbs + (usize)last.count * 2);
    CHECK(powers->count < POWERS_MAX);
    powers->power[powers->count++] = next;
    powers->scratch = limbs + next.count;
}

// ---- printing

usize bigint_decimal_print_scratch(u32 count) {
    return (usize)count * 5 + 4096 + bigint_mul_scratch(count, count) +
           bigint_divide_scratch(count + 2, count / 2 + 2) +
           bigint_divide_large_scratch(count + 2, count + 2);
}

static char *pad(char *end, char *start, u64 digits) {
    while ((u64)(end - start) < digits) *--start = '0';
    return start;
}

// Below power[index] ** 2; with exactly so many digits when `is_padded`.
static char *print_piece(const Powers *powers, char *end, BigIntView view, u32 index,
                         bool is_padded, u32 *scratch) {
    u64 digits = digits_of(index + 1);
    if (view.count <= PIECE_LIMBS) {
        char *start = bigint_print_digits(end, view, 10, scratch);
        return is_padded ? pad(end, start, digits) : start;
    }
    BigIntView power = powers->power[index];
    bool is_short = bigint_compare_magnitude(view, power) < 0;
    if (is_short) {
        char *start = print_piece(powers, end, view, index - 1, is_padded, scratch);
        return is_padded ? pad(end, start, digits) : start;
    }
    u32 *quotient = scratch, *remainder = quotient + view.count + 1;
    u32 *more = remainder + power.count + 1;
    BigIntDivision parts = bigint_divide(quotient, remainder, view, power, more);
    more = remainder + parts.remainder.count;
    char *middle = print_piece(powers, end, parts.remainder, index - 1, true, more);
    return print_piece(powers, middle, parts.quotient, index - 1, is_padded, more);
}

char *bigint_decimal_print(char *end, BigIntView view, u32 *scratch) {
    Powers powers = {.scratch = scratch};
    view.is_negative = false;
    do powers_grow(&powers);
    while (powers.power[powers.count - 1].count * 2 <= view.count + 1);
    return print_piece(&powers, end, view, powers.count - 1, false, powers.scratch);
}

// ---- reading

static usize limbs_for(usize digits) {
    return digits / 9 + 2;
}

usize bigint_decimal_parse_scratch(usize text_len) {
    usize limbs = limbs_for(text_len);
    return text_len / 4 + 1 + limbs * 6 + 4096 + bigint_mul_scratch((u32)limbs, (u32)limbs);
}

static BigIntView parse_piece(const Powers *powers, u32 *result, Slice digits, u32 *scratch) {
    if (digits.len <= PIECE_DIGITS) {
        u32 count = bigint_parse_digits(result, digits, 10);
        return bigint_view(result, count, false);
    }
    u32 index = powers->count - 1;
    while (digits_of(index) >= digits.len) index--;
    usize low_len = (usize)digits_of(index);
    Slice high_digits = slice_make(digits.data, digits.len - low_len);
    Slice low_digits = slice_from(digits, digits.len - low_len);
    u32 *part = scratch, *more = scratch + limbs_for(digits.len);
    BigIntView high = parse_piece(powers, part, high_digits, more);
    BigIntView product = bigint_mul(result, high, powers->power[index], more);
    BigIntView low = parse_piece(powers, part, low_digits, more);
    return bigint_add(result, product, low);
}

u32 bigint_decimal_parse(u32 *result, Slice text, u32 *scratch) {
    u8 *compact = (u8 *)scratch;
    usize len = 0;
    for (usize i = 0; i < text.len; i++) {
        if (text.data[i] != '_') compact[len++] = text.data[i];
    }
    Powers powers = {.scratch = scratch + text.len / 4 + 1};
    do powers_grow(&powers);
    while (digits_of(powers.count) < len);
    return parse_piece(&powers, result, slice_make(compact, len), powers.scratch).count;
}
