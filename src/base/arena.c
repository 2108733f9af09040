#include "base/arena.h"

#include "base/check.h"
#include <string.h>

enum {
    ALIGN_BYTES = 16,
    CHUNK_BYTES_MIN = 64 * 1024,
    CHUNK_BYTES_MAX = 8 * 1024 * 1024,
};

struct ArenaChunk {
    ArenaChunk *older;
    usize bytes;  // with this header
    u8 *end;
};

static usize round_up(usize bytes) {
    return (bytes + ALIGN_BYTES - 1) & ~(usize)(ALIGN_BYTES - 1);
}

static usize header_bytes(void) {
    return round_up(sizeof(ArenaChunk));
}

static NORETURN void exhausted(Arena *arena) {
    if (arena->source.on_exhausted) arena->source.on_exhausted(arena->source.context);
    UNREACHABLE("out of memory");
}

static void add_chunk(Arena *arena, usize bytes) {
    usize wanted = arena->chunks ? arena->chunks->bytes * 2 : CHUNK_BYTES_MIN;
    if (wanted > CHUNK_BYTES_MAX) wanted = CHUNK_BYTES_MAX;
    if (wanted < bytes + header_bytes()) wanted = bytes + header_bytes();

    usize bytes_max = arena->source.bytes_max;
    if (bytes_max != 0 && arena->total_bytes + wanted > bytes_max) exhausted(arena);
    bool is_zeroed = false;
    ArenaChunk *chunk = arena->source.alloc(arena->source.context, wanted, &is_zeroed);
    if (!chunk) exhausted(arena);

    chunk->older = arena->chunks;
    chunk->bytes = wanted;
    chunk->end = (u8 *)chunk + wanted;
    arena->chunks = chunk;
    arena->total_bytes += wanted;
    arena->next = (u8 *)chunk + header_bytes();
    arena->end = chunk->end;
    arena->clean = is_zeroed ? arena->next : arena->end;
}

void arena_init(Arena *arena, ArenaSource source) {
    *arena = (Arena){.source = source};
}

static void drop_newest(Arena *arena) {
    ArenaChunk *chunk = arena->chunks;
    arena->chunks = chunk->older;
    arena->total_bytes -= chunk->bytes;
    arena->source.free(arena->source.context, chunk, chunk->bytes);
}

void arena_deinit(Arena *arena) {
    while (arena->chunks) drop_newest(arena);
    arena->next = arena->end = arena->clean = NULL;
}

// The next piece, with what stood there before.
static u8 *take(Arena *arena, usize bytes) {
    CHECK(bytes <= PTRDIFF_MAX - ALIGN_BYTES);
    // An empty piece has an address of its own, too.
    usize rounded = round_up(bytes ? bytes : 1);
    if (UNLIKELY((usize)(arena->end - arena->next) < rounded)) add_chunk(arena, rounded);
    u8 *memory = arena->next;
    arena->next += rounded;
    return memory;
}

// Clears the newest piece from `start` to `end`; fresh memory already is.
static void clear(Arena *arena, u8 *start, u8 *end) {
    u8 *dirty_end = end < arena->clean ? end : arena->clean;
    if (start < dirty_end) memset(start, 0, (usize)(dirty_end - start));
    if (arena->clean < arena->next) arena->clean = arena->next;
}

void *arena_alloc(Arena *arena, usize bytes) {
    u8 *memory = take(arena, bytes);
    clear(arena, memory, memory + bytes);
    return memory;
}

void *arena_grow(Arena *arena, void *memory, usize old_bytes, usize new_bytes) {
    if (new_bytes <= old_bytes) return memory;
    usize old_rounded = round_up(old_bytes), extra = round_up(new_bytes) - old_rounded;
    bool is_newest = memory && (u8 *)memory + old_rounded == arena->next;
    if (is_newest && (usize)(arena->end - arena->next) >= extra) {
        arena->next += extra;
        clear(arena, (u8 *)memory + old_bytes, (u8 *)memory + new_bytes);
        return memory;
    }
    u8 *copy = take(arena, new_bytes);
    if (old_bytes > 0) memcpy(copy, memory, old_bytes);
    clear(arena, copy + old_bytes, copy + new_bytes);
    return copy;
}

void *arena_copy(Arena *arena, const void *data, usize bytes) {
    u8 *copy = take(arena, bytes);
    if (bytes > 0) memcpy(copy, data, bytes);
    clear(arena, copy + bytes, copy + bytes);
    return copy;
}

char *arena_text(Arena *arena, const void *data, usize len) {
    char *copy = arena_alloc(arena, len + 1);
    if (len > 0) memcpy(copy, data, len);
    return copy;
}

ArenaMark arena_mark(const Arena *arena) {
    return (ArenaMark){arena->chunks, arena->next};
}

void arena_reset(Arena *arena, ArenaMark mark) {
    while (arena->chunks != mark.chunk) drop_newest(arena);
    if (arena->end != (arena->chunks ? arena->chunks->end : NULL)) {
        arena->end = arena->chunks ? arena->chunks->end : NULL;
        arena->clean = arena->end;
    }
    arena->next = mark.next;
}

#ifdef __wasm__

// Freed chunks wait here for the next request of their size or less; wasm memory never shrinks.
typedef struct FreeChunk {
    struct FreeChunk *next;
    usize bytes;
} FreeChunk;

enum { WASM_PAGE_BYTES = 65536 };

// In wasm the module instance is the context, so this list belongs to it.
static FreeChunk *free_chunks;

static void *wasm_alloc(void *context, usize bytes, bool *is_zeroed) {
    (void)context;
    for (FreeChunk **link = &free_chunks; *link; link = &(*link)->next) {
        if ((*link)->bytes < bytes) continue;
        FreeChunk *chunk = *link;
        *link = chunk->next;
        return chunk;
    }
    usize pages = (bytes + WASM_PAGE_BYTES - 1) / WASM_PAGE_BYTES;
    *is_zeroed = true;
    usize old_pages = __builtin_wasm_memory_grow(0, pages);
    return old_pages == (usize)-1 ? NULL : (void *)(old_pages * WASM_PAGE_BYTES);
}

static void wasm_free(void *context, void *memory, usize bytes) {
    (void)context;
    FreeChunk *chunk = memory;
    *chunk = (FreeChunk){free_chunks, bytes};
    free_chunks = chunk;
}

ArenaSource arena_source_default(void) {
    return (ArenaSource){.alloc = wasm_alloc, .free = wasm_free};
}

#else

#include <stdlib.h>

static void *libc_alloc(void *context, usize bytes, bool *is_zeroed) {
    // calloc would clear whole chunks of which often only the start is used.
    (void)context, (void)is_zeroed;
    return malloc(bytes);
}

static void libc_free(void *context, void *memory, usize bytes) {
    (void)context, (void)bytes;
    free(memory);
}

ArenaSource arena_source_default(void) {
    return (ArenaSource){.alloc = libc_alloc, .free = libc_free};
}

#endif
