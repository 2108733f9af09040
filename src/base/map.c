#include "base/map.h"

enum { CAPACITY_MIN = 16 };

static u64 mix(u64 key) {
    key = (key ^ key >> 32) * 0x9e3779b97f4a7c15u;
    return key ^ key >> 29;
}

static bool is_crowded(u32 count, u32 capacity) {
    return (u64)(count + 1) * 4 > (u64)capacity * 3;
}

// The slot that holds `key`, or the free one where it belongs. The map has a free slot.
static MapSlot *find(const Map *map, Slice key) {
    u32 index = (u32)slice_hash(key) & (map->capacity - 1);
    while (map->slots[index].is_used && !slice_equal(map->slots[index].key, key)) {
        index = (index + 1) & (map->capacity - 1);
    }
    return &map->slots[index];
}

static void grow(Map *map) {
    Map grown = {.arena = map->arena, .count = map->count};
    grown.capacity = map->capacity ? map->capacity * 2 : CAPACITY_MIN;
    grown.slots = ARENA_NEW_ARRAY(map->arena, MapSlot, grown.capacity);
    for (u32 i = 0; i < map->capacity; i++) {
        if (map->slots[i].is_used) *find(&grown, map->slots[i].key) = map->slots[i];
    }
    *map = grown;
}

void map_init(Map *map, Arena *arena) {
    *map = (Map){.arena = arena};
}

bool map_get(const Map *map, Slice key, u32 *value) {
    if (map->count == 0) return false;
    const MapSlot *slot = find(map, key);
    if (slot->is_used) *value = slot->value;
    return slot->is_used;
}

u32 *map_at(Map *map, Slice key, u32 value_if_new) {
    if (is_crowded(map->count, map->capacity)) grow(map);
    MapSlot *slot = find(map, key);
    if (!slot->is_used) {
        *slot = (MapSlot){key, value_if_new, true};
        map->count++;
    }
    return &slot->value;
}

static IntMapSlot *int_find(const IntMap *map, u64 key) {
    u32 index = (u32)mix(key) & (map->capacity - 1);
    while (map->slots[index].is_used && map->slots[index].key != key) {
        index = (index + 1) & (map->capacity - 1);
    }
    return &map->slots[index];
}

static void int_grow(IntMap *map) {
    IntMap grown = {.arena = map->arena, .count = map->count};
    grown.capacity = map->capacity ? map->capacity * 2 : CAPACITY_MIN;
    grown.slots = ARENA_NEW_ARRAY(map->arena, IntMapSlot, grown.capacity);
    for (u32 i = 0; i < map->capacity; i++) {
        if (map->slots[i].is_used) *int_find(&grown, map->slots[i].key) = map->slots[i];
    }
    *map = grown;
}

void int_map_init(IntMap *map, Arena *arena) {
    *map = (IntMap){.arena = arena};
}

bool int_map_get(const IntMap *map, u64 key, u32 *value) {
    if (map->count == 0) return false;
    const IntMapSlot *slot = int_find(map, key);
    if (slot->is_used) *value = slot->value;
    return slot->is_used;
}

u32 *int_map_at(IntMap *map, u64 key, u32 value_if_new) {
    if (is_crowded(map->count, map->capacity)) int_grow(map);
    IntMapSlot *slot = int_find(map, key);
    if (!slot->is_used) {
        *slot = (IntMapSlot){key, value_if_new, true};
        map->count++;
    }
    return &slot->value;
}
