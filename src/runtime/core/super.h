// runtime/core/super.h — super objects: their attributes and their text.
#pragma once

#include "runtime/core/builder.h"
#include "runtime/core/call.h"

ResultWord super_getattr(RtState *rt, Value value, Str *name);
// "<super: <class 'C'>, <D object>>"
void super_append_repr(StrBuilder *builder, const SuperObject *object);
