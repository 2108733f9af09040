// compiler/wasm/loop.h — outermost loops as functions of their own.
//
// Engines compile a function first quickly and badly, and replace its code only when it is called
// again: a loop that runs long within one call stays slow. So such a loop becomes a function that
// is called for some turns at a time and gives back what it has so far:
//
//   loop function (what it reads from outside, the header's parameters)
//     → the values of `outs`, and the number of the exit it took, or -1 for "call me again"
//
// Both functions are the original with other blocks: in the caller the header holds only the call
// and a switch over the exits, in the loop function the exits are blocks that return.
#pragma once

#include "compiler/wasm/emit_priv.h"

struct WasmLoop {
    u32 number;  // in the module
    IrBlock header;
    u32 turns;  // for each call
    VEC(IrValue) ins, outs;
    VEC(IrEdge) exits;
    IrFunc body;  // the loop function
};

// Which functions may have their loops taken out: those that are not called from inner loops.
void wasm_find_callers(WasmModule *m);
// The function without its outermost loops, which are added to `m->loops`; or `func` itself.
const IrFunc *wasm_split_loops(WasmModule *m, u32 func_index, const IrFlow *flow);
u32 wasm_type_of_loop(WasmModule *m, const WasmLoop *loop);
void wasm_op_loop_call(WasmFunc *f, IrValue value);
void wasm_loop_exit(WasmFunc *f, i64 exit);  // in the loop function: gives back `outs` and `exit`
void wasm_loop_turn(WasmFunc *f);            // at its header: leaves when enough turns are done
