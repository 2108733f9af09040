// base/arena.h — memory that is given out piece by piece and taken back all at once.
//
//   Arena ── chunk ── chunk ── chunk      each chunk is twice its forerunner, up to a limit
//
// Nothing is freed alone. arena_mark/arena_reset give stack-like scratch use. Memory is zeroed.
#pragma once

#include "base/types.h"

// Where chunks come from. `alloc` returns NULL when the world has no more; then the arena stops the
// process by CHECK, unless `on_exhausted` is set, which must not return. `is_zeroed` says whether
// the memory is known to be all 0; it is false at the call.
typedef struct {
    void *(*alloc)(void *context, usize bytes, bool *is_zeroed);
    void (*free)(void *context, void *memory, usize bytes);
    void *context;
    usize bytes_max;  // limit over all chunks; 0 means none
    void (*on_exhausted)(void *context);
} ArenaSource;

typedef struct ArenaChunk ArenaChunk;

typedef struct {
    ArenaSource source;
    ArenaChunk *chunks;  // owned, newest first
    u8 *next, *end;      // free part of the newest chunk
    u8 *clean;           // from here to `end` all is 0
    usize total_bytes;   // in all chunks
} Arena;

typedef struct {
    ArenaChunk *chunk;
    u8 *next;
} ArenaMark;

// libc's malloc and free natively; growing linear memory in wasm (freed chunks are reused).
ArenaSource arena_source_default(void);

void arena_init(Arena *arena, ArenaSource source);
void arena_deinit(Arena *arena);

// Zeroed and aligned to 16 bytes. Never NULL.
void *arena_alloc(Arena *arena, usize bytes);
// Grows in place when `memory` is the newest piece, else copies. `memory` may be NULL with 0 bytes.
void *arena_grow(Arena *arena, void *memory, usize old_bytes, usize new_bytes);
void *arena_copy(Arena *arena, const void *data, usize bytes);
char *arena_text(Arena *arena, const void *data, usize len);  // a copy with a terminating 0

ArenaMark arena_mark(const Arena *arena);
void arena_reset(Arena *arena, ArenaMark mark);  // frees what came after `mark`

#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_NEW_ARRAY(arena, Type, count)                                                        \
    ((Type *)arena_alloc((arena), (usize)(count) * sizeof(Type)))
