// compiler/c/c.h — prints a module as one C file, for the system compiler.
//
// The output includes abi/inline.h and links with the runtime. It is C17 with -fno-strict-aliasing
// -fwrapv. Each IR function is a static C function with `RtState *rt` first; a fallible one returns
// a Result… struct. Blocks are labels, values are locals.
#pragma once

#include "base/bytes.h"
#include "compiler/ir/func.h"

typedef enum {
    C_PROGRAM,    // with a main() that runs the unit
    C_UNIT,       // exports `const RtUnit kr_unit`
    C_EXTENSION,  // a module for CPython: exports PyInit_NAME
} COutput;

// Wants functions after pass/counts.
// `name`: of the module that C_EXTENSION makes, else empty.
void c_print(Bytes *out, const IrModule *module, COutput output, Slice name);
