// runtime/core/module.h — native modules as objects, and structseq objects (sys.version_info,
// time.struct_time).
#pragma once

#include "runtime/core/count.h"
#include "runtime/core/result.h"

typedef struct {
    Object head;
    u32 number;  // in modules.def, or one of those below
    Str *name;   // owned
    Value dict;  // values that are made once: constants, sys.argv …
    // of a unit's module: unit_module.h
    Value info, places;  // tuple; dict: variable to number of its global
    const struct LoadedUnit *unit;
    bool is_complete;  // its body has ended
} ModuleObject;

enum {
    MODULE_COUNT =
#define MODULE(NAME, name) 1 +
#include "abi/modules.def"
        0,
    MODULE_OF_UNIT = MODULE_COUNT,
    MODULE_FREE,  // made by types.ModuleType: all that it has is in `dict`
};

// A named tuple. Its first two fields are laid out as SliceObject's: item access goes to `items`.
typedef struct {
    Object head;
    Value items;      // tuple
    Value names;      // tuple of str
    Value type_name;  // str: what repr() begins with
} StructSequence;

const char *module_name(u32 owner);                      // of NATIVE_OWNER_MODULE_x
Value module_value_make(RtState *rt, const char *name);  // of kind STATE in modules.def
Value module_get(RtState *rt, u32 number);               // by place in modules.def
ResultWord module_getattr(RtState *rt, Value module, Str *name);
u32 module_delattr(RtState *rt, Value module, Str *name);
u32 module_setattr(RtState *rt, Value module, Str *name, Value value);
Value struct_sequence_new(RtState *rt, const char *type_name, const char *const *names,
                          const Value *items, u32 count);  // takes items
Value struct_sequence_attribute(RtState *rt, StructSequence *sequence, const Str *name);
