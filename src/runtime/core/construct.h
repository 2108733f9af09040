// runtime/core/construct.h — parts of calling a class.
#pragma once

#include "runtime/core/call.h"

// The native that makes an instance of a built-in class, or NATIVE_COUNT.
u32 construct_native(RtState *rt, u32 class_id);
// Calls the __init__ that a class of the program defines; false: exception.
bool construct_init(RtState *rt, const ClassAttribute *init, Value instance, const Value *args,
                    u32 count, const KeywordArg *kwargs, u32 kwarg_count);
Value construct_type_of(RtState *rt, Value value);  // its class, as type(value)
