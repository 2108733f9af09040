// compiler/pass/condition.h — branches whose condition an earlier branch has decided.
//
// Requires:  a verified function before pass/counts.
// Preserves: what the function does: a condition is a pure operation on values, which do not
// change. Leaves:    constant branches taken out and their blocks merged: it runs pass/simplify.
//
// `while node is not None: total += node.value` tests node once, not again for the attribute.
#pragma once

#include "compiler/ir/func.h"

void pass_condition(IrModule *module, IrFunc *func, Arena *scratch);
