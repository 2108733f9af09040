// Ranges and slices: arithmetic on bounds.
#include "runtime/core/error.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"

ResultWord iter_range_new(RtState *rt, IntWord start, IntWord stop, IntWord step) {
    if (step == 0) return error_text(rt, CLASS_VALUE_ERROR, "range() arg 3 must not be zero");
    Range *range = object_new(rt, sizeof *range, CLASS_RANGE);
    range->start = int_retain(start);
    range->stop = int_retain(stop);
    range->step = int_retain(step);
    return word_object(range);
}

IntWord iter_range_len(RtState *rt, const Range *range) {
    IntWord start = range->start, stop = range->stop, step = range->step;
    if (LIKELY(int_is_small(start) && int_is_small(stop) && int_is_small(step))) {
        if (step > 0) return start < stop ? rt_int_from_i64(rt, (stop - start - 1) / step + 1) : 0;
        return start > stop ? rt_int_from_i64(rt, (start - stop - 1) / -step + 1) : 0;
    }
    bool is_down = step < 0;
    IntWord low = is_down ? stop : start, high = is_down ? start : stop;
    if (rt_int_compare(rt, low, high) >= 0) return 0;
    IntWord size = is_down ? rt_int_neg(rt, step) : int_retain(step);
    IntWord span = rt_int_sub(rt, high, low), last = rt_int_sub(rt, span, 1);
    IntWord quotient = (IntWord)rt_int_floordiv(rt, last, size).value;
    IntWord len = rt_int_add(rt, quotient, 1);
    int_release(rt, size);
    int_release(rt, span);
    int_release(rt, last);
    int_release(rt, quotient);
    return len;
}

IntWord iter_range_item(RtState *rt, const Range *range, i64 index) {
    IntWord offset = rt_int_mul(rt, index, range->step);
    IntWord item = rt_int_add(rt, range->start, offset);
    int_release(rt, offset);
    return item;
}

IntWord iter_range_find(RtState *rt, const Range *range, IntWord word) {
    IntWord offset = rt_int_sub(rt, word, range->start);
    IntWord remainder = (IntWord)rt_int_mod(rt, offset, range->step).value;
    IntWord found = -1;
    if (remainder == 0) {
        IntWord index = (IntWord)rt_int_floordiv(rt, offset, range->step).value,
                len = iter_range_len(rt, range);
        if (index >= 0 && rt_int_compare(rt, index, len) < 0) found = int_retain(index);
        int_release(rt, index);
        int_release(rt, len);
    }
    int_release(rt, remainder);
    int_release(rt, offset);
    return found;
}

Range *iter_range_reversed(RtState *rt, const Range *range) {
    IntWord len = iter_range_len(rt, range), last = rt_int_sub(rt, len, 1);
    IntWord offset = rt_int_mul(rt, last, range->step);
    IntWord first = rt_int_add(rt, range->start, offset);
    IntWord end = rt_int_sub(rt, range->start, range->step), step = rt_int_neg(rt, range->step);
    ResultWord made = iter_range_new(rt, first, end, step);
    const IntWord words[] = {len, last, offset, first, end, step};
    for (u32 i = 0; i < COUNT_OF(words); i++) int_release(rt, words[i]);
    return value_ref(made.value);
}

// ---- slices
static const char slice_message[] =
    "slice indices must be integers or None or have an __index__ method";

// What list.index takes: no None.
static const char index_message[] = "slice indices must be integers or have an __index__ method";

static bool bound_of(RtState *rt, Value value, const char *message, i64 *number) {
    ResultWord index = int_index(rt, value, message);
    if (index.is_error) return false;
    i64 word = rt_int_to_index(rt, (IntWord)index.value);
    *number = word < SMALL_INT_MIN ? SMALL_INT_MIN : word > SMALL_INT_MAX ? SMALL_INT_MAX : word;
    int_release(rt, (IntWord)index.value);
    return true;
}

// A bound as an i64, clamped; `fallback` for None.
static bool bound(RtState *rt, Value value, i64 fallback, i64 *number) {
    *number = fallback;
    if (value == VALUE_NONE || value == VALUE_UNDEFINED) return true;
    return bound_of(rt, value, slice_message, number);
}

static i64 clamp(i64 number, i64 len, i64 low, i64 high) {
    if (number < 0) {
        number += len;
        return number < low ? low : number;
    }
    return number > high ? high : number;
}

bool slice_clamp(RtState *rt, Value start, Value stop, u32 len, i64 *from, i64 *to) {
    *from = 0;
    *to = len;
    if (start != VALUE_UNDEFINED && !bound_of(rt, start, index_message, from)) return false;
    if (stop != VALUE_UNDEFINED && !bound_of(rt, stop, index_message, to)) return false;
    *from = clamp(*from, len, 0, len);
    *to = clamp(*to, len, 0, len);
    return true;
}

bool slice_bounds(RtState *rt, Value value, u32 len, SliceBounds *bounds) {
    SliceObject *slice = value_ref(value);
    if (!bound(rt, slice->step, 1, &bounds->step)) return false;
    i64 step = bounds->step;
    if (step == 0) {
        error_text(rt, CLASS_VALUE_ERROR, "slice step cannot be zero");
        return false;
    }
    i64 low = step < 0 ? -1 : 0, high = step < 0 ? (i64)len - 1 : (i64)len;
    if (!bound(rt, slice->start, SMALL_INT_MIN, &bounds->start) ||
        !bound(rt, slice->stop, SMALL_INT_MIN, &bounds->stop)) {
        return false;
    }
    bounds->start =
        slice->start == VALUE_NONE ? (step < 0 ? high : low) : clamp(bounds->start, len, low, high);
    bounds->stop =
        slice->stop == VALUE_NONE ? (step < 0 ? low : high) : clamp(bounds->stop, len, low, high);
    u64 count = 0;
    if (step > 0 && bounds->start < bounds->stop)
        count = ((u64)(bounds->stop - bounds->start) - 1) / (u64)step + 1;
    if (step < 0 && bounds->start > bounds->stop)
        count = ((u64)(bounds->start - bounds->stop) - 1) / (0 - (u64)step) + 1;
    bounds->count = (u32)count;
    return true;
}

// ---- slices of ranges, whose lengths and bounds may be big

// A bound as CPython computes it, between `low` and `high`; `if_none` for None. Owned.
static ResultWord wide_bound(RtState *rt, Value value, IntWord len, IntWord low, IntWord high,
                             IntWord if_none) {
    if (value == VALUE_NONE) return word_ok((u64)int_retain(if_none));
    ResultWord index = int_index(rt, value, slice_message);
    if (index.is_error) return index;
    IntWord number = (IntWord)index.value;
    if (number < 0) {
        IntWord sum = rt_int_add(rt, number, len);
        int_release(rt, number);
        number = sum;
    }
    IntWord bounded = rt_int_compare(rt, number, low) < 0    ? low
                      : rt_int_compare(rt, number, high) > 0 ? high
                                                             : number;
    int_retain(bounded);
    int_release(rt, number);
    return word_ok((u64)bounded);
}

// start + index * step of the range. `index` is taken.
static IntWord item_take(RtState *rt, const Range *range, IntWord index) {
    IntWord offset = rt_int_mul(rt, index, range->step);
    IntWord item = rt_int_add(rt, range->start, offset);
    int_release(rt, offset);
    int_release(rt, index);
    return item;
}

ResultWord iter_range_subscript(RtState *rt, const Range *range, const SliceObject *slice) {
    ResultWord step_word = word_ok(1);
    if (slice->step != VALUE_NONE) step_word = int_index(rt, slice->step, slice_message);
    if (step_word.is_error) return step_word;
    IntWord step = (IntWord)step_word.value;
    if (step == 0) return error_text(rt, CLASS_VALUE_ERROR, "slice step cannot be zero");
    bool is_down = step < 0;
    IntWord len = iter_range_len(rt, range), below = rt_int_sub(rt, len, 1);
    IntWord low = is_down ? -1 : 0, high = is_down ? below : len;
    ResultWord start = wide_bound(rt, slice->start, len, low, high, is_down ? high : low);
    ResultWord stop = start;
    if (!start.is_error) stop = wide_bound(rt, slice->stop, len, low, high, is_down ? low : high);
    if (!start.is_error && stop.is_error) int_release(rt, (IntWord)start.value);
    ResultWord made = word_error();
    if (!stop.is_error) {
        IntWord first = item_take(rt, range, (IntWord)start.value);
        IntWord end = item_take(rt, range, (IntWord)stop.value);
        IntWord size = rt_int_mul(rt, range->step, step);
        made = iter_range_new(rt, first, end, size);
        int_release(rt, first);
        int_release(rt, end);
        int_release(rt, size);
    }
    int_release(rt, len);
    int_release(rt, below);
    int_release(rt, step);
    return made;
}

Value rt_slice_new(RtState *rt, Value start, Value stop, Value step) {
    SliceObject *slice = object_new(rt, sizeof *slice, CLASS_SLICE);
    slice->start = value_retain(start);
    slice->stop = value_retain(stop);
    slice->step = value_retain(step);
    return value_from_ref(slice);
}
