#include "runtime/core/int.h"

#include "runtime/core/call.h"
#include "runtime/core/class.h"
#include "runtime/core/error.h"
#include "runtime/core/str.h"
#include "text/decimal.h"
#include "text/float_text.h"
#include "text/math.h"

#include <string.h>

BigIntView int_view(IntWord word, IntView *holder) {
    if (int_is_small(word)) return bigint_from_i64(holder->local, word);
    BigInt *big = int_big(word);
    return (BigIntView){big->limbs, big->limb_count, big->is_negative != 0};
}

static usize big_bytes(u32 limb_count) {
    return sizeof(BigInt) + (usize)limb_count * sizeof(u32);
}

static BigInt *try_big(RtState *rt, u64 limb_count) {
    PART_MAKE(CLASS_INT);
    if (limb_count > BIGINT_LIMBS_MAX) return NULL;
    BigInt *big = rt_alloc_try(rt, big_bytes((u32)limb_count));
    if (!big) return NULL;
    big->head.refs = 1;
    big->head.class_id = CLASS_INT;
    big->limb_count = (u32)limb_count;
    return big;
}

BigInt *int_alloc_big(RtState *rt, u32 limb_count) {
    BigInt *big = try_big(rt, limb_count);
    if (!big) error_no_memory(rt);
    return big;
}

static BigInt *need_big(RtState *rt, u64 limb_count) {
    BigInt *big = try_big(rt, limb_count);
    if (!big) rt_fatal(rt, "MemoryError: int too large");
    return big;
}

void big_free(RtState *rt, BigInt *big) {
    rt_free_memory(rt, big, big_bytes(big->limb_count));
}
PART_ONLY(big_free, CLASS_INT);

IntWord int_finish_take(RtState *rt, BigInt *big, BigIntView view) {
    i64 number;
    if (view.count <= 2 && bigint_to_i64(view, &number) && int_is_small(number)) {
        big_free(rt, big);
        return number;
    }
    bool is_negative = view.is_negative;
    if (rt_alloc_capacity(big_bytes(view.count)) != rt_alloc_capacity(big_bytes(big->limb_count))) {
        BigInt *fit = need_big(rt, view.count);
        memcpy(fit->limbs, view.limbs, view.count * sizeof(u32));
        big_free(rt, big);
        big = fit;
    } else if (view.limbs != big->limbs) {
        memmove(big->limbs, view.limbs, view.count * sizeof(u32));
    }
    big->limb_count = view.count;
    big->is_negative = is_negative;
    return int_from_big(big, is_negative);
}

IntWord int_from_view(RtState *rt, BigIntView view) {
    i64 number;
    if (view.count <= 2 && bigint_to_i64(view, &number) && int_is_small(number)) return number;
    BigInt *big = need_big(rt, view.count);
    memcpy(big->limbs, view.limbs, view.count * sizeof(u32));
    big->is_negative = view.is_negative;
    return int_from_big(big, view.is_negative);
}

IntWord rt_int_from_i64(RtState *rt, i64 number) {
    if (LIKELY(int_is_small(number))) return number;
    u32 limbs[BIGINT_LIMBS_OF_64];
    return int_from_view(rt, bigint_from_i64(limbs, number));
}

Value int_value_from_i64(RtState *rt, i64 number) {
    return value_from_int(rt_int_from_i64(rt, number));
}

Value int_value_from_u64(RtState *rt, u64 number) {
    u32 limbs[BIGINT_LIMBS_OF_64];
    return value_from_int(int_from_view(rt, bigint_from_u64(limbs, number)));
}

bool int_to_i64(IntWord word, i64 *number) {
    if (LIKELY(int_is_small(word))) {
        *number = word;
        return true;
    }
    IntView holder;
    return bigint_to_i64(int_view(word, &holder), number);
}

Value rt_value_from_int(RtState *rt, IntWord word) {
    (void)rt;
    return value_from_int(int_retain(word));
}

IntWord rt_int_from_value(RtState *rt, Value value) {
    (void)rt;
    return int_retain(value_int_peek(value));
}

i64 rt_int_to_index(RtState *rt, IntWord word) {
    (void)rt;
    i64 number;
    if (LIKELY(int_is_small(word))) return word;
    bool fits = int_to_i64(word, &number);
    // The ends say that it does not fit: see rt_raise_index. As indices all these are alike.
    if (fits && number != INT64_MIN && number != INT64_MAX) return number;
    return (int_big_is_negative(word) ? INT64_MIN + fits : INT64_MAX - fits);
}

i64 int_hash(IntWord word) {
    const i64 modulus = (INT64_C(1) << 61) - 1;
    if (LIKELY(int_is_small(word) && word < modulus && word > -modulus))
        return word == -1 ? -2 : word;
    IntView holder;
    return bigint_hash(int_view(word, &holder));
}

u32 *int_scratch(RtState *rt, usize limbs) {
    return limbs ? rt_alloc(rt, limbs * sizeof(u32)) : NULL;
}

void int_scratch_free(RtState *rt, u32 *scratch, usize limbs) {
    if (limbs) rt_free_memory(rt, scratch, limbs * sizeof(u32));
}

// ---- arithmetic
static u32 max_count(BigIntView left, BigIntView right) {
    return left.count > right.count ? left.count : right.count;
}

typedef BigIntView (*BigIntOp)(u32 *result, BigIntView left, BigIntView right);

static IntWord big_op(RtState *rt, IntWord left, IntWord right, BigIntOp op) {
    IntView left_holder, right_holder;
    BigIntView a = int_view(left, &left_holder), b = int_view(right, &right_holder);
    BigInt *big = need_big(rt, (u64)max_count(a, b) + 1);
    return int_finish_take(rt, big, op(big->limbs, a, b));
}

IntWord rt_int_add(RtState *rt, IntWord left, IntWord right) {
    if (LIKELY(int_is_small(left) && int_is_small(right))) return rt_int_from_i64(rt, left + right);
    return big_op(rt, left, right, bigint_add);
}

IntWord rt_int_sub(RtState *rt, IntWord left, IntWord right) {
    if (LIKELY(int_is_small(left) && int_is_small(right))) return rt_int_from_i64(rt, left - right);
    return big_op(rt, left, right, bigint_sub);
}

IntWord rt_int_mul(RtState *rt, IntWord left, IntWord right) {
    i64 product;
    if (LIKELY(int_is_small(left) && int_is_small(right)) &&
        !__builtin_mul_overflow(left, right, &product)) {
        return rt_int_from_i64(rt, product);
    }
    IntView left_holder, right_holder;
    BigIntView a = int_view(left, &left_holder), b = int_view(right, &right_holder);
    usize scratch_limbs = bigint_mul_scratch(a.count, b.count);
    BigInt *big = need_big(rt, (u64)a.count + b.count);
    u32 *scratch = int_scratch(rt, scratch_limbs);
    IntWord word = int_finish_take(rt, big, bigint_mul(big->limbs, a, b, scratch));
    int_scratch_free(rt, scratch, scratch_limbs);
    return word;
}

typedef struct {
    IntWord quotient, remainder;
} IntDivision;

static IntDivision divide_big(RtState *rt, IntWord left, IntWord right, bool wants_quotient,
                              bool wants_remainder) {
    IntView left_holder, right_holder;
    BigIntView a = int_view(left, &left_holder), b = int_view(right, &right_holder);
    BigInt *quotient = wants_quotient ? need_big(rt, (u64)a.count + 1) : NULL;
    BigInt *remainder = wants_remainder ? need_big(rt, (u64)b.count + 1) : NULL;
    usize scratch_limbs = bigint_divide_scratch(a.count, b.count);
    u32 *scratch = int_scratch(rt, scratch_limbs);
    BigIntDivision division = bigint_divide(quotient ? quotient->limbs : NULL,
                                            remainder ? remainder->limbs : NULL, a, b, scratch);
    IntDivision result = {0, 0};
    if (quotient) result.quotient = int_finish_take(rt, quotient, division.quotient);
    if (remainder) result.remainder = int_finish_take(rt, remainder, division.remainder);
    int_scratch_free(rt, scratch, scratch_limbs);
    return result;
}

ResultWord rt_int_floordiv(RtState *rt, IntWord left, IntWord right) {
    if (right == 0) return error_text(rt, CLASS_ZERO_DIVISION_ERROR, "division by zero");
    if (LIKELY(int_is_small(left) && int_is_small(right))) {
        i64 quotient = left / right;
        if (left % right != 0 && (left < 0) != (right < 0)) quotient--;
        return word_ok((u64)rt_int_from_i64(rt, quotient));
    }
    return word_ok((u64)divide_big(rt, left, right, true, false).quotient);
}

ResultWord rt_int_mod(RtState *rt, IntWord left, IntWord right) {
    if (right == 0) return error_text(rt, CLASS_ZERO_DIVISION_ERROR, "division by zero");
    if (LIKELY(int_is_small(left) && int_is_small(right))) {
        i64 remainder = left % right;
        if (remainder != 0 && (remainder < 0) != (right < 0)) remainder += right;
        return word_ok((u64)remainder);
    }
    return word_ok((u64)divide_big(rt, left, right, false, true).remainder);
}

ResultF64 rt_int_truediv(RtState *rt, IntWord left, IntWord right) {
    if (right == 0) {
        error_text(rt, CLASS_ZERO_DIVISION_ERROR, "division by zero");
        return f64_error();
    }
    const i64 exact = INT64_C(1) << 53;
    if (LIKELY(left >= -exact && left <= exact && right >= -exact && right <= exact))
        return f64_ok((f64)left / (f64)right);
    IntView left_holder, right_holder;
    BigIntView a = int_view(left, &left_holder), b = int_view(right, &right_holder);
    usize scratch_limbs = bigint_ratio_scratch(a.count, b.count);
    u32 *scratch = int_scratch(rt, scratch_limbs);
    f64 ratio = 0;
    bool is_in_range = bigint_ratio(a, b, &ratio, scratch);
    int_scratch_free(rt, scratch, scratch_limbs);
    if (is_in_range) return f64_ok(ratio);
    error_text(rt, CLASS_OVERFLOW_ERROR, "integer division result too large for a float");
    return f64_error();
}

static ResultWord pow_negative(RtState *rt, IntWord base, IntWord exponent) {
    if (base == 0) return error_text(rt, CLASS_ZERO_DIVISION_ERROR, "zero to a negative power");
    ResultF64 b = rt_int_to_f64(rt, base);
    if (b.is_error) return word_error();
    ResultF64 e = rt_int_to_f64(rt, exponent);
    if (e.is_error) return word_error();
    return rt_f64_pow(rt, b.value, e.value);
}

ResultWord rt_int_pow(RtState *rt, IntWord base, IntWord exponent) {
    if (exponent < 0) return pow_negative(rt, base, exponent);
    if (exponent == 0) return word_ok(value_from_small(1));
    if (base == 0 || base == 1) return word_ok(value_from_small(base));
    if (base == -1) {
        IntView holder;
        return word_ok(value_from_small(bigint_low_u64(int_view(exponent, &holder)) & 1 ? -1 : 1));
    }
    if (!int_is_small(exponent)) return error_no_memory(rt);
    if (int_is_small(base)) {
        // By squaring, as long as it stays within 64 bits.
        i64 result = 1, square = base;
        bool is_big = false;
        for (i64 rest = exponent;;) {
            if ((rest & 1) && __builtin_mul_overflow(result, square, &result)) is_big = true;
            rest >>= 1;
            if (rest == 0 || is_big) break;
            if (__builtin_mul_overflow(square, square, &square)) is_big = true;
            if (is_big) break;
        }
        if (!is_big) return word_ok(int_value_from_i64(rt, result));
    }
    IntView holder;
    BigIntView view = int_view(base, &holder);
    u64 limbs = bigint_pow_limbs(view, (u64)exponent);
    if (limbs > BIGINT_LIMBS_MAX) return error_no_memory(rt);
    BigInt *big = int_alloc_big(rt, (u32)limbs);
    if (!big) return word_error();
    usize scratch_limbs = bigint_pow_scratch(view, (u64)exponent);
    u32 *scratch = int_scratch(rt, scratch_limbs);
    IntWord word = int_finish_take(rt, big, bigint_pow(big->limbs, view, (u64)exponent, scratch));
    int_scratch_free(rt, scratch, scratch_limbs);
    return word_ok(value_from_int(word));
}

ResultWord int_pow_mod(RtState *rt, IntWord base, IntWord exponent, IntWord modulus) {
    if (modulus == 0) return error_text(rt, CLASS_VALUE_ERROR, "pow() 3rd argument cannot be 0");
    IntView base_holder, exponent_holder, modulus_holder;
    BigIntView b = int_view(base, &base_holder), e = int_view(exponent, &exponent_holder);
    BigIntView m = int_view(modulus, &modulus_holder);
    BigInt *inverse = NULL;
    u32 inverse_limbs = m.count + 1;
    if (e.is_negative) {
        inverse = int_alloc_big(rt, inverse_limbs);
        if (!inverse) return word_error();
        usize scratch_limbs = bigint_inverse_scratch(b, m);
        u32 *scratch = int_scratch(rt, scratch_limbs);
        bool is_there = bigint_inverse(inverse->limbs, b, m, &b, scratch);
        int_scratch_free(rt, scratch, scratch_limbs);
        if (!is_there) {
            big_free(rt, inverse);
            return error_text(rt, CLASS_VALUE_ERROR,
                              "base is not invertible for the given modulus");
        }
        e = bigint_negate(e);
    }
    BigInt *big = int_alloc_big(rt, m.count + 1);
    if (!big) return word_error();
    usize scratch_limbs = bigint_powmod_scratch(b, m);
    u32 *scratch = int_scratch(rt, scratch_limbs);
    IntWord word = int_finish_take(rt, big, bigint_powmod(big->limbs, b, e, m, scratch));
    int_scratch_free(rt, scratch, scratch_limbs);
    if (inverse) big_free(rt, inverse);
    return word_ok(value_from_int(word));
}

IntWord rt_int_neg(RtState *rt, IntWord word) {
    if (LIKELY(int_is_small(word))) return rt_int_from_i64(rt, -word);
    IntView holder;
    return int_from_view(rt, bigint_negate(int_view(word, &holder)));
}

IntWord rt_int_abs(RtState *rt, IntWord word) {
    return word < 0 ? rt_int_neg(rt, word) : int_retain(word);
}

IntWord rt_int_invert(RtState *rt, IntWord word) {
    if (LIKELY(int_is_small(word))) return ~word;
    IntView holder;
    BigIntView view = int_view(word, &holder);
    BigInt *big = need_big(rt, (u64)view.count + 1);
    return int_finish_take(rt, big, bigint_not(big->limbs, view));
}

IntWord rt_int_and(RtState *rt, IntWord left, IntWord right) {
    if (LIKELY(int_is_small(left) && int_is_small(right))) return left & right;
    return big_op(rt, left, right, bigint_and);
}

IntWord rt_int_or(RtState *rt, IntWord left, IntWord right) {
    if (LIKELY(int_is_small(left) && int_is_small(right))) return left | right;
    return big_op(rt, left, right, bigint_or);
}

IntWord rt_int_xor(RtState *rt, IntWord left, IntWord right) {
    if (LIKELY(int_is_small(left) && int_is_small(right))) return left ^ right;
    return big_op(rt, left, right, bigint_xor);
}

ResultWord rt_int_lshift(RtState *rt, IntWord word, IntWord count) {
    if (count < 0) return error_text(rt, CLASS_VALUE_ERROR, "negative shift count");
    if (word == 0) return word_ok(0);
    if (!int_is_small(count))
        return error_text(rt, CLASS_OVERFLOW_ERROR, "too many digits in integer");
    if (int_is_small(word) && count < 62) {
        i64 shifted = (i64)((u64)word << count);
        if (shifted >> count == word) return word_ok((u64)rt_int_from_i64(rt, shifted));
    }
    IntView holder;
    BigIntView view = int_view(word, &holder);
    u64 limbs = bigint_shift_left_limbs(view, (u64)count);
    if (limbs > BIGINT_LIMBS_MAX) return error_no_memory(rt);
    BigInt *big = int_alloc_big(rt, (u32)limbs);
    if (!big) return word_error();
    return word_ok((u64)int_finish_take(rt, big, bigint_shift_left(big->limbs, view, (u64)count)));
}

ResultWord rt_int_rshift(RtState *rt, IntWord word, IntWord count) {
    if (count < 0) return error_text(rt, CLASS_VALUE_ERROR, "negative shift count");
    if (LIKELY(int_is_small(word))) return word_ok((u64)(word >> (count > 62 ? 62 : count)));
    IntView holder;
    BigIntView view = int_view(word, &holder);
    BigInt *big = need_big(rt, (u64)view.count + 1);
    u64 bits = int_is_small(count) ? (u64)count : UINT64_C(1) << 60;
    return word_ok((u64)int_finish_take(rt, big, bigint_shift_right(big->limbs, view, bits)));
}

i64 rt_int_compare(RtState *rt, IntWord left, IntWord right) {
    (void)rt;
    if (LIKELY(int_is_small(left) || int_is_small(right))) return (left > right) - (left < right);
    IntView left_holder, right_holder;
    return bigint_compare(int_view(left, &left_holder), int_view(right, &right_holder));
}

// ---- conversions
ResultF64 rt_int_to_f64(RtState *rt, IntWord word) {
    if (LIKELY(int_is_small(word))) return f64_ok((f64)word);
    IntView holder;
    f64 number;
    if (bigint_to_f64(int_view(word, &holder), &number)) return f64_ok(number);
    error_text(rt, CLASS_OVERFLOW_ERROR, "int too large to convert to float");
    return f64_error();
}

ResultWord rt_int_from_f64(RtState *rt, f64 number) {
    if (number > -1e18 && number < 1e18) return word_ok((u64)(i64)number);
    if (number != number)
        return error_text(rt, CLASS_VALUE_ERROR, "cannot convert float NaN to integer");
    if (number - number != 0)
        return error_text(rt, CLASS_OVERFLOW_ERROR, "cannot convert float infinity to integer");
    u32 limbs[BIGINT_LIMBS_OF_F64];
    return word_ok((u64)int_from_view(rt, bigint_from_f64(limbs, number)));
}

ResultRef int_to_base(RtState *rt, IntWord word, u32 base, const char *prefix) {
    IntView holder;
    BigIntView view = int_view(word, &holder);
    usize bytes = bigint_print_bytes(view, base) + 4,
          scratch_limbs = bigint_print_scratch(view, base);
    u32 prefix_len = (u32)strlen(prefix);
    char *digits = rt_alloc(rt, bytes);
    u32 *scratch = int_scratch(rt, scratch_limbs);
    bool is_negative = view.is_negative;
    view.is_negative = false;
    usize len = bigint_print(digits, view, base, scratch);
    int_scratch_free(rt, scratch, scratch_limbs);
    Str *str = str_new(rt, (u32)len + is_negative + prefix_len, 1);
    u8 *at = str->data;
    if (is_negative) *at++ = '-';
    memcpy(at, prefix, prefix_len);
    memcpy(at + prefix_len, digits, len);
    str->is_ascii = 1;
    rt_free_memory(rt, digits, bytes);
    return ref_ok(str);
}

bool int_check_digits(RtState *rt, u64 digits) {
    u32 limit = rt_core(rt)->int_digits_limit;
    if (limit == 0 || digits <= limit) return true;
    error_format(rt, CLASS_VALUE_ERROR,
                 "Exceeds the limit (%u digits) for integer string conversion; use "
                 "sys.set_int_max_str_digits() to increase the limit",
                 limit);
    return false;
}

PART_FUNCTION static ResultRef big_to_str(RtState *rt, IntWord word) {
    IntView holder;
    BigIntView view = int_view(word, &holder);
    // Below 3 bits a digit there are too many for sure.
    if (!int_check_digits(rt, bigint_bit_length(view) / 4)) return ref_error();
    ResultRef str = int_to_base(rt, word, 10, "");
    if (str.is_error || int_check_digits(rt, ((Str *)str.value)->len - view.is_negative))
        return str;
    object_release(rt, str.value);
    return ref_error();
}
PART_ONLY(big_to_str, CLASS_INT);

ResultRef rt_int_to_str(RtState *rt, IntWord word) {
    if (LIKELY(int_is_small(word))) {
        char digits[DECIMAL_DIGITS_MAX + 1], *end = digits + sizeof digits;
        char *start = decimal_write(end, word < 0 ? 0 - (u64)word : (u64)word);
        if (word < 0) *--start = '-';
        return ref_ok(str_from_ascii(rt, start, (u32)(end - start)));
    }
    return big_to_str(rt, word);
}

enum { SHOWN_CHARS_MAX = 200 };  // of a text that is no number

ResultWord int_parse(RtState *rt, Value text, const char *chars, usize len, u32 base) {
    usize digits = 0;
    for (usize i = 0; i < len; i++) digits += chars[i] >= '0' && chars[i] <= '9';
    bool is_limited = base == 10 || (base == 0 && len > 1);
    usize limb_count = bigint_parse_limbs(len), scratch_limbs = bigint_parse_scratch(len);
    BigInt *big = int_alloc_big(rt, (u32)limb_count + 1);
    if (!big) return word_error();
    u32 *scratch = int_scratch(rt, scratch_limbs);
    BigIntView view;
    bool is_number = bigint_parse(big->limbs, slice_make(chars, len), base, &view, scratch);
    int_scratch_free(rt, scratch, scratch_limbs);
    u32 limit = rt_core(rt)->int_digits_limit;
    if (is_number && is_limited && base == 10 && limit && digits > limit) {
        big_free(rt, big);
        return error_format(
            rt, CLASS_VALUE_ERROR,
            "Exceeds the limit (%u digits) for integer string conversion: value has %d digits; "
            "use sys.set_int_max_str_digits() to increase the limit",
            limit, (i64)digits);
    }
    if (is_number) return word_ok(value_from_int(int_finish_take(rt, big, view)));
    big_free(rt, big);
    ResultRef repr = rt_repr(rt, text);
    if (repr.is_error) return word_error();
    Str *shown = repr.value;
    if (shown->len > SHOWN_CHARS_MAX) shown = str_slice(rt, repr.value, 0, SHOWN_CHARS_MAX);
    error_format(rt, CLASS_VALUE_ERROR, "invalid literal for int() with base %u: %S", base, shown);
    if (shown != repr.value) object_release(rt, shown);
    object_release(rt, repr.value);
    return word_error();
}

ResultWord int_index(RtState *rt, Value value, const char *message) {
    if (LIKELY(value_is_small_int(value))) return word_ok((u64)value_small(value));
    value = value_plain(value);
    if (value_is_int(value) || value_is_bool(value))
        return word_ok((u64)int_retain(value_int_peek(value)));
    ClassAttribute *method = class_find_user(rt, value, NAME_INDEX);
    if (!method) return error_format(rt, CLASS_TYPE_ERROR, message, value);
    ResultWord result = call_attribute(rt, method, value, NULL, 0);
    if (result.is_error) return result;
    if (value_is_int(result.value) || value_is_bool(result.value))
        return word_ok((u64)value_int_peek(result.value));
    error_format(rt, CLASS_TYPE_ERROR, "__index__ returned non-int (type %T)", result.value);
    value_release(rt, result.value);
    return word_error();
}

bool int_repeat_count(RtState *rt, IntWord word, i64 *count) {
    if (LIKELY(int_to_i64(word, count))) return true;
    error_text(rt, CLASS_OVERFLOW_ERROR, "cannot fit 'int' into an index-sized integer");
    return false;
}

bool int_size(RtState *rt, Value value, i64 *number) {
    ResultWord word = int_index(rt, value, "'%T' object cannot be interpreted as an integer");
    if (word.is_error) return false;
    bool fits = int_to_i64((IntWord)word.value, number);
    int_release(rt, (IntWord)word.value);
    if (!fits) error_text(rt, CLASS_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
    return fits;
}
