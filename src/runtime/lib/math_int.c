// Module math on ints: gcd, lcm, isqrt, factorial, comb, perm. Through the runtime's int
// operations, so all sizes work.
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"

static const char not_an_integer[] = "'%T' object cannot be interpreted as an integer";

static ResultWord as_value_take(RtState *rt, IntWord word) {
    Value value = rt_value_from_int(rt, word);
    int_release(rt, word);
    return word_ok(value);
}

// left op right; both are taken.
static IntWord combine_take(RtState *rt, IntWord left, IntWord right,
                            IntWord (*operation)(RtState *, IntWord, IntWord)) {
    IntWord result = operation(rt, left, right);
    int_release(rt, left);
    int_release(rt, right);
    return result;
}

// Exact or floored quotient by something that is not 0; `left` is taken.
static IntWord divide_take(RtState *rt, IntWord left, IntWord right) {
    ResultWord quotient = rt_int_floordiv(rt, left, right);
    int_release(rt, left);
    return (IntWord)quotient.value;
}

static IntWord gcd(RtState *rt, IntWord left, IntWord right) {
    if (int_is_small(left) && int_is_small(right)) {
        i64 a = left < 0 ? -left : left, b = right < 0 ? -right : right;
        while (b != 0) {
            i64 rest = a % b;
            a = b;
            b = rest;
        }
        return rt_int_from_i64(rt, a);
    }
    IntView left_holder, right_holder;
    BigIntView a = int_view(left, &left_holder), b = int_view(right, &right_holder);
    usize scratch_limbs = bigint_gcd_scratch(a.count, b.count);
    u32 count = a.count > b.count ? a.count : b.count;
    u32 *scratch = int_scratch(rt, scratch_limbs), *result = int_scratch(rt, count);
    IntWord word = int_from_view(rt, bigint_gcd(result, a, b, scratch));
    int_scratch_free(rt, scratch, scratch_limbs);
    int_scratch_free(rt, result, count);
    return word;
}

ResultWord rt_native_MATH_GCD(RtState *rt, const Value *args) {
    const Tuple *tuple = value_ref(args[0]);
    IntWord result = 0;
    for (u32 i = 0; i < tuple->len; i++) {
        ResultWord word = int_index(rt, tuple->items[i], not_an_integer);
        if (word.is_error) return int_release(rt, result), word;
        result = combine_take(rt, result, (IntWord)word.value, gcd);
    }
    return as_value_take(rt, result);
}

ResultWord rt_native_MATH_LCM(RtState *rt, const Value *args) {
    const Tuple *tuple = value_ref(args[0]);
    IntWord result = 1;
    for (u32 i = 0; i < tuple->len; i++) {
        ResultWord word = int_index(rt, tuple->items[i], not_an_integer);
        if (word.is_error) return int_release(rt, result), word;
        IntWord number = rt_int_abs(rt, (IntWord)word.value);
        int_release(rt, (IntWord)word.value);
        IntWord divisor = gcd(rt, result, number);
        if (divisor == 0) {
            int_release(rt, number);
            continue;  // 0 and 0: stays 0
        }
        IntWord quotient = divide_take(rt, number, divisor);
        int_release(rt, divisor);
        result = combine_take(rt, result, quotient, rt_int_mul);
    }
    return as_value_take(rt, result);
}

ResultWord rt_native_MATH_ISQRT(RtState *rt, const Value *args) {
    ResultWord word = int_index(rt, args[0], not_an_integer);
    if (word.is_error) return word;
    IntView holder;
    BigIntView view = int_view((IntWord)word.value, &holder);
    if (view.is_negative) {
        int_release(rt, (IntWord)word.value);
        return error_text(rt, CLASS_VALUE_ERROR, "isqrt() argument must be nonnegative");
    }
    usize scratch_limbs = bigint_isqrt_scratch(view.count), limbs = view.count / 2 + 2;
    u32 *scratch = int_scratch(rt, scratch_limbs), *result = int_scratch(rt, limbs);
    IntWord root = int_from_view(rt, bigint_isqrt(result, view, scratch));
    int_scratch_free(rt, scratch, scratch_limbs);
    int_scratch_free(rt, result, limbs);
    int_release(rt, (IntWord)word.value);
    return as_value_take(rt, root);
}

// first * (first + 1) * … * last, halves first: products of numbers of like size are the fastest.
static IntWord product(RtState *rt, i64 first, i64 last) {
    if (first > last) return 1;
    if (last - first < 8) {
        IntWord result = rt_int_from_i64(rt, first);
        for (i64 i = first + 1; i <= last; i++) result = combine_take(rt, result, i, rt_int_mul);
        return result;
    }
    i64 middle = first + (last - first) / 2;
    return combine_take(rt, product(rt, first, middle), product(rt, middle + 1, last), rt_int_mul);
}

enum { PRODUCT_MAX = 100 * 1000 * 1000 };

// A count that fits the loops above. False: exception.
static bool count_argument(RtState *rt, Value value, const char *negative, const char *too_large,
                           i64 *number) {
    ResultWord word = int_index(rt, value, not_an_integer);
    if (word.is_error) return false;
    *number = rt_int_to_index(rt, (IntWord)word.value);
    int_release(rt, (IntWord)word.value);
    if (*number < 0) {
        error_text(rt, CLASS_VALUE_ERROR, negative);
        return false;
    }
    if (*number <= PRODUCT_MAX) return true;
    error_text(rt, CLASS_OVERFLOW_ERROR, too_large);
    return false;
}

ResultWord rt_native_MATH_FACTORIAL(RtState *rt, const Value *args) {
    i64 n;
    bool is_good = count_argument(rt, args[0], "factorial() not defined for negative values",
                                  "factorial() argument should not exceed 9223372036854775807", &n);
    return is_good ? as_value_take(rt, product(rt, 1, n)) : word_error();
}

// n * (n - 1) * … , k factors; n may be big.
static IntWord falling(RtState *rt, IntWord n, i64 k) {
    if (k >= 8) {
        IntWord rest = rt_int_sub(rt, n, k / 2);
        IntWord low = falling(rt, rest, k - k / 2);
        int_release(rt, rest);
        return combine_take(rt, falling(rt, n, k / 2), low, rt_int_mul);
    }
    IntWord result = 1;
    for (i64 i = 0; i < k; i++) result = combine_take(rt, result, rt_int_sub(rt, n, i), rt_int_mul);
    return result;
}

// n and k of comb and perm, both owned. False: exception.
static bool count_pair(RtState *rt, const Value *args, IntWord *n, IntWord *k) {
    ResultWord first = int_index(rt, args[0], not_an_integer);
    if (first.is_error) return false;
    ResultWord second = int_index(rt, args[1], not_an_integer);
    *n = (IntWord)first.value;
    *k = (IntWord)second.value;
    // The sign of a big one is that of its word.
    bool is_negative = !second.is_error && (*n < 0 || *k < 0);
    if (!second.is_error && !is_negative) return true;
    if (is_negative) {
        error_text(rt, CLASS_VALUE_ERROR,
                   *n < 0 ? "n must be a non-negative integer"
                          : "k must be a non-negative integer");
    }
    int_release(rt, *n);
    if (!second.is_error) int_release(rt, *k);
    return false;
}

ResultWord rt_native_MATH_PERM(RtState *rt, const Value *args) {
    if (args[1] == VALUE_UNDEFINED || args[1] == VALUE_NONE)
        return rt_native_MATH_FACTORIAL(rt, args);
    IntWord n, k;
    if (!count_pair(rt, args, &n, &k)) return word_error();
    ResultWord result;
    if (rt_int_compare(rt, k, n) > 0)
        result = word_ok(value_from_small(0));
    else if (!int_is_small(k) || k > PRODUCT_MAX)
        result = error_text(rt, CLASS_OVERFLOW_ERROR, "k must not exceed 9223372036854775807");
    else
        result = as_value_take(rt, falling(rt, n, k));
    int_release(rt, n);
    int_release(rt, k);
    return result;
}

ResultWord rt_native_MATH_COMB(RtState *rt, const Value *args) {
    IntWord n, k;
    if (!count_pair(rt, args, &n, &k)) return word_error();
    IntWord rest = rt_int_sub(rt, n, k);
    IntWord fewer = rt_int_compare(rt, k, rest) > 0 ? rest : k;
    ResultWord result;
    if (rest < 0) {
        result = word_ok(value_from_small(0));
    } else if (!int_is_small(fewer) || fewer > PRODUCT_MAX) {
        result = error_text(rt, CLASS_OVERFLOW_ERROR,
                            "min(n - k, k) must not exceed 9223372036854775807");
    } else {
        IntWord divisor = product(rt, 1, fewer);
        result = as_value_take(rt, divide_take(rt, falling(rt, n, fewer), divisor));
        int_release(rt, divisor);
    }
    int_release(rt, rest);
    int_release(rt, n);
    int_release(rt, k);
    return result;
}
