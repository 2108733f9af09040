// Classes made at run time, made again without running code: what class_build and the metaclass
// left behind.
//
//   FROZEN_CLASS  built-in class of the struct, NAME, NAME of __qualname__, module NAME + 1 or 0,
//                 metaclass, base, tuple of bases, words of an instance, word of its dict (0 none,
//                 1 beside the object, else + 2), flags, count, own fields: NAME, word
#include "runtime/core/rebuild.h"

#include "runtime/core/class_build.h"
#include "runtime/core/count.h"

#include <string.h>

enum { CLASS_WORDS_MAX = 1 << 16 };

static void read_fields(Rebuild *build, RtClass *made, const RtClass *base) {
    u32 own = rebuild_count(build);
    made->field_count = base->field_count + own;
    if (made->field_count == 0) return;
    made->fields = rt_alloc(build->rt, made->field_count * sizeof(ClassField));
    if (base->field_count)
        memcpy(made->fields, base->fields, base->field_count * sizeof(ClassField));
    for (u32 i = 0; i < own; i++) {
        Str *name = rebuild_name(build);
        u32 slot = rebuild_below(build, made->slot_count);
        made->fields[base->field_count + i] = (ClassField){name, slot, SLOT_VALUE};
    }
}

static u32 read_dict_slot(Rebuild *build, const RtClass *made) {
    u32 number = rebuild_number(build);
    if (number == 0) return CLASS_NO_DICT;
    if (number == 1) return CLASS_SIDE_DICT;
    rebuild_check(build, number - 2 < made->slot_count);
    return number - 2;
}

Value rebuild_class(Rebuild *build) {
    RtState *rt = build->rt;
    u32 layout = rebuild_below(build, CLASS_BUILTIN_COUNT);
    Str *name = rebuild_name(build);
    object_retain(name);
    RtClass *made = class_new_open(rt, layout, name);
    Str *qualname = rebuild_name(build);
    if (qualname != name) made->qualname = value_ref(value_of(qualname));
    u32 module = rebuild_number(build);
    if (module) {
        rebuild_check(build, module - 1 < build->unit->const_count);
        Value text = build->unit->block[module - 1];
        rebuild_check(build, value_is(text, CLASS_STR));
        made->module = value_ref(value_retain(text));
    }
    const RtClass *meta = rebuild_class_ref(build);
    rebuild_check(build, meta->layout_id == CLASS_TYPE);
    made->head.class_id = meta->id;
    const RtClass *base = rebuild_class_ref(build);
    made->base_id = base->id;
    Value bases = rebuild_ref(build);
    rebuild_check(build, value_is(bases, CLASS_TUPLE) && base->layout_id == layout);
    made->bases = value_ref(value_retain(bases));
    for (u32 i = 0; i < made->bases->len; i++)
        rebuild_check(build, value_is_class(made->bases->items[i]));
    rebuild_check(build, class_build_mro(rt, made));
    made->slot_count = rebuild_below(build, CLASS_WORDS_MAX);
    rebuild_check(build, made->slot_count >= base->slot_count);
    made->dict_slot = read_dict_slot(build, made);
    u32 flags = rebuild_number(build);
    made->is_weak = (flags & FROZEN_CLASS_IS_WEAK) != 0;
    made->has_finalizer = (flags & FROZEN_CLASS_HAS_FINALIZER) != 0;
    if (made->has_finalizer) rt_core(rt)->has_finalizers = true;
    read_fields(build, made, base);
    for (u32 i = 0; i < made->bases->len; i++)
        value_stack_push(rt, &((RtClass *)value_ref(made->bases->items[i]))->subclasses,
                         value_from_ref(made));
    return value_of(made);
}

void rebuild_fill_class(Rebuild *build) {
    RtClass *holder = rebuild_class_ref(build);
    rebuild_check(build, class_id_is_open(holder->id));
    u32 count = rebuild_count(build);
    for (u32 i = 0; i < count; i++) {
        Str *name = rebuild_name(build);
        AttributeKind kind = (AttributeKind)rebuild_below(build, ATTRIBUTE_SLOT + 1);
        u32 number = rebuild_number(build);
        Value value = rebuild_ref(build);
        bool is_slot = kind == ATTRIBUTE_SLOT,
             is_method = kind >= ATTRIBUTE_METHOD && kind <= ATTRIBUTE_CLASS;
        rebuild_check(build, (is_slot && number < holder->slot_count) || kind == ATTRIBUTE_OPEN ||
                                 (is_method && value_is(value, CLASS_FUNCTION)));
        ClassAttribute *attribute = class_add(build->rt, holder, name, kind);
        if (is_slot) attribute->number = number;
        attribute->value = value_retain(value);
    }
}
