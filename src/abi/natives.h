// abi/natives.h — numbers and rows of the table natives.def.
#pragma once

#include "abi/object.h"

typedef enum {
#define NATIVE(ID, ...) NATIVE_##ID,
#include "abi/natives.def"
#undef NATIVE
    NATIVE_COUNT,
} NativeId;

// Owners that are not classes.
enum {
    NATIVE_OWNER_BUILTINS = 1000,
    NATIVE_OWNER_MODULE_BUILTINS = NATIVE_OWNER_BUILTINS,  // of classes that no module shows
#define MODULE(NAME, name) NATIVE_OWNER_MODULE_##NAME,
#include "abi/modules.def"
};

typedef struct {
    const char *name, *params, *result;
    u16 owner;  // class id or NATIVE_OWNER_…
    u8 effect;  // RtEffect
} NativeRow;

extern const NativeRow native_rows[NATIVE_COUNT];

// The class that a native module shows under a name, or CLASS_OBJECT; and the row that makes an
// instance of a native class, or NATIVE_COUNT.
u32 native_class_shown(u32 owner, const void *name, usize len);
u32 native_class_maker(u32 class_id);
