// Calling a compiled function: how arguments meet parameters, in the order and with the words of
// CPython's initialize_locals.
//
//   bound   positional …   *args   keyword-only …   **kwargs
#include "runtime/core/call.h"

#include "runtime/core/builder.h"
#include "runtime/core/dict.h"
#include "runtime/core/error.h"
#include "runtime/core/function.h"
#include "runtime/core/list.h"
#include "runtime/core/suggest.h"

#include "base/stack.h"

#include <string.h>

typedef struct {
    Func *func;
    const FuncSpec *spec;
    Tuple *names;
    Value *bound;       // by parameter; VALUE_UNDEFINED: nothing yet
    Value self;         // VALUE_UNDEFINED: none
    const Value *args;  // behind self
    u32 count, given;   // without and with self
    const KeywordArg *kwargs;
    u32 kwarg_count;
} Binding;

static bool has_rest(const FuncSpec *spec) {
    return (spec->extra & FUNC_HAS_REST) != 0;
}

static bool has_keywords(const FuncSpec *spec) {
    return (spec->extra & FUNC_HAS_KEYWORDS) != 0;
}

static u32 keyword_only_first(const FuncSpec *spec) {
    return spec->positional_count + has_rest(spec);
}

// Behind the last parameter that has a name for keywords.
static u32 named_end(const FuncSpec *spec) {
    return spec->param_count - has_keywords(spec);
}

// ---- complaints

static bool raise_built(RtState *rt, StrBuilder *builder) {
    error_built(rt, CLASS_TYPE_ERROR, builder);
    return false;
}

// "f() takes 2 positional arguments but 3 positional arguments (and 1 keyword-only argument) were
// given"
static bool too_many(RtState *rt, const Binding *b) {
    const FuncSpec *spec = b->spec;
    u32 required = spec->required_count, most = spec->positional_count, keyword_only = 0;
    for (u32 i = keyword_only_first(spec); i < named_end(spec); i++)
        keyword_only += b->bound[i] != VALUE_UNDEFINED;
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_format(&builder, "%S() takes ", function_qualname_peek(rt, b->func));
    if (required != most) builder_format(&builder, "from %u to ", required);
    builder_format(&builder, "%u positional argument%s but %u", most,
                   required == most && most == 1 ? "" : "s", b->given);
    if (keyword_only > 0)
        builder_format(&builder, " positional argument%s (and %u keyword-only argument%s)",
                       b->given == 1 ? "" : "s", keyword_only, keyword_only == 1 ? "" : "s");
    builder_format(&builder, " %s given", b->given == 1 && keyword_only == 0 ? "was" : "were");
    return raise_built(rt, &builder);
}

// "f() missing 2 required positional arguments: 'a' and 'b'"
static bool missing(RtState *rt, const Binding *b, u32 first, u32 end, const char *kind) {
    u32 absent = 0, told = 0;
    for (u32 i = first; i < end; i++) absent += b->bound[i] == VALUE_UNDEFINED;
    StrBuilder builder;
    builder_init(&builder, rt);
    builder_format(&builder,
                   "%S() missing %u required %s argument%s: ", function_qualname_peek(rt, b->func),
                   absent, kind, absent == 1 ? "" : "s");
    for (u32 i = first; i < end; i++) {
        if (b->bound[i] != VALUE_UNDEFINED) continue;
        if (told > 0)
            builder_text(&builder, told + 1 < absent ? ", " : absent == 2 ? " and " : ", and ");
        builder_format(&builder, "'%S'", value_ref(b->names->items[i]));
        told++;
    }
    return raise_built(rt, &builder);
}

static bool is_name(const Binding *b, u32 param, Value name) {
    Value own = b->names->items[param];
    return own == name || str_equal(value_ref(own), value_ref(name));
}

// Keywords that no parameter takes: some may be names of positional-only ones.
static bool unexpected(RtState *rt, const Binding *b, Value name) {
    const FuncSpec *spec = b->spec;
    StrBuilder builder;
    builder_init(&builder, rt);
    u32 told = 0;
    for (u32 i = 0; i < spec->positional_only_count; i++) {
        for (u32 k = 0; k < b->kwarg_count; k++) {
            if (!is_name(b, i, b->kwargs[k].name)) continue;
            if (told == 0)
                builder_format(&builder,
                               "%S() got some positional-only arguments passed as keyword "
                               "arguments: '",
                               function_qualname_peek(rt, b->func));
            builder_format(&builder, told++ ? ", %S" : "%S", value_ref(b->names->items[i]));
        }
    }
    if (told > 0) {
        builder_text(&builder, "'");
        return raise_built(rt, &builder);
    }
    builder_format(&builder, "%S() got an unexpected keyword argument '%S'",
                   function_qualname_peek(rt, b->func), value_ref(name));
    Suggestion near = suggest_begin(value_ref(name));
    for (u32 i = spec->positional_only_count; i < named_end(spec); i++) {
        if (i != spec->positional_count || !has_rest(spec))
            suggest_try(&near, value_ref(b->names->items[i]));
    }
    if (near.best) builder_format(&builder, ". Did you mean '%S'?", near.best);
    return raise_built(rt, &builder);
}

// ---- binding

static bool bind_keyword(RtState *rt, Binding *b, KeywordArg arg) {
    const FuncSpec *spec = b->spec;
    u32 at = spec->positional_only_count, end = named_end(spec);
    while (at < end &&
           ((at == spec->positional_count && has_rest(spec)) || !is_name(b, at, arg.name)))
        at++;
    if (at == end) {
        if (!has_keywords(spec)) return unexpected(rt, b, arg.name);
        return dict_set(rt, value_ref(b->bound[spec->param_count - 1]), arg.name, arg.value);
    }
    if (b->bound[at] != VALUE_UNDEFINED) {
        error_format(rt, CLASS_TYPE_ERROR, "%S() got multiple values for argument '%S'",
                     function_qualname_peek(rt, b->func), value_ref(arg.name));
        return false;
    }
    b->bound[at] = arg.value;
    return true;
}

// `index`: place in Func.defaults.
static Value default_at(const Binding *b, u32 index) {
    if (!value_is(b->func->defaults, CLASS_TUPLE)) return VALUE_UNDEFINED;
    Tuple *defaults = value_ref(b->func->defaults);
    return index < defaults->len ? defaults->items[index] : VALUE_UNDEFINED;
}

static bool fill_defaults(RtState *rt, Binding *b) {
    const FuncSpec *spec = b->spec;
    u32 required = spec->required_count, positional = spec->positional_count;
    for (u32 i = b->given; i < required; i++) {
        if (b->bound[i] == VALUE_UNDEFINED) return missing(rt, b, 0, required, "positional");
    }
    for (u32 i = required; i < positional; i++) {
        if (b->bound[i] == VALUE_UNDEFINED) b->bound[i] = default_at(b, i - required);
        if (b->bound[i] == VALUE_UNDEFINED) return missing(rt, b, 0, i + 1, "positional");
    }
    u32 first = keyword_only_first(spec), end = named_end(spec);
    bool is_missing = false;
    for (u32 i = first; i < end; i++) {
        if (b->bound[i] == VALUE_UNDEFINED)
            b->bound[i] = default_at(b, positional - required + i - first);
        is_missing |= b->bound[i] == VALUE_UNDEFINED;
    }
    return !is_missing || missing(rt, b, first, end, "keyword-only");
}

static void fill_positional(RtState *rt, Binding *b) {
    const FuncSpec *spec = b->spec;
    u32 at = 0, self_count = b->given - b->count, positional = spec->positional_count;
    for (; at < b->given && at < positional; at++)
        b->bound[at] = at < self_count ? b->self : b->args[at - self_count];
    for (u32 i = at; i < spec->param_count; i++) b->bound[i] = VALUE_UNDEFINED;
    if (has_rest(spec)) {
        Tuple *rest = tuple_new(rt, b->given - at);
        for (u32 i = 0; i < rest->len; i++, at++)
            rest->items[i] = value_retain(at < self_count ? b->self : b->args[at - self_count]);
        b->bound[positional] = value_from_ref(rest);
    }
    if (has_keywords(spec)) {
        Dict *dict = dict_new(rt, b->kwarg_count);
        b->bound[spec->param_count - 1] = value_from_ref(dict);
    }
}

static bool bind(RtState *rt, Binding *b) {
    for (u32 i = 0; i < b->kwarg_count; i++) {
        if (!bind_keyword(rt, b, b->kwargs[i])) return false;
    }
    if (b->given > b->spec->positional_count && !has_rest(b->spec)) return too_many(rt, b);
    return fill_defaults(rt, b);
}

static ResultWord run(RtState *rt, Func *func, const Value *args) {
    GenericCode code;
    void *address = func->code;
    memcpy(&code, &address, sizeof code);
    return code(rt, func, args);
}

static ResultWord bind_and_run(RtState *rt, Binding *b) {
    const FuncSpec *spec = b->spec;
    fill_positional(rt, b);
    ResultWord result = bind(rt, b) ? run(rt, b->func, b->bound) : word_error();
    if (has_rest(spec)) value_release(rt, b->bound[spec->positional_count]);
    if (has_keywords(spec)) value_release(rt, b->bound[spec->param_count - 1]);
    return result;
}

ResultWord call_function(RtState *rt, Func *func, Value self, const Value *args, u32 count,
                         const KeywordArg *kwargs, u32 kwarg_count) {
    const FuncSpec *spec = func->spec;
    u32 param_count = spec->param_count;
    if (!func->code)
        return error_format(rt, CLASS_SYSTEM_ERROR, "%S() has no code to be called by value",
                            function_qualname_peek(rt, func));
    STACK_RESERVE();
    if (rt_stack_check(rt)) return word_error();
    gc_codepoint(rt);
    bool is_plain = kwarg_count == 0 && self == VALUE_UNDEFINED && count == param_count &&
                    spec->positional_count == param_count;
    if (LIKELY(is_plain)) return run(rt, func, args);
    Binding b = {
        .func = func,
        .spec = spec,
        .names = value_ref(func->consts[spec->params_const]),
        .self = self,
        .args = args,
        .count = count,
        .given = count + (self != VALUE_UNDEFINED),
        .kwargs = kwargs,
        .kwarg_count = kwarg_count,
    };
    if (LIKELY(param_count <= CALL_LOCAL_MAX)) {
        Value bound[CALL_LOCAL_MAX];
        b.bound = bound;
        return bind_and_run(rt, &b);
    }
    b.bound = rt_alloc(rt, param_count * sizeof(Value));
    ResultWord result = bind_and_run(rt, &b);
    rt_free_memory(rt, b.bound, param_count * sizeof(Value));
    return result;
}
