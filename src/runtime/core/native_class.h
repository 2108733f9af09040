// runtime/core/native_class.h — classes that library modules define in C (abi/native_classes.def).
//
// An instance is its head, then Values that it owns, then words: native_object_new makes one by the
// table, rt_free gives it back. A class's file declares the struct and pins its size with
// NATIVE_CLASS_CHECK.
#pragma once

#include "runtime/core/class.h"
#include "runtime/core/result.h"

enum {
#define CLASS(...)
#define NATIVE_CLASS(NAME, MODULE, text, BASE, VALUES, WORDS)                                      \
    NATIVE_CLASS_BYTES_##NAME = sizeof(Object) + 8 * ((VALUES) + (WORDS)),
#include "abi/native_classes.def"
#undef CLASS
#undef NATIVE_CLASS
};

#define NATIVE_CLASS_CHECK(Type, NAME)                                                             \
    _Static_assert(sizeof(Type) == NATIVE_CLASS_BYTES_##NAME, "see abi/native_classes.def")

typedef struct {
    u16 module;  // NATIVE_OWNER_MODULE_x
    u8 value_count, word_count;
} NativeClassRow;

// NULL when the class is not a native one. User classes have the id of their layout.
const NativeClassRow *native_class_row(u32 layout_id);
// Values are None, words 0.
void *native_object_new_of(RtState *rt, u32 class_id);
#define native_object_new(rt, class_id)                                                            \
    (__extension__({                                                                               \
        PART_MAKE(class_id);                                                                       \
        native_object_new_of(rt, class_id);                                                        \
    }))
void native_object_free(RtState *rt, void *object, u32 layout_id);
// The dict of an instance whose class has a getter "__dict__", owned; UNDEFINED: it has none.
Value native_object_dict(RtState *rt, Value object);
// Adds to a module's dict the classes that it shows.
void native_class_show(RtState *rt, u32 owner, Value dict);

// What iter(x) gives where x is its own iterator.
static inline ResultWord native_class_iter_self(const Value *args) {
    return word_ok(value_retain(args[0]));
}
