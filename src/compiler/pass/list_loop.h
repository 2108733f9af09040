// compiler/pass/list_loop.h — what a loop asks of a list again and again is asked once, before it.
//
// Requires:  a verified function before pass/counts; pass/int_range has run.
// Preserves: what the function does; splits the edge into a loop where it needs a place before it.
// Leaves:    blocks that only jump; pass/simplify merges them.
//
// Concerns loops in which nothing can change a list's length or buffer: no append, no call that
// writes; outer loops first. For a list made outside the loop, its length and the address of its
// items are read in front (and its sharing ended there, if the loop stores into it). In the loop
// an index check is a comparison with the length; it vanishes where the same index of the same
// list was checked on every way to it. The same goes for bytearrays, and for lists of module
// variables that the function only reads.
#pragma once

#include "compiler/ir/func.h"

void pass_list_loop(IrModule *module, IrFunc *func, Arena *scratch);
