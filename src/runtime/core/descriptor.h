// runtime/core/descriptor.h — property, staticmethod, classmethod: values of a class that decide
// what an attribute of its instances is.
#pragma once

#include "runtime/core/class.h"
#include "runtime/core/result.h"

typedef struct {
    Object head;
    Value get, set,
        delete;  // owned, or None; staticmethod and classmethod keep their function in get
    Value doc;   // of a property, owned; UNDEFINED: its getter's
} Descriptor;

// fget, fset, fdel, __doc__ of a property; __func__ of the others, and what they show of it.
// UNDEFINED for what it has not.
Value descriptor_attribute(RtState *rt, const Descriptor *descriptor, const Str *name);
bool descriptor_is_native_method(RtState *rt, Value value);  // int.__repr__, not yet bound

// Whether descriptor_get decides: one of these three, or an object of a class with __get__.
static inline bool descriptor_is(RtState *rt, Value value) {
    if (!value_is_ref(value)) return false;
    u32 class_id = class_id_layout(((Object *)value_ref(value))->class_id);
    if (class_id >= CLASS_PROPERTY && class_id <= CLASS_CLASSMETHOD) return true;
    if (class_id == CLASS_BUILTIN) return descriptor_is_native_method(rt, value);
    bool is_native = class_id > CLASS_NATIVE_FIRST && class_id < CLASS_NATIVE_END;
    return (is_native || value_is_open(value)) && class_id != CLASS_TYPE &&
           class_find_user(rt, value, NAME_GET) != NULL;
}

// What `value`, found on the class `holder`, is for `self`; UNDEFINED: seen through the class.
// Takes `value`.
ResultWord descriptor_get(RtState *rt, Value value, RtClass *holder, Value self, const Str *name);
// The property of that name on the object's class, borrowed, or NULL.
Descriptor *descriptor_find_property(RtState *rt, Value self, Str *name);
void descriptor_set_doc(RtState *rt, Descriptor *property, Value doc);
// Both true after an exception.
u32 descriptor_set(RtState *rt, const Descriptor *property, Value self, const Str *name,
                   Value content);
u32 descriptor_delete(RtState *rt, const Descriptor *property, Value self, const Str *name);
