// runtime/core/count.h — reference counts: retain, release, and new objects. Arguments are
// borrowed, results owned.
#pragma once

#include "abi/part.h"
#include "runtime/core/gc.h"

static inline void object_retain(const void *object) {
    ((Object *)(uintptr_t)object)->refs++;
}

static inline void object_release(RtState *rt, void *object) {
    if (--((Object *)object)->refs == 0) rt_free(rt, object);
}

static inline Value value_retain(Value value) {
    if (value_is_ref(value)) object_retain(value_ref(value));
    return value;
}

static inline void value_release(RtState *rt, Value value) {
    if (value_is_ref(value)) object_release(rt, value_ref(value));
}

static inline IntWord int_retain(IntWord word) {
    if (UNLIKELY(!int_is_small(word))) object_retain(int_big(word));
    return word;
}

static inline void int_release(RtState *rt, IntWord word) {
    if (UNLIKELY(!int_is_small(word))) object_release(rt, int_big(word));
}

// A retained object as a Value.
static inline Value value_of(const void *object) {
    object_retain(object);
    return value_from_ref(object);
}

static inline void *object_new_of(RtState *rt, usize bytes, u32 class_id) {
    if (object_is_tracked(class_id)) return gc_new(rt, bytes, class_id);
    Object *object = rt_alloc(rt, bytes);
    object->refs = 1;
    object->class_id = class_id;
    return object;
}

// The class is a constant: the linker of wasm programs knows by it which objects there can be. Who
// calls object_new_of says PART_MAKE himself.
#define object_new(rt, bytes, class_id)                                                            \
    (__extension__({                                                                               \
        PART_MAKE(class_id);                                                                       \
        object_new_of(rt, bytes, class_id);                                                        \
    }))

// The memory of an object from object_new, at its end.
static inline void object_give(RtState *rt, void *object, usize bytes) {
    if (object_is_tracked(((Object *)object)->class_id))
        gc_give(rt, object, bytes);
    else
        rt_free_memory(rt, object, bytes);
}

// Replaces what `*slot` owns; the old content is released last, when nothing refers to it any more.
static inline void value_assign_take(RtState *rt, Value *slot, Value value) {
    Value old = *slot;
    *slot = value;
    value_release(rt, old);
}

// ---- class of a Value
static inline u32 value_class(Value value) {
    static const u8 of_const[] = {
        CLASS_OBJECT,          CLASS_NONE,     CLASS_BOOL,   CLASS_BOOL,
        CLASS_NOT_IMPLEMENTED, CLASS_ELLIPSIS, CLASS_OBJECT, CLASS_OBJECT};
    switch (value_tag(value)) {
    case TAG_INT: return CLASS_INT;
    case TAG_FLOAT: return CLASS_FLOAT;
    case TAG_REF: return ((Object *)value_ref(value))->class_id;
    case TAG_CONST: break;
    }
    return of_const[(value >> VALUE_TAG_BITS) & 7];
}

static inline bool value_is(Value value, u32 class_id) {
    return value_is_ref(value) && ((Object *)value_ref(value))->class_id == class_id;
}

// The struct behind the value is that of this built-in class: an instance of it, or of an open
// subclass.
static inline bool value_has_layout(Value value, u32 class_id) {
    return value_is_ref(value) &&
           class_id_layout(((Object *)value_ref(value))->class_id) == class_id;
}

static inline bool value_is_str(Value value) {  // or of a subclass
    return value_has_layout(value, CLASS_STR);
}

static inline bool value_is_class(Value value) {  // of any metaclass
    return value_has_layout(value, CLASS_TYPE);
}

static inline bool value_is_user(Value value) {
    return value_is_ref(value) && ((Object *)value_ref(value))->class_id >= CLASS_USER_FIRST;
}

static inline bool value_is_open(Value value) {  // an instance of an open class
    return value_is_ref(value) && class_id_is_open(((Object *)value_ref(value))->class_id);
}

static inline Str *value_str(Value value) {
    return value_ref(value);
}

// An instance of an open subclass of int or float.
typedef struct {
    Object head;
    Value plain;  // the number itself, owned
} BoxedNumber;

// The number of an instance of a subclass of int or float, any other value as it is; borrowed.
static inline Value value_plain(Value value) {
    bool is_boxed = value_is_open(value) &&
                    (value_has_layout(value, CLASS_INT) || value_has_layout(value, CLASS_FLOAT));
    return is_boxed ? ((BoxedNumber *)value_ref(value))->plain : value;
}

static inline bool value_is_int(Value value) {  // not bool
    return value_is_small_int(value) || value_is(value, CLASS_INT);
}

static inline bool value_is_bool(Value value) {
    return value == VALUE_TRUE || value == VALUE_FALSE;
}

static inline bool value_is_float(Value value) {
    return value_tag(value) == TAG_FLOAT || value_is(value, CLASS_FLOAT);
}

static inline f64 value_f64(Value value) {  // only for floats
    return value_tag(value) == TAG_FLOAT ? value_unboxed_f64(value)
                                         : ((Float *)value_ref(value))->number;
}

// The IntWord of an int or bool, borrowed from the Value.
static inline IntWord value_int_peek(Value value) {
    if (value_is_small_int(value)) return value_small(value);
    if (value_tag(value) == TAG_CONST) return value == VALUE_TRUE;
    BigInt *big = value_ref(value);
    return int_from_big(big, big->is_negative);
}

static inline Value value_box_f64(RtState *rt, f64 number) {
    Value value;
    PART_MAKE(CLASS_FLOAT);
    if (LIKELY(value_try_from_f64(number, &value))) return value;
    Float *box = object_new(rt, sizeof *box, CLASS_FLOAT);
    box->number = number;
    return value_from_ref(box);
}
