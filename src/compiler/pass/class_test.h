// compiler/pass/class_test.h — tests for classes of the program on values that are objects for
// sure.
//
// Requires:  a verified function before pass/counts; pass/condition has run, which knows such tests
//            as one operation.
// Preserves: what the function does.
// Leaves:    the class read once for all tests of a value, and plain comparisons.
#pragma once

#include "compiler/ir/func.h"

void pass_class_test(IrModule *module, IrFunc *func, Arena *scratch);
