// compiler/pass/int_range.h — finds where ints cannot be big and replaces Python's arithmetic by
// the machine's.
//
// Requires:  a verified function before pass/counts.
// Preserves: control flow, but for the error edges of instructions that turn out not to fail.
//
// Each INT and I64 value gets an interval; for an INT the ends INT64_MIN and INT64_MAX mean "maybe
// big". Intervals grow to a fixed point over the blocks in reverse postorder (with widening at
// loops), then shrink twice; comparisons that lead to a block narrow what it sees (Cousot and
// Cousot 1977; Rodrigues, Campos and Pereira, CGO 2013). Then
//   - INT operations on small intervals with a small result become I64 operations,
//   - what is masked by `& constant` is computed modulo 2^64 (demanded bits): nothing can overflow,
//   - loop variables and other parameters of small interval become I64,
//   - index checks learn that an index is not negative (IR_INDEX_NOT_NEGATIVE).
#pragma once

#include "compiler/ir/func.h"

void pass_range(IrModule *module, IrFunc *func, Arena *scratch);
