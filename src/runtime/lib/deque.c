#include "runtime/lib/deque.h"

#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/int.h"
#include "runtime/core/methods/argument.h"
#include "runtime/lib/iterator.h"

enum { DEQUE_CAPACITY_MIN = 8 };

// ---- the ring
static List *ring_new(RtState *rt, u32 capacity) {
    List *ring = list_new(rt, SLOT_VALUE, capacity);
    for (u32 i = 0; i < capacity; i++) list_slots(ring)[i] = VALUE_NONE;
    list_set_len(ring, capacity);
    return ring;
}

Deque *deque_new(RtState *rt, i64 maxlen) {
    Deque *made = native_object_new(rt, CLASS_COLLECTIONS_DEQUE);
    made->ring = value_from_ref(ring_new(rt, DEQUE_CAPACITY_MIN));
    made->maxlen = maxlen;
    return made;
}

static void make_room(RtState *rt, Deque *deque) {
    List *old = value_ref(deque->ring);
    if (deque->len < old->len) return;
    if (old->len > LIST_LEN_MAX / 2) rt_fatal(rt, "MemoryError: deque too long");
    List *ring = ring_new(rt, old->len * 2);
    for (u64 i = 0; i < deque->len; i++) {
        Value *place = deque_place(deque, i);
        list_slots(ring)[i] = *place;
        *place = VALUE_NONE;
    }
    value_assign_take(rt, &deque->ring, value_from_ref(ring));
    deque->start = 0;
}

void deque_push_take(RtState *rt, Deque *deque, Value item) {
    deque->changes++;
    if (deque->maxlen >= 0 && (i64)deque->len >= deque->maxlen) {
        // A full one drops the item at the other end: with room for none, this one.
        Value dropped = deque->maxlen == 0 ? item : deque_pop_left(rt, deque);
        if (deque->maxlen > 0) {
            *deque_place(deque, deque->len) = item;
            deque->len++;
        }
        value_release(rt, dropped);
        return;
    }
    make_room(rt, deque);
    *deque_place(deque, deque->len) = item;
    deque->len++;
}

void deque_push_left_take(RtState *rt, Deque *deque, Value item) {
    deque->changes++;
    Value dropped = VALUE_NONE;
    if (deque->maxlen == 0) {
        value_release(rt, item);
        return;
    }
    if (deque->maxlen > 0 && (i64)deque->len >= deque->maxlen)
        dropped = deque_pop(rt, deque);
    else
        make_room(rt, deque);
    deque->start--;
    *deque_place(deque, 0) = item;
    deque->len++;
    value_release(rt, dropped);
}

static Value take_place(Value *place) {
    Value item = *place;
    *place = VALUE_NONE;
    return item;
}

Value deque_pop(RtState *rt, Deque *deque) {
    (void)rt;
    deque->changes++;
    deque->len--;
    return take_place(deque_place(deque, deque->len));
}

Value deque_pop_left(RtState *rt, Deque *deque) {
    (void)rt;
    deque->changes++;
    Value item = take_place(deque_place(deque, 0));
    deque->start++;
    deque->len--;
    return item;
}

void deque_clear(RtState *rt, Deque *deque) {
    deque->changes++;
    deque->start = deque->len = 0;
    value_assign_take(rt, &deque->ring, value_from_ref(ring_new(rt, DEQUE_CAPACITY_MIN)));
}

static bool extend_each(RtState *rt, Deque *deque, Value iterable,
                        void (*push)(RtState *rt, Deque *deque, Value item)) {
    // d.extend(d) doubles what was there.
    List *own = iterable == value_from_ref(deque) ? list_from_value(rt, iterable) : NULL;
    ResultWord source = rt_iter(rt, own ? value_from_ref(own) : iterable);
    if (own) object_release(rt, own);
    if (source.is_error) return false;
    ResultWord item;
    for (;;) {
        item = rt_next(rt, source.value);
        if (iterator_is_done(item)) break;
        push(rt, deque, item.value);
    }
    value_release(rt, source.value);
    return !item.is_error;
}

bool deque_extend(RtState *rt, Deque *deque, Value iterable) {
    return extend_each(rt, deque, iterable, deque_push_take);
}

// A subclass is asked to make its own: by its items, and maxlen where there is one.
static ResultWord copy_of_subclass(RtState *rt, Deque *deque) {
    const Value args[] = {value_from_ref(deque), value_from_small(deque->maxlen)};
    Value callee = value_from_ref(class_get(rt, deque->head.class_id));
    ResultWord made = call_value(rt, callee, args, deque->maxlen < 0 ? 1 : 2);
    if (made.is_error || value_has_layout(made.value, CLASS_COLLECTIONS_DEQUE)) return made;
    error_format(rt, CLASS_TYPE_ERROR, "%T() must return a deque, not %T", args[0], made.value);
    value_release(rt, made.value);
    return word_error();
}

ResultWord deque_copy(RtState *rt, Deque *deque) {
    bool is_open = class_id_is_open(deque->head.class_id);
    return is_open ? copy_of_subclass(rt, deque) : word_object(deque_copy_plain(rt, deque));
}

Deque *deque_copy_plain(RtState *rt, const Deque *deque) {
    Deque *made = deque_new(rt, deque->maxlen);
    for (u64 i = 0; i < deque->len; i++)
        deque_push_take(rt, made, value_retain(*deque_place(deque, i)));
    return made;
}

ResultWord deque_changed(RtState *rt) {
    return error_text(rt, CLASS_RUNTIME_ERROR, "deque mutated during iteration");
}

// ---- the class
static bool fill(RtState *rt, Deque *self, Value iterable, Value maxlen) {
    i64 limit = -1;
    if (!argument_is_none(maxlen)) {
        if (!value_is_int(maxlen) && !value_is_bool(maxlen)) {
            error_text(rt, CLASS_TYPE_ERROR, "an integer is required");
            return false;
        }
        if (!int_size(rt, maxlen, &limit)) return false;
        if (limit < 0) {
            error_text(rt, CLASS_VALUE_ERROR, "maxlen must be non-negative");
            return false;
        }
    }
    self->maxlen = limit;
    if (self->len > 0) deque_clear(rt, self);
    return argument_is_absent(iterable) || deque_extend(rt, self, iterable);
}

ResultWord rt_native_DEQUE_NEW(RtState *rt, const Value *args) {
    Deque *made = deque_new(rt, -1);
    if (fill(rt, made, args[0], args[1])) return word_object(made);
    object_release(rt, made);
    return word_error();
}

ResultWord rt_native_DEQUE_INIT(RtState *rt, const Value *args) {
    return fill(rt, value_ref(args[0]), args[1], args[2]) ? word_ok(VALUE_NONE) : word_error();
}

ResultWord rt_native_DEQUE_APPEND(RtState *rt, const Value *args) {
    deque_push_take(rt, value_ref(args[0]), value_retain(args[1]));
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_DEQUE_APPENDLEFT(RtState *rt, const Value *args) {
    deque_push_left_take(rt, value_ref(args[0]), value_retain(args[1]));
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_DEQUE_EXTEND(RtState *rt, const Value *args) {
    return deque_extend(rt, value_ref(args[0]), args[1]) ? word_ok(VALUE_NONE) : word_error();
}

ResultWord rt_native_DEQUE_EXTENDLEFT(RtState *rt, const Value *args) {
    return extend_each(rt, value_ref(args[0]), args[1], deque_push_left_take) ? word_ok(VALUE_NONE)
                                                                              : word_error();
}

static ResultWord pop_from_empty(RtState *rt) {
    return error_text(rt, CLASS_INDEX_ERROR, "pop from an empty deque");
}

ResultWord rt_native_DEQUE_POP(RtState *rt, const Value *args) {
    Deque *self = value_ref(args[0]);
    return self->len ? word_ok(deque_pop(rt, self)) : pop_from_empty(rt);
}

ResultWord rt_native_DEQUE_POPLEFT(RtState *rt, const Value *args) {
    Deque *self = value_ref(args[0]);
    return self->len ? word_ok(deque_pop_left(rt, self)) : pop_from_empty(rt);
}

ResultWord rt_native_DEQUE_CLEAR(RtState *rt, const Value *args) {
    deque_clear(rt, value_ref(args[0]));
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_DEQUE_COPY(RtState *rt, const Value *args) {
    return deque_copy(rt, value_ref(args[0]));
}

ResultWord rt_native_DEQUE_COPY_METHOD(RtState *rt, const Value *args) {
    return deque_copy(rt, value_ref(args[0]));
}

// (class, ((), maxlen), what was set on it, its items)
ResultWord rt_native_DEQUE_REDUCE(RtState *rt, const Value *args) {
    const Deque *self = value_ref(args[0]);
    Str *name = str_intern_text(rt, "__getstate__");
    ResultWord state = rt_call_method(rt, args[0], name, 0, NULL);
    object_release(rt, name);
    if (state.is_error) return state;
    ResultWord items = rt_iter(rt, args[0]);
    if (items.is_error) {
        value_release(rt, state.value);
        return items;
    }
    Tuple *given = tuple_new(rt, self->maxlen < 0 ? 0 : 2), *made = tuple_new(rt, 4);
    if (self->maxlen >= 0) {
        given->items[0] = value_from_ref(tuple_new(rt, 0));
        given->items[1] = value_from_small(self->maxlen);
    }
    made->items[0] = value_retain(value_from_ref(class_of(rt, args[0])));
    made->items[1] = value_from_ref(given);
    made->items[2] = state.value;
    made->items[3] = items.value;
    return word_object(made);
}

ResultWord rt_native_DEQUE_MAXLEN(RtState *rt, const Value *args) {
    (void)rt;
    Deque *self = value_ref(args[0]);
    return word_ok(self->maxlen < 0 ? VALUE_NONE : value_from_small(self->maxlen));
}

static void rotate(RtState *rt, Deque *self, i64 steps) {
    if (self->len < 2) return;
    steps %= (i64)self->len;
    if (steps < 0) steps += (i64)self->len;
    // The shorter way round; no item is dropped in between.
    i64 maxlen = self->maxlen;
    self->maxlen = -1;
    if ((u64)steps * 2 <= self->len) {
        for (; steps > 0; steps--) deque_push_left_take(rt, self, deque_pop(rt, self));
    } else {
        for (i64 i = (i64)self->len - steps; i > 0; i--)
            deque_push_take(rt, self, deque_pop_left(rt, self));
    }
    self->maxlen = maxlen;
}

ResultWord rt_native_DEQUE_ROTATE(RtState *rt, const Value *args) {
    i64 steps = 1;
    if (!argument_is_absent(args[1]) && !int_size(rt, args[1], &steps)) return word_error();
    rotate(rt, value_ref(args[0]), steps);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_DEQUE_REVERSE(RtState *rt, const Value *args) {
    (void)rt;
    Deque *self = value_ref(args[0]);
    for (u64 i = 0; i < self->len / 2; i++) {
        Value *left = deque_place(self, i), *right = deque_place(self, self->len - 1 - i);
        Value item = *left;
        *left = *right;
        *right = item;
    }
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_DEQUE_INSERT(RtState *rt, const Value *args) {
    Deque *self = value_ref(args[0]);
    i64 index;
    if (!int_size(rt, args[1], &index)) return word_error();
    if (self->maxlen >= 0 && (i64)self->len >= self->maxlen)
        return error_text(rt, CLASS_INDEX_ERROR, "deque already at its maximum size");
    i64 len = (i64)self->len;
    if (index < 0) index = index + len < 0 ? 0 : index + len;
    if (index > len) index = len;
    rotate(rt, self, -index);
    deque_push_left_take(rt, self, value_retain(args[2]));
    rotate(rt, self, index);
    return word_ok(VALUE_NONE);
}

static Value delete_at(RtState *rt, Deque *self, u64 index) {
    rotate(rt, self, -(i64)index);
    Value item = deque_pop_left(rt, self);
    rotate(rt, self, (i64)index);
    return item;
}

// Place of the first item equal to `value` from `start`; `*count` counts all where it is given.
// -1: none, -2: exception.
static i64 find(RtState *rt, Deque *self, Value value, i64 start, i64 stop, i64 *count) {
    u64 changes = self->changes;
    for (i64 i = start; i < stop && i < (i64)self->len; i++) {
        Value item = value_retain(*deque_place(self, (u64)i));
        ResultI32 equal = item == value ? i32_ok(1) : rt_compare_bool(rt, item, value, RT_EQ);
        value_release(rt, item);
        if (equal.is_error) return -2;
        if (equal.value && !count) return i;
        if (equal.value) ++*count;
        if (self->changes == changes) continue;
        deque_changed(rt);
        return -2;
    }
    return -1;
}

ResultWord rt_native_DEQUE_COUNT(RtState *rt, const Value *args) {
    i64 count = 0;
    return find(rt, value_ref(args[0]), args[1], 0, INT64_MAX, &count) == -2
               ? word_error()
               : word_ok(value_from_small(count));
}

ResultWord rt_native_DEQUE_INDEX(RtState *rt, const Value *args) {
    Deque *self = value_ref(args[0]);
    i64 start, stop;
    if (!argument_range(rt, args[2], args[3], (u32)self->len, &start, &stop)) return word_error();
    i64 place = find(rt, self, args[1], start, stop, NULL);
    if (place >= 0) return word_ok(value_from_small(place));
    if (place == -2) return word_error();
    ResultRef text = rt_repr(rt, args[1]);
    if (text.is_error) return word_error();
    error_format(rt, CLASS_VALUE_ERROR, "%S is not in deque", text.value);
    object_release(rt, text.value);
    return word_error();
}

ResultWord rt_native_DEQUE_REMOVE(RtState *rt, const Value *args) {
    Deque *self = value_ref(args[0]);
    i64 place = find(rt, self, args[1], 0, INT64_MAX, NULL);
    if (place == -2) return word_error();
    if (place == -1) {
        ResultRef text = rt_repr(rt, args[1]);
        if (text.is_error) return word_error();
        error_format(rt, CLASS_VALUE_ERROR, "%S is not in deque", text.value);
        object_release(rt, text.value);
        return word_error();
    }
    value_release(rt, delete_at(rt, self, (u64)place));
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_DEQUE_LEN(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_from_small((i64)((Deque *)value_ref(args[0]))->len));
}

ResultWord rt_native_DEQUE_CONTAINS(RtState *rt, const Value *args) {
    i64 place = find(rt, value_ref(args[0]), args[1], 0, INT64_MAX, NULL);
    return place == -2 ? word_error() : word_ok(value_from_bool(place >= 0));
}

// ---- items
static bool index_of(RtState *rt, const Deque *self, Value value, u64 *index) {
    bool is_int =
        value_is_int(value) || value_is_bool(value) || class_find_user(rt, value, NAME_INDEX);
    if (!is_int) {
        error_format(rt, CLASS_TYPE_ERROR, "sequence index must be integer, not '%T'", value);
        return false;
    }
    i64 at;
    if (!int_size(rt, value, &at)) return false;
    if (at < 0) at += (i64)self->len;
    *index = (u64)at;
    if (at >= 0 && at < (i64)self->len) return true;
    error_text(rt, CLASS_INDEX_ERROR, "deque index out of range");
    return false;
}

ResultWord rt_native_DEQUE_GETITEM(RtState *rt, const Value *args) {
    Deque *self = value_ref(args[0]);
    u64 index;
    if (!index_of(rt, self, args[1], &index)) return word_error();
    return word_ok(value_retain(*deque_place(self, index)));
}

ResultWord rt_native_DEQUE_SETITEM(RtState *rt, const Value *args) {
    Deque *self = value_ref(args[0]);
    u64 index;
    if (!index_of(rt, self, args[1], &index)) return word_error();
    value_assign_take(rt, deque_place(self, index), value_retain(args[2]));
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_DEQUE_DELITEM(RtState *rt, const Value *args) {
    Deque *self = value_ref(args[0]);
    u64 index;
    if (!index_of(rt, self, args[1], &index)) return word_error();
    value_release(rt, delete_at(rt, self, index));
    return word_ok(VALUE_NONE);
}
