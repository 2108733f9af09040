// Calling any Value: functions, bound methods, natives, classes, instances with __call__.
#include "runtime/core/call.h"

#include "runtime/core/descriptor.h"
#include "runtime/core/error.h"
#include "runtime/core/foreign.h"
#include "runtime/core/native.h"
#include "runtime/core/open.h"
#include "runtime/core/str.h"

#include "base/stack.h"

#include <string.h>

// ---- with one more argument in front
ResultWord call_with_first(RtState *rt, Value callee, Value self, const Value *args, u32 count,
                           const KeywordArg *kwargs, u32 kwarg_count) {
    if (LIKELY(value_is(callee, CLASS_FUNCTION))) {
        return call_function(rt, value_ref(callee), self, args, count, kwargs, kwarg_count);
    }
    if (value_is(callee, CLASS_FOREIGN) && value_is(self, CLASS_FOREIGN))
        return foreign_call(rt, callee, self, args, count, kwargs, kwarg_count);
    Value local[CALL_LOCAL_MAX];
    Value *all = count < CALL_LOCAL_MAX ? local : rt_alloc(rt, (count + 1) * sizeof(Value));
    all[0] = self;
    for (u32 i = 0; i < count; i++) all[i + 1] = args[i];
    ResultWord result = call_value_kw(rt, callee, all, count + 1, kwargs, kwarg_count);
    if (all != local) rt_free_memory(rt, all, (count + 1) * sizeof(Value));
    return result;
}

ResultWord call_attribute_kw(RtState *rt, const ClassAttribute *attribute, Value self,
                             const Value *args, u32 count, const KeywordArg *kwargs,
                             u32 kwarg_count) {
    switch (attribute->kind) {
    case ATTRIBUTE_NATIVE:
        return call_native(rt, attribute->number, self, args, count, kwargs, kwarg_count);
    case ATTRIBUTE_METHOD: {
        Value callee = value_retain(attribute->value);
        ResultWord result = call_with_first(rt, callee, self, args, count, kwargs, kwarg_count);
        value_release(rt, callee);
        return result;
    }
    case ATTRIBUTE_CLASS: {
        Value holder =
            value_from_ref(value_is_class(self) ? value_ref(self) : (void *)class_of(rt, self));
        return call_with_first(rt, attribute->value, holder, args, count, kwargs, kwarg_count);
    }
    case ATTRIBUTE_STATIC:
        return call_value_kw(rt, attribute->value, args, count, kwargs, kwarg_count);
    case ATTRIBUTE_GETTER:
    case ATTRIBUTE_SLOT: {
        ResultWord found = attribute_bind(rt, attribute, self, class_of(rt, self)->name);
        if (found.is_error) return found;
        ResultWord given = call_value_kw(rt, found.value, args, count, kwargs, kwarg_count);
        value_release(rt, found.value);
        return given;
    }
    case ATTRIBUTE_OPEN:
    case ATTRIBUTE_GLOBAL: break;
    }
    // A class attribute: functions are bound, all else is called as it is.
    Value callee = class_attribute_value(rt, attribute);
    if (descriptor_is(rt, callee)) {
        // What a property's getter gives is called.
        RtClass *holder = class_of(rt, self);
        ResultWord found = descriptor_get(rt, callee, holder, self, holder->name);
        if (found.is_error) return found;
        ResultWord given = call_value_kw(rt, found.value, args, count, kwargs, kwarg_count);
        value_release(rt, found.value);
        return given;
    }
    ResultWord result = value_is(callee, CLASS_FUNCTION)
                            ? call_with_first(rt, callee, self, args, count, kwargs, kwarg_count)
                            : call_value_kw(rt, callee, args, count, kwargs, kwarg_count);
    value_release(rt, callee);
    return result;
}

ResultWord call_attribute(RtState *rt, const ClassAttribute *attribute, Value self,
                          const Value *args, u32 count) {
    return call_attribute_kw(rt, attribute, self, args, count, NULL, 0);
}
PART_ONLY(call_attribute, PART_METHODS);

ResultWord call_value_kw(RtState *rt, Value callee, const Value *args, u32 count,
                         const KeywordArg *kwargs, u32 kwarg_count) {
    switch (class_id_layout(value_class(callee))) {
    case CLASS_FUNCTION:
        return call_function(rt, value_ref(callee), VALUE_UNDEFINED, args, count, kwargs,
                             kwarg_count);
    case CLASS_METHOD: {
        MethodObject *method = value_ref(callee);
        return call_with_first(rt, method->function, method->self, args, count, kwargs,
                               kwarg_count);
    }
    case CLASS_BUILTIN: {
        NativeObject *native = value_ref(callee);
        return call_native(rt, native->native, native->self, args, count, kwargs, kwarg_count);
    }
    case CLASS_TYPE: return call_class(rt, value_ref(callee), args, count, kwargs, kwarg_count);
    case CLASS_FOREIGN:
        return foreign_call(rt, callee, VALUE_UNDEFINED, args, count, kwargs, kwarg_count);
    default: break;
    }
    ClassAttribute *method = class_find_user(rt, callee, NAME_CALL);
    if (!method) return error_format(rt, CLASS_TYPE_ERROR, "'%T' object is not callable", callee);
    STACK_RESERVE();  // the method may be an object that is called in turn
    if (rt_stack_check(rt)) return word_error();
    return call_attribute_kw(rt, method, callee, args, count, kwargs, kwarg_count);
}

ResultWord call_value(RtState *rt, Value callee, const Value *args, u32 count) {
    return call_value_kw(rt, callee, args, count, NULL, 0);
}

ResultWord call_value_dict(RtState *rt, Value callee, Value first, const Tuple *args,
                           const Dict *keywords) {
    u32 count = args->len + (first != VALUE_UNDEFINED), kwarg_count = keywords ? keywords->len : 0;
    if (first == VALUE_UNDEFINED && kwarg_count == 0)
        return call_value(rt, callee, args->items, count);
    u32 at = 0, filled = 0;
    for (DictEntry *entry; keywords && (entry = dict_next(keywords, &at));) {
        if (!value_is_str(entry->key))
            return error_text(rt, CLASS_TYPE_ERROR, "keywords must be strings");
    }
    usize bytes = count * sizeof(Value) + kwarg_count * sizeof(KeywordArg);
    Value local[CALL_LOCAL_MAX];
    Value *all = bytes <= sizeof local ? local : rt_alloc(rt, bytes);
    KeywordArg *kwargs = (KeywordArg *)(void *)(all + count);
    at = 0;
    if (first != VALUE_UNDEFINED) all[filled++] = first;
    for (u32 i = 0; i < args->len; i++) all[filled++] = args->items[i];
    for (u32 i = 0; i < kwarg_count; i++) {
        const DictEntry *entry = dict_next(keywords, &at);
        // Interned: parameters are found by address.
        object_retain(value_ref(entry->key));
        Str *name = str_intern_take(rt, value_ref(entry->key));
        kwargs[i] = (KeywordArg){value_from_ref(name), value_retain(entry->value)};
    }
    ResultWord result = call_value_kw(rt, callee, all, count, kwargs, kwarg_count);
    for (u32 i = 0; i < kwarg_count; i++) {
        value_release(rt, kwargs[i].name);
        value_release(rt, kwargs[i].value);
    }
    if (all != local) rt_free_memory(rt, all, bytes);
    return result;
}

ResultWord rt_call(RtState *rt, Value callee, i64 count, void *args) {
    return call_value_kw(rt, callee, args, (u32)count, NULL, 0);
}

ResultWord rt_call_kw(RtState *rt, Value callee, i64 count, void *args, i64 kwarg_count,
                      void *kwargs) {
    return call_value_kw(rt, callee, args, (u32)count, kwargs, (u32)kwarg_count);
}

// Without making a bound method where the class answers directly. An instance's own field comes
// first.
ResultWord rt_call_method(RtState *rt, Value self, void *name, i64 count, void *args) {
    u32 class_id = value_class(self);
    if (class_id == CLASS_FOREIGN)
        return foreign_host(self)->call_method(rt, value_ref(self), name, args, (u32)count, NULL,
                                               0);
    u32 layout = class_id_layout(class_id);
    if (class_id_is_open(class_id) && layout != CLASS_TYPE) {
        ClassAttribute *attribute = class_find(rt, class_get(rt, class_id), name);
        if (attribute && !open_is_hidden(rt, self, attribute, name))
            return call_attribute_kw(rt, attribute, self, args, (u32)count, NULL, 0);
    } else if (layout != CLASS_TYPE && layout != CLASS_MODULE && layout != CLASS_SUPER) {
        RtClass *holder = class_get(rt, class_id);
        const ClassField *field = holder->field_count ? class_field(holder, name) : NULL;
        if (!field || ((Instance *)value_ref(self))->slots[field->slot] == VALUE_UNDEFINED) {
            ClassAttribute *attribute = class_find(rt, holder, name);
            if (attribute) return call_attribute_kw(rt, attribute, self, args, (u32)count, NULL, 0);
        }
    }
    ResultWord callee = rt_getattr(rt, self, name);
    if (callee.is_error) return callee;
    ResultWord result = call_value_kw(rt, callee.value, args, (u32)count, NULL, 0);
    value_release(rt, callee.value);
    return result;
}

ResultWord call_method(RtState *rt, Value self, NameId name, const Value *args, u32 count) {
    return rt_call_method(rt, self, rt_name(rt, name), count, (void *)(uintptr_t)args);
}

// ---- making callables
Value rt_method_new(RtState *rt, Value self, Value function) {
    MethodObject *method = object_new(rt, sizeof *method, CLASS_METHOD);
    method->self = value_retain(self);
    method->function = value_retain(function);
    return value_from_ref(method);
}

// types.MethodType(function, instance)
ResultWord rt_native_METHOD_NEW(RtState *rt, const Value *args) {
    if (args[1] == VALUE_NONE) return error_text(rt, CLASS_TYPE_ERROR, "instance must not be None");
    return word_ok(rt_method_new(rt, args[1], args[0]));
}
