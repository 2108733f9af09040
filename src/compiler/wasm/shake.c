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

u32 shake_root(const Shake *s) {
    return s->func_count + s->object->symbols.count;
}

// A symbol's name: PART_MAKE's places, and what rows of PART_ONLY are called (abi/part.h).
static const char marks_name[] = "part_made", gate_prefix[] = "part_only_",
                  hook_prefix[] = "part_hook_";

void shake_init(Shake *s, Arena *arena, const WasmObject *object) {
    *s = (Shake){.arena = arena, .object = object, .marks = UINT32_MAX};
    s->func_count = object->imports.count + object->func_types.count;
    s->at = shake_root(s);
    s->is_live = ARENA_NEW_ARRAY(arena, bool, s->func_count + 1);
    s->is_in_table = ARENA_NEW_ARRAY(arena, bool, s->func_count + 1);
    s->is_symbol_live = ARENA_NEW_ARRAY(arena, bool, object->symbols.count + 1);
    s->is_dead = ARENA_NEW_ARRAY(arena, bool *, object->segments.count + 1);
    for (u32 i = 0; i < object->segments.count; i++)
        s->is_dead[i] = ARENA_NEW_ARRAY(arena, bool, object->segments.items[i].bytes.len + 1);
    for (u32 i = 0; i < object->symbols.count; i++) {
        const ObjectSymbol *symbol = &object->symbols.items[i];
        if (has_bytes(s, symbol) && slice_equal(symbol->name, slice_of_text(marks_name)))
            s->marks = i;
    }
}

void shake_choose_rows(Shake *s, Slice name, const bool *is_row_live, u32 row_count) {
    for (u32 i = 0; i < s->object->symbols.count; i++) {
        const ObjectSymbol *symbol = &s->object->symbols.items[i];
        bool is_it = has_bytes(s, symbol) && symbol->size % (row_count * WORD_BYTES) == 0 &&
                     slice_equal(symbol->name, name);
        if (!is_it || s->table_count == SHAKE_TABLES_MAX) continue;
        s->tables[s->table_count++] = (ShakeTable){i, symbol->size / row_count, NULL};
        s->is_row_live = is_row_live;
        return;
    }
}

// ---- reaching

static void reach_func(Shake *s, u32 func) {
    *VEC_PUSH(s->arena, &s->edges) = (ShakeEdge){s->at, func};
    if (s->is_live[func]) return;
    s->is_live[func] = true;
    *VEC_PUSH(s->arena, &s->funcs) = func;
}

void shake_add_func(Shake *s, u32 func) {
    if (s->is_gated) s->is_gated[func] = false;
    reach_func(s, func);
}

static void want_func(Shake *s, u32 func) {
    if (s->is_gated && s->is_gated[func])
        *VEC_PUSH(s->arena, &s->wanted) = (ShakeEdge){s->at, func};
    else
        reach_func(s, func);
}

static void add_symbol(Shake *s, u32 index) {
    *VEC_PUSH(s->arena, &s->edges) = (ShakeEdge){s->at, s->func_count + index};
    if (s->is_symbol_live[index]) return;
    s->is_symbol_live[index] = true;
    if (has_bytes(s, &s->object->symbols.items[index])) *VEC_PUSH(s->arena, &s->symbols) = index;
}

bool shake_is_mark(const Shake *s, const ObjectReloc *reloc) {
    return reloc->kind == RELOC_ADDRESS_SLEB && reloc->symbol == s->marks;
}

static void follow(Shake *s, const ObjectReloc *reloc) {
    switch (reloc->kind) {
    case RELOC_FUNCTION_LEB: want_func(s, s->object->symbols.items[reloc->symbol].index); break;
    case RELOC_TABLE_INDEX_SLEB:
    case RELOC_TABLE_INDEX_I32: {
        u32 func = s->object->symbols.items[reloc->symbol].index;
        s->is_in_table[func] = true;
        want_func(s, func);
        break;
    }
    case RELOC_ADDRESS_LEB:
    case RELOC_ADDRESS_SLEB:
    case RELOC_ADDRESS_I32:
        if (!shake_is_mark(s, reloc))
            add_symbol(s, reloc->symbol);
        else if (reloc->addend > 0)
            shake_add_part(s, (u32)reloc->addend);
        break;
    default: break;
    }
}

static void follow_func(Shake *s, u32 func) {
    const WasmObject *o = s->object;
    if (func < o->imports.count) return;
    s->at = func;
    const ObjectBody *body = &o->bodies.items[func - o->imports.count];
    RelocRange range =
        shake_relocs_in(o->code_relocs.items, o->code_relocs.count, body->offset, body->bytes.len);
    for (u32 i = range.first; i < range.end; i++) follow(s, &o->code_relocs.items[i]);
}

// Offset of a data symbol's first byte in the section's contents.
static u32 place_of(const Shake *s, const ObjectSymbol *symbol) {
    return s->object->segments.items[symbol->index].offset + symbol->offset;
}

static const RowParts *parts_of_rows(const Shake *s, const ShakeTable *table) {
    return table->row_parts ? table->row_parts : s->row_parts;
}

static bool has_row_part(const Shake *s, const ShakeTable *table, u32 row) {
    const RowParts *parts = parts_of_rows(s, table);
    if (!parts || !s->is_part_live) return true;
    const u16 *any = parts[row].any;
    return !any[0] || s->is_part_live[any[0]] || s->is_part_live[any[1]] || s->is_part_live[any[2]];
}

// The row that a place in the data belongs to, or UINT32_MAX.
static u32 row_at(const Shake *s, const ShakeTable *table, u32 offset) {
    const ObjectSymbol *rows = &s->object->symbols.items[table->symbol];
    u32 start = place_of(s, rows);
    bool is_inside = offset >= start && offset < start + rows->size;
    return is_inside ? (offset - start) / table->row_bytes : UINT32_MAX;
}

static bool is_row_dead(const Shake *s, const ObjectReloc *reloc) {
    for (u32 i = 0; i < s->table_count; i++) {
        u32 row = row_at(s, &s->tables[i], reloc->offset);
        if (row != UINT32_MAX) return !s->is_row_live[row] || !has_row_part(s, &s->tables[i], row);
    }
    return false;
}

static void follow_symbol(Shake *s, u32 index) {
    const WasmObject *o = s->object;
    const ObjectSymbol *symbol = &o->symbols.items[index];
    s->at = s->func_count + index;
    RelocRange range = shake_relocs_in(o->data_relocs.items, o->data_relocs.count,
                                       place_of(s, symbol), symbol->size);
    for (u32 i = range.first; i < range.end; i++) {
        if (!is_row_dead(s, &o->data_relocs.items[i])) follow(s, &o->data_relocs.items[i]);
    }
}

// ---- parts

static u32 word_at(Slice bytes, u32 at, u32 count) {
    u32 word = 0;
    for (u32 i = 0; i < count; i++) word |= (u32)bytes.data[at + i] << 8 * i;
    return word;
}

// A row of PART_ONLY or PART_HOOK: the function's address, then its parts, 0 behind the last.
static void read_gate(Shake *s, const ObjectSymbol *symbol, bool is_hook) {
    const WasmObject *o = s->object;
    RelocRange range = shake_relocs_in(o->data_relocs.items, o->data_relocs.count,
                                       place_of(s, symbol), WORD_BYTES);
    if (range.first == range.end) return;
    const ObjectReloc *reloc = &o->data_relocs.items[range.first];
    if (reloc->kind != RELOC_TABLE_INDEX_I32) return;
    u32 func = o->symbols.items[reloc->symbol].index;
    Slice bytes = o->segments.items[symbol->index].bytes;
    for (u32 at = WORD_BYTES; at + 2 <= symbol->size; at += 2) {
        u32 part = word_at(bytes, symbol->offset + at, 2);
        if (part == 0 || part >= s->part_count) break;
        *VEC_PUSH(s->arena, &s->gates) = (ShakePart){func, part};
        s->is_gated[func] = true;
        s->is_hook[func] = is_hook;
    }
}

void shake_gate(Shake *s, const u16 *part_base, u32 part_count) {
    s->part_base = part_base;
    s->part_count = part_count;
    s->is_hook = ARENA_NEW_ARRAY(s->arena, bool, s->func_count + 1);
    s->is_gated = ARENA_NEW_ARRAY(s->arena, bool, s->func_count + 1);
    s->is_part_live = ARENA_NEW_ARRAY(s->arena, bool, part_count);
    s->part_from = ARENA_NEW_ARRAY(s->arena, u32, part_count);
    for (u32 i = 0; i < s->object->symbols.count; i++) {
        const ObjectSymbol *symbol = &s->object->symbols.items[i];
        if (!has_bytes(s, symbol)) continue;
        bool is_hook = slice_starts_with(symbol->name, slice_of_text(hook_prefix));
        if (is_hook || slice_starts_with(symbol->name, slice_of_text(gate_prefix)))
            read_gate(s, symbol, is_hook);
    }
}

static void open_rows_of(Shake *s, const ShakeTable *table, u32 part) {
    const WasmObject *o = s->object;
    const ObjectSymbol *rows = &o->symbols.items[table->symbol];
    if (!s->is_symbol_live[table->symbol]) return;
    u32 old = s->at;
    s->at = s->func_count + table->symbol;
    RelocRange range =
        shake_relocs_in(o->data_relocs.items, o->data_relocs.count, place_of(s, rows), rows->size);
    for (u32 i = range.first; i < range.end; i++) {
        const ObjectReloc *reloc = &o->data_relocs.items[i];
        u32 row = row_at(s, table, reloc->offset);
        const u16 *any = parts_of_rows(s, table)[row].any;
        if ((any[0] == part || any[1] == part || any[2] == part) && s->is_row_live[row])
            follow(s, reloc);
    }
    s->at = old;
}

// Rows of natives that count now.
static void open_rows(Shake *s, u32 part) {
    for (u32 i = 0; s->row_parts && i < s->table_count; i++) open_rows_of(s, &s->tables[i], part);
}

// Opens the functions of the part; those that somebody wanted are reached.
static void open_part(Shake *s, u32 part) {
    for (u32 i = 0; i < s->gates.count; i++) {
        u32 func = s->gates.items[i].func;
        if (s->gates.items[i].part != part || !s->is_gated[func]) continue;
        s->is_gated[func] = false;
        u32 old = s->at;
        for (u32 k = 0; k < s->wanted.count; k++) {
            if (s->wanted.items[k].to != func) continue;
            s->at = s->wanted.items[k].from;
            reach_func(s, func);
        }
        s->at = old;
    }
    open_rows(s, part);
}

void shake_add_part(Shake *s, u32 part) {
    for (; s->is_part_live && part > 0 && part < s->part_count && !s->is_part_live[part];
         part = s->part_base[part]) {
        s->is_part_live[part] = true;
        s->part_from[part] = s->at;
        open_part(s, part);
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

// In the order in which things are reached: so chains of them are short.
static void drain(Shake *s) {
    while (s->funcs_done < s->funcs.count || s->symbols_done < s->symbols.count) {
        if (s->funcs_done < s->funcs.count)
            follow_func(s, s->funcs.items[s->funcs_done++]);
        else
            follow_symbol(s, s->symbols.items[s->symbols_done++]);
    }
    s->at = shake_root(s);
}

// What is left of dead rows is zeros.
static void set_rows_dead(Shake *s, const ShakeTable *table) {
    const ObjectSymbol *rows = &s->object->symbols.items[table->symbol];
    for (u32 i = 0; s->row_parts && i < rows->size; i++) {
        u32 row = i / table->row_bytes;
        bool is_live = s->is_row_live[row] && has_row_part(s, table, row);
        if (!is_live) s->is_dead[rows->index][rows->offset + i] = true;
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
    for (u32 i = 0; i < s->table_count; i++) set_rows_dead(s, &s->tables[i]);
}
