// What link.c, split.c, link_copy.c and link_native.c share.
#pragma once

#include "abi/natives.h"
#include "compiler/wasm/emit_priv.h"
#include "compiler/wasm/shake.h"

// Why a program may reach a built-in function or method.
typedef enum {
    LINK_NOT_REACHED,
    LINK_RUNTIME,  // the runtime itself looks it up
    LINK_NAMED,    // its name occurs in a text of the program
    LINK_ANY,      // the program makes names at run time
    LINK_CALLED,   // by number
} LinkReason;

// By NativeId. `maker` is the name with which the program makes names at run time, or NULL.
u8 *link_find_natives(Arena *arena, const IrModule *module, const char **maker);
// By NativeId: parts of which one must be there for it to count; two times 0: it always does.
RowParts *link_row_parts(Arena *arena, const u8 *why);
const u16 *link_part_bases(void);  // by part: the class whose objects it has too, or 0
// All of them when it is not known what names the program makes.
void link_add_parts(Shake *shake, const IrModule *module, bool is_known);
// Is `inst` the call of a native, or the making of its function? Of which: NATIVE_COUNT when that
// is not known.
bool link_called_native(const IrFunc *func, const IrInst *inst, u32 *native);
// The names in texts that the program's code has in its hands.
void link_add_used_names(Map *names, Arena *arena, const IrModule *module);
// One of them by which the program makes further names at run time, or NULL.
const char *link_name_maker(const Map *names);
const char *link_module_of(u32 owner);  // of a native or a native class; NULL: of no module
// Is it something that a page fetches only for programs that say so (wasm_split)? A row of
// natives.def, of calls.def, a part.
bool link_is_library(u32 native);
bool link_is_of_library(u32 native);  // because of the class or the module that it belongs to
bool link_is_library_call(u32 call);
bool link_is_library_part(u32 part);
// Whether the program may need some of that.
bool link_needs_library(const IrModule *module, Arena *arena);

// Where functions of the runtime are in a new module, by their old numbers.
typedef struct {
    const Shake *shake;  // borrowed
    u32 *func_index;
    u32 *table_index;  // 0: in no place of the table
    u32 *func_bytes;   // of bodies that were put
    // By function: calls of it go through its place of the table; NULL for none.
    const bool *is_called_by_place;
} LinkCopy;

void link_copy_init(LinkCopy *copy, const Shake *shake);
// Each appends to a section; CORRUPT when the runtime is.
NODISCARD Status link_put_body(const LinkCopy *copy, const ObjectBody *body, Bytes *section);
// Bytes that are dead (by segment and byte) are left out; what lies at most `gap_max` bytes apart
// is one segment, with zeros between.
NODISCARD Status link_put_data(const LinkCopy *copy, bool *const *is_dead, u32 gap_max,
                               Bytes *section);
