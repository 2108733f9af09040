// compiler/wasm/reduce.h — loops with several ways in get one.
//
// A generator goes on in the midst of its loops, but WebAssembly has no way into a loop but its
// header. So the ways into such a loop meet in a block that is made for it, which branches on where
// to go: it is the loop's only header then. It has the parameters of all those ways; an edge leaves
// those alone that are not its own, by giving the block its own parameter. That is no SSA any more,
// but right for locals.
#pragma once

#include "compiler/wasm/emit_priv.h"

// The function with such loops only, or `func` itself where it has them.
const IrFunc *wasm_reduce(WasmModule *m, const IrFunc *func, const IrFlow *flow);
