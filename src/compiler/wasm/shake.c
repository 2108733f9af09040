#include "compiler/wasm/shake.h"

#include "base/bytes.h"

enum { WORD_BYTES = 4 };

RelocRange shake_relocs_in(const ObjectReloc *relocs, u32 count, u32 start, u64 len) {
    u32 low = 0, high = count;
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (relocs[middle].offset < start)
            low = middle + 1;
        else
            high = middle;
    }
    u32 end = low;
    while (end < count && relocs[end].offset < start + len) end++;
    return (RelocRange){low, end};
}

static bool has_bytes(const Shake *s, const ObjectSymbol *symbol) {
    const WasmObject *o = s->object;
    if (symbol->kind != SYMBOL_DATA || symbol->is_undefined || symbol->size == 0) return false;
    if (symbol->index >= o->segments.count) return false;
    u64 len = o->segments.items[symbol->index].bytes.len;
    return (u64)symbol->offset + symbol->size <= len;
}

void shake_init(Shake *s, Arena *arena, const WasmObject *object) {
    *s = (Shake){.arena = arena, .object = object, .rows = UINT32_MAX};
    s->func_count = object->imports.count + object->func_types.count;
    s->is_live = ARENA_NEW_ARRAY(arena, bool, s->func_count + 1);
    s->is_in_table = ARENA_NEW_ARRAY(arena, bool, s->func_count + 1);
    s->is_symbol_live = ARENA_NEW_ARRAY(arena, bool, object->symbols.count + 1);
    s->is_dead = ARENA_NEW_ARRAY(arena, bool *, object->segments.count + 1);
    for (u32 i = 0; i < object->segments.count; i++)
        s->is_dead[i] = ARENA_NEW_ARRAY(arena, bool, object->segments.items[i].bytes.len + 1);
}

void shake_choose_rows(Shake *s, Slice name, const bool *is_row_live, u32 row_count) {
    for (u32 i = 0; i < s->object->symbols.count; i++) {
        const ObjectSymbol *symbol = &s->object->symbols.items[i];
        bool is_it = has_bytes(s, symbol) && symbol->size == row_count * WORD_BYTES &&
                     slice_equal(symbol->name, name);
        if (!is_it) continue;
        s->rows = i;
        s->is_row_live = is_row_live;
    }
}

void shake_add_func(Shake *s, u32 func) {
    if (s->is_live[func]) return;
    s->is_live[func] = true;
    if (func >= s->object->imports.count) *VEC_PUSH(s->arena, &s->funcs) = func;
}

static void add_symbol(Shake *s, u32 index) {
    if (s->is_symbol_live[index]) return;
    s->is_symbol_live[index] = true;
    if (has_bytes(s, &s->object->symbols.items[index])) *VEC_PUSH(s->arena, &s->symbols) = index;
}

static void follow(Shake *s, const ObjectReloc *reloc) {
    switch (reloc->kind) {
    case RELOC_FUNCTION_LEB:
        shake_add_func(s, s->object->symbols.items[reloc->symbol].index);
        break;
    case RELOC_TABLE_INDEX_SLEB:
    case RELOC_TABLE_INDEX_I32: {
        u32 func = s->object->symbols.items[reloc->symbol].index;
        s->is_in_table[func] = true;
        shake_add_func(s, func);
        break;
    }
    case RELOC_ADDRESS_LEB:
    case RELOC_ADDRESS_SLEB:
    case RELOC_ADDRESS_I32: add_symbol(s, reloc->symbol); break;
    default: break;
    }
}

static void follow_func(Shake *s, u32 func) {
    const WasmObject *o = s->object;
    const ObjectBody *body = &o->bodies.items[func - o->imports.count];
    RelocRange range =
        shake_relocs_in(o->code_relocs.items, o->code_relocs.count, body->offset, body->bytes.len);
    for (u32 i = range.first; i < range.end; i++) follow(s, &o->code_relocs.items[i]);
}

// Offset of a data symbol's first byte in the section's contents.
static u32 place_of(const Shake *s, const ObjectSymbol *symbol) {
    return s->object->segments.items[symbol->index].offset + symbol->offset;
}

static bool is_row_dead(const Shake *s, const ObjectReloc *reloc) {
    if (s->rows == UINT32_MAX) return false;
    const ObjectSymbol *rows = &s->object->symbols.items[s->rows];
    u32 start = place_of(s, rows);
    if (reloc->offset < start || reloc->offset >= start + rows->size) return false;
    return !s->is_row_live[(reloc->offset - start) / WORD_BYTES];
}

static void follow_symbol(Shake *s, u32 index) {
    const WasmObject *o = s->object;
    const ObjectSymbol *symbol = &o->symbols.items[index];
    RelocRange range = shake_relocs_in(o->data_relocs.items, o->data_relocs.count,
                                       place_of(s, symbol), symbol->size);
    for (u32 i = range.first; i < range.end; i++) {
        if (!is_row_dead(s, &o->data_relocs.items[i])) follow(s, &o->data_relocs.items[i]);
    }
}

// Marks the bytes that symbols of this state own.
static void set_dead(Shake *s, bool of_live, bool is_dead) {
    for (u32 segment = 0; segment < s->object->segments.count; segment++) {
        usize len = s->object->segments.items[segment].bytes.len;
        i32 *change = ARENA_NEW_ARRAY(s->arena, i32, len + 1), owners = 0;
        for (u32 i = 0; i < s->object->symbols.count; i++) {
            const ObjectSymbol *symbol = &s->object->symbols.items[i];
            bool counts =
                symbol->index == segment && has_bytes(s, symbol) && s->is_symbol_live[i] == of_live;
            if (!counts) continue;
            change[symbol->offset]++;
            change[symbol->offset + symbol->size]--;
        }
        for (usize i = 0; i < len; i++) {
            owners += change[i];
            if (owners > 0) s->is_dead[segment][i] = is_dead;
        }
    }
}

// The segment that holds `offset`, or NULL.
static const ObjectSegment *segment_at(const Shake *s, u32 offset, u32 *index) {
    for (u32 i = 0; i < s->object->segments.count; i++) {
        const ObjectSegment *segment = &s->object->segments.items[i];
        bool is_inside = offset >= segment->offset && offset - segment->offset < segment->bytes.len;
        if (is_inside) return *index = i, segment;
    }
    return NULL;
}

bool shake_is_reloc_live(const Shake *s, const ObjectReloc *reloc) {
    u32 index;
    const ObjectSegment *segment = segment_at(s, reloc->offset, &index);
    if (!segment || is_row_dead(s, reloc)) return false;
    return !s->is_dead[index][reloc->offset - segment->offset];
}

static void drain(Shake *s) {
    while (s->funcs.count > 0 || s->symbols.count > 0) {
        if (s->funcs.count > 0)
            follow_func(s, s->funcs.items[--s->funcs.count]);
        else
            follow_symbol(s, s->symbols.items[--s->symbols.count]);
    }
}

void shake_run(Shake *s) {
    // Bytes that no symbol owns count as reached.
    set_dead(s, false, true);
    for (u32 i = 0; i < s->object->data_relocs.count; i++) {
        const ObjectReloc *reloc = &s->object->data_relocs.items[i];
        if (shake_is_reloc_live(s, reloc)) follow(s, reloc);
    }
    drain(s);
    set_dead(s, true, false);
}
