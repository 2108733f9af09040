// pybind/extpy.h — what the C text of a module for CPython (krait build --target ext) hands to
// libkrait_ext.a: the unit and where its variables lie. Knows nothing of Python.h.
#pragma once

#include "abi/unit.h"

typedef struct {
    u32 name_const;   // number of the constant that is its name
    u32 slot;         // in the unit's block
    u32 kind;         // SlotKind
    u32 is_constant;  // never assigned again
} ExtpyExport;

typedef struct {
    const char *name;
    const RtUnit *unit;
    const ExtpyExport *exports;
    u32 export_count;
} ExtpyModule;

// Defined by the module's C text; each shared object has its own.
extern const ExtpyModule extpy_module;

// What PyInit_NAME returns.
void *extpy_init(void);
