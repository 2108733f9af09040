// What link.c, split.c, link_copy.c and link_native.c share.
#pragma once

#include "abi/natives.h"
#include "compiler/wasm/emit_priv.h"
#include "compiler/wasm/shake.h"

// By NativeId: may the program reach it? It does when it calls it by number, or when its name
// occurs in a text of the program; a program that can make names at run time reaches all.
bool *link_find_natives(Arena *arena, const IrModule *module);
// Is it of a module that a page fetches only for programs that import it (wasm_split)?
bool link_is_library(u32 native);
// Whether the program may call one of those.
bool link_needs_library(const IrModule *module);

// Where functions of the runtime are in a new module, by their old numbers.
typedef struct {
    const Shake *shake;  // borrowed
    u32 *func_index;
    u32 *table_index;  // 0: in no place of the table
} LinkCopy;

void link_copy_init(LinkCopy *copy, const Shake *shake);
// Each appends to a section; CORRUPT when the runtime is.
NODISCARD Status link_put_body(const LinkCopy *copy, const ObjectBody *body, Bytes *section);
// Bytes that are dead (by segment and byte) are left out; what lies at most `gap_max` bytes apart
// is one segment, with zeros between.
NODISCARD Status link_put_data(const LinkCopy *copy, bool *const *is_dead, u32 gap_max,
                               Bytes *section);
