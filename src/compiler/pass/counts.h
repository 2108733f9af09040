// compiler/pass/counts.h — inserts RETAIN and RELEASE.
//
// Requires:  a verified function without RETAIN and RELEASE.
// Preserves: values and their types; splits critical edges where a count changes on one.
// Result:    every reference is given up exactly once on every path. Arguments are borrowed and
//            results owned, but for what ops.def and calls.def say; the last use of a reference
//            moves it where the use takes it, else releases it after.
//
// ALIAS operations give their argument another type: all aliases of a value share its root's one
// reference. What PEEK operations read out of memory needs no reference of its own while its owner
// stays alive and nothing in between can store into the place it was read from (finalisers cannot:
// stage 1 has none); otherwise it is retained at once. The same goes for parameters of blocks that
// are always such values, as the node at hand of a loop over a linked list. Method: Perceus
// (Reinking et al., PLDI 2021) on SSA, with liveness found per use (Boissinot et al., CGO 2008).
#pragma once

#include "compiler/ir/func.h"

void pass_counts(IrModule *module, IrFunc *func, Arena *scratch);
