// compiler/ir/print.h — the text form: what `krait ir` shows and golden tests compare;
// compiler/ir/read.h reads it back.
//
//   func @f(int, ref) -> int fails {
//   b0:
//     v0 = param 0 : int
//     v2 = int.add v0, v0
//     v3 = call.rt rt_getattr v1, v2 : value
//     brerr v3 -> b1, b2(v0)
//   b2(v7: int) cold:
//     ret.error
//   }
#pragma once

#include "base/bytes.h"
#include "compiler/ir/func.h"

void ir_print_func(Bytes *out, const IrModule *module, const IrFunc *func);
// First the tables of constants, globals, classes, specs.
void ir_print(Bytes *out, const IrModule *module);
