// Objects as instructions: how each kind is made, and how it is filled.
#include "compiler/freeze/freeze_priv.h"

#include "runtime/core/rebuild.h"
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/function.h"
#include "runtime/core/list.h"
#include "runtime/core/module.h"
#include "runtime/core/native_class.h"
#include "runtime/core/open.h"
#include "runtime/core/set.h"
#include "runtime/core/str.h"

enum { DEPTH_MAX = 500 };

// ---- what is known

FreezeObject *freeze_find(Freeze *freeze, const Object *object) {
    u32 index;
    if (!int_map_get(&freeze->places, (u64)(uintptr_t)object, &index)) return NULL;
    return &freeze->objects.items[index];
}

static FreezeObject *note(Freeze *freeze, Object *object) {
    FreezeObject *known = freeze_find(freeze, object);
    if (known) return known;
    object->refs++;  // its address is its name as long as the state lives
    *int_map_at(&freeze->places, (u64)(uintptr_t)object, freeze->objects.count) =
        freeze->objects.count;
    FreezeObject *made = VEC_PUSH(freeze->scratch, &freeze->objects);
    *made = (FreezeObject){.object = object,
                           .owner = IR_NONE,
                           .ref_body = IR_NONE,
                           .shared = IR_NONE,
                           .unit_class = IR_NONE};
    return made;
}

u32 freeze_made(Freeze *freeze, Object *object, bool is_filled) {
    FreezeObject *made = note(freeze, object);
    made->ref = freeze->bodies[freeze->current].made_count++ << 2 | FROZEN_REF_MADE;
    made->ref_body = freeze->current;
    bool is_new = made->unit_class == IR_NONE;
    if (is_new) made->owner = freeze->current;
    u32 index = (u32)(made - freeze->objects.items);
    if (is_filled && is_new) *VEC_PUSH(freeze->scratch, &freeze->to_fill) = index;
    return index;
}

bool freeze_unknown(Freeze *freeze, Value value) {
    const Str *name = class_name_peek(freeze->rt, value);
    Bytes text;
    bytes_init(&text, freeze->arena);
    bytes_format(&text, "it keeps an object of class '");
    for (u32 i = 0; i < name->len; i++) bytes_push(&text, (u8)str_get(name, i));
    bytes_format(&text, "'");
    freeze_refuse_text(freeze, bytes_slice(&text));
    return false;
}

// ---- arguments of the build

static bool is_same(const Outside *left, const Outside *right) {
    return left->kind == right->kind && left->number == right->number &&
           slice_equal(left->name, right->name);
}

static bool put_outside(Freeze *freeze, Object *object, Outside outside) {
    FreezeBody *body = &freeze->bodies[freeze->current];
    u32 number = 0;
    while (number < body->outside.count && !is_same(&body->outside.items[number], &outside))
        number++;
    if (number == body->outside.count) *VEC_PUSH(freeze->scratch, &body->outside) = outside;
    FreezeObject *made = note(freeze, object);
    made->ref = number << 2 | FROZEN_REF_OUTSIDE;
    made->ref_body = freeze->current;
    return true;
}

static Slice text_of(Freeze *freeze, const Str *str) {
    u8 *text = arena_alloc(freeze->arena, str->len + 1);
    for (u32 i = 0; i < str->len; i++) text[i] = (u8)str_get(str, i);
    return slice_make(text, str->len);
}

static bool ensure_module(Freeze *freeze, ModuleObject *module) {
    Slice name = text_of(freeze, module->name);
    Outside outside = {OUTSIDE_MODULE, 0, name};
    if (module->number < MODULE_COUNT) return put_outside(freeze, &module->head, outside);
    const FreezeBody *current = &freeze->bodies[freeze->current];
    const IrModule *out = freeze->module;
    bool is_there = slice_equal(out->bodies.items[freeze->current].name, name);
    for (u32 i = 0; i < current->imports.count; i++) {
        u32 body = current->imports.items[i].body;
        is_there |= body != IR_NONE && slice_equal(out->bodies.items[body].name, name);
    }
    if (module->number == MODULE_OF_UNIT && is_there)
        return put_outside(freeze, &module->head, outside);
    return freeze_unknown(freeze, value_from_ref(module));
}

// ---- making

static bool begin_make(Freeze *freeze, FrozenOp op) {
    freeze->mode = FREEZE_WRITE;
    freeze_byte(freeze, op);
    return true;
}

static bool ensure_all(Freeze *freeze, const Value *values, u32 count) {
    freeze->mode = FREEZE_ENSURE;
    for (u32 i = 0; i < count; i++) {
        if (!freeze_ref(freeze, values[i])) return false;
    }
    return true;
}

static Value class_value(Freeze *freeze, const Object *object) {
    return value_from_ref(class_get(freeze->rt, object->class_id));
}

// op, class where the object has one of its own, REFs
static bool make_of(Freeze *freeze, Object *object, FrozenOp op, const Value *values, u32 count,
                    bool has_count) {
    bool is_own = class_id_is_open(object->class_id);
    Value holder = class_value(freeze, object);
    if (is_own && !ensure_all(freeze, &holder, 1)) return false;
    if (!ensure_all(freeze, values, count)) return false;
    begin_make(freeze, op);
    if (is_own) freeze_ref(freeze, holder);
    if (has_count) freeze_number(freeze, count);
    for (u32 i = 0; i < count; i++) freeze_ref(freeze, values[i]);
    freeze_made(freeze, object, is_own);
    return true;
}

static bool make_container(Freeze *freeze, Object *object, u32 layout) {
    bool is_own = class_id_is_open(object->class_id);
    Value holder = class_value(freeze, object);
    if (is_own && (layout != CLASS_DICT || !ensure_all(freeze, &holder, 1)))
        return freeze_unknown(freeze, value_from_ref(object));
    begin_make(freeze, layout == CLASS_LIST   ? FROZEN_LIST
                       : layout == CLASS_DICT ? FROZEN_DICT
                                              : FROZEN_SET);
    if (layout == CLASS_LIST) freeze_number(freeze, ((List *)(void *)object)->kind);
    if (layout == CLASS_DICT) freeze_number(freeze, is_own);
    if (is_own) freeze_ref(freeze, holder);
    if (layout == CLASS_SET || layout == CLASS_FROZENSET)
        freeze_number(freeze, layout == CLASS_FROZENSET);
    freeze_made(freeze, object, true);
    return true;
}

static bool make_func(Freeze *freeze, Func *func) {
    if (func->spec->unit_index != 0) return freeze_unknown(freeze, value_from_ref(func));
    begin_make(freeze, FROZEN_FUNC);
    freeze_number(freeze, func->spec->func_index);
    *VEC_PUSH(freeze->scratch, &freeze->kept_specs) = func->spec->func_index;
    freeze_made(freeze, &func->head, true);
    return true;
}

static bool make_code(Freeze *freeze, Object *object) {
    const FuncSpec *spec = ((const CodeObject *)(const void *)object)->spec;
    if (spec->unit_index != 0) return freeze_unknown(freeze, value_from_ref(object));
    begin_make(freeze, FROZEN_CODE);
    freeze_number(freeze, spec->func_index);
    *VEC_PUSH(freeze->scratch, &freeze->kept_specs) = spec->func_index;
    freeze_made(freeze, object, false);
    return true;
}

static bool make_values(Freeze *freeze, Object *object, u32 layout) {
    bool is_own = class_id_is_open(object->class_id);
    Value holder = class_value(freeze, object);
    if (is_own && !ensure_all(freeze, &holder, 1)) return false;
    begin_make(freeze, FROZEN_VALUES);
    freeze_number(freeze, is_own);
    if (is_own) freeze_ref(freeze, holder);
    freeze_number(freeze, layout);
    freeze_made(freeze, object, true);
    return true;
}

static bool make_native(Freeze *freeze, NativeObject *object) {
    Value plain = rt_native_function(freeze->rt, object->native, VALUE_UNDEFINED).value;
    if (plain == value_from_ref(object))
        return put_outside(freeze, &object->head, (Outside){OUTSIDE_NATIVE, object->native, {0}});
    if (object->self != VALUE_UNDEFINED) {
        Value parts[] = {plain, object->self};
        return object->owner == native_rows[object->native].owner &&
               make_of(freeze, &object->head, FROZEN_BOUND, parts, 2, false);
    }
    if (!make_of(freeze, &object->head, FROZEN_OWNED, &plain, 1, false)) return false;
    freeze_number(freeze, object->owner);
    return true;
}

static bool make_instance(Freeze *freeze, Object *object) {
    const RtClass *holder = class_get(freeze->rt, object->class_id);
    if (holder->has_finalizer || holder->is_referred)
        return freeze_unknown(freeze, value_from_ref(object));
    Value class_ref = value_from_ref(holder);
    if (!ensure_all(freeze, &class_ref, 1)) return false;
    begin_make(freeze, FROZEN_INSTANCE);
    freeze_ref(freeze, class_ref);
    freeze_made(freeze, object, true);
    return true;
}

static bool make_unit_class(Freeze *freeze, const FreezeObject *known) {
    Object *object = known->object;
    begin_make(freeze, known->method ? FROZEN_METHOD : FROZEN_UNIT_CLASS);
    freeze_number(freeze, known->unit_class);
    if (known->method) freeze_name(freeze, known->method);
    freeze_made(freeze, object, false);
    return true;
}

static bool make_str(Freeze *freeze, Object *object) {
    Value holder = class_value(freeze, object);
    if (!ensure_all(freeze, &holder, 1)) return false;
    begin_make(freeze, FROZEN_STR);
    freeze_ref(freeze, holder);
    freeze_ref_text(freeze, (const Str *)(const void *)object);
    freeze_made(freeze, object, true);
    return true;
}

static bool make_class(Freeze *freeze, RtClass *holder) {
    if (class_id_is_open(holder->id)) return freeze_class(freeze, holder);
    return put_outside(freeze, &holder->head, (Outside){OUTSIDE_CLASS, holder->id, {0}});
}

static bool make(Freeze *freeze, Object *object) {
    u32 layout = class_id_layout(object->class_id), values, words;
    bool is_own = class_id_is_open(object->class_id);
    freeze_use_class(freeze, layout);
    if (is_own && class_get(freeze->rt, object->class_id)->has_finalizer && layout != CLASS_TYPE)
        return freeze_unknown(freeze, value_from_ref(object));
    switch (layout) {
    case CLASS_TYPE: return make_class(freeze, (RtClass *)(void *)object);
    case CLASS_TUPLE: {
        const Tuple *tuple = (const Tuple *)(const void *)object;
        return make_of(freeze, object, is_own ? FROZEN_NAMED : FROZEN_TUPLE, tuple->items,
                       tuple->len, true);
    }
    case CLASS_LIST:
    case CLASS_DICT:
    case CLASS_SET:
    case CLASS_FROZENSET: return make_container(freeze, object, layout);
    case CLASS_FUNCTION: return make_func(freeze, (Func *)(void *)object);
    case CLASS_BUILTIN: return make_native(freeze, (NativeObject *)(void *)object);
    case CLASS_MODULE: return ensure_module(freeze, (ModuleObject *)(void *)object);
    case CLASS_OBJECT: return make_instance(freeze, object);
    case CLASS_STR: return make_str(freeze, object);
    case CLASS_CODE: return make_code(freeze, object);
    default: break;
    }
    if (is_own && (layout == CLASS_INT || layout == CLASS_FLOAT))
        return make_of(freeze, object, FROZEN_NUMBER,
                       &((const BoxedNumber *)(const void *)object)->plain, 1, false);
    if (rebuild_value_counts(layout, &values, &words)) return make_values(freeze, object, layout);
    if (object->class_id >= CLASS_USER_FIRST && !is_own &&
        class_get(freeze->rt, object->class_id)->layout_id == CLASS_OBJECT)
        return make_instance(freeze, object);
    return freeze_unknown(freeze, value_from_ref(object));
}

bool freeze_ensure(Freeze *freeze, Value value) {
    Object *object = value_ref(value);
    FreezeObject *known = freeze_find(freeze, object);
    bool is_there = known && (known->ref_body == freeze->current || known->owner != IR_NONE);
    if (is_there) return true;
    if (++freeze->depth > DEPTH_MAX) {
        freeze_refuse(freeze, "what it makes is nested deeply");
        return false;
    }
    bool is_made = known && known->unit_class != IR_NONE ? make_unit_class(freeze, known)
                                                         : make(freeze, object);
    freeze->depth--;
    freeze->mode = FREEZE_ENSURE;
    if (!is_made && freeze->why.len == 0) return freeze_unknown(freeze, value);
    return is_made;
}

// ---- filling

// Its hash and equality need no code of the program's, and nothing that is filled later.
static bool is_safe_key(Freeze *freeze, Value key) {
    if (!value_is_ref(key)) return true;
    u32 class_id = value_class(key);
    switch (class_id_layout(class_id)) {
    case CLASS_TUPLE: {
        const Tuple *tuple = value_ref(key);
        bool is_safe = !class_id_is_open(class_id);
        for (u32 i = 0; i < tuple->len && is_safe; i++)
            is_safe = is_safe_key(freeze, tuple->items[i]);
        return is_safe;
    }
    case CLASS_STR:
    case CLASS_INT:
    case CLASS_FLOAT:
    case CLASS_BYTES:
    case CLASS_FUNCTION:
    case CLASS_BUILTIN:
    case CLASS_MODULE: return !class_id_is_open(class_id);
    case CLASS_TYPE:
    case CLASS_OBJECT: break;
    default:
        if (class_id < CLASS_USER_FIRST || class_id_is_open(class_id)) return false;
        break;
    }
    return !value_is_user(key) || (!class_find_user(freeze->rt, key, NAME_HASH) &&
                                   !class_find_user(freeze->rt, key, NAME_EQ));
}

static bool check_key(Freeze *freeze, Value key) {
    if (freeze->mode == FREEZE_LOOK || is_safe_key(freeze, key)) return true;
    freeze_refuse(freeze, "it keeps a dict or set whose keys hash themselves");
    return false;
}

// What a slot of a list or an object holds, by the slot's kind.
static bool fill_slot(Freeze *freeze, u32 kind, u64 word) {
    if (kind == SLOT_F64) {
        freeze_ref_f64(freeze, float_from_bits(word));
        return true;
    }
    bool is_big = kind == SLOT_INT && !int_is_small((IntWord)word);
    if (is_big) return freeze_ref(freeze, value_from_ref(int_big((IntWord)word)));
    return freeze_ref(freeze, kind == SLOT_INT ? value_from_small((IntWord)word) : word);
}

static bool fill_list(Freeze *freeze, const List *list, u32 from, u32 to) {
    if (list->len > 0 && list->buffer->refs != 1) return false;
    freeze_number(freeze, to - from);
    bool is_good = true;
    for (u32 i = from; i < to && is_good; i++) {
        u64 word = list_slots(list)[i];
        is_good = fill_slot(freeze, list->kind, word);
    }
    return is_good;
}

static bool fill_dict(Freeze *freeze, const Dict *dict) {
    freeze_number(freeze, dict->len);
    u32 at = 0;
    for (DictEntry *entry; (entry = dict_next(dict, &at));) {
        if (!check_key(freeze, entry->key) || !freeze_ref(freeze, entry->key) ||
            !freeze_ref(freeze, entry->value))
            return false;
    }
    return true;
}

// What is added in this order comes out in this order.
static bool keeps_order(Freeze *freeze, const Set *set) {
    Set *copy = set_new(freeze->rt, CLASS_SET);
    u32 at = 0, copy_at = 0;
    for (SetEntry *entry; (entry = set_next(set, &at));) {
        if (!set_add(freeze->rt, copy, entry->key)) return false;
    }
    at = 0;
    bool is_same_order = true;
    for (SetEntry *entry; (entry = set_next(set, &at));) {
        const SetEntry *other = set_next(copy, &copy_at);
        is_same_order &= other && other->key == entry->key;
    }
    object_release(freeze->rt, copy);
    return is_same_order;
}

// What hashes by its contents alone does so in every run, on every machine.
static bool hashes_alike(Value key) {
    if (!value_is_ref(key)) return value_is_int(key) || value_is_bool(key);
    u32 class_id = value_class(key);
    return class_id == CLASS_STR || class_id == CLASS_INT;
}

static bool has_plain_table(const Set *set) {
    bool is_plain = set->table && set->fill == set->used;
    u32 at = 0;
    for (SetEntry *entry; is_plain && (entry = set_next(set, &at));)
        is_plain = hashes_alike(entry->key);
    return is_plain;
}

static bool fill_table(Freeze *freeze, const Set *set) {
    freeze_number(freeze, set->mask);
    freeze_number(freeze, set->used);
    u32 at = 0;
    for (SetEntry *entry; (entry = set_next(set, &at));) {
        freeze_number(freeze, (u64)(entry - set->table));
        if (!freeze_ref(freeze, entry->key)) return false;
    }
    return true;
}

static bool fill_set(Freeze *freeze, const Set *set) {
    bool is_table = has_plain_table(set);
    u32 at = 0;
    freeze_byte(freeze, is_table ? FROZEN_FILL_TABLE : FROZEN_FILL_SET);
    if (!freeze_ref(freeze, value_from_ref(set))) return false;
    if (is_table) return fill_table(freeze, set);
    freeze_number(freeze, set->used);
    for (SetEntry *entry; (entry = set_next(set, &at));) {
        if (!check_key(freeze, entry->key) || !freeze_ref(freeze, entry->key)) return false;
    }
    if (freeze->mode != FREEZE_ENSURE || keeps_order(freeze, set)) return true;
    freeze_refuse(freeze, "it keeps a set whose order tells how it was made");
    return false;
}

static bool refs(Freeze *freeze, const Value *values, u32 count) {
    for (u32 i = 0; i < count; i++) {
        if (!freeze_ref(freeze, values[i])) return false;
    }
    return true;
}

static bool fill_func(Freeze *freeze, const Func *func) {
    if (!refs(freeze, &func->defaults, 1) || !refs(freeze, &func->attributes, 1) ||
        !refs(freeze, &func->overrides, 1))
        return false;
    freeze_number(freeze, func->spec->capture_count);
    return refs(freeze, func->captures, func->spec->capture_count);
}

static bool fill_values(Freeze *freeze, const Instance *object, u32 values, u32 words) {
    freeze_number(freeze, values);
    if (!refs(freeze, object->slots, values)) return false;
    freeze_number(freeze, words);
    for (u32 i = 0; i < words; i++) freeze_word(freeze, object->slots[values + i]);
    return true;
}

static bool fill_fields(Freeze *freeze, const Instance *object, const RtClass *holder) {
    freeze_number(freeze, holder->field_count);
    bool is_good = true;
    for (u32 i = 0; i < holder->field_count && is_good; i++) {
        const ClassField *field = &holder->fields[i];
        u64 word = object->slots[field->slot];
        freeze_number(freeze, field->slot);
        freeze_number(freeze, field->kind);
        is_good = fill_slot(freeze, field->kind, word);
    }
    return is_good;
}

static bool begin_fill(Freeze *freeze, FrozenOp op, const Object *object) {
    freeze_byte(freeze, op);
    return freeze_ref(freeze, value_from_ref(object));
}

static bool own_contents(Freeze *freeze, Object *object) {
    u32 layout = class_id_layout(object->class_id), values, words;
    void *any = object;
    const RtClass *holder = class_get(freeze->rt, object->class_id);
    switch (layout) {
    case CLASS_TYPE: return freeze_class_contents(freeze, any);
    case CLASS_TUPLE:
    case CLASS_INT:
    case CLASS_FLOAT:
    case CLASS_STR:
    case CLASS_BUILTIN:
    case CLASS_CODE:
    case CLASS_MODULE: return true;
    case CLASS_LIST:
        return begin_fill(freeze, FROZEN_FILL_LIST, object) &&
               fill_list(freeze, any, 0, ((const List *)any)->len);
    case CLASS_DICT: return begin_fill(freeze, FROZEN_FILL_DICT, object) && fill_dict(freeze, any);
    case CLASS_SET:
    case CLASS_FROZENSET: return fill_set(freeze, any);
    case CLASS_FUNCTION:
        return begin_fill(freeze, FROZEN_FILL_FUNC, object) && fill_func(freeze, any);
    default: break;
    }
    if (rebuild_value_counts(layout, &values, &words))
        return begin_fill(freeze, FROZEN_FILL_VALUES, object) &&
               fill_values(freeze, any, values, words);
    return holder->layout_id == CLASS_OBJECT && begin_fill(freeze, FROZEN_FILL_FIELDS, object) &&
           fill_fields(freeze, any, holder);
}

bool freeze_list_contents(Freeze *freeze, Object *object, u32 from, u32 to) {
    freeze->look.len = 0;
    if (freeze->mode == FREEZE_LOOK) freeze_number(freeze, object->class_id);
    return begin_fill(freeze, FROZEN_FILL_LIST, object) &&
           fill_list(freeze, (const List *)(const void *)object, from, to);
}

bool freeze_contents(Freeze *freeze, Object *object) {
    freeze->look.len = 0;
    if (freeze->mode == FREEZE_LOOK) freeze_number(freeze, object->class_id);
    if (!own_contents(freeze, object)) return false;
    bool may_have = class_id_is_open(object->class_id) && !value_is_class(value_from_ref(object));
    Dict *dict = may_have ? open_dict_peek(freeze->rt, value_from_ref(object), false) : NULL;
    if (!dict) return true;
    return begin_fill(freeze, FROZEN_FILL_OWN_DICT, object) &&
           freeze_ref(freeze, value_from_ref(dict));
}
