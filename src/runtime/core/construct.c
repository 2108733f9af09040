// Calling classes: instances of user classes, exceptions, and the built-in classes by their NEW_…
// natives.
#include "runtime/core/call.h"
#include "runtime/core/error.h"
#include "runtime/core/foreign.h"
#include "runtime/core/exception_group.h"
#include "runtime/core/native.h"

#include "base/stack.h"

#include <string.h>

void *rt_instance_new(RtState *rt, u32 class_id, u32 slot_count) {
    Instance *instance = object_new(rt, sizeof *instance + (usize)slot_count * 8, class_id);
    const RtClass *holder = class_get(rt, class_id);
    if (holder->layout_id >= CLASS_BASE_EXCEPTION) {
        exception_init_slots(rt, (Exception *)(void *)instance);
        for (u32 i = EXCEPTION_SLOT_COUNT; i < slot_count; i++)
            instance->slots[i] = VALUE_UNDEFINED;
    } else {
        for (u32 i = 0; i < slot_count; i++) instance->slots[i] = VALUE_UNDEFINED;
    }
    for (u32 i = 0; i < holder->field_count; i++) {
        if (holder->fields[i].kind != SLOT_VALUE) instance->slots[holder->fields[i].slot] = 0;
    }
    return instance;
}

// The native that makes an instance of a built-in class, or NATIVE_COUNT.
static u32 new_native(RtState *rt, u32 class_id) {
    switch (class_id) {  // table:
    case CLASS_OBJECT: return NATIVE_NEW_OBJECT;
    case CLASS_TYPE: return NATIVE_NEW_TYPE;
    case CLASS_INT: return NATIVE_NEW_INT;
    case CLASS_BOOL: return NATIVE_NEW_BOOL;
    case CLASS_FLOAT: return NATIVE_NEW_FLOAT;
    case CLASS_STR: return NATIVE_NEW_STR;
    case CLASS_BYTES: return NATIVE_NEW_BYTES;
    case CLASS_BYTEARRAY: return NATIVE_NEW_BYTEARRAY;
    case CLASS_LIST: return NATIVE_NEW_LIST;
    case CLASS_TUPLE: return NATIVE_NEW_TUPLE;
    case CLASS_DICT: return NATIVE_NEW_DICT;
    case CLASS_SET: return NATIVE_NEW_SET;
    case CLASS_FROZENSET: return NATIVE_NEW_FROZENSET;
    case CLASS_RANGE: return NATIVE_NEW_RANGE;
    case CLASS_SLICE: return NATIVE_NEW_SLICE;
    case CLASS_ENUMERATE: return NATIVE_NEW_ENUMERATE;
    case CLASS_ZIP: return NATIVE_NEW_ZIP;
    case CLASS_MAP: return NATIVE_NEW_MAP;
    case CLASS_FILTER: return NATIVE_NEW_FILTER;
    case CLASS_REVERSED: return NATIVE_NEW_REVERSED;
    case CLASS_PROPERTY: return NATIVE_NEW_PROPERTY;
    case CLASS_STATICMETHOD: return NATIVE_NEW_STATICMETHOD;
    case CLASS_CLASSMETHOD: return NATIVE_NEW_CLASSMETHOD;
    case CLASS_RANDOM: return NATIVE_RANDOM_NEW;
    default: return class_get(rt, class_id)->new_native;
    }
}

static bool init_instance(RtState *rt, RtClass *holder, Value instance, const Value *args,
                          u32 count, const KeywordArg *kwargs, u32 kwarg_count) {
    ClassAttribute *init = class_find(rt, holder, rt_name(rt, NAME_INIT));
    bool is_user = init && init->kind != ATTRIBUTE_NATIVE;
    if (!is_user) {
        if (holder->layout_id >= CLASS_BASE_EXCEPTION) {
            if (kwarg_count == 0) return true;
            error_format(rt, CLASS_TYPE_ERROR, "%S() takes no keyword arguments", holder->name);
            return false;
        }
        if (count == 0 && kwarg_count == 0) return true;
        error_format(rt, CLASS_TYPE_ERROR, "%S() takes no arguments", holder->name);
        return false;
    }
    ResultWord result;
    if (init->kind == ATTRIBUTE_METHOD) {
        result =
            call_function(rt, value_ref(init->value), instance, args, count, kwargs, kwarg_count);
    } else {
        Value callee = class_attribute_value(rt, init);
        Value bound = rt_method_new(rt, instance, callee);
        result = call_value_kw(rt, bound, args, count, kwargs, kwarg_count);
        value_release(rt, bound);
        value_release(rt, callee);
    }
    if (result.is_error) return false;
    bool is_none = result.value == VALUE_NONE;
    if (!is_none)
        error_format(rt, CLASS_TYPE_ERROR, "__init__() should return None, not '%T'", result.value);
    value_release(rt, result.value);
    return is_none;
}

ResultWord call_class(RtState *rt, RtClass *callee, const Value *args, u32 count,
                      const KeywordArg *kwargs, u32 kwarg_count) {
    bool is_exception = callee->layout_id >= CLASS_BASE_EXCEPTION;
    if (callee->id < CLASS_USER_FIRST && !is_exception) {
        u32 native = new_native(rt, callee->id);
        if (native != NATIVE_COUNT)
            return call_native(rt, native, VALUE_UNDEFINED, args, count, kwargs, kwarg_count);
        return error_format(rt, CLASS_TYPE_ERROR, "cannot create '%S' instances", callee->name);
    }
    if (is_exception) callee = class_get(rt, exception_group_class(rt, callee->id, args, count));
    Value instance = value_from_ref(rt_instance_new(rt, callee->id, callee->slot_count));
    bool is_good = true;
    if (is_exception) is_good = exception_set_args(rt, value_ref(instance), args, count);
    if (is_good) is_good = init_instance(rt, callee, instance, args, count, kwargs, kwarg_count);
    if (is_good) return word_ok(instance);
    value_release(rt, instance);
    return word_error();
}

Value rt_class_value(RtState *rt, u32 class_id) {
    return value_of(class_get(rt, class_id));
}

Value rt_type_of(RtState *rt, Value value) {
    if (value_is_foreign(value)) return foreign_type_of(rt, value);
    return value_of(class_of(rt, value));
}

u32 rt_class_of(RtState *rt, Value value) {
    (void)rt;
    return value_class(value);
}

// ---- isinstance
// `value`: the object, or VALUE_UNDEFINED where only its class is asked for.
static int is_instance(RtState *rt, u32 class_id, Value value, Value classes, const char *message) {
    if (value_is(classes, CLASS_TYPE))
        return class_is_subclass(rt, class_id, ((RtClass *)value_ref(classes))->id);
    if (value_is(classes, CLASS_TUPLE)) {
        STACK_RESERVE();
        if (rt_stack_check(rt)) return -1;
        Tuple *tuple = value_ref(classes);
        for (u32 i = 0; i < tuple->len; i++) {
            int answer = is_instance(rt, class_id, value, tuple->items[i], message);
            if (answer) return answer;
        }
        return 0;
    }
    if (value_is(classes, CLASS_FOREIGN) && value != VALUE_UNDEFINED) {
        ResultI32 answer = foreign_host(classes)->has_instance(rt, value_ref(classes), value);
        return answer.is_error ? -1 : (int)answer.value;
    }
    error_text(rt, CLASS_TYPE_ERROR, message);
    return -1;
}

ResultI32 rt_isinstance(RtState *rt, Value value, Value classes) {
    int answer = is_instance(rt, value_class(value), value, classes,
                             "isinstance() arg 2 must be a type, a tuple of types, or a union");
    return answer < 0 ? i32_error() : i32_ok((u32)answer);
}

ResultWord rt_native_ISINSTANCE(RtState *rt, const Value *args) {
    ResultI32 answer = rt_isinstance(rt, args[0], args[1]);
    return answer.is_error ? word_error() : word_ok(value_from_bool(answer.value));
}

ResultWord rt_native_ISSUBCLASS(RtState *rt, const Value *args) {
    if (!value_is(args[0], CLASS_TYPE))
        return error_text(rt, CLASS_TYPE_ERROR, "issubclass() arg 1 must be a class");
    int answer = is_instance(rt, ((RtClass *)value_ref(args[0]))->id, VALUE_UNDEFINED, args[1],
                             "issubclass() arg 2 must be a class, a tuple of classes, or a union");
    return answer < 0 ? word_error() : word_ok(value_from_bool(answer));
}
