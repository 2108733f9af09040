// runtime/core/methods/native.h — prototypes of all natives, from the table.
#pragma once

#include "abi/object.h"

#define NATIVE(ID, ...) ResultWord rt_native_##ID(RtState *rt, const Value *args);
#include "abi/natives.def"
#undef NATIVE
