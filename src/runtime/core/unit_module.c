#include "runtime/core/unit_module.h"

#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/seal.h"
#include "runtime/core/str.h"
#include "runtime/core/unit.h"

#include <string.h>

// What compiled code says of a module: (name, file, doc, is a package, name, global, name, …).
enum { INFO_NAME, INFO_FILE, INFO_DOC, INFO_IS_PACKAGE, INFO_VARIABLES };

static Dict *table_of(RtState *rt, Value *place) {
    if (*place == VALUE_UNDEFINED) *place = value_from_ref(dict_new(rt, 16));
    return value_ref(*place);
}

Dict *module_table(RtState *rt) {
    return table_of(rt, &rt_core(rt)->module_table);
}

Dict *unit_module_table(RtState *rt) {
    return table_of(rt, &rt_core(rt)->unit_module_table);
}

void unit_modules_free(RtState *rt) {
    value_assign_take(rt, &rt_core(rt)->module_table, VALUE_UNDEFINED);
    value_assign_take(rt, &rt_core(rt)->unit_module_table, VALUE_UNDEFINED);
}

static bool has_place(RtState *rt, const ModuleObject *module, Str *name) {
    return rt_dict_get_str(rt, value_ref(module->places), name) != VALUE_UNDEFINED;
}

// ---- importing

void rt_module_begin(RtState *rt, u32 unit, void *info_ref) {
    Tuple *info = info_ref;
    ModuleObject *module = object_new(rt, sizeof *module, CLASS_MODULE);
    module->number = MODULE_OF_UNIT;
    module->name = value_ref(value_retain(info->items[INFO_NAME]));
    module->info = value_retain(value_from_ref(info));
    module->unit = rt_core(rt)->units[unit];
    module->is_complete = false;
    module->dict = value_from_ref(dict_new(rt, 0));
    Dict *places = dict_new(rt, (info->len - INFO_VARIABLES) / 2);
    for (u32 i = INFO_VARIABLES; i + 1 < info->len; i += 2)
        rt_dict_set_str(rt, places, value_ref(info->items[i]), info->items[i + 1]);
    module->places = value_from_ref(places);
    Value value = value_from_ref(module);
    rt_dict_set_str(rt, module_table(rt), module->name, value_retain(value));
    rt_dict_set_str(rt, unit_module_table(rt), module->name, value);
}

static void forget(RtState *rt, Dict *table, Str *name) {
    if (rt_dict_delete(rt, table, value_from_ref(name)).is_error) error_clear(rt);
}

// How many characters stand before the last `c`; 0 when it does not occur.
static u32 before_last(const Str *text, u32 c) {
    u32 end = text->len;
    while (end > 0 && str_get(text, end - 1) != c) end--;
    return end ? end - 1 : 0;
}

// The package gets the submodule as an attribute; a variable of that name is its own affair.
static void bind_in_package(RtState *rt, ModuleObject *module) {
    u32 dot = before_last(module->name, '.');
    if (dot == 0) return;
    Str *parent = str_slice(rt, module->name, 0, dot);
    Value found = rt_dict_get_str(rt, unit_module_table(rt), parent);
    object_release(rt, parent);
    if (found == VALUE_UNDEFINED) return;
    ModuleObject *package = value_ref(found);
    Str *own =
        str_intern_take(rt, str_slice(rt, module->name, dot + 1, module->name->len - dot - 1));
    if (!has_place(rt, package, own))
        rt_dict_set_str(rt, value_ref(package->dict), own, value_retain(value_from_ref(module)));
    object_release(rt, own);
    value_release(rt, found);
}

void rt_module_end(RtState *rt, void *name, u32 is_good) {
    Value found = rt_dict_get_str(rt, unit_module_table(rt), name);
    if (found == VALUE_UNDEFINED) return;
    ModuleObject *module = value_ref(found);
    module->is_complete = is_good != 0;
    if (is_good) {
        bind_in_package(rt, module);
    } else {
        forget(rt, module_table(rt), name);
        forget(rt, unit_module_table(rt), name);
    }
    value_release(rt, found);
}

// ImportError's own fields: (name, path, name_from).
static void keep_import_names(RtState *rt, Value module, Value path, Value name) {
    Exception *exception = value_ref(rt->exception);
    Tuple *fields = tuple_new(rt, 3);
    fields->items[0] = value_retain(module);
    fields->items[1] = value_retain(path);
    fields->items[2] = value_retain(name);
    value_assign_take(rt, &exception->extra, value_from_ref(fields));
}

void rt_raise_import(RtState *rt, void *module_name, Value name) {
    Value found = rt_dict_get_str(rt, unit_module_table(rt), module_name);
    Value path = VALUE_NONE;
    if (found != VALUE_UNDEFINED)
        path = ((Tuple *)value_ref(((ModuleObject *)value_ref(found))->info))->items[INFO_FILE];
    if (name == VALUE_NONE)
        error_format(rt, CLASS_MODULE_NOT_FOUND_ERROR, "No module named '%S'", module_name);
    else if (found != VALUE_UNDEFINED && !((ModuleObject *)value_ref(found))->is_complete)
        error_format(rt, CLASS_IMPORT_ERROR,
                     "cannot import name '%S' from partially initialized module '%S' (most likely "
                     "due to a circular import) (%S)",
                     value_ref(name), module_name, value_ref(path));
    else if (found != VALUE_UNDEFINED)
        error_format(rt, CLASS_IMPORT_ERROR, "cannot import name '%S' from '%S' (%S)",
                     value_ref(name), module_name, value_ref(path));
    else
        error_format(rt, CLASS_IMPORT_ERROR, "cannot import name '%S' from '%S' (unknown location)",
                     value_ref(name), module_name);
    keep_import_names(rt, value_from_ref(module_name), path, name);
    if (found != VALUE_UNDEFINED) value_release(rt, found);
}

ResultWord rt_import_hooked(RtState *rt, Value module, void *name) {
    ResultWord found = rt_getattr(rt, module, name);
    if (!found.is_error || !error_is(rt, CLASS_ATTRIBUTE_ERROR)) return found;
    error_clear(rt);
    rt_raise_import(rt, ((ModuleObject *)value_ref(module))->name, value_from_ref(name));
    return word_error();
}

// ---- attributes

Str *unit_module_file(const ModuleObject *module) {
    const Tuple *info = value_ref(module->info);
    return value_ref(info->items[INFO_FILE]);
}

static u64 *place_of(RtState *rt, const ModuleObject *module, Str *name, SlotKind *kind) {
    Value place = rt_dict_get_str(rt, value_ref(module->places), name);
    if (place == VALUE_UNDEFINED) return NULL;
    u32 global = (u32)value_small(place);
    *kind = (SlotKind)module->unit->global_kinds[global];
    return &module->unit->block[module->unit->const_count + global];
}

static Value package_name(RtState *rt, const ModuleObject *module) {
    const Tuple *info = value_ref(module->info);
    if (info->items[INFO_IS_PACKAGE] == VALUE_TRUE) return value_of(module->name);
    return value_from_ref(str_slice(rt, module->name, 0, before_last(module->name, '.')));
}

static Value package_path(RtState *rt, const ModuleObject *module) {
    Str *file = unit_module_file(module);
    List *list = list_new(rt, SLOT_VALUE, 1);
    Value folder = value_from_ref(str_slice(rt, file, 0, before_last(file, '/')));
    list_append(rt, list, folder);
    value_release(rt, folder);
    return value_from_ref(list);
}

static Value spec_of(RtState *rt, const ModuleObject *module) {
    static const char *const names[] = {"name", "origin", "parent", "loader"};
    const Tuple *info = value_ref(module->info);
    Value items[] = {value_of(module->name), value_retain(info->items[INFO_FILE]),
                     package_name(rt, module), VALUE_NONE};
    return struct_sequence_new(rt, "ModuleSpec", names, items, COUNT_OF(items));
}

// What every module has; UNDEFINED for others.
static Value special(RtState *rt, const ModuleObject *module, const Str *name) {
    const Tuple *info = value_ref(module->info);
    bool is_package = info->items[INFO_IS_PACKAGE] == VALUE_TRUE;
    if (str_is(name, "__name__")) return value_of(module->name);
    if (str_is(name, "__doc__")) return value_retain(info->items[INFO_DOC]);
    if (str_is(name, "__file__")) return value_retain(info->items[INFO_FILE]);
    if (str_is(name, "__package__")) return package_name(rt, module);
    if (str_is(name, "__spec__")) return spec_of(rt, module);
    if (str_is(name, "__loader__")) return VALUE_NONE;
    if (str_is(name, "__path__") && is_package) return package_path(rt, module);
    if (str_is(name, "__dict__")) return unit_module_dict(rt, (ModuleObject *)(uintptr_t)module);
    return VALUE_UNDEFINED;
}

ResultWord unit_module_getattr(RtState *rt, ModuleObject *module, Str *name) {
    SlotKind kind;
    const u64 *place = place_of(rt, module, name, &kind);
    if (place && (kind != SLOT_VALUE || *place != VALUE_UNDEFINED))
        return word_ok(slot_value(rt, *place, kind));
    Value found = rt_dict_get_str(rt, value_ref(module->dict), name);
    if (found != VALUE_UNDEFINED) return word_ok(found);
    found = special(rt, module, name);
    if (found != VALUE_UNDEFINED) return word_ok(found);
    place = place_of(rt, module, rt_name(rt, NAME_GETATTR), &kind);
    if (place && kind == SLOT_VALUE && *place != VALUE_UNDEFINED) {
        Value argument = value_from_ref(name);
        return call_value(rt, *place, &argument, 1);
    }
    seal_ask(rt, "what a module does not have");
    if (module->is_complete)
        return error_format(rt, CLASS_ATTRIBUTE_ERROR, "module '%S' has no attribute '%S'",
                            module->name, name);
    const Tuple *info = value_ref(module->info);
    return error_format(rt, CLASS_ATTRIBUTE_ERROR,
                        "partially initialized module '%S' from '%S' has no attribute '%S' (most "
                        "likely due to a circular import)",
                        module->name, value_ref(info->items[INFO_FILE]), name);
}

u32 unit_module_setattr(RtState *rt, ModuleObject *module, Str *name, Value content) {
    SlotKind kind;
    seal_ask(rt, "a variable of a module");
    u64 *place = place_of(rt, module, name, &kind);
    if (place) return !slot_store(rt, place, kind, content);
    if (content != VALUE_UNDEFINED)
        rt_dict_set_str(rt, value_ref(module->dict), name, value_retain(content));
    return 0;
}

Value unit_module_dict(RtState *rt, ModuleObject *module) {
    static const char *const specials[] = {"__name__", "__doc__", "__package__", "__spec__",
                                           "__file__"};
    seal_ask(rt, "the variables of a module");
    Dict *dict = dict_new(rt, 16);
    for (u32 i = 0; i < COUNT_OF(specials); i++) {
        Str *name = str_intern_text(rt, specials[i]);
        rt_dict_set_str(rt, dict, name, special(rt, module, name));
        object_release(rt, name);
    }
    const Tuple *info = value_ref(module->info);
    for (u32 i = INFO_VARIABLES; i + 1 < info->len; i += 2) {
        SlotKind kind = SLOT_VALUE;
        Str *name = value_ref(info->items[i]);
        const u64 *place = place_of(rt, module, name, &kind);
        if (!place || (kind == SLOT_VALUE && *place == VALUE_UNDEFINED)) continue;
        rt_dict_set_str(rt, dict, name, slot_value(rt, *place, kind));
    }
    if (!dict_merge(rt, dict, module->dict)) error_clear(rt);
    return value_from_ref(dict);
}
