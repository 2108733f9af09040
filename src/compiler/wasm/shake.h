// compiler/wasm/shake.h — what of a module a program can reach: functions, entries of the table
// and bytes of data, followed along the relocations.
#pragma once

#include "compiler/wasm/object.h"

typedef struct {
    Arena *arena;              // borrowed
    const WasmObject *object;  // borrowed
    u32 func_count;            // with imports
    bool *is_live;             // by function
    bool *is_in_table;         // by function: its address is taken
    bool *is_symbol_live;      // data symbols
    const bool *is_row_live;   // borrowed: of the table named `rows`, word by word; or NULL for all
    u32 rows;                  // symbol, or UINT32_MAX
    VEC(u32) funcs, symbols;   // reached, not yet followed
    // By segment and byte: does a symbol that nobody reaches own it?
    bool **is_dead;
} Shake;

void shake_init(Shake *s, Arena *arena, const WasmObject *object);
// The data symbol `name` is an array of function addresses, of which only some words count.
void shake_choose_rows(Shake *s, Slice name, const bool *is_row_live, u32 row_count);
void shake_add_func(Shake *s, u32 func);
void shake_run(Shake *s);  // when all roots are added

// Relocations [first, end) of those in `relocs` that lie in [start, start + len).
typedef struct {
    u32 first, end;
} RelocRange;
RelocRange shake_relocs_in(const ObjectReloc *relocs, u32 count, u32 start, u64 len);
// Whether a relocation in the data counts: its bytes are reached.
bool shake_is_reloc_live(const Shake *s, const ObjectReloc *reloc);
