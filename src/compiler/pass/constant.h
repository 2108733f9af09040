// compiler/pass/constant.h — module variables that are set once, to a constant, are that constant.
//
// Requires:  a verified module before pass/counts.
// Preserves: what the program does: nobody reads such a variable before it is set, and nothing but
//            GLOBAL_SET stores into it (IrSlot.is_closed).
#pragma once

#include "compiler/ir/func.h"

void pass_constant(IrModule *module, Arena *scratch);
