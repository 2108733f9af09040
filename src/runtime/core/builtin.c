// Built-in functions over iterables and objects in general.
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/foreign.h"
#include "runtime/core/hash.h"
#include "runtime/core/generator_object.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/str.h"

ResultWord rt_native_LEN(RtState *rt, const Value *args) {
    if (value_is(args[0], CLASS_RANGE)) {  // may be longer than a small int tells
        IntWord count = iter_range_len(rt, value_ref(args[0]));
        i64 number;
        if (int_to_i64(count, &number)) return word_ok(value_from_int(count));
        int_release(rt, count);
        return error_text(rt, CLASS_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
    }
    ResultWord len = rt_len(rt, args[0]);
    return len.is_error ? len : word_ok(int_value_from_i64(rt, (i64)len.value));
}

// any() and all(): looks for the first item whose truth is `wanted`.
static ResultWord search_truth(RtState *rt, Value iterable, bool wanted) {
    ResultWord iterator = rt_iter(rt, iterable);
    if (iterator.is_error) return iterator;
    ResultWord result = word_ok(value_from_bool(!wanted));
    for (;;) {
        ResultWord item = rt_next(rt, iterator.value);
        if (item.is_error) result = item;
        if (item.is_error || item.value == VALUE_UNDEFINED) break;
        ResultI32 truth = rt_truth(rt, item.value);
        value_release(rt, item.value);
        if (truth.is_error)
            result = word_error();
        else if ((truth.value != 0) == wanted)
            result = word_ok(value_from_bool(wanted));
        else
            continue;
        break;
    }
    value_release(rt, iterator.value);
    return result;
}

ResultWord rt_native_ALL(RtState *rt, const Value *args) {
    return search_truth(rt, args[0], false);
}

ResultWord rt_native_ANY(RtState *rt, const Value *args) {
    return search_truth(rt, args[0], true);
}

ResultWord rt_native_WITH_CHECK(RtState *rt, const Value *args) {
    RtClass *holder = class_of(rt, args[0]);
    bool can_enter = class_find(rt, holder, rt_name(rt, NAME_ENTER)) != NULL;
    bool can_exit = class_find(rt, holder, rt_name(rt, NAME_EXIT)) != NULL;
    if (can_enter && can_exit) return word_ok(VALUE_NONE);
    return error_format(rt, CLASS_TYPE_ERROR,
                        "'%T' object does not support the context manager protocol%s", args[0],
                        can_enter ? " (missed __exit__ method)" : "");
}

ResultWord rt_native_CALLABLE(RtState *rt, const Value *args) {
    u32 class_id = value_class(args[0]);
    bool is_callable = class_id == CLASS_FUNCTION || class_id == CLASS_METHOD ||
                       class_id == CLASS_BUILTIN || value_has_layout(args[0], CLASS_TYPE) ||
                       class_find_user(rt, args[0], NAME_CALL) ||
                       (class_id == CLASS_FOREIGN && foreign_is_callable(rt, args[0]));
    return word_ok(value_from_bool(is_callable));
}

ResultWord rt_native_HASH(RtState *rt, const Value *args) {
    i64 hash;
    return hash_value(rt, args[0], &hash) ? word_ok(int_value_from_i64(rt, hash)) : word_error();
}

ResultWord rt_native_OBJECT_HASH(RtState *rt, const Value *args) {
    if (!value_is_ref(args[0])) return rt_native_HASH(rt, args);
    return word_ok(int_value_from_i64(rt, (i64)((uintptr_t)value_ref(args[0]) >> 4)));
}

ResultWord rt_native_ID(RtState *rt, const Value *args) {
    u64 identity = value_is_ref(args[0]) ? (u64)(uintptr_t)value_ref(args[0]) : args[0];
    return word_ok(int_value_from_u64(rt, identity));
}

ResultWord rt_native_NEW_OBJECT(RtState *rt, const Value *args) {
    (void)args;
    return word_object(rt_instance_new(rt, CLASS_OBJECT, 0));
}

// ---- iterators
ResultWord rt_native_ITER(RtState *rt, const Value *args) {
    if (args[1] == VALUE_UNDEFINED) return rt_iter(rt, args[0]);
    ResultWord callable = rt_native_CALLABLE(rt, args);
    if (callable.value == VALUE_FALSE)
        return error_text(rt, CLASS_TYPE_ERROR, "iter(v, w): v must be callable");
    return iter_call(rt, args[0], args[1]);
}

ResultWord rt_native_NEXT(RtState *rt, const Value *args) {
    u32 class_id = value_class(args[0]);
    bool is_builtin = (class_id >= CLASS_LIST_ITERATOR && class_id <= CLASS_TEXT_FILE) ||
                      class_get(rt, class_id)->next_native != NATIVE_COUNT;
    ClassAttribute *method = is_builtin ? NULL : class_find_user(rt, args[0], NAME_NEXT);
    if (method) {  // its own StopIteration goes on, with its value
        ResultWord item = call_attribute(rt, method, args[0], NULL, 0);
        if (!item.is_error || args[1] == VALUE_UNDEFINED || !error_is(rt, CLASS_STOP_ITERATION))
            return item;
        error_clear(rt);
        return word_ok(value_retain(args[1]));
    }
    ResultWord item = rt_next(rt, args[0]);
    if (item.is_error || item.value != VALUE_UNDEFINED) return item;
    if (args[1] != VALUE_UNDEFINED) return word_ok(value_retain(args[1]));
    if (value_is(args[0], CLASS_GENERATOR))
        return generator_stop(rt, generator_result_take(value_ref(args[0])));
    error_set_take(rt, value_from_ref(exception_new(rt, CLASS_STOP_ITERATION, NULL, 0)));
    return word_error();
}

ResultWord rt_native_NEW_ENUMERATE(RtState *rt, const Value *args) {
    IntWord start = 0;
    if (args[1] != VALUE_UNDEFINED) {
        ResultWord index =
            int_index(rt, args[1], "'%T' object cannot be interpreted as an integer");
        if (index.is_error) return index;
        start = (IntWord)index.value;
    }
    ResultWord source = rt_iter(rt, args[0]);
    if (source.is_error) {
        int_release(rt, start);
        return source;
    }
    Iterator *iterator = iter_new(rt, CLASS_ENUMERATE, source.value);
    value_release(rt, source.value);
    iterator->extra = value_from_int(start);
    return word_object(iterator);
}

// A tuple of iterators over the items. UNDEFINED: exception.
static Value iterators_of(RtState *rt, const Tuple *iterables, const char *message) {
    Tuple *iterators = tuple_new(rt, iterables->len);
    for (u32 i = 0; i < iterables->len; i++) iterators->items[i] = VALUE_NONE;
    for (u32 i = 0; i < iterables->len; i++) {
        ResultWord iterator = rt_iter(rt, iterables->items[i]);
        if (iterator.is_error) {
            object_release(rt, iterators);
            if (message && error_is(rt, CLASS_TYPE_ERROR) &&
                !class_find_user(rt, iterables->items[i], NAME_ITER)) {
                error_clear(rt);
                error_format(rt, CLASS_TYPE_ERROR, message, i + 1);
            }
            return VALUE_UNDEFINED;
        }
        iterators->items[i] = iterator.value;
    }
    return value_from_ref(iterators);
}

ResultWord rt_native_NEW_ZIP(RtState *rt, const Value *args) {
    Value iterators = iterators_of(rt, value_ref(args[0]), NULL);
    if (iterators == VALUE_UNDEFINED) return word_error();
    Iterator *iterator = iter_new(rt, CLASS_ZIP, iterators);
    value_release(rt, iterators);
    ResultI32 is_strict = args[1] == VALUE_UNDEFINED ? i32_ok(0) : rt_truth(rt, args[1]);
    iterator->step = is_strict.value;
    if (!is_strict.is_error) return word_object(iterator);
    object_release(rt, iterator);
    return word_error();
}

ResultWord rt_native_NEW_MAP(RtState *rt, const Value *args) {
    Tuple *iterables = value_ref(args[1]);
    if (iterables->len == 0)
        return error_text(rt, CLASS_TYPE_ERROR, "map() must have at least two arguments.");
    Value iterators = iterators_of(rt, iterables, NULL);
    if (iterators == VALUE_UNDEFINED) return word_error();
    Iterator *iterator = iter_new(rt, CLASS_MAP, iterators);
    value_release(rt, iterators);
    iterator->extra = value_retain(args[0]);
    return word_object(iterator);
}

ResultWord rt_native_NEW_FILTER(RtState *rt, const Value *args) {
    ResultWord source = rt_iter(rt, args[1]);
    if (source.is_error) return source;
    Iterator *iterator = iter_new(rt, CLASS_FILTER, source.value);
    value_release(rt, source.value);
    iterator->extra = value_retain(args[0]);
    return word_object(iterator);
}

ResultWord rt_native_NEW_REVERSED(RtState *rt, const Value *args) {
    return iter_reversed(rt, args[0]);
}

// ---- min and max
typedef struct {
    const char *name;
    u32 compare;
} Extreme;

// Keeps the better of `best` and `item`, each with its key; takes the item and its key.
static int keep_better(RtState *rt, u32 compare, Value *best, Value *best_key, Value item,
                       Value key) {
    ResultI32 is_better =
        *best == VALUE_UNDEFINED ? i32_ok(1) : rt_compare_bool(rt, key, *best_key, compare);
    if (!is_better.is_error && is_better.value) {
        if (*best != VALUE_UNDEFINED) {
            value_release(rt, *best);
            value_release(rt, *best_key);
        }
        *best = item;
        *best_key = key;
        return 0;
    }
    value_release(rt, item);
    value_release(rt, key);
    return is_better.is_error ? -1 : 0;
}

static ResultWord find_extreme(RtState *rt, const Value *args, Extreme extreme) {
    Tuple *given = value_ref(args[0]);
    Value key_function = args[1] == VALUE_UNDEFINED ? VALUE_NONE : args[1];
    if (given->len == 0)
        return error_format(rt, CLASS_TYPE_ERROR, "%s expected at least 1 argument, got 0",
                            extreme.name);
    bool is_single = given->len == 1;
    if (!is_single && args[2] != VALUE_UNDEFINED) {
        return error_format(rt, CLASS_TYPE_ERROR,
                            "Cannot specify a default for %s() with multiple positional arguments",
                            extreme.name);
    }
    ResultWord iterator = rt_iter(rt, is_single ? given->items[0] : args[0]);
    if (iterator.is_error) return iterator;
    Value best = VALUE_UNDEFINED, best_key = VALUE_UNDEFINED;
    bool is_good = true;
    while (is_good) {
        ResultWord item = rt_next(rt, iterator.value);
        is_good = !item.is_error;
        if (item.is_error || item.value == VALUE_UNDEFINED) break;
        ResultWord key = key_function == VALUE_NONE ? word_ok(value_retain(item.value))
                                                    : call_value(rt, key_function, &item.value, 1);
        if (key.is_error) {
            value_release(rt, item.value);
            is_good = false;
            break;
        }
        is_good = keep_better(rt, extreme.compare, &best, &best_key, item.value, key.value) == 0;
    }
    value_release(rt, iterator.value);
    if (best != VALUE_UNDEFINED) value_release(rt, best_key);
    if (is_good && best != VALUE_UNDEFINED) return word_ok(best);
    if (best != VALUE_UNDEFINED) value_release(rt, best);
    if (!is_good) return word_error();
    if (args[2] != VALUE_UNDEFINED) return word_ok(value_retain(args[2]));
    return error_format(rt, CLASS_VALUE_ERROR, "%s() iterable argument is empty", extreme.name);
}

ResultWord rt_native_MAX(RtState *rt, const Value *args) {
    return find_extreme(rt, args, (Extreme){"max", RT_GT});
}

ResultWord rt_native_MIN(RtState *rt, const Value *args) {
    return find_extreme(rt, args, (Extreme){"min", RT_LT});
}

// ---- sum
// CPython 3.12+ adds floats with a second word for what rounding lost (Neumaier).
typedef struct {
    f64 high, low;
} CompensatedSum;

static void sum_add(CompensatedSum *sum, f64 number) {
    f64 total = sum->high + number;
    if (__builtin_fabs(sum->high) >= __builtin_fabs(number))
        sum->low += (sum->high - total) + number;
    else
        sum->low += (number - total) + sum->high;
    sum->high = total;
}

static f64 sum_result(CompensatedSum sum) {
    // The lost part is left out when it is not finite, as where an infinity was added.
    return sum.low != 0 && sum.low - sum.low == 0 ? sum.high + sum.low : sum.high;
}

// Adds while everything is a float or a small int; false when `item` is neither.
static bool sum_float_item(CompensatedSum *sum, Value item) {
    if (value_is_float(item)) {
        sum_add(sum, value_f64(item));
        return true;
    }
    if (!value_is_small_int(item)) return false;
    sum->high += (f64)value_small(item);
    return true;
}

static ResultWord sum_items(RtState *rt, Value iterator, Value start) {
    Value total = value_retain(start);
    CompensatedSum sum = {0, 0};
    bool is_float = false;
    for (;;) {
        ResultWord item = rt_next(rt, iterator);
        if (item.is_error || item.value == VALUE_UNDEFINED) {
            if (is_float) {
                value_release(rt, total);
                total = value_box_f64(rt, sum_result(sum));
            }
            if (!item.is_error) return word_ok(total);
            value_release(rt, total);
            return word_error();
        }
        if (!is_float && value_is_float(total) &&
            (value_is_float(item.value) || value_is_small_int(item.value))) {
            is_float = true;
            sum = (CompensatedSum){value_f64(total), 0};
        }
        if (is_float) {
            if (sum_float_item(&sum, item.value)) {
                value_release(rt, item.value);
                continue;
            }
            value_assign_take(rt, &total, value_box_f64(rt, sum_result(sum)));
            is_float = false;
        }
        ResultWord next = rt_add(rt, total, item.value);
        value_release(rt, total);
        value_release(rt, item.value);
        if (next.is_error) return next;
        total = next.value;
    }
}

ResultWord rt_native_SUM(RtState *rt, const Value *args) {
    Value start = args[1] == VALUE_UNDEFINED ? value_from_small(0) : args[1];
    if (value_is_str(start))
        return error_text(rt, CLASS_TYPE_ERROR,
                          "sum() can't sum strings [use ''.join(seq) instead]");
    if (value_is(start, CLASS_BYTES))
        return error_text(rt, CLASS_TYPE_ERROR,
                          "sum() can't sum bytes [use b''.join(seq) instead]");
    ResultWord iterator = rt_iter(rt, args[0]);
    if (iterator.is_error) return iterator;
    ResultWord total = sum_items(rt, iterator.value, start);
    value_release(rt, iterator.value);
    return total;
}

// exit() and quit(), which the module site adds in CPython.
ResultWord rt_native_EXIT(RtState *rt, const Value *args) {
    Value code = args[0] == VALUE_UNDEFINED ? VALUE_NONE : args[0];
    error_set_take(rt, value_from_ref(exception_new(rt, CLASS_SYSTEM_EXIT, &code, 1)));
    return word_error();
}

ResultWord rt_native_QUIT(RtState *rt, const Value *args) {
    return rt_native_EXIT(rt, args);
}
