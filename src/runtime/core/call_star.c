// f(*x, **y): arguments and keywords gathered while they are evaluated, then the call.
#include "runtime/core/call.h"

#include "runtime/core/builder.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/iter.h"
#include "runtime/core/list.h"
#include "runtime/core/native.h"

// ---- complaints name the callee as CPython's _PyObject_FunctionStr: module, qualified name, "()"

static bool is_callable_kind(Value callee) {
    u32 class_id = value_class(callee);
    return class_id == CLASS_FUNCTION || class_id == CLASS_TYPE;
}

// The attribute's text, owned, or NULL.
static Str *text_attribute(RtState *rt, Value callee, NameId name) {
    ResultWord found = rt_getattr(rt, callee, rt_name(rt, name));
    if (found.is_error) error_clear(rt);
    if (found.is_error) return NULL;
    if (value_is(found.value, CLASS_STR)) return value_ref(found.value);
    value_release(rt, found.value);
    return NULL;
}

static void put_callee(RtState *rt, StrBuilder *builder, Value callee) {
    if (value_is(callee, CLASS_BUILTIN)) {
        native_put_name(builder, ((NativeObject *)value_ref(callee))->native, true);
        builder_text(builder, "()");
        return;
    }
    if (value_is(callee, CLASS_METHOD)) callee = ((MethodObject *)value_ref(callee))->function;
    Str *qualname = is_callable_kind(callee) ? text_attribute(rt, callee, NAME_QUALNAME) : NULL;
    if (!qualname) {
        builder_format(builder, "%T object", callee);
        return;
    }
    Str *module = text_attribute(rt, callee, NAME_MODULE);
    bool is_shown = module && !str_equal(module, rt_name(rt, NAME_BUILTINS));
    if (is_shown) builder_format(builder, "%S.", module);
    builder_format(builder, "%S()", qualname);
    if (module) object_release(rt, module);
    object_release(rt, qualname);
}

static u32 complain(RtState *rt, Value callee, const char *what, Value value, const Str *name) {
    StrBuilder builder;
    builder_init(&builder, rt);
    put_callee(rt, &builder, callee);
    builder_text(&builder, what);
    if (name)
        builder_format(&builder, "'%S'", name);
    else
        builder_format(&builder, "%T", value);
    error_built(rt, CLASS_TYPE_ERROR, &builder);
    return true;
}

// ---- gathering

u32 rt_star_extend(RtState *rt, Value callee, void *list, Value items) {
    ResultWord iterator = rt_iter(rt, items);
    if (iterator.is_error) {
        bool is_own = class_find_user(rt, items, NAME_ITER) != NULL;
        if (is_own || !error_is(rt, CLASS_TYPE_ERROR)) return true;
        error_clear(rt);
        return complain(rt, callee, " argument after * must be an iterable, not ", items, NULL);
    }
    bool is_good = list_extend(rt, list, iterator.value);
    value_release(rt, iterator.value);
    return !is_good;
}

u32 rt_star_keyword(RtState *rt, Value callee, void *dict, void *name, Value value) {
    bool is_error;
    Value key = value_from_ref(name);
    if (dict_find_peek(rt, dict, key, &is_error))
        return complain(rt, callee, " got multiple values for keyword argument ", value, name);
    return is_error || !dict_set(rt, dict, key, value);
}

static bool is_mapping(RtState *rt, Value value) {
    if (value_has_layout(value, CLASS_DICT)) return true;
    ResultWord keys = rt_getattr(rt, value, rt_name(rt, NAME_KEYS));
    if (keys.is_error) error_clear(rt);
    if (!keys.is_error) value_release(rt, keys.value);
    return !keys.is_error;
}

u32 rt_star_merge(RtState *rt, Value callee, void *dict, Value mapping) {
    if (!is_mapping(rt, mapping))
        return complain(rt, callee, " argument after ** must be a mapping, not ", mapping, NULL);
    Dict *own = dict_new(rt, 0);
    bool is_error = !dict_merge(rt, own, mapping);
    u32 at = 0;
    for (DictEntry *entry; !is_error && (entry = dict_next(own, &at));) {
        if (!value_is_str(entry->key)) {
            error_text(rt, CLASS_TYPE_ERROR, "keywords must be strings");
            is_error = true;
        } else {
            is_error = rt_star_keyword(rt, callee, dict, value_ref(entry->key), entry->value);
        }
    }
    object_release(rt, own);
    return is_error;
}

// ---- the call

ResultWord rt_call_star(RtState *rt, Value callee, void *list, void *dict) {
    List *args = list;
    Dict *keywords = dict;
    if (keywords->len == 0) return call_value(rt, callee, list_slots(args), args->len);
    usize bytes = keywords->len * sizeof(KeywordArg);
    KeywordArg *pairs = rt_alloc(rt, bytes);
    u32 at = 0, count = 0;
    for (DictEntry *entry; (entry = dict_next(keywords, &at)); count++) {
        Str *name = str_intern_take(rt, value_ref(value_retain(entry->key)));
        pairs[count] = (KeywordArg){value_from_ref(name), entry->value};
    }
    ResultWord result = call_value_kw(rt, callee, list_slots(args), args->len, pairs, count);
    for (u32 i = 0; i < count; i++) value_release(rt, pairs[i].name);
    rt_free_memory(rt, pairs, bytes);
    return result;
}

Value rt_func_default(RtState *rt, void *func, i64 place) {
    (void)rt;
    Value defaults = ((Func *)func)->defaults;
    return value_retain(((Tuple *)value_ref(defaults))->items[place]);
}
