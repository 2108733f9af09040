#include "compiler/syntax/names.h"

#include "base/check.h"

#include <string.h>

enum { SLOT_COUNT_MIN = 1024 };

static u32 hash_bytes(Slice text) {
    u32 hash = 2166136261u;
    for (usize i = 0; i < text.len; i++) hash = (hash ^ text.data[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static u32 *find_slot(const Names *names, Slice text) {
    u32 mask = names->slot_count - 1;
    u32 index = hash_bytes(text) & mask;
    while (names->slots[index] != 0) {
        Slice other = names->texts[names->slots[index]];
        if (other.len == text.len && memcmp(other.data, text.data, text.len) == 0) break;
        index = (index + 1) & mask;
    }
    return &names->slots[index];
}

static void grow(Names *names) {
    u32 old_capacity = names->capacity;
    names->capacity *= 2;
    names->texts = arena_grow(names->arena, names->texts, old_capacity * sizeof(Slice),
                              names->capacity * sizeof(Slice));
    names->slot_count *= 2;
    names->slots = ARENA_NEW_ARRAY(names->arena, u32, names->slot_count);
    for (u32 i = 1; i < names->count; i++) *find_slot(names, names->texts[i]) = i;
}

AstName names_intern(Names *names, Slice text) {
    if (text.len == 0) return AST_NO_NAME;
    u32 *slot = find_slot(names, text);
    if (*slot != 0) return *slot;
    if (names->count == names->capacity) {
        grow(names);
        slot = find_slot(names, text);
    }
    *slot = names->count;
    names->texts[names->count] =
        slice_make(arena_text(names->arena, text.data, text.len), text.len);
    return names->count++;
}

AstName names_intern_text(Names *names, const char *text) {
    return names_intern(names, slice_of_text(text));
}

void names_init(Names *names, Arena *arena) {
    *names = (Names){.arena = arena, .slot_count = SLOT_COUNT_MIN, .capacity = SLOT_COUNT_MIN / 2};
    names->slots = ARENA_NEW_ARRAY(arena, u32, names->slot_count);
    names->texts = ARENA_NEW_ARRAY(arena, Slice, names->capacity);
    names->count = 1;
#define X(name, text) CHECK(names_intern_text(names, text) == AST_NAME_##name);
    AST_KEYWORD_NAME_TABLE(X)
    AST_FIXED_NAME_TABLE(X)
#undef X
}

AstName names_find(const Names *names, Slice text) {
    return text.len == 0 ? AST_NO_NAME : *find_slot(names, text);
}

Slice names_text(const Names *names, AstName name) {
    CHECK(name < names->count);
    return names->texts[name];
}
