#include "runtime/core/open.h"

#include "runtime/core/call.h"
#include "runtime/core/class_build.h"
#include "runtime/core/descriptor.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/list.h"
#include "runtime/core/member.h"
#include "runtime/core/str.h"

// ---- __dict__

static Value address_key(const void *object) {
    return value_from_small((i64)(uintptr_t)object);
}

static Value *dict_place(RtState *rt, Value self, bool makes) {
    RtCore *core = rt_core(rt);
    const RtClass *holder = class_of(rt, self);
    if (holder->dict_slot == CLASS_NO_DICT) return NULL;
    if (holder->dict_slot != CLASS_SIDE_DICT)
        return &((Instance *)value_ref(self))->slots[holder->dict_slot];
    bool is_error;
    if (!core->side_dicts) {
        if (!makes) return NULL;
        core->side_dicts = dict_new(rt, 0);
    }
    Value key = address_key(value_ref(self));
    Value *place = dict_find_peek(rt, core->side_dicts, key, &is_error);
    if (place || !makes) return place;
    dict_set(rt, core->side_dicts, key, VALUE_UNDEFINED);
    return dict_find_peek(rt, core->side_dicts, key, &is_error);
}

Dict *open_dict_peek(RtState *rt, Value self, bool makes) {
    Value *place = dict_place(rt, self, makes);
    if (!place) return NULL;
    if (*place == VALUE_UNDEFINED && makes) *place = value_from_ref(dict_new(rt, 0));
    return *place == VALUE_UNDEFINED ? NULL : value_ref(*place);
}

u32 open_set_dict(RtState *rt, Value self, Value dict) {
    if (!value_has_layout(dict, CLASS_DICT)) {
        error_format(rt, CLASS_TYPE_ERROR, "__dict__ must be set to a dictionary, not a '%T'",
                     dict);
        return 1;
    }
    Value *place = dict_place(rt, self, true);
    if (!place) return attribute_missing(rt, self, rt_name(rt, NAME_DICT)).is_error;
    value_assign_take(rt, place, value_retain(dict));
    return 0;
}

// ---- descriptors

static bool is_data(RtState *rt, const ClassAttribute *attribute) {
    if (attribute->kind == ATTRIBUTE_SLOT) return true;
    if (attribute->kind != ATTRIBUTE_OPEN && attribute->kind != ATTRIBUTE_GLOBAL) return false;
    if (attribute->kind == ATTRIBUTE_GLOBAL && attribute->number != SLOT_VALUE) return false;
    Value value = attribute->kind == ATTRIBUTE_OPEN ? attribute->value : *attribute->slot;
    if (value_has_layout(value, CLASS_PROPERTY)) return true;
    return value_is_open(value) && !value_is_class(value) &&
           (class_find_user(rt, value, NAME_SET) || class_find_user(rt, value, NAME_DELETE));
}

static Value descriptor_of(const ClassAttribute *attribute) {
    return attribute->kind == ATTRIBUTE_OPEN ? attribute->value : *attribute->slot;
}

static u32 done(RtState *rt, ResultWord result) {
    if (!result.is_error) value_release(rt, result.value);
    return result.is_error;
}

// `content` UNDEFINED: deletes.
static u32 store_slot(RtState *rt, const ClassAttribute *attribute, Value self, Str *name,
                      Value content) {
    Value *slot = &((Instance *)value_ref(self))->slots[attribute->number];
    if (content == VALUE_UNDEFINED && *slot == VALUE_UNDEFINED)
        return attribute_missing(rt, self, name).is_error;
    value_assign_take(rt, slot, value_retain(content));
    return 0;
}

static u32 store_data(RtState *rt, const ClassAttribute *attribute, Value self, Str *name,
                      Value content) {
    bool is_delete = content == VALUE_UNDEFINED;
    if (attribute->kind == ATTRIBUTE_SLOT) return store_slot(rt, attribute, self, name, content);
    Value value = value_retain(descriptor_of(attribute));
    ClassAttribute *method = value_is_open(value)
                                 ? class_find_user(rt, value, is_delete ? NAME_DELETE : NAME_SET)
                                 : NULL;
    u32 is_error;
    if (method) {
        Value args[] = {self, content};
        is_error = done(rt, call_attribute(rt, method, value, args, is_delete ? 1 : 2));
    } else if (value_has_layout(value, CLASS_PROPERTY)) {
        is_error = is_delete ? descriptor_delete(rt, value_ref(value), self, name)
                             : descriptor_set(rt, value_ref(value), self, name, content);
    } else {
        is_error = 1;
        error_text(rt, CLASS_ATTRIBUTE_ERROR, is_delete ? "__delete__" : "__set__");
    }
    value_release(rt, value);
    return is_error;
}

// ---- reading

// object.__getattribute__.
static ResultWord get_plain(RtState *rt, Value self, Str *name) {
    RtClass *holder = class_of(rt, self);
    ClassAttribute *attribute = class_find(rt, holder, name);
    if (attribute && is_data(rt, attribute)) return attribute_bind(rt, attribute, self, name);
    Dict *dict = open_dict_peek(rt, self, false);
    Value found = dict ? dict_get_name(rt, dict, name) : VALUE_UNDEFINED;
    if (found != VALUE_UNDEFINED) return word_ok(value_retain(found));
    found = attribute_of_struct(rt, holder->layout_id, self, name);
    if (found != VALUE_UNDEFINED) return word_ok(found);
    if (name == rt_name(rt, NAME_CLASS)) return word_ok(rt_type_of(rt, self));
    if (name == rt_name(rt, NAME_DICT) && holder->dict_slot != CLASS_NO_DICT)
        return word_ok(value_of(open_dict_peek(rt, self, true)));
    if (attribute) return attribute_bind(rt, attribute, self, name);
    return attribute_missing(rt, self, name);
}

static ResultWord or_hook(RtState *rt, ResultWord result, Value self, Str *name) {
    if (!result.is_error || !error_is(rt, CLASS_ATTRIBUTE_ERROR)) return result;
    ClassAttribute *hook = class_find_user(rt, self, NAME_GETATTR);
    if (!hook) return result;
    error_clear(rt);
    Value argument = value_from_ref(name);
    return call_attribute(rt, hook, self, &argument, 1);
}

ResultWord open_getattr(RtState *rt, Value self, Str *name, bool has_hooks) {
    if (!has_hooks) return get_plain(rt, self, name);
    ClassAttribute *hook = class_find_user(rt, self, NAME_GETATTRIBUTE);
    if (!hook) return or_hook(rt, get_plain(rt, self, name), self, name);
    Value argument = value_from_ref(name);
    return or_hook(rt, call_attribute(rt, hook, self, &argument, 1), self, name);
}
PART_ONLY(open_getattr, PART_OPEN);

bool open_is_hidden(RtState *rt, Value self, const ClassAttribute *attribute, Str *name) {
    if (class_find_user(rt, self, NAME_GETATTRIBUTE)) return true;
    if (is_data(rt, attribute)) return false;
    Dict *dict = open_dict_peek(rt, self, false);
    return dict && dict_get_name(rt, dict, name) != VALUE_UNDEFINED;
}

// ---- storing and deleting

static u32 no_place(RtState *rt, Value self, Str *name, const ClassAttribute *attribute) {
    if (attribute)
        error_format(rt, CLASS_ATTRIBUTE_ERROR, "'%T' object attribute '%S' is read-only", self,
                     name);
    else
        error_format(rt, CLASS_ATTRIBUTE_ERROR,
                     "'%T' object has no attribute '%S' and no __dict__ for setting new attributes",
                     self, name);
    return 1;
}

static u32 set_class(RtState *rt, Value self, Value content) {
    const RtClass *old = class_of(rt, self);
    const RtClass *new_class = value_is_class(content) ? value_ref(content) : NULL;
    if (!new_class) {
        error_format(rt, CLASS_TYPE_ERROR, "__class__ must be set to a class, not '%T' object",
                     content);
        return 1;
    }
    bool is_same = class_id_is_open(new_class->id) && new_class->layout_id == old->layout_id &&
                   new_class->slot_count == old->slot_count &&
                   new_class->dict_slot == old->dict_slot &&
                   new_class->field_count == old->field_count;
    if (!is_same) {
        error_format(rt, CLASS_TYPE_ERROR,
                     "__class__ assignment: '%S' object layout differs from '%S'", new_class->name,
                     old->name);
        return 1;
    }
    ((Object *)value_ref(self))->class_id = new_class->id;
    if (new_class->has_finalizer && !old->has_finalizer) gc_note_finalizable(rt, value_ref(self));
    return 0;
}

static u32 set_plain(RtState *rt, Value self, Str *name, Value content) {
    RtClass *holder = class_of(rt, self);
    ClassAttribute *attribute = class_find(rt, holder, name);
    if (attribute && is_data(rt, attribute)) return store_data(rt, attribute, self, name, content);
    if (name == rt_name(rt, NAME_CLASS)) return set_class(rt, self, content);
    if (name == rt_name(rt, NAME_DICT)) return open_set_dict(rt, self, content);
    if (holder->layout_id >= CLASS_BASE_EXCEPTION) {
        int answer = exception_set_attribute(rt, value_ref(self), name, content);
        if (answer) return answer < 0;
    }
    if (attribute && attribute->kind == ATTRIBUTE_GETTER)
        return attribute_set_computed(rt, attribute, self, name, content);
    Dict *dict = open_dict_peek(rt, self, true);
    if (!dict) return no_place(rt, self, name, attribute);
    return !dict_set(rt, dict, value_from_ref(name), content);
}

u32 open_setattr(RtState *rt, Value self, Str *name, Value content, bool has_hooks) {
    ClassAttribute *hook = has_hooks ? class_find_user(rt, self, NAME_SETATTR) : NULL;
    if (!hook) return set_plain(rt, self, name, content);
    Value args[] = {value_from_ref(name), content};
    return done(rt, call_attribute(rt, hook, self, args, 2));
}
PART_ONLY(open_setattr, PART_OPEN);

u32 open_delattr(RtState *rt, Value self, Str *name, bool has_hooks) {
    ClassAttribute *hook = has_hooks ? class_find_user(rt, self, NAME_DELATTR) : NULL;
    Value key = value_from_ref(name);
    if (hook) return done(rt, call_attribute(rt, hook, self, &key, 1));
    ClassAttribute *attribute = class_find(rt, class_of(rt, self), name);
    if (attribute && is_data(rt, attribute))
        return store_data(rt, attribute, self, name, VALUE_UNDEFINED);
    Dict *dict = open_dict_peek(rt, self, false);
    Value old;
    int answer = dict ? dict_take(rt, dict, key, &old) : 0;
    if (answer > 0) value_release(rt, old);
    return answer > 0 ? 0 : attribute_missing(rt, self, name).is_error;
}
PART_ONLY(open_delattr, PART_OPEN);

// ---- class objects

static ResultWord class_get_plain(RtState *rt, RtClass *holder, Str *name) {
    Value self = value_from_ref(holder);
    RtClass *meta = class_of(rt, self);
    ClassAttribute *of_meta = class_find(rt, meta, name);
    if (of_meta && meta->id != CLASS_TYPE && is_data(rt, of_meta))
        return attribute_bind(rt, of_meta, self, name);
    ClassAttribute *attribute = class_find(rt, holder, name);
    Value value = attribute_of_class(rt, holder, name);
    if (value != VALUE_UNDEFINED) return word_ok(value);
    if (name == rt_name(rt, NAME_CLASS)) return word_ok(value_of(meta));
    if (attribute) return attribute_bind_to_class(rt, attribute, holder, name);
    if (of_meta) return attribute_bind(rt, of_meta, self, name);
    return attribute_missing(rt, self, name);
}

ResultWord open_class_getattr(RtState *rt, RtClass *holder, Str *name, bool has_hooks) {
    Value self = value_from_ref(holder), argument = value_from_ref(name);
    if (!has_hooks || holder->head.class_id == CLASS_TYPE) return class_get_plain(rt, holder, name);
    ClassAttribute *hook = class_find_user(rt, self, NAME_GETATTRIBUTE);
    ResultWord result =
        hook ? call_attribute(rt, hook, self, &argument, 1) : class_get_plain(rt, holder, name);
    return or_hook(rt, result, self, name);
}

static void set_text(RtState *rt, Str **place, const Str *other, Value content) {
    Str *old = *place;
    *place = value_ref(value_retain(content));
    if (old && old != other) object_release(rt, old);
}

static bool has_items(const Tuple *tuple, const Tuple *other) {
    if (tuple->len != other->len) return false;
    for (u32 i = 0; i < tuple->len; i++) {
        if (tuple->items[i] != other->items[i]) return false;
    }
    return true;
}

// The names that class objects keep apart. 0: another name, 1 done, -1 exception.
static int set_kept(RtState *rt, RtClass *holder, Str *name, Value content) {
    bool is_name = name == rt_name(rt, NAME_NAME), is_qualname = name == rt_name(rt, NAME_QUALNAME);
    bool is_same = name == rt_name(rt, NAME_BASES) && holder->bases &&
                   value_is(content, CLASS_TUPLE) && has_items(holder->bases, value_ref(content));
    if (is_same) return 1;
    if (name == rt_name(rt, NAME_BASES) || name == rt_name(rt, NAME_MRO)) {
        error_format(rt, CLASS_TYPE_ERROR, "assignment to %S of a class: not supported", name);
        return -1;
    }
    if (name == rt_name(rt, NAME_MODULE) && value_is_str(content))
        set_text(rt, &holder->module, NULL, content);
    if (!is_name && !is_qualname) return 0;
    if (!value_is_str(content)) {
        error_format(rt, CLASS_TYPE_ERROR, "can only assign string to %S.%S, not '%T'",
                     holder->name, name, content);
        return -1;
    }
    if (holder->qualname == holder->name) object_retain(holder->name);
    Str **place = is_name ? &holder->name : &holder->qualname;
    set_text(rt, place, NULL, content);
    if (holder->qualname == holder->name) object_release(rt, holder->name);
    return 1;
}

u32 open_class_setattr(RtState *rt, RtClass *holder, Str *name, Value content, bool has_hooks) {
    Value self = value_from_ref(holder);
    bool has_meta = holder->head.class_id != CLASS_TYPE;
    ClassAttribute *hook = has_hooks && has_meta ? class_find_user(rt, self, NAME_SETATTR) : NULL;
    if (hook) {
        Value args[] = {value_from_ref(name), content};
        return done(rt, call_attribute(rt, hook, self, args, 2));
    }
    ClassAttribute *of_meta = has_meta ? class_find(rt, class_of(rt, self), name) : NULL;
    if (of_meta && is_data(rt, of_meta)) return store_data(rt, of_meta, self, name, content);
    int kept = set_kept(rt, holder, name, content);
    if (kept) return kept < 0;
    class_set_open_attribute(rt, holder, name, content);
    return 0;
}

u32 open_class_delattr(RtState *rt, RtClass *holder, Str *name, bool has_hooks) {
    Value self = value_from_ref(holder), key = value_from_ref(name);
    bool has_meta = holder->head.class_id != CLASS_TYPE;
    ClassAttribute *hook = has_hooks && has_meta ? class_find_user(rt, self, NAME_DELATTR) : NULL;
    if (hook) return done(rt, call_attribute(rt, hook, self, &key, 1));
    if (class_remove(rt, holder, name)) return 0;
    return attribute_missing(rt, self, name).is_error;
}

Dict *open_class_dict(RtState *rt, const RtClass *holder) {
    Dict *dict = dict_new(rt, holder->attribute_count);
    u32 last = 0;
    for (;;) {
        const ClassAttribute *next = NULL;
        for (u32 i = 0; i < holder->attribute_capacity; i++) {
            const ClassAttribute *at = &holder->attributes[i];
            if (at->name && at->order > last && (!next || at->order < next->order)) next = at;
        }
        if (!next) return dict;
        last = next->order;
        Value value = next->kind == ATTRIBUTE_SLOT ? member_new(rt, holder, next)
                                                   : class_attribute_value(rt, next);
        if (value == VALUE_UNDEFINED) continue;
        dict_set(rt, dict, value_from_ref(next->name), value);
        value_release(rt, value);
    }
}

// ---- the end of instances

static bool was_finalized(RtState *rt, const Object *object) {
    Value old;
    Dict *known = rt_core(rt)->finalized;
    return known && dict_take(rt, known, address_key(object), &old) > 0;
}

bool open_finalize(RtState *rt, Object *object) {
    RtCore *core = rt_core(rt);
    Value self = value_from_ref(object);
    const RtClass *holder = class_of(rt, self);
    if (!holder->has_finalizer || core->are_classes_gone) return true;
    ClassAttribute *method = class_find_user(rt, self, NAME_DEL);
    if (!method || was_finalized(rt, object)) {
        gc_forget_finalizable(rt, object);
        return true;
    }
    Value pending = rt->exception;
    rt->exception = VALUE_UNDEFINED;
    object->refs = 1;
    ResultWord result = call_attribute(rt, method, self, NULL, 0);
    if (!result.is_error)
        value_release(rt, result.value);
    else
        exception_unraisable(rt, "deallocator", method->value);
    rt->exception = pending;
    if (--object->refs == 0) {
        gc_forget_finalizable(rt, object);
        return true;
    }
    // It lives on: not a second time.
    if (!core->finalized) core->finalized = dict_new(rt, 0);
    dict_set(rt, core->finalized, address_key(object), VALUE_NONE);
    return false;
}
PART_ONLY(open_finalize, PART_OPEN);

bool open_finalize_early(RtState *rt, Object *object) {
    RtCore *core = rt_core(rt);
    Value self = value_from_ref(object), key = address_key(object);
    ClassAttribute *method = core->are_classes_gone ? NULL : class_find_user(rt, self, NAME_DEL);
    bool is_error;
    if (!method || (core->finalized && dict_find_peek(rt, core->finalized, key, &is_error)))
        return false;
    if (!core->finalized) core->finalized = dict_new(rt, 0);
    dict_set(rt, core->finalized, key, VALUE_NONE);
    ResultWord result = call_attribute(rt, method, self, NULL, 0);
    if (!result.is_error)
        value_release(rt, result.value);
    else
        exception_unraisable(rt, "deallocator", method->value);
    return true;
}
PART_ONLY(open_finalize_early, PART_OPEN);

void open_release_extras(RtState *rt, Object *object) {
    RtCore *core = rt_core(rt);
    const RtClass *holder = class_get(rt, object->class_id);
    if (holder->dict_slot < CLASS_SIDE_DICT) {
        value_assign_take(rt, &((Instance *)(void *)object)->slots[holder->dict_slot],
                          VALUE_UNDEFINED);
    } else if (holder->dict_slot == CLASS_SIDE_DICT && core->side_dicts) {
        Value old;
        if (dict_take(rt, core->side_dicts, address_key(object), &old) > 0) value_release(rt, old);
    }
}
PART_ONLY(open_release_extras, PART_OPEN);
