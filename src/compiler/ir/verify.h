// compiler/ir/verify.h — checks everything that passes and back ends rely on.
//
//  - every block ends with its only terminator; behind every fallible instruction stands a BRERR
//  - argument counts and types are those of ops.def, calls.def, the callee or the target block
//  - no result of type void is used; each use is dominated by its definition
//  - a fallible result is used only where its success edge dominates
//  - CONST_POOL, GLOBAL, CLASS, CALL indices exist
#pragma once

#include "base/bytes.h"
#include "compiler/ir/func.h"

// Returns the number of faults and describes them, one per line, in `report`. Sets
// func->is_verified when there are none.
u32 ir_verify_func(const IrModule *module, IrFunc *func, Bytes *report);
u32 ir_verify(const IrModule *module, Bytes *report);
