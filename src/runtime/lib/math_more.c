// The rest of module math: parts of floats, sums, and integer functions.
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/core/native.h"
#include "runtime/lib/math_argument.h"
#include "text/math.h"

bool math_argument(RtState *rt, Value value, f64 *number) {
    if (value_plain(value) != value && !class_find_user(rt, value, NAME_FLOAT))
        value = value_plain(value);
    if (value_is_float(value)) {
        *number = value_f64(value);
        return true;
    }
    if (value_is_int(value) || value_is_bool(value)) {
        ResultF64 result = rt_int_to_f64(rt, value_int_peek(value));
        *number = result.value;
        return !result.is_error;
    }
    const ClassAttribute *method = class_find_user(rt, value, NAME_FLOAT);
    if (!method) {
        error_format(rt, CLASS_TYPE_ERROR, "must be real number, not %T", value);
        return false;
    }
    ResultWord result = call_attribute(rt, method, value, NULL, 0);
    if (result.is_error) return false;
    bool is_float = value_is_float(result.value);
    if (is_float) *number = value_f64(result.value);
    if (!is_float)
        error_format(rt, CLASS_TYPE_ERROR, "%T.__float__ returned non-float (type %T)", value,
                     result.value);
    value_release(rt, result.value);
    return is_float;
}

static ResultWord pair(RtState *rt, Value first, Value second) {
    Tuple *tuple = tuple_new(rt, 2);
    tuple->items[0] = first;
    tuple->items[1] = second;
    return word_object(tuple);
}

ResultWord rt_native_MATH_FREXP(RtState *rt, const Value *args) {
    f64 x;
    if (!math_argument(rt, args[0], &x)) return word_error();
    i32 exponent;
    f64 fraction = math_frexp(x, &exponent);
    return pair(rt, value_box_f64(rt, fraction), value_from_small(exponent));
}

ResultWord rt_native_MATH_MODF(RtState *rt, const Value *args) {
    f64 x, whole;
    if (!math_argument(rt, args[0], &x)) return word_error();
    f64 fraction = math_modf(x, &whole);
    return pair(rt, value_box_f64(rt, fraction), value_box_f64(rt, whole));
}

ResultWord rt_native_MATH_LDEXP(RtState *rt, const Value *args) {
    f64 x;
    if (!math_argument(rt, args[0], &x)) return word_error();
    if (!value_is_int(args[1]) && !value_is_bool(args[1])) {
        return error_text(rt, CLASS_TYPE_ERROR, "Expected an int as second argument to ldexp.");
    }
    f64 result = math_ldexp(x, rt_int_to_index(rt, value_int_peek(args[1])));
    if (x - x == 0 && result - result != 0)
        return error_text(rt, CLASS_OVERFLOW_ERROR, "math range error");
    return word_ok(value_box_f64(rt, result));
}

static ResultWord classify(RtState *rt, Value value, u32 what) {
    f64 x;
    if (!math_argument(rt, value, &x)) return word_error();
    bool is_nan = x != x, is_finite = x - x == 0;
    return word_ok(value_from_bool(what == 0   ? is_finite
                                   : what == 1 ? !is_finite && !is_nan
                                               : is_nan));
}

ResultWord rt_native_MATH_ISFINITE(RtState *rt, const Value *args) {
    return classify(rt, args[0], 0);
}

ResultWord rt_native_MATH_ISINF(RtState *rt, const Value *args) {
    return classify(rt, args[0], 1);
}

ResultWord rt_native_MATH_ISNAN(RtState *rt, const Value *args) {
    return classify(rt, args[0], 2);
}

ResultWord rt_native_MATH_ISCLOSE(RtState *rt, const Value *args) {
    f64 a, b, relative = 1e-9, absolute = 0;
    if (!math_argument(rt, args[0], &a) || !math_argument(rt, args[1], &b)) return word_error();
    if (args[2] != VALUE_UNDEFINED && !math_argument(rt, args[2], &relative)) return word_error();
    if (args[3] != VALUE_UNDEFINED && !math_argument(rt, args[3], &absolute)) return word_error();
    if (relative < 0 || absolute < 0)
        return error_text(rt, CLASS_VALUE_ERROR, "tolerances must be non-negative");
    if (a == b) return word_ok(VALUE_TRUE);
    f64 difference = math_fabs(b - a);
    if (difference - difference != 0) return word_ok(VALUE_FALSE);
    bool is_close = difference <= math_fabs(relative * b) ||
                    difference <= math_fabs(relative * a) || difference <= absolute;
    return word_ok(value_from_bool(is_close));
}

ResultWord rt_native_MATH_NEXTAFTER(RtState *rt, const Value *args) {
    f64 x, y;
    i64 steps;
    if (!math_argument(rt, args[0], &x) || !math_argument(rt, args[1], &y)) return word_error();
    if (!argument_int(rt, args[2], 1, &steps)) return word_error();
    if (steps < 0) return error_text(rt, CLASS_VALUE_ERROR, "steps must be a non-negative integer");
    for (; steps > 0 && x != y && x == x && y == y; steps--) x = math_nextafter(x, y);
    if (y != y) x = y;
    return word_ok(value_box_f64(rt, steps > 0 && x == y ? y : x));
}

ResultWord rt_native_MATH_ULP(RtState *rt, const Value *args) {
    f64 x;
    if (!math_argument(rt, args[0], &x)) return word_error();
    x = math_fabs(x);
    f64 above = math_nextafter(x, __builtin_inf());
    if (x - x != 0) return word_ok(value_box_f64(rt, x));
    return word_ok(value_box_f64(rt, above - above == 0 ? above - x : x - math_nextafter(x, 0)));
}

ResultWord rt_native_MATH_FMA(RtState *rt, const Value *args) {
    f64 x, y, z;
    if (!math_argument(rt, args[0], &x) || !math_argument(rt, args[1], &y) ||
        !math_argument(rt, args[2], &z)) {
        return word_error();
    }
    f64 result = math_fma(x, y, z);
    bool has_nan = x != x || y != y || z != z;
    if (result != result && !has_nan)
        return error_text(rt, CLASS_VALUE_ERROR, "invalid operation in fma");
    bool is_finite = x - x == 0 && y - y == 0 && z - z == 0;
    if (result - result != 0 && result == result && is_finite) {
        return error_text(rt, CLASS_OVERFLOW_ERROR, "overflow in fma");
    }
    return word_ok(value_box_f64(rt, result));
}

// ---- vectors

// sqrt of the sum of squares, scaled by the largest, in twice the precision (as CPython: errors
// below 1 ulp).
static f64 vector_norm(const f64 *numbers, u32 count, f64 largest, bool has_nan) {
    if (largest - largest != 0) return __builtin_inf();
    if (has_nan) return __builtin_nan("");
    if (largest == 0 || count <= 1) return largest;
    i32 exponent;
    math_frexp(largest, &exponent);
    f64 high = 0, low = 0;
    for (u32 i = 0; i < count; i++) {
        f64 x = math_ldexp(numbers[i], -exponent);
        f64 square = x * x, error = math_fma(x, x, -square);
        f64 sum = high + square;
        low += (high - sum) + square + error;
        if (high < square) low += (square - (sum - high)) - ((high - sum) + square);
        high = sum;
    }
    f64 root = math_sqrt(high + low);
    // One Newton step with the rest that double precision left out.
    f64 square = root * root, error = math_fma(root, root, -square);
    root += ((high - square) + (low - error)) / (2 * root);
    return math_ldexp(root, exponent);
}

typedef struct {
    f64 *numbers;  // from rt_alloc
    u32 count;
    f64 largest;
    bool has_nan;
} Vector;

static void vector_put(Vector *vector, f64 x) {
    x = math_fabs(x);
    vector->numbers[vector->count++] = x;
    vector->has_nan |= x != x;
    if (x > vector->largest) vector->largest = x;
}

ResultWord rt_native_MATH_HYPOT(RtState *rt, const Value *args) {
    const Tuple *tuple = value_ref(args[0]);
    Vector vector = {.numbers = rt_alloc(rt, tuple->len * sizeof(f64) + 8)};
    bool is_good = true;
    for (u32 i = 0; is_good && i < tuple->len; i++) {
        f64 x = 0;
        is_good = math_argument(rt, tuple->items[i], &x);
        vector_put(&vector, x);
    }
    f64 norm = vector_norm(vector.numbers, vector.count, vector.largest, vector.has_nan);
    rt_free_memory(rt, vector.numbers, tuple->len * sizeof(f64) + 8);
    return is_good ? word_ok(value_box_f64(rt, norm)) : word_error();
}

ResultWord rt_native_MATH_DIST(RtState *rt, const Value *args) {
    Tuple *p = tuple_from_value(rt, args[0]), *q = p ? tuple_from_value(rt, args[1]) : NULL;
    ResultWord result = word_error();
    if (q && p->len != q->len) {
        error_text(rt, CLASS_VALUE_ERROR, "both points must have the same number of dimensions");
    } else if (q) {
        Vector vector = {.numbers = rt_alloc(rt, p->len * sizeof(f64) + 8)};
        bool is_good = true;
        for (u32 i = 0; is_good && i < p->len; i++) {
            f64 x = 0, y = 0;
            is_good = math_argument(rt, p->items[i], &x) && math_argument(rt, q->items[i], &y);
            vector_put(&vector, x - y);
        }
        f64 norm = vector_norm(vector.numbers, vector.count, vector.largest, vector.has_nan);
        rt_free_memory(rt, vector.numbers, p->len * sizeof(f64) + 8);
        if (is_good) result = word_ok(value_box_f64(rt, norm));
    }
    if (p) object_release(rt, p);
    if (q) object_release(rt, q);
    return result;
}

// Shewchuk, "Adaptive Precision Floating-Point Arithmetic" (1997): the partial sums never overlap,
// so their sum is exact.
enum { PARTIALS_LOCAL = 32 };

typedef struct {
    f64 *partials;  // `local`, or owned; they do not overlap, so there may be thousands
    u32 count, capacity;
    f64 local[PARTIALS_LOCAL];
    f64 special;     // sum of infinities and NaNs
    f64 infinities;  // sum of infinities
    bool has_special;
} ExactSum;

static void exact_grow(RtState *rt, ExactSum *sum) {
    u32 capacity = sum->capacity * 2;
    f64 *grown = rt_alloc(rt, capacity * sizeof(f64));
    for (u32 i = 0; i < sum->count; i++) grown[i] = sum->partials[i];
    if (sum->partials != sum->local) rt_free_memory(rt, sum->partials, sum->capacity * sizeof(f64));
    sum->partials = grown;
    sum->capacity = capacity;
}

static void exact_add(RtState *rt, ExactSum *sum, f64 x) {
    if (x - x != 0) {
        sum->special += x;
        if (x == x) sum->infinities += x;
        sum->has_special = true;
        return;
    }
    if (sum->count == sum->capacity) exact_grow(rt, sum);
    u32 kept = 0;
    for (u32 i = 0; i < sum->count; i++) {
        f64 y = sum->partials[i];
        if (math_fabs(x) < math_fabs(y)) {
            f64 swap = x;
            x = y;
            y = swap;
        }
        f64 high = x + y, low = y - (high - x);
        if (low != 0) sum->partials[kept++] = low;
        x = high;
    }
    sum->partials[kept++] = x;
    sum->count = kept;
}

static f64 exact_result(const ExactSum *sum) {
    u32 i = sum->count;
    if (i == 0) return 0;
    f64 high = sum->partials[--i], low = 0;
    while (i > 0) {
        f64 x = high, y = sum->partials[--i];
        high = x + y;
        low = y - (high - x);
        if (low != 0) break;
    }
    // Halfway cases: round by the sign of what follows.
    if (i > 0 && ((low < 0 && sum->partials[i - 1] < 0) || (low > 0 && sum->partials[i - 1] > 0))) {
        f64 y = low * 2, x = high + y;
        if (y == x - high) high = x;
    }
    return high;
}

static ResultWord exact_word(RtState *rt, const ExactSum *sum, bool has_overflown) {
    if (has_overflown) return error_text(rt, CLASS_OVERFLOW_ERROR, "intermediate overflow in fsum");
    if (sum->has_special) {
        if (sum->infinities != sum->infinities)
            return error_text(rt, CLASS_VALUE_ERROR, "-inf + inf in fsum");
        return word_ok(value_box_f64(rt, sum->special));
    }
    return word_ok(value_box_f64(rt, exact_result(sum)));
}

ResultWord rt_native_MATH_FSUM(RtState *rt, const Value *args) {
    List *list = list_from_value(rt, args[0]);
    if (!list) return word_error();
    ExactSum sum = {.capacity = PARTIALS_LOCAL};
    sum.partials = sum.local;
    bool is_good = true, has_overflown = false;
    for (u32 i = 0; is_good && !has_overflown && i < list->len; i++) {
        f64 x = 0;
        is_good = math_argument(rt, list_slots(list)[i], &x);
        exact_add(rt, &sum, x);
        f64 top = sum.count > 0 ? sum.partials[sum.count - 1] : 0;
        if (top - top != 0) has_overflown = true;
    }
    object_release(rt, list);
    ResultWord result = is_good ? exact_word(rt, &sum, has_overflown) : word_error();
    if (sum.partials != sum.local) rt_free_memory(rt, sum.partials, sum.capacity * sizeof(f64));
    return result;
}

// ---- products and sums of any numbers

ResultWord rt_native_MATH_PROD(RtState *rt, const Value *args) {
    List *list = list_from_value(rt, args[0]);
    if (!list) return word_error();
    ResultWord product =
        word_ok(args[1] == VALUE_UNDEFINED ? value_from_small(1) : value_retain(args[1]));
    for (u32 i = 0; !product.is_error && i < list->len; i++) {
        Value old = product.value;
        product = rt_mul(rt, old, list_slots(list)[i]);
        value_release(rt, old);
    }
    object_release(rt, list);
    return product;
}

ResultWord rt_native_MATH_SUMPROD(RtState *rt, const Value *args) {
    List *p = list_from_value(rt, args[0]), *q = p ? list_from_value(rt, args[1]) : NULL;
    ResultWord sum = q ? word_ok(value_from_small(0)) : word_error();
    if (q && p->len != q->len)
        sum = error_text(rt, CLASS_VALUE_ERROR, "Inputs are not the same length");
    for (u32 i = 0; !sum.is_error && i < p->len; i++) {
        ResultWord product = rt_mul(rt, list_slots(p)[i], list_slots(q)[i]);
        Value old = sum.value;
        sum = product.is_error ? product : rt_add(rt, old, product.value);
        value_release(rt, old);
        if (!product.is_error) value_release(rt, product.value);
    }
    if (p) object_release(rt, p);
    if (q) object_release(rt, q);
    return sum;
}
