// Module gc: the collector of cycles from Python. There is one generation.
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/gc.h"
#include "runtime/core/int.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"

enum { GENERATION_LAST = 2, THRESHOLD_COUNT = 3, OBJECTS_OF_PAGE = 256 };

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

static Value three(RtState *rt, const i64 *numbers) {
    Value items[THRESHOLD_COUNT];
    for (u32 i = 0; i < THRESHOLD_COUNT; i++) items[i] = value_from_small(numbers[i]);
    return value_from_ref(tuple_from(rt, items, THRESHOLD_COUNT));
}

// There is one generation: what was made since the last collection and still lives.
ResultWord rt_native_GC_GET_COUNT(RtState *rt, const Value *args) {
    (void)args;
    u64 now = rt_core(rt)->heap.live_count, before = gc_of(rt)->live_before;
    return word_ok(three(rt, (i64[]){now > before ? (i64)(now - before) : 0, 0, 0}));
}

ResultWord rt_native_GC_GET_THRESHOLD(RtState *rt, const Value *args) {
    (void)args;
    return word_ok(three(rt, gc_of(rt)->thresholds));
}

// The first one of 0 switches the collector off. Below the one that we begin with collections come
// earlier: for as many objects with finalizers, and as many pages as that many objects may take.
ResultWord rt_native_GC_SET_THRESHOLD(RtState *rt, const Value *args) {
    Gc *gc = gc_of(rt);
    i64 numbers[THRESHOLD_COUNT];
    for (u32 i = 0; i < THRESHOLD_COUNT; i++) {
        numbers[i] = gc->thresholds[i];
        if (args[i] != VALUE_UNDEFINED && !int_size(rt, args[i], &numbers[i])) return word_error();
    }
    for (u32 i = 0; i < THRESHOLD_COUNT; i++) gc->thresholds[i] = numbers[i];
    i64 first = numbers[0] > 0 ? numbers[0] : 1;
    gc->finalizable_first = first < GC_FINALIZABLE_FIRST ? (u32)first : (u32)GC_FINALIZABLE_FIRST;
    gc->finalizable_limit = gc->finalizable_first;
    bool is_early = first < GC_THRESHOLD_FIRST;
    gc->limit_bytes = is_early ? GC_PAGE_BYTES * (1 + (u64)first / OBJECTS_OF_PAGE)
                               : (u64)GC_PAGES_FIRST * GC_PAGE_BYTES;
    return word_ok(VALUE_NONE);
}

ResultWord rt_native_GC_IS_FINALIZED(RtState *rt, const Value *args) {
    Dict *known = rt_core(rt)->finalized;
    bool is_error, is_known = false;
    if (value_is_ref(args[0]) && known)
        is_known = dict_find_peek(rt, known, value_from_small((i64)(uintptr_t)value_ref(args[0])),
                                  &is_error) != NULL;
    return word_ok(value_from_bool(is_known));
}

// Nothing is set apart by freeze(), and there is nothing to debug.
ResultWord rt_native_GC_GET_FREEZE_COUNT(RtState *rt, const Value *args) {
    (void)rt, (void)args;
    return word_ok(value_from_small(0));
}

ResultWord rt_native_GC_UNFREEZE(RtState *rt, const Value *args) {
    (void)rt, (void)args;
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
