// compiler/pass/jump.h — jumps to blocks that do nothing but branch on what the jump passes on.
//
// Requires:  a verified function before pass/counts.
// Preserves: what the function does.
// Leaves:    `a or b` and `not blocked()` as branches alone, for pass/condition to see which ones
//            are decided; it runs pass/simplify. Heads of loops stay, so that loops keep one entry.
//
// A block of a few pure operations and a branch, whose values nobody else uses, is put in place of
// the jump to it; so is one that only jumps on.
#pragma once

#include "compiler/ir/func.h"

void pass_jump(IrModule *module, IrFunc *func, Arena *scratch);
