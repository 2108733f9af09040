// compiler/pass/infallible.h — functions that never raise return plain values, and their callers
// have no error edge.
//
// Requires:  a verified module.
// Effect:    a function without a reachable RET_ERROR loses can_fail; calls of such functions
//            become infallible, which may make their callers so in turn.
#pragma once

#include "compiler/ir/func.h"

void pass_infallible(IrModule *module, Arena *scratch);
