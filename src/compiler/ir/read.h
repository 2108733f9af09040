// compiler/ir/read.h — reads back what print.h prints, so that each pass can be tested from text to
// text.
#pragma once

#include "base/bytes.h"
#include "compiler/ir/func.h"

enum { IR_READ_VALUES_MAX = 1 << 20 };  // numbers of values and blocks above this are refused

// NULL after a fault, described in `report` with its line. The text is foreign: anything may stand
// in it. What is read is not verified.
IrModule *ir_read(Arena *arena, Slice text, Bytes *report);
