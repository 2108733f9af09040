// compiler/wasm/wasm.h — encodes a module as WebAssembly that is instantiated beside the runtime
// (design note 005).
//
//   imports  rt.memory, rt.__indirect_function_table, rt.__stack_pointer, the runtime's functions
//            that it calls; unit.block, unit.class_base, unit.table_base, unit.index,
//            unit.stack_limit: i32 globals, known when the unit is instantiated
//   exports  run: runs the module bodies; 1 when an exception is left over
//   elements at unit.table_base: the generic code of function spec k at table_base + k
//   custom   krait.unit: the description of abi/unit.h; krait.web (empty): it calls JavaScript;
//            krait.library (empty): the runtime's library (split.h) must be there before it runs
//
// Features: MVP, multi-value, sign extension, saturating conversion. RtState is at
// RT_STATE_ADDRESS.
#pragma once

#include "base/bytes.h"
#include "base/status.h"
#include "compiler/ir/func.h"
#include "compiler/wasm/report.h"

// Wants functions after pass/counts. Scratch memory comes from `out`'s arena.
void wasm_encode(Bytes *out, const IrModule *module);

// The same linked with the runtime: `runtime` is its module with relocations (object.h), of which
// only what the program reaches is left. It has no imports but the runtime's own.
//
//   exports  memory, __indirect_function_table, the runtime's rt_web_…, and as mutable globals
//            unit_block and unit_stack_limit: set by the loader before it runs the program;
//            unit_table_base
//   elements the unit's functions, then `run`: the last of the table
//
// CORRUPT, UNSUPPORTED or NOT_FOUND (it lacks a function of calls.def) are about `runtime`.
// `report` (or NULL) is told what the module carries.
NODISCARD Status wasm_link(Bytes *out, const IrModule *module, Slice runtime, LinkReport *report);

// Whether the program calls functions of that native module.
bool wasm_calls_module(const IrModule *module, const char *name);
