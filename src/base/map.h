// base/map.h — a hash map from byte strings or integers to u32, in an arena.
//
// Open addressing, linear probing, at most 3/4 full. No removal: compiler tables only grow.
// Keys are borrowed: they must live as long as the map.
#pragma once

#include "base/arena.h"
#include "base/slice.h"

typedef struct {
    Slice key;
    u32 value;
    bool is_used;
} MapSlot;

typedef struct {
    Arena *arena;    // borrowed
    MapSlot *slots;  // in arena
    u32 count, capacity;
} Map;

void map_init(Map *map, Arena *arena);
bool map_get(const Map *map, Slice key, u32 *value);  // `value` is set only when found
// The value's place, made with `value_if_new` when the key is new. Good until the next insertion.
u32 *map_at(Map *map, Slice key, u32 value_if_new);

typedef struct {
    u64 key;
    u32 value;
    bool is_used;
} IntMapSlot;

typedef struct {
    Arena *arena;       // borrowed
    IntMapSlot *slots;  // in arena
    u32 count, capacity;
} IntMap;

void int_map_init(IntMap *map, Arena *arena);
bool int_map_get(const IntMap *map, u64 key, u32 *value);
u32 *int_map_at(IntMap *map, u64 key, u32 value_if_new);
