// Calling classes: instances of user classes, exceptions, and the built-in classes by their NEW_…
// natives.
#include "runtime/core/attribute.h"
#include "runtime/core/call.h"
#include "runtime/core/class_build.h"
#include "runtime/core/construct.h"
#include "runtime/core/error.h"
#include "runtime/core/foreign.h"
#include "runtime/core/exception_group.h"
#include "runtime/core/native.h"

#include "base/stack.h"

#include <string.h>

void *rt_instance_new(RtState *rt, u32 class_id, u32 slot_count) {
    gc_safepoint(rt);
    Instance *instance = object_new_of(rt, sizeof *instance + (usize)slot_count * 8, class_id);
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
    if (UNLIKELY(holder->has_finalizer)) gc_note_finalizable(rt, instance);
    return instance;
}

u32 construct_native(RtState *rt, u32 class_id) {
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
    case CLASS_MODULE: return NATIVE_NEW_MODULE;
    case CLASS_STATICMETHOD: return NATIVE_NEW_STATICMETHOD;
    case CLASS_CLASSMETHOD: return NATIVE_NEW_CLASSMETHOD;
    case CLASS_SUPER: return NATIVE_SUPER;
    case CLASS_RANDOM: return NATIVE_RANDOM_NEW;
    default: return class_get(rt, class_id)->new_native;
    }
}

bool construct_init(RtState *rt, const ClassAttribute *init, Value instance, const Value *args,
                    u32 count, const KeywordArg *kwargs, u32 kwarg_count) {
    ResultWord result;
    if (init->kind == ATTRIBUTE_METHOD) {
        result =
            call_function(rt, value_ref(init->value), instance, args, count, kwargs, kwarg_count);
    } else {
        ResultWord bound = attribute_bind(rt, init, instance, rt_name(rt, NAME_INIT));
        if (bound.is_error) return false;
        result = call_value_kw(rt, bound.value, args, count, kwargs, kwarg_count);
        value_release(rt, bound.value);
    }
    if (result.is_error) return false;
    bool is_none = result.value == VALUE_NONE;
    if (!is_none)
        error_format(rt, CLASS_TYPE_ERROR, "__init__() should return None, not '%T'", result.value);
    value_release(rt, result.value);
    return is_none;
}

static bool init_instance(RtState *rt, RtClass *holder, Value instance, const Value *args,
                          u32 count, const KeywordArg *kwargs, u32 kwarg_count) {
    ClassAttribute *init = class_find(rt, holder, rt_name(rt, NAME_INIT));
    if (init && init->kind != ATTRIBUTE_NATIVE)
        return construct_init(rt, init, instance, args, count, kwargs, kwarg_count);
    if (holder->layout_id >= CLASS_BASE_EXCEPTION) {
        return kwarg_count == 0 ||
               exception_set_keywords(rt, value_ref(instance), kwargs, kwarg_count);
    }
    if (count == 0 && kwarg_count == 0) return true;
    error_format(rt, CLASS_TYPE_ERROR, "%S() takes no arguments", holder->name);
    return false;
}

ResultWord call_class_closed(RtState *rt, RtClass *callee, const Value *args, u32 count,
                             const KeywordArg *kwargs, u32 kwarg_count) {
    bool is_exception = callee->layout_id >= CLASS_BASE_EXCEPTION;
    if (callee->id < CLASS_USER_FIRST && !is_exception) {
        u32 native = construct_native(rt, callee->id);
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

ResultWord call_class_plain(RtState *rt, RtClass *callee, const Value *args, u32 count,
                            const KeywordArg *kwargs, u32 kwarg_count) {
    if (class_id_is_open(callee->id))
        return class_instantiate(rt, callee, args, count, (KeywordArgs){kwargs, kwarg_count});
    return call_class_closed(rt, callee, args, count, kwargs, kwarg_count);
}

ResultWord call_class(RtState *rt, RtClass *callee, const Value *args, u32 count,
                      const KeywordArg *kwargs, u32 kwarg_count) {
    if (UNLIKELY(callee->head.class_id != CLASS_TYPE)) {
        Value self = value_from_ref(callee);
        ClassAttribute *hook = class_find_user(rt, self, NAME_CALL);
        if (hook) return call_attribute_kw(rt, hook, self, args, count, kwargs, kwarg_count);
    }
    return call_class_plain(rt, callee, args, count, kwargs, kwarg_count);
}
PART_ONLY(call_class, PART_CLASS_VALUES);

Value rt_class_value(RtState *rt, u32 class_id) {
    PART_MAKE(PART_CLASS_VALUES);
    return value_of(class_get(rt, class_id));
}

Value construct_type_of(RtState *rt, Value value) {
    if (value_is_foreign(value)) return foreign_type_of(rt, value);
    return value_of(class_of(rt, value));
}

Value rt_type_of(RtState *rt, Value value) {
    PART_MAKE(PART_CLASSES);
    return construct_type_of(rt, value);
}

u32 rt_class_of(RtState *rt, Value value) {
    (void)rt;
    return value_class(value);
}

// ---- isinstance
// What a metaclass's __instancecheck__ or __subclasscheck__ says: 1, 0, -1 exception, 2 no such
// one.
static int ask_metaclass(RtState *rt, Value class, NameId name, Value argument) {
    if (((Object *)value_ref(class))->class_id == CLASS_TYPE) return 2;
    ClassAttribute *hook = class_find_user(rt, class, name);
    if (!hook) return 2;
    ResultWord answer = call_attribute(rt, hook, class, &argument, 1);
    if (answer.is_error) return -1;
    ResultI32 truth = rt_truth(rt, answer.value);
    value_release(rt, answer.value);
    return truth.is_error ? -1 : truth.value != 0;
}

typedef struct {
    u32 class_id;
    Value value;  // the object, or for issubclass the class
    bool is_object;
    const char *message;
} ClassQuestion;

static int is_of_class(RtState *rt, const ClassQuestion *q, Value class) {
    const RtClass *wanted = value_ref(class);
    if (q->is_object && q->class_id == wanted->id) return 1;
    int answer =
        ask_metaclass(rt, class, q->is_object ? NAME_INSTANCECHECK : NAME_SUBCLASSCHECK, q->value);
    if (answer != 2) return answer;
    if (class_is_subclass(rt, q->class_id, wanted->id)) return 1;
    // An object may say that it is of another class: proxies and mocks do.
    if (!q->is_object || !class_id_is_open(q->class_id)) return 0;
    ResultWord said = rt_getattr(rt, q->value, rt_name(rt, NAME_CLASS));
    if (said.is_error) {
        bool is_none = error_is(rt, CLASS_ATTRIBUTE_ERROR);
        if (is_none) error_clear(rt);
        return is_none ? 0 : -1;
    }
    answer = value_is_class(said.value) &&
             class_is_subclass(rt, ((RtClass *)value_ref(said.value))->id, wanted->id);
    value_release(rt, said.value);
    return answer;
}

static int is_instance(RtState *rt, const ClassQuestion *q, Value classes) {
    if (value_is_class(classes)) return is_of_class(rt, q, classes);
    if (value_has_layout(classes, CLASS_TUPLE)) {
        STACK_RESERVE();
        if (rt_stack_check(rt)) return -1;
        Tuple *tuple = value_ref(classes);
        for (u32 i = 0; i < tuple->len; i++) {
            int answer = is_instance(rt, q, tuple->items[i]);
            if (answer) return answer;
        }
        return 0;
    }
    if (value_is(classes, CLASS_FOREIGN) && q->is_object) {
        ResultI32 answer = foreign_host(classes)->has_instance(rt, value_ref(classes), q->value);
        return answer.is_error ? -1 : (int)answer.value;
    }
    ClassAttribute *hook =
        class_find_user(rt, classes, q->is_object ? NAME_INSTANCECHECK : NAME_SUBCLASSCHECK);
    if (hook) {
        ResultWord answer = call_attribute(rt, hook, classes, &q->value, 1);
        if (answer.is_error) return -1;
        ResultI32 truth = rt_truth(rt, answer.value);
        value_release(rt, answer.value);
        return truth.is_error ? -1 : truth.value != 0;
    }
    error_text(rt, CLASS_TYPE_ERROR, q->message);
    return -1;
}

ResultI32 rt_isinstance(RtState *rt, Value value, Value classes) {
    ClassQuestion question = {value_class(value), value, true,
                              "isinstance() arg 2 must be a type, a tuple of types, or a union"};
    int answer = is_instance(rt, &question, classes);
    return answer < 0 ? i32_error() : i32_ok((u32)answer);
}

ResultWord rt_native_ISINSTANCE(RtState *rt, const Value *args) {
    ResultI32 answer = rt_isinstance(rt, args[0], args[1]);
    return answer.is_error ? word_error() : word_ok(value_from_bool(answer.value));
}

ResultWord rt_native_ISSUBCLASS(RtState *rt, const Value *args) {
    if (!value_is_class(args[0]))
        return error_text(rt, CLASS_TYPE_ERROR, "issubclass() arg 1 must be a class");
    ClassQuestion question = {((RtClass *)value_ref(args[0]))->id, args[0], false,
                              "issubclass() arg 2 must be a class, a tuple of classes, or a union"};
    int answer = is_instance(rt, &question, args[1]);
    return answer < 0 ? word_error() : word_ok(value_from_bool(answer));
}
