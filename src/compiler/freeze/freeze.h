// compiler/freeze/freeze.h — bodies of library modules run when the program is compiled, and what
// they made becomes data (abi/frozen.h, design note 027).
//
//   freeze_bodies(arena, module, &report)     between the passes and a back end
//
// The interpreter runs the bodies in a state that is sealed: it asks nothing of the world, runs for
// a bounded time, and sees only modules that were frozen before. A body that wants more, or makes
// an object that cannot be written, is left as it is and runs at start; the report says why.
#pragma once

#include "base/bytes.h"
#include "compiler/ir/func.h"

typedef struct {
    Slice module;
    bool is_frozen;
    Slice why;  // it is not
    u32 line;   // of the body, or 0
    u32 bytes;  // of data that took its place
} FreezeNote;

typedef struct {
    VEC(FreezeNote) notes;  // of the modules that were tried
    u32 dropped_count;      // functions that only bodies called
} FreezeReport;

void freeze_bodies(Arena *arena, IrModule *module, FreezeReport *report);
void freeze_print(const FreezeReport *report, Bytes *out);  // a line for each module
