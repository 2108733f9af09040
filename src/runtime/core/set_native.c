// The methods of set and frozenset.
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/set.h"
#include "runtime/core/str.h"

static ResultWord of_set(Set *set) {
    return set ? word_object(set) : word_error();
}

static ResultWord none(bool is_good) {
    return is_good ? word_ok(VALUE_NONE) : word_error();
}

static ResultWord answer(int truth) {
    return truth < 0 ? word_error() : word_ok(value_from_bool(truth));
}

ResultWord rt_native_NEW_SET(RtState *rt, const Value *args) {
    return of_set(args[0] == VALUE_UNDEFINED ? set_new(rt, CLASS_SET)
                                             : set_from_value(rt, CLASS_SET, args[0]));
}

ResultWord rt_native_NEW_FROZENSET(RtState *rt, const Value *args) {
    if (args[0] == VALUE_UNDEFINED) return of_set(set_new(rt, CLASS_FROZENSET));
    if (value_is(args[0], CLASS_FROZENSET)) return word_ok(value_retain(args[0]));
    return of_set(set_from_value(rt, CLASS_FROZENSET, args[0]));
}

ResultWord rt_native_SET_ADD(RtState *rt, const Value *args) {
    return none(set_add(rt, value_ref(args[0]), args[1]));
}

ResultWord rt_native_SET_CLEAR(RtState *rt, const Value *args) {
    set_clear(rt, value_ref(args[0]));
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_SET_COPY(RtState *rt, const Value *args) {
    if (value_is(args[0], CLASS_FROZENSET)) return word_ok(value_retain(args[0]));
    return of_set(set_copy(rt, value_ref(args[0]), value_class(args[0])));
}

ResultWord rt_native_SET_DISCARD(RtState *rt, const Value *args) {
    return none(set_discard(rt, value_ref(args[0]), args[1]) >= 0);
}

ResultWord rt_native_SET_REMOVE(RtState *rt, const Value *args) {
    int was_there = set_discard(rt, value_ref(args[0]), args[1]);
    if (was_there == 0) return error_key(rt, args[1]);
    return none(was_there > 0);
}

ResultWord rt_native_SET_POP(RtState *rt, const Value *args) {
    Value key = set_pop(rt, value_ref(args[0]));
    if (key != VALUE_UNDEFINED) return word_ok(key);
    Str *text = str_from_text(rt, "pop from an empty set");
    error_key(rt, value_from_ref(text));
    object_release(rt, text);
    return word_error();
}

// Folds `step` over *others, each result taking the place of the one before.
static ResultWord fold(RtState *rt, const Value *args, Set *(*step)(RtState *, Set *, Value)) {
    Tuple *others = value_ref(args[1]);
    Set *result = value_ref(args[0]);
    if (others->len == 0)
        return of_set(set_copy(rt, result, class_id_layout(result->head.class_id)));
    object_retain(result);
    for (u32 i = 0; i < others->len && result; i++) {
        Set *next = step(rt, result, others->items[i]);
        object_release(rt, result);
        result = next;
    }
    return of_set(result);
}

static ResultWord update_each(RtState *rt, Set *set, const Tuple *others,
                              bool (*step)(RtState *, Set *, Value)) {
    for (u32 i = 0; i < others->len; i++) {
        if (!step(rt, set, others->items[i])) return word_error();
    }
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_SET_DIFFERENCE(RtState *rt, const Value *args) {
    // As CPython: set - first other, then the rest is taken out of that.
    Tuple *others = value_ref(args[1]);
    Set *set = value_ref(args[0]);
    if (others->len == 0) return of_set(set_copy(rt, set, class_id_layout(set->head.class_id)));
    Set *result = set_difference(rt, set, others->items[0]);
    for (u32 i = 1; i < others->len && result; i++) {
        if (set_difference_update(rt, result, others->items[i])) continue;
        object_release(rt, result);
        result = NULL;
    }
    return of_set(result);
}

ResultWord rt_native_SET_DIFFERENCE_UPDATE(RtState *rt, const Value *args) {
    return update_each(rt, value_ref(args[0]), value_ref(args[1]), set_difference_update);
}

ResultWord rt_native_SET_INTERSECTION(RtState *rt, const Value *args) {
    return fold(rt, args, set_intersection);
}

ResultWord rt_native_SET_INTERSECTION_UPDATE(RtState *rt, const Value *args) {
    ResultWord result = rt_native_SET_INTERSECTION(rt, args);
    if (result.is_error) return result;
    set_swap(value_ref(args[0]), value_ref(result.value));
    value_release(rt, result.value);
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_SET_UNION(RtState *rt, const Value *args) {
    Tuple *others = value_ref(args[1]);
    Set *set = value_ref(args[0]);
    Set *result = set_copy(rt, set, class_id_layout(set->head.class_id));
    for (u32 i = 0; i < others->len; i++) {
        if (value_is_ref(others->items[i]) && value_ref(others->items[i]) == set) continue;
        if (set_update(rt, result, others->items[i])) continue;
        object_release(rt, result);
        return word_error();
    }
    return of_set(result);
}

ResultWord rt_native_SET_UPDATE(RtState *rt, const Value *args) {
    return update_each(rt, value_ref(args[0]), value_ref(args[1]), set_update);
}

ResultWord rt_native_SET_SYMMETRIC_DIFFERENCE(RtState *rt, const Value *args) {
    return of_set(set_symmetric_difference(rt, value_ref(args[0]), args[1]));
}

ResultWord rt_native_SET_SYMMETRIC_DIFFERENCE_UPDATE(RtState *rt, const Value *args) {
    return none(set_symmetric_difference_update(rt, value_ref(args[0]), args[1]));
}

ResultWord rt_native_SET_ISDISJOINT(RtState *rt, const Value *args) {
    return answer(set_is_disjoint(rt, value_ref(args[0]), args[1]));
}

ResultWord rt_native_SET_ISSUBSET(RtState *rt, const Value *args) {
    Set *other =
        value_is_set(args[1]) ? value_ref(args[1]) : set_from_value(rt, CLASS_SET, args[1]);
    if (!other) return word_error();
    int truth = set_is_subset(rt, value_ref(args[0]), other);
    if (!value_is_set(args[1])) object_release(rt, other);
    return answer(truth);
}

ResultWord rt_native_SET_ISSUPERSET(RtState *rt, const Value *args) {
    Set *other =
        value_is_set(args[1]) ? value_ref(args[1]) : set_from_value(rt, CLASS_SET, args[1]);
    if (!other) return word_error();
    int truth = set_is_subset(rt, other, value_ref(args[0]));
    if (!value_is_set(args[1])) object_release(rt, other);
    return answer(truth);
}
