// compiler/pass/loop_guard.h — outermost loops twice: for numbers that are small, and for any.
//
//   jump -> loop(…)      becomes      n >= -LIMIT and n <= LIMIT ? loop(…) : copy of the loop(…)
//
// Requires:  the intervals of a verified function before pass/counts.
// Preserves: what the function does. The copy holds all that the loop's header dominates: no value
//            made there is used elsewhere but as an edge's argument.
// Leaves:    blocks that only jump; pass/simplify merges them.
//
// A number that comes from outside (an argument of the program, a field, an item of a dict) has no
// interval, and so has nothing that a loop computes from it. One question in front of the loop
// gives it one. Only loops of which a trial says that operations on ints become operations of the
// machine are copied. The copy is cold.
#pragma once

#include "compiler/pass/int_range_priv.h"

// `ranges` and `given` (by value) as ranges_find; `*ranges` is of the changed function afterwards.
void loop_guard(IrModule *module, IrFunc *func, Ranges *ranges, const Interval *given,
                Arena *scratch);
