// base/vec.h — a growing array in an arena.
//
//   typedef VEC(IrInst) IrInstVec;          a struct { IrInst *items; u32 count, capacity; }
//   IrInstVec insts = {0};                  zeroed memory is an empty vector
//   *VEC_PUSH(arena, &insts) = inst;        the pointer is good until the next push
#pragma once

#include "base/arena.h"

enum { VEC_CAPACITY_MIN = 8 };

#define VEC(Type)                                                                                  \
    struct {                                                                                       \
        Type *items; /* in arena */                                                                \
        u32 count, capacity;                                                                       \
    }

// Returns `items`, moved if it had to grow, with room for `count + extra`.
void *vec_reserve(Arena *arena, void *items, u32 count, u32 *capacity, u32 extra, usize item_bytes);

#define VEC_RESERVE(arena, vec, extra)                                                             \
    ((vec)->items = vec_reserve((arena), (vec)->items, (vec)->count, &(vec)->capacity, (extra),    \
                                sizeof(*(vec)->items)))
// Yields a pointer to the new item, which is zeroed only if the memory is fresh: assign all of it.
#define VEC_PUSH(arena, vec) (VEC_RESERVE((arena), (vec), 1), &(vec)->items[(vec)->count++])
#define VEC_LAST(vec) (&(vec)->items[(vec)->count - 1])
