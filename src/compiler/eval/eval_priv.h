// What eval.c shares with the trampolines of eval_calls.c.
#pragma once

#include "abi/calls.h"

// Calls the runtime function `call` with words as arguments. Returns whether it raised; `*result`
// is its result's word.
typedef u32 (*EvalCall)(RtState *rt, const u64 *args, u64 *result);

extern const EvalCall eval_calls[RT_CALL_COUNT];
