// runtime/core/open.h — instances of open classes and class objects as CPython sees them: a
// __dict__, descriptors, and the hooks __getattribute__, __getattr__, __setattr__, __delattr__.
#pragma once

#include "runtime/core/attribute.h"
#include "runtime/core/dict.h"

// The instance's __dict__, lent; NULL when it has none. With `makes` it is made on demand.
Dict *open_dict_peek(RtState *rt, Value self, bool makes);
u32 open_set_dict(RtState *rt, Value self, Value dict);  // 1: exception

// `has_hooks`: __getattribute__ and its like are asked first; else as object's own methods do.
ResultWord open_getattr(RtState *rt, Value self, Str *name, bool has_hooks);
u32 open_setattr(RtState *rt, Value self, Str *name, Value content, bool has_hooks);
u32 open_delattr(RtState *rt, Value self, Str *name, bool has_hooks);
// The same for class objects, whose class is their metaclass.
ResultWord open_class_getattr(RtState *rt, RtClass *holder, Str *name, bool has_hooks);
u32 open_class_setattr(RtState *rt, RtClass *holder, Str *name, Value content, bool has_hooks);
u32 open_class_delattr(RtState *rt, RtClass *holder, Str *name, bool has_hooks);
// Whether a method call may go to what the class has: nothing of the instance's hides it.
bool open_is_hidden(RtState *rt, Value self, const ClassAttribute *attribute, Str *name);
// The class's own attributes in the order of their definition, as a new dict.
Dict *open_class_dict(RtState *rt, const RtClass *holder);

// Runs __del__; false when the object lives on.
bool open_finalize(RtState *rt, Object *object);
// The same amid its life, for the collector: then its end does not run it again. True when it ran.
bool open_finalize_early(RtState *rt, Object *object);
// Gives back the parts that only instances of open classes have.
void open_release_extras(RtState *rt, Object *object);
