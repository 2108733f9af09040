#include "base/vec.h"

#include "base/check.h"

void *vec_reserve(Arena *arena, void *items, u32 count, u32 *capacity, u32 extra,
                  usize item_bytes) {
    if (extra <= *capacity - count) return items;
    CHECK(count <= UINT32_MAX - extra);
    u32 needed = count + extra;
    u32 grown = *capacity < VEC_CAPACITY_MIN ? VEC_CAPACITY_MIN : *capacity;
    while (grown < needed) grown = grown > UINT32_MAX / 2 ? UINT32_MAX : grown * 2;
    items = arena_grow(arena, items, *capacity * item_bytes, grown * item_bytes);
    *capacity = grown;
    return items;
}
