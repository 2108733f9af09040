#include "runtime/core/native_class.h"

#include "runtime/core/dict.h"
#include "runtime/core/native.h"
#include "runtime/core/str.h"

const NativeClassRow *native_class_row(u32 layout_id) {
    static const NativeClassRow rows[] = {
#define CLASS(NAME, text, BASE) {0, 0, 0},
#define NATIVE_CLASS(NAME, MODULE, text, BASE, VALUES, WORDS)                                      \
    {NATIVE_OWNER_MODULE_##MODULE, VALUES, WORDS},
#include "abi/native_classes.def"
#undef CLASS
#undef NATIVE_CLASS
    };
    u32 index = layout_id - CLASS_NATIVE_FIRST;
    return index > 0 && index < COUNT_OF(rows) ? &rows[index] : NULL;
}

static usize bytes_of(const NativeClassRow *row) {
    return sizeof(Object) + (usize)(row->value_count + row->word_count) * 8;
}

void *native_object_new_of(RtState *rt, u32 class_id) {
    PART_MAKE(PART_METHODS);
    const NativeClassRow *row = native_class_row(class_id);
    Instance *object = object_new_of(rt, bytes_of(row), class_id);
    for (u32 i = 0; i < row->value_count; i++) object->slots[i] = VALUE_NONE;
    for (u32 i = 0; i < row->word_count; i++) object->slots[row->value_count + i] = 0;
    return object;
}

void native_object_free(RtState *rt, void *object, u32 layout_id) {
    const NativeClassRow *row = native_class_row(layout_id);
    for (u32 i = 0; i < row->value_count; i++) value_release(rt, ((Instance *)object)->slots[i]);
    object_give(rt, object, bytes_of(row));
}
PART_ONLY(native_object_free, PART_METHODS);

void native_class_show(RtState *rt, u32 owner, Value dict) {
    PART_MAKE(PART_CLASS_VALUES);
    for (u32 id = CLASS_NATIVE_FIRST + 1; native_class_row(id); id++) {
        RtClass *shown = class_get(rt, id);
        if (native_class_row(id)->module != owner || shown->new_native == NATIVE_COUNT) continue;
        rt_dict_set_str(rt, value_ref(dict), shown->name, value_of(shown));
    }
}

Value native_object_dict(RtState *rt, Value object) {
    if (!native_class_row(class_of(rt, object)->layout_id)) return VALUE_UNDEFINED;
    ClassAttribute *getter = class_find(rt, class_of(rt, object), rt_name(rt, NAME_DICT));
    if (!getter || getter->kind != ATTRIBUTE_GETTER) return VALUE_UNDEFINED;
    return native_functions[getter->number](rt, &object).value;
}
