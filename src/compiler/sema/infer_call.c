// Calls: what is called, how arguments meet parameters, which instance does the work.
#include "compiler/sema/infer_priv.h"

#include "base/check.h"

// The evaluated arguments of a call.
typedef struct {
    const AstExpr *expr;
    SemaType *args;      // in arena, positional
    SemaType *keywords;  // in arena
    u32 arg_count, keyword_count;
    bool has_star;  // *x or **x: nothing is known about which parameter gets what
} Args;

// Places of infer_site for the dict that **kwargs gets.
enum { SITE_KEYWORDS = 6 };

static const SemaCall dynamic_call = {.kind = SEMA_CALL_DYNAMIC};

void infer_set_call(Frame *frame, u32 node_id, SemaCall call) {
    SemaProgram *program = frame->in->program;
    u32 *index = int_map_at(&frame->inst->calls, node_id, SEMA_NONE_INDEX);
    if (*index == SEMA_NONE_INDEX) {
        *index = program->calls.count;
        *VEC_PUSH(frame->in->arena, &program->calls) = call;
    } else {
        program->calls.items[*index] = call;
    }
}

static Args eval_args(Frame *frame, const AstExpr *expr) {
    Args args = {.expr = expr,
                 .arg_count = expr->call.args.count,
                 .keyword_count = expr->call.keywords.count};
    args.args = ARENA_NEW_ARRAY(frame->in->arena, SemaType, args.arg_count + 1);
    args.keywords = ARENA_NEW_ARRAY(frame->in->arena, SemaType, args.keyword_count + 1);
    for (u32 i = 0; i < args.arg_count; i++) {
        const AstExpr *arg = expr->call.args.items[i];
        args.has_star |= arg->kind == AST_STARRED;
        bool is_starred = arg->kind == AST_STARRED;
        args.args[i] = infer_expr(frame, is_starred ? arg->starred.value : arg);
        if (is_starred) args.args[i] = infer_items(frame, args.args[i]);
    }
    for (u32 i = 0; i < args.keyword_count; i++) {
        bool is_starred = expr->call.keywords.items[i]->arg == AST_NO_NAME;
        args.has_star |= is_starred;
        args.keywords[i] = infer_expr(frame, expr->call.keywords.items[i]->value);
        SemaTypeRow row = frame->in->types->rows.items[args.keywords[i]];
        if (is_starred && row.kind == SEMA_DICT) args.keywords[i] = infer_read(frame, row.cells[1]);
    }
    return args;
}

static void escape_args(Frame *frame, const Args *args) {
    for (u32 i = 0; i < args->arg_count; i++) sema_type_escape(frame->in->types, args->args[i]);
    for (u32 i = 0; i < args->keyword_count; i++)
        sema_type_escape(frame->in->types, args->keywords[i]);
}

// ---- binding

// *args and **kwargs, before anything is in them.
static void bind_extra(Frame *frame, const SemaFunc *func, const Args *args, u32 first_rest,
                       SemaArg *out, SemaType *types) {
    SemaTypes *all = frame->in->types;
    u32 rest = sema_func_rest(func), keywords = sema_func_keywords(func);
    if (rest != SEMA_NONE_INDEX) {
        SemaType item = SEMA_BOTTOM;
        for (u32 i = first_rest; i < args->arg_count; i++)
            item = sema_type_join(all, item, args->args[i]);
        out[rest] = (SemaArg){SEMA_ARG_REST, first_rest};
        types[rest] = sema_type_with_part(all, SEMA_TUPLE_OF, 0, item);
    }
    if (keywords != SEMA_NONE_INDEX) {
        SemaCell key = infer_site(frame, args->expr->id, SITE_KEYWORDS),
                 value = infer_site(frame, args->expr->id, SITE_KEYWORDS + 1);
        infer_store(frame->in, key, SEMA_STR);
        out[keywords] = (SemaArg){SEMA_ARG_KEYWORDS, 0};
        types[keywords] = sema_type_with_cells(all, SEMA_DICT, 0, key, value);
    }
}

// Where the keyword goes; the number of parameters when no one has that name.
static u32 keyword_place(const SemaFunc *func, AstName name) {
    u32 place = func->positional_only_count, rest = sema_func_rest(func),
        keywords = sema_func_keywords(func);
    while (place < func->params.count &&
           (func->params.items[place].name != name || place == rest || place == keywords))
        place++;
    return place;
}

// Binds to the parameters of a function of the program; `self` comes first unless it is BOTTOM.
// False: TypeError, or *args takes `self`.
static bool bind(Frame *frame, const SemaFunc *func, const Args *args, SemaType self, SemaArg *out,
                 SemaType *types) {
    u32 param_count = func->params.count, self_count = self != SEMA_BOTTOM;
    u32 positional = func->positional_count, keywords = sema_func_keywords(func);
    bool has_rest = sema_func_rest(func) != SEMA_NONE_INDEX;
    if (self_count > positional || (args->arg_count + self_count > positional && !has_rest))
        return false;
    for (u32 i = 0; i < param_count; i++) out[i] = (SemaArg){SEMA_ARG_ABSENT, 0};
    if (self_count) out[0] = (SemaArg){SEMA_ARG_SELF, 0}, types[0] = self;
    u32 placed = 0;
    for (; placed < args->arg_count && self_count + placed < positional; placed++) {
        out[self_count + placed] = (SemaArg){SEMA_ARG_POSITIONAL, placed};
        types[self_count + placed] = args->args[placed];
    }
    bind_extra(frame, func, args, placed, out, types);
    for (u32 k = 0; k < args->keyword_count; k++) {
        u32 place = keyword_place(func, args->expr->call.keywords.items[k]->arg);
        if (place == param_count && keywords != SEMA_NONE_INDEX) {
            infer_store(frame->in, infer_site(frame, args->expr->id, SITE_KEYWORDS + 1),
                        args->keywords[k]);
            continue;
        }
        if (place == param_count || out[place].kind != SEMA_ARG_ABSENT) return false;
        out[place] = (SemaArg){SEMA_ARG_KEYWORD, k};
        types[place] = args->keywords[k];
    }
    for (u32 i = 0; i < param_count; i++) {
        if (out[i].kind != SEMA_ARG_ABSENT) continue;
        if (!func->params.items[i].default_value) return false;
        out[i] = (SemaArg){SEMA_ARG_DEFAULT, i};
        types[i] = infer_read(frame, frame->in->funcs[func->index].defaults[i]);
    }
    return true;
}

static bool has_bottom(const SemaType *types, u32 count) {
    for (u32 i = 0; i < count; i++) {
        if (types[i] == SEMA_BOTTOM) return true;
    }
    return false;
}

// Calls one function; fills `target` and the arguments of `call`. False when the arguments do not
// fit.
static bool call_function(Frame *frame, u32 func_index, const Args *args, SemaType self,
                          SemaCall *call, SemaTarget *target, SemaType *result) {
    Infer *in = frame->in;
    const SemaFunc *func = in->program->funcs.items[func_index];
    u32 count = func->params.count;
    SemaType *types = ARENA_NEW_ARRAY(in->arena, SemaType, count + 1);
    SemaArg *bound = ARENA_NEW_ARRAY(in->arena, SemaArg, count + 1);
    *result = SEMA_BOTTOM;
    if (!bind(frame, func, args, self, bound, types)) return false;
    call->args = bound;
    call->arg_count = count;
    // An argument that is never computed (yet): neither is the call.
    if (has_bottom(types, count)) {
        target->instance = SEMA_NONE_INDEX;
        return true;
    }
    target->instance = infer_instance_for(frame, func_index, types);
    *result = infer_call_instance(frame, target->instance);
    return true;
}

// ---- calls of values, through the runtime

static SemaType call_bound_native(Frame *frame, u32 native, SemaType self, const SemaType *args,
                                  u32 count) {
    NativeSig sig;
    native_sig_read(native, &sig);
    SemaType types[NATIVE_PARAM_MAX], all[NATIVE_PARAM_MAX];
    u32 total = 0, rest = 0;
    if (self != SEMA_BOTTOM) all[total++] = self;
    for (u32 i = 0; i < count && total < NATIVE_PARAM_MAX; i++) all[total++] = args[i];
    for (u32 i = 0; i < NATIVE_PARAM_MAX; i++)
        types[i] = i < total && i < sig.count ? all[i] : SEMA_UNDEF;
    while (rest < sig.count && !sig.params[rest].is_rest) rest++;
    for (u32 i = rest; i < sig.count; i++) types[i] = SEMA_UNDEF;
    u32 rest_count = rest < sig.count && total > rest ? total - rest : 0;
    return infer_native(frame, native,
                        (NativeCall){types, all + rest, rest_count, SEMA_NONE_INDEX});
}

static SemaType construct_value(Frame *frame, u32 class_index, const SemaType *args, u32 count) {
    Infer *in = frame->in;
    SemaType self = sema_type_with_index(in->types, SEMA_INSTANCE, class_index);
    infer_instantiate(in, class_index);
    u32 open_init = infer_class_attribute(in->program, class_index, in->dunder_init);
    bool is_open = open_init != SEMA_NONE_INDEX;
    if (is_open || in->program->classes.items[class_index]->builtin_base != CLASS_OBJECT) {
        for (u32 i = 0; i < count; i++) sema_type_escape(in->types, args[i]);
    }
    // An __init__ that is set from outside may be anything.
    if (is_open) sema_type_escape(in->types, infer_read(frame, infer_global_cell(in, open_init)));
    SemaType all[SEMA_TUPLE_MAX] = {self};
    for (u32 i = 0; i < count && i + 1 < SEMA_TUPLE_MAX; i++) all[i + 1] = args[i];
    u32 init = sema_method_find(in->program, class_index, in->dunder_init);
    if (init != SEMA_NONE_INDEX) infer_call_generic(in, frame, init, all, count + 1);
    return self;
}

static SemaType call_member(Frame *frame, SemaType callee, const SemaType *args, u32 count) {
    Infer *in = frame->in;
    SemaTypeRow row = in->types->rows.items[callee];
    SemaType all[SEMA_TUPLE_MAX];
    if (count + 1 >= SEMA_TUPLE_MAX) row.kind = SEMA_OBJECT;
    switch (row.kind) {
    case SEMA_FUNC: return infer_call_generic(in, frame, row.index, args, count);
    case SEMA_METHOD:
        all[0] = row.parts[0];
        for (u32 i = 0; i < count; i++) all[i + 1] = args[i];
        return infer_call_generic(in, frame, row.index, all, count + 1);
    case SEMA_CLASS: return construct_value(frame, row.index, args, count);
    case SEMA_NATIVE: return call_bound_native(frame, row.index, SEMA_BOTTOM, args, count);
    case SEMA_NATIVE_METHOD: return call_bound_native(frame, row.index, row.parts[0], args, count);
    case SEMA_BUILTIN_CLASS: {
        u32 native = infer_native_of_class(row.index);
        if (native != SEMA_NONE_INDEX)
            return call_bound_native(frame, native, SEMA_BOTTOM, args, count);
        for (u32 i = 0; i < count; i++) sema_type_escape(in->types, args[i]);
        if (!sema_builtin_is_subclass(row.index, CLASS_BASE_EXCEPTION)) return SEMA_OBJECT;
        return sema_type_with_index(in->types, SEMA_EXCEPTION, row.index);
    }
    case SEMA_BOTTOM:
    case SEMA_NONE:
    case SEMA_INT:
    case SEMA_STR: return SEMA_BOTTOM;
    default: break;
    }
    sema_type_escape(in->types, callee);
    for (u32 i = 0; i < count; i++) sema_type_escape(in->types, args[i]);
    return SEMA_OBJECT;
}

SemaType infer_call_value(Frame *frame, SemaType callee, const SemaType *args, u32 count) {
    SemaTypes *types = frame->in->types;
    SemaType all = SEMA_BOTTOM;
    infer_dynamic(frame);
    for (u32 i = 0; i < sema_member_count(types, callee); i++)
        all = sema_type_join(types, all,
                             call_member(frame, sema_member(types, callee, i), args, count));
    return all;
}

// The runtime calls a method of a known receiver by name.
SemaType infer_call_method_of(Frame *frame, SemaType receiver, AstName name, const SemaType *args,
                              u32 count) {
    SemaType callee = infer_attribute_of(frame, receiver, name);
    return callee == SEMA_BOTTOM ? SEMA_BOTTOM : infer_call_value(frame, callee, args, count);
}

// zip(*rows): an iterator of tuples of some length, which only reads the rows.
static SemaType zip_starred(Frame *frame, const Args *args) {
    SemaTypes *types = frame->in->types;
    SemaType item = SEMA_BOTTOM;
    for (u32 i = 0; i < args->arg_count; i++)
        item = sema_type_join(types, item, infer_items(frame, args->args[i]));
    return sema_type_with_part(types, SEMA_ITERATOR, CLASS_ZIP,
                               sema_type_with_part(types, SEMA_TUPLE_OF, 0, item));
}

// f(*x, **y): the runtime finds out what that means.
static SemaType call_starred(Frame *frame, SemaType callee, const Args *args) {
    SemaTypes *types = frame->in->types;
    infer_set_call(frame, args->expr->id, dynamic_call);
    const SemaTypeRow *class = &types->rows.items[callee];
    bool is_zip = class->kind == SEMA_BUILTIN_CLASS && class->index == CLASS_ZIP;
    if (is_zip && args->keyword_count == 0) return zip_starred(frame, args);
    infer_dynamic(frame);
    escape_args(frame, args);
    sema_type_escape(types, callee);
    SemaTypeRow row = types->rows.items[callee];
    if (row.kind == SEMA_CLASS) return sema_type_with_index(types, SEMA_INSTANCE, row.index);
    return SEMA_OBJECT;
}

// With keywords nothing is known about order; what is called sees everything as `object`.
static SemaType call_dynamic(Frame *frame, SemaType callee, const Args *args) {
    infer_set_call(frame, args->expr->id, dynamic_call);
    SemaType result = infer_call_value(frame, callee, args->args, args->arg_count);
    if (args->keyword_count == 0) return result;
    escape_args(frame, args);
    sema_type_escape(frame->in->types, callee);
    for (u32 i = 0; i < sema_member_count(frame->in->types, callee); i++) {
        SemaKind kind = sema_type_kind(frame->in->types, sema_member(frame->in->types, callee, i));
        if (kind != SEMA_CLASS && kind != SEMA_BUILTIN_CLASS) return SEMA_OBJECT;
    }
    return result;
}

// ---- natives

// Binds a call to a native's parameters. False: TypeError.
static bool bind_native(Frame *frame, const NativeSig *sig, const Args *args, SemaType self,
                        SemaArg *out, SemaType *types) {
    u32 self_count = self != SEMA_BOTTOM, next = 0;
    bool has_keywords = false;
    for (u32 i = 0; i < NATIVE_PARAM_MAX; i++) types[i] = SEMA_UNDEF;
    for (u32 i = 0; i < sig->count; i++) out[i] = (SemaArg){SEMA_ARG_ABSENT, 0};
    if (self_count) out[0] = (SemaArg){SEMA_ARG_SELF, 0}, types[0] = self;
    for (u32 i = self_count; i < sig->count; i++) {
        const NativeParam *param = &sig->params[i];
        has_keywords |= param->is_keywords;
        if (param->is_rest) out[i] = (SemaArg){SEMA_ARG_REST, next}, next = args->arg_count;
        if (param->is_keywords) out[i] = (SemaArg){SEMA_ARG_KEYWORDS, 0};
        if (param->is_rest || param->is_keywords || param->is_keyword_only ||
            next >= args->arg_count)
            continue;
        out[i] = (SemaArg){SEMA_ARG_POSITIONAL, next};
        types[i] = args->args[next++];
    }
    if (next < args->arg_count) return false;
    for (u32 k = 0; k < args->keyword_count; k++) {
        Slice name = names_text(frame->in->program->names, args->expr->call.keywords.items[k]->arg);
        u32 place = 0;
        while (place < sig->count &&
               !(slice_equal(sig->params[place].name, name) &&
                 !sig->params[place].is_positional_only && !sig->params[place].is_rest &&
                 !sig->params[place].is_keywords))
            place++;
        if (place == sig->count && has_keywords) continue;
        if (place == sig->count || out[place].kind != SEMA_ARG_ABSENT) return false;
        out[place] = (SemaArg){SEMA_ARG_KEYWORD, k};
        types[place] = args->keywords[k];
    }
    for (u32 i = 0; i < sig->count; i++) {
        if (out[i].kind == SEMA_ARG_ABSENT && !sig->params[i].is_optional) return false;
    }
    return true;
}

// list.sort(x): natives trust that x is a list.
static bool is_self_known(Frame *frame, u32 native, const Args *args) {
    const SemaTypes *types = frame->in->types;
    if (args->arg_count == 0) return false;
    SemaType self = args->args[0];
    for (u32 i = 0; i < sema_member_count(types, self); i++) {
        SemaTypeRow row = types->rows.items[sema_member(types, self, i)];
        if (row.kind == SEMA_BOTTOM) continue;
        bool is_class = row.kind == SEMA_BUILTIN_CLASS;
        Slice name = slice_of_text(native_rows[native].name);
        if (is_class || infer_native_method(row.kind, row.index, name) != native) return false;
    }
    return true;
}

static SemaType call_native(Frame *frame, u32 native, SemaType self, const Args *args,
                            SemaCallKind kind) {
    Infer *in = frame->in;
    NativeSig sig;
    native_sig_read(native, &sig);
    bool is_unbound = sig.has_self && self == SEMA_BOTTOM;
    if (is_unbound && !is_self_known(frame, native, args)) {
        escape_args(frame, args);
        infer_dynamic(frame);
        infer_set_call(frame, args->expr->id, dynamic_call);
        return SEMA_OBJECT;
    }
    if (!sig.has_self && self != SEMA_BOTTOM)
        self = SEMA_BOTTOM, kind = SEMA_CALL_NATIVE;  // a static method
    SemaType types[NATIVE_PARAM_MAX];
    SemaArg *bound = ARENA_NEW_ARRAY(in->arena, SemaArg, sig.count + 1);
    if (!bind_native(frame, &sig, args, self, bound, types)) {
        infer_set_call(frame, args->expr->id, dynamic_call);
        return SEMA_BOTTOM;
    }
    SemaCall call = {
        .kind = (u8)kind, .native = (u16)native, .arg_count = sig.count, .args = bound};
    infer_set_call(frame, args->expr->id, call);
    NativeCall request = {types, NULL, 0, args->expr->id};
    for (u32 i = 0; i < sig.count; i++) {
        if (bound[i].kind == SEMA_ARG_REST) {
            request.rest = args->args + bound[i].index;
            request.rest_count = args->arg_count - bound[i].index;
        }
        // The values of **kwargs stand for the rest too: only dict() and format() have them.
        if (bound[i].kind == SEMA_ARG_KEYWORDS && args->keyword_count > 0 &&
            request.rest_count == 0) {
            request.rest = args->keywords;
            request.rest_count = args->keyword_count;
        }
    }
    if (self != SEMA_BOTTOM && has_bottom(types, 1)) return SEMA_BOTTOM;
    return infer_native(frame, native, request);
}

// getattr(x, "name") and setattr(x, "name", v) are attribute accesses.
static bool call_with_name(Frame *frame, u32 native, const Args *args, SemaType *result) {
    bool is_get = native == NATIVE_GETATTR, is_set = native == NATIVE_SETATTR;
    if (native == NATIVE_HASATTR && args->arg_count > 0 &&
        sema_type_has(frame->in->types, args->args[0], SEMA_MODULE))
        sema_type_escape(frame->in->types, args->args[0]);
    if ((!is_get && !is_set) || args->arg_count < 2) return false;
    const AstExpr *name = args->expr->call.args.items[1];
    if (!ast_is_constant(name, AST_CONST_STR)) {
        // Any of a module's functions.
        if (sema_type_has(frame->in->types, args->args[0], SEMA_MODULE))
            sema_type_escape(frame->in->types, args->args[0]);
        return false;
    }
    AstName text = names_intern(frame->in->program->names, name->constant.value.u.text);
    *result = SEMA_NONE;
    if (is_set && args->arg_count == 3)
        infer_attribute_store(frame, args->args[0], text, args->args[2]);
    if (is_get) *result = infer_attribute_of(frame, args->args[0], text);
    if (is_get && args->arg_count == 3)
        *result = sema_type_join(frame->in->types, *result, args->args[2]);
    return true;
}

// ---- classes

static SemaType call_class(Frame *frame, u32 class_index, const Args *args) {
    Infer *in = frame->in;
    const SemaClass *class = in->program->classes.items[class_index];
    SemaType self = sema_type_with_index(in->types, SEMA_INSTANCE, class_index), ignored;
    infer_instantiate(in, class_index);
    if (class->builtin_base != CLASS_OBJECT) escape_args(frame, args);
    SemaCall call = {.kind = SEMA_CALL_CONSTRUCT, .class_index = class_index};
    u32 init = sema_method_find(in->program, class_index, in->dunder_init);
    bool has_plain_self = init == SEMA_NONE_INDEX ||
                          sema_func_self(in->program->funcs.items[init]) != SEMA_NONE_INDEX;
    if (infer_class_attribute(in->program, class_index, in->dunder_init) != SEMA_NONE_INDEX ||
        !has_plain_self)
        return call_dynamic(frame, sema_type_with_index(in->types, SEMA_CLASS, class_index), args);
    if (init == SEMA_NONE_INDEX) {
        bool is_wrong =
            class->builtin_base == CLASS_OBJECT && args->arg_count + args->keyword_count > 0;
        if (class->builtin_base != CLASS_OBJECT) infer_dynamic(frame);
        infer_set_call(frame, args->expr->id, is_wrong ? dynamic_call : call);
        return is_wrong ? SEMA_BOTTOM : self;
    }
    SemaTarget *target = ARENA_NEW(in->arena, SemaTarget);
    *target = (SemaTarget){SEMA_NONE_INDEX, class_index, class_index};
    bool is_bound = call_function(frame, init, args, self, &call, target, &ignored);
    call.target_count = 1;
    call.targets = target;
    if (!is_bound || target->instance == SEMA_NONE_INDEX) {
        infer_set_call(frame, args->expr->id, dynamic_call);
        if (!is_bound) infer_call_generic(in, frame, init, &self, 1);
        return SEMA_BOTTOM;
    }
    // The runtime complains about an __init__ that gives something.
    bool is_proper = ignored == SEMA_NONE || ignored == SEMA_BOTTOM;
    if (!is_proper)
        return call_dynamic(frame, sema_type_with_index(in->types, SEMA_CLASS, class_index), args);
    infer_set_call(frame, args->expr->id, call);
    return self;
}

// ---- methods

enum { TARGETS_MAX = 4 };

typedef struct {
    SemaTarget targets[2 * TARGETS_MAX];
    u32 funcs[2 * TARGETS_MAX];
    u32 count;
} Targets;

// The implementations of a method for a receiver. False when some of them is not a plain method.
static bool find_targets(Frame *frame, SemaType receiver, AstName name, Targets *found) {
    Infer *in = frame->in;
    for (u32 i = 0; i < sema_member_count(in->types, receiver); i++) {
        SemaTypeRow row = in->types->rows.items[sema_member(in->types, receiver, i)];
        if (row.kind != SEMA_INSTANCE) return false;
        const SemaClass *class = in->program->classes.items[row.index];
        for (u32 k = class->index; k <= class->last_subclass; k++) {
            if (!infer_is_instantiated(frame, k)) continue;
            const SemaField *field = infer_field(in->program, k, name);
            if (field && infer_read(frame, field->cell) != SEMA_BOTTOM) return false;
            if (infer_class_attribute(in->program, k, name) != SEMA_NONE_INDEX) return false;
            u32 func = sema_method_find(in->program, k, name);
            if (func == SEMA_NONE_INDEX) return false;
            bool is_next = found->count > 0 && found->funcs[found->count - 1] == func &&
                           found->targets[found->count - 1].class_last + 1 == k;
            if (is_next) {
                found->targets[found->count - 1].class_last = k;
                continue;
            }
            if (found->count == 2 * TARGETS_MAX) return false;
            found->funcs[found->count] = func;
            found->targets[found->count++] = (SemaTarget){SEMA_NONE_INDEX, k, k};
        }
    }
    return found->count > 0;
}

static SemaType call_method(Frame *frame, const Targets *found, SemaType receiver, const Args *args,
                            SemaType callee) {
    Infer *in = frame->in;
    SemaCall call = {.kind = SEMA_CALL_DIRECT};
    bool is_single = true, is_missing = false;
    for (u32 i = 1; i < found->count; i++) is_single &= found->funcs[i] == found->funcs[0];
    u32 count = is_single ? 1 : found->count;
    SemaTarget *targets = ARENA_NEW_ARRAY(in->arena, SemaTarget, count);
    SemaType all = SEMA_BOTTOM;
    // Targets share one list of arguments: they must take the same.
    for (u32 i = 0; i < count; i++) {
        SemaArg *first_args = call.args;
        u32 first_count = call.arg_count;
        SemaType self = receiver, result;
        targets[i] = found->targets[i];
        if (!is_single) {
            self = SEMA_BOTTOM;
            for (u32 k = targets[i].class_first; k <= targets[i].class_last; k++)
                self = sema_type_join(in->types, self,
                                      sema_type_with_index(in->types, SEMA_INSTANCE, k));
        }
        if (!call_function(frame, found->funcs[i], args, self, &call, &targets[i], &result))
            return call_dynamic(frame, callee, args);
        bool is_same = i == 0 || first_count == call.arg_count;
        for (u32 k = 0; i > 0 && is_same && k < first_count; k++)
            is_same = first_args[k].kind == call.args[k].kind &&
                      first_args[k].index == call.args[k].index;
        if (!is_same) return call_dynamic(frame, callee, args);
        is_missing |= targets[i].instance == SEMA_NONE_INDEX;
        all = sema_type_join(in->types, all, result);
    }
    call.kind = is_single ? SEMA_CALL_DIRECT : SEMA_CALL_DISPATCH;
    call.target_count = count;
    call.targets = targets;
    infer_set_call(frame, args->expr->id, is_missing ? dynamic_call : call);
    return all;
}

// super().m(…)
bool infer_is_super(Frame *frame, const AstExpr *func) {
    if (func->kind != AST_ATTRIBUTE || func->attribute.value->kind != AST_CALL) return false;
    const AstExpr *callee = func->attribute.value->call.func;
    if (callee->kind != AST_NAME) return false;
    SemaName name = frame->module->names[callee->id];
    return name.kind == SEMA_NAME_CONSTANT && name.index == SEMA_CONSTANT_SUPER;
}

// super(), or super(C, self) in a method of C that means the same.
static bool is_plain_super(Frame *frame, const AstExpr *call) {
    u32 owner = frame->func->owner_class;
    if (owner == SEMA_NONE_INDEX || frame->func->params.count == 0) return false;
    if (call->call.args.count == 0) return true;
    if (call->call.args.count != 2) return false;
    const AstExpr *class = call->call.args.items[0], *self = call->call.args.items[1];
    if (class->kind != AST_NAME || self->kind != AST_NAME) return false;
    SemaName name = frame->module->names[class->id], self_name = frame->module->names[self->id];
    return name.kind == SEMA_NAME_GLOBAL &&
           frame->in->program->globals.items[name.index].constant_class == owner &&
           self_name.kind == SEMA_NAME_VAR && self_name.index == frame->func->params.items[0].var;
}

// `expr` is super().name: reported unless it means that in a method.
static bool check_super(Frame *frame, const AstExpr *expr) {
    if (is_plain_super(frame, expr->attribute.value)) return true;
    u32 *known = int_map_at(&frame->in->reported, expr->span.start, 0);
    if (*known == 0)
        diag_error(frame->in->diags, DIAG_UNSUPPORTED, expr->span,
                   "unsupported: super() other than super().name in a method");
    *known = 1;
    return false;
}

// super().name that is not called.
SemaType infer_super_attribute(Frame *frame, const AstExpr *expr) {
    infer_record(frame, expr->attribute.value->id, SEMA_OBJECT);
    if (!check_super(frame, expr)) return SEMA_OBJECT;
    infer_dynamic(frame);
    infer_dynamic_read(frame->in, expr->attribute.attr);
    return SEMA_OBJECT;
}

static SemaType super_result(Frame *frame, AstName name) {
    if (name == frame->in->dunder_init) return SEMA_NONE;
    return name == frame->in->dunder_repr || name == frame->in->dunder_str ? SEMA_STR : SEMA_OBJECT;
}

static SemaType call_super(Frame *frame, const AstExpr *expr) {
    Infer *in = frame->in;
    const AstExpr *func = expr->call.func;
    AstName name = func->attribute.attr;
    infer_record(frame, func->attribute.value->id, SEMA_OBJECT);
    infer_record(frame, func->id, SEMA_OBJECT);
    Args args = eval_args(frame, expr);
    u32 owner = frame->func->owner_class;
    if (!check_super(frame, func)) return SEMA_OBJECT;
    u32 base = in->program->classes.items[owner]->base;
    SemaType self = infer_env_get(frame->env, frame->func->params.items[0].var),
             result = SEMA_BOTTOM;
    SemaCall call = {.kind = SEMA_CALL_DIRECT, .is_super = true, .target_count = 1};
    u32 method =
        base == SEMA_NONE_INDEX ? SEMA_NONE_INDEX : sema_method_find(in->program, base, name);
    call.targets = ARENA_NEW(in->arena, SemaTarget);
    bool is_found = method != SEMA_NONE_INDEX && !in->program->is_untyped && !args.has_star &&
                    infer_class_attribute(in->program, base, name) == SEMA_NONE_INDEX &&
                    call_function(frame, method, &args, self, &call, call.targets, &result) &&
                    call.targets->instance != SEMA_NONE_INDEX;
    if (is_found) {
        infer_set_call(frame, expr->id, call);
        return result;
    }
    infer_set_call(frame, expr->id, (SemaCall){.kind = SEMA_CALL_DYNAMIC, .is_super = true});
    escape_args(frame, &args);
    infer_dynamic(frame);
    infer_dynamic_read(in, name);
    if (method != SEMA_NONE_INDEX) {
        infer_escape_func(in, method, self);
        return SEMA_OBJECT;
    }
    return super_result(frame, name);
}

// ---- all calls

// Keywords become one object behind the other arguments.
static SemaType call_web(Frame *frame, SemaType callee, const Args *args) {
    Infer *in = frame->in;
    u32 count = args->arg_count;
    SemaType *all = ARENA_NEW_ARRAY(in->arena, SemaType, count + 1);
    for (u32 i = 0; i < count; i++) all[i] = args->args[i];
    for (u32 i = 0; i < args->keyword_count; i++) {
        if (!infer_is_inert(frame, args->keywords[i], 0)) infer_dynamic(frame);
        sema_type_escape(in->types, args->keywords[i]);
    }
    if (args->keyword_count > 0) all[count++] = SEMA_OBJECT;
    return infer_web_call(frame, callee, args->expr, all, count);
}

static SemaType receiver_of(Frame *frame, const AstExpr *func) {
    u32 node_id = func->attribute.value->id;
    return sema_receiver_type(frame->in->program,
                              frame->inst->node_types[node_id - frame->func->node_first],
                              func->attribute.attr);
}

static SemaType call_single(Frame *frame, SemaType callee, const Args *args) {
    Infer *in = frame->in;
    SemaTypeRow row = in->types->rows.items[callee];
    const AstExpr *func = args->expr->call.func;
    SemaType result;
    if (row.kind == SEMA_FUNC) {
        SemaCall call = {.kind = SEMA_CALL_DIRECT,
                         .target_count = 1,
                         .targets = ARENA_NEW(in->arena, SemaTarget)};
        call.is_class_call = func->kind == AST_ATTRIBUTE;
        if (!call_function(frame, row.index, args, SEMA_BOTTOM, &call, call.targets, &result))
            return call_dynamic(frame, callee, args);
        bool is_missing = call.targets->instance == SEMA_NONE_INDEX;
        infer_set_call(frame, args->expr->id, is_missing ? dynamic_call : call);
        return result;
    }
    if (row.kind == SEMA_CLASS) return call_class(frame, row.index, args);
    bool is_web = args->arg_count < WEB_PARAMS_MAX && !in->program->is_untyped;
    if (is_web && infer_web_is_call(frame, callee, func)) return call_web(frame, callee, args);
    if (row.kind == SEMA_NATIVE) {
        SemaType named;
        result = call_native(frame, row.index, SEMA_BOTTOM, args, SEMA_CALL_NATIVE);
        return call_with_name(frame, row.index, args, &named) ? named : result;
    }
    if (row.kind == SEMA_BUILTIN_CLASS && infer_native_of_class(row.index) != SEMA_NONE_INDEX)
        return call_native(frame, infer_native_of_class(row.index), SEMA_BOTTOM, args,
                           SEMA_CALL_NATIVE);
    bool is_native_method = row.kind == SEMA_NATIVE_METHOD && func->kind == AST_ATTRIBUTE;
    if (is_native_method) {
        SemaType self = receiver_of(frame, func);
        SemaKind kind = sema_type_kind(in->types, self);
        bool is_direct =
            infer_native_method(kind, in->types->rows.items[self].index,
                                names_text(in->program->names, func->attribute.attr)) == row.index;
        if (is_direct) return call_native(frame, row.index, self, args, SEMA_CALL_NATIVE_METHOD);
    }
    return call_dynamic(frame, callee, args);
}

SemaType infer_call(Frame *frame, const AstExpr *expr) {
    Infer *in = frame->in;
    const AstExpr *func = expr->call.func;
    if (infer_is_super(frame, func)) return call_super(frame, expr);
    SemaType callee = infer_expr(frame, func);
    Args args = eval_args(frame, expr);
    Targets found = {.count = 0};
    if (callee == SEMA_BOTTOM) {
        infer_set_call(frame, expr->id, dynamic_call);
        return SEMA_BOTTOM;
    }
    if (args.has_star) return call_starred(frame, callee, &args);
    if (func->kind == AST_ATTRIBUTE && !in->program->is_untyped) {
        SemaType receiver = receiver_of(frame, func);
        if (find_targets(frame, receiver, func->attribute.attr, &found))
            return call_method(frame, &found, receiver, &args, callee);
    }
    if (sema_member_count(in->types, callee) > 1) return call_dynamic(frame, callee, &args);
    return call_single(frame, callee, &args);
}
