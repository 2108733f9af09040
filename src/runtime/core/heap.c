// The heap: free lists by size over chunks of the host. Nothing is merged and nothing is given back
// before the end.
#include "runtime/core/state.h"

#include "base/check.h"

#include <string.h>

// The number of the size class that holds `bytes`, and the size of its pieces.
static inline u32 size_class(usize bytes, usize *piece_bytes) {
    if (LIKELY(bytes <= HEAP_SMALL_MAX)) {
        u32 index = (u32)(bytes + 7) / 8;
        if (index == 0) index = 1;
        *piece_bytes = (usize)index * 8;
        return index;
    }
    u64 top = (u64)bytes - 1;
    u32 exponent = 63 - (u32)__builtin_clzll(top);
    u32 quarter = (u32)(top >> (exponent - 2)) & 3;
    u32 index = HEAP_SMALL_COUNT + (exponent - 9) * 4 + quarter;
    *piece_bytes = (usize)((u64)(5 + quarter) << (exponent - 2));
    return index;
}

static void *heap_grow(RtCore *core, usize piece_bytes) {
    const RtHost *host = core->host;
    if (piece_bytes > HEAP_CHUNK_BYTES / 8)
        return host->pages(host->context, piece_bytes < 65536 ? 65536 : piece_bytes);
    u8 *chunk = host->pages(host->context, HEAP_CHUNK_BYTES);
    if (!chunk) return NULL;
    core->heap.next = chunk + piece_bytes;
    core->heap.end = chunk + HEAP_CHUNK_BYTES;
    return chunk;
}

void *rt_alloc_try(RtState *rt, usize bytes) {
    RtCore *core = rt_core(rt);
    Heap *heap = &core->heap;
    if (UNLIKELY(bytes > (sizeof(usize) == 4 ? (usize)0x70000000 : (usize)1 << 38))) return NULL;
    if (UNLIKELY(heap->fail_after) && ++heap->alloc_number >= heap->fail_after) return NULL;
    usize piece_bytes;
    u32 index = size_class(bytes, &piece_bytes);
    HeapFree *piece = heap->free_lists[index];
    if (LIKELY(piece)) {
        heap->free_lists[index] = piece->next;
    } else if (LIKELY(piece_bytes <= (usize)(heap->end - heap->next))) {
        piece = (HeapFree *)(void *)heap->next;
        heap->next += piece_bytes;
    } else {
        piece = heap_grow(core, piece_bytes);
        if (!piece) return NULL;
    }
    heap->live_count++;
    unpoison(piece, piece_bytes);
    if (UNLIKELY(heap->fail_after) && heap->watch) heap->note(rt, piece, bytes, false);
    return piece;
}

void *rt_alloc(RtState *rt, usize bytes) {
    void *memory = rt_alloc_try(rt, bytes);
    if (UNLIKELY(!memory)) rt_fatal(rt, "MemoryError: out of memory");
    return memory;
}

void rt_free_memory(RtState *rt, void *memory, usize bytes) {
    if (!memory) return;
    Heap *heap = &rt_core(rt)->heap;
    usize piece_bytes;
    u32 index = size_class(bytes, &piece_bytes);
    HeapFree *piece = memory;
    piece->next = heap->free_lists[index];
    heap->free_lists[index] = piece;
    heap->live_count--;
    poison(piece, sizeof *piece, piece_bytes);
}

usize rt_alloc_capacity(usize bytes) {
    usize piece_bytes;
    size_class(bytes, &piece_bytes);
    return piece_bytes;
}

void *rt_realloc(RtState *rt, void *memory, usize old_bytes, usize new_bytes) {
    if (memory && rt_alloc_capacity(old_bytes) == rt_alloc_capacity(new_bytes)) return memory;
    void *moved = rt_alloc(rt, new_bytes);
    if (memory) {
        memcpy(moved, memory, old_bytes < new_bytes ? old_bytes : new_bytes);
        rt_free_memory(rt, memory, old_bytes);
    }
    return moved;
}

void value_stack_push(RtState *rt, ValueStack *stack, Value value) {
    if (stack->count == stack->capacity) {
        u32 capacity = stack->capacity ? stack->capacity * 2 : 16;
        stack->items =
            rt_realloc(rt, stack->items, stack->capacity * sizeof(Value), capacity * sizeof(Value));
        stack->capacity = capacity;
    }
    stack->items[stack->count++] = value;
}

NORETURN void rt_fatal(RtState *rt, const char *text) {
    const RtHost *host = rt_core(rt)->host;
    if (host->write) {
        Streams *streams = &rt_core(rt)->streams;
        if (streams->output_len &&
            host->write(host->context, 1, streams->output, streams->output_len) != STATUS_OK)
            text = "write";
        if (host->write(host->context, 2, (const u8 *)text, strlen(text)) == STATUS_OK &&
            host->write(host->context, 2, (const u8 *)"\n", 1) == STATUS_OK) {
            check_fail("runtime", 0, text);
        }
    }
    UNREACHABLE("the runtime cannot go on");
}
