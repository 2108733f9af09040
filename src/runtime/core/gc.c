// The collector (gc.h). Counting, marking, finalisers, the end.
#include "runtime/core/gc.h"

#include "runtime/core/call.h"
#include "runtime/core/class.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/generator_object.h"
#include "runtime/core/open.h"
#include "runtime/core/unit.h"
#include "runtime/core/weak.h"

#include "base/check.h"

#include <string.h>

#define REACHED UINT32_MAX

typedef struct {
    RtState *rt;
    ValueStack work;     // reached, their references not followed yet
    ValueStack garbage;  // addresses
    ValueStack called;   // weak references to garbage that call someone
    bool may_run_code;
} Collector;

// ---- walking
void gc_each_object(RtState *rt, GcEach *each, void *context) {
    Gc *gc = &rt_core(rt)->gc;
    for (GcPage *page = gc->pages; page; page = page->next) {
        u8 *piece = (u8 *)page + GC_PAGE_HEAD;
        for (u32 i = 0; i < page->piece_count; i++, piece += page->piece_bytes) {
            if (((Object *)(void *)piece)->refs) each(context, (Object *)(void *)piece);
        }
    }
    for (u32 i = 0; i < gc->large.count; i++) {
        Object *object = (Object *)(uintptr_t)gc->large.items[i];
        if (object->refs) each(context, object);
    }
}

// ---- a number beside each object: its page's, or in the word before a large one
static bool is_large(RtState *rt, const Object *object) {
    usize bytes = 0;
    switch (class_id_layout(object->class_id)) {
    case CLASS_TUPLE:
        bytes = sizeof(Tuple) + ((const Tuple *)(const void *)object)->len * sizeof(Value);
        break;
    case CLASS_FUNCTION:
        bytes = sizeof(Func) +
                ((const Func *)(const void *)object)->spec->capture_count * sizeof(Value);
        break;
    case CLASS_GENERATOR:
    case CLASS_COROUTINE:
    case CLASS_ASYNC_GENERATOR:
        bytes = sizeof(Generator) +
                ((const Generator *)(const void *)object)->spec->capture_count * sizeof(u64);
        break;
    default:
        bytes = sizeof(Instance) + class_get(rt, object->class_id)->slot_count * sizeof(u64);
        break;
    }
    return bytes > HEAP_SMALL_MAX;
}

static u32 *count_of(RtState *rt, const Object *object) {
    if (UNLIKELY(is_large(rt, object))) return (u32 *)(uintptr_t)object - 1;
    uintptr_t address = (uintptr_t)object;
    GcPage *page = (GcPage *)(address & ~(uintptr_t)(GC_PAGE_BYTES - 1));
    u32 offset = (u32)(address - (uintptr_t)page) - GC_PAGE_HEAD;
    return &page->counts[offset / page->piece_bytes];
}

static void begin_counts(RtState *rt) {
    Gc *gc = &rt_core(rt)->gc;
    for (GcPage *page = gc->pages; page; page = page->next) {
        page->counts = rt_alloc(rt, page->piece_count * sizeof(u32));
        u8 *piece = (u8 *)page + GC_PAGE_HEAD;
        for (u32 i = 0; i < page->piece_count; i++, piece += page->piece_bytes)
            page->counts[i] = ((Object *)(void *)piece)->refs;
    }
    for (u32 i = 0; i < gc->large.count; i++) {
        Object *object = (Object *)(uintptr_t)gc->large.items[i];
        *count_of(rt, object) = object->refs;
    }
}

static void end_counts(RtState *rt) {
    for (GcPage *page = rt_core(rt)->gc.pages; page; page = page->next) {
        rt_free_memory(rt, page->counts, page->piece_count * sizeof(u32));
        page->counts = NULL;
    }
}

// ---- references from other objects do not count
static void subtract_child(void *context, Object *child) {
    u32 *count = count_of(context, child);
    CHECK(*count > 0);  // else gc_visit told more than the object owns
    --*count;
}

static void subtract(void *context, Object *object) {
    gc_visit(context, object, subtract_child, context);
}

// ---- what is held from outside lives, and all it leads to
static void reach(void *context, Object *object) {
    Collector *c = context;
    u32 *count = count_of(c->rt, object);
    if (*count == REACHED) return;
    *count = REACHED;
    value_stack_push(c->rt, &c->work, (Value)(uintptr_t)object);
}

static void follow(Collector *c) {
    while (c->work.count > 0) {
        Object *object = (Object *)(uintptr_t)c->work.items[--c->work.count];
        gc_visit(c->rt, object, reach, c);
    }
}

static void reach_held(void *context, Object *object) {
    Collector *c = context;
    if (*count_of(c->rt, object) == 0) return;
    reach(c, object);
    follow(c);
}

// Whether its end runs code: __del__, or a generator that would go on to its finally clauses.
static bool has_finalizer(RtState *rt, const Object *object) {
    if (generator_is(value_from_ref(object))) {
        u32 state = ((const Generator *)(const void *)object)->state;
        return state > 0 && state < GENERATOR_ENDED;
    }
    return class_id_is_open(object->class_id) && class_get(rt, object->class_id)->has_finalizer;
}

// Weak references to garbage forget it before anything runs; those that are garbage too call
// nobody.
static void forget_garbage(Collector *c) {
    if (!rt_core(c->rt)->weak_chains) return;
    for (u32 i = 0; i < c->garbage.count; i++)
        weak_forget(c->rt, (const Object *)(uintptr_t)c->garbage.items[i], &c->called);
    u32 kept = 0;
    for (u32 i = 0; i < c->called.count; i++) {
        Value reference = c->called.items[i];
        if (*count_of(c->rt, value_ref(reference)) == REACHED)
            c->called.items[kept++] = reference;
        else
            ((Object *)value_ref(reference))->refs--;  // gather keeps it
    }
    c->called.count = kept;
}

static void reach_finalizable(void *context, Object *object) {
    Collector *c = context;
    if (*count_of(c->rt, object) == REACHED ||
        !(has_finalizer(c->rt, object) || weak_has_callback(c->rt, object)))
        return;
    reach(c, object);
    follow(c);
}

// What is left gets a reference, so that nothing of it dies under our hands.
static void gather(void *context, Object *object) {
    Collector *c = context;
    if (*count_of(c->rt, object) == REACHED) return;
    object->refs++;
    value_stack_push(c->rt, &c->garbage, (Value)(uintptr_t)object);
}

static void find_garbage(Collector *c) {
    RtState *rt = c->rt;
    begin_counts(rt);
    gc_each_object(rt, subtract, rt);
    gc_each_object(rt, reach_held, c);
    if (!c->may_run_code) gc_each_object(rt, reach_finalizable, c);
    gc_each_object(rt, gather, c);
    if (c->may_run_code) forget_garbage(c);
    end_counts(rt);
}

static void drop_garbage(Collector *c) {
    while (c->garbage.count > 0)
        object_release(c->rt, (void *)(uintptr_t)c->garbage.items[--c->garbage.count]);
}

// Finalisers first, while everything is whole (PEP 442). True when some ran: then what they did to
// the rest has to be looked at.
static bool run_finalizers(Collector *c) {
    bool has_run = false;
    for (u32 i = 0; i < c->garbage.count; i++) {
        Object *object = (Object *)(uintptr_t)c->garbage.items[i];
        if (!has_finalizer(c->rt, object)) continue;
        has_run |= generator_is(value_from_ref(object))
                       ? generator_finalize_early(c->rt, (Generator *)(void *)object)
                       : open_finalize_early(c->rt, object);
    }
    return has_run;
}

static u32 collect(Collector *c) {
    find_garbage(c);
    if (c->called.count) weak_call(c->rt, &c->called);
    if (c->may_run_code && run_finalizers(c)) {
        drop_garbage(c);
        find_garbage(c);
        if (c->called.count) weak_call(c->rt, &c->called);
    }
    u32 count = c->garbage.count;
    for (u32 i = 0; i < count; i++) gc_clear(c->rt, (Object *)(uintptr_t)c->garbage.items[i]);
    drop_garbage(c);
    return count;
}

// Objects with a finaliser, in the order in which the module's variables lead to them.
static void note_finalizable(void *context, Object *object) {
    Collector *c = context;
    u32 *count = count_of(c->rt, object);
    if (*count == REACHED) return;
    *count = REACHED;
    if (has_finalizer(c->rt, object)) {
        object->refs++;
        value_stack_push(c->rt, &c->garbage, (Value)(uintptr_t)object);
    }
    value_stack_push(c->rt, &c->work, (Value)(uintptr_t)object);
}

static void note_from(Collector *c, Value value) {
    if (!value_is_ref(value)) return;
    Object *object = value_ref(value);
    if (!object_is_tracked(object->class_id)) return;
    note_finalizable(c, object);
    while (c->work.count > 0) {
        Object *next = (Object *)(uintptr_t)c->work.items[--c->work.count];
        gc_visit(c->rt, next, note_finalizable, c);
    }
}

void gc_finalize_globals(RtState *rt) {
    const RtCore *core = rt_core(rt);
    Collector c = {.rt = rt, .may_run_code = true};
    begin_counts(rt);
    for (u32 i = 0; i < core->unit_count; i++) {
        const LoadedUnit *unit = core->units[i];
        if (!unit->is_final) continue;
        for (u32 k = 0; k < unit->global_count; k++) {
            if (unit->global_kinds[k] == SLOT_VALUE)
                note_from(&c, unit->block[unit->const_count + k]);
        }
    }
    end_counts(rt);
    Value pending = rt->exception;
    rt->exception = VALUE_UNDEFINED;
    run_finalizers(&c);
    for (u32 i = 0; i < c.garbage.count; i++)
        object_release(rt, (void *)(uintptr_t)c.garbage.items[i]);
    rt->exception = pending;
    rt_free_memory(rt, c.work.items, c.work.capacity * sizeof(Value));
    rt_free_memory(rt, c.garbage.items, c.garbage.capacity * sizeof(Value));
}

u32 gc_collect(RtState *rt, bool may_run_code) {
    Gc *gc = &rt_core(rt)->gc;
    if (gc->is_running) return 0;
    gc->is_running = true;
    Value pending = rt->exception;
    rt->exception = VALUE_UNDEFINED;
    Collector collector = {.rt = rt, .may_run_code = may_run_code};
    u64 before = gc->page_count * (u64)GC_PAGE_BYTES;
    u32 count = collect(&collector);
    rt_free_memory(rt, collector.work.items, collector.work.capacity * sizeof(Value));
    rt_free_memory(rt, collector.garbage.items, collector.garbage.capacity * sizeof(Value));
    rt->exception = pending;
    gc->run_count++;
    gc->grown_bytes = 0;
    gc->limit_bytes = before > gc->limit_bytes ? before : gc->limit_bytes;
    gc->is_due = gc->is_running = false;
    return count;
}

void gc_run_due(RtState *rt) {
    Gc *gc = &rt_core(rt)->gc;
    if (gc->is_running || !gc->is_enabled)
        gc->is_due = false;
    else
        gc_collect(rt, false);
}
