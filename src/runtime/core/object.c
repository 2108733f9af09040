// The end of objects: rt_free gives back what an object owns. Long chains are freed in a loop, not
// by recursion: beyond FREE_DEPTH_MAX nested frees the rest waits on a list that the outermost call
// empties.
#include "runtime/core/bytes_object.h"
#include "runtime/core/call.h"
#include "runtime/core/descriptor.h"
#include "runtime/core/dict.h"
#include "runtime/core/exception.h"
#include "runtime/core/file.h"
#include "runtime/core/foreign.h"
#include "runtime/core/function.h"
#include "runtime/core/generator_object.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/module.h"
#include "runtime/core/native_class.h"
#include "runtime/core/open.h"
#include "runtime/core/set.h"
#include "runtime/core/str.h"
#include "runtime/core/weak.h"

PART_FUNCTION static void free_func(RtState *rt, Func *func) {
    u32 count = func->spec->capture_count;
    value_release(rt, func->defaults);
    value_release(rt, func->attributes);
    value_release(rt, func->overrides);
    for (u32 i = 0; i < count; i++) value_release(rt, func->captures[i]);
    object_give(rt, func, sizeof *func + count * sizeof(Value));
}
PART_ONLY(free_func, CLASS_FUNCTION);

PART_FUNCTION static void free_instance(RtState *rt, Instance *instance, const RtClass *holder) {
    u32 first = 0;
    if (holder->layout_id >= CLASS_BASE_EXCEPTION) {
        for (; first < EXCEPTION_SLOT_COUNT; first++) value_release(rt, instance->slots[first]);
    }
    for (u32 i = 0; i < holder->field_count; i++) {
        u64 word = instance->slots[holder->fields[i].slot];
        if (holder->fields[i].kind == SLOT_VALUE)
            value_release(rt, word);
        else if (holder->fields[i].kind == SLOT_INT)
            int_release(rt, (IntWord)word);
    }
    object_give(rt, instance, sizeof *instance + (usize)holder->slot_count * 8);
}
PART_ONLY(free_instance, CLASS_BASE_EXCEPTION, PART_UNIT_CLASSES, PART_OPEN);

// `count` Values behind the head, then `extra` bytes.
static void free_values(RtState *rt, void *object, u32 count, usize bytes) {
    for (u32 i = 0; i < count; i++) value_release(rt, ((Instance *)object)->slots[i]);
    object_give(rt, object, bytes);
}

PART_FUNCTION static void free_range(RtState *rt, Range *range) {
    int_release(rt, range->start);
    int_release(rt, range->stop);
    int_release(rt, range->step);
    object_give(rt, range, sizeof *range);
}
PART_ONLY(free_range, CLASS_RANGE);

PART_FUNCTION static void free_native(RtState *rt, NativeObject *native) {
    value_release(rt, native->self);
    object_give(rt, native, sizeof *native);
}
PART_ONLY(free_native, CLASS_BUILTIN);

PART_FUNCTION static void free_module(RtState *rt, ModuleObject *module) {
    value_release(rt, module->dict);
    value_release(rt, module->info);
    value_release(rt, module->places);
    object_release(rt, module->name);
    object_give(rt, module, sizeof *module);
}
PART_ONLY(free_module, CLASS_MODULE);

static void dispose(RtState *rt, void *object) {
    u32 class_id = class_id_layout(((Object *)object)->class_id);
    bool is_open = class_id_is_open(((Object *)object)->class_id);
    if (UNLIKELY(is_open)) {
        open_release_extras(rt, object);
        if (class_id == CLASS_INT || class_id == CLASS_FLOAT) {
            free_values(rt, object, 1, sizeof(BoxedNumber));
            return;
        }
    }
    switch (class_id) {  // table:
    case CLASS_STR: str_free(rt, object); return;
    case CLASS_INT: big_free(rt, object); return;
    case CLASS_FLOAT: object_give(rt, object, sizeof(Float)); return;
    case CLASS_LIST: list_free(rt, object); return;
    case CLASS_TUPLE: tuple_free(rt, object); return;
    case CLASS_DICT: dict_free(rt, object); return;
    case CLASS_SET:
    case CLASS_FROZENSET: set_free(rt, object); return;
    case CLASS_BYTES:
    case CLASS_BYTEARRAY: bytes_free(rt, object); return;
    case CLASS_RANGE: free_range(rt, object); return;
    case CLASS_SLICE: free_values(rt, object, 3, sizeof(SliceObject)); return;
    case CLASS_FUNCTION: free_func(rt, object); return;
    case CLASS_CODE: object_give(rt, object, sizeof(CodeObject)); return;
    case CLASS_METHOD: free_values(rt, object, 2, sizeof(MethodObject)); return;
    case CLASS_BUILTIN: free_native(rt, object); return;
    case CLASS_CELL: free_values(rt, object, 1, sizeof(Cell)); return;
    case CLASS_PROPERTY:
    case CLASS_STATICMETHOD:
    case CLASS_CLASSMETHOD: free_values(rt, object, 4, sizeof(Descriptor)); return;
    case CLASS_MODULE: free_module(rt, object); return;
    case CLASS_GENERATOR:
    case CLASS_COROUTINE:
    case CLASS_ASYNC_GENERATOR: generator_free(rt, object); return;
    case CLASS_FOREIGN: foreign_free(rt, object); return;
    case CLASS_DICT_KEYS:
    case CLASS_DICT_VALUES:
    case CLASS_DICT_ITEMS: free_values(rt, object, 1, sizeof(DictView)); return;
    case CLASS_TEXT_FILE: object_give(rt, object, sizeof(TextFile)); return;
    case CLASS_SUPER: free_values(rt, object, 1, sizeof(SuperObject)); return;
    case CLASS_TRACEBACK: exception_traceback_free(rt, object); return;
    case CLASS_STRUCT_SEQUENCE: free_values(rt, object, 3, sizeof(StructSequence)); return;
    case CLASS_REFERENCE: weak_free(rt, object); return;
    case CLASS_RANDOM:
    case CLASS_NATIVE_STATE: {
        NativeStateObject *state = object;
        object_give(rt, state, sizeof *state + state->bytes);
        return;
    }
    default: break;
    }
    u32 layout_id = class_get(rt, class_id)->layout_id;
    if (native_class_row(layout_id)) {
        native_object_free(rt, object, layout_id);
        return;
    }
    if (class_id >= CLASS_LIST_ITERATOR && class_id <= CLASS_FILTER)
        iter_free(rt, object);
    else
        free_instance(rt, object, class_get(rt, ((Object *)object)->class_id));
}

void rt_free(RtState *rt, void *object) {
    if (((Object *)object)->class_id == CLASS_STR) {  // holds no objects
        str_free(rt, object);
        return;
    }
    if (class_id_is_open(((Object *)object)->class_id) && !open_finalize(rt, object)) return;
    RtCore *core = rt_core(rt);
    if (UNLIKELY(core->weak_chains) && class_get(rt, ((Object *)object)->class_id)->is_referred)
        weak_end(rt, object);
    if (core->free_depth >= FREE_DEPTH_MAX) {
        value_stack_push(rt, &core->garbage, value_from_ref(object));
        return;
    }
    core->free_depth++;
    dispose(rt, object);
    if (core->free_depth == 1) {
        while (core->garbage.count)
            dispose(rt, value_ref(core->garbage.items[--core->garbage.count]));
    }
    core->free_depth--;
}

void *rt_cell_new(RtState *rt, Value value) {
    Cell *cell = object_new(rt, sizeof *cell, CLASS_CELL);
    cell->value = value;
    return cell;
}
