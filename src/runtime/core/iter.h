// runtime/core/iter.h — iterators, ranges, slices and dict views. One struct serves all iterators
// of built-in things; what its fields mean depends on the class and is told in iter.c.
#pragma once

#include "runtime/core/count.h"
#include "runtime/core/result.h"

typedef struct {
    Object head;
    Value source, extra;  // owned
    i64 index, limit, step;
} Iterator;

typedef struct {
    Object head;
    Value start, stop, step;
} SliceObject;

typedef struct {
    Object head;
    Value dict;
} DictView;

// source borrowed; extra None, numbers 0
Iterator *iter_new_of(RtState *rt, u32 class_id, Value source);
#define iter_new(rt, class_id, source)                                                             \
    (__extension__({                                                                               \
        PART_MAKE(class_id);                                                                       \
        iter_new_of(rt, class_id, source);                                                         \
    }))
void iter_free(RtState *rt, Iterator *iterator);
ResultWord iter_call(RtState *rt, Value callable, Value sentinel);  // iter(f, sentinel)
ResultWord iter_reversed(RtState *rt, Value sequence);
ResultWord iter_next_struct(RtState *rt, Value value);  // VALUE_UNDEFINED: the end
bool iter_is_iterator(RtState *rt, Value value);        // has __next__
ResultWord iter_not_iterable(RtState *rt, Value value);

ResultWord iter_range_new(RtState *rt, IntWord start, IntWord stop,
                          IntWord step);  // borrowed; ValueError for step 0
IntWord iter_range_len(RtState *rt, const Range *range);
IntWord iter_range_item(RtState *rt, const Range *range, i64 index);
// -1 when the value is not in it. Ints and bools only.
IntWord iter_range_find(RtState *rt, const Range *range, IntWord word);
Range *iter_range_reversed(RtState *rt, const Range *range);

typedef struct {
    i64 start, stop, step;
    u32 count;
} SliceBounds;

// range[slice]: a range.
ResultWord iter_range_subscript(RtState *rt, const Range *range, const SliceObject *slice);
// What slice.indices(len) answers, and how many items that is. False: exception.
bool slice_bounds(RtState *rt, Value slice, u32 len, SliceBounds *bounds);
// The common case start:stop without a step, parts maybe UNDEFINED or None. False: exception.
bool slice_clamp(RtState *rt, Value start, Value stop, u32 len, i64 *from, i64 *to);
