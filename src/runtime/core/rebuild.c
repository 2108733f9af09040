// What a module body made when the program was compiled, made again (abi/frozen.h).
#include "runtime/core/rebuild.h"

#include "abi/calls.h"
#include "runtime/core/call.h"
#include "runtime/core/descriptor.h"
#include "runtime/core/dict.h"
#include "runtime/core/function.h"
#include "runtime/core/hash.h"
#include "runtime/core/int.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"
#include "runtime/core/native_class.h"
#include "runtime/core/open.h"
#include "runtime/core/set.h"
#include "runtime/core/str.h"

#include <string.h>

enum { SHARED_MAX = 1 << 20 };

// ---- reading

void rebuild_fail(const Rebuild *build) {
    rt_fatal(build->rt, "the description of a module's objects is corrupt");
}

void rebuild_check(const Rebuild *build, bool is_sound) {
    if (UNLIKELY(!is_sound)) rebuild_fail(build);
}

u32 rebuild_number(Rebuild *build) {
    u64 number = 0;
    for (u32 shift = 0; shift < 35 && build->at < build->end; shift += 7) {
        u8 byte = *build->at++;
        number |= (u64)(byte & 0x7f) << shift;
        if (byte >= 0x80) continue;
        rebuild_check(build, number <= UINT32_MAX);
        return (u32)number;
    }
    rebuild_fail(build);
}

u32 rebuild_below(Rebuild *build, u32 limit) {
    u32 number = rebuild_number(build);
    rebuild_check(build, number < limit);
    return number;
}

u32 rebuild_count(Rebuild *build) {
    return rebuild_below(build, (u32)(build->end - build->at) + 1);
}

Value rebuild_ref(Rebuild *build) {
    u32 ref = rebuild_number(build), number = ref >> 2;
    switch ((FrozenRef)(ref & 3)) {
    case FROZEN_REF_MADE:
        rebuild_check(build, number < build->made_count);
        return build->made[number];
    case FROZEN_REF_CONST:
        rebuild_check(build, number < build->unit->const_count);
        return build->unit->block[number];
    case FROZEN_REF_OUTSIDE:
        rebuild_check(build, number < build->outside_count);
        return build->outside[number];
    case FROZEN_REF_SHARED:
        rebuild_check(build, number < build->unit->shared.count &&
                                 build->unit->shared.items[number] != VALUE_UNDEFINED);
        return build->unit->shared.items[number];
    }
    rebuild_fail(build);
}

Str *rebuild_name(Rebuild *build) {
    Value name = build->unit->block[rebuild_below(build, build->unit->const_count)];
    rebuild_check(build, value_is(name, CLASS_STR) && value_str(name)->is_interned);
    return value_str(name);
}

static void *ref_of(Rebuild *build, u32 layout) {
    Value value = rebuild_ref(build);
    rebuild_check(build, value_has_layout(value, layout));
    return value_ref(value);
}

RtClass *rebuild_class_ref(Rebuild *build) {
    return ref_of(build, CLASS_TYPE);
}

// ---- making: owned

// An object of a class of its own has the struct of the built-in one.
static Value as_class(Rebuild *build, void *object, RtClass *holder, u32 layout) {
    rebuild_check(build, class_id_is_open(holder->id) && holder->layout_id == layout);
    ((Object *)object)->class_id = holder->id;
    return value_from_ref(object);
}

// `object` stays as it is where no class follows.
static Value maybe_as_class(Rebuild *build, RtClass *holder, void *object, u32 layout) {
    return holder ? as_class(build, object, holder, layout) : value_from_ref(object);
}

static RtClass *maybe_class(Rebuild *build) {
    return rebuild_below(build, 2) ? rebuild_class_ref(build) : NULL;
}

static Tuple *make_tuple(Rebuild *build) {
    u32 count = rebuild_count(build);
    Tuple *tuple = tuple_new(build->rt, count);
    for (u32 i = 0; i < count; i++) tuple->items[i] = value_retain(rebuild_ref(build));
    return tuple;
}

static Value make_instance(Rebuild *build) {
    RtClass *holder = rebuild_class_ref(build);
    bool is_plain = holder->layout_id == CLASS_OBJECT && !holder->has_finalizer;
    rebuild_check(build,
                  is_plain && (holder->id >= CLASS_USER_FIRST || holder->id == CLASS_OBJECT));
    return value_from_ref(rt_instance_new(build->rt, holder->id, holder->slot_count));
}

bool rebuild_value_counts(u32 class_id, u32 *values, u32 *words) {
    *words = 0;
    switch (class_id) {
    case CLASS_CELL: *values = 1; return true;
    case CLASS_METHOD: *values = 2; return true;
    case CLASS_SLICE: *values = 3; return true;
    case CLASS_PROPERTY:
    case CLASS_STATICMETHOD:
    case CLASS_CLASSMETHOD: *values = 4; return true;
    case CLASS_FRAME:
    case CLASS_NAMESPACE:
    case CLASS_REFERENCE:
    case CLASS_HASHLIB_HASH: return false;
    default: break;
    }
    const NativeClassRow *row = native_class_row(class_id);
    if (!row) return false;
    *values = row->value_count;
    *words = row->word_count;
    return true;
}

static Value make_values(Rebuild *build) {
    RtClass *holder = maybe_class(build);
    u32 class_id = rebuild_below(build, CLASS_BEFORE_EXCEPTIONS), values, words;
    rebuild_check(build, rebuild_value_counts(class_id, &values, &words));
    Instance *made = object_new_of(build->rt, sizeof *made + (usize)(values + words) * 8, class_id);
    for (u32 i = 0; i < values; i++) made->slots[i] = VALUE_NONE;
    for (u32 i = 0; i < words; i++) made->slots[values + i] = 0;
    return maybe_as_class(build, holder, made, class_id);
}

static Value make_number(Rebuild *build) {
    RtClass *holder = rebuild_class_ref(build);
    Value plain = rebuild_ref(build);
    u32 layout = holder->layout_id;
    rebuild_check(build, (layout == CLASS_INT && value_is_int(plain)) ||
                             (layout == CLASS_FLOAT && value_is_float(plain)));
    BoxedNumber *box = object_new_of(build->rt, sizeof *box, layout);
    box->plain = value_retain(plain);
    return as_class(build, box, holder, layout);
}

static Value make_str(Rebuild *build) {
    RtClass *holder = rebuild_class_ref(build);
    const Str *plain = ref_of(build, CLASS_STR);
    Str *copy = str_new(build->rt, plain->len, plain->width);
    memcpy(copy->data, plain->data, (usize)plain->len * plain->width);
    copy->is_ascii = plain->is_ascii;
    return as_class(build, copy, holder, CLASS_STR);
}

static Value make_named(Rebuild *build) {
    RtClass *holder = rebuild_class_ref(build);
    u32 count = rebuild_count(build);
    Tuple *tuple = object_new(build->rt, sizeof *tuple + (usize)count * sizeof(Value), CLASS_TUPLE);
    tuple->len = count;
    tuple->hash = 0;
    for (u32 i = 0; i < count; i++) tuple->items[i] = VALUE_UNDEFINED;
    for (u32 i = 0; i < count; i++) tuple->items[i] = value_retain(rebuild_ref(build));
    return as_class(build, tuple, holder, CLASS_TUPLE);
}

static Value make_bound(Rebuild *build) {
    u32 native = ((const NativeObject *)ref_of(build, CLASS_BUILTIN))->native;
    return rt_native_function(build->rt, native, rebuild_ref(build)).value;
}

static Value make_owned(Rebuild *build) {
    u32 native = ((const NativeObject *)ref_of(build, CLASS_BUILTIN))->native;
    return native_function_of(build->rt, native, rebuild_below(build, CLASS_BUILTIN_COUNT));
}

static Value unit_class(Rebuild *build) {
    const LoadedUnit *unit = build->unit;
    u32 index = rebuild_below(build, unit->class_count);
    return unit->block[unit->const_count + unit->global_count + index];
}

static Value unit_method(Rebuild *build) {
    RtClass *holder = value_ref(unit_class(build));
    const ClassAttribute *method = class_find_own(holder, rebuild_name(build));
    rebuild_check(build, method && value_is(method->value, CLASS_FUNCTION));
    return value_retain(method->value);
}

static Value make(Rebuild *build, FrozenOp op) {
    RtState *rt = build->rt;
    switch (op) {
    case FROZEN_TUPLE: return value_from_ref(make_tuple(build));
    case FROZEN_LIST: return value_from_ref(list_new(rt, (SlotKind)rebuild_below(build, 3), 0));
    case FROZEN_DICT: {
        RtClass *holder = maybe_class(build);
        return maybe_as_class(build, holder, dict_new(rt, 0), CLASS_DICT);
    }
    case FROZEN_SET:
        return value_from_ref(
            set_new(rt, rebuild_below(build, 2) ? (u32)CLASS_FROZENSET : (u32)CLASS_SET));
    case FROZEN_FUNC:
        return value_from_ref(
            unit_func_new(rt, build->unit, rebuild_below(build, build->unit->func_count)));
    case FROZEN_INSTANCE: return make_instance(build);
    case FROZEN_VALUES: return make_values(build);
    case FROZEN_NUMBER: return make_number(build);
    case FROZEN_STR: return make_str(build);
    case FROZEN_NAMED: return make_named(build);
    case FROZEN_BOUND: return make_bound(build);
    case FROZEN_OWNED: return make_owned(build);
    case FROZEN_CODE: {
        u32 func = rebuild_below(build, build->unit->func_count);
        return function_code(rt, &build->unit->specs[func], build->unit->block);
    }
    case FROZEN_CLASS: return rebuild_class(build);
    case FROZEN_UNIT_CLASS: return value_retain(unit_class(build));
    case FROZEN_METHOD: return unit_method(build);
    default: rebuild_fail(build);
    }
}

// ---- filling

static void fill_list(Rebuild *build) {
    List *list = ref_of(build, CLASS_LIST);
    u32 count = rebuild_count(build);
    for (u32 i = 0; i < count; i++)
        rebuild_check(build, list_append(build->rt, list, rebuild_ref(build)));
}

static void fill_dict(Rebuild *build) {
    Dict *dict = ref_of(build, CLASS_DICT);
    u32 count = rebuild_count(build);
    for (u32 i = 0; i < count; i++) {
        Value key = rebuild_ref(build), value = rebuild_ref(build);
        rebuild_check(build, dict_set(build->rt, dict, key, value));
    }
}

static void fill_set(Rebuild *build) {
    Value set = rebuild_ref(build);
    rebuild_check(build, value_is_set(set));
    u32 count = rebuild_count(build);
    for (u32 i = 0; i < count; i++)
        rebuild_check(build, set_add(build->rt, value_ref(set), rebuild_ref(build)));
}

// Hashes of what is in it depend on nothing but its contents, so that it lies where it lay.
static void fill_table(Rebuild *build) {
    enum { TABLE_MAX = 1 << 24 };
    Value object = rebuild_ref(build);
    u32 mask = rebuild_below(build, TABLE_MAX), count = rebuild_count(build);
    rebuild_check(build, value_is_set(object) && ((mask + 1) & mask) == 0 && count <= mask &&
                             mask + 1 >= SET_TABLE_MIN);
    Set *set = value_ref(object);
    rebuild_check(build, set->table_slot == 0);
    set->table = rt_alloc(build->rt, (mask + 1) * sizeof(SetEntry));
    for (u32 i = 0; i <= mask; i++) set->table[i] = (SetEntry){VALUE_UNDEFINED, 0};
    set->mask = mask;
    for (u32 i = 0; i < count; i++) {
        u32 place = rebuild_below(build, mask + 1);
        Value key = rebuild_ref(build);
        i64 hash = 0;
        rebuild_check(build, set->table[place].key == VALUE_UNDEFINED &&
                                 hash_set_element(build->rt, key, &hash));
        set->table[place] = (SetEntry){value_retain(key), hash};
        set->fill = ++set->used;
    }
}

static void fill_func(Rebuild *build) {
    RtState *rt = build->rt;
    Func *func = ref_of(build, CLASS_FUNCTION);
    value_assign_take(rt, &func->defaults, value_retain(rebuild_ref(build)));
    value_assign_take(rt, &func->attributes, value_retain(rebuild_ref(build)));
    value_assign_take(rt, &func->overrides, value_retain(rebuild_ref(build)));
    u32 count = rebuild_number(build);
    rebuild_check(build, count == func->spec->capture_count);
    for (u32 i = 0; i < count; i++)
        value_assign_take(rt, &func->captures[i], value_retain(rebuild_ref(build)));
}

static void fill_values(Rebuild *build) {
    Value object = rebuild_ref(build);
    u32 values = 0, words = 0;
    bool is_sound = value_is_ref(object) &&
                    rebuild_value_counts(class_id_layout(value_class(object)), &values, &words);
    rebuild_check(build, is_sound && rebuild_number(build) == values);
    u64 *slots = ((Instance *)value_ref(object))->slots;
    for (u32 i = 0; i < values; i++)
        value_assign_take(build->rt, &slots[i], value_retain(rebuild_ref(build)));
    rebuild_check(build, rebuild_number(build) == words);
    rebuild_check(build, (usize)(build->end - build->at) >= (usize)words * 8);
    for (u32 i = 0; i < words * 8; i++) slots[values + i / 8] |= (u64)*build->at++ << (8 * (i % 8));
}

static void fill_fields(Rebuild *build) {
    Value object = rebuild_ref(build);
    const RtClass *holder = class_of(build->rt, object);
    rebuild_check(build, value_is_ref(object) && holder->layout_id == CLASS_OBJECT);
    u32 count = rebuild_count(build);
    for (u32 i = 0; i < count; i++) {
        u32 slot = rebuild_below(build, holder->slot_count);
        SlotKind kind = (SlotKind)rebuild_below(build, SLOT_F64 + 1);
        rebuild_check(build, slot_store(build->rt, &((Instance *)value_ref(object))->slots[slot],
                                        kind, rebuild_ref(build)));
    }
}

static void fill_own_dict(Rebuild *build) {
    Value object = rebuild_ref(build), dict = rebuild_ref(build);
    rebuild_check(build, value_is_open(object) && !open_set_dict(build->rt, object, dict));
}

static void share(Rebuild *build) {
    ValueStack *shared = &build->unit->shared;
    u32 number = rebuild_below(build, SHARED_MAX);
    while (shared->count <= number) value_stack_push(build->rt, shared, VALUE_UNDEFINED);
    value_assign_take(build->rt, &shared->items[number], value_retain(rebuild_ref(build)));
}

static void fill(Rebuild *build, FrozenOp op) {
    switch (op) {
    case FROZEN_FILL_LIST: fill_list(build); return;
    case FROZEN_FILL_DICT: fill_dict(build); return;
    case FROZEN_FILL_SET: fill_set(build); return;
    case FROZEN_FILL_TABLE: fill_table(build); return;
    case FROZEN_FILL_FUNC: fill_func(build); return;
    case FROZEN_FILL_VALUES: fill_values(build); return;
    case FROZEN_FILL_FIELDS: fill_fields(build); return;
    case FROZEN_FILL_OWN_DICT: fill_own_dict(build); return;
    case FROZEN_FILL_CLASS: rebuild_fill_class(build); return;
    case FROZEN_GLOBAL: {
        LoadedUnit *unit = build->unit;
        u32 global = rebuild_below(build, unit->global_count);
        rebuild_check(build, slot_store(build->rt, &unit->block[unit->const_count + global],
                                        (SlotKind)unit->global_kinds[global], rebuild_ref(build)));
        return;
    }
    case FROZEN_SHARE: share(build); return;
    default: rebuild_fail(build);
    }
}

void rt_build(RtState *rt, u32 unit, void *bytes, i64 count, void *outside) {
    const BytesObject *source = bytes;
    Rebuild build = {.rt = rt,
                     .unit = rt_core(rt)->units[unit],
                     .at = source->data,
                     .end = source->data + source->len,
                     .outside = outside,
                     .outside_count = (u32)count};
    build.made_limit = rebuild_count(&build);
    usize made_bytes = (usize)build.made_limit * sizeof(Value);
    build.made = rt_alloc(rt, made_bytes);
    while (build.at < build.end) {
        FrozenOp op = (FrozenOp)*build.at++;
        if (op >= FROZEN_MADE_END) {
            fill(&build, op);
            continue;
        }
        rebuild_check(&build, build.made_count < build.made_limit);
        Value made = make(&build, op);
        build.made[build.made_count++] = made;
    }
    for (u32 i = 0; i < build.made_count; i++) value_release(rt, build.made[i]);
    rt_free_memory(rt, build.made, made_bytes);
}
