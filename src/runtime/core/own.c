// Values that are shared until they change: JXL's arrays, maps, sets and structs (design note 034).
#include "abi/calls.h"
#include "runtime/core/class.h"
#include "runtime/core/count.h"
#include "runtime/core/dict.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"

// The fields are shared, each by its own reference.
static Instance *instance_copy(RtState *rt, const Instance *instance) {
    const RtClass *holder = class_get(rt, instance->head.class_id);
    Instance *copy = rt_instance_new(rt, holder->id, holder->slot_count);
    for (u32 i = 0; i < holder->field_count; i++) {
        const ClassField *field = &holder->fields[i];
        u64 word = instance->slots[field->slot];
        if (field->kind == SLOT_VALUE) value_retain(word);
        if (field->kind == SLOT_INT) int_retain((IntWord)word);
        copy->slots[field->slot] = word;
    }
    return copy;
}

static Value copy_of(RtState *rt, Value value) {
    Object *object = value_ref(value);
    switch (object->class_id) {
    case CLASS_LIST: {
        List *list = (List *)object;
        return value_from_ref(list_slice(rt, list, 0, 1, list->len));
    }
    case CLASS_DICT: return value_from_ref(dict_copy(rt, (Dict *)object));
    default: break;
    }
    bool is_instance = object->class_id >= CLASS_USER_FIRST;
    return is_instance ? value_from_ref(instance_copy(rt, (Instance *)object))
                       : value_retain(value);
}

// The same object if the reference that is taken over was the only one.
Value rt_value_own(RtState *rt, Value value) {
    if (!value_is_ref(value)) return value;
    Object *object = value_ref(value);
    if (object->refs == 1) return value;
    Value copy = copy_of(rt, value);
    object_release(rt, object);
    return copy;
}

// Where types are not known somebody else may always have it.
ResultWord rt_native_OWN(RtState *rt, const Value *args) {
    return word_ok(value_is_ref(args[0]) ? copy_of(rt, args[0]) : args[0]);
}

ResultWord rt_native_TAKE(RtState *rt, const Value *args) {
    return rt_native_OWN(rt, args);
}
