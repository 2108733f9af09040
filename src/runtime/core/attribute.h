// runtime/core/attribute.h — what an attribute found on a class is for an instance or for the
// class.
#pragma once

#include "runtime/core/class.h"
#include "runtime/core/result.h"

// AttributeError in CPython's words.
ResultWord attribute_missing(RtState *rt, Value value, const Str *name);
ResultWord attribute_bind(RtState *rt, const ClassAttribute *attribute, Value self,
                          const Str *name);
ResultWord attribute_bind_to_class(RtState *rt, const ClassAttribute *attribute, RtClass *holder,
                                   const Str *name);
// Stores what a native class computes (ATTRIBUTE_GETTER); 1: exception.
u32 attribute_set_computed(RtState *rt, const ClassAttribute *getter, Value value, const Str *name,
                           Value content);
// What objects keep themselves, by the struct of `class_id`; UNDEFINED: none of that name.
Value attribute_of_struct(RtState *rt, u32 class_id, Value value, Str *name);
// What every class object has: __name__, __mro__ …; UNDEFINED: none of that name.
Value attribute_of_class(RtState *rt, RtClass *holder, const Str *name);
