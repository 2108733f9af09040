// What a body left behind: its classes, its variables, all that these lead to.
#include "compiler/freeze/freeze_priv.h"

#include "runtime/core/list.h"
#include "runtime/core/str.h"

// ---- has an object changed?

static u64 hash_of(const Bytes *bytes) {
    u64 hash = 0xcbf29ce484222325;
    for (usize i = 0; i < bytes->len; i++) hash = (hash ^ bytes->data[i]) * 0x100000001b3;
    return hash;
}

static u64 look_at(Freeze *freeze, Object *object) {
    freeze->mode = FREEZE_LOOK;
    bool is_seen = freeze_contents(freeze, object);
    return is_seen ? hash_of(&freeze->look) : 0;
}

static void note_old(Freeze *freeze, Value value, u32 unit_class, const Str *method) {
    Object *object = value_ref(value);
    if (freeze_find(freeze, object)) return;
    object->refs++;
    *int_map_at(&freeze->places, (u64)(uintptr_t)object, freeze->objects.count) =
        freeze->objects.count;
    *VEC_PUSH(freeze->scratch, &freeze->objects) = (FreezeObject){.object = object,
                                                                  .look = look_at(freeze, object),
                                                                  .owner = IR_NONE,
                                                                  .ref_body = IR_NONE,
                                                                  .shared = IR_NONE,
                                                                  .unit_class = unit_class,
                                                                  .method = method};
}

void freeze_note_olds(Freeze *freeze) {
    const IrModule *module = freeze->module;
    const u64 *block = freeze->rt->blocks[0];
    bytes_init(&freeze->look, freeze->scratch);
    for (u32 i = 0; i < module->consts.count; i++) {
        if (value_is_ref(block[i])) *int_map_at(&freeze->consts_by_address, block[i], i) = i;
    }
    for (u32 i = 0; i < module->classes.count; i++) {
        Value value = block[module->consts.count + module->globals.count + i];
        const RtClass *holder = value_ref(value);
        note_old(freeze, value, i, NULL);
        for (u32 k = 0; k < holder->attribute_capacity; k++) {
            const ClassAttribute *attribute = &holder->attributes[k];
            if (attribute->name && value_is(attribute->value, CLASS_FUNCTION))
                note_old(freeze, attribute->value, i, attribute->name);
        }
    }
}

static bool is_own_method(const Freeze *freeze, const FreezeObject *known) {
    return known->method && freeze->class_bodies[known->unit_class] == freeze->current;
}

// To append is all that may be done to an object of another module: it means the same whatever
// code of modules that run at start has done to the list before.
static bool has_grown(Freeze *freeze, const FreezeObject *known) {
    const List *list = (const List *)(const void *)known->object;
    if (known->object->class_id != CLASS_LIST || list->len <= known->len) return false;
    freeze->mode = FREEZE_LOOK;
    return freeze_list_contents(freeze, known->object, 0, known->len) &&
           hash_of(&freeze->look) == known->look;
}

bool freeze_olds_are_whole(Freeze *freeze) {
    for (u32 i = 0; i < freeze->objects.count; i++) {
        FreezeObject *known = &freeze->objects.items[i];
        bool is_kept = known->owner != IR_NONE || known->unit_class != IR_NONE;
        if (!is_kept || is_own_method(freeze, known)) continue;
        if (look_at(freeze, known->object) == known->look) continue;
        if ((known->has_grown = has_grown(freeze, known))) continue;
        Bytes text;
        bytes_init(&text, freeze->arena);
        const Str *name = class_name_peek(freeze->rt, value_from_ref(known->object));
        bytes_format(&text, "it changes an object of another module: ");
        for (u32 k = 0; k < name->len; k++) bytes_push(&text, (u8)str_get(name, k));
        freeze_refuse_text(freeze, bytes_slice(&text));
        return false;
    }
    return true;
}

// ---- writing

static bool fill_all(Freeze *freeze) {
    for (u32 i = 0; i < freeze->to_fill.count; i++) {
        Object *object = freeze->objects.items[freeze->to_fill.items[i]].object;
        freeze->mode = FREEZE_ENSURE;
        bool is_good = freeze_contents(freeze, object);
        freeze->mode = FREEZE_WRITE;
        if (!is_good || !freeze_contents(freeze, object)) {
            freeze_refuse(freeze, "it keeps an object of a kind of its own");
            return false;
        }
    }
    freeze->to_fill.count = 0;
    return true;
}

// In the order in which they came to be: their bases tell it (__subclasses__).
static bool write_classes(Freeze *freeze) {
    const RtCore *core = rt_core(freeze->rt);
    for (u32 i = freeze->open_count; i < core->open_count; i++) {
        freeze->mode = FREEZE_ENSURE;
        if (!freeze_ref(freeze, value_from_ref(core->open_classes[i]))) return false;
    }
    return true;
}

static Value global_value(const IrSlot *slot, u64 word) {
    if (slot->kind == SLOT_VALUE) return word;
    return int_is_small((IntWord)word) ? value_from_small((IntWord)word)
                                       : value_from_ref(int_big((IntWord)word));
}

static bool write_global(Freeze *freeze, u32 index, u64 word) {
    const IrSlot *slot = &freeze->module->globals.items[index];
    if (slot->kind == SLOT_VALUE && word == VALUE_UNDEFINED) {
        freeze_refuse(freeze, "it deletes a variable of another module");
        return false;
    }
    freeze->mode = FREEZE_ENSURE;
    bool is_float = slot->kind == SLOT_F64;
    if (!is_float && !freeze_ref(freeze, global_value(slot, word))) return false;
    freeze->mode = FREEZE_WRITE;
    freeze_byte(freeze, FROZEN_GLOBAL);
    freeze_number(freeze, index);
    if (is_float)
        freeze_ref_f64(freeze, float_from_bits(word));
    else
        freeze_ref(freeze, global_value(slot, word));
    return true;
}

static bool write_globals(Freeze *freeze) {
    const IrModule *module = freeze->module;
    const u64 *globals = freeze->rt->blocks[0] + module->consts.count;
    for (u32 i = 0; i < module->globals.count; i++) {
        bool is_variable = module->global_bodies.items[i] != IR_NONE;
        if (is_variable && globals[i] != freeze->before[i] && !write_global(freeze, i, globals[i]))
            return false;
    }
    return true;
}

// Methods of the unit's classes got their defaults and what decorators set.
static bool write_methods(Freeze *freeze) {
    for (u32 i = 0; i < freeze->objects.count; i++) {
        const FreezeObject *known = &freeze->objects.items[i];
        if (!is_own_method(freeze, known)) continue;
        Object *object = known->object;
        if (look_at(freeze, object) == known->look) continue;
        freeze->mode = FREEZE_ENSURE;
        if (!freeze_ref(freeze, value_from_ref(object)) || !freeze_contents(freeze, object))
            return false;
        freeze->mode = FREEZE_WRITE;
        freeze_contents(freeze, object);
    }
    return true;
}

static bool write_grown(Freeze *freeze) {
    for (u32 i = 0; i < freeze->objects.count; i++) {
        FreezeObject known = freeze->objects.items[i];
        if (!known.has_grown) continue;
        u32 len = ((const List *)(const void *)known.object)->len;
        freeze->mode = FREEZE_ENSURE;
        if (!freeze_list_contents(freeze, known.object, known.len, len)) return false;
        freeze->mode = FREEZE_WRITE;
        freeze_list_contents(freeze, known.object, known.len, len);
    }
    return true;
}

static void look_again(Freeze *freeze, FreezeObject *known) {
    known->look = look_at(freeze, known->object);
    known->has_grown = false;
    if (known->object->class_id == CLASS_LIST)
        known->len = ((const List *)(const void *)known->object)->len;
}

bool freeze_write(Freeze *freeze) {
    bool is_good = write_classes(freeze) && write_globals(freeze) && write_methods(freeze) &&
                   write_grown(freeze) && fill_all(freeze);
    if (!is_good) {
        freeze_refuse(freeze, "it keeps an object that cannot be written");
        return false;
    }
    for (u32 i = 0; i < freeze->objects.count; i++) {
        FreezeObject *known = &freeze->objects.items[i];
        if (known->owner == freeze->current || known->has_grown || is_own_method(freeze, known))
            look_again(freeze, known);
    }
    return true;
}
