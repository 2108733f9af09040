// compiler/pass/field.h — what a field holds where that is known, and instances that nobody keeps.
//
// Requires:  a verified module before pass/counts, inlined.
// Preserves: what the functions do. Instances of compiled classes have no `__del__`, so that one
//            that is never made is not missed.
// Leaves:    conversions that undo one another; it runs pass/simplify where it changed something.
//
// Two things, both common after inlining:
//   - An instance that a function makes and only reads and writes fields of is no object: its
//     fields are the values that were stored. (`a.minus(b).length()` makes no Vector.)
//   - A field that was just read or written is known until something may write it: a call, or a
//     store to the same slot. Where paths meet, what all of them know stays known; a loop begins
//     with nothing.
#pragma once

#include "compiler/ir/func.h"

void pass_field(IrModule *module, Arena *scratch);
