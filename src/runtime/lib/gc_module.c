// Module gc: the collector of cycles from Python. There is one generation.
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/gc.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"

enum { GENERATION_LAST = 2, THRESHOLD_COUNT = 3 };

static Gc *gc_of(RtState *rt) {
    return &rt_core(rt)->gc;
}

ResultWord rt_native_GC_COLLECT(RtState *rt, const Value *args) {
    if (args[0] != VALUE_UNDEFINED) {
        i64 generation;
        if (!int_size(rt, args[0], &generation)) return word_error();
        if (generation < 0 || generation > GENERATION_LAST)
            return error_text(rt, CLASS_VALUE_ERROR, "invalid generation");
    }
    return word_ok(value_from_small(gc_collect(rt, true)));
}

ResultWord rt_native_GC_ENABLE(RtState *rt, const Value *args) {
    (void)args;
    gc_of(rt)->is_enabled = true;
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_GC_DISABLE(RtState *rt, const Value *args) {
    (void)args;
    gc_of(rt)->is_enabled = false;
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_GC_ISENABLED(RtState *rt, const Value *args) {
    (void)args;
    return word_ok(value_from_bool(gc_of(rt)->is_enabled));
}

static Value three(RtState *rt, i64 first) {
    Value items[THRESHOLD_COUNT] = {value_from_small(first), value_from_small(0),
                                    value_from_small(0)};
    return value_from_ref(tuple_from(rt, items, THRESHOLD_COUNT));
}

// Pages of objects since the last collection.
ResultWord rt_native_GC_GET_COUNT(RtState *rt, const Value *args) {
    (void)args;
    return word_ok(three(rt, (i64)(gc_of(rt)->grown_bytes / GC_PAGE_BYTES)));
}

ResultWord rt_native_GC_GET_THRESHOLD(RtState *rt, const Value *args) {
    (void)args;
    return word_ok(three(rt, (i64)(gc_of(rt)->limit_bytes / GC_PAGE_BYTES)));
}

// In pages; 0 switches the collector off, as CPython's first threshold does.
ResultWord rt_native_GC_SET_THRESHOLD(RtState *rt, const Value *args) {
    i64 pages;
    if (!int_size(rt, args[0], &pages)) return word_error();
    gc_of(rt)->is_enabled = pages > 0;
    if (pages > 0) gc_of(rt)->limit_bytes = (u64)pages * GC_PAGE_BYTES;
    return word_ok(VALUE_NONE);
}

static void append_object(void *context, Object *object) {
    value_stack_push(((RtState **)context)[0], ((ValueStack **)context)[1], value_from_ref(object));
}

// Gathered before the list is made: it would be among them.
ResultWord rt_native_GC_GET_OBJECTS(RtState *rt, const Value *args) {
    (void)args;
    ValueStack found = {0};
    void *context[] = {rt, &found};
    gc_each_object(rt, append_object, context);
    List *list = list_new(rt, SLOT_VALUE, found.count);
    for (u32 i = 0; i < found.count; i++) list_append(rt, list, found.items[i]);
    rt_free_memory(rt, found.items, found.capacity * sizeof(Value));
    return word_object(list);
}

ResultWord rt_native_GC_IS_TRACKED(RtState *rt, const Value *args) {
    (void)rt;
    bool is_object = value_is_ref(args[0]);
    return word_ok(
        value_from_bool(is_object && object_is_tracked(((Object *)value_ref(args[0]))->class_id)));
}

ResultWord rt_native_GC_FREEZE(RtState *rt, const Value *args) {
    (void)rt, (void)args;
    return word_ok(VALUE_NONE);
}
