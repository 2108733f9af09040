// compiler/wasm/shake.h — what of a module a program can reach: functions, entries of the table
// and bytes of data, followed along the relocations; and which of its parts (abi/part.h) the
// program can have. A function that only belongs to parts is reached when one of them is there.
#pragma once

#include "compiler/wasm/object.h"

// Who reached what: functions by number, then data symbols, then the program itself.
typedef struct {
    u32 from, to;
} ShakeEdge;

typedef struct {
    u32 func, part;
} ShakePart;

// Parts of which one is enough; the first is 0 where none is needed.
typedef struct {
    u16 any[3];
} RowParts;

// A data symbol that is an array with a row for each native.
typedef struct {
    u32 symbol, row_bytes;
    const RowParts *row_parts;  // borrowed; NULL: those of the Shake
} ShakeTable;

enum { SHAKE_TABLES_MAX = 2 };

typedef struct {
    Arena *arena;               // borrowed
    const WasmObject *object;   // borrowed
    u32 func_count;             // with imports
    bool *is_live;              // by function
    bool *is_in_table;          // by function: its address is taken
    bool *is_symbol_live;       // data symbols
    const bool *is_row_live;    // borrowed: which rows of the tables count
    const RowParts *row_parts;  // borrowed: by word, without which it does not count; or NULL
    ShakeTable tables[SHAKE_TABLES_MAX];
    u32 table_count;
    VEC(u32) funcs, symbols;  // reached, in order
    u32 funcs_done, symbols_done;
    VEC(ShakeEdge) edges;
    u32 at;  // the node that is followed
    // Parts: none of this before shake_gate.
    VEC(ShakePart) gates;  // functions that belong to parts only
    bool *is_hook;   // by function: calls of it are left out, not traps, when it is not reached
    bool *is_gated;  // by function: none of its parts is there yet
    VEC(ShakeEdge) wanted;  // edges to such functions
    bool *is_part_live;     // by part
    u32 *part_from;         // by part: who made it
    const u16 *part_base;   // borrowed: by part, the one that comes with it, or 0
    u32 part_count, marks;  // marks: symbol of the places that PART_MAKE names, or UINT32_MAX
    // By segment and byte: does a symbol that nobody reaches own it?
    bool **is_dead;
} Shake;

void shake_init(Shake *s, Arena *arena, const WasmObject *object);
// The data symbol `name` is an array of rows, of which only some count. Those of all such tables
// are about the same things.
void shake_choose_rows(Shake *s, Slice name, const bool *is_row_live, u32 row_count);
// From now on functions of parts wait for them. A part brings its base along.
void shake_gate(Shake *s, const u16 *part_base, u32 part_count);
void shake_add_part(Shake *s, u32 part);
void shake_add_func(Shake *s, u32 func);  // whatever part it belongs to
void shake_run(Shake *s);                 // when all roots are added

// The node of the program itself.
u32 shake_root(const Shake *s);
// Relocations [first, end) of those in `relocs` that lie in [start, start + len).
typedef struct {
    u32 first, end;
} RelocRange;
RelocRange shake_relocs_in(const ObjectReloc *relocs, u32 count, u32 start, u64 len);
// Whether a relocation in the data counts: its bytes are reached.
bool shake_is_reloc_live(const Shake *s, const ObjectReloc *reloc);
// Whether the relocation is of an instruction of PART_MAKE: i32.const and the number, then drop.
bool shake_is_mark(const Shake *s, const ObjectReloc *reloc);
