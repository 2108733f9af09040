#include "base/check.h"
#include "text/bigint_priv.h"

#include <string.h>

enum { DECIMAL_CHUNK = 1000000000, DECIMAL_CHUNK_DIGITS = 9, NOT_A_DIGIT = 99 };

static u32 digit_value(u8 character) {
    if (character >= '0' && character <= '9') return (u32)character - '0';
    u32 lower = character | 0x20u;
    return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : NOT_A_DIGIT;
}

static bool is_blank(u8 character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
}

// Bits of a digit when the base is a power of two, else 0.
static u32 base_bits(u32 base) {
    return (base & (base - 1)) == 0 ? (u32)__builtin_ctz(base) : 0;
}

usize bigint_parse_limbs(usize text_len) {
    return text_len / 5 + 2;
}

usize bigint_parse_scratch(usize text_len) {
    return text_len < BIGINT_DECIMAL_LARGE ? 1 : bigint_decimal_parse_scratch(text_len);
}

static u32 prefix_base(Slice text) {
    if (text.len < 2 || text.data[0] != '0') return 0;
    switch (text.data[1] | 0x20) {
    case 'x': return 16;
    case 'o': return 8;
    case 'b': return 2;
    default: return 0;
    }
}

// Digits with single underscores between them; `*text` may start with one when a prefix came
// before.
static bool digits_are_valid(Slice text, u32 base, bool has_prefix) {
    bool is_digit_before = has_prefix;
    for (usize i = 0; i < text.len; i++) {
        bool is_underscore = text.data[i] == '_';
        if (is_underscore && !is_digit_before) return false;
        if (!is_underscore && digit_value(text.data[i]) >= base) return false;
        is_digit_before = !is_underscore;
    }
    return text.len > 0 && is_digit_before;
}

static u32 limbs_append(u32 *limbs, u32 count, u32 factor, u32 addend) {
    u32 carry = bigint_limbs_mul_small(limbs, count, factor, addend);
    if (carry != 0) limbs[count++] = carry;
    return count;
}

u32 bigint_parse_digits(u32 *result, Slice digits, u32 base) {
    u32 count = 0;
    u32 factor = 1, chunk = 0;
    for (usize i = 0; i < digits.len; i++) {
        if (digits.data[i] == '_') continue;
        factor *= base;
        chunk = chunk * base + digit_value(digits.data[i]);
        if (factor < UINT32_MAX / 36) continue;
        count = limbs_append(result, count, factor, chunk);
        factor = 1;
        chunk = 0;
    }
    return factor > 1 ? limbs_append(result, count, factor, chunk) : count;
}

static u32 parse_bits(u32 *result, Slice digits, u32 bits) {
    u32 count = 0;
    u64 buffer = 0;
    u32 buffered_bits = 0;
    for (usize i = digits.len; i-- > 0;) {
        if (digits.data[i] == '_') continue;
        buffer |= (u64)digit_value(digits.data[i]) << buffered_bits;
        buffered_bits += bits;
        if (buffered_bits < BIGINT_LIMB_BITS) continue;
        result[count++] = (u32)buffer;
        buffer >>= BIGINT_LIMB_BITS;
        buffered_bits -= BIGINT_LIMB_BITS;
    }
    if (buffer != 0) result[count++] = (u32)buffer;
    return count;
}

bool bigint_parse(u32 *result, Slice text, u32 base, BigIntView *view, u32 *scratch) {
    CHECK(base == 0 || (base >= 2 && base <= 36));
    while (text.len > 0 && is_blank(text.data[0])) text = slice_from(text, 1);
    while (text.len > 0 && is_blank(text.data[text.len - 1])) text.len--;
    bool is_negative = text.len > 0 && text.data[0] == '-';
    if (text.len > 0 && (is_negative || text.data[0] == '+')) text = slice_from(text, 1);
    u32 prefix = prefix_base(text);
    bool has_prefix = prefix != 0 && (base == 0 || base == prefix);
    bool is_any = base == 0;
    if (has_prefix) {
        base = prefix;
        text = slice_from(text, 2);
    } else if (is_any) {
        base = 10;
    }
    if (!digits_are_valid(text, base, has_prefix)) return false;
    u32 bits = base_bits(base);
    bool is_large = base == 10 && text.len >= BIGINT_DECIMAL_LARGE;
    u32 count = bits > 0   ? parse_bits(result, text, bits)
                : is_large ? bigint_decimal_parse(result, text, scratch)
                           : bigint_parse_digits(result, text, base);
    *view = bigint_view(result, count, is_negative);
    // In source code a decimal number has no leading zero, but zero may have many.
    return !(is_any && !has_prefix && text.data[0] == '0' && view->count > 0);
}

usize bigint_print_bytes(BigIntView view, u32 base) {
    CHECK(base >= 2 && base <= 36);
    u64 bits = bigint_bit_length(view);
    u32 digit_bits = (u32)(31 - __builtin_clz(base));
    if (base == 10) return (usize)(bits * 1234 / 4096 + 2 + DECIMAL_CHUNK_DIGITS);
    return (usize)(bits / digit_bits + 3);
}

usize bigint_print_scratch(BigIntView view, u32 base) {
    if (base == 10 && view.count >= BIGINT_DECIMAL_LARGE_LIMBS)
        return bigint_decimal_print_scratch(view.count);
    return base_bits(base) > 0 ? 1 : (usize)view.count + 1;
}

static char digit_char(u32 digit) {
    return (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
}

// Both writers fill backwards from `end` and return the start.
static char *print_bits(char *end, BigIntView view, u32 bits) {
    u64 bit_length = bigint_bit_length(view);
    for (u64 at = 0; at < bit_length; at += bits) {
        u32 limb = (u32)(at / BIGINT_LIMB_BITS);
        u64 wide = view.limbs[limb];
        if (limb + 1 < view.count) wide |= (u64)view.limbs[limb + 1] << 32;
        *--end = digit_char((u32)(wide >> at % BIGINT_LIMB_BITS) & ((1u << bits) - 1));
    }
    return end;
}

char *bigint_print_digits(char *end, BigIntView view, u32 base, u32 *scratch) {
    u32 chunk = base, chunk_digits = 1;
    while (chunk < DECIMAL_CHUNK / base) {
        chunk *= base;
        chunk_digits++;
    }
    if (base == 10) {
        chunk = DECIMAL_CHUNK;
        chunk_digits = DECIMAL_CHUNK_DIGITS;
    }
    memcpy(scratch, view.limbs, (usize)view.count * sizeof(u32));
    u32 count = view.count;
    while (count > 0) {
        u32 rest = bigint_limbs_div_small(scratch, scratch, count, chunk);
        while (count > 0 && scratch[count - 1] == 0) count--;
        for (u32 i = 0; count > 0 ? i < chunk_digits : rest > 0; i++) {
            *--end = digit_char(rest % base);
            rest /= base;
        }
    }
    return end;
}

usize bigint_print(char *out, BigIntView view, u32 base, u32 *scratch) {
    usize size = bigint_print_bytes(view, base);
    char *end = out + size;
    u32 bits = base_bits(base);
    bool is_large = base == 10 && view.count >= BIGINT_DECIMAL_LARGE_LIMBS;
    char *start = bits > 0   ? print_bits(end, view, bits)
                  : is_large ? bigint_decimal_print(end, view, scratch)
                             : bigint_print_digits(end, view, base, scratch);
    if (start == end) *--start = '0';
    if (view.is_negative) *--start = '-';
    CHECK(start >= out);
    usize len = (usize)(end - start);
    memmove(out, start, len);
    return len;
}
