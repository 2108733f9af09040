// compiler/pass/char_code.h — characters are compared as numbers.
//
// Requires:  a verified function before pass/counts.
// Preserves: control flow.
//
// A str of one character that an index or a loop makes, and a constant of one character, are equal
// when their code points are, and in the same order. Where both sides of a comparison are such,
// the code points are compared; a character that is wanted for nothing else is then never made
// (pass/simplify drops it).
#pragma once

#include "compiler/ir/func.h"

void pass_char_code(IrModule *module, IrFunc *func, Arena *scratch);
