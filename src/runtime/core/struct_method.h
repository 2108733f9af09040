// runtime/core/struct_method.h — the special methods of built-in classes, as attributes of them.
#pragma once

#include "runtime/core/class.h"

typedef void StructMethodAdd(RtState *rt, u32 class_id, u32 native);
void struct_method_add_all(RtState *rt, StructMethodAdd *add);
bool struct_method_is(u32 native);  // a row that class_init_builtins leaves to them
