// compiler/pass/choose.h — a branch that only chooses between two numbers becomes a SELECT.
//
// Requires:  a verified function before pass/counts.
// Preserves: what the function does; instructions of a skipped block now run always, so only cheap
//            ones without effect and without faults are moved.
// Leaves:    blocks that nobody reaches or that only follow one another; pass/simplify clears up.
//
// min, max and `if x > best: best = x` guess wrong as often as their numbers are random, and
// engines do not turn such branches of wasm into moves.
#pragma once

#include "compiler/ir/func.h"

void pass_choose(IrModule *module, IrFunc *func, Arena *scratch);
