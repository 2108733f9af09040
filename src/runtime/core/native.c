// The table of native functions, the parameter texts of natives.def, and calls that bind arguments
// by them.
#include "runtime/core/native.h"

#include "runtime/core/builder.h"
#include "runtime/core/call.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/exception.h"
#include "runtime/core/list.h"
#include "runtime/core/module.h"
#include "runtime/core/operate.h"
#include "runtime/core/seal.h"
#include "runtime/core/str.h"
#include "runtime/core/suggest.h"

#include <string.h>

const NativeFunction native_functions[NATIVE_COUNT] = {
#define NATIVE(ID, ...) rt_native_##ID,
#include "abi/natives.def"
#undef NATIVE
};

// ---- parameter texts: "self, a, b=None, /, *, key=None"; ": T" notes of the type inference are
// skipped.
static bool is_name_char(char at) {
    return (at >= 'a' && at <= 'z') || (at >= 'A' && at <= 'Z') || (at >= '0' && at <= '9') ||
           at == '_';
}

static const char *skip_to_comma(const char *at) {
    bool is_quoted = false;
    u32 depth = 0;
    for (; *at && (is_quoted || depth || *at != ','); at++) {
        if (*at == '\'') is_quoted = !is_quoted;
        if (is_quoted) continue;
        if (*at == '(') depth++;
        if (*at == ')') depth--;
    }
    return at;
}

static bool has_equals(const char *at, const char *end) {
    for (; at < end; at++) {
        if (*at == '=') return true;
    }
    return false;
}

static void parse_params(RtState *rt, NativeSpec *spec, const char *at) {
    bool is_keyword_only = false;
    spec->star = spec->star_star = NATIVE_PARAM_MAX;
    while (*at) {
        while (*at == ' ' || *at == ',') at++;
        if (!*at) break;
        if (*at == '/') {
            spec->named_from = spec->count;
            at++;
            continue;
        }
        u32 stars = 0;
        while (*at == '*') {
            stars++;
            at++;
        }
        if (stars == 1) is_keyword_only = true;
        if (stars && !is_name_char(*at)) continue;
        const char *name = at;
        while (is_name_char(*at)) at++;
        Str *text = str_intern_take(rt, str_from_ascii(rt, name, (u32)(at - name)));
        const char *end = skip_to_comma(at);
        bool has_default = has_equals(at, end);
        u32 index = spec->count++;
        spec->names[index] = text;
        if (stars == 1) spec->star = index;
        if (stars == 2) spec->star_star = index;
        spec->is_required[index] = !stars && !has_default;
        if (!is_keyword_only && !stars) {
            spec->positional_count++;
            if (!has_default) spec->required_count = index + 1;
        }
        at = end;
    }
}

const NativeSpec *native_spec(RtState *rt, u32 native) {
    NativeSpec **place = &rt_core(rt)->native_specs[native];
    if (LIKELY(*place)) return *place;
    seal_ask_native(rt, native);
    NativeSpec *spec = rt_alloc(rt, sizeof *spec);
    memset(spec, 0, sizeof *spec);
    const NativeRow *row = &native_rows[native];
    parse_params(rt, spec, row->params);
    spec->has_self = row->owner < CLASS_BUILTIN_COUNT && spec->count > 0 &&
                     spec->names[0]->len == 4 && memcmp(spec->names[0]->data, "self", 4) == 0;
    *place = spec;
    return spec;
}

// ---- binding
// "f", or "list.append" and "math.sqrt", as CPython names it in its messages.
void native_put_name(StrBuilder *builder, u32 native, bool is_qualified) {
    const NativeRow *row = &native_rows[native];
    if (is_qualified && row->owner == NATIVE_OWNER_MODULE_RANDOM)
        builder_text(builder, "Random.");
    else if (is_qualified && row->owner > NATIVE_OWNER_BUILTINS)
        builder_format(builder, "%s.", module_name(row->owner));
    const RtClass *holder =
        row->owner < CLASS_BUILTIN_COUNT ? class_get(builder->rt, row->owner) : NULL;
    if (holder && holder->new_native == native) {
        builder_str(builder, holder->name);
        return;
    }
    if (is_qualified && holder) builder_format(builder, "%S.", holder->name);
    builder_text(builder, row->name);
}

// A function that takes some argument by name, but not one of the older ones that count for
// themselves.
static bool counts_by_keywords(u32 native, const NativeSpec *spec) {
    bool is_class = native >= NATIVE_NEW_OBJECT && native <= NATIVE_NEW_REVERSED;
    return spec->named_from < spec->count && !is_class && native != NATIVE_SORTED;
}

// CPython's argument parsers have different words: METH_O and METH_NOARGS, the one for names, and
// the general one.
static ResultWord wrong_count(RtState *rt, u32 native, const NativeSpec *spec, u32 given) {
    StrBuilder builder;
    builder_init(&builder, rt);
    if (counts_by_keywords(native, spec)) {
        u32 by_place = spec->positional_count - spec->has_self;
        u32 needed =
            spec->required_count > spec->has_self ? spec->required_count - spec->has_self : 0;
        bool is_few = given<needed, is_over_all = given> spec->count - spec->has_self;
        u32 limit = is_few ? needed : is_over_all ? spec->count - spec->has_self : by_place;
        native_put_name(&builder, native, false);
        if (limit == 0) {
            builder_text(&builder, "() takes no positional arguments");
            return error_built(rt, CLASS_TYPE_ERROR, &builder);
        }
        const char *how = needed == by_place && !is_over_all ? "exactly"
                          : is_few                           ? "at least"
                                                             : "at most";
        builder_format(&builder, "() takes %s %u %sargument%s (%u given)", how, limit,
                       is_over_all ? "" : "positional ", limit == 1 ? "" : "s", given);
        return error_built(rt, CLASS_TYPE_ERROR, &builder);
    }
    u32 self = spec->has_self, least = spec->required_count - (spec->required_count ? self : 0);
    u32 most = spec->positional_count - self;
    bool has_keyword_only = spec->positional_count < spec->count;
    if (least == most && most <= 1 && !has_keyword_only) {
        native_put_name(&builder, native, true);
        if (most == 0)
            builder_format(&builder, "() takes no arguments (%u given)", given);
        else
            builder_format(&builder, "() takes exactly one argument (%u given)", given);
        return error_built(rt, CLASS_TYPE_ERROR, &builder);
    }
    native_put_name(&builder, native, false);
    bool is_few = given < least;
    u32 bound = is_few ? least : most;
    builder_format(&builder, " expected %s%u argument%s, got %u",
                   least == most ? ""
                   : is_few      ? "at least "
                                 : "at most ",
                   bound, bound == 1 ? "" : "s", given);
    return error_built(rt, CLASS_TYPE_ERROR, &builder);
}

static const Str *suggest_param(const NativeSpec *spec, const Str *name) {
    Suggestion near = suggest_begin(name);
    for (u32 i = spec->named_from; i < spec->count; i++) {
        if (i != spec->star && i != spec->star_star) suggest_try(&near, spec->names[i]);
    }
    return near.best;
}

static ResultWord bad_keyword(RtState *rt, u32 native, const NativeSpec *spec, const Str *name) {
    StrBuilder builder;
    builder_init(&builder, rt);
    bool takes_names = spec->star_star != NATIVE_PARAM_MAX || spec->named_from < spec->count;
    native_put_name(&builder, native, !takes_names);
    if (takes_names) {
        builder_format(&builder, "() got an unexpected keyword argument '%S'", name);
        const Str *near = suggest_param(spec, name);
        if (near) builder_format(&builder, ". Did you mean '%S'?", near);
    } else
        builder_text(&builder, "() takes no keyword arguments");
    return error_built(rt, CLASS_TYPE_ERROR, &builder);
}

static u32 find_param(const NativeSpec *spec, const Str *name) {
    for (u32 i = spec->named_from; i < spec->count; i++) {
        if (spec->names[i] == name && i != spec->star && i != spec->star_star) return i;
    }
    return spec->count;
}

// Puts the keyword arguments into `bound`; the rest goes to **kwargs.
static bool bind_keywords(RtState *rt, u32 native, const NativeSpec *spec, Value *bound,
                          const KeywordArg *kwargs, u32 count) {
    for (u32 i = 0; i < count; i++) {
        Str *name = value_ref(kwargs[i].name);
        u32 at = find_param(spec, name);
        if (at == spec->count) {
            if (spec->star_star == NATIVE_PARAM_MAX) {
                bad_keyword(rt, native, spec, name);
                return false;
            }
            if (!dict_set(rt, value_ref(bound[spec->star_star]), kwargs[i].name, kwargs[i].value))
                return false;
            continue;
        }
        if (bound[at] != VALUE_UNDEFINED) {
            StrBuilder builder;
            builder_init(&builder, rt);
            builder_text(&builder, "argument for ");
            native_put_name(&builder, native, false);
            builder_format(&builder, "() given by name ('%S') and position (%u)", name,
                           at + 1 - spec->has_self);
            error_built(rt, CLASS_TYPE_ERROR, &builder);
            return false;
        }
        bound[at] = kwargs[i].value;
    }
    return true;
}

static bool check_required(RtState *rt, u32 native, const NativeSpec *spec, const Value *bound,
                           u32 given) {
    for (u32 i = spec->has_self; i < spec->count; i++) {
        if (!spec->is_required[i] || bound[i] != VALUE_UNDEFINED) continue;
        if (spec->named_from > i || i >= spec->positional_count) {
            wrong_count(rt, native, spec, given);
        } else {
            StrBuilder builder;
            builder_init(&builder, rt);
            native_put_name(&builder, native, false);
            builder_format(&builder, "() missing required argument '%S' (pos %u)", spec->names[i],
                           i + 1 - spec->has_self);
            error_built(rt, CLASS_TYPE_ERROR, &builder);
        }
        return false;
    }
    return true;
}

// __next__ of a native class gives UNDEFINED at the end.
static ResultWord checked(RtState *rt, ResultWord result) {
    if (LIKELY(result.value != VALUE_UNDEFINED || result.is_error)) return result;
    error_set_take(rt, value_from_ref(exception_new(rt, CLASS_STOP_ITERATION, NULL, 0)));
    return word_error();
}

// Methods of str and its like may answer with the object itself: for an instance of a subclass that
// is to be a plain one.
static ResultWord plain_result(RtState *rt, Value self, ResultWord result) {
    if (LIKELY(result.is_error || result.value != self || !value_is_open(self))) return result;
    if (value_has_layout(self, CLASS_STR)) {
        ResultRef copy = operate_str(rt, self);
        value_release(rt, self);
        return word_object(copy.value);
    }
    if (!value_has_layout(self, CLASS_TUPLE)) return result;
    const Tuple *tuple = value_ref(self);
    Tuple *copy = tuple_from(rt, tuple->items, tuple->len);
    value_release(rt, self);
    return word_object(copy);
}

ResultWord call_native(RtState *rt, u32 native, Value self, const Value *args, u32 count,
                       const KeywordArg *kwargs, u32 kwarg_count) {
    const NativeSpec *spec = native_spec(rt, native);
    Value bound[NATIVE_PARAM_MAX];
    u32 at = 0;
    if (spec->has_self) {
        if (self == VALUE_UNDEFINED) {
            if (count == 0) {
                return error_format(
                    rt, CLASS_TYPE_ERROR, "unbound method %S.%s() needs an argument",
                    class_get(rt, native_rows[native].owner)->name, native_rows[native].name);
            }
            self = *args++;
            count--;
            u32 owner = native_rows[native].owner;
            if (!class_is_subclass(rt, value_class(self), owner)) {
                return error_format(
                    rt, CLASS_TYPE_ERROR,
                    "descriptor '%s' for '%S' objects doesn't apply to a '%T' object",
                    native_rows[native].name, class_get(rt, owner)->name, self);
            }
        }
        u32 owner = native_rows[native].owner;
        if (UNLIKELY(value_is_open(self)) && (owner == CLASS_INT || owner == CLASS_FLOAT))
            self = value_plain(self);
        bound[at++] = self;
    }
    u32 taken = spec->positional_count - at < count ? spec->positional_count - at : count;
    for (u32 i = 0; i < taken; i++) bound[at++] = args[i];
    for (; at < spec->count; at++) bound[at] = VALUE_UNDEFINED;
    if (count > taken && spec->star == NATIVE_PARAM_MAX)
        return wrong_count(rt, native, spec, count);
    // Fast way out for plain calls.
    if (spec->star == NATIVE_PARAM_MAX && spec->star_star == NATIVE_PARAM_MAX && kwarg_count == 0) {
        if (UNLIKELY(taken + spec->has_self < spec->required_count) &&
            !check_required(rt, native, spec, bound, count))
            return word_error();
        return plain_result(rt, self, checked(rt, native_functions[native](rt, bound)));
    }
    if (spec->star != NATIVE_PARAM_MAX)
        bound[spec->star] = value_from_ref(tuple_from(rt, args + taken, count - taken));
    if (spec->star_star != NATIVE_PARAM_MAX)
        bound[spec->star_star] = value_from_ref(dict_new(rt, 0));
    ResultWord result = word_error();
    if (bind_keywords(rt, native, spec, bound, kwargs, kwarg_count) &&
        check_required(rt, native, spec, bound, count)) {
        result = plain_result(rt, self, native_functions[native](rt, bound));
    }
    if (spec->star != NATIVE_PARAM_MAX) value_release(rt, bound[spec->star]);
    if (spec->star_star != NATIVE_PARAM_MAX) value_release(rt, bound[spec->star_star]);
    return result;
}

ResultWord rt_call_native(RtState *rt, u32 native, i64 count, void *args) {
    (void)count;
    return native_functions[native](rt, args);
}

static ResultWord new_function(RtState *rt, u32 native, Value self) {
    NativeObject *function = object_new(rt, sizeof *function, CLASS_BUILTIN);
    function->native = native;
    function->owner = native_rows[native].owner;
    function->self = value_retain(self);
    return word_object(function);
}

Value native_function_of(RtState *rt, u32 native, u32 owner) {
    RtCore *core = rt_core(rt);
    if (!core->natives_taken) core->natives_taken = dict_new(rt, 0);
    Value key = value_from_small((i64)native << 32 | owner);
    bool is_error;
    Value *found = dict_find_peek(rt, core->natives_taken, key, &is_error);
    if (found) return value_retain(*found);
    Value made = new_function(rt, native, VALUE_UNDEFINED).value;
    ((NativeObject *)value_ref(made))->owner = owner;
    dict_set(rt, core->natives_taken, key, made);
    return made;
}

// A function or method that is bound to nothing is one object, however it is reached.
ResultWord rt_native_function(RtState *rt, u32 native, Value self) {
    RtCore *core = rt_core(rt);
    if (self == VALUE_UNDEFINED && !core->natives) {
        core->natives = rt_alloc(rt, NATIVE_COUNT * sizeof(Value));
        for (u32 i = 0; i < NATIVE_COUNT; i++) core->natives[i] = VALUE_UNDEFINED;
    }
    Value *known = self == VALUE_UNDEFINED ? &core->natives[native] : NULL;
    if (known && *known != VALUE_UNDEFINED) return word_ok(value_retain(*known));
    ResultWord made = new_function(rt, native, self);
    if (known) *known = value_retain(made.value);
    return made;
}

void native_functions_release(RtState *rt) {
    RtCore *core = rt_core(rt);
    if (core->natives_taken) object_release(rt, core->natives_taken);
    core->natives_taken = NULL;
    if (!core->natives) return;
    for (u32 i = 0; i < NATIVE_COUNT; i++) value_release(rt, core->natives[i]);
    rt_free_memory(rt, core->natives, NATIVE_COUNT * sizeof(Value));
    core->natives = NULL;
}
