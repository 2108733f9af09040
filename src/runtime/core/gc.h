// runtime/core/gc.h — memory of the objects that may be part of a cycle, and the collector of
// cycles that nobody refers to any more.
//
//   GcPage (16 KiB, aligned): head, then pieces of one size. A piece whose first word (the count of
//   references) is 0 is free, all others are objects: so the collector can walk them all.
//   Objects above HEAP_SMALL_MAX bytes lie alone and are listed in Gc.large.
//
// The collector (gc.c) counts for each object the references that come from other such objects.
// What has more than that is held from outside: by variables, the machine's stack, the runtime.
// These objects and all that they lead to live; the rest is garbage (trial deletion: the first half
// of CPython's collector). It is exact about what it visits and careful about the rest: a reference
// that gc_visit does not tell counts as one from outside.
//
// It runs where compiled code asks for a new container (gc_safepoint): there every object is
// complete. Compiled code does not expect that Python code runs there: garbage with finalisers
// waits until a function is called by its object (gc_codepoint). How often: when as much memory was
// taken for objects as was left after the last run, but at least GC_PAGES_FIRST pages. Where no
// object dies by counting alone a program pays nothing else.
#pragma once

#include "runtime/core/result.h"
#include "runtime/core/state.h"

enum {
    GC_PAGE_BYTES = 16 * 1024,
    GC_PAGE_HEAD = 32,
    GC_PAGES_FIRST = 2048,  // 32 MiB
};

struct GcPage {
    GcPage *next;
    u32 *counts;  // during a collection, by piece
    u32 piece_bytes, piece_count;
};

// Whether objects of the class may be part of a cycle: then they come from gc_new.
static inline bool object_is_tracked(u32 class_id) {
    switch (class_id_layout(class_id)) {
    case CLASS_TYPE:
    case CLASS_INT:
    case CLASS_FLOAT:
    case CLASS_COMPLEX:
    case CLASS_STR:
    case CLASS_BYTES:
    case CLASS_BYTEARRAY:
    case CLASS_RANGE:
    case CLASS_SLICE:
    case CLASS_CODE:
    case CLASS_FOREIGN:
    case CLASS_TEXT_FILE:
    case CLASS_RANDOM:
    case CLASS_NATIVE_STATE:
    case CLASS_TRACEBACK: return false;
    default: return true;
    }
}

// Whether collections come by themselves.
static inline bool gc_is_automatic(const Gc *gc) {
    return gc->is_enabled && gc->thresholds[0] > 0;
}

// ---- gc_heap.c
void *gc_take(RtState *rt, usize bytes);  // one piece; never NULL
void gc_give_large(RtState *rt, void *object, usize bytes);
void gc_free_all(RtState *rt);  // the state ends: what the lists themselves take

// A new object of a class that gc_visit knows, with one reference. `bytes` as at its end.
static inline void *gc_new(RtState *rt, usize bytes, u32 class_id) {
    Heap *heap = &rt_core(rt)->heap;
    usize words = bytes <= 2 * sizeof(u64) ? 2 : (bytes + 7) / 8;
    Object *object;
    ObjectFree *piece = words < HEAP_SMALL_COUNT ? heap->object_lists[words] : NULL;
    if (LIKELY(piece && !heap->fail_after)) {
        heap->object_lists[words] = piece->next;
        heap->live_count++;
        unpoison(piece, words * 8);
        object = (Object *)(void *)piece;
    } else {
        object = gc_take(rt, words * 8);
    }
    object->refs = 1;
    object->class_id = class_id;
    return object;
}

// The end of an object from gc_new.
static inline void gc_give(RtState *rt, void *object, usize bytes) {
    Heap *heap = &rt_core(rt)->heap;
    usize words = bytes <= 2 * sizeof(u64) ? 2 : (bytes + 7) / 8;
    if (UNLIKELY(words >= HEAP_SMALL_COUNT)) {
        gc_give_large(rt, object, words * 8);
        return;
    }
    ObjectFree *piece = object;
    piece->refs = 0;
    piece->next = heap->object_lists[words];
    heap->object_lists[words] = piece;
    heap->live_count--;
    poison(piece, sizeof *piece, words * 8);
}

// ---- gc_visit.c: what objects own
typedef void GcVisit(void *context, Object *child);
// Calls `visit` for each reference that `object` owns to an object from gc_new, once for each.
void gc_visit(RtState *rt, Object *object, GcVisit *visit, void *context);
// Takes its references away from an object that nobody uses any more.
void gc_clear(RtState *rt, Object *object);

// ---- gc.c
enum {
    GC_FINALIZABLE_FIRST = 256,
    GC_WEAK_FIRST = 2048,
    GC_PIECES_FOR_ONE = 64,  // of the heap, for each object that makes a collection due
    GC_THRESHOLD_FIRST = 2000,
    GC_THRESHOLD_SECOND = 10
};

// How many objects were garbage. Finalisers run only if `may_run_code`; without, objects that have
// one, and what they lead to, stay.
u32 gc_collect(RtState *rt, bool may_run_code);
typedef void GcEach(void *context, Object *object);
void gc_each_object(RtState *rt, GcEach *each, void *context);
void gc_run_due(RtState *rt);
void gc_run_code_due(RtState *rt);
// An object of a class with __del__ begins or ends.
void gc_note_finalizable(RtState *rt, const void *object);
void gc_forget_finalizable(RtState *rt, const void *object);
// The program ends: runs the finalisers of all objects, in the order in which these were made.
void gc_finalize_all(RtState *rt);

// Builds with KRAIT_GC_STRESS collect all the time: every fault of gc_visit then shows in the
// suites.
static inline void gc_safepoint(RtState *rt) {
#ifdef KRAIT_GC_STRESS
    rt_core(rt)->gc.is_due |= ++rt_core(rt)->gc.safepoint_count % 251 == 0;
#endif
    if (UNLIKELY(rt_core(rt)->gc.is_due)) gc_run_due(rt);
}

// Where any Python code may run.
static inline void gc_codepoint(RtState *rt) {
    if (UNLIKELY(rt_core(rt)->gc.is_code_due)) gc_run_code_due(rt);
}
