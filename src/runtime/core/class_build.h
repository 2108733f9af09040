// runtime/core/class_build.h — open classes: making them from a name, bases and a namespace, as
// type(name, bases, dict) does, and making their instances.
#pragma once

#include "runtime/core/call.h"

// Keywords that go on to __init_subclass__.
typedef struct {
    const KeywordArg *items;
    u32 count;
} KeywordArgs;

// The new class, by the metaclass `meta` itself: no __new__ or __init__ of it is called. `space` is
// a dict or an instance of a subclass.
ResultWord class_build(RtState *rt, RtClass *meta, Str *name, Tuple *bases, Value space,
                       KeywordArgs keywords);
// The metaclass that the bases and `meta` agree on, or NULL: TypeError.
RtClass *class_build_meta(RtState *rt, RtClass *meta, const Tuple *bases);
// The order of look-up of `made`, from its bases; false: TypeError.
bool class_build_mro(RtState *rt, RtClass *made);

// C.name = value, functions in it being methods.
void class_set_open_attribute(RtState *rt, RtClass *holder, Str *name, Value value);

// What cls.__new__ gives when no class of the program defines it: arguments that the built-in class
// takes are used, its struct is made.
ResultWord class_new_instance(RtState *rt, RtClass *holder, const Value *args, u32 count,
                              KeywordArgs keywords);
// cls(…) as type.__call__ does it: __new__, then __init__.
ResultWord class_instantiate(RtState *rt, RtClass *holder, const Value *args, u32 count,
                             KeywordArgs keywords);
