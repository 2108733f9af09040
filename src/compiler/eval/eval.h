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

// Looks on while functions run, and stops them: compiler/freeze. A run that was stopped gives back
// nothing and leaves its state in no order: the state has to be thrown away.
typedef struct EvalWatch EvalWatch;
struct EvalWatch {
    u64 blocks_left;  // so many more may run
    bool is_stopped;  // set by anyone: the run ends behind the instruction
    // Before an instruction that calls, or reaches for what belongs to a module. False: stop.
    bool (*may_run)(EvalWatch *watch, u32 func_index, const IrInst *inst, const u64 *args);
    // Instead of the call of a function: true when that is all there is to it.
    bool (*instead)(EvalWatch *watch, u32 func_index, u32 callee);
    u32 noted_func;      // where it was stopped in this function: a position of the module, or
    u32 noted_position;  // IR_NONE
};

// `module` is borrowed and must outlive the result, which is in `arena`.
Eval *eval_new(Arena *arena, const IrModule *module);

void eval_set_watch(Eval *eval, EvalWatch *watch);
// Calls a function without parameters. 0, 1: an exception is set, EVAL_STOPPED.
enum { EVAL_STOPPED = 0x570b };
u32 eval_run(Eval *eval, RtState *rt, u32 func_index);

// What rt_unit_load wants. Sets rt->engine: one interpreted unit per state.
RtUnit eval_unit(Eval *eval, RtState *rt);
