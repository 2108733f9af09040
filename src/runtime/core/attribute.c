// Attributes of any Value: getattr, setattr, delattr.
#include "runtime/core/attribute.h"
#include "runtime/core/construct.h"

#include "runtime/core/bytes_object.h"
#include "runtime/core/call.h"
#include "runtime/core/descriptor.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/foreign.h"
#include "runtime/core/function.h"
#include "runtime/core/exception.h"
#include "runtime/core/generator_object.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/member.h"
#include "runtime/core/module.h"
#include "runtime/core/native.h"
#include "runtime/core/native_class.h"
#include "runtime/core/open.h"
#include "runtime/core/super.h"

ResultWord attribute_missing(RtState *rt, Value value, const Str *name) {
    const RtClass *holder = class_of(rt, value);
    if (value_is_class(value))
        error_format(rt, CLASS_ATTRIBUTE_ERROR, "type object '%S' has no attribute '%S'",
                     ((RtClass *)value_ref(value))->name, name);
    else if (native_class_row(holder->id) && holder->module)
        // CPython's classes in C have their module in their name.
        error_format(rt, CLASS_ATTRIBUTE_ERROR, "'%S.%S' object has no attribute '%S'",
                     holder->module, holder->name, name);
    else
        error_format(rt, CLASS_ATTRIBUTE_ERROR, "'%T' object has no attribute '%S'", value, name);
    exception_note_name(rt, name, value);
    return word_error();
}

// What was found on a class, seen through an instance of it.
ResultWord attribute_bind(RtState *rt, const ClassAttribute *attribute, Value self,
                          const Str *name) {
    switch (attribute->kind) {
    case ATTRIBUTE_NATIVE:
        return rt_native_function(rt, attribute->number,
                                  native_spec(rt, attribute->number)->has_self ? self
                                                                               : VALUE_UNDEFINED);
    case ATTRIBUTE_METHOD: return word_ok(rt_method_new(rt, self, attribute->value));
    case ATTRIBUTE_CLASS:
        return word_ok(rt_method_new(rt, value_from_ref(class_of(rt, self)), attribute->value));
    case ATTRIBUTE_STATIC: return word_ok(value_retain(attribute->value));
    case ATTRIBUTE_GETTER: return native_functions[attribute->number](rt, &self);
    case ATTRIBUTE_SLOT: {
        Value content = ((Instance *)value_ref(self))->slots[attribute->number];
        if (content == VALUE_UNDEFINED) return attribute_missing(rt, self, name);
        return word_ok(value_retain(content));
    }
    case ATTRIBUTE_OPEN:
    case ATTRIBUTE_GLOBAL: break;
    }
    Value value = class_attribute_value(rt, attribute);
    if (descriptor_is(rt, value)) return descriptor_get(rt, value, class_of(rt, self), self, name);
    if (!value_is(value, CLASS_FUNCTION)) return word_ok(value);
    Value bound = rt_method_new(rt, self, value);
    value_release(rt, value);
    return word_ok(bound);
}

// __dict__ of an instance: a copy of its fields.
PART_FUNCTION static Value fields_dict(RtState *rt, Value value) {
    const RtClass *holder = class_of(rt, value);
    const Instance *instance = value_ref(value);
    Dict *dict = dict_new(rt, holder->field_count);
    for (u32 i = 0; i < holder->field_count; i++) {
        const ClassField *field = &holder->fields[i];
        u64 word = instance->slots[field->slot];
        if (field->kind == SLOT_VALUE && word == VALUE_UNDEFINED) continue;
        Value content = slot_value(rt, word, field->kind);
        if (!dict_set(rt, dict, value_from_ref(field->name), content)) error_clear(rt);
        value_release(rt, content);
    }
    return value_from_ref(dict);
}
PART_ONLY(fields_dict, PART_METHODS);

// Not inherited.
static Value class_doc(RtState *rt, const RtClass *holder, const Str *name) {
    const ClassAttribute *own = class_find_own(holder, name);
    Value doc = own ? class_attribute_value(rt, own) : VALUE_UNDEFINED;
    return doc == VALUE_UNDEFINED ? VALUE_NONE : doc;
}

Value attribute_of_class(RtState *rt, RtClass *holder, const Str *name) {
    if (name == rt_name(rt, NAME_NAME)) return value_of(holder->name);
    if (name == rt_name(rt, NAME_QUALNAME)) return value_of(holder->qualname);
    if (name == rt_name(rt, NAME_MODULE))
        return value_of(holder->module ? holder->module : rt_name(rt, NAME_BUILTINS));
    if (name == rt_name(rt, NAME_DOC) && !class_id_is_open(holder->id))
        return class_doc(rt, holder, name);
    if (name == rt_name(rt, NAME_DICT)) return value_from_ref(open_class_dict(rt, holder));
    if (name == rt_name(rt, NAME_BASES) && holder->bases) return value_of(holder->bases);
    if (name == rt_name(rt, NAME_BASE))
        return holder->id == CLASS_OBJECT ? VALUE_NONE : value_of(class_get(rt, holder->base_id));
    if (name == rt_name(rt, NAME_BASES)) {
        Value base = value_from_ref(class_get(rt, holder->base_id));
        return value_from_ref(tuple_from(rt, &base, holder->id != CLASS_OBJECT));
    }
    if (name != rt_name(rt, NAME_MRO)) return VALUE_UNDEFINED;
    List *bases = list_new(rt, SLOT_VALUE, 4);
    RtClass *at;
    for (u32 i = 0; (at = class_mro_at(rt, holder, i)); i++)
        list_append(rt, bases, value_from_ref(at));
    Tuple *mro = tuple_from_value(rt, value_from_ref(bases));
    object_release(rt, bases);
    return value_from_ref(mro);
}
PART_ONLY(attribute_of_class, PART_CLASS_VALUES);

static Value number_attribute(RtState *rt, Value value, const Str *name) {
    bool is_float = value_is_float(value);
    if (name == rt_name(rt, NAME_REAL) || (name == rt_name(rt, NAME_NUMERATOR) && !is_float)) {
        return value_is_bool(value) ? value_from_small(value == VALUE_TRUE) : value_retain(value);
    }
    if (name == rt_name(rt, NAME_IMAG))
        return is_float ? value_box_f64(rt, 0.0) : value_from_small(0);
    if (name == rt_name(rt, NAME_DENOMINATOR) && !is_float) return value_from_small(1);
    return VALUE_UNDEFINED;
}

PART_FUNCTION static Value range_attribute(RtState *rt, const Range *range, const Str *name) {
    if (name == rt_name(rt, NAME_START)) return value_from_int(int_retain(range->start));
    if (name == rt_name(rt, NAME_STOP)) return value_from_int(int_retain(range->stop));
    if (name == rt_name(rt, NAME_STEP)) return value_from_int(int_retain(range->step));
    return VALUE_UNDEFINED;
}
PART_ONLY(range_attribute, CLASS_RANGE);

PART_FUNCTION static Value native_attribute(RtState *rt, const NativeObject *native,
                                            const Str *name) {
    if (name == rt_name(rt, NAME_NAME))
        return value_from_ref(str_from_text(rt, native_rows[native->native].name));
    if (name == rt_name(rt, NAME_MODULE)) {
        if (native->self != VALUE_UNDEFINED) return VALUE_NONE;
        u32 owner = native_rows[native->native].owner;
        if (owner < NATIVE_OWNER_BUILTINS) return VALUE_UNDEFINED;
        const char *module = owner == NATIVE_OWNER_BUILTINS ? "builtins" : module_name(owner);
        return value_from_ref(str_from_text(rt, module));
    }
    if (name == rt_name(rt, NAME_SELF))
        return native->self == VALUE_UNDEFINED ? VALUE_NONE : value_retain(native->self);
    return VALUE_UNDEFINED;
}
PART_ONLY(native_attribute, CLASS_BUILTIN, CLASS_METHOD);

// Attributes that are kept in the object itself. UNDEFINED: none of that name.
Value attribute_of_struct(RtState *rt, u32 class_id, Value value, Str *name) {
    void *object = value_is_ref(value) ? value_ref(value) : NULL;
    value = value_plain(value);
    switch (class_id) {
    case CLASS_INT:
    case CLASS_BOOL:
    case CLASS_FLOAT: return number_attribute(rt, value, name);
    case CLASS_FUNCTION: return function_attribute(rt, object, name);
    case CLASS_CODE: return code_attribute(rt, object, name);
    case CLASS_CELL:
        return str_is(name, "cell_contents") ? value_retain(((Cell *)object)->value)
                                             : VALUE_UNDEFINED;
    case CLASS_BUILTIN: return native_attribute(rt, object, name);
    case CLASS_METHOD: {
        MethodObject *method = object;
        if (name == rt_name(rt, NAME_SELF)) return value_retain(method->self);
        if (name == rt_name(rt, NAME_FUNC)) return value_retain(method->function);
        if (value_is(method->function, CLASS_FOREIGN))
            return foreign_method_attribute(rt, method->function, name);
        return value_is(method->function, CLASS_FUNCTION)
                   ? function_attribute(rt, value_ref(method->function), name)
                   : VALUE_UNDEFINED;
    }
    case CLASS_GENERATOR:
    case CLASS_COROUTINE:
    case CLASS_ASYNC_GENERATOR: return generator_attribute(rt, object, name);
    case CLASS_PROPERTY:
    case CLASS_STATICMETHOD:
    case CLASS_CLASSMETHOD: return descriptor_attribute(rt, object, name);
    case CLASS_RANGE: return range_attribute(rt, object, name);
    case CLASS_SLICE: {
        SliceObject *slice = object;
        if (name == rt_name(rt, NAME_START)) return value_retain(slice->start);
        if (name == rt_name(rt, NAME_STOP)) return value_retain(slice->stop);
        if (name == rt_name(rt, NAME_STEP)) return value_retain(slice->step);
        return VALUE_UNDEFINED;
    }
    case CLASS_STRUCT_SEQUENCE: return struct_sequence_attribute(rt, object, name);
    default: break;
    }
    const RtClass *holder = class_get(rt, class_id);
    if (holder->field_count) {
        const ClassField *field = class_field(holder, name);
        if (field) {
            u64 word = ((Instance *)object)->slots[field->slot];
            if (field->kind != SLOT_VALUE || word != VALUE_UNDEFINED)
                return slot_value(rt, word, field->kind);
        }
    }
    if (holder->layout_id >= CLASS_BASE_EXCEPTION) return exception_attribute(rt, object, name);
    return VALUE_UNDEFINED;
}

// What was found on `holder` or a base of it, seen through the class.
ResultWord attribute_bind_to_class(RtState *rt, const ClassAttribute *attribute, RtClass *holder,
                                   const Str *name) {
    if (attribute->kind == ATTRIBUTE_CLASS)
        return word_ok(rt_method_new(rt, value_from_ref(holder), attribute->value));
    if (attribute->kind == ATTRIBUTE_NATIVE && attribute->number == NATIVE_OBJECT_INIT_SUBCLASS)
        return rt_native_function(rt, attribute->number, value_from_ref(holder));
    if (attribute->kind == ATTRIBUTE_SLOT) return word_ok(member_new(rt, holder, attribute));
    Value found = class_attribute_value(rt, attribute);
    if (descriptor_is(rt, found)) return descriptor_get(rt, found, holder, VALUE_UNDEFINED, name);
    return word_ok(found);
}

// `self` is a class in a class method.
static ResultWord plain_super_getattr(RtState *rt, RtClass *start, Value self, Str *name) {
    ClassAttribute *attribute = class_find(rt, start, name);
    if (!attribute)
        return error_format(rt, CLASS_ATTRIBUTE_ERROR, "'super' object has no attribute '%S'",
                            name);
    if (value_is_class(self)) return attribute_bind_to_class(rt, attribute, value_ref(self), name);
    return attribute_bind(rt, attribute, self, name);
}

ResultWord rt_super_getattr(RtState *rt, Value start, Value self, void *name) {
    return plain_super_getattr(rt, value_ref(start), self, name);
}

static ResultWord object_getattr(RtState *rt, Value value, Str *name) {
    Value function =
        value_is(value, CLASS_METHOD) ? ((MethodObject *)value_ref(value))->function : value;
    if (name == rt_name(rt, NAME_ANNOTATIONS) && value_is(function, CLASS_FUNCTION))
        return function_annotations(rt, value_ref(function));
    if (value_is_open(value)) return open_getattr(rt, value, name, true);
    Value own = attribute_of_struct(rt, value_class(value), value, name);
    if (own != VALUE_UNDEFINED) return word_ok(own);
    if (name == rt_name(rt, NAME_DOC)) return word_ok(class_doc(rt, class_of(rt, value), name));
    ClassAttribute *attribute = class_find(rt, class_of(rt, value), name);
    if (attribute) return attribute_bind(rt, attribute, value, name);
    // Whoever has the name __class__ has classes: the linker knows.
    if (name == rt_name(rt, NAME_CLASS)) return word_ok(construct_type_of(rt, value));
    Value dict = native_object_dict(rt, value);
    if (dict != VALUE_UNDEFINED) {
        Value found = rt_dict_get_str(rt, value_ref(dict), name);
        value_release(rt, dict);
        if (found != VALUE_UNDEFINED) return word_ok(found);
    }
    if (name == rt_name(rt, NAME_DOC)) return word_ok(VALUE_NONE);
    if (value_class(value) >= CLASS_USER_FIRST) {
        if (name == rt_name(rt, NAME_DICT)) return word_ok(fields_dict(rt, value));
        if (name == rt_name(rt, NAME_MODULE))
            return word_ok(attribute_of_class(rt, class_of(rt, value), name));
        ClassAttribute *hook = class_find_user(rt, value, NAME_GETATTR);
        Value argument = value_from_ref(name);
        if (hook) return call_attribute(rt, hook, value, &argument, 1);
    }
    if (function != value && !value_is(function, CLASS_FUNCTION))
        return rt_getattr(rt, function, name);
    return attribute_missing(rt, value, name);
}

ResultWord rt_getattr(RtState *rt, Value value, void *name_ref) {
    Str *name = name_ref;
    switch (class_id_layout(value_class(value))) {
    case CLASS_TYPE: return open_class_getattr(rt, value_ref(value), name, true);
    case CLASS_MODULE: return module_getattr(rt, value, name);
    case CLASS_SUPER: return super_getattr(rt, value, name);
    case CLASS_FOREIGN: return foreign_getattr(rt, value, name);
    default: return object_getattr(rt, value, name);
    }
}

// ---- setting
// A class's attribute is a word of its unit, or a method that is replaced; new names get a place of
// their own.
PART_FUNCTION static u32 class_setattr(RtState *rt, RtClass *holder, Str *name, Value value) {
    if (class_id_is_open(holder->id)) return open_class_setattr(rt, holder, name, value, true);
    if (holder->id < CLASS_USER_FIRST) {
        error_format(rt, CLASS_TYPE_ERROR, "cannot set '%S' attribute of immutable type '%S'", name,
                     holder->name);
        return 1;
    }
    ClassAttribute *own = class_find_own(holder, name);
    if (own && own->kind == ATTRIBUTE_GLOBAL) {
        class_forget_cache(rt);
        return !slot_store(rt, own->slot, (SlotKind)own->number, value);
    }
    AttributeKind kind = own && own->kind != ATTRIBUTE_NATIVE ? own->kind : ATTRIBUTE_STATIC;
    if (value_is(value, CLASS_FUNCTION)) {
        if (!own) kind = ATTRIBUTE_METHOD;
    } else {
        kind = ATTRIBUTE_STATIC;
    }
    class_add(rt, holder, name, kind)->value = value_retain(value);
    return 0;
}
PART_ONLY(class_setattr, PART_CLASS_VALUES);

u32 attribute_set_computed(RtState *rt, const ClassAttribute *getter, Value value, const Str *name,
                           Value content) {
    if (getter->setter == NATIVE_COUNT) {
        error_format(rt, CLASS_ATTRIBUTE_ERROR, "attribute '%S' of '%S' objects is not writable",
                     name, class_of(rt, value)->name);
        return 1;
    }
    const Value args[] = {value, content};
    return native_functions[getter->setter](rt, args).is_error;
}

u32 rt_setattr(RtState *rt, Value value, void *name_ref, Value content) {
    Str *name = name_ref;
    if (value_is_class(value)) return class_setattr(rt, value_ref(value), name, content);
    if (value_is(value, CLASS_MODULE)) return module_setattr(rt, value, name, content);
    if (value_is(value, CLASS_FOREIGN))
        return foreign_host(value)->set_attribute(rt, value_ref(value), name, content);
    if (value_is(value, CLASS_FUNCTION))
        return function_set_attribute(rt, value_ref(value), name, content);
    if (value_is(value, CLASS_PROPERTY) && name == rt_name(rt, NAME_DOC)) {
        descriptor_set_doc(rt, value_ref(value), content);
        return 0;
    }
    const RtClass *holder = class_of(rt, value);
    if (class_id_is_open(holder->id)) return open_setattr(rt, value, name, content, true);
    const ClassField *field = holder->field_count ? class_field(holder, name) : NULL;
    if (field)
        return !slot_store(rt, &((Instance *)value_ref(value))->slots[field->slot], field->kind,
                           content);
    if (holder->layout_id >= CLASS_BASE_EXCEPTION) {
        int answer = exception_set_attribute(rt, value_ref(value), name, content);
        if (answer) return answer < 0;
    }
    const Descriptor *property = descriptor_find_property(rt, value, name);
    if (property) return descriptor_set(rt, property, value, name, content);
    const ClassAttribute *getter = class_find(rt, class_of(rt, value), name);
    if (getter && getter->kind == ATTRIBUTE_GETTER)
        return attribute_set_computed(rt, getter, value, name, content);
    if (holder->layout_id >= CLASS_BASE_EXCEPTION) {
        exception_keep_attribute(rt, value_ref(value), name, content);
        return 0;
    }
    Value dict = native_object_dict(rt, value);
    if (dict != VALUE_UNDEFINED) {
        rt_dict_set_str(rt, value_ref(dict), name, value_retain(content));
        value_release(rt, dict);
        return 0;
    }
    if (holder->id >= CLASS_USER_FIRST) {
        error_format(
            rt, CLASS_ATTRIBUTE_ERROR,
            "'%T' object has no place for attribute '%S' (the compiler saw no assignment to it)",
            value, name);
    } else if (class_find(rt, class_of(rt, value), name)) {
        error_format(rt, CLASS_ATTRIBUTE_ERROR, "'%T' object attribute '%S' is read-only", value,
                     name);
    } else {
        error_format(rt, CLASS_ATTRIBUTE_ERROR,
                     "'%T' object has no attribute '%S' and no __dict__ for setting new attributes",
                     value, name);
    }
    return 1;
}

u32 rt_delattr(RtState *rt, Value value, void *name_ref) {
    Str *name = name_ref;
    if (value_is_class(value) && class_id_is_open(((RtClass *)value_ref(value))->id))
        return open_class_delattr(rt, value_ref(value), name, true);
    if (value_is_open(value) && !value_is_class(value)) return open_delattr(rt, value, name, true);
    if (value_is_class(value)) {
        ClassAttribute *own = class_find_own(value_ref(value), name);
        class_forget_cache(rt);
        if (own && own->kind == ATTRIBUTE_GLOBAL && own->number == SLOT_VALUE &&
            *own->slot != VALUE_UNDEFINED) {
            value_assign_take(rt, own->slot, VALUE_UNDEFINED);
            return 0;
        }
        attribute_missing(rt, value, name);
        return 1;
    }
    if (value_is(value, CLASS_FOREIGN))
        return foreign_host(value)->delete_attribute(rt, value_ref(value), name);
    if (value_is(value, CLASS_FUNCTION))
        return function_set_attribute(rt, value_ref(value), name, VALUE_UNDEFINED);
    if (value_is(value, CLASS_MODULE)) return module_delattr(rt, value, name);
    const RtClass *holder = class_of(rt, value);
    const ClassField *field = holder->field_count ? class_field(holder, name) : NULL;
    u64 *slot = field && field->kind == SLOT_VALUE
                    ? &((Instance *)value_ref(value))->slots[field->slot]
                    : NULL;
    if (slot && *slot != VALUE_UNDEFINED) {
        value_assign_take(rt, slot, VALUE_UNDEFINED);
        return 0;
    }
    const Descriptor *property = descriptor_find_property(rt, value, name);
    if (property) return descriptor_delete(rt, property, value, name);
    bool is_exception = holder->layout_id >= CLASS_BASE_EXCEPTION;
    if (is_exception && exception_drop_attribute(rt, value_ref(value), name)) return 0;
    attribute_missing(rt, value, name);
    return 1;
}

// ---- the built-in functions
static Str *interned(RtState *rt, Value value) {
    object_retain(value_ref(value));
    return str_intern_take(rt, value_ref(value));
}

ResultWord rt_native_GETATTR(RtState *rt, const Value *args) {
    if (!value_is_str(args[1]))
        return error_format(rt, CLASS_TYPE_ERROR, "attribute name must be string, not '%T'",
                            args[1]);
    Str *name = interned(rt, args[1]);
    ResultWord result = rt_getattr(rt, args[0], name);
    object_release(rt, name);
    if (!result.is_error || args[2] == VALUE_UNDEFINED || !error_is(rt, CLASS_ATTRIBUTE_ERROR))
        return result;
    error_clear(rt);
    return word_ok(value_retain(args[2]));
}

ResultWord rt_native_HASATTR(RtState *rt, const Value *args) {
    if (!value_is_str(args[1]))
        return error_format(rt, CLASS_TYPE_ERROR, "attribute name must be string, not '%T'",
                            args[1]);
    Str *name = interned(rt, args[1]);
    ResultWord result = rt_getattr(rt, args[0], name);
    object_release(rt, name);
    if (!result.is_error) {
        value_release(rt, result.value);
        return word_ok(VALUE_TRUE);
    }
    if (!error_is(rt, CLASS_ATTRIBUTE_ERROR)) return result;
    error_clear(rt);
    return word_ok(VALUE_FALSE);
}

ResultWord rt_native_SETATTR(RtState *rt, const Value *args) {
    if (!value_is_str(args[1]))
        return error_format(rt, CLASS_TYPE_ERROR, "attribute name must be string, not '%T'",
                            args[1]);
    Str *name = interned(rt, args[1]);
    u32 is_error = rt_setattr(rt, args[0], name, args[2]);
    object_release(rt, name);
    return is_error ? word_error() : word_ok(VALUE_NONE);
}

ResultWord rt_native_DELATTR(RtState *rt, const Value *args) {
    if (!value_is_str(args[1]))
        return error_format(rt, CLASS_TYPE_ERROR, "attribute name must be string, not '%T'",
                            args[1]);
    Str *name = interned(rt, args[1]);
    u32 is_error = rt_delattr(rt, args[0], name);
    object_release(rt, name);
    return is_error ? word_error() : word_ok(VALUE_NONE);
}
