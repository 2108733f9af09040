// compiler/eval/eval.h — runs IR in process on the native runtime: the third engine of the
// differential tests, later the tier for `eval` and for what is run when compiling.
//
// Each IR value is a 64-bit word in its frame; operations are the functions of abi/inline.h, calls
// those of abi/calls.def. Wants functions after pass/counts.
#pragma once

#include "abi/unit.h"
#include "base/arena.h"
#include "compiler/ir/func.h"

typedef struct Eval Eval;

// `module` is borrowed and must outlive the result, which is in `arena`.
Eval *eval_new(Arena *arena, const IrModule *module);

// What rt_unit_load wants. Sets rt->engine: one interpreted unit per state.
RtUnit eval_unit(Eval *eval, RtState *rt);
