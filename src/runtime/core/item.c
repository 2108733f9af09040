// len, in, and subscripts of any Value.
#include "runtime/core/attribute.h"
#include "runtime/core/bytes_op.h"
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/foreign.h"
#include "runtime/core/hash.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/operate.h"
#include "runtime/core/set.h"
#include "runtime/core/str.h"
#include "runtime/core/type_form.h"

static ResultWord len_of(RtState *rt, Value value, u32 class_id) {
    void *object = value_is_ref(value) ? value_ref(value) : NULL;
    switch (class_id) {
    case CLASS_STR: return word_ok(((Str *)object)->len);
    case CLASS_LIST: return word_ok(((List *)object)->len);
    case CLASS_TUPLE: return word_ok(((Tuple *)object)->len);
    case CLASS_DICT: return word_ok(((Dict *)object)->len);
    case CLASS_SET:
    case CLASS_FROZENSET: return word_ok(((Set *)object)->used);
    case CLASS_BYTES:
    case CLASS_BYTEARRAY: return word_ok(((BytesObject *)object)->len);
    case CLASS_DICT_KEYS:
    case CLASS_DICT_VALUES:
    case CLASS_DICT_ITEMS: return word_ok(((Dict *)value_ref(((DictView *)object)->dict))->len);
    case CLASS_RANGE: {
        IntWord len = iter_range_len(rt, object);
        if (int_is_small(len)) return word_ok((u64)len);
        int_release(rt, len);
        return error_text(rt, CLASS_OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
    }
    case CLASS_FOREIGN: return foreign_host(value)->len(rt, object);
    default: break;
    }
    ClassAttribute *method = class_find_user(rt, value, NAME_LEN);
    if (!method)
        return error_format(rt, CLASS_TYPE_ERROR, "object of type '%T' has no len()", value);
    ResultWord result = call_attribute(rt, method, value, NULL, 0);
    if (result.is_error) return result;
    ResultWord len = int_index(rt, result.value, "'%T' object cannot be interpreted as an integer");
    value_release(rt, result.value);
    if (len.is_error) return len;
    bool is_negative = (i64)len.value < 0, is_small = int_is_small((IntWord)len.value);
    i64 number = (i64)len.value;
    if (!is_small) is_negative = int_big_is_negative((IntWord)len.value);
    int_release(rt, (IntWord)len.value);
    if (!is_small && !is_negative) {
        return error_text(rt, CLASS_OVERFLOW_ERROR, "cannot fit 'int' into an index-sized integer");
    }
    if (is_negative) return error_text(rt, CLASS_VALUE_ERROR, "__len__() should return >= 0");
    return word_ok((u64)number);
}

ResultWord rt_len(RtState *rt, Value value) {
    return len_of(rt, value, operate_class(rt, value, NAME_LEN));
}

ResultWord operate_len(RtState *rt, Value value) {
    return len_of(rt, value, class_id_layout(value_class(value)));
}

// ---- in
static ResultI32 contains_by_iteration(RtState *rt, Value container, Value item) {
    ResultWord iterator = rt_iter(rt, container);
    if (iterator.is_error) {
        if (error_is(rt, CLASS_TYPE_ERROR) && !class_find_user(rt, container, NAME_ITER)) {
            error_clear(rt);
            error_format(rt, CLASS_TYPE_ERROR,
                         "argument of type '%T' is not a container or iterable", container);
        }
        return i32_error();
    }
    int answer = 0;
    while (answer == 0) {
        ResultWord found = rt_next(rt, iterator.value);
        if (found.is_error) answer = -1;
        if (found.is_error || found.value == VALUE_UNDEFINED) break;
        answer = hash_keys_equal(rt, found.value, item);
        value_release(rt, found.value);
    }
    value_release(rt, iterator.value);
    return answer < 0 ? i32_error() : i32_ok((u32)answer);
}

PART_FUNCTION static ResultI32 contains_in_range(RtState *rt, Value container, Value item) {
    if (!value_is_int(item) && !value_is_bool(item)) {
        if (!value_is_float(item)) return contains_by_iteration(rt, container, item);
        f64 number = value_f64(item);
        if (number - number != 0 || (f64)(i64)number != number || number >= 1e18 || number <= -1e18)
            return i32_ok(0);
        item = value_from_small((i64)number);
    }
    IntWord index = iter_range_find(rt, value_ref(container), value_int_peek(item));
    int_release(rt, index);
    return i32_ok(index != -1);
}
PART_ONLY(contains_in_range, CLASS_RANGE);

PART_FUNCTION static ResultI32 contains_in_bytes(RtState *rt, Value container, Value item) {
    Slice content = bytes_content(container);
    if (value_is_bytes(item)) return i32_ok(bytes_contain(content, bytes_content(item)));
    ResultWord word = int_index(rt, item, "a bytes-like object is required, not '%T'");
    if (word.is_error) return i32_error();
    if (word.value > 255) {
        int_release(rt, (IntWord)word.value);
        error_text(rt, CLASS_VALUE_ERROR, "byte must be in range(0, 256)");
        return i32_error();
    }
    for (usize i = 0; i < content.len; i++) {
        if (content.data[i] == word.value) return i32_ok(1);
    }
    return i32_ok(0);
}
PART_ONLY(contains_in_bytes, CLASS_BYTES, CLASS_BYTEARRAY);

PART_FUNCTION static ResultI32 contains_in_items(RtState *rt, Dict *dict, Value item) {
    if (!value_has_layout(item, CLASS_TUPLE) || ((Tuple *)value_ref(item))->len != 2)
        return i32_ok(0);
    Tuple *pair = value_ref(item);
    bool is_error;
    Value *found = dict_find_peek(rt, dict, pair->items[0], &is_error);
    if (is_error) return i32_error();
    if (!found) return i32_ok(0);
    Value held = value_retain(*found);
    int equal = hash_keys_equal(rt, held, pair->items[1]);
    value_release(rt, held);
    return equal < 0 ? i32_error() : i32_ok((u32)equal);
}
PART_ONLY(contains_in_items, CLASS_DICT_ITEMS);

static ResultI32 contains(RtState *rt, Value container, Value item, u32 class_id) {
    void *object = value_is_ref(container) ? value_ref(container) : NULL;
    switch (class_id) {
    case CLASS_STR:
        if (value_is_str(item)) return i32_ok(rt_str_contains(rt, object, value_ref(item)));
        error_format(rt, CLASS_TYPE_ERROR, "'in <string>' requires string as left operand, not %T",
                     item);
        return i32_error();
    case CLASS_DICT: return rt_dict_contains(rt, object, item);
    case CLASS_DICT_KEYS: return rt_dict_contains(rt, value_ref(((DictView *)object)->dict), item);
    case CLASS_DICT_ITEMS:
        return contains_in_items(rt, value_ref(((DictView *)object)->dict), item);
    case CLASS_SET:
    case CLASS_FROZENSET: return rt_set_contains(rt, object, item);
    case CLASS_RANGE: return contains_in_range(rt, container, item);
    case CLASS_BYTES:
    case CLASS_BYTEARRAY: return contains_in_bytes(rt, container, item);
    case CLASS_FOREIGN: return foreign_host(container)->contains(rt, object, item);
    default: break;
    }
    ClassAttribute *method = class_find_user(rt, container, NAME_CONTAINS);
    if (!method) return contains_by_iteration(rt, container, item);
    ResultWord result = call_attribute(rt, method, container, &item, 1);
    if (result.is_error) return i32_error();
    ResultI32 truth = rt_truth(rt, result.value);
    value_release(rt, result.value);
    return truth;
}

ResultI32 rt_contains(RtState *rt, Value container, Value item) {
    return contains(rt, container, item, operate_class(rt, container, NAME_CONTAINS));
}

ResultI32 operate_contains(RtState *rt, Value container, Value item) {
    u32 class_id = class_id_layout(value_class(container));
    bool is_plain = class_id == CLASS_LIST || class_id == CLASS_TUPLE;
    return is_plain ? contains_by_iteration(rt, container, item)
                    : contains(rt, container, item, class_id);
}

// ---- indices
// Index into a sequence of `len`, negative ones from its end; -1 after an exception, with the
// message of the class.
static i64 checked_index(RtState *rt, Value sequence, Value index, u32 len,
                         const char *range_text) {
    i64 at;
    index = value_plain(index);
    if (LIKELY(value_is_small_int(index))) {
        at = value_small(index);
    } else {
        const char *name = class_of(rt, sequence)->name->len == 3 ? "string" : NULL;  // str
        ClassAttribute *method = class_find_user(rt, index, NAME_INDEX);
        if (!method && !value_is_bool(index) && !value_is_int(index)) {
            if (name)
                error_format(rt, CLASS_TYPE_ERROR, "string indices must be integers, not '%T'",
                             index);
            else if (value_is_bytes(sequence))
                error_format(rt, CLASS_TYPE_ERROR,
                             "byte indices must be integers or slices, not %T", index);
            else
                error_format(rt, CLASS_TYPE_ERROR, "%T indices must be integers or slices, not %T",
                             sequence, index);
            return -1;
        }
        ResultWord word = int_index(rt, index, "");
        if (word.is_error) return -1;
        bool fits = int_to_i64((IntWord)word.value, &at);
        at = rt_int_to_index(rt, (IntWord)word.value);
        int_release(rt, (IntWord)word.value);
        if (!fits) {
            error_format(rt, CLASS_INDEX_ERROR, "cannot fit '%T' into an index-sized integer",
                         index);
            return -1;
        }
    }
    if (at < 0) at += len;
    if (LIKELY(at >= 0 && at < len)) return at;
    error_text(rt, CLASS_INDEX_ERROR, range_text);
    return -1;
}

PART_FUNCTION static ResultWord get_slice(RtState *rt, Value value, Value slice) {
    SliceBounds bounds;
    void *object = value_ref(value);
    if (value_is(value, CLASS_RANGE)) return iter_range_subscript(rt, object, value_ref(slice));
    ResultWord len = operate_len(rt, value);
    if (len.is_error || !slice_bounds(rt, slice, (u32)len.value, &bounds)) return word_error();
    i64 start = bounds.start, step = bounds.step;
    switch (class_id_layout(value_class(value))) {
    case CLASS_STR: return word_object(str_slice_step(rt, object, start, step, bounds.count));
    case CLASS_LIST: return word_object(list_slice(rt, object, start, step, bounds.count));
    case CLASS_TUPLE:
        if (bounds.count == ((Tuple *)object)->len && step == 1 && value_is(value, CLASS_TUPLE))
            return word_ok(value_retain(value));
        return word_object(tuple_slice(rt, object, start, step, bounds.count));
    default: return word_object(bytes_object_slice(rt, object, start, step, bounds.count));
    }
}
PART_ONLY(get_slice, CLASS_SLICE);

PART_FUNCTION static ResultWord get_from_dict(RtState *rt, Dict *dict, Value key) {
    bool is_error;
    Value *found = dict_find_peek(rt, dict, key, &is_error);
    if (LIKELY(found)) return word_ok(value_retain(*found));
    if (is_error) return word_error();
    Value self = value_from_ref(dict);
    ClassAttribute *hook = value_is_open(self) ? class_find_user(rt, self, NAME_MISSING) : NULL;
    return hook ? call_attribute(rt, hook, self, &key, 1) : error_key(rt, key);
}
PART_ONLY(get_from_dict, CLASS_DICT);

static ResultWord get_user(RtState *rt, Value value, Value index) {
    ClassAttribute *method = class_find_user(rt, value, NAME_GETITEM);
    if (method) return call_attribute(rt, method, value, &index, 1);
    if (value_is_class(value)) {
        ClassAttribute *maker = class_find(rt, value_ref(value), rt_name(rt, NAME_CLASS_GETITEM));
        if (maker) {
            ResultWord callee = attribute_bind_to_class(rt, maker, value_ref(value),
                                                        rt_name(rt, NAME_CLASS_GETITEM));
            if (callee.is_error) return callee;
            ResultWord made = call_value(rt, callee.value, &index, 1);
            value_release(rt, callee.value);
            return made;
        }
        Value alias = type_form_of_class(rt, value_ref(value), index);
        if (alias != VALUE_UNDEFINED) return word_ok(alias);
        return error_format(rt, CLASS_TYPE_ERROR, "type '%S' is not subscriptable",
                            ((RtClass *)value_ref(value))->name);
    }
    return error_format(rt, CLASS_TYPE_ERROR, "'%T' object is not subscriptable", value);
}

// Ranges may be longer than any sequence in memory, and indices into them big.
PART_FUNCTION static ResultWord get_range_item(RtState *rt, const Range *range, Value index) {
    ResultWord word = int_index(rt, index, "range indices must be integers or slices, not %T");
    if (word.is_error) return word;
    IntWord at = (IntWord)word.value, len = iter_range_len(rt, range);
    if (at < 0) {
        IntWord from_start = rt_int_add(rt, at, len);
        int_release(rt, at);
        at = from_start;
    }
    ResultWord result;
    if (at < 0 || rt_int_compare(rt, at, len) >= 0) {
        result = error_text(rt, CLASS_INDEX_ERROR, "range object index out of range");
    } else {
        IntWord offset = rt_int_mul(rt, at, range->step);
        result = word_ok(value_from_int(rt_int_add(rt, range->start, offset)));
        int_release(rt, offset);
    }
    int_release(rt, at);
    int_release(rt, len);
    return result;
}
PART_ONLY(get_range_item, CLASS_RANGE);

static ResultWord getitem(RtState *rt, Value value, Value index, u32 class_id) {
    void *object = value_ref(value);
    bool is_slice = value_is(index, CLASS_SLICE);
    i64 at;
    switch (class_id) {
    case CLASS_LIST:
        if (is_slice) return get_slice(rt, value, index);
        at = checked_index(rt, value, index, ((List *)object)->len, "list index out of range");
        return at < 0 ? word_error() : word_ok(list_get(rt, object, (u32)at));
    case CLASS_TUPLE:
        if (is_slice) return get_slice(rt, value, index);
        at = checked_index(rt, value, index, ((Tuple *)object)->len, "tuple index out of range");
        return at < 0 ? word_error() : word_ok(value_retain(((Tuple *)object)->items[at]));
    case CLASS_STR:
        if (is_slice) return get_slice(rt, value, index);
        at = checked_index(rt, value, index, ((Str *)object)->len, "string index out of range");
        return at < 0 ? word_error() : word_object(str_char(rt, str_get(object, (u32)at)));
    case CLASS_BYTES:
    case CLASS_BYTEARRAY:
        if (is_slice) return get_slice(rt, value, index);
        at = checked_index(rt, value, index, ((BytesObject *)object)->len,
                           class_id == CLASS_BYTES ? "index out of range"
                                                   : "bytearray index out of range");
        return at < 0 ? word_error() : word_ok(value_from_small(((BytesObject *)object)->data[at]));
    case CLASS_DICT: return get_from_dict(rt, object, index);
    case CLASS_RANGE: {
        if (is_slice) return get_slice(rt, value, index);
        return get_range_item(rt, object, index);
    }
    case CLASS_FOREIGN: return foreign_host(value)->get_item(rt, object, index);
    case CLASS_STRUCT_SEQUENCE: return rt_getitem(rt, ((SliceObject *)object)->start, index);
    default: return get_user(rt, value, index);
    }
}

ResultWord rt_getitem(RtState *rt, Value value, Value index) {
    if (!value_is_ref(value)) return get_user(rt, value, index);
    return getitem(rt, value, index, operate_class(rt, value, NAME_GETITEM));
}

ResultWord operate_getitem(RtState *rt, Value value, Value index) {
    return getitem(rt, value, index, class_id_layout(value_class(value)));
}

// ---- stores
PART_FUNCTION static bool set_bytes_slice(RtState *rt, BytesObject *array, Value slice,
                                          Value item) {
    SliceBounds bounds;
    if (value_is_int(item) || value_is_bool(item) || value_is_str(item)) {
        error_text(rt, CLASS_TYPE_ERROR,
                   "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
        return false;
    }
    BytesObject *source = bytes_from_value(rt, CLASS_BYTES, item);
    if (!source) return false;
    bool is_good = slice_bounds(rt, slice, array->len, &bounds);
    if (is_good && bounds.step == 1) {
        i64 end = bounds.stop < bounds.start ? bounds.start : bounds.stop;
        is_good = bytearray_replace(rt, array, (u32)bounds.start, (u32)end, bytes_view(source));
    } else if (is_good && source->len != bounds.count) {
        error_format(rt, CLASS_VALUE_ERROR,
                     "attempt to assign bytes of size %u to extended slice of size %u", source->len,
                     (u32)bounds.count);
        is_good = false;
    } else if (is_good) {
        for (u32 i = 0; i < source->len; i++)
            array->data[bounds.start + (i64)i * bounds.step] = source->data[i];
    }
    object_release(rt, source);
    return is_good;
}
PART_ONLY(set_bytes_slice, CLASS_BYTEARRAY);

PART_FUNCTION static bool delete_bytes_item(RtState *rt, Value value, Value index) {
    BytesObject *array = value_ref(value);
    if (!value_is(index, CLASS_SLICE)) {
        i64 at = checked_index(rt, value, index, array->len, "bytearray index out of range");
        return at >= 0 && bytearray_replace(rt, array, (u32)at, (u32)at + 1, (Slice){0});
    }
    SliceBounds bounds;
    if (!slice_bounds(rt, index, array->len, &bounds)) return false;
    if (bounds.step == 1) {
        u32 start = (u32)bounds.start;
        return bytearray_replace(rt, array, start, start + bounds.count, (Slice){0});
    }
    // From behind, so that what is still to go keeps its place.
    for (u32 i = 0; i < bounds.count; i++) {
        i64 place = bounds.step > 0 ? (i64)bounds.count - 1 - i : (i64)i;
        u32 at = (u32)(bounds.start + place * bounds.step);
        if (!bytearray_replace(rt, array, at, at + 1, (Slice){0})) return false;
    }
    return true;
}
PART_ONLY(delete_bytes_item, CLASS_BYTEARRAY);

PART_FUNCTION static bool set_bytes_item(RtState *rt, Value value, Value index, Value item) {
    BytesObject *bytes = value_ref(value);
    if (value_is(index, CLASS_SLICE)) return set_bytes_slice(rt, bytes, index, item);
    // The bounds come last: what makes the byte may change the length.
    static const char *const outside = "bytearray index out of range";
    bool is_plain = value_is_small_int(index);
    i64 at = is_plain ? 0 : checked_index(rt, value, index, bytes->len, outside);
    if (at < 0) return false;
    ResultWord word = int_index(rt, item, "'%T' object cannot be interpreted as an integer");
    if (word.is_error) return false;
    if (word.value > 255) {
        int_release(rt, (IntWord)word.value);
        error_text(rt, CLASS_VALUE_ERROR, "byte must be in range(0, 256)");
        return false;
    }
    if (is_plain || at >= bytes->len) at = checked_index(rt, value, index, bytes->len, outside);
    if (at < 0) return false;
    bytes->data[at] = (u8)word.value;
    return true;
}
PART_ONLY(set_bytes_item, CLASS_BYTEARRAY);

PART_FUNCTION static bool set_list_item(RtState *rt, Value value, Value index, Value item) {
    List *list = value_ref(value);
    if (value_is(index, CLASS_SLICE)) {
        SliceBounds bounds;
        if (!slice_bounds(rt, index, list->len, &bounds)) return false;
        return list_assign_slice(rt, list, bounds.start, bounds.stop, bounds.step, bounds.count,
                                 item);
    }
    i64 at = checked_index(rt, value, index, list->len, "list assignment index out of range");
    return at >= 0 && list_set(rt, list, (u32)at, item);
}
PART_ONLY(set_list_item, CLASS_LIST);

u32 operate_setitem(RtState *rt, Value value, Value index, Value item) {
    switch (class_id_layout(value_class(value))) {
    case CLASS_LIST: return !set_list_item(rt, value, index, item);
    case CLASS_DICT: return !dict_set(rt, value_ref(value), index, item);
    default: return !set_bytes_item(rt, value, index, item);
    }
}

u32 rt_setitem(RtState *rt, Value value, Value index, Value item) {
    switch (operate_class(rt, value, NAME_SETITEM)) {
    case CLASS_LIST: return !set_list_item(rt, value, index, item);
    case CLASS_DICT: return !dict_set(rt, value_ref(value), index, item);
    case CLASS_BYTEARRAY: return !set_bytes_item(rt, value, index, item);
    case CLASS_FOREIGN: return foreign_host(value)->set_item(rt, value_ref(value), index, item);
    default: break;
    }
    ClassAttribute *method = class_find_user(rt, value, NAME_SETITEM);
    if (!method) {
        error_format(rt, CLASS_TYPE_ERROR, "'%T' object does not support item assignment", value);
        return 1;
    }
    Value args[2] = {index, item};
    ResultWord result = call_attribute(rt, method, value, args, 2);
    if (!result.is_error) value_release(rt, result.value);
    return result.is_error;
}

PART_FUNCTION static bool delete_list_item(RtState *rt, Value value, Value index) {
    List *list = value_ref(value);
    if (value_is(index, CLASS_SLICE)) {
        SliceBounds bounds;
        if (!slice_bounds(rt, index, list->len, &bounds)) return false;
        if (bounds.step < 0 && bounds.count) {  // the same elements, upwards
            bounds.start += bounds.step * ((i64)bounds.count - 1);
            bounds.step = -bounds.step;
        }
        list_delete(rt, list, bounds.start, bounds.step, bounds.count);
        return true;
    }
    i64 at = checked_index(rt, value, index, list->len, "list assignment index out of range");
    if (at < 0) return false;
    list_delete(rt, list, at, 1, 1);
    return true;
}
PART_ONLY(delete_list_item, CLASS_LIST);

u32 operate_delitem(RtState *rt, Value value, Value index) {
    u32 layout = class_id_layout(value_class(value));
    if (layout == CLASS_LIST) return !delete_list_item(rt, value, index);
    if (layout == CLASS_BYTEARRAY) return !delete_bytes_item(rt, value, index);
    ResultI32 was_there = rt_dict_delete(rt, value_ref(value), index);
    if (!was_there.is_error && !was_there.value) error_key(rt, index);
    return was_there.is_error || !was_there.value;
}

u32 rt_delitem(RtState *rt, Value value, Value index) {
    u32 class_id = operate_class(rt, value, NAME_DELITEM);
    if (class_id == CLASS_LIST || class_id == CLASS_DICT || class_id == CLASS_BYTEARRAY)
        return operate_delitem(rt, value, index);
    if (class_id == CLASS_FOREIGN)
        return foreign_host(value)->delete_item(rt, value_ref(value), index);
    ClassAttribute *method = class_find_user(rt, value, NAME_DELITEM);
    if (!method) {
        error_format(rt, CLASS_TYPE_ERROR, "'%T' object doesn't support item deletion", value);
        return 1;
    }
    ResultWord result = call_attribute(rt, method, value, &index, 1);
    if (!result.is_error) value_release(rt, result.value);
    return result.is_error;
}
