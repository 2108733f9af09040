// runtime/core/unit.h — loaded units: what their descriptions say, decoded.
#pragma once

#include "abi/unit.h"
#include "runtime/core/class.h"

typedef struct {
    u32 func_index, line, column, end_line, end_column;
} UnitPosition;

struct LoadedUnit {
    u64 *block;  // constants, globals, classes
    u32 const_count, global_count, func_count, class_count, position_count;
    bool is_final;     // the block has its final size: globals and classes are in it
    u8 *global_kinds;  // SlotKind by global
    FuncSpec *specs;
    GenericCode *codes;  // by function
    UnitPosition *positions;
    ValueStack shared;  // objects of frozen module bodies that others refer to (rebuild.c)
};

// A new function object of the unit's; captures are UNDEFINED.
Func *unit_func_new(RtState *rt, const LoadedUnit *unit, u32 index);

void unit_free_globals(
    RtState *rt);  // releases module variables and class attributes: the program's objects
void unit_free_all(RtState *rt);
