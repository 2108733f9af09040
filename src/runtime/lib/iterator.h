// runtime/lib/iterator.h — what the native iterators of library modules share.
#pragma once

#include "runtime/core/error.h"
#include "runtime/core/native.h"
#include "runtime/core/native_class.h"

// The natives of an iterator's __iter__: it gives itself.
#define ITERATOR_IS_ITSELF(NAME)                                                                   \
    ResultWord rt_native_##NAME##_ITER(RtState *rt, const Value *args) {                           \
        (void)rt;                                                                                  \
        return native_class_iter_self(args);                                                       \
    }

// The next item of what a field holds: Python code that runs meanwhile may replace the field.
static inline ResultWord iterator_next(RtState *rt, Value source) {
    value_retain(source);
    ResultWord item = rt_next(rt, source);
    value_release(rt, source);
    return item;
}

static inline bool iterator_is_done(ResultWord item) {  // at its end, or it raised
    return item.is_error || item.value == VALUE_UNDEFINED;
}

// A new object of the class whose first field is iter(iterable); NULL: exception.
static inline void *iterator_new_over(RtState *rt, u32 class_id, Value iterable) {
    ResultWord source = rt_iter(rt, iterable);
    if (source.is_error) return NULL;
    Instance *made = native_object_new_of(rt, class_id);
    made->slots[0] = source.value;
    return made;
}
