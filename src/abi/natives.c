#include "abi/natives.h"

#include "abi/calls.h"

// Owners as they are written in natives.def.
enum {
#define CLASS(NAME, text, BASE) OWNER_##NAME = CLASS_##NAME,
#include "abi/classes.def"
#undef CLASS
    OWNER_BASE_EXCEPTION = CLASS_BASE_EXCEPTION,
    OWNER_BUILTINS = NATIVE_OWNER_BUILTINS,
#define MODULE(NAME, name) OWNER_MODULE_##NAME = NATIVE_OWNER_MODULE_##NAME,
#include "abi/modules.def"
};

const NativeRow native_rows[NATIVE_COUNT] = {
#define NATIVE(ID, OWNER, name, params, result, EFFECT)                                            \
    {name, params, result, OWNER_##OWNER, RT_EFFECT_##EFFECT},
#include "abi/natives.def"
};
