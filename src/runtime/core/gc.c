// The collector (gc.h). Counting, marking, finalisers, the end.
#include "runtime/core/gc.h"

#include "runtime/core/call.h"
#include "runtime/core/class.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/generator_object.h"
#include "runtime/core/list.h"
#include "runtime/core/module.h"
#include "runtime/core/open.h"
#include "runtime/core/str.h"
#include "runtime/core/weak.h"

#include "base/check.h"

#include <string.h>

#define REACHED UINT32_MAX

typedef struct {
    RtState *rt;
    ValueStack work;         // reached, their references not followed yet
    ValueStack garbage;      // addresses
    ValueStack called;       // weak references to garbage that call someone
    ValueStack finalizable;  // addresses: garbage with __del__
    bool may_run_code;
} Collector;

// ---- objects with __del__
static Value address_key(const void *object) {
    return value_from_small((i64)(uintptr_t)object);
}

static Object *from_key(Value key) {
    return (Object *)(uintptr_t)value_small(key);
}

void gc_note_finalizable(RtState *rt, const void *object) {
    RtCore *core = rt_core(rt);
    if (!core->finalizable) core->finalizable = dict_new(rt, 0);
    Dict *known = core->finalizable;
    dict_set(rt, known, address_key(object), VALUE_NONE);
    if (gc_is_automatic(&core->gc) && known->len >= core->gc.finalizable_limit)
        core->gc.is_code_due = true;
}
PART_ONLY(gc_note_finalizable, PART_OPEN);

void gc_forget_finalizable(RtState *rt, const void *object) {
    Value old;
    Dict *known = rt_core(rt)->finalizable;
    if (known) dict_take(rt, known, address_key(object), &old);
}
PART_ONLY(gc_forget_finalizable, PART_OPEN);

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

// Whether its end runs code: a __del__ that did not run yet, or a generator that would go on to its
// finally clauses.
static bool has_finalizer(RtState *rt, const Object *object) {
    if (generator_is(value_from_ref(object))) {
        u32 state = ((const Generator *)(const void *)object)->state;
        return state > 0 && state < GENERATOR_ENDED;
    }
    if (!class_id_is_open(object->class_id)) return false;
    const RtCore *core = rt_core(rt);
    if (core->are_classes_gone || !class_get(rt, object->class_id)->has_finalizer) return false;
    bool is_error;
    return !core->finalized || !dict_find_peek(rt, core->finalized, address_key(object), &is_error);
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
    rt_core(c->rt)->gc.is_code_due |= gc_is_automatic(&rt_core(c->rt)->gc);
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

// Garbage with __del__, oldest first; while the counts are there.
static void gather_finalizable(Collector *c) {
    u32 at = 0;
    const Dict *known = rt_core(c->rt)->finalizable;
    for (DictEntry *entry; known && (entry = dict_next(known, &at));) {
        Object *object = from_key(entry->key);
        if (object_is_tracked(object->class_id) && *count_of(c->rt, object) != REACHED)
            value_stack_push(c->rt, &c->finalizable, (Value)(uintptr_t)object);
    }
}

static void find_garbage(Collector *c) {
    RtState *rt = c->rt;
    begin_counts(rt);
    gc_each_object(rt, subtract, rt);
    gc_each_object(rt, reach_held, c);
    if (!c->may_run_code) gc_each_object(rt, reach_finalizable, c);
    gc_each_object(rt, gather, c);
    if (c->may_run_code) {
        forget_garbage(c);
        c->finalizable.count = 0;
        gather_finalizable(c);
    }
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
    for (u32 i = 0; i < c->finalizable.count; i++)
        has_run |= open_finalize_early(c->rt, (Object *)(uintptr_t)c->finalizable.items[i]);
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

// ---- the end of the program
static void keep(Collector *c, Object *object) {
    object->refs++;
    value_stack_push(c->rt, &c->garbage, (Value)(uintptr_t)object);
}

// What the list of those with __del__ does not know: generators, and objects whose class got its
// __del__ later.
static void keep_other(void *context, Object *object) {
    Collector *c = context;
    bool is_other = generator_is(value_from_ref(object))
                        ? ((const Generator *)(const void *)object)->state < GENERATOR_ENDED
                        : has_finalizer(c->rt, object);
    if (is_other) keep(c, object);
}

void gc_finalize_all(RtState *rt) {
    RtCore *core = rt_core(rt);
    if (!core->has_finalizers && !core->gc.has_generators) return;
    Collector c = {.rt = rt, .may_run_code = true};
    Value pending = rt->exception;
    rt->exception = VALUE_UNDEFINED;
    u32 at = 0;
    const Dict *known = core->finalizable;
    for (DictEntry *entry; known && (entry = dict_next(known, &at));)
        keep(&c, from_key(entry->key));
    gc_each_object(rt, keep_other, &c);
    core->gc.is_running = true;  // nothing is collected while so much is held
    for (u32 i = 0; i < c.garbage.count; i++) {
        Object *object = (Object *)(uintptr_t)c.garbage.items[i];
        if (generator_is(value_from_ref(object)))
            generator_end(rt, (Generator *)(void *)object);
        else
            open_finalize_early(rt, object);
    }
    drop_garbage(&c);
    core->gc.is_running = false;
    rt->exception = pending;
    rt_free_memory(rt, c.garbage.items, c.garbage.capacity * sizeof(Value));
}
PART_HOOK(gc_finalize_all, PART_OPEN, CLASS_GENERATOR, CLASS_COROUTINE, CLASS_ASYNC_GENERATOR);

// ---- collections
// gc.callbacks: each is called with what begins or ends, and what is known of it.
PART_FUNCTION static void tell_callbacks(RtState *rt, const char *phase, u32 count) {
    Value module = rt_core(rt)->modules[NATIVE_OWNER_MODULE_GC - NATIVE_OWNER_BUILTINS - 1];
    if (module == VALUE_UNDEFINED) return;
    Str *name = str_from_text(rt, "callbacks");
    Value callbacks =
        rt_dict_get_str(rt, value_ref(((ModuleObject *)value_ref(module))->dict), name);
    object_release(rt, name);
    if (!value_is(callbacks, CLASS_LIST) || ((List *)value_ref(callbacks))->len == 0) {
        value_release(rt, callbacks);
        return;
    }
    static const char *const names[] = {"generation", "collected", "uncollectable"};
    Dict *info = dict_new(rt, 4);
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        Str *key = str_intern_text(rt, names[i]);
        rt_dict_set_str(rt, info, key, value_from_small(i == 0 ? 2 : i == 1 ? (i64)count : 0));
        object_release(rt, key);
    }
    Value args[] = {value_from_ref(str_from_text(rt, phase)), value_from_ref(info)};
    const List *list = value_ref(callbacks);
    for (u32 i = 0; i < list->len; i++) {
        Value callback = value_retain(list_slots(list)[i]);
        ResultWord result = call_value(rt, callback, args, COUNT_OF(args));
        if (result.is_error)
            exception_unraisable(rt, "GC callback", callback);
        else
            value_release(rt, result.value);
        value_release(rt, callback);
    }
    value_release(rt, args[0]);
    value_release(rt, args[1]);
    value_release(rt, callbacks);
}
PART_HOOK(tell_callbacks, CLASS_MODULE);

// So many more make the next collection due: half of those that live now, and more where there is
// much to be looked at.
static u32 limit_of(const RtCore *core, const Dict *known, u32 first) {
    u32 len = known ? known->len : 0;
    u64 growth = core->heap.live_count / GC_PIECES_FOR_ONE;
    if (growth < len / 2) growth = len / 2;
    if (growth < first) growth = first;
    return growth > UINT32_MAX - len ? UINT32_MAX : len + (u32)growth;
}

static void set_limits(RtState *rt) {
    RtCore *core = rt_core(rt);
    core->gc.finalizable_limit = limit_of(core, core->finalizable, core->gc.finalizable_first);
    core->gc.weak_limit = limit_of(core, core->weak_chains, GC_WEAK_FIRST);
    core->gc.is_code_due = false;
}

u32 gc_collect(RtState *rt, bool may_run_code) {
    Gc *gc = &rt_core(rt)->gc;
    if (gc->is_running) return 0;
    gc->is_running = true;
    Value pending = rt->exception;
    rt->exception = VALUE_UNDEFINED;
    Collector collector = {.rt = rt, .may_run_code = may_run_code};
    if (may_run_code) tell_callbacks(rt, "start", 0);
    u64 before = gc->page_count * (u64)GC_PAGE_BYTES;
    u32 count = collect(&collector);
    rt_free_memory(rt, collector.work.items, collector.work.capacity * sizeof(Value));
    rt_free_memory(rt, collector.garbage.items, collector.garbage.capacity * sizeof(Value));
    rt_free_memory(rt, collector.called.items, collector.called.capacity * sizeof(Value));
    rt_free_memory(rt, collector.finalizable.items, collector.finalizable.capacity * sizeof(Value));
    if (may_run_code) tell_callbacks(rt, "stop", count);
    rt->exception = pending;
    gc->run_count++;
    gc->grown_bytes = 0;
    gc->live_before = rt_core(rt)->heap.live_count;
    if (may_run_code) set_limits(rt);
    gc->limit_bytes = before > gc->limit_bytes ? before : gc->limit_bytes;
    gc->is_due = gc->is_running = false;
    return count;
}
PART_HOOK(gc_collect, CLASS_LIST, CLASS_DICT, CLASS_SET, CLASS_CELL, CLASS_FUNCTION, PART_METHODS,
          CLASS_GENERATOR, CLASS_COROUTINE);

void gc_run_due(RtState *rt) {
    Gc *gc = &rt_core(rt)->gc;
    if (gc->is_running || !gc_is_automatic(gc))
        gc->is_due = false;
    else
        gc_collect(rt, false);
}

void gc_run_code_due(RtState *rt) {
    Gc *gc = &rt_core(rt)->gc;
    if (gc->is_running) return;
    if (gc_is_automatic(gc)) gc_collect(rt, true);
    gc->is_code_due = false;
}
