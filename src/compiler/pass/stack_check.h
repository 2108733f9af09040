// compiler/pass/stack_check.h — functions that no cycle of direct calls goes through do not check
// the stack.
//
// Requires:  a verified module before pass/inline, which leaves functions with a check alone.
// Preserves: a check in each function on a cycle that had one. Calls through the runtime are
//            checked there.
// Leaves:    error blocks that nobody reaches; pass/simplify drops them.
#pragma once

#include "compiler/ir/func.h"

void pass_stack_check(IrModule *module, Arena *scratch);
