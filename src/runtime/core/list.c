#include "runtime/core/list.h"

#include "runtime/core/error.h"
#include "runtime/core/class.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"

#include <string.h>

static Buffer *new_buffer(RtState *rt, u32 capacity, SlotKind kind) {
    usize bytes = rt_alloc_capacity(sizeof(Buffer) + (usize)capacity * 8);
    Buffer *buffer = rt_alloc_try(rt, bytes);
    if (!buffer) return NULL;
    buffer->refs = 1;
    buffer->capacity = (u32)((bytes - sizeof(Buffer)) / 8);
    buffer->kind = kind;
    return buffer;
}

static void free_buffer(RtState *rt, Buffer *buffer) {
    if (buffer) rt_free_memory(rt, buffer, sizeof(Buffer) + (usize)buffer->capacity * 8);
}

List *list_new(RtState *rt, SlotKind kind, u32 capacity) {
    List *list = object_new(rt, sizeof *list, CLASS_LIST);
    list->kind = kind;
    list_set_len(list, 0);
    list->buffer = NULL;
    if (capacity) {
        list->buffer = new_buffer(rt, capacity, kind);
        if (!list->buffer) rt_fatal(rt, "MemoryError: list too long");
    }
    return list;
}

List *list_try_new(RtState *rt, SlotKind kind, u64 len) {
    Buffer *buffer = NULL;
    if (len) {
        buffer = len > LIST_LEN_MAX ? NULL : new_buffer(rt, (u32)len, kind);
        if (!buffer) {
            error_no_memory(rt);
            return NULL;
        }
    }
    List *list = list_new(rt, kind, 0);
    list->buffer = buffer;
    list_set_len(list, (u32)len);
    return list;
}

static void retain_slots(u64 *slots, u32 count, SlotKind kind) {
    if (kind == SLOT_VALUE) {
        for (u32 i = 0; i < count; i++) value_retain(slots[i]);
    } else if (kind == SLOT_INT) {
        for (u32 i = 0; i < count; i++) int_retain((IntWord)slots[i]);
    }
}

static void release_slots(RtState *rt, u64 *slots, u32 count, SlotKind kind) {
    if (kind == SLOT_VALUE) {
        // CPython's order: the last first.
        for (u32 i = count; i-- > 0;) value_release(rt, slots[i]);
    } else if (kind == SLOT_INT) {
        for (u32 i = 0; i < count; i++) int_release(rt, (IntWord)slots[i]);
    }
}

// Whoever holds the last reference of a buffer releases its elements.
static void drop_buffer(RtState *rt, Buffer *buffer, u32 len) {
    if (!buffer || --buffer->refs > 0) return;
    release_slots(rt, buffer->items, len, (SlotKind)buffer->kind);
    free_buffer(rt, buffer);
}

void list_free(RtState *rt, List *list) {
    drop_buffer(rt, list->buffer, list->len);
    object_give(rt, list, sizeof *list);
}
PART_ONLY(list_free, CLASS_LIST);

void rt_list_make_writable(RtState *rt, void *ref) {
    List *list = ref;
    Buffer *shared = list->buffer;
    if (shared && shared->refs > 1) {
        Buffer *copy = new_buffer(rt, list->len, (SlotKind)list->kind);
        if (!copy) rt_fatal(rt, "MemoryError: list too long");
        memcpy(copy->items, shared->items, (usize)list->len * 8);
        retain_slots(copy->items, list->len, (SlotKind)list->kind);
        shared->refs--;
        list->buffer = copy;
    }
    list->writable_len = list->len;
}

static void make_writable(RtState *rt, List *list) {
    if (UNLIKELY(list->writable_len != list->len)) rt_list_make_writable(rt, list);
}

static void grow(RtState *rt, List *list, u64 needed) {
    make_writable(rt, list);
    if (needed > LIST_LEN_MAX) rt_fatal(rt, "MemoryError: list too long");
    u64 capacity = needed + needed / 2 + 2;
    Buffer *buffer = new_buffer(rt, (u32)capacity, (SlotKind)list->kind);
    if (!buffer) rt_fatal(rt, "MemoryError: out of memory");
    if (list->buffer) {
        memcpy(buffer->items, list->buffer->items, (usize)list->len * 8);
        free_buffer(rt, list->buffer);
    }
    list->buffer = buffer;
}

void list_reserve(RtState *rt, List *list, u32 extra) {
    make_writable(rt, list);
    u64 needed = (u64)list->len + extra;
    if (!list->buffer || needed > list->buffer->capacity) grow(rt, list, needed);
}

static inline u64 *push_slot(RtState *rt, List *list) {
    Buffer *buffer = list->buffer;
    if (UNLIKELY(!buffer || list->len >= buffer->capacity || list->writable_len != list->len)) {
        list_reserve(rt, list, 1);
        buffer = list->buffer;
    }
    u32 index = list->len;
    list_set_len(list, index + 1);
    return &buffer->items[index];
}

// The slot's content for a value, with a reference of its own. False: does not fit.
static bool slot_content(RtState *rt, SlotKind kind, Value value, u64 *content) {
    *content = kind == SLOT_F64 ? 0 : VALUE_UNDEFINED;
    if (kind == SLOT_VALUE) {
        *content = value_retain(value);
        return true;
    }
    *content = 0;
    return slot_store(rt, content, kind, value);
}

Value list_get(RtState *rt, const List *list, u32 index) {
    return slot_value(rt, list_slots(list)[index], (SlotKind)list->kind);
}

bool list_append(RtState *rt, List *list, Value value) {
    u64 content;
    if (!slot_content(rt, (SlotKind)list->kind, value, &content)) return false;
    *push_slot(rt, list) = content;
    return true;
}

bool list_set(RtState *rt, List *list, u32 index, Value value) {
    make_writable(rt, list);
    return slot_store(rt, &list_slots(list)[index], (SlotKind)list->kind, value);
}

bool list_insert(RtState *rt, List *list, i64 index, Value value) {
    u64 content;
    if (!slot_content(rt, (SlotKind)list->kind, value, &content)) return false;
    if (index < 0) index += list->len;
    if (index < 0) index = 0;
    if (index > list->len) index = list->len;
    push_slot(rt, list);
    u64 *slots = list_slots(list);
    memmove(slots + index + 1, slots + index, (usize)(list->len - 1 - (u32)index) * 8);
    slots[index] = content;
    return true;
}

void list_clear(RtState *rt, List *list) {
    Buffer *buffer = list->buffer;
    u32 len = list->len;
    list->buffer = NULL;
    list_set_len(list, 0);
    drop_buffer(rt, buffer, len);
}

// Removes `count` elements start, start + step, …; step > 0.
void list_delete(RtState *rt, List *list, i64 start, i64 step, u32 count) {
    if (count == 0) return;
    make_writable(rt, list);
    u64 *slots = list_slots(list);
    u32 len = list->len;
    if (count == 1) {
        u64 old = slots[start];
        memmove(slots + start, slots + start + 1, (usize)(len - 1 - (u32)start) * 8);
        list_set_len(list, len - 1);
        release_slots(rt, &old, 1, (SlotKind)list->kind);
        return;
    }
    usize bytes = (usize)count * 8;
    u64 *removed = rt_alloc(rt, bytes);
    u32 removed_count = 0, kept = (u32)start;
    for (u32 i = (u32)start; i < len; i++) {
        bool is_hit = removed_count < count && ((i64)i - start) % step == 0;
        if (is_hit)
            removed[removed_count++] = slots[i];
        else
            slots[kept++] = slots[i];
    }
    list_set_len(list, kept);
    release_slots(rt, removed, removed_count, (SlotKind)list->kind);
    rt_free_memory(rt, removed, bytes);
}

List *list_slice(RtState *rt, const List *list, i64 start, i64 step, u32 count) {
    List *copy = list_new(rt, (SlotKind)list->kind, count);
    if (count == 0) return copy;
    u64 *to = list_slots(copy);
    const u64 *from = list_slots(list);
    if (step == 1)
        memcpy(to, from + start, (usize)count * 8);
    else
        for (u32 i = 0; i < count; i++) to[i] = from[start + (i64)i * step];
    list_set_len(copy, count);
    retain_slots(to, count, (SlotKind)list->kind);
    return copy;
}

// The elements of any iterable as a list of the kind that `like` has. NULL: exception.
static List *list_of_kind(RtState *rt, const List *like, Value iterable) {
    List *made = list_new(rt, (SlotKind)like->kind, 0);
    if (list_extend(rt, made, iterable)) return made;
    object_release(rt, made);
    return NULL;
}

bool list_assign_slice(RtState *rt, List *list, i64 start, i64 stop, i64 step, u32 count,
                       Value items) {
    List *source = list_of_kind(rt, list, items);
    if (!source) {
        if (error_is(rt, CLASS_TYPE_ERROR) && !value_is_ref(items)) {
            error_clear(rt);
            error_text(rt, CLASS_TYPE_ERROR, "must assign iterable to extended slice");
        }
        return false;
    }
    make_writable(rt, list);
    u32 new_count = source->len;
    SlotKind kind = (SlotKind)list->kind;
    if (step != 1) {
        if (new_count != count) {
            error_format(rt, CLASS_VALUE_ERROR,
                         "attempt to assign sequence of size %u to extended slice of size %u",
                         new_count, count);
            object_release(rt, source);
            return false;
        }
        // The old elements go to the source, which releases them.
        for (u32 i = 0; i < count; i++) {
            u64 *slot = &list_slots(list)[start + (i64)i * step];
            u64 old = *slot;
            *slot = list_slots(source)[i];
            list_slots(source)[i] = old;
        }
        object_release(rt, source);
        return true;
    }
    if (stop < start) stop = start;
    u32 old_count = (u32)(stop - start), len = list->len;
    u64 *removed = old_count ? rt_alloc(rt, (usize)old_count * 8) : NULL;
    if (old_count) memcpy(removed, list_slots(list) + start, (usize)old_count * 8);
    if (new_count > old_count) list_reserve(rt, list, new_count - old_count);
    if (list->buffer) {
        u64 *slots = list_slots(list);
        memmove(slots + start + new_count, slots + stop, (usize)(len - (u32)stop) * 8);
        if (new_count) memcpy(slots + start, list_slots(source), (usize)new_count * 8);
    }
    list_set_len(list, len - old_count + new_count);
    list_set_len(source, 0);  // its elements have moved
    object_release(rt, source);
    if (old_count) {
        release_slots(rt, removed, old_count, kind);
        rt_free_memory(rt, removed, (usize)old_count * 8);
    }
    return true;
}

static void append_slots(RtState *rt, List *list, const u64 *slots, u32 count) {
    list_reserve(rt, list, count);
    u64 *to = list_slots(list) + list->len;
    memcpy(to, slots, (usize)count * 8);
    retain_slots(to, count, (SlotKind)list->kind);
    list_set_len(list, list->len + count);
}

// CPython asks objects that have a length for it. Only what goes wrong there shows.
static bool ask_length(RtState *rt, Value iterable) {
    if (!class_has_methods(value_class(iterable)) || !class_find_user(rt, iterable, NAME_LEN))
        return true;
    if (!rt_len(rt, iterable).is_error) return true;
    if (!error_is(rt, CLASS_TYPE_ERROR)) return false;
    error_clear(rt);
    return true;
}

bool list_extend(RtState *rt, List *list, Value iterable) {
    if (value_is(iterable, CLASS_LIST)) {
        List *source = value_ref(iterable);
        if (source->len == 0) return true;
        if (source->kind == list->kind) {
            u32 count = source->len;
            list_reserve(rt, list, count);  // may move the elements when source is list
            append_slots(rt, list, list_slots(source), count);
            return true;
        }
    } else if (value_is(iterable, CLASS_TUPLE) && list->kind == SLOT_VALUE) {
        Tuple *source = value_ref(iterable);
        if (source->len) append_slots(rt, list, source->items, source->len);
        return true;
    }
    ResultWord iterator = rt_iter(rt, iterable);
    if (iterator.is_error) return false;
    bool is_good = ask_length(rt, iterable);
    while (is_good) {
        ResultWord item = rt_next(rt, iterator.value);
        is_good = !item.is_error;
        if (item.is_error || item.value == VALUE_UNDEFINED) break;
        if (list->kind == SLOT_VALUE) {
            *push_slot(rt, list) = item.value;
            continue;
        }
        is_good = list_append(rt, list, item.value);
        value_release(rt, item.value);
        if (!is_good) break;
    }
    value_release(rt, iterator.value);
    return is_good;
}

List *list_from_value(RtState *rt, Value iterable) {
    List *list = list_new(rt, SLOT_VALUE, 0);
    if (list_extend(rt, list, iterable)) return list;
    object_release(rt, list);
    return NULL;
}

void list_reverse(List *list) {
    if (list->len < 2) return;
    u64 *slots = list_slots(list);
    for (u32 i = 0, j = list->len - 1; i < j; i++, j--) {
        u64 kept = slots[i];
        slots[i] = slots[j];
        slots[j] = kept;
    }
}

// ---- calls of compiled code
void *rt_list_new(RtState *rt, u32 kind, i64 capacity) {
    gc_safepoint(rt);
    return list_new(rt, (SlotKind)kind, capacity > LIST_LEN_MAX ? LIST_LEN_MAX : (u32)capacity);
}

void rt_list_append_value(RtState *rt, void *list, Value value) {
    *push_slot(rt, list) = value;
}

void rt_list_append_int(RtState *rt, void *list, IntWord word) {
    *push_slot(rt, list) = (u64)word;
}

void rt_list_append_f64(RtState *rt, void *list, f64 number) {
    *push_slot(rt, list) = float_bits(number);
}

void *rt_list_from_values(RtState *rt, u32 kind, i64 count, void *values) {
    gc_safepoint(rt);
    List *list = list_new(rt, (SlotKind)kind, (u32)count);
    for (i64 i = 0; i < count; i++) {
        if (!list_append(rt, list, ((const Value *)values)[i]))
            rt_fatal(rt, "a list literal does not fit its kind");
    }
    return list;
}

// A copy of the elements in another kind; false and TypeError when one does not fit.
static bool append_converted(RtState *rt, List *to, const List *from) {
    if (from->len == 0) return true;
    if (to->kind == from->kind) {
        append_slots(rt, to, list_slots(from), from->len);
        return true;
    }
    list_reserve(rt, to, from->len);
    for (u32 i = 0; i < from->len; i++) {
        Value item = list_get(rt, from, i);
        bool is_good = list_append(rt, to, item);
        value_release(rt, item);
        if (!is_good) return false;
    }
    return true;
}

ResultRef rt_list_repeat(RtState *rt, void *ref, IntWord count_word, u32 kind) {
    List *list = ref;
    i64 count;
    if (!int_repeat_count(rt, count_word, &count)) return ref_error();
    if (count < 0 || list->len == 0) count = 0;
    if (count > LIST_LEN_MAX || (u64)count * list->len > LIST_LEN_MAX) {
        error_no_memory(rt);
        return ref_error();
    }
    u32 total = (u32)count * list->len, piece = list->len;
    if (total == 0) return ref_ok(list_new(rt, (SlotKind)kind, 0));
    List *made = list_try_new(rt, (SlotKind)kind, total);
    if (!made) return ref_error();
    list_set_len(made, 0);
    if (!append_converted(rt, made, list)) {
        object_release(rt, made);
        return ref_error();
    }
    u64 *slots = list_slots(made);
    if (piece == 1) {
        for (u32 i = 1; i < total; i++) slots[i] = slots[0];
    } else {
        for (u32 done = piece; done < total; done += piece)
            memcpy(slots + done, slots, (usize)piece * 8);
    }
    retain_slots(slots + piece, total - piece, (SlotKind)kind);
    list_set_len(made, total);
    return ref_ok(made);
}

void *rt_list_concat(RtState *rt, void *left, void *right, u32 kind) {
    List *made = list_new(rt, (SlotKind)kind, ((List *)left)->len + ((List *)right)->len);
    if (!append_converted(rt, made, left) || !append_converted(rt, made, right)) {
        rt_fatal(rt, "a concatenated list does not fit its kind");
    }
    return made;
}

void *rt_list_to_kind(RtState *rt, void *list, u32 kind) {
    List *made = list_new(rt, (SlotKind)kind, ((List *)list)->len);
    if (!append_converted(rt, made, list)) rt_fatal(rt, "a list does not fit its new kind");
    return made;
}

ResultRef rt_list_from_iterable(RtState *rt, Value iterable, u32 kind) {
    List *list = list_new(rt, (SlotKind)kind, 0);
    if (list_extend(rt, list, iterable)) return ref_ok(list);
    object_release(rt, list);
    return ref_error();
}

ResultRef rt_list_from_range(RtState *rt, IntWord start, IntWord stop, IntWord step, u32 kind) {
    if (int_is_small(start) && int_is_small(stop) && int_is_small(step) && step != 0) {
        u64 count = 0;
        if (step > 0 && start < stop) count = ((u64)stop - (u64)start - 1) / (u64)step + 1;
        if (step < 0 && start > stop) count = ((u64)start - (u64)stop - 1) / (0 - (u64)step) + 1;
        List *list = list_try_new(rt, (SlotKind)kind, count);
        if (!list) return ref_error();
        u64 *slots = count ? list_slots(list) : NULL;
        for (u64 i = 0; i < count; i++) {
            i64 number = start + (i64)i * step;
            slots[i] = kind == SLOT_INT ? (u64)number : value_from_small(number);
        }
        return ref_ok(list);
    }
    ResultWord range = iter_range_new(rt, start, stop, step);
    if (range.is_error) return ref_error();
    ResultRef list = rt_list_from_iterable(rt, range.value, kind);
    value_release(rt, range.value);
    return list;
}

// ---- tuples
Tuple *tuple_new(RtState *rt, u32 len) {
    if (len == 0) {
        Tuple *empty = rt_core(rt)->empty_tuple;
        if (empty) {
            object_retain(empty);
            return empty;
        }
    }
    Tuple *tuple = object_new(rt, sizeof *tuple + (usize)len * sizeof(Value), CLASS_TUPLE);
    tuple->len = len;
    tuple->hash = 0;
    // The collector may come by before the caller has filled it.
    for (u32 i = 0; i < len; i++) tuple->items[i] = VALUE_UNDEFINED;
    return tuple;
}

Tuple *tuple_from(RtState *rt, const Value *items, u32 len) {
    Tuple *tuple = tuple_new(rt, len);
    for (u32 i = 0; i < len; i++) tuple->items[i] = value_retain(items[i]);
    return tuple;
}

Tuple *tuple_from_value(RtState *rt, Value iterable) {
    if (value_is(iterable, CLASS_TUPLE)) {
        object_retain(value_ref(iterable));
        return value_ref(iterable);
    }
    List *list = list_from_value(rt, iterable);
    if (!list) return NULL;
    Tuple *tuple = tuple_new(rt, list->len);
    for (u32 i = 0; i < list->len; i++) tuple->items[i] = value_retain(list_slots(list)[i]);
    object_release(rt, list);
    return tuple;
}

void tuple_free(RtState *rt, Tuple *tuple) {
    for (u32 i = tuple->len; i-- > 0;) value_release(rt, tuple->items[i]);
    object_give(rt, tuple, sizeof *tuple + (usize)tuple->len * sizeof(Value));
}
PART_ONLY(tuple_free, CLASS_TUPLE);

Tuple *tuple_slice(RtState *rt, const Tuple *tuple, i64 start, i64 step, u32 count) {
    Tuple *made = tuple_new(rt, count);
    for (u32 i = 0; i < count; i++)
        made->items[i] = value_retain(tuple->items[start + (i64)i * step]);
    return made;
}

void *rt_tuple_new(RtState *rt, i64 count, void *values) {
    return tuple_from(rt, values, (u32)count);
}
