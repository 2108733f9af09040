// runtime/core/type_form.h — types that are written with brackets and bars: list[int], int | None.
#pragma once

#include "runtime/core/class.h"
#include "runtime/core/result.h"

// holder[key] of a built-in class that takes parameters; UNDEFINED: it takes none.
Value type_form_of_class(RtState *rt, RtClass *holder, Value key);
// left | right; NotImplemented when one of them is no type.
ResultWord type_form_union(RtState *rt, Value left, Value right);
