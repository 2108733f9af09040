// runtime/core/repr.h — repr() of things that may contain themselves.
#pragma once

#include "runtime/core/builder.h"

// Enters a container; false when its repr is under way further out: then it is written as `text`.
bool repr_enter(StrBuilder *builder, Value value, const char *text);
void repr_leave(StrBuilder *builder);
