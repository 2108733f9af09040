// compiler/pass/module_range.h — intervals across functions, lists, tuples and module variables,
// and the pass that uses them: pass/int_range on every function.
//
// Requires:  a verified module before pass/counts.
// Preserves: as pass/int_range.
//
// The classes of pass/item_class get intervals; functions are analysed again, in rounds, while an
// interval that they read has grown. So a list whose stores are all masked is a list of small ints
// wherever it is read. If there is no fixed point in time, each function is taken alone.
#pragma once

#include "compiler/ir/func.h"

void pass_module_range(IrModule *module, Arena *scratch);
