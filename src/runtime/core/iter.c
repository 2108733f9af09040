#include "runtime/core/iter.h"

#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/foreign.h"
#include "runtime/core/file.h"
#include "runtime/core/generator_object.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/operate.h"
#include "runtime/core/native.h"
#include "runtime/core/set.h"
#include "runtime/core/str.h"

#include "base/stack.h"

Iterator *iter_new_of(RtState *rt, u32 class_id, Value source) {
    Iterator *iterator = object_new_of(rt, sizeof *iterator, class_id);
    iterator->source = value_retain(source);
    iterator->extra = VALUE_NONE;
    iterator->index = iterator->limit = iterator->step = 0;
    return iterator;
}

void iter_free(RtState *rt, Iterator *iterator) {
    value_release(rt, iterator->source);
    value_release(rt, iterator->extra);
    object_give(rt, iterator, sizeof *iterator);
}

ResultWord iter_not_iterable(RtState *rt, Value value) {
    return error_format(rt, CLASS_TYPE_ERROR, "'%T' object is not iterable", value);
}

ResultWord iter_call(RtState *rt, Value callable, Value sentinel) {
    Iterator *iterator = iter_new(rt, CLASS_CALLABLE_ITERATOR, callable);
    iterator->extra = value_retain(sentinel);
    return word_object(iterator);
}

// source: the range; index, limit, step: next number, numbers left, step, while all are small; else
// limit is -1 and index counts the items, `step` is the length.
PART_FUNCTION static Iterator *range_iterator(RtState *rt, Range *range) {
    Iterator *iterator = iter_new(rt, CLASS_RANGE_ITERATOR, value_from_ref(range));
    IntWord len = iter_range_len(rt, range);
    i64 end;
    bool is_simple = int_is_small(len) && int_is_small(range->start) && int_is_small(range->step) &&
                     !__builtin_mul_overflow((i64)len, (i64)range->step, &end) &&
                     !__builtin_add_overflow(end, (i64)range->start, &end) && int_is_small(end);
    if (is_simple) {
        iterator->index = range->start;
        iterator->limit = len;
        iterator->step = range->step;
    } else {
        iterator->limit = -1;
        iterator->step = rt_int_to_index(rt, len);
    }
    int_release(rt, len);
    return iterator;
}
PART_ONLY(range_iterator, CLASS_RANGE);

bool iter_is_iterator(RtState *rt, Value value) {
    u32 class_id = class_id_layout(value_class(value));
    return (class_id >= CLASS_LIST_ITERATOR && class_id <= CLASS_TEXT_FILE) ||
           class_id == CLASS_FOREIGN || class_find_user(rt, value, NAME_NEXT);
}

static ResultWord iter_user(RtState *rt, Value value) {
    if (value_is(value, CLASS_FOREIGN)) return foreign_host(value)->iterate(rt, value_ref(value));
    ClassAttribute *method = class_find_user(rt, value, NAME_ITER);
    if (method) {
        ResultWord iterator = call_attribute(rt, method, value, NULL, 0);
        if (iterator.is_error) return iterator;
        if (iter_is_iterator(rt, iterator.value)) return iterator;
        error_format(rt, CLASS_TYPE_ERROR, "iter() returned non-iterator of type '%T'",
                     iterator.value);
        value_release(rt, iterator.value);
        return word_error();
    }
    if (class_find_user(rt, value, NAME_GETITEM))
        return word_object(iter_new(rt, CLASS_SEQUENCE_ITERATOR, value));
    return iter_not_iterable(rt, value);
}

static ResultWord sized(RtState *rt, u32 class_id, Value source, i64 limit) {
    PART_MAKE(CLASS_DICT_KEYITERATOR);
    PART_MAKE(CLASS_DICT_VALUEITERATOR);
    PART_MAKE(CLASS_DICT_ITEMITERATOR);
    PART_MAKE(CLASS_SET_ITERATOR);
    Iterator *iterator = iter_new_of(rt, class_id, source);
    iterator->limit = limit;
    return word_object(iterator);
}

static ResultWord iterate(RtState *rt, Value value, u32 class_id) {
    Object *object = value_ref(value);
    switch (class_id) {
    case CLASS_LIST: return word_object(iter_new(rt, CLASS_LIST_ITERATOR, value));
    case CLASS_TUPLE: return word_object(iter_new(rt, CLASS_TUPLE_ITERATOR, value));
    case CLASS_STR: return word_object(iter_new(rt, CLASS_STR_ITERATOR, value));
    case CLASS_BYTES:
    case CLASS_BYTEARRAY: return word_object(iter_new(rt, CLASS_BYTES_ITERATOR, value));
    case CLASS_RANGE: return word_object(range_iterator(rt, (Range *)(void *)object));
    case CLASS_DICT: return sized(rt, CLASS_DICT_KEYITERATOR, value, ((Dict *)(void *)object)->len);
    case CLASS_SET:
    case CLASS_FROZENSET:
        return sized(rt, CLASS_SET_ITERATOR, value, ((Set *)(void *)object)->used);
    case CLASS_DICT_KEYS:
    case CLASS_DICT_VALUES:
    case CLASS_DICT_ITEMS: {
        Value dict = ((DictView *)(void *)object)->dict;
        u32 iterator_id = CLASS_DICT_KEYITERATOR + (class_id - CLASS_DICT_KEYS);
        return sized(rt, iterator_id, dict, ((Dict *)value_ref(dict))->len);
    }
    default: break;
    }
    if (class_id >= CLASS_LIST_ITERATOR && class_id <= CLASS_TEXT_FILE)
        return word_ok(value_retain(value));
    return iter_user(rt, value);
}

ResultWord rt_iter(RtState *rt, Value value) {
    if (!value_is_ref(value)) return iter_not_iterable(rt, value);
    return iterate(rt, value, operate_class(rt, value, NAME_ITER));
}

ResultWord operate_iter(RtState *rt, Value value) {
    return iterate(rt, value, class_id_layout(value_class(value)));
}

// ---- next. The end is told by VALUE_UNDEFINED; an iterator that has ended lets go of its source.
static ResultWord ended(RtState *rt, Iterator *iterator) {
    value_assign_take(rt, &iterator->source, VALUE_NONE);
    return word_ok(VALUE_UNDEFINED);
}

PART_FUNCTION static ResultWord next_range(RtState *rt, Iterator *iterator) {
    if (LIKELY(iterator->limit > 0)) {
        i64 number = iterator->index;
        iterator->index += iterator->step;
        iterator->limit--;
        return word_ok(value_from_small(number));
    }
    if (iterator->limit == 0 || iterator->index >= iterator->step) return word_ok(VALUE_UNDEFINED);
    IntWord word = iter_range_item(rt, value_ref(iterator->source), iterator->index++);
    return word_ok(value_from_int(word));
}
PART_ONLY(next_range, CLASS_RANGE_ITERATOR);

static Value pair(RtState *rt, Value first, Value second) {  // takes both
    Tuple *tuple = tuple_new(rt, 2);
    tuple->items[0] = first;
    tuple->items[1] = second;
    return value_from_ref(tuple);
}

// As many keys came as there were at first, and there is another one.
static ResultWord keys_changed(RtState *rt) {
    return error_text(rt, CLASS_RUNTIME_ERROR, "dictionary keys changed during iteration");
}

PART_FUNCTION static ResultWord next_dict(RtState *rt, Iterator *iterator) {
    if (iterator->source == VALUE_NONE) return word_ok(VALUE_UNDEFINED);
    Dict *dict = value_ref(iterator->source);
    if (dict->len != (u64)iterator->limit) {
        iterator->limit = -1;
        return error_text(rt, CLASS_RUNTIME_ERROR, "dictionary changed size during iteration");
    }
    u32 at = (u32)iterator->index;
    DictEntry *entry = dict_next(dict, &at);
    iterator->index = at;
    if (!entry) return ended(rt, iterator);
    if (iterator->step++ == iterator->limit) return keys_changed(rt);
    switch (iterator->head.class_id) {
    case CLASS_DICT_KEYITERATOR: return word_ok(value_retain(entry->key));
    case CLASS_DICT_VALUEITERATOR: return word_ok(value_retain(entry->value));
    default: return word_ok(pair(rt, value_retain(entry->key), value_retain(entry->value)));
    }
}
PART_ONLY(next_dict, CLASS_DICT_KEYITERATOR, CLASS_DICT_VALUEITERATOR, CLASS_DICT_ITEMITERATOR);

PART_FUNCTION static ResultWord next_dict_reverse(RtState *rt, Iterator *iterator) {
    if (iterator->source == VALUE_NONE) return word_ok(VALUE_UNDEFINED);
    Dict *dict = value_ref(iterator->source);
    if (dict->len != (u64)iterator->limit)
        return error_text(rt, CLASS_RUNTIME_ERROR, "dictionary changed size during iteration");
    while (iterator->index > 0) {
        i64 at = --iterator->index;
        if (at >= dict->used) continue;
        DictEntry *entry = &dict->table->entries[at];
        if (entry->key == VALUE_UNDEFINED) continue;
        if (iterator->step == 0) return word_ok(value_retain(entry->key));
        if (iterator->step == 1) return word_ok(value_retain(entry->value));
        return word_ok(pair(rt, value_retain(entry->key), value_retain(entry->value)));
    }
    return ended(rt, iterator);
}
PART_ONLY(next_dict_reverse, CLASS_DICT_REVERSEKEYITERATOR);

PART_FUNCTION static ResultWord next_set(RtState *rt, Iterator *iterator) {
    if (iterator->source == VALUE_NONE) return word_ok(VALUE_UNDEFINED);
    Set *set = value_ref(iterator->source);
    if (set->used != (u64)iterator->limit) {
        iterator->limit = -1;
        return error_text(rt, CLASS_RUNTIME_ERROR, "Set changed size during iteration");
    }
    u32 at = (u32)iterator->index;
    SetEntry *entry = set_next(set, &at);
    iterator->index = at;
    return entry ? word_ok(value_retain(entry->key)) : ended(rt, iterator);
}
PART_ONLY(next_set, CLASS_SET_ITERATOR);

// Items of sequences by index: lists, tuples, str, bytes, forwards.
PART_FUNCTION static ResultWord next_indexed(RtState *rt, Iterator *iterator) {
    if (iterator->source == VALUE_NONE) return word_ok(VALUE_UNDEFINED);
    Object *source = value_ref(iterator->source);
    i64 index = iterator->index;
    switch (class_id_layout(source->class_id)) {
    case CLASS_LIST:
        if (index >= ((List *)(void *)source)->len) break;
        iterator->index++;
        return word_ok(list_get(rt, (List *)(void *)source, (u32)index));
    case CLASS_TUPLE:
        if (index >= ((Tuple *)(void *)source)->len) break;
        iterator->index++;
        return word_ok(value_retain(((Tuple *)(void *)source)->items[index]));
    case CLASS_STR:
        if (index >= ((Str *)(void *)source)->len) break;
        iterator->index++;
        return word_object(str_char(rt, str_get((Str *)(void *)source, (u32)index)));
    default:
        if (index >= ((BytesObject *)(void *)source)->len) break;
        iterator->index++;
        return word_ok(value_from_small(((BytesObject *)(void *)source)->data[index]));
    }
    return ended(rt, iterator);
}
PART_ONLY(next_indexed, CLASS_LIST_ITERATOR, CLASS_TUPLE_ITERATOR, CLASS_STR_ITERATOR,
          CLASS_BYTES_ITERATOR);

PART_FUNCTION static ResultWord next_list_reverse(RtState *rt, Iterator *iterator) {
    if (iterator->source == VALUE_NONE) return word_ok(VALUE_UNDEFINED);
    List *list = value_ref(iterator->source);
    i64 index = iterator->index--;
    if (index >= 0 && index < list->len) return word_ok(list_get(rt, list, (u32)index));
    return ended(rt, iterator);
}
PART_ONLY(next_list_reverse, CLASS_LIST_REVERSE_ITERATOR);

// Ended by IndexError or StopIteration.
static ResultWord end_by(RtState *rt, Iterator *iterator, u32 class_id) {
    if (!error_is(rt, class_id) && !error_is(rt, CLASS_STOP_ITERATION)) return word_error();
    error_clear(rt);
    return ended(rt, iterator);
}

// __getitem__ with 0, 1, 2, … or, for reversed(), downwards: step tells.
PART_FUNCTION static ResultWord next_getitem(RtState *rt, Iterator *iterator) {
    if (iterator->source == VALUE_NONE || iterator->index < 0) return word_ok(VALUE_UNDEFINED);
    Value source = value_retain(iterator->source);
    ResultWord item = rt_getitem(rt, source, value_from_small(iterator->index));
    value_release(rt, source);
    iterator->index += class_id_layout(iterator->head.class_id) == CLASS_REVERSED ? -1 : 1;
    return item.is_error ? end_by(rt, iterator, CLASS_INDEX_ERROR) : item;
}
PART_ONLY(next_getitem, CLASS_SEQUENCE_ITERATOR, CLASS_REVERSED);

PART_FUNCTION static ResultWord next_callable(RtState *rt, Iterator *iterator) {
    if (iterator->source == VALUE_NONE) return word_ok(VALUE_UNDEFINED);
    Value callee = value_retain(iterator->source);
    ResultWord item = call_value(rt, callee, NULL, 0);
    value_release(rt, callee);
    if (item.is_error) return end_by(rt, iterator, CLASS_STOP_ITERATION);
    ResultI32 is_end = rt_compare_bool(rt, item.value, iterator->extra, RT_EQ);
    if (!is_end.is_error && !is_end.value) return item;
    value_release(rt, item.value);
    return is_end.is_error ? word_error() : ended(rt, iterator);
}
PART_ONLY(next_callable, CLASS_CALLABLE_ITERATOR);

// source: the iterator; extra: the number, which may be big.
PART_FUNCTION static ResultWord next_enumerate(RtState *rt, Iterator *iterator) {
    ResultWord item = rt_next(rt, iterator->source);
    if (item.is_error || item.value == VALUE_UNDEFINED) return item;
    Value number = iterator->extra;
    IntWord next = rt_int_add(rt, value_int_peek(number), 1);
    iterator->extra = value_from_int(next);
    return word_ok(pair(rt, number, item.value));
}
PART_ONLY(next_enumerate, CLASS_ENUMERATE);

// source: tuple of iterators; step: strict.
static ResultWord zip_lengths_differ(RtState *rt, Iterator *iterator, u32 index) {
    Tuple *sources = value_ref(iterator->source);
    if (index > 0) {
        const char *plural = index == 1 ? " " : "s 1-";
        return error_format(rt, CLASS_VALUE_ERROR, "zip() argument %u is shorter than argument%s%u",
                            index + 1, plural, index);
    }
    for (u32 i = 1; i < sources->len; i++) {
        ResultWord item = rt_next(rt, sources->items[i]);
        if (item.is_error) return item;
        if (item.value == VALUE_UNDEFINED) continue;
        value_release(rt, item.value);
        const char *plural = i == 1 ? " " : "s 1-";
        return error_format(rt, CLASS_VALUE_ERROR, "zip() argument %u is longer than argument%s%u",
                            i + 1, plural, i);
    }
    return word_ok(VALUE_UNDEFINED);
}

PART_FUNCTION static ResultWord next_zip(RtState *rt, Iterator *iterator) {
    Tuple *sources = value_ref(iterator->source);
    if (sources->len == 0) return word_ok(VALUE_UNDEFINED);
    Tuple *items = tuple_new(rt, sources->len);
    for (u32 i = 0; i < sources->len; i++) items->items[i] = VALUE_NONE;
    for (u32 i = 0; i < sources->len; i++) {
        ResultWord item = rt_next(rt, sources->items[i]);
        if (!item.is_error && item.value != VALUE_UNDEFINED) {
            items->items[i] = item.value;
            continue;
        }
        object_release(rt, items);
        if (item.is_error || !iterator->step) return item;
        return zip_lengths_differ(rt, iterator, i);
    }
    return word_object(items);
}
PART_ONLY(next_zip, CLASS_ZIP);

// source: tuple of iterators; extra: the function.
PART_FUNCTION static ResultWord next_map(RtState *rt, Iterator *iterator) {
    Tuple *sources = value_ref(iterator->source);
    if (LIKELY(sources->len == 1)) {
        ResultWord item = rt_next(rt, sources->items[0]);
        if (item.is_error || item.value == VALUE_UNDEFINED) return item;
        ResultWord result = call_value(rt, iterator->extra, &item.value, 1);
        value_release(rt, item.value);
        return result;
    }
    ResultWord items = next_zip(rt, iterator);
    if (items.is_error || items.value == VALUE_UNDEFINED) return items;
    Tuple *args = value_ref(items.value);
    ResultWord result = call_value(rt, iterator->extra, args->items, args->len);
    value_release(rt, items.value);
    return result;
}
PART_ONLY(next_map, CLASS_MAP);

PART_FUNCTION static ResultWord next_filter(RtState *rt, Iterator *iterator) {
    for (;;) {
        ResultWord item = rt_next(rt, iterator->source);
        if (item.is_error || item.value == VALUE_UNDEFINED) return item;
        ResultI32 is_wanted;
        if (iterator->extra == VALUE_NONE) {
            is_wanted = rt_truth(rt, item.value);
        } else {
            ResultWord answer = call_value(rt, iterator->extra, &item.value, 1);
            is_wanted = answer.is_error ? i32_error() : rt_truth(rt, answer.value);
            if (!answer.is_error) value_release(rt, answer.value);
        }
        if (!is_wanted.is_error && is_wanted.value) return item;
        value_release(rt, item.value);
        if (is_wanted.is_error) return word_error();
    }
}
PART_ONLY(next_filter, CLASS_FILTER);

static ResultWord next_user(RtState *rt, Value value) {
    u32 native = class_of(rt, value)->next_native;
    if (LIKELY(native != NATIVE_COUNT)) {
        STACK_RESERVE();
        if (rt_stack_check(rt)) return word_error();
        return native_functions[native](rt, &value);
    }
    ClassAttribute *method = class_find_user(rt, value, NAME_NEXT);
    if (!method) return error_format(rt, CLASS_TYPE_ERROR, "'%T' object is not an iterator", value);
    ResultWord item = call_attribute(rt, method, value, NULL, 0);
    if (!item.is_error || !error_is(rt, CLASS_STOP_ITERATION)) return item;
    error_clear(rt);
    return word_ok(VALUE_UNDEFINED);
}

// Those that ask other iterators, which may stand in each other to any depth.
PART_FUNCTION static ResultWord next_nested(RtState *rt, Iterator *iterator) {
    STACK_RESERVE();
    if (rt_stack_check(rt)) return word_error();
    switch (class_id_layout(iterator->head.class_id)) {
    case CLASS_ENUMERATE: return next_enumerate(rt, iterator);
    case CLASS_ZIP: return next_zip(rt, iterator);
    case CLASS_MAP: return next_map(rt, iterator);
    default: return next_filter(rt, iterator);
    }
}
PART_ONLY(next_nested, CLASS_ENUMERATE, CLASS_ZIP, CLASS_MAP, CLASS_FILTER);

// As the built-in class with the same struct does.
ResultWord iter_next_struct(RtState *rt, Value value) {
    Iterator *iterator = value_ref(value);
    switch (class_id_layout(iterator->head.class_id)) {
    case CLASS_LIST_ITERATOR:
    case CLASS_TUPLE_ITERATOR:
    case CLASS_STR_ITERATOR:
    case CLASS_BYTES_ITERATOR: return next_indexed(rt, iterator);
    case CLASS_RANGE_ITERATOR: return next_range(rt, iterator);
    case CLASS_DICT_KEYITERATOR:
    case CLASS_DICT_VALUEITERATOR:
    case CLASS_DICT_ITEMITERATOR: return next_dict(rt, iterator);
    case CLASS_DICT_REVERSEKEYITERATOR: return next_dict_reverse(rt, iterator);
    case CLASS_SET_ITERATOR: return next_set(rt, iterator);
    case CLASS_LIST_REVERSE_ITERATOR: return next_list_reverse(rt, iterator);
    case CLASS_SEQUENCE_ITERATOR:
    case CLASS_REVERSED: return next_getitem(rt, iterator);
    case CLASS_CALLABLE_ITERATOR: return next_callable(rt, iterator);
    default: return next_nested(rt, iterator);
    }
}

static bool is_struct(u32 layout) {
    return layout >= CLASS_LIST_ITERATOR && layout <= CLASS_FILTER;
}

ResultWord rt_next(RtState *rt, Value value) {
    if (!value_is_ref(value)) return next_user(rt, value);
    Iterator *iterator = value_ref(value);
    u32 class_id = iterator->head.class_id;
    if (LIKELY(is_struct(class_id))) return iter_next_struct(rt, value);
    switch (class_id) {
    case CLASS_GENERATOR: return generator_resume(rt, (Generator *)(void *)iterator, VALUE_NONE);
    case CLASS_TEXT_FILE: return file_next_line(rt, value);
    case CLASS_FOREIGN: return foreign_host(value)->next(rt, value_ref(value));
    default: break;
    }
    // A user's class may extend an iterator of this file.
    bool extends = class_id_is_open(class_id) && is_struct(operate_class(rt, value, NAME_NEXT));
    return extends ? iter_next_struct(rt, value) : next_user(rt, value);
}

ResultWord iter_reversed(RtState *rt, Value value) {
    u32 class_id = operate_class(rt, value, NAME_REVERSED);
    Iterator *iterator;
    switch (class_id) {
    case CLASS_LIST:
        iterator = iter_new(rt, CLASS_LIST_REVERSE_ITERATOR, value);
        iterator->index = (i64)((List *)value_ref(value))->len - 1;
        return word_object(iterator);
    case CLASS_DICT:
    case CLASS_DICT_KEYS:
    case CLASS_DICT_VALUES:
    case CLASS_DICT_ITEMS: {
        Value dict = class_id == CLASS_DICT ? value : ((DictView *)value_ref(value))->dict;
        iterator = iter_new(rt, CLASS_DICT_REVERSEKEYITERATOR, dict);
        iterator->index = ((Dict *)value_ref(dict))->used;
        iterator->limit = ((Dict *)value_ref(dict))->len;
        iterator->step = class_id == CLASS_DICT ? 0 : class_id - CLASS_DICT_KEYS;
        return word_object(iterator);
    }
    case CLASS_RANGE: {
        Range *reversed = iter_range_reversed(rt, value_ref(value));
        iterator = range_iterator(rt, reversed);
        object_release(rt, reversed);
        return word_object(iterator);
    }
    default: break;
    }
    ClassAttribute *method = class_find_user(rt, value, NAME_REVERSED);
    if (method) return call_attribute(rt, method, value, NULL, 0);
    bool is_sequence = class_id == CLASS_TUPLE || class_id == CLASS_STR ||
                       class_id == CLASS_BYTES || class_id == CLASS_BYTEARRAY ||
                       class_find_user(rt, value, NAME_GETITEM);
    if (!is_sequence)
        return error_format(rt, CLASS_TYPE_ERROR, "'%T' object is not reversible", value);
    ResultWord len = rt_len(rt, value);
    if (len.is_error) return len;
    iterator = iter_new(rt, CLASS_REVERSED, value);
    iterator->index = (i64)len.value - 1;
    return word_object(iterator);
}

// ---- unpacking
static void release_all(RtState *rt, Value *items, i64 count) {
    for (i64 i = 0; i < count; i++) value_release(rt, items[i]);
}

u32 rt_unpack(RtState *rt, Value value, i64 count, void *address) {
    Value *items = address;
    if (value_is(value, CLASS_TUPLE) || value_is(value, CLASS_LIST)) {
        bool is_tuple = value_is(value, CLASS_TUPLE);
        Tuple *tuple = value_ref(value);
        List *list = value_ref(value);
        i64 len = is_tuple ? tuple->len : list->len;
        if (len != count) {
            const char *text = len < count ? "not enough values to unpack (expected %d, got %d)"
                                           : "too many values to unpack (expected %d, got %d)";
            error_format(rt, CLASS_VALUE_ERROR, text, count, len);
            return 1;
        }
        for (i64 i = 0; i < count; i++)
            items[i] = is_tuple ? value_retain(tuple->items[i]) : list_get(rt, list, (u32)i);
        return 0;
    }
    ResultWord iterator = rt_iter(rt, value);
    if (iterator.is_error) {
        if (!error_is(rt, CLASS_TYPE_ERROR) || class_find_user(rt, value, NAME_ITER)) return 1;
        error_clear(rt);
        error_format(rt, CLASS_TYPE_ERROR, "cannot unpack non-iterable %T object", value);
        return 1;
    }
    i64 got = 0;
    ResultWord item = {0, 0};
    for (; got <= count; got++) {
        item = rt_next(rt, iterator.value);
        if (item.is_error || item.value == VALUE_UNDEFINED) break;
        if (got == count) {
            value_release(rt, item.value);
            item.value = 0;
            if (value_is(value, CLASS_DICT)) {
                error_format(rt, CLASS_VALUE_ERROR,
                             "too many values to unpack (expected %d, got %u)", count,
                             ((Dict *)value_ref(value))->len);
            } else {
                error_format(rt, CLASS_VALUE_ERROR, "too many values to unpack (expected %d)",
                             count);
            }
            item.is_error = 1;
            break;
        }
        items[got] = item.value;
    }
    value_release(rt, iterator.value);
    if (!item.is_error && got == count) return 0;
    if (!item.is_error)
        error_format(rt, CLASS_VALUE_ERROR, "not enough values to unpack (expected %d, got %d)",
                     count, got);
    release_all(rt, items, got);
    return 1;
}

u32 rt_unpack_star(RtState *rt, Value value, i64 before, i64 after, void *address) {
    Value *items = address;
    List *all = list_from_value(rt, value);
    if (!all) {
        if (error_is(rt, CLASS_TYPE_ERROR) && !class_find_user(rt, value, NAME_ITER)) {
            error_clear(rt);
            error_format(rt, CLASS_TYPE_ERROR, "cannot unpack non-iterable %T object", value);
        }
        return 1;
    }
    i64 len = all->len;
    if (len < before + after) {
        error_format(rt, CLASS_VALUE_ERROR,
                     "not enough values to unpack (expected at least %d, got %d)", before + after,
                     len);
        object_release(rt, all);
        return 1;
    }
    for (i64 i = 0; i < before; i++) items[i] = list_get(rt, all, (u32)i);
    items[before] = value_from_ref(list_slice(rt, all, before, 1, (u32)(len - before - after)));
    for (i64 i = 0; i < after; i++)
        items[before + 1 + i] = list_get(rt, all, (u32)(len - after + i));
    object_release(rt, all);
    return 0;
}

// ---- iteration without objects
// A position in a dict: the place behind the entry in the low half, how many came before in the
// high one.
ResultWord rt_dict_next(RtState *rt, void *ref, i64 position, i64 expected_len) {
    Dict *dict = ref;
    u32 at = (u32)position;
    if (dict->head.class_id == CLASS_DICT) {
        if (dict->len != (u64)expected_len)
            return error_text(rt, CLASS_RUNTIME_ERROR, "dictionary changed size during iteration");
        if (!dict_next(dict, &at)) return word_ok((u64)-1);
        if (position >> 32 == expected_len) return keys_changed(rt);
        return word_ok(((u64)position >> 32 << 32) + (UINT64_C(1) << 32) + at);
    }
    Set *set = ref;
    if (set->used != (u64)expected_len)
        return error_text(rt, CLASS_RUNTIME_ERROR, "Set changed size during iteration");
    return word_ok(set_next(set, &at) ? at : (u64)-1);
}

Value rt_dict_entry_key(RtState *rt, void *ref, i64 position) {
    (void)rt;
    Dict *dict = ref;
    if (dict->head.class_id == CLASS_DICT)
        return value_retain(dict->table->entries[(u32)position - 1].key);
    return value_retain(((Set *)ref)->table[position - 1].key);
}

Value rt_dict_entry_value(RtState *rt, void *ref, i64 position) {
    (void)rt;
    return value_retain(((Dict *)ref)->table->entries[(u32)position - 1].value);
}
