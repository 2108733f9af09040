// What the collector knows of objects: which references they own, and how to take them away.
#include "runtime/core/gc.h"

#include "runtime/core/call.h"
#include "runtime/core/descriptor.h"
#include "runtime/core/dict.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/module.h"
#include "runtime/core/native_class.h"
#include "runtime/core/open.h"
#include "runtime/core/set.h"

typedef struct {
    GcVisit *visit;
    void *context;
} Visitor;

static void visit_value(const Visitor *visitor, Value value) {
    if (!value_is_ref(value)) return;
    Object *child = value_ref(value);
    if (object_is_tracked(child->class_id)) visitor->visit(visitor->context, child);
}

static void visit_values(const Visitor *visitor, const Value *values, u32 count) {
    for (u32 i = 0; i < count; i++) visit_value(visitor, values[i]);
}

// A buffer that two lists share owns its items once: neither tells them.
static void visit_list(const Visitor *visitor, const List *list) {
    bool owns = list->kind == SLOT_VALUE && list->len > 0 && list->buffer->refs == 1;
    if (owns) visit_values(visitor, list_slots(list), list->len);
}

static void visit_dict(const Visitor *visitor, const Dict *dict) {
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(dict, &at));) {
        visit_value(visitor, entry->key);
        visit_value(visitor, entry->value);
    }
}

static void visit_set(const Visitor *visitor, const Set *set) {
    u32 at = 0;
    for (SetEntry *entry; (entry = set_next(set, &at));) visit_value(visitor, entry->key);
}

static void visit_func(const Visitor *visitor, const Func *func) {
    visit_value(visitor, func->defaults);
    visit_value(visitor, func->attributes);
    visit_value(visitor, func->overrides);
    visit_values(visitor, func->captures, func->spec->capture_count);
}

static void visit_instance(const Visitor *visitor, const Instance *instance,
                           const RtClass *holder) {
    if (holder->layout_id >= CLASS_BASE_EXCEPTION && holder->layout_id < CLASS_USER_FIRST)
        visit_values(visitor, instance->slots, EXCEPTION_SLOT_COUNT);
    for (u32 i = 0; i < holder->field_count; i++) {
        if (holder->fields[i].kind == SLOT_VALUE)
            visit_value(visitor, instance->slots[holder->fields[i].slot]);
    }
}

// The __dict__ of an instance of an open class. Those in RtCore.side_dicts are told by that dict.
static void visit_extras(RtState *rt, const Visitor *visitor, Object *object) {
    const RtClass *holder = class_get(rt, object->class_id);
    if (holder->dict_slot < CLASS_SIDE_DICT)
        visit_value(visitor, ((Instance *)(void *)object)->slots[holder->dict_slot]);
}

// While it runs, compiled code owns what it had put aside.
static void visit_generator(const Visitor *visitor, const Generator *generator) {
    if (generator->state < GENERATOR_ENDED)
        visit_values(visitor, generator->words, generator->value_count);
    visit_value(visitor, generator->result);
}

static void visit_module(const Visitor *visitor, const ModuleObject *module) {
    visit_value(visitor, module->dict);
    visit_value(visitor, module->info);
    visit_value(visitor, module->places);
}

// How many Values stand behind the head of objects that are nothing else; 0: they are more.
static u32 plain_value_count(u32 class_id) {
    switch (class_id) {
    case CLASS_CELL:
    case CLASS_SUPER:
    case CLASS_DICT_KEYS:
    case CLASS_DICT_VALUES:
    case CLASS_DICT_ITEMS: return 1;
    case CLASS_METHOD: return 2;
    case CLASS_STRUCT_SEQUENCE: return 3;
    case CLASS_PROPERTY:
    case CLASS_STATICMETHOD:
    case CLASS_CLASSMETHOD: return 4;
    default: return 0;
    }
}

static void visit_other(RtState *rt, const Visitor *visitor, Object *object, u32 layout) {
    const NativeClassRow *row = native_class_row(class_get(rt, layout)->layout_id);
    if (row) {
        visit_values(visitor, ((Instance *)(void *)object)->slots, row->value_count);
    } else if (layout >= CLASS_LIST_ITERATOR && layout <= CLASS_FILTER) {
        visit_value(visitor, ((Iterator *)(void *)object)->source);
        visit_value(visitor, ((Iterator *)(void *)object)->extra);
    } else if (layout == CLASS_OBJECT || layout >= CLASS_BASE_EXCEPTION) {
        visit_instance(visitor, (Instance *)(void *)object, class_get(rt, object->class_id));
    }
}

void gc_visit(RtState *rt, Object *object, GcVisit *visit, void *context) {
    Visitor visitor = {visit, context};
    u32 layout = class_id_layout(object->class_id);
    if (class_id_is_open(object->class_id)) visit_extras(rt, &visitor, object);
    switch (layout) {
    case CLASS_LIST: visit_list(&visitor, (List *)(void *)object); return;
    case CLASS_TUPLE:
        visit_values(&visitor, ((Tuple *)(void *)object)->items, ((Tuple *)(void *)object)->len);
        return;
    case CLASS_DICT: visit_dict(&visitor, (Dict *)(void *)object); return;
    case CLASS_SET:
    case CLASS_FROZENSET: visit_set(&visitor, (Set *)(void *)object); return;
    case CLASS_FUNCTION: visit_func(&visitor, (Func *)(void *)object); return;
    case CLASS_MODULE: visit_module(&visitor, (ModuleObject *)(void *)object); return;
    case CLASS_BUILTIN: visit_value(&visitor, ((NativeObject *)(void *)object)->self); return;
    case CLASS_GENERATOR:
    case CLASS_COROUTINE:
    case CLASS_ASYNC_GENERATOR: visit_generator(&visitor, (Generator *)(void *)object); return;
    default: break;
    }
    u32 count = plain_value_count(layout);
    if (count)
        visit_values(&visitor, ((Instance *)(void *)object)->slots, count);
    else
        visit_other(rt, &visitor, object, layout);
}

// ---- taking away
static void clear_values(RtState *rt, Value *values, u32 count, Value instead) {
    for (u32 i = 0; i < count; i++) value_assign_take(rt, &values[i], instead);
}

static void clear_fields(RtState *rt, Instance *instance, const RtClass *holder) {
    for (u32 i = 0; i < holder->field_count; i++) {
        if (holder->fields[i].kind == SLOT_VALUE)
            value_assign_take(rt, &instance->slots[holder->fields[i].slot], VALUE_UNDEFINED);
    }
}

// Every cycle goes through one of these: what never changes cannot be part of its own contents.
void gc_clear(RtState *rt, Object *object) {
    u32 layout = class_id_layout(object->class_id);
    if (class_id_is_open(object->class_id)) open_release_extras(rt, object);
    switch (layout) {
    case CLASS_LIST: list_clear(rt, (List *)(void *)object); return;
    case CLASS_DICT: dict_clear(rt, (Dict *)(void *)object); return;
    case CLASS_SET: set_clear(rt, (Set *)(void *)object); return;
    case CLASS_MODULE: dict_clear(rt, value_ref(((ModuleObject *)(void *)object)->dict)); return;
    case CLASS_CELL: clear_values(rt, &((Cell *)(void *)object)->value, 1, VALUE_UNDEFINED); return;
    case CLASS_FUNCTION: {
        Func *func = (Func *)(void *)object;
        clear_values(rt, func->captures, func->spec->capture_count, VALUE_UNDEFINED);
        value_assign_take(rt, &func->defaults, VALUE_NONE);
        value_assign_take(rt, &func->attributes, VALUE_UNDEFINED);
        value_assign_take(rt, &func->overrides, VALUE_UNDEFINED);
        return;
    }
    default: break;
    }
    const NativeClassRow *row = native_class_row(class_get(rt, layout)->layout_id);
    if (row)
        clear_values(rt, ((Instance *)(void *)object)->slots, row->value_count, VALUE_NONE);
    else if (layout >= CLASS_LIST_ITERATOR && layout <= CLASS_FILTER)
        value_assign_take(rt, &((Iterator *)(void *)object)->extra, VALUE_NONE);
    else if (layout == CLASS_OBJECT || layout >= CLASS_BASE_EXCEPTION)
        clear_fields(rt, (Instance *)(void *)object, class_get(rt, object->class_id));
}
