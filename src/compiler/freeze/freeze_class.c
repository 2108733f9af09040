// Classes that were made at run time, as instructions (runtime/core/rebuild_class.c reads them).
#include "compiler/freeze/freeze_priv.h"

#include "runtime/core/native.h"

static bool class_ref(Freeze *freeze, u32 id) {
    return freeze_ref(freeze, value_from_ref(class_get(freeze->rt, id)));
}

static u32 dict_number(const RtClass *made) {
    if (made->dict_slot == CLASS_NO_DICT) return 0;
    return made->dict_slot == CLASS_SIDE_DICT ? 1 : made->dict_slot + 2;
}

static bool refs(Freeze *freeze, const RtClass *made) {
    return class_ref(freeze, made->head.class_id) && class_ref(freeze, made->base_id) &&
           freeze_ref(freeze, value_from_ref(made->bases));
}

static bool is_plain(Freeze *freeze, const RtClass *made) {
    if (!made->is_referred && made->mro_count > 0 && made->new_native == NATIVE_COUNT &&
        made->next_native == NATIVE_COUNT && !made->shown_name)
        return true;
    freeze_refuse(freeze, "it keeps a class that is not whole");
    return false;
}

bool freeze_class(Freeze *freeze, RtClass *made) {
    const RtClass *base = class_get(freeze->rt, made->base_id);
    freeze->mode = FREEZE_ENSURE;
    if (!is_plain(freeze, made) || !refs(freeze, made)) return false;
    freeze->mode = FREEZE_WRITE;
    freeze_use_class(freeze, made->layout_id);
    freeze_byte(freeze, FROZEN_CLASS);
    freeze_number(freeze, made->layout_id);
    freeze_name(freeze, made->name);
    freeze_name(freeze, made->qualname);
    freeze_text_more(freeze, made->module);
    refs(freeze, made);
    freeze_number(freeze, made->slot_count);
    freeze_number(freeze, dict_number(made));
    freeze_number(freeze, (made->is_weak ? (u32)FROZEN_CLASS_IS_WEAK : 0) |
                              (made->has_finalizer ? (u32)FROZEN_CLASS_HAS_FINALIZER : 0));
    freeze_number(freeze, made->field_count - base->field_count);
    for (u32 i = base->field_count; i < made->field_count; i++) {
        freeze_name(freeze, made->fields[i].name);
        freeze_number(freeze, made->fields[i].slot);
    }
    freeze_made(freeze, &made->head, true);
    return true;
}

// The attributes in the order in which the class got them.
static const ClassAttribute *next_attribute(const RtClass *holder, u32 after) {
    const ClassAttribute *next = NULL;
    for (u32 i = 0; i < holder->attribute_capacity; i++) {
        const ClassAttribute *at = &holder->attributes[i];
        if (at->name && at->order > after && (!next || at->order < next->order)) next = at;
    }
    return next;
}

static bool can_be_kept(Freeze *freeze, const ClassAttribute *attribute) {
    switch (attribute->kind) {
    case ATTRIBUTE_METHOD:
    case ATTRIBUTE_STATIC:
    case ATTRIBUTE_CLASS:
        if (value_is(attribute->value, CLASS_FUNCTION)) return true;
        break;
    case ATTRIBUTE_OPEN:
    case ATTRIBUTE_SLOT: return true;
    default: break;
    }
    freeze_refuse(freeze, "it keeps a class with attributes of a kind of their own");
    return false;
}

bool freeze_class_contents(Freeze *freeze, RtClass *made) {
    bool is_open = class_id_is_open(made->id), is_look = freeze->mode == FREEZE_LOOK;
    freeze_byte(freeze, FROZEN_FILL_CLASS);
    if (!freeze_ref(freeze, value_from_ref(made))) return false;
    freeze_number(freeze, made->attribute_count);
    u32 order = 0;
    for (const ClassAttribute *at; (at = next_attribute(made, order)); order = at->order) {
        if (!is_look && (!is_open || !can_be_kept(freeze, at))) return false;
        freeze_name(freeze, at->name);
        freeze_number(freeze, at->kind);
        freeze_number(freeze, at->kind == ATTRIBUTE_SLOT ? at->number : 0);
        if (!freeze_ref(freeze, at->value)) return false;
    }
    return true;
}
