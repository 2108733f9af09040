// abi/unit.h — how a compiled unit describes itself to the runtime: one relocatable block of bytes,
// the same for the C back end, wasm and the interpreter, plus a table of code addresses. Design
// note 005. Numbers are unsigned LEB128.
//
//   "KRU1"
//   count, then constants   one tag byte each:
//                             's' len bytes        str, WTF-8
//                             'i' len bytes        the same, interned (names)
//                             'b' len bytes        bytes
//                             'n' sign len bytes   int outside the small range; sign 0 or 1,
//                                                  magnitude little-endian
//                             'v' 8 bytes          Value, little-endian (small int, float, None …)
//                             'f' 8 bytes          float that needs a box
//                             't' count indices    tuple of earlier constants
//   count, then globals     name_const kind(SlotKind)
//   count, then functions   name_const qualname_const params_const param_count required_count
//                           capture_count file_const first_line
//                           positional_count positional_only_count extra(FuncExtra)
//                           module_const doc_const locals_const free_const
//   count, then classes     name_const qualname_const module_const
//                           base_kind(0 builtin, 1 this unit) base_id
//                             count, own fields:   name_const kind(SlotKind)
//                             count, methods:      name_const func_index flags(0 method, 1 static,
//                                                  2 class)
//                             count, attributes:   name_const global_index
//   count, then positions   func_index line column end_line end_column
//
// Classes are in preorder of inheritance: a class's subclasses follow it at once. Columns count
// characters, from 0.
//
// In wasm these bytes are the custom section "krait.unit"; natively a static array.
#pragma once

#include "abi/object.h"
#include "base/status.h"

// What a native program hands to rt_unit_load. In wasm `codes` is the table index of the first
// function.
typedef struct {
    const u8 *description;
    usize description_bytes;
    const GenericCode *codes;  // generic entry by func_index; NULL where a function has none
    u32 (*run)(RtState *rt);   // runs the module bodies in order; 1 when an exception is left over
} RtUnit;

// Reads the description into `rt`; the unit gets the next free number. STATUS_CORRUPT for bad
// bytes: they are checked like any foreign input. On success `block` is the unit's block.
NODISCARD Status rt_unit_load(RtState *rt, const RtUnit *unit, u32 *unit_index, u64 **block);
