#include "text/float_digits_priv.h"

#include "base/check.h"
#include "text/bigint_priv.h"
#include "text/decimal.h"
#include "text/float_bits_priv.h"
#include "text/float_power_priv.h"
#include "text/float_text.h"

#include <string.h>

enum { CHUNK = 1000000000, CHUNK_DIGITS = 9, FRACTION_LIMBS_MAX = 34 };

// ---- shortest: R. Giulietti's Schubfach

// The upper bits of power * factor, the lowest one set when anything below is.
static u64 round_to_odd(FloatPair power, u64 factor) {
    FloatPair low = float_multiply(power.low, factor);
    FloatPair high = float_multiply(power.high, factor);
    u64 middle = high.low + low.high;
    u64 top = high.high + (middle < high.low);
    return top | (middle > 1);
}

static u64 shortest_in_interval(u64 mantissa, i32 exponent, bool is_lower_closer, i32 *power) {
    bool is_odd = (mantissa & 1) != 0;
    u64 lower_bound = 4 * mantissa - 2 + is_lower_closer;
    u64 upper_bound = 4 * mantissa + 2;
    // floor(log10(2^exponent)), or of 3/4 of that.
    i32 k = (i32)(((i64)exponent * 1262611 - (is_lower_closer ? 524031 : 0)) >> 22);
    i32 shift = exponent + float_power_log2(-k) + 1;
    FloatPair scale = float_power_of_ten(-k);
    bool is_exact = -k >= 0 && -k <= FLOAT_POWER_EXACT_MAX;
    if (!is_exact) scale.high += ++scale.low == 0;  // The proof wants the power rounded up.
    u64 lower = round_to_odd(scale, lower_bound << shift) + is_odd;
    u64 value = round_to_odd(scale, 4 * mantissa << shift);
    u64 upper = round_to_odd(scale, upper_bound << shift) - is_odd;
    u64 digits = value / 4;
    *power = k + 1;
    if (digits >= 10) {
        u64 shorter = digits / 10;
        bool is_down_inside = lower <= 40 * shorter;
        bool is_up_inside = 40 * shorter + 40 <= upper;
        if (is_down_inside != is_up_inside) return shorter + is_up_inside;
    }
    *power = k;
    bool is_down_inside = lower <= 4 * digits;
    bool is_up_inside = 4 * digits + 4 <= upper;
    if (is_down_inside != is_up_inside) return digits + is_up_inside;
    u64 middle = 4 * digits + 2;
    return digits + (value > middle || (value == middle && (digits & 1) != 0));
}

u64 text_float_shortest(f64 number, i32 *exponent) {
    u64 mantissa;
    i32 binary_exponent;
    f64_split(number, &mantissa, &binary_exponent);
    CHECK(mantissa != 0);
    u64 digits;
    i32 power = 0;
    bool is_small_integer = binary_exponent <= 0 && binary_exponent > -53 &&
                            (mantissa & ((UINT64_C(1) << -binary_exponent) - 1)) == 0;
    if (is_small_integer) {
        digits = mantissa >> -binary_exponent;
    } else {
        bool is_lower_closer =
            mantissa == UINT64_C(1) << F64_FRACTION_BITS && f64_exponent_field(number) > 1;
        digits = shortest_in_interval(mantissa, binary_exponent, is_lower_closer, &power);
    }
    while (digits % 10 == 0) {
        digits /= 10;
        power++;
    }
    *exponent = power;
    return digits;
}

static u32 put_word(FloatDigits *result, u64 digits) {
    char text[DECIMAL_DIGITS_MAX], *start = decimal_write(text + sizeof text, digits);
    result->count = (u32)(text + sizeof text - start);
    memcpy(result->digits, start, result->count);
    return result->count;
}

void float_digits_shortest(f64 number, FloatDigits *result) {
    i32 exponent;
    u64 digits = text_float_shortest(number, &exponent);
    u32 count = put_word(result, digits);
    result->point = exponent + (i32)count;
}

// ---- exact digits

static void push_chunk(FloatDigits *result, u32 chunk) {
    char digits[CHUNK_DIGITS];
    for (u32 i = CHUNK_DIGITS; i-- > 0; chunk /= 10) digits[i] = (char)('0' + chunk % 10);
    u32 skipped = 0;
    // Zeros before the first digit only move the point.
    while (result->count == 0 && skipped < CHUNK_DIGITS && digits[skipped] == '0') {
        skipped++;
        result->point--;
    }
    memcpy(result->digits + result->count, digits + skipped, CHUNK_DIGITS - skipped);
    result->count += CHUNK_DIGITS - skipped;
}

// Keeps `keep` digits; `is_sticky`: what follows the digits is not 0.
static void round_digits(FloatDigits *result, i64 keep, bool is_sticky) {
    if (keep < 0) result->count = 0;
    if (keep >= 0 && keep < result->count) {
        u32 kept = (u32)keep;
        for (u32 i = kept + 1; i < result->count; i++) is_sticky |= result->digits[i] != '0';
        char next = result->digits[kept];
        bool is_odd = kept > 0 && (result->digits[kept - 1] & 1) != 0;
        bool is_up = next > '5' || (next == '5' && (is_sticky || is_odd));
        result->count = kept;
        while (is_up && result->count > 0 && result->digits[result->count - 1] == '9')
            result->count--;
        if (is_up && result->count == 0) {
            result->digits[result->count++] = '1';
            result->point++;
        } else if (is_up) {
            result->digits[result->count - 1]++;
        }
    }
    while (result->count > 0 && result->digits[result->count - 1] == '0') result->count--;
}

// Digits until at least `count` (significant, or after the point) and one more are there, then
// rounds.
static void digits_exact(f64 number, bool is_fixed, i64 count, FloatDigits *result) {
    u64 mantissa;
    i32 exponent;
    f64_split(number, &mantissa, &exponent);
    result->count = 0;
    result->point = 0;
    u32 limbs[BIGINT_LIMBS_OF_F64 + FRACTION_LIMBS_MAX];
    u32 scratch[BIGINT_LIMBS_OF_F64 + 1];
    BigIntView whole = bigint_from_f64(limbs, number < 0 ? -number : number);
    if (whole.count > 0) {
        result->count = (u32)bigint_print(result->digits, whole, 10, scratch);
        result->point = (i32)result->count;
    }
    // The fraction as limbs behind the point: fraction[0 .. limb_count) / 2^(32 limb_count).
    u32 limb_count = 0, first = 0;
    u32 *fraction = limbs;
    if (exponent < 0) {
        u32 bits = (u32)-exponent;
        limb_count = (bits + BIGINT_LIMB_BITS - 1) / BIGINT_LIMB_BITS;
        if (bits < 64) mantissa &= (UINT64_C(1) << bits) - 1;
        u32 small[BIGINT_LIMBS_OF_64];
        memset(fraction, 0, ((usize)limb_count + 3) * sizeof(u32));
        bigint_shift_left(fraction, bigint_from_u64(small, mantissa),
                          limb_count * BIGINT_LIMB_BITS - bits);
    }
    i64 keep;
    for (;;) {
        keep = is_fixed ? result->point + count : count;
        while (first < limb_count && fraction[first] == 0) first++;
        if (first == limb_count || keep < (i64)result->count) break;
        if (is_fixed && result->count == 0 && keep < 0) break;
        push_chunk(result, bigint_limbs_mul_small(fraction + first, limb_count - first, CHUNK, 0));
    }
    round_digits(result, keep, first < limb_count);
}

void float_digits_significant(f64 number, u32 count, FloatDigits *result) {
    digits_exact(number, false, count, result);
}

// number * 10^count in two words: most numbers that people print. False: it does not fit.
static bool digits_fixed_small(f64 number, i64 count, FloatDigits *result) {
    enum { COUNT_MAX = 17 };
    static const u64 powers[COUNT_MAX + 1] = {1,
                                              10,
                                              100,
                                              1000,
                                              10000,
                                              100000,
                                              1000000,
                                              10000000,
                                              100000000,
                                              1000000000,
                                              10000000000,
                                              100000000000,
                                              1000000000000,
                                              10000000000000,
                                              100000000000000,
                                              1000000000000000,
                                              10000000000000000,
                                              100000000000000000};
    u64 mantissa;
    i32 exponent;
    f64_split(number, &mantissa, &exponent);
    if (count < 0 || count > COUNT_MAX || exponent >= 0 || exponent <= -64) return false;
    FloatPair product = float_multiply(mantissa, powers[count]);
    u32 shift = (u32)-exponent;
    if (product.high >> shift != 0) return false;
    u64 whole = product.high << (64 - shift) | product.low >> shift;
    u64 rest = product.low & ((UINT64_C(1) << shift) - 1), half = UINT64_C(1) << (shift - 1);
    whole += rest > half || (rest == half && (whole & 1) != 0);
    result->count = 0;
    result->point = 0;
    if (whole == 0) return true;
    result->point = (i32)put_word(result, whole) - (i32)count;
    while (result->digits[result->count - 1] == '0') result->count--;
    return true;
}

void float_digits_fixed(f64 number, i64 count, FloatDigits *result) {
    if (digits_fixed_small(number, count, result)) return;
    digits_exact(number, true, count, result);
}

// ---- digits to a float

enum {
    WORD_DIGITS = 19,
    POWER_ZERO = -344,  // 10^19 * 10^power is below half the smallest float
    POWER_INFINITE = 308,
    RATIO_LIMBS_MAX = 140,
};

// D * 10^exponent with big integers: right for every input, slow.
static f64 from_digits_exactly(const char *digits, u32 count, i64 exponent) {
    u32 number_limbs[RATIO_LIMBS_MAX * 2], power_limbs[RATIO_LIMBS_MAX];
    u32 scratch[RATIO_LIMBS_MAX * 6];
    u32 number_count = 0, power_count = 1;
    power_limbs[0] = 1;
    for (u32 i = 0; i < count; i++) {
        u32 carry = bigint_limbs_mul_small(number_limbs, number_count, 10, (u32)(digits[i] - '0'));
        if (carry != 0) number_limbs[number_count++] = carry;
    }
    u32 *scaled = exponent < 0 ? power_limbs : number_limbs;
    u32 *scaled_count = exponent < 0 ? &power_count : &number_count;
    for (i64 i = exponent < 0 ? -exponent : exponent; i > 0; i--) {
        u32 carry = bigint_limbs_mul_small(scaled, *scaled_count, 10, 0);
        if (carry != 0) scaled[(*scaled_count)++] = carry;
    }
    BigIntView dividend = bigint_view(number_limbs, number_count, false);
    BigIntView divisor = bigint_view(power_limbs, power_count, false);
    CHECK(bigint_ratio_scratch(dividend.count, divisor.count) <= COUNT_OF(scratch));
    f64 result;
    bool is_finite = bigint_ratio(dividend, divisor, &result, scratch);
    return is_finite ? result : __builtin_inf();
}

// word * 10^power after Eisel and Lemire. False: 128 bits of the power do not decide.
static bool from_word(u64 word, i64 power, f64 *result) {
    *result = 0.0;
    if (word == 0 || power < POWER_ZERO) return true;
    *result = __builtin_inf();
    if (power > POWER_INFINITE) return true;
    FloatPair scale = float_power_of_ten((i32)power);
    bool is_exact = power >= 0 && power <= FLOAT_POWER_EXACT_MAX;
    int shift = __builtin_clzll(word);
    word <<= shift;
    FloatPair low = float_multiply(word, scale.low);
    FloatPair high = float_multiply(word, scale.high);
    u64 middle = high.low + low.high;
    u64 top = high.high + (middle < high.low);
    // The true product is less than `word` units of low.low above this one.
    bool is_carry_possible = !is_exact && middle == UINT64_MAX && low.low + word < word;
    if (is_carry_possible) return false;
    bool is_sticky = !is_exact || (middle | low.low) != 0;
    *result = float_compose(top, is_sticky, (i64)float_power_log2((i32)power) + 1 - shift);
    return true;
}

bool text_float_from_decimal(u64 digits, i64 exponent, f64 *number) {
    static const f64 powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const i64 count = COUNT_OF(powers);
    // Both are exact, so one operation rounds once.
    if (digits <= UINT64_C(1) << 53 && exponent > -count && exponent < count) {
        f64 whole = (f64)digits;
        *number = exponent < 0 ? whole / powers[-exponent] : whole * powers[exponent];
        return true;
    }
    return from_word(digits, exponent, number);
}

f64 float_from_digits(const char *digits, u32 count, i64 exponent) {
    if (count == 0 || exponent + count < -330) return 0.0;
    if (exponent + count > 310) return __builtin_inf();
    u64 word = 0;
    u32 used = count < WORD_DIGITS ? count : WORD_DIGITS;
    for (u32 i = 0; i < used; i++) word = word * 10 + (u64)(digits[i] - '0');
    f64 lower, upper;
    i64 power = exponent + (count - used);
    bool is_decided = from_word(word, power, &lower);
    if (is_decided && used == count) return lower;
    if (is_decided && from_word(word + 1, power, &upper) && lower == upper) return lower;
    return from_digits_exactly(digits, count, exponent);
}
