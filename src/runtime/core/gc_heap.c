// Pages of objects (gc.h).
#include "runtime/core/gc.h"

#include "base/check.h"

#include <string.h>

enum { CHUNK_PAGES_FIRST = 4, CHUNK_PAGES_MAX = 64, LARGE_HEAD = 8 };

// Pages come from the host in chunks that grow with the heap: one page of each is lost to
// alignment.
static GcPage *page_take(RtCore *core) {
    Gc *gc = &core->gc;
    if (gc->chunk_next == gc->chunk_end) {
        u32 pages = gc->page_count < CHUNK_PAGES_FIRST ? CHUNK_PAGES_FIRST : gc->page_count;
        if (pages > CHUNK_PAGES_MAX) pages = CHUNK_PAGES_MAX;
        u8 *chunk = core->host->pages(core->host->context, (pages + 1) * (usize)GC_PAGE_BYTES);
        if (!chunk) return NULL;
        usize skipped = (usize)(-(uintptr_t)chunk) & (GC_PAGE_BYTES - 1);
        gc->chunk_next = chunk + skipped;
        gc->chunk_end = gc->chunk_next + pages * (usize)GC_PAGE_BYTES;
    }
    GcPage *page = (GcPage *)(void *)gc->chunk_next;
    gc->chunk_next += GC_PAGE_BYTES;
    page->next = gc->pages;
    page->counts = NULL;
    gc->pages = page;
    gc->page_count++;
    return page;
}

static void note_growth(Gc *gc, usize bytes) {
    gc->grown_bytes += bytes;
    if (gc_is_automatic(gc) && gc->grown_bytes >= gc->limit_bytes) gc->is_due = true;
}

// A page of free pieces, the first one on top.
static ObjectFree *page_of_free(RtCore *core, u32 words) {
    _Static_assert(sizeof(GcPage) <= GC_PAGE_HEAD, "pieces follow the head");
    GcPage *page = page_take(core);
    if (!page) return NULL;
    page->piece_bytes = words * 8;
    page->piece_count = (GC_PAGE_BYTES - GC_PAGE_HEAD) / page->piece_bytes;
    u8 *piece = (u8 *)page + GC_PAGE_HEAD + page->piece_count * page->piece_bytes;
    ObjectFree *first = NULL;
    for (u32 i = 0; i < page->piece_count; i++) {
        piece -= page->piece_bytes;
        ObjectFree *free = (ObjectFree *)(void *)piece;
        *free = (ObjectFree){0, 0, first};
        first = free;
    }
    note_growth(&core->gc, GC_PAGE_BYTES);
    return first;
}

// Large objects have in the word before them their place in Gc.large (u32) and behind that the
// collector's number (gc.c).
static void *large_take(RtState *rt, usize bytes) {
    u8 *memory = rt_alloc(rt, bytes + LARGE_HEAD);
    ValueStack *large = &rt_core(rt)->gc.large;
    *(u64 *)(void *)memory = large->count;
    value_stack_push(rt, large, (Value)(uintptr_t)(memory + LARGE_HEAD));
    note_growth(&rt_core(rt)->gc, bytes);
    return memory + LARGE_HEAD;
}

void gc_give_large(RtState *rt, void *object, usize bytes) {
    ValueStack *large = &rt_core(rt)->gc.large;
    u8 *memory = (u8 *)object - LARGE_HEAD;
    u32 place = *(u32 *)(void *)memory;
    Value last = large->items[--large->count];
    large->items[place] = last;
    *(u32 *)(void *)((u8 *)(uintptr_t)last - LARGE_HEAD) = place;
    rt_free_memory(rt, memory, bytes + LARGE_HEAD);
}

void *gc_take(RtState *rt, usize bytes) {
    RtCore *core = rt_core(rt);
    Heap *heap = &core->heap;
    usize words = bytes / 8;
    if (words >= HEAP_SMALL_COUNT) return large_take(rt, bytes);
    bool is_failing = heap->fail_after && ++heap->alloc_number >= heap->fail_after;
    ObjectFree *piece = heap->object_lists[words];
    if (!piece) piece = page_of_free(core, (u32)words);
    if (!piece || is_failing) rt_fatal(rt, "MemoryError: out of memory");
    heap->object_lists[words] = piece->next;
    heap->live_count++;
    unpoison(piece, bytes);
    if (UNLIKELY(heap->fail_after) && heap->watch) heap->note(rt, piece, bytes, true);
    return piece;
}

void gc_free_all(RtState *rt) {
    ValueStack *large = &rt_core(rt)->gc.large;
    rt_free_memory(rt, large->items, large->capacity * sizeof(Value));
    *large = (ValueStack){0};
}
