// compiler/pass/inline.h — puts the bodies of small functions where they are called.
//
// Requires:  a verified function before pass/counts.
// Preserves: tracebacks: the callee's error blocks record their own positions.
// Leaves:    blocks that only jump; pass/simplify merges them.
#pragma once

#include "compiler/ir/func.h"

enum {
    INLINE_INSTS_MAX = 64,
    INLINE_BLOCKS_MAX = 20,
    INLINE_GROWN_MAX = 160,
    INLINE_CALLER_INSTS_MAX = 4000
};

// Callees first: what they call is in them when they are put into their callers. A function is
// measured as it was written.
void pass_inline(IrModule *module, Arena *scratch);
