// itertools whose iterators share a source: groupby and tee.
#include "runtime/core/call.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/methods/argument.h"
#include "runtime/lib/iterator.h"

// ---- groupby. Each group's iterator takes items as long as it is the newest and the key holds.
typedef struct {
    Object head;
    Value source, key_function, target, key, value;  // the last three: UNDEFINED at first
    u64 group;                                       // number of the newest group
} GroupBy;
NATIVE_CLASS_CHECK(GroupBy, ITERTOOLS_GROUPBY);

typedef struct {
    Object head;
    Value parent, target;
    u64 group;
} Grouper;
NATIVE_CLASS_CHECK(Grouper, ITERTOOLS_GROUPER);
ITERATOR_IS_ITSELF(GROUPBY)
ITERATOR_IS_ITSELF(GROUPER)

ResultWord rt_native_GROUPBY_NEW(RtState *rt, const Value *args) {
    GroupBy *made = iterator_new_over(rt, CLASS_ITERTOOLS_GROUPBY, args[0]);
    if (!made) return word_error();
    made->key_function = argument_is_none(args[1]) ? VALUE_NONE : value_retain(args[1]);
    made->target = made->key = made->value = VALUE_UNDEFINED;
    return word_object(made);
}

// Reads the next item and its key. 1: there is one, 0: the end, -1: exception.
static int groupby_step(RtState *rt, GroupBy *self) {
    ResultWord item = iterator_next(rt, self->source);
    if (iterator_is_done(item)) return item.is_error ? -1 : 0;
    ResultWord key = self->key_function == VALUE_NONE
                         ? word_ok(value_retain(item.value))
                         : call_value(rt, self->key_function, &item.value, 1);
    if (key.is_error) {
        value_release(rt, item.value);
        return -1;
    }
    value_assign_take(rt, &self->value, item.value);
    value_assign_take(rt, &self->key, key.value);
    return 1;
}

static int keys_equal(RtState *rt, Value left, Value right) {
    value_retain(left);
    value_retain(right);
    ResultI32 equal = left == right ? i32_ok(1) : rt_compare_bool(rt, left, right, RT_EQ);
    value_release(rt, left);
    value_release(rt, right);
    return equal.is_error ? -1 : (int)equal.value;
}

ResultWord rt_native_GROUPBY_NEXT(RtState *rt, const Value *args) {
    GroupBy *self = value_ref(args[0]);
    self->group++;
    // Skips what is left of the group before.
    for (;;) {
        if (self->key != VALUE_UNDEFINED) {
            if (self->target == VALUE_UNDEFINED) break;
            int equal = keys_equal(rt, self->target, self->key);
            if (equal < 0) return word_error();
            if (equal == 0) break;
        }
        int step = groupby_step(rt, self);
        if (step <= 0) return step < 0 ? word_error() : word_ok(VALUE_UNDEFINED);
    }
    value_assign_take(rt, &self->target, value_retain(self->key));
    Grouper *group = native_object_new(rt, CLASS_ITERTOOLS_GROUPER);
    group->parent = value_retain(args[0]);
    group->target = value_retain(self->target);
    group->group = self->group;
    Tuple *pair = tuple_new(rt, 2);
    pair->items[0] = value_retain(self->key);
    pair->items[1] = value_from_ref(group);
    return word_object(pair);
}

ResultWord rt_native_GROUPER_NEXT(RtState *rt, const Value *args) {
    Grouper *self = value_ref(args[0]);
    GroupBy *parent = value_ref(self->parent);
    if (parent->group != self->group) return word_ok(VALUE_UNDEFINED);
    if (parent->value == VALUE_UNDEFINED) {
        int step = groupby_step(rt, parent);
        if (step <= 0) return step < 0 ? word_error() : word_ok(VALUE_UNDEFINED);
    }
    int equal = keys_equal(rt, self->target, parent->key);
    if (equal <= 0) return equal < 0 ? word_error() : word_ok(VALUE_UNDEFINED);
    Value item = parent->value;
    parent->value = VALUE_UNDEFINED;
    value_assign_take(rt, &parent->key, VALUE_UNDEFINED);
    if (item == VALUE_UNDEFINED) return word_ok(VALUE_UNDEFINED);
    // The key stays known for the step to the next group: it is the target.
    return word_ok(item);
}

// ---- tee. The items read so far are in links; what no iterator can reach any more is freed.
typedef struct {
    Object head;
    Value link;
    i64 place;
} Tee;
NATIVE_CLASS_CHECK(Tee, ITERTOOLS_TEE);

typedef struct {
    Object head;
    Value source, items, next;  // next: None until it is needed
} TeeLink;
NATIVE_CLASS_CHECK(TeeLink, ITERTOOLS_TEE_LINK);
ITERATOR_IS_ITSELF(TEE)

enum { TEE_LINK_ITEMS = 57 };

static Value link_new(RtState *rt, Value source) {
    TeeLink *made = native_object_new(rt, CLASS_ITERTOOLS_TEE_LINK);
    made->source = value_retain(source);
    made->items = value_from_ref(list_new(rt, SLOT_VALUE, 0));
    return value_from_ref(made);
}

static Value tee_copy(RtState *rt, const Tee *from) {
    Tee *made = native_object_new(rt, CLASS_ITERTOOLS_TEE);
    made->link = value_retain(from->link);
    made->place = from->place;
    return value_from_ref(made);
}

ResultWord rt_native_TEE_COPY(RtState *rt, const Value *args) {
    return word_ok(tee_copy(rt, value_ref(args[0])));
}

ResultWord rt_native_ITERTOOLS_TEE(RtState *rt, const Value *args) {
    i64 count = 2;
    if (!argument_is_absent(args[1]) && !int_size(rt, args[1], &count)) return word_error();
    if (count < 0) return error_text(rt, CLASS_VALUE_ERROR, "n must be >= 0");
    if (count > LIST_LEN_MAX) return error_no_memory(rt);
    if (count == 0) return word_object(tuple_new(rt, 0));
    ResultWord source = rt_iter(rt, args[0]);
    if (source.is_error) return source;
    Value first;
    if (value_is(source.value, CLASS_ITERTOOLS_TEE)) {
        first = tee_copy(rt, value_ref(source.value));
    } else {
        Tee *made = native_object_new(rt, CLASS_ITERTOOLS_TEE);
        made->link = link_new(rt, source.value);
        first = value_from_ref(made);
    }
    value_release(rt, source.value);
    Tuple *all = tuple_new(rt, (u32)count);
    all->items[0] = first;
    for (u32 i = 1; i < all->len; i++) all->items[i] = tee_copy(rt, value_ref(first));
    return word_object(all);
}

ResultWord rt_native_TEE_NEXT(RtState *rt, const Value *args) {
    Tee *self = value_ref(args[0]);
    TeeLink *link = value_ref(self->link);
    if (self->place == TEE_LINK_ITEMS) {
        if (link->next == VALUE_NONE) link->next = link_new(rt, link->source);
        value_assign_take(rt, &self->link, value_retain(link->next));
        self->place = 0;
        link = value_ref(self->link);
    }
    List *items = value_ref(link->items);
    if (self->place < items->len) return word_ok(list_get(rt, items, (u32)self->place++));
    Value held = value_retain(self->link);
    ResultWord item = iterator_next(rt, link->source);
    if (!iterator_is_done(item)) {
        list_append(rt, items, item.value);
        self->place++;
    }
    value_release(rt, held);
    return item;
}
