// compiler/pass/tuple_item.h — items of tuples that are made in sight are the values they were
// made of.
//
// Requires:  a verified function before pass/counts.
// Preserves: what the function does: tuples do not change.
// Leaves:    no TUPLE_NEW that nobody uses; conversions that undo one another (pass/simplify).
//
// `a, b = divmod(x, y)` and calls of small functions that return several values then need no tuple.
#pragma once

#include "compiler/ir/func.h"

void pass_tuple_item(IrModule *module, IrFunc *func, Arena *scratch);
