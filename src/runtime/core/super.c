#include "runtime/core/super.h"

#include "runtime/core/attribute.h"
#include "runtime/core/error.h"
#include "runtime/core/native.h"
#include "runtime/core/open.h"

// Whose order of look-up super(after, self) follows; NULL: `self` is no such object.
static RtClass *class_behind(RtState *rt, const RtClass *after, Value self) {
    RtClass *own = value_is_class(self) ? value_ref(self) : NULL;
    if (own && class_is_subclass(rt, own->id, after->id)) return own;
    RtClass *holder = class_of(rt, self);
    return class_is_subclass(rt, holder->id, after->id) ? holder : NULL;
}

ResultWord rt_native_SUPER(RtState *rt, const Value *args) {
    if (args[0] == VALUE_UNDEFINED)
        return error_text(rt, CLASS_RUNTIME_ERROR, "super(): no arguments");
    if (!value_is_class(args[0]))
        return error_format(rt, CLASS_TYPE_ERROR, "super() argument 1 must be a type, not %T",
                            args[0]);
    bool is_bound = args[1] != VALUE_UNDEFINED && args[1] != VALUE_NONE;
    const RtClass *after = value_ref(args[0]);
    RtClass *holder = is_bound ? class_behind(rt, after, args[1]) : NULL;
    if (is_bound && !holder)
        return error_format(
            rt, CLASS_TYPE_ERROR,
            "super(type, obj): obj (%s%S) is not an instance or subtype of type (%S).",
            value_is_class(args[1]) ? "type " : "instance of ",
            value_is_class(args[1]) ? ((RtClass *)value_ref(args[1]))->name
                                    : class_name_peek(rt, args[1]),
            after->name);
    SuperObject *made = object_new(rt, sizeof *made, CLASS_SUPER);
    made->self = is_bound ? value_retain(args[1]) : VALUE_UNDEFINED;
    made->holder = holder;
    made->after = after;
    return word_object(made);
}

static Value own_attribute(const SuperObject *object, const Str *name) {
    bool is_bound = object->self != VALUE_UNDEFINED;
    if (str_is(name, "__thisclass__")) return value_of((void *)(uintptr_t)object->after);
    if (str_is(name, "__self__")) return is_bound ? value_retain(object->self) : VALUE_NONE;
    if (str_is(name, "__self_class__")) return is_bound ? value_of(object->holder) : VALUE_NONE;
    return VALUE_UNDEFINED;
}

static ResultWord own_getattr(RtState *rt, Value value, Str *name) {
    Value own = own_attribute(value_ref(value), name);
    if (own != VALUE_UNDEFINED) return word_ok(own);
    if (value_is_open(value)) return open_getattr(rt, value, name, true);
    if (name == rt_name(rt, NAME_CLASS)) return word_ok(rt_type_of(rt, value));
    ClassAttribute *attribute = class_find(rt, class_of(rt, value), name);
    return attribute ? attribute_bind(rt, attribute, value, name)
                     : attribute_missing(rt, value, name);
}

ResultWord super_getattr(RtState *rt, Value value, Str *name) {
    const SuperObject *object = value_ref(value);
    bool is_own = object->self == VALUE_UNDEFINED || name == rt_name(rt, NAME_CLASS);
    ClassAttribute *attribute =
        is_own ? NULL : class_find_behind(rt, object->holder, object->after, name);
    if (!attribute) return own_getattr(rt, value, name);
    bool is_class = value_is_class(object->self) && value_ref(object->self) == object->holder;
    if (is_class) return attribute_bind_to_class(rt, attribute, object->holder, name);
    return attribute_bind(rt, attribute, object->self, name);
}
PART_ONLY(super_getattr, CLASS_SUPER);

void super_append_repr(StrBuilder *builder, const SuperObject *object) {
    builder_format(builder, "<super: <class '%S'>, ", object->after->name);
    if (object->self == VALUE_UNDEFINED)
        builder_text(builder, "NULL>");
    else
        builder_format(builder, "<%S object>>", object->holder->name);
}
