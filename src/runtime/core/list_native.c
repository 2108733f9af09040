// The methods of list, tuple, range and slice, and their constructors.
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/hash.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/str.h"

static ResultWord none(bool is_good) {
    return is_good ? word_ok(VALUE_NONE) : word_error();
}

ResultWord rt_native_NEW_LIST(RtState *rt, const Value *args) {
    if (args[0] == VALUE_UNDEFINED) return word_object(list_new(rt, SLOT_VALUE, 0));
    List *list = list_from_value(rt, args[0]);
    return list ? word_object(list) : word_error();
}

ResultWord rt_native_NEW_TUPLE(RtState *rt, const Value *args) {
    if (args[0] == VALUE_UNDEFINED) return word_object(tuple_new(rt, 0));
    Tuple *tuple = tuple_from_value(rt, args[0]);
    return tuple ? word_object(tuple) : word_error();
}

ResultWord rt_native_LIST_APPEND(RtState *rt, const Value *args) {
    return none(list_append(rt, value_ref(args[0]), args[1]));
}

ResultWord rt_native_LIST_CLEAR(RtState *rt, const Value *args) {
    list_clear(rt, value_ref(args[0]));
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_LIST_COPY(RtState *rt, const Value *args) {
    List *list = value_ref(args[0]);
    return word_object(list_slice(rt, list, 0, 1, list->len));
}

ResultWord rt_native_LIST_EXTEND(RtState *rt, const Value *args) {
    return none(list_extend(rt, value_ref(args[0]), args[1]));
}

ResultWord rt_native_LIST_INSERT(RtState *rt, const Value *args) {
    i64 at;
    if (!int_size(rt, args[1], &at)) return word_error();
    return none(list_insert(rt, value_ref(args[0]), at, args[2]));
}

ResultWord rt_native_LIST_POP(RtState *rt, const Value *args) {
    List *list = value_ref(args[0]);
    i64 at = -1;
    if (args[1] != VALUE_UNDEFINED && !int_size(rt, args[1], &at)) return word_error();
    if (list->len == 0) return error_text(rt, CLASS_INDEX_ERROR, "pop from empty list");
    if (at < 0) at += list->len;
    if (at < 0 || at >= list->len)
        return error_text(rt, CLASS_INDEX_ERROR, "pop index out of range");
    Value item = list_get(rt, list, (u32)at);
    list_delete(rt, list, at, 1, 1);
    return word_ok(item);
}

// ---- searching, in lists and tuples
static u32 sequence_len(Value sequence) {
    return value_has_layout(sequence, CLASS_LIST) ? ((List *)value_ref(sequence))->len
                                                  : ((Tuple *)value_ref(sequence))->len;
}

static Value sequence_item(RtState *rt, Value sequence, u32 index) {
    if (value_has_layout(sequence, CLASS_LIST)) return list_get(rt, value_ref(sequence), index);
    return value_retain(((Tuple *)value_ref(sequence))->items[index]);
}

// Index of the first equal item, -1 when there is none, -2 after an exception.
static i64 find(RtState *rt, Value sequence, Value wanted, i64 start, i64 stop) {
    for (i64 i = start; i < stop && i < sequence_len(sequence); i++) {
        Value item = sequence_item(rt, sequence, (u32)i);
        int equal = hash_keys_equal(rt, item, wanted);
        value_release(rt, item);
        if (equal) return equal < 0 ? -2 : i;
    }
    return -1;
}

static ResultWord count_items(RtState *rt, const Value *args) {
    i64 count = 0;
    for (i64 at = -1;;) {
        at = find(rt, args[0], args[1], at + 1, INT64_MAX);
        if (at == -2) return word_error();
        if (at == -1) return word_ok(value_from_small(count));
        count++;
    }
}

static ResultWord index_of(RtState *rt, const Value *args, const char *message) {
    i64 start, stop;
    u32 len = sequence_len(args[0]);
    if (args[2] == VALUE_NONE || args[3] == VALUE_NONE) {
        return error_text(rt, CLASS_TYPE_ERROR,
                          "slice indices must be integers or have an __index__ method");
    }
    if (!slice_clamp(rt, args[2], args[3], len, &start, &stop)) return word_error();
    i64 at = find(rt, args[0], args[1], start, stop);
    if (at >= 0) return word_ok(value_from_small(at));
    return at == -2 ? word_error() : error_text(rt, CLASS_VALUE_ERROR, message);
}

ResultWord rt_native_LIST_COUNT(RtState *rt, const Value *args) {
    return count_items(rt, args);
}

ResultWord rt_native_TUPLE_COUNT(RtState *rt, const Value *args) {
    return count_items(rt, args);
}

ResultWord rt_native_LIST_INDEX(RtState *rt, const Value *args) {
    return index_of(rt, args, "list.index(x): x not in list");
}

ResultWord rt_native_TUPLE_INDEX(RtState *rt, const Value *args) {
    return index_of(rt, args, "tuple.index(x): x not in tuple");
}

ResultWord rt_native_LIST_REMOVE(RtState *rt, const Value *args) {
    i64 at = find(rt, args[0], args[1], 0, INT64_MAX);
    if (at == -2) return word_error();
    if (at == -1) return error_text(rt, CLASS_VALUE_ERROR, "list.remove(x): x not in list");
    list_delete(rt, value_ref(args[0]), at, 1, 1);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_LIST_REVERSE(RtState *rt, const Value *args) {
    rt_list_make_writable(rt, value_ref(args[0]));
    list_reverse(value_ref(args[0]));
    return word_ok(VALUE_NONE);
}

static bool reverse_flag(RtState *rt, Value value, bool *is_reverse) {
    *is_reverse = false;
    if (value == VALUE_UNDEFINED) return true;
    ResultI32 truth = rt_truth(rt, value);
    *is_reverse = truth.value != 0;
    return !truth.is_error;
}

ResultWord rt_native_LIST_SORT(RtState *rt, const Value *args) {
    bool is_reverse;
    if (!reverse_flag(rt, args[2], &is_reverse)) return word_error();
    Value key = args[1] == VALUE_UNDEFINED ? VALUE_NONE : args[1];
    return none(!list_sort(rt, value_ref(args[0]), key, is_reverse));
}

ResultWord rt_native_SORTED(RtState *rt, const Value *args) {
    bool is_reverse;
    if (!reverse_flag(rt, args[2], &is_reverse)) return word_error();
    Value key = args[1] == VALUE_UNDEFINED ? VALUE_NONE : args[1];
    List *list;
    if (value_has_layout(args[0], CLASS_LIST)) {  // keeps its kind
        List *source = value_ref(args[0]);
        list = list_slice(rt, source, 0, 1, source->len);
    } else {
        list = list_from_value(rt, args[0]);
    }
    if (!list) return word_error();
    if (!list_sort(rt, list, key, is_reverse)) return word_object(list);
    object_release(rt, list);
    return word_error();
}

// ---- range and slice
static bool range_arg(RtState *rt, Value value, IntWord fallback, IntWord *word) {
    *word = fallback;
    if (value == VALUE_UNDEFINED) return true;
    ResultWord index = int_index(rt, value, "'%T' object cannot be interpreted as an integer");
    *word = (IntWord)index.value;
    return !index.is_error;
}

ResultWord rt_native_NEW_RANGE(RtState *rt, const Value *args) {
    bool is_single = args[1] == VALUE_UNDEFINED;
    IntWord start = 0, stop = 0, step = 1;
    bool is_good = range_arg(rt, is_single ? VALUE_UNDEFINED : args[0], 0, &start) &&
                   range_arg(rt, is_single ? args[0] : args[1], 0, &stop) &&
                   range_arg(rt, args[2], 1, &step);
    ResultWord range = is_good ? iter_range_new(rt, start, stop, step) : word_error();
    int_release(rt, start);
    int_release(rt, stop);
    int_release(rt, step);
    return range;
}

ResultWord rt_native_NEW_SLICE(RtState *rt, const Value *args) {
    bool is_single = args[1] == VALUE_UNDEFINED;
    Value step = args[2] == VALUE_UNDEFINED ? VALUE_NONE : args[2];
    return word_ok(is_single ? rt_slice_new(rt, VALUE_NONE, args[0], VALUE_NONE)
                             : rt_slice_new(rt, args[0], args[1], step));
}

ResultWord rt_native_RANGE_COUNT(RtState *rt, const Value *args) {
    ResultI32 is_there = rt_contains(rt, args[0], args[1]);
    return is_there.is_error ? word_error() : word_ok(value_from_small(is_there.value));
}

// What is no int may still be equal to one: asked item by item. -1: none, -2: an exception.
static i64 find_in_range(RtState *rt, const Range *range, Value wanted) {
    i64 len = rt_int_to_index(rt, iter_range_len(rt, range));
    for (i64 i = 0; i < len; i++) {
        Value item = value_from_int(iter_range_item(rt, range, i));
        int equal = hash_keys_equal(rt, item, wanted);
        value_release(rt, item);
        if (equal) return equal < 0 ? -2 : i;
    }
    return -1;
}

ResultWord rt_native_RANGE_INDEX(RtState *rt, const Value *args) {
    const Range *range = value_ref(args[0]);
    if (value_is_int(args[1]) || value_is_bool(args[1])) {
        IntWord index = iter_range_find(rt, range, value_int_peek(args[1]));
        if (index != -1) return word_ok(value_from_int(index));
    } else {
        i64 at = find_in_range(rt, range, args[1]);
        if (at >= 0) return word_ok(value_from_small(at));
        if (at == -2) return word_error();
    }
    return error_text(rt, CLASS_VALUE_ERROR, "range.index(x): x not in range");
}

ResultWord rt_native_SLICE_INDICES(RtState *rt, const Value *args) {
    ResultWord index = int_index(rt, args[1], "'%T' object cannot be interpreted as an integer");
    if (index.is_error) return index;
    i64 len = rt_int_to_index(rt, (IntWord)index.value);
    int_release(rt, (IntWord)index.value);
    if (len < 0) return error_text(rt, CLASS_VALUE_ERROR, "length should not be negative");
    SliceBounds bounds;
    if (!slice_bounds(rt, args[0], len > UINT32_MAX ? UINT32_MAX : (u32)len, &bounds))
        return word_error();
    Value items[3] = {value_from_small(bounds.start), value_from_small(bounds.stop),
                      value_from_small(bounds.step)};
    return word_object(tuple_from(rt, items, 3));
}
