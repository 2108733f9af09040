#include "runtime/core/function.h"

#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/list.h"
#include "runtime/core/str.h"

#include "base/check.h"

// ---- the two dicts

static Value kept(RtState *rt, Value dict, const Str *name) {
    if (dict == VALUE_UNDEFINED) return VALUE_UNDEFINED;
    Value found = dict_get_name(rt, value_ref(dict), (Str *)(uintptr_t)name);
    return found;
}

static Dict *dict_at(RtState *rt, Value *place) {
    if (*place == VALUE_UNDEFINED) *place = value_from_ref(dict_new(rt, 0));
    return value_ref(*place);
}

static void keep(RtState *rt, Value *place, Str *name, Value value) {
    bool is_good = dict_set(rt, dict_at(rt, place), value_from_ref(name), value);
    CHECK(is_good);  // a str is always a fine key
}

// ---- reading

static Value constant(const Func *func, u32 index) {
    return func->consts[index];
}

// A name that may be overridden, or what the spec has.
static const Str *name_of(RtState *rt, const Func *func, NameId name, u32 index) {
    Value found = kept(rt, func->overrides, rt_name(rt, name));
    return value_ref(found == VALUE_UNDEFINED ? constant(func, index) : found);
}

const Str *function_name_peek(RtState *rt, const Func *func) {
    return name_of(rt, func, NAME_NAME, func->spec->name_const);
}

const Str *function_qualname_peek(RtState *rt, const Func *func) {
    return name_of(rt, func, NAME_QUALNAME, func->spec->qualname_const);
}

Value function_code(RtState *rt, const FuncSpec *spec, Value *consts) {
    CodeObject *code = object_new(rt, sizeof *code, CLASS_CODE);
    code->spec_slot = 0;
    code->consts_slot = 0;
    code->spec = spec;
    code->consts = consts;
    return value_from_ref(code);
}

static u32 keyword_only_count(const FuncSpec *spec) {
    u32 extra = (spec->extra & FUNC_HAS_REST) != 0;
    extra += (spec->extra & FUNC_HAS_KEYWORDS) != 0;
    return spec->param_count - spec->positional_count - extra;
}

// Func.defaults holds those of the positional parameters, then one for each keyword-only one.
static Value positional_defaults(RtState *rt, const Func *func) {
    if (func->defaults == VALUE_NONE) return VALUE_NONE;
    const Tuple *all = value_ref(func->defaults);
    u32 count = func->spec->positional_count - func->spec->required_count;
    return count == 0 ? VALUE_NONE : value_from_ref(tuple_from(rt, all->items, count));
}

static Value keyword_defaults(RtState *rt, const Func *func) {
    const FuncSpec *spec = func->spec;
    u32 count = keyword_only_count(spec);
    if (func->defaults == VALUE_NONE || count == 0) return VALUE_NONE;
    const Tuple *all = value_ref(func->defaults),
                *names = value_ref(constant(func, spec->params_const));
    u32 first = spec->positional_count + ((spec->extra & FUNC_HAS_REST) != 0);
    u32 place = spec->positional_count - spec->required_count;
    Value dict = VALUE_UNDEFINED;
    for (u32 i = 0; i < count; i++) {
        if (all->items[place + i] == VALUE_UNDEFINED) continue;
        keep(rt, &dict, value_ref(names->items[first + i]), all->items[place + i]);
    }
    return dict == VALUE_UNDEFINED ? VALUE_NONE : dict;
}

// How many names come before the one at `index` in the order of CPython, the alphabet's.
static u32 rank(const Tuple *names, u32 index) {
    u32 count = 0;
    for (u32 i = 0; i < names->len; i++)
        count += str_order(value_ref(names->items[i]), value_ref(names->items[index])) < 0;
    return count;
}

static Value closure(RtState *rt, const Func *func) {
    u32 count = func->spec->capture_count;
    if (count == 0) return VALUE_NONE;
    const Tuple *names = value_ref(constant(func, func->spec->free_const));
    Tuple *cells = tuple_new(rt, count);
    for (u32 i = 0; i < count; i++) {
        Value captured = func->captures[i];
        bool is_cell = value_is(captured, CLASS_CELL);
        cells->items[rank(names, i)] =
            is_cell ? value_retain(captured)
                    : value_from_ref(rt_cell_new(rt, value_retain(captured)));
    }
    return value_from_ref(cells);
}

static Value free_names(RtState *rt, const Tuple *names) {
    Tuple *sorted = tuple_new(rt, names->len);
    for (u32 i = 0; i < names->len; i++)
        sorted->items[rank(names, i)] = value_retain(names->items[i]);
    return value_from_ref(sorted);
}

// What every function has; owned, or UNDEFINED.
static Value own_value(RtState *rt, Func *func, const Str *name) {
    const FuncSpec *spec = func->spec;
    if (name == rt_name(rt, NAME_NAME)) return value_retain(constant(func, spec->name_const));
    if (name == rt_name(rt, NAME_QUALNAME))
        return value_retain(constant(func, spec->qualname_const));
    if (name == rt_name(rt, NAME_DOC)) return value_retain(constant(func, spec->doc_const));
    if (name == rt_name(rt, NAME_MODULE)) return value_retain(constant(func, spec->module_const));
    if (name == rt_name(rt, NAME_DEFAULTS)) return positional_defaults(rt, func);
    if (name == rt_name(rt, NAME_KWDEFAULTS)) return keyword_defaults(rt, func);
    if (name == rt_name(rt, NAME_CLOSURE)) return closure(rt, func);
    if (name == rt_name(rt, NAME_DICT))
        return value_retain(value_from_ref(dict_at(rt, &func->attributes)));
    if (name == rt_name(rt, NAME_TYPE_PARAMS)) return value_from_ref(tuple_new(rt, 0));
    if (name == rt_name(rt, NAME_ANNOTATE)) return VALUE_NONE;
    if (name != rt_name(rt, NAME_CODE_OBJECT)) return VALUE_UNDEFINED;
    Value made = function_code(rt, spec, func->consts);
    keep(rt, &func->overrides, (Str *)(uintptr_t)name, made);
    return made;
}

Value function_attribute(RtState *rt, Func *func, Str *name) {
    Value found = kept(rt, func->overrides, name);
    if (found != VALUE_UNDEFINED) return value_retain(found);
    found = own_value(rt, func, name);
    if (found != VALUE_UNDEFINED) return found;
    found = kept(rt, func->attributes, name);
    return found == VALUE_UNDEFINED ? found : value_retain(found);
}
PART_ONLY(function_attribute, CLASS_FUNCTION, CLASS_METHOD);

ResultWord function_annotations(RtState *rt, Func *func) {
    Str *name = rt_name(rt, NAME_ANNOTATIONS);
    Value found = kept(rt, func->overrides, name);
    if (found != VALUE_UNDEFINED) return word_ok(value_retain(found));
    Value annotate = kept(rt, func->overrides, rt_name(rt, NAME_ANNOTATE));
    Value format = value_from_small(1);
    bool has_any = annotate != VALUE_UNDEFINED && annotate != VALUE_NONE;
    ResultWord made = has_any ? call_value(rt, annotate, &format, 1) : word_object(dict_new(rt, 0));
    if (!made.is_error) keep(rt, &func->overrides, name, made.value);
    return made;
}

// ---- setting

static u32 set_error(RtState *rt, const Str *name, const char *what) {
    error_format(rt, CLASS_TYPE_ERROR, "%S must be set to a %s object", name, what);
    return 1;
}

static u32 set_override(RtState *rt, Func *func, Str *name, Value value) {
    bool is_text = name == rt_name(rt, NAME_NAME) || name == rt_name(rt, NAME_QUALNAME);
    bool is_annotations = name == rt_name(rt, NAME_ANNOTATIONS);
    if (is_text && !value_is(value, CLASS_STR)) return set_error(rt, name, "string");
    if (is_annotations && value != VALUE_UNDEFINED && value != VALUE_NONE &&
        !value_is(value, CLASS_DICT))
        return set_error(rt, name, "dict");
    if (value == VALUE_UNDEFINED || (is_annotations && value == VALUE_NONE))
        value = is_annotations ? value_from_ref(dict_new(rt, 0)) : VALUE_NONE;
    else
        value = value_retain(value);
    keep(rt, &func->overrides, name, value);
    value_release(rt, value);
    return 0;
}

u32 function_set_attribute(RtState *rt, Func *func, Str *name, Value value) {
    static const NameId overridable[] = {NAME_NAME,       NAME_QUALNAME,    NAME_DOC,
                                         NAME_MODULE,     NAME_ANNOTATIONS, NAME_ANNOTATE,
                                         NAME_TYPE_PARAMS};
    static const NameId fixed[] = {NAME_CODE_OBJECT, NAME_DEFAULTS, NAME_KWDEFAULTS, NAME_CLOSURE,
                                   NAME_GLOBALS};
    for (u32 i = 0; i < COUNT_OF(overridable); i++) {
        if (name == rt_name(rt, overridable[i])) return set_override(rt, func, name, value);
    }
    for (u32 i = 0; i < COUNT_OF(fixed); i++) {
        if (name != rt_name(rt, fixed[i])) continue;
        error_format(rt, CLASS_ATTRIBUTE_ERROR, "readonly attribute");
        return 1;
    }
    if (name == rt_name(rt, NAME_DICT)) {
        if (!value_is(value, CLASS_DICT)) {
            error_format(rt, CLASS_TYPE_ERROR, "__dict__ must be set to a dictionary, not a '%T'",
                         value);
            return 1;
        }
        value_assign_take(rt, &func->attributes, value_retain(value));
        return 0;
    }
    if (value != VALUE_UNDEFINED) {
        keep(rt, &func->attributes, name, value);
        return 0;
    }
    Value old = VALUE_UNDEFINED;
    int answer = func->attributes == VALUE_UNDEFINED
                     ? 0
                     : dict_take(rt, value_ref(func->attributes), value_from_ref(name), &old);
    value_release(rt, old);
    if (answer == 1) return 0;
    error_format(rt, CLASS_ATTRIBUTE_ERROR, "'function' object has no attribute '%S'", name);
    return 1;
}
PART_ONLY(function_set_attribute, CLASS_FUNCTION);

// ---- code objects

// "f.<locals>.g"
static bool is_nested(const Str *qualname) {
    for (u32 i = 1; i + 1 < qualname->len; i++) {
        if (str_get(qualname, i - 1) == '.' && str_get(qualname, i) == '<' &&
            str_get(qualname, i + 1) == 'l' && str_get(qualname, qualname->len - 1) != '>')
            return true;
    }
    return false;
}

static u32 code_flags(const CodeObject *code) {
    const FuncSpec *spec = code->spec;
    const Str *qualname = value_ref(code->consts[spec->qualname_const]);
    u32 flags = 3;  // CO_OPTIMIZED, CO_NEWLOCALS
    if (spec->extra & FUNC_HAS_REST) flags |= 4;
    if (spec->extra & FUNC_HAS_KEYWORDS) flags |= 8;
    if (is_nested(qualname)) flags |= 16;
    if (spec->extra & FUNC_MAKES_GENERATOR) flags |= 32;
    if (spec->extra & FUNC_MAKES_COROUTINE) flags |= 128;
    if (spec->extra & FUNC_MAKES_ASYNC_GENERATOR) flags |= 512;
    if (code->consts[spec->doc_const] != VALUE_NONE) flags |= 0x4000000;
    return flags;
}

Value code_attribute(RtState *rt, const CodeObject *code, const Str *name) {
    const FuncSpec *spec = code->spec;
    const Tuple *locals = value_ref(code->consts[spec->locals_const]);
    const struct {
        const char *name;
        Value value;
    } rows[] = {
        {"co_name", code->consts[spec->name_const]},
        {"co_qualname", code->consts[spec->qualname_const]},
        {"co_filename", code->consts[spec->file_const]},
        {"co_firstlineno", value_from_small(spec->first_line)},
        {"co_argcount", value_from_small(spec->positional_count)},
        {"co_posonlyargcount", value_from_small(spec->positional_only_count)},
        {"co_kwonlyargcount", value_from_small(keyword_only_count(spec))},
        {"co_varnames", code->consts[spec->locals_const]},
        {"co_nlocals", value_from_small(locals->len)},
        {"co_flags", value_from_small(code_flags(code))},
    };
    if (str_is(name, "co_freevars"))
        return free_names(rt, value_ref(code->consts[spec->free_const]));
    for (u32 i = 0; i < COUNT_OF(rows); i++) {
        if (str_is(name, rows[i].name)) return value_retain(rows[i].value);
    }
    return VALUE_UNDEFINED;
}
PART_ONLY(code_attribute, CLASS_CODE);
