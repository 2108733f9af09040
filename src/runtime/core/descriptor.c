#include "runtime/core/descriptor.h"

#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/str.h"
#include "runtime/core/native.h"

// ---- using them

static ResultWord lacks(RtState *rt, Value self, const Str *name, const char *what) {
    return error_format(rt, CLASS_ATTRIBUTE_ERROR, "property '%S' of '%T' object has no %s", name,
                        self, what);
}

bool descriptor_is_native_method(RtState *rt, Value value) {
    const NativeObject *native = value_ref(value);
    return native->self == VALUE_UNDEFINED && native_spec(rt, native->native)->has_self;
}

// The object's own __get__.
static ResultWord get_by_method(RtState *rt, const ClassAttribute *method, Value value,
                                RtClass *holder, Value self) {
    Value args[] = {self == VALUE_UNDEFINED ? VALUE_NONE : self, value_from_ref(holder)};
    ResultWord result = call_attribute(rt, method, value, args, 2);
    value_release(rt, value);
    return result;
}

ResultWord descriptor_get(RtState *rt, Value value, RtClass *holder, Value self, const Str *name) {
    u32 class_id = class_id_layout(value_class(value));
    bool may_have =
        value_is_open(value) || (class_id > CLASS_NATIVE_FIRST && class_id < CLASS_NATIVE_END);
    ClassAttribute *method = may_have ? class_find_user(rt, value, NAME_GET) : NULL;
    if (method) return get_by_method(rt, method, value, holder, self);
    if (value_is(value, CLASS_BUILTIN)) {
        if (self == VALUE_UNDEFINED) return word_ok(value);
        ResultWord bound = rt_native_function(rt, ((NativeObject *)value_ref(value))->native, self);
        value_release(rt, value);
        return bound;
    }
    Descriptor *descriptor = value_ref(value);
    ResultWord result = word_ok(value);
    if (class_id == CLASS_STATICMETHOD) {
        result = word_ok(value_retain(descriptor->get));
    } else if (class_id == CLASS_CLASSMETHOD) {
        result = word_ok(rt_method_new(rt, value_from_ref(holder), descriptor->get));
    } else if (self == VALUE_UNDEFINED) {
        return result;
    } else if (descriptor->get == VALUE_NONE) {
        result = lacks(rt, self, name, "getter");
    } else {
        result = call_value(rt, descriptor->get, &self, 1);
    }
    value_release(rt, value);
    return result;
}
PART_ONLY(descriptor_get, CLASS_PROPERTY, CLASS_STATICMETHOD, CLASS_CLASSMETHOD, PART_METHODS);

Descriptor *descriptor_find_property(RtState *rt, Value self, Str *name) {
    ClassAttribute *attribute = class_find(rt, class_of(rt, self), name);
    if (!attribute || attribute->kind == ATTRIBUTE_NATIVE) return NULL;
    Value value = class_attribute_value(rt, attribute);
    bool is_property = value_is(value, CLASS_PROPERTY);
    value_release(rt, value);  // the class keeps it
    return is_property ? value_ref(value) : NULL;
}

u32 descriptor_set(RtState *rt, const Descriptor *property, Value self, const Str *name,
                   Value content) {
    if (property->set == VALUE_NONE) return lacks(rt, self, name, "setter").is_error;
    Value args[] = {self, content};
    ResultWord result = call_value(rt, property->set, args, 2);
    if (!result.is_error) value_release(rt, result.value);
    return result.is_error;
}

u32 descriptor_delete(RtState *rt, const Descriptor *property, Value self, const Str *name) {
    if (property->delete == VALUE_NONE) return lacks(rt, self, name, "deleter").is_error;
    ResultWord result = call_value(rt, property->delete, &self, 1);
    if (!result.is_error) value_release(rt, result.value);
    return result.is_error;
}

// ---- making them

static Value or_none(Value value) {
    return value == VALUE_UNDEFINED ? VALUE_NONE : value_retain(value);
}

static ResultWord make(RtState *rt, u32 class_id, Value get, Value set, Value delete, Value doc) {
    PART_MAKE(CLASS_PROPERTY);
    PART_MAKE(CLASS_STATICMETHOD);
    PART_MAKE(CLASS_CLASSMETHOD);
    Descriptor *made = object_new_of(rt, sizeof *made, class_id);
    made->get = or_none(get);
    made->set = or_none(set);
    made->delete = or_none(delete);
    made->doc = value_retain(doc);
    return word_object(made);
}

ResultWord rt_native_NEW_PROPERTY(RtState *rt, const Value *args) {
    Value doc = args[3] == VALUE_NONE ? VALUE_UNDEFINED : args[3];
    return make(rt, CLASS_PROPERTY, args[0], args[1], args[2], doc);
}

ResultWord rt_native_NEW_STATICMETHOD(RtState *rt, const Value *args) {
    return make(rt, CLASS_STATICMETHOD, args[0], VALUE_UNDEFINED, VALUE_UNDEFINED, VALUE_UNDEFINED);
}

ResultWord rt_native_NEW_CLASSMETHOD(RtState *rt, const Value *args) {
    return make(rt, CLASS_CLASSMETHOD, args[0], VALUE_UNDEFINED, VALUE_UNDEFINED, VALUE_UNDEFINED);
}

ResultWord rt_native_PROPERTY_GETTER(RtState *rt, const Value *args) {
    const Descriptor *old = value_ref(args[0]);
    return make(rt, CLASS_PROPERTY, args[1], old->set, old->delete, old->doc);
}

ResultWord rt_native_PROPERTY_SETTER(RtState *rt, const Value *args) {
    const Descriptor *old = value_ref(args[0]);
    return make(rt, CLASS_PROPERTY, old->get, args[1], old->delete, old->doc);
}

ResultWord rt_native_PROPERTY_DELETER(RtState *rt, const Value *args) {
    const Descriptor *old = value_ref(args[0]);
    return make(rt, CLASS_PROPERTY, old->get, old->set, args[1], old->doc);
}

// An attribute of the function inside; UNDEFINED where it has none.
static Value of_function(RtState *rt, Value function, const char *text) {
    if (function == VALUE_NONE) return VALUE_UNDEFINED;
    Str *name = str_intern_text(rt, text);
    ResultWord found = rt_getattr(rt, function, name);
    object_release(rt, name);
    if (found.is_error) error_clear(rt);
    return found.is_error ? VALUE_UNDEFINED : found.value;
}

static Value property_doc(RtState *rt, const Descriptor *property) {
    if (property->doc != VALUE_UNDEFINED) return value_retain(property->doc);
    Value doc = of_function(rt, property->get, "__doc__");
    return doc == VALUE_UNDEFINED ? VALUE_NONE : doc;
}

void descriptor_set_doc(RtState *rt, Descriptor *property, Value doc) {
    value_assign_take(rt, &property->doc, value_retain(doc));
}

Value descriptor_attribute(RtState *rt, const Descriptor *descriptor, const Str *name) {
    static const char *const shown[] = {"__doc__", "__name__", "__qualname__", "__module__",
                                        "__isabstractmethod__"};
    if (class_id_layout(descriptor->head.class_id) != CLASS_PROPERTY) {
        bool is_func = name == rt_name(rt, NAME_FUNC) || str_is(name, "__wrapped__");
        if (is_func) return value_retain(descriptor->get);
        for (u32 i = 0; i < COUNT_OF(shown); i++) {
            if (str_is(name, shown[i])) return of_function(rt, descriptor->get, shown[i]);
        }
        return VALUE_UNDEFINED;
    }
    if (name == rt_name(rt, NAME_DOC)) return property_doc(rt, descriptor);
    if (str_is(name, "fget")) return value_retain(descriptor->get);
    if (str_is(name, "fset")) return value_retain(descriptor->set);
    if (str_is(name, "fdel")) return value_retain(descriptor->delete);
    return VALUE_UNDEFINED;
}
PART_ONLY(descriptor_attribute, CLASS_PROPERTY);

// ---- __get__, called by its name
ResultWord rt_native_FUNCTION_GET(RtState *rt, const Value *args) {
    bool is_bound = args[1] != VALUE_NONE;
    return word_ok(is_bound ? rt_method_new(rt, args[1], args[0]) : value_retain(args[0]));
}

ResultWord rt_native_PROPERTY_GET(RtState *rt, const Value *args) {
    if (args[1] == VALUE_NONE) return word_ok(value_retain(args[0]));
    Descriptor *property = value_ref(args[0]);
    if (property->get == VALUE_NONE)
        return error_text(rt, CLASS_ATTRIBUTE_ERROR, "property has no getter");
    return call_value(rt, property->get, &args[1], 1);
}

ResultWord rt_native_PROPERTY_SET(RtState *rt, const Value *args) {
    const Str *name = rt_name(rt, NAME_SET);
    u32 is_error = descriptor_set(rt, value_ref(args[0]), args[1], name, args[2]);
    return is_error ? word_error() : word_ok(VALUE_NONE);
}

ResultWord rt_native_PROPERTY_DELETE(RtState *rt, const Value *args) {
    const Str *name = rt_name(rt, NAME_DELETE);
    u32 is_error = descriptor_delete(rt, value_ref(args[0]), args[1], name);
    return is_error ? word_error() : word_ok(VALUE_NONE);
}

ResultWord rt_native_STATICMETHOD_GET(RtState *rt, const Value *args) {
    (void)rt;
    return word_ok(value_retain(((Descriptor *)value_ref(args[0]))->get));
}

ResultWord rt_native_CLASSMETHOD_GET(RtState *rt, const Value *args) {
    bool is_given = args[2] != VALUE_UNDEFINED && args[2] != VALUE_NONE;
    Value owner = is_given ? value_retain(args[2]) : rt_type_of(rt, args[1]);
    Value bound = rt_method_new(rt, owner, ((Descriptor *)value_ref(args[0]))->get);
    value_release(rt, owner);
    return word_ok(bound);
}
