// compiler/pass/simplify.h — local clean-up: conversions that undo each other, constant conditions,
// parameters that are always the same value, blocks that only follow one another, instructions that
// nobody uses.
//
// Requires:  a verified function before pass/counts.
// Preserves: what the function does; not its blocks and values.
#pragma once

#include "compiler/ir/func.h"

void pass_simplify(IrModule *module, IrFunc *func, Arena *scratch);
