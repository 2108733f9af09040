#include "runtime/core/call.h"
#include "runtime/core/class.h"

#include "abi/natives.h"
#include "runtime/core/error.h"
#include "runtime/core/native.h"
#include "runtime/core/str.h"
#include "runtime/core/struct_method.h"

#include <string.h>

// ---- slots
PART_FUNCTION static Value float_value(RtState *rt, u64 word) {
    return value_box_f64(rt, float_from_bits(word));
}
PART_ONLY(float_value, CLASS_FLOAT);

Value slot_value(RtState *rt, u64 word, SlotKind kind) {
    switch (kind) {
    case SLOT_VALUE: return value_retain(word);
    case SLOT_INT: return value_from_int(int_retain((IntWord)word));
    case SLOT_F64: return float_value(rt, word);
    }
    return VALUE_UNDEFINED;
}

bool slot_store(RtState *rt, u64 *slot, SlotKind kind, Value value) {
    if (kind == SLOT_VALUE) {
        value_assign_take(rt, slot, value_retain(value));
        return true;
    }
    if (kind == SLOT_INT && value_is_int(value)) {
        IntWord old = (IntWord)*slot;
        *slot = (u64)int_retain(value_int_peek(value));
        int_release(rt, old);
        return true;
    }
    if (kind == SLOT_F64 && value_is_float(value)) {
        *slot = float_bits(value_f64(value));
        return true;
    }
    error_format(rt, CLASS_TYPE_ERROR, "a place compiled for '%s' cannot hold '%T'",
                 kind == SLOT_INT ? "int" : "float", value);
    return false;
}

// ---- attributes
static u32 name_hash(const Str *name) {
    return (u32)((uintptr_t)name >> 4) * 0x9e3779b1u >> 7;
}

static ClassAttribute *own_place(const RtClass *holder, const Str *name) {
    u32 mask = holder->attribute_capacity - 1;
    u32 place = name_hash(name) & mask;
    while (holder->attributes[place].name && holder->attributes[place].name != name)
        place = (place + 1) & mask;
    return &holder->attributes[place];
}

static void grow_attributes(RtState *rt, RtClass *holder) {
    u32 old_capacity = holder->attribute_capacity;
    ClassAttribute *old = holder->attributes;
    holder->attribute_capacity = old_capacity ? old_capacity * 2 : 8;
    usize bytes = holder->attribute_capacity * sizeof(ClassAttribute);
    holder->attributes = rt_alloc(rt, bytes);
    memset(holder->attributes, 0, bytes);
    for (u32 i = 0; i < old_capacity; i++) {
        if (old[i].name) *own_place(holder, old[i].name) = old[i];
    }
    rt_free_memory(rt, old, old_capacity * sizeof(ClassAttribute));
}

ClassAttribute *class_add(RtState *rt, RtClass *holder, Str *name, AttributeKind kind) {
    if (holder->attribute_count * 2 >= holder->attribute_capacity) grow_attributes(rt, holder);
    ClassAttribute *attribute = own_place(holder, name);
    if (attribute->name)
        value_release(rt, attribute->value);
    else
        holder->attribute_count++;
    u32 order = attribute->name ? attribute->order : ++holder->order_last;
    *attribute = (ClassAttribute){.name = name,
                                  .kind = kind,
                                  .number = NATIVE_COUNT,
                                  .order = order,
                                  .value = VALUE_UNDEFINED};
    class_forget_cache(rt);
    return attribute;
}

bool class_remove(RtState *rt, RtClass *holder, const Str *name) {
    ClassAttribute *attribute = class_find_own(holder, name);
    if (!attribute) return false;
    Value old = attribute->value;
    attribute->name = NULL;
    holder->attribute_count--;
    // What was probed behind it moves.
    ClassAttribute *all = holder->attributes;
    u32 capacity = holder->attribute_capacity;
    usize bytes = capacity * sizeof(ClassAttribute);
    holder->attributes = rt_alloc(rt, bytes);
    memset(holder->attributes, 0, bytes);
    for (u32 i = 0; i < capacity; i++) {
        if (all[i].name) *own_place(holder, all[i].name) = all[i];
    }
    rt_free_memory(rt, all, bytes);
    class_forget_cache(rt);
    value_release(rt, old);
    return true;
}

static AttributeCacheEntry *cache_entry(RtState *rt, const RtClass *holder, const Str *name) {
    u32 place = (name_hash(name) + holder->id * 0x9e3779b1u) % ATTRIBUTE_CACHE_COUNT;
    return &rt_core(rt)->attribute_cache[place];
}

bool class_is_settled(RtState *rt, const RtClass *holder, NameId name) {
    const AttributeCacheEntry *entry = cache_entry(rt, holder, rt_name(rt, name));
    return entry->holder == holder && entry->name == rt_name(rt, name);
}

void class_forget_cache(RtState *rt) {
    RtCore *core = rt_core(rt);
    if (++core->class_epoch == 0) core->class_epoch = 1;
    if (!core->is_attribute_cached) return;  // classes are made one attribute after the other
    memset(core->attribute_cache, 0, ATTRIBUTE_CACHE_COUNT * sizeof(AttributeCacheEntry));
    core->is_attribute_cached = false;
}

// The class's own attribute when it is set; `*is_final` turns false where it may be set later.
static ClassAttribute *find_set(const RtClass *holder, const Str *name, bool *is_final) {
    ClassAttribute *attribute = holder->attributes ? own_place(holder, name) : NULL;
    if (!attribute || !attribute->name) return NULL;
    bool is_set = attribute->kind != ATTRIBUTE_GLOBAL || attribute->number != SLOT_VALUE ||
                  *attribute->slot != VALUE_UNDEFINED;
    if (!is_set) *is_final = false;  // assigned later, it hides the base's
    return is_set ? attribute : NULL;
}

static ClassAttribute *find_along_bases(RtState *rt, RtClass *holder, const Str *name,
                                        bool *is_final) {
    *is_final = true;
    for (u32 i = 0; i < holder->mro_count; i++) {
        ClassAttribute *found = find_set(holder->mro[i], name, is_final);
        if (found) return found;
    }
    if (holder->mro) return NULL;
    for (;; holder = class_get(rt, holder->base_id)) {
        ClassAttribute *found = find_set(holder, name, is_final);
        if (found || holder->id == CLASS_OBJECT) return found;
    }
}

RtClass *class_mro_at(RtState *rt, RtClass *holder, u32 place) {
    if (holder->mro) return place < holder->mro_count ? holder->mro[place] : NULL;
    for (; place > 0; place--) {
        if (holder->id == CLASS_OBJECT) return NULL;
        holder = class_get(rt, holder->base_id);
    }
    return holder;
}

ClassAttribute *class_find_behind(RtState *rt, RtClass *holder, const RtClass *after, Str *name) {
    bool is_behind = false, is_final;
    RtClass *at;
    for (u32 i = 0; (at = class_mro_at(rt, holder, i)); i++) {
        ClassAttribute *found = is_behind ? find_set(at, name, &is_final) : NULL;
        if (found) return found;
        is_behind |= at == after;
    }
    return NULL;
}

ClassAttribute *class_find_own(const RtClass *holder, const Str *name) {
    ClassAttribute *attribute = holder->attributes ? own_place(holder, name) : NULL;
    return attribute && attribute->name ? attribute : NULL;
}

ClassAttribute *class_find(RtState *rt, RtClass *holder, Str *name) {
    AttributeCacheEntry *entry = cache_entry(rt, holder, name);
    if (LIKELY(entry->holder == holder && entry->name == name)) {
        ClassAttribute *cached = entry->attribute;
        bool is_sure = !cached || cached->kind != ATTRIBUTE_GLOBAL ||
                       cached->number != SLOT_VALUE || *cached->slot != VALUE_UNDEFINED;
        if (LIKELY(is_sure)) return cached;
    }
    bool is_final;
    ClassAttribute *found = find_along_bases(rt, holder, name, &is_final);
    if (is_final) {
        *entry = (AttributeCacheEntry){holder, name, found};
        rt_core(rt)->is_attribute_cached = true;
    }
    return found;
}

ClassAttribute *class_find_user(RtState *rt, Value object, NameId name) {
    if (!value_is_ref(object)) return NULL;
    u32 id = ((Object *)value_ref(object))->class_id;
    if (!class_has_methods(id)) return NULL;
    ClassAttribute *found = class_find(rt, class_get(rt, id), rt_name(rt, name));
    if (!found || found->kind != ATTRIBUTE_NATIVE) return found;
    u32 owner = native_rows[found->number].owner;
    return owner > CLASS_NATIVE_FIRST && owner < CLASS_BASE_EXCEPTION ? found : NULL;
}

bool class_hash_is_kept(RtState *rt, u32 id) {
    if (class_id_is_open(id)) return true;  // its __hash__ was set to None
    for (; class_has_methods(id); id = class_get(rt, id)->base_id) {
        RtClass *holder = class_get(rt, id);
        if (!holder->attributes) continue;
        if (own_place(holder, rt_name(rt, NAME_HASH))->name) return true;
        if (own_place(holder, rt_name(rt, NAME_EQ))->name) return false;
    }
    return true;
}

const ClassField *class_field(const RtClass *holder, const Str *name) {
    for (u32 i = 0; i < holder->field_count; i++) {
        if (holder->fields[i].name == name) return &holder->fields[i];
    }
    return NULL;
}

Value class_attribute_value(RtState *rt, const ClassAttribute *attribute) {
    switch (attribute->kind) {
    case ATTRIBUTE_GETTER:
    case ATTRIBUTE_NATIVE: {
        bool is_inherited = attribute->kind == ATTRIBUTE_NATIVE &&
                            attribute->owner != native_rows[attribute->number].owner;
        if (!is_inherited) return rt_native_function(rt, attribute->number, VALUE_UNDEFINED).value;
        return native_function_of(rt, attribute->number, attribute->owner);
    }
    case ATTRIBUTE_GLOBAL: return slot_value(rt, *attribute->slot, (SlotKind)attribute->number);
    default: return value_retain(attribute->value);
    }
}

// ---- classes
RtClass *class_new(RtState *rt, u32 id, u32 base_id, Str *name) {
    RtCore *core = rt_core(rt);
    if (id >= core->class_capacity) {
        u32 capacity = core->class_capacity ? core->class_capacity * 2 : 256;
        while (capacity <= id) capacity *= 2;
        core->classes = rt_realloc(rt, core->classes, core->class_capacity * sizeof(RtClass *),
                                   capacity * sizeof(RtClass *));
        memset(core->classes + core->class_capacity, 0,
               (capacity - core->class_capacity) * sizeof(RtClass *));
        core->class_capacity = capacity;
    }
    RtClass *made = object_new(rt, sizeof *made, CLASS_TYPE);
    Object head = made->head;
    memset(made, 0, sizeof *made);
    made->head = head;
    made->id = id;
    made->base_id = base_id;
    made->name = made->qualname = name;
    made->new_native = made->next_native = NATIVE_COUNT;
    made->dict_slot = CLASS_NO_DICT;
    if (id < CLASS_USER_FIRST) {
        made->layout_id = id;
        if (id >= CLASS_BASE_EXCEPTION) made->slot_count = EXCEPTION_SLOT_COUNT;
    } else {
        RtClass *base = class_get(rt, base_id);
        made->layout_id = base->layout_id;
        made->slot_count = base->slot_count;
    }
    core->classes[id] = made;
    if (id >= core->class_count) core->class_count = id + 1;
    return made;
}

RtClass *class_new_open(RtState *rt, u32 layout_id, Str *name) {
    PART_MAKE(PART_OPEN);
    RtCore *core = rt_core(rt);
    if (core->open_count == CLASS_OPEN_MAX) rt_fatal(rt, "too many classes");
    if (core->open_count == core->open_capacity) {
        u32 capacity = core->open_capacity ? core->open_capacity * 2 : 32;
        core->open_classes =
            rt_realloc(rt, core->open_classes, core->open_capacity * sizeof(RtClass *),
                       capacity * sizeof(RtClass *));
        core->open_capacity = capacity;
    }
    RtClass *made = object_new(rt, sizeof *made, CLASS_TYPE);
    Object head = made->head;
    memset(made, 0, sizeof *made);
    made->head = head;
    made->id = CLASS_OPEN | layout_id << CLASS_LAYOUT_SHIFT | core->open_count;
    made->layout_id = layout_id;
    made->new_native = made->next_native = NATIVE_COUNT;
    made->name = made->qualname = name;
    made->dict_slot = CLASS_NO_DICT;
    core->open_classes[core->open_count++] = made;
    return made;
}

bool class_is_subclass(RtState *rt, u32 id, u32 ancestor_id) {
    if (ancestor_id == CLASS_OBJECT) return true;
    if (class_id_is_open(id)) {
        const RtClass *holder = class_get(rt, id);
        for (u32 i = 0; i < holder->mro_count; i++) {
            if (holder->mro[i]->id == ancestor_id) return true;
        }
        return false;
    }
    while (id != ancestor_id) {
        if (id == CLASS_EXCEPTION_GROUP && ancestor_id == CLASS_BASE_EXCEPTION_GROUP) return true;
        if (id == CLASS_OBJECT) return false;
        id = class_get(rt, id)->base_id;
    }
    return true;
}

static bool text_is(const char *text, const char *other) {
    usize len = strlen(other);
    return strlen(text) == len && memcmp(text, other, len) == 0;
}

// "get T" as result: what the row computes is the attribute.
static bool is_getter(u32 native) {
    return slice_starts_with(slice_of_text(native_rows[native].result), SLICE_LITERAL("get "));
}

// "name=": sets the attribute whose getter stands before it.
static bool add_setter(RtState *rt, RtClass *holder, u32 native) {
    const char *text = native_rows[native].name;
    usize len = strlen(text);
    if (text[len - 1] != '=' || text[0] == '_') return false;
    Str *name = str_intern_take(rt, str_from_ascii(rt, text, (u32)len - 1));
    class_find_own(holder, name)->setter = native;
    object_release(rt, name);
    return true;
}

// In a linked program rows that it cannot reach have no name.
static void add_native(RtState *rt, u32 class_id, u32 native) {
    if (!native_rows[native].name) return;
    RtClass *holder = class_get(rt, class_id);
    if (add_setter(rt, holder, native)) return;
    const char *text = native_rows[native].name;
    bool is_maker = text_is(text, "__new__");
    if (is_maker) holder->new_native = native;
    // Instances are made by object's, which goes by new_native.
    if (is_maker && class_id != CLASS_OBJECT && class_id != CLASS_TYPE) return;
    if (text_is(text, "__next__")) holder->next_native = native;
    Str *name = str_intern_text(rt, text);
    ClassAttribute *added =
        class_add(rt, holder, name, is_getter(native) ? ATTRIBUTE_GETTER : ATTRIBUTE_NATIVE);
    added->number = native;
    added->setter = NATIVE_COUNT;
    added->owner = class_id;
    object_release(rt, name);  // the intern table keeps it
}

static bool is_changing_set(u32 native) {
    return native == NATIVE_SET_ADD || native == NATIVE_SET_CLEAR ||
           native == NATIVE_SET_DIFFERENCE_UPDATE || native == NATIVE_SET_DISCARD ||
           native == NATIVE_SET_INTERSECTION_UPDATE || native == NATIVE_SET_POP ||
           native == NATIVE_SET_REMOVE || native == NATIVE_SET_SYMMETRIC_DIFFERENCE_UPDATE ||
           native == NATIVE_SET_UPDATE;
}

static const char *last_dot(const char *text) {
    const char *dot = NULL;
    for (; *text; text++) {
        if (*text == '.') dot = text;
    }
    return dot;
}

void class_init_builtins(RtState *rt) {
    static const struct {
        const char *name;
        u16 base;
    } rows[] = {
#define CLASS(NAME, text, BASE) [CLASS_##NAME] = {text, CLASS_##BASE},
#include "abi/classes.def"
#undef CLASS
#define EXCEPTION(NAME, text, BASE) [CLASS_##NAME] = {text, CLASS_##BASE},
#include "abi/exceptions.def"
#undef EXCEPTION
    };
    for (u32 id = 0; id < COUNT_OF(rows); id++) {
        if (!rows[id].name) continue;  // between classes and exceptions
        // A dotted name is "module.Name".
        const char *dot = last_dot(rows[id].name);
        Str *name = str_intern_text(rt, dot ? dot + 1 : rows[id].name);
        RtClass *made = class_new(rt, id, rows[id].base, name);
        if (dot) {
            Str *module = str_from_ascii(rt, rows[id].name, (u32)(dot - rows[id].name));
            made->module = str_intern_take(rt, module);
            if (id > CLASS_NATIVE_FIRST && id < CLASS_BASE_EXCEPTION)
                made->shown_name = str_intern_text(rt, rows[id].name);
        }
    }
    for (u32 native = 0; native < NATIVE_COUNT; native++) {
        u32 owner = native_rows[native].owner;
        if (owner >= CLASS_BUILTIN_COUNT || struct_method_is(native)) continue;
        add_native(rt, owner, native);
        if (owner == CLASS_BYTES) add_native(rt, CLASS_BYTEARRAY, native);
        if (owner == CLASS_BASE_EXCEPTION_GROUP) add_native(rt, CLASS_EXCEPTION_GROUP, native);
        if (owner == CLASS_SET && !is_changing_set(native)) add_native(rt, CLASS_FROZENSET, native);
    }
    struct_method_add_all(rt, add_native);
}

static void release_attributes(RtState *rt, RtClass *dying) {
    for (u32 i = 0; dying && i < dying->attribute_capacity; i++) {
        if (!dying->attributes[i].name) continue;
        Value value = dying->attributes[i].value;
        dying->attributes[i].value = VALUE_UNDEFINED;
        value_release(rt, value);
    }
}

static void free_class(RtState *rt, RtClass *dying) {
    if (!dying) return;
    rt_free_memory(rt, dying->attributes, dying->attribute_capacity * sizeof(ClassAttribute));
    rt_free_memory(rt, dying->fields, dying->field_count * sizeof(ClassField));
    object_release(rt, dying->name);
    if (dying->shown_name) object_release(rt, dying->shown_name);
    if (dying->qualname != dying->name) object_release(rt, dying->qualname);
    if (dying->module) object_release(rt, dying->module);
    if (dying->bases) object_release(rt, dying->bases);
    rt_free_memory(rt, dying->mro, dying->mro_count * sizeof(RtClass *));
    rt_free_memory(rt, dying->subclasses.items, dying->subclasses.capacity * sizeof(Value));
}

void class_release_open(RtState *rt) {
    RtCore *core = rt_core(rt);
    core->are_classes_gone = true;
    for (u32 i = core->open_count; i-- > 0;) release_attributes(rt, core->open_classes[i]);
    // Taken away first: what its dicts free asks for its own dict there.
    Dict *side_dicts = core->side_dicts;
    core->side_dicts = NULL;
    if (side_dicts) object_release(rt, side_dicts);
    if (core->weak_chains) object_release(rt, core->weak_chains);
    if (core->finalized) object_release(rt, core->finalized);
    if (core->finalizable) object_release(rt, core->finalizable);
    core->side_dicts = core->finalized = core->finalizable = core->weak_chains = NULL;
}

void class_free_all(RtState *rt) {
    RtCore *core = rt_core(rt);
    class_forget_cache(rt);
    for (u32 id = 0; id < core->class_count; id++) release_attributes(rt, core->classes[id]);
    for (u32 i = 0; i < core->open_count; i++) free_class(rt, core->open_classes[i]);
    for (u32 id = 0; id < core->class_count; id++) free_class(rt, core->classes[id]);
    for (u32 i = 0; i < core->open_count; i++)
        rt_free_memory(rt, core->open_classes[i], sizeof(RtClass));
    for (u32 id = 0; id < core->class_count; id++) {
        if (core->classes[id]) rt_free_memory(rt, core->classes[id], sizeof(RtClass));
    }
    rt_free_memory(rt, core->open_classes, core->open_capacity * sizeof(RtClass *));
    rt_free_memory(rt, core->classes, core->class_capacity * sizeof(RtClass *));
    core->classes = core->open_classes = NULL;
    core->class_count = core->class_capacity = core->open_count = core->open_capacity = 0;
}
