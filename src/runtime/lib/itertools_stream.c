// itertools that hand on the items of their sources one by one.
#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/lib/iterator.h"

// ---- count
typedef struct {
    Object head;
    Value number, step;
} Count;
NATIVE_CLASS_CHECK(Count, ITERTOOLS_COUNT);
ITERATOR_IS_ITSELF(COUNT)

static bool is_number(RtState *rt, Value value) {
    return value_is_int(value) || value_is_bool(value) || value_is_float(value) ||
           class_find_user(rt, value, NAME_INDEX) || class_find_user(rt, value, NAME_FLOAT) ||
           value_is(value, CLASS_COMPLEX);
}

ResultWord rt_native_COUNT_NEW(RtState *rt, const Value *args) {
    Value start = argument_is_absent(args[0]) ? value_from_small(0) : args[0];
    Value step = argument_is_absent(args[1]) ? value_from_small(1) : args[1];
    if (!is_number(rt, start) || !is_number(rt, step))
        return error_text(rt, CLASS_TYPE_ERROR, "a number is required");
    Count *made = native_object_new(rt, CLASS_ITERTOOLS_COUNT);
    made->number = value_retain(start);
    made->step = value_retain(step);
    return word_object(made);
}

ResultWord rt_native_COUNT_NEXT(RtState *rt, const Value *args) {
    Count *self = value_ref(args[0]);
    Value number = value_retain(self->number);
    ResultWord next = rt_add(rt, number, self->step);
    if (next.is_error) {
        value_release(rt, number);
        return next;
    }
    value_assign_take(rt, &self->number, next.value);
    return word_ok(number);
}

// name(part, part): false when a repr raised. UNDEFINED parts are left out.
static ResultWord repr_of_parts(RtState *rt, const char *name, Value first, Value second) {
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_format(&builder, "%s(", name);
    const Value parts[] = {first, second};
    for (u32 i = 0; i < 2 && parts[i] != VALUE_UNDEFINED; i++) {
        ResultRef text = rt_repr(rt, parts[i]);
        if (text.is_error) {
            builder_deinit(&builder);
            return word_error();
        }
        if (i > 0) builder_text(&builder, ", ");
        builder_str(&builder, text.value);
        object_release(rt, text.value);
    }
    builder_char(&builder, ')');
    return word_object(builder_finish(&builder));
}

ResultWord rt_native_COUNT_REPR(RtState *rt, const Value *args) {
    Count *self = value_ref(args[0]);
    Value step = self->step == value_from_small(1) ? VALUE_UNDEFINED : self->step;
    return repr_of_parts(rt, "count", self->number, step);
}

// ---- cycle
typedef struct {
    Object head;
    Value source, items;
    i64 place;
} Cycle;
NATIVE_CLASS_CHECK(Cycle, ITERTOOLS_CYCLE);
ITERATOR_IS_ITSELF(CYCLE)

ResultWord rt_native_CYCLE_NEW(RtState *rt, const Value *args) {
    Cycle *made = iterator_new_over(rt, CLASS_ITERTOOLS_CYCLE, args[0]);
    if (!made) return word_error();
    made->items = value_from_ref(list_new(rt, SLOT_VALUE, 0));
    return word_object(made);
}

ResultWord rt_native_CYCLE_NEXT(RtState *rt, const Value *args) {
    Cycle *self = value_ref(args[0]);
    List *items = value_ref(self->items);
    if (self->source != VALUE_NONE) {
        ResultWord item = iterator_next(rt, self->source);
        if (item.is_error) return item;
        if (item.value != VALUE_UNDEFINED) {
            list_append(rt, items, item.value);
            return item;
        }
        value_assign_take(rt, &self->source, VALUE_NONE);
    }
    if (items->len == 0) return word_ok(VALUE_UNDEFINED);
    Value item = list_get(rt, items, (u32)self->place);
    self->place = self->place + 1 == items->len ? 0 : self->place + 1;
    return word_ok(item);
}

// ---- repeat
typedef struct {
    Object head;
    Value object;
    i64 left;  // -1: without end
} Repeat;
NATIVE_CLASS_CHECK(Repeat, ITERTOOLS_REPEAT);
ITERATOR_IS_ITSELF(REPEAT)

ResultWord rt_native_REPEAT_NEW(RtState *rt, const Value *args) {
    i64 times = -1;
    if (!argument_is_absent(args[1])) {
        if (!int_size(rt, args[1], &times)) return word_error();
        if (times < 0) times = 0;
    }
    Repeat *made = native_object_new(rt, CLASS_ITERTOOLS_REPEAT);
    made->object = value_retain(args[0]);
    made->left = times;
    return word_object(made);
}

ResultWord rt_native_REPEAT_NEXT(RtState *rt, const Value *args) {
    (void)rt;
    Repeat *self = value_ref(args[0]);
    if (self->left == 0) return word_ok(VALUE_UNDEFINED);
    if (self->left > 0) self->left--;
    return word_ok(value_retain(self->object));
}

ResultWord rt_native_REPEAT_REPR(RtState *rt, const Value *args) {
    Repeat *self = value_ref(args[0]);
    Value left = self->left < 0 ? VALUE_UNDEFINED : value_from_small(self->left);
    return repr_of_parts(rt, "repeat", self->object, left);
}

ResultWord rt_native_REPEAT_LENGTH_HINT(RtState *rt, const Value *args) {
    Repeat *self = value_ref(args[0]);
    if (self->left < 0) return error_text(rt, CLASS_TYPE_ERROR, "len() of unsized object");
    return word_ok(value_from_small(self->left));
}

// ---- chain
typedef struct {
    Object head;
    Value sources, active;  // None: ended; None: none yet
} Chain;
NATIVE_CLASS_CHECK(Chain, ITERTOOLS_CHAIN);
ITERATOR_IS_ITSELF(CHAIN)

ResultWord rt_native_CHAIN_FROM_ITERABLE(RtState *rt, const Value *args) {
    Chain *made = iterator_new_over(rt, CLASS_ITERTOOLS_CHAIN, args[0]);
    return made ? word_object(made) : word_error();
}

ResultWord rt_native_CHAIN_NEW(RtState *rt, const Value *args) {
    return rt_native_CHAIN_FROM_ITERABLE(rt, args);
}

ResultWord rt_native_CHAIN_NEXT(RtState *rt, const Value *args) {
    Chain *self = value_ref(args[0]);
    for (;;) {
        if (self->active != VALUE_NONE) {
            ResultWord item = iterator_next(rt, self->active);
            if (item.is_error || item.value != VALUE_UNDEFINED) return item;
            value_assign_take(rt, &self->active, VALUE_NONE);
        }
        if (self->sources == VALUE_NONE) return word_ok(VALUE_UNDEFINED);
        ResultWord source = iterator_next(rt, self->sources);
        ResultWord active = iterator_is_done(source) ? source : rt_iter(rt, source.value);
        if (!iterator_is_done(source)) value_release(rt, source.value);
        if (iterator_is_done(active)) {
            value_assign_take(rt, &self->sources, VALUE_NONE);
            return active;
        }
        value_assign_take(rt, &self->active, active.value);
    }
}

// ---- compress
typedef struct {
    Object head;
    Value data, selectors;
} Compress;
NATIVE_CLASS_CHECK(Compress, ITERTOOLS_COMPRESS);
ITERATOR_IS_ITSELF(COMPRESS)

ResultWord rt_native_COMPRESS_NEW(RtState *rt, const Value *args) {
    Compress *made = iterator_new_over(rt, CLASS_ITERTOOLS_COMPRESS, args[0]);
    if (!made) return word_error();
    ResultWord selectors = rt_iter(rt, args[1]);
    if (selectors.is_error) {
        object_release(rt, made);
        return selectors;
    }
    made->selectors = selectors.value;
    return word_object(made);
}

ResultWord rt_native_COMPRESS_NEXT(RtState *rt, const Value *args) {
    Compress *self = value_ref(args[0]);
    for (;;) {
        ResultWord item = iterator_next(rt, self->data);
        if (iterator_is_done(item)) return item;
        ResultWord selector = iterator_next(rt, self->selectors);
        if (iterator_is_done(selector)) {
            value_release(rt, item.value);
            return selector;
        }
        ResultI32 is_wanted = rt_truth(rt, selector.value);
        value_release(rt, selector.value);
        if (!is_wanted.is_error && is_wanted.value) return item;
        value_release(rt, item.value);
        if (is_wanted.is_error) return word_error();
    }
}

// ---- predicates: dropwhile, takewhile, filterfalse
typedef struct {
    Object head;
    Value source, predicate;
    u64 is_past;
} While;
NATIVE_CLASS_CHECK(While, ITERTOOLS_DROPWHILE);
NATIVE_CLASS_CHECK(While, ITERTOOLS_TAKEWHILE);
ITERATOR_IS_ITSELF(DROPWHILE)
ITERATOR_IS_ITSELF(TAKEWHILE)
ITERATOR_IS_ITSELF(FILTERFALSE)
ITERATOR_IS_ITSELF(STARMAP)

static ResultWord new_with_function(RtState *rt, u32 class_id, const Value *args) {
    Instance *made = iterator_new_over(rt, class_id, args[1]);
    if (!made) return word_error();
    made->slots[1] = value_retain(args[0]);
    return word_object(made);
}

ResultWord rt_native_DROPWHILE_NEW(RtState *rt, const Value *args) {
    return new_with_function(rt, CLASS_ITERTOOLS_DROPWHILE, args);
}

ResultWord rt_native_TAKEWHILE_NEW(RtState *rt, const Value *args) {
    return new_with_function(rt, CLASS_ITERTOOLS_TAKEWHILE, args);
}

ResultWord rt_native_FILTERFALSE_NEW(RtState *rt, const Value *args) {
    return new_with_function(rt, CLASS_ITERTOOLS_FILTERFALSE, args);
}

ResultWord rt_native_STARMAP_NEW(RtState *rt, const Value *args) {
    return new_with_function(rt, CLASS_ITERTOOLS_STARMAP, args);
}

// The truth of predicate(item).
static ResultI32 ask(RtState *rt, Value predicate, Value item) {
    ResultWord answer = call_value(rt, predicate, &item, 1);
    if (answer.is_error) return i32_error();
    ResultI32 truth = rt_truth(rt, answer.value);
    value_release(rt, answer.value);
    return truth;
}

ResultWord rt_native_DROPWHILE_NEXT(RtState *rt, const Value *args) {
    While *self = value_ref(args[0]);
    for (;;) {
        ResultWord item = iterator_next(rt, self->source);
        if (self->is_past || iterator_is_done(item)) return item;
        ResultI32 is_dropped = ask(rt, self->predicate, item.value);
        if (!is_dropped.is_error && !is_dropped.value) {
            self->is_past = true;
            return item;
        }
        value_release(rt, item.value);
        if (is_dropped.is_error) return word_error();
    }
}

ResultWord rt_native_TAKEWHILE_NEXT(RtState *rt, const Value *args) {
    While *self = value_ref(args[0]);
    if (self->is_past) return word_ok(VALUE_UNDEFINED);
    ResultWord item = iterator_next(rt, self->source);
    if (iterator_is_done(item)) return item;
    ResultI32 is_taken = ask(rt, self->predicate, item.value);
    if (!is_taken.is_error && is_taken.value) return item;
    value_release(rt, item.value);
    if (is_taken.is_error) return word_error();
    self->is_past = true;
    return word_ok(VALUE_UNDEFINED);
}

ResultWord rt_native_FILTERFALSE_NEXT(RtState *rt, const Value *args) {
    const Instance *self = value_ref(args[0]);
    for (;;) {
        ResultWord item = iterator_next(rt, self->slots[0]);
        if (iterator_is_done(item)) return item;
        ResultI32 is_true = self->slots[1] == VALUE_NONE ? rt_truth(rt, item.value)
                                                         : ask(rt, self->slots[1], item.value);
        if (!is_true.is_error && !is_true.value) return item;
        value_release(rt, item.value);
        if (is_true.is_error) return word_error();
    }
}

ResultWord rt_native_STARMAP_NEXT(RtState *rt, const Value *args) {
    const Instance *self = value_ref(args[0]);
    ResultWord item = iterator_next(rt, self->slots[0]);
    if (iterator_is_done(item)) return item;
    Tuple *items = tuple_from_value(rt, item.value);
    value_release(rt, item.value);
    if (!items) return word_error();
    ResultWord result = call_value(rt, self->slots[1], items->items, items->len);
    object_release(rt, items);
    return result;
}

// ---- islice
typedef struct {
    Object head;
    Value source;
    i64 next, stop, step, seen;  // stop -1: none
} Slicing;
NATIVE_CLASS_CHECK(Slicing, ITERTOOLS_ISLICE);
ITERATOR_IS_ITSELF(ISLICE)

// None gives `otherwise`. What is no number counts as -1, for which CPython has words of its own.
// False: ValueError.
static bool bound(RtState *rt, Value value, i64 otherwise, const char *text, i64 *number) {
    *number = otherwise;
    if (argument_is_none(value)) return true;
    if (!int_size(rt, value, number)) {
        error_clear(rt);
        *number = -1;
    }
    if (*number >= 0) return true;
    error_text(rt, CLASS_VALUE_ERROR,
               *number == -1
                   ? text
                   : "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    return false;
}

ResultWord rt_native_ISLICE_NEW(RtState *rt, const Value *args) {
    static const char start_text[] =
        "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    static const char stop_text[] =
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    i64 start = 0, stop, step = 1;
    bool has_start = args[2] != VALUE_UNDEFINED;
    if (!bound(rt, args[has_start ? 2 : 1], -1, stop_text, &stop)) return word_error();
    if (has_start && !bound(rt, args[1], 0, start_text, &start)) return word_error();
    static const char step_text[] = "Step for islice() must be a positive integer or None.";
    if (has_start && !bound(rt, args[3], 1, step_text, &step)) return word_error();
    if (step == 0) return error_text(rt, CLASS_VALUE_ERROR, step_text);
    Slicing *made = iterator_new_over(rt, CLASS_ITERTOOLS_ISLICE, args[0]);
    if (!made) return word_error();
    made->next = start;
    made->stop = stop;
    made->step = step;
    return word_object(made);
}

static ResultWord islice_end(RtState *rt, Slicing *self) {
    value_assign_take(rt, &self->source, VALUE_NONE);
    return word_ok(VALUE_UNDEFINED);
}

ResultWord rt_native_ISLICE_NEXT(RtState *rt, const Value *args) {
    Slicing *self = value_ref(args[0]);
    if (self->source == VALUE_NONE) return word_ok(VALUE_UNDEFINED);
    i64 limit = self->stop >= 0 && self->stop < self->next ? self->stop : self->next;
    while (self->seen < limit) {
        ResultWord item = iterator_next(rt, self->source);
        if (item.is_error) return item;
        if (item.value == VALUE_UNDEFINED) return islice_end(rt, self);
        value_release(rt, item.value);
        self->seen++;
    }
    if (self->stop >= 0 && self->seen >= self->stop) return islice_end(rt, self);
    ResultWord item = iterator_next(rt, self->source);
    if (item.is_error) return item;
    if (item.value == VALUE_UNDEFINED) return islice_end(rt, self);
    self->seen++;
    if (__builtin_add_overflow(self->next, self->step, &self->next) ||
        (self->stop >= 0 && self->next > self->stop))
        self->next = self->stop >= 0 ? self->stop : INT64_MAX;
    return item;
}

// ---- accumulate
typedef struct {
    Object head;
    Value source, function, total, initial;  // total: UNDEFINED before the first; initial the same
} Accumulate;
NATIVE_CLASS_CHECK(Accumulate, ITERTOOLS_ACCUMULATE);
ITERATOR_IS_ITSELF(ACCUMULATE)

ResultWord rt_native_ACCUMULATE_NEW(RtState *rt, const Value *args) {
    Accumulate *made = iterator_new_over(rt, CLASS_ITERTOOLS_ACCUMULATE, args[0]);
    if (!made) return word_error();
    made->function = argument_is_none(args[1]) ? VALUE_NONE : value_retain(args[1]);
    made->total = VALUE_UNDEFINED;
    made->initial = argument_is_none(args[2]) ? VALUE_UNDEFINED : value_retain(args[2]);
    return word_object(made);
}

ResultWord rt_native_ACCUMULATE_NEXT(RtState *rt, const Value *args) {
    Accumulate *self = value_ref(args[0]);
    if (self->initial != VALUE_UNDEFINED) {
        self->total = self->initial;
        self->initial = VALUE_UNDEFINED;
        return word_ok(value_retain(self->total));
    }
    ResultWord item = iterator_next(rt, self->source);
    if (iterator_is_done(item)) return item;
    if (self->total == VALUE_UNDEFINED) {
        self->total = item.value;
        return word_ok(value_retain(item.value));
    }
    const Value both[] = {value_retain(self->total), item.value};
    ResultWord total = self->function == VALUE_NONE ? rt_add(rt, both[0], both[1])
                                                    : call_value(rt, self->function, both, 2);
    value_release(rt, both[0]);
    value_release(rt, both[1]);
    if (total.is_error) return total;
    value_assign_take(rt, &self->total, total.value);
    return word_ok(value_retain(total.value));
}

// ---- batched
typedef struct {
    Object head;
    Value source;
    i64 size;
    u64 is_strict;
} Batched;
NATIVE_CLASS_CHECK(Batched, ITERTOOLS_BATCHED);
ITERATOR_IS_ITSELF(BATCHED)

ResultWord rt_native_BATCHED_NEW(RtState *rt, const Value *args) {
    i64 size;
    if (!int_size(rt, args[1], &size)) return word_error();
    if (size < 1) return error_text(rt, CLASS_VALUE_ERROR, "n must be at least one");
    ResultI32 is_strict = argument_is_absent(args[2]) ? i32_ok(0) : rt_truth(rt, args[2]);
    if (is_strict.is_error) return word_error();
    Batched *made = iterator_new_over(rt, CLASS_ITERTOOLS_BATCHED, args[0]);
    if (!made) return word_error();
    made->size = size;
    made->is_strict = is_strict.value;
    return word_object(made);
}

ResultWord rt_native_BATCHED_NEXT(RtState *rt, const Value *args) {
    Batched *self = value_ref(args[0]);
    if (self->source == VALUE_NONE) return word_ok(VALUE_UNDEFINED);
    List *items = list_new(rt, SLOT_VALUE, self->size < 64 ? (u32)self->size : 64);
    ResultWord item = word_ok(VALUE_NONE);
    while (items->len < self->size) {
        item = iterator_next(rt, self->source);
        if (iterator_is_done(item)) break;
        list_append(rt, items, item.value);
        value_release(rt, item.value);
    }
    bool is_short = items->len < self->size;
    if (is_short) value_assign_take(rt, &self->source, VALUE_NONE);
    ResultWord result = word_ok(VALUE_UNDEFINED);
    if (item.is_error)
        result = item;
    else if (is_short && items->len > 0 && self->is_strict)
        result = error_text(rt, CLASS_VALUE_ERROR, "batched(): incomplete batch");
    else if (items->len > 0)
        result = word_object(tuple_from(rt, list_slots(items), items->len));
    object_release(rt, items);
    return result;
}

// ---- pairwise
typedef struct {
    Object head;
    Value source, previous;  // previous: UNDEFINED before the first
} Pairwise;
NATIVE_CLASS_CHECK(Pairwise, ITERTOOLS_PAIRWISE);
ITERATOR_IS_ITSELF(PAIRWISE)

ResultWord rt_native_PAIRWISE_NEW(RtState *rt, const Value *args) {
    Pairwise *made = iterator_new_over(rt, CLASS_ITERTOOLS_PAIRWISE, args[0]);
    if (!made) return word_error();
    made->previous = VALUE_UNDEFINED;
    return word_object(made);
}

ResultWord rt_native_PAIRWISE_NEXT(RtState *rt, const Value *args) {
    Pairwise *self = value_ref(args[0]);
    if (self->source == VALUE_NONE) return word_ok(VALUE_UNDEFINED);
    if (self->previous == VALUE_UNDEFINED) {
        ResultWord first = iterator_next(rt, self->source);
        if (first.is_error) return first;
        value_assign_take(rt, &self->previous, first.value);
        if (first.value == VALUE_UNDEFINED) {
            value_assign_take(rt, &self->source, VALUE_NONE);
            return first;
        }
    }
    ResultWord item = iterator_next(rt, self->source);
    if (iterator_is_done(item)) {
        value_assign_take(rt, &self->source, VALUE_NONE);
        value_assign_take(rt, &self->previous, VALUE_UNDEFINED);
        return item;
    }
    Tuple *pair = tuple_new(rt, 2);
    pair->items[0] = self->previous;
    pair->items[1] = item.value;
    self->previous = value_retain(item.value);
    return word_object(pair);
}

// ---- zip_longest
typedef struct {
    Object head;
    Value sources, fill;  // sources: list; an ended one is None
    i64 live_count;
} ZipLongest;
NATIVE_CLASS_CHECK(ZipLongest, ITERTOOLS_ZIP_LONGEST);
ITERATOR_IS_ITSELF(ZIP_LONGEST)

ResultWord rt_native_ZIP_LONGEST_NEW(RtState *rt, const Value *args) {
    Tuple *iterables = value_ref(args[0]);
    ZipLongest *made = native_object_new(rt, CLASS_ITERTOOLS_ZIP_LONGEST);
    List *sources = list_new(rt, SLOT_VALUE, iterables->len);
    made->sources = value_from_ref(sources);
    made->fill = argument_is_absent(args[1]) ? VALUE_NONE : value_retain(args[1]);
    made->live_count = iterables->len;
    for (u32 i = 0; i < iterables->len; i++) {
        ResultWord source = rt_iter(rt, iterables->items[i]);
        if (source.is_error) {
            object_release(rt, made);
            return source;
        }
        rt_list_append_value(rt, sources, source.value);
    }
    return word_object(made);
}

ResultWord rt_native_ZIP_LONGEST_NEXT(RtState *rt, const Value *args) {
    ZipLongest *self = value_ref(args[0]);
    List *sources = value_ref(self->sources);
    if (sources->len == 0 || self->live_count == 0) return word_ok(VALUE_UNDEFINED);
    Tuple *items = tuple_new(rt, sources->len);
    for (u32 i = 0; i < items->len; i++) items->items[i] = VALUE_NONE;
    for (u32 i = 0; i < items->len; i++) {
        Value source = list_slots(sources)[i];
        ResultWord item = word_ok(VALUE_UNDEFINED);
        if (source != VALUE_NONE) {
            item = iterator_next(rt, source);
            if (iterator_is_done(item)) self->live_count = item.is_error ? 0 : self->live_count - 1;
            if (item.is_error || self->live_count == 0) {
                object_release(rt, items);
                return item;
            }
            if (item.value == VALUE_UNDEFINED) list_set(rt, sources, i, VALUE_NONE);
        }
        items->items[i] = item.value == VALUE_UNDEFINED ? value_retain(self->fill) : item.value;
    }
    return word_object(items);
}
