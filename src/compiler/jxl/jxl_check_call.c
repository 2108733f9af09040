// Calls: which declaration is called, which argument is for which parameter, what the type
// parameters of the call are.
#include "compiler/jxl/jxl_check_priv.h"

#include "base/check.h"

enum { CANDIDATES_MAX = 40, ARGS_MAX = 200, NOT_BOUND = INT32_MAX };

typedef struct {
    JxlDecl *decl;       // FUNC, INIT, CASE, VIEW, NOMINAL (memberwise); NULL: a value is called
    JxlTypeId receiver;  // of a method, or the type that is made; JXL_NO_TYPE without
} Candidate;

typedef struct {
    JxlNode *node;
    JxlNodes args;
    JxlTypeId expected;
    Candidate items[CANDIDATES_MAX];
    u32 count;
} Call;

static void add_candidate(Call *call, JxlDecl *decl, JxlTypeId receiver) {
    if (call->count < CANDIDATES_MAX) call->items[call->count++] = (Candidate){decl, receiver};
}

static bool is_func_type(JxlChecker *c, JxlTypeId type) {
    type = jxl_resolve(c, type);
    if (jxl_is_nominal(c, type, c->optional)) type = jxl_arg(c, type, 0);
    return jxl_type(c->program, type)->kind == JXL_TYPE_FUNC;
}

// ---- shapes

typedef struct {
    u32 params[ARGS_MAX];  // for each argument
    bool is_bound[ARGS_MAX];
} Shape;

static u32 find_param(const JxlDecl *decl, AstName label) {
    for (u32 i = 0; i < decl->param_count; i++) {
        if (decl->params[i].label == label || decl->params[i].name == label) return i;
    }
    return NOT_BOUND;
}

static bool refuse_shape(JxlChecker *c, bool reports, u32 code, Span span, const char *hint,
                         const char *format, const char *text) {
    if (reports) jxl_error(c, code, span, hint, format, text);
    return false;
}

static const char *param_list(JxlChecker *c, const JxlDecl *decl) {
    Bytes out;
    bytes_init(&out, c->arena);
    bytes_text(&out, "it takes (");
    for (u32 i = 0; i < decl->param_count; i++) {
        Slice name = names_text(c->names, decl->params[i].name);
        bytes_format(&out, "%s%S: ", i > 0 ? ", " : "", &name);
        jxl_print_type(&out, c->program, jxl_resolve(c, decl->params[i].type));
    }
    bytes_text(&out, ")");
    bytes_push(&out, 0);
    return (const char *)out.data;
}

static bool bind_labelled(JxlChecker *c, const JxlDecl *decl, const JxlNode *arg, Shape *shape,
                          u32 index, bool reports) {
    bool is_view = decl->kind == JXL_DECL_VIEW;
    u32 at = find_param(decl, arg->arg.label);
    const char *label = jxl_text_of_name(c, arg->arg.label);
    if (at == NOT_BOUND)
        return refuse_shape(c, reports, is_view ? 303 : 205, arg->span, param_list(c, decl),
                            is_view ? "there is no prop `%s`" : "there is no parameter `%s`",
                            label);
    if (shape->is_bound[at])
        return refuse_shape(c, reports, 205, arg->span, NULL, "`%s` is given twice", label);
    shape->params[index] = at;
    shape->is_bound[at] = true;
    return true;
}

static bool bind_plain(JxlChecker *c, const JxlDecl *decl, const JxlNode *arg, Shape *shape,
                       u32 index, u32 *next, bool reports) {
    bool is_view = decl->kind == JXL_DECL_VIEW;
    while (*next < decl->param_count && shape->is_bound[*next]) ++*next;
    if (*next >= decl->param_count)
        return refuse_shape(c, reports, 205, arg->span, param_list(c, decl),
                            "more arguments than `%s` takes", jxl_text_of_name(c, decl->name));
    if (is_view && *next > 0)
        return refuse_shape(c, reports, 205, arg->span, param_list(c, decl),
                            "only the first prop of `%s` stands without its label",
                            jxl_text_of_name(c, decl->name));
    shape->params[index] = *next;
    shape->is_bound[*next] = true;
    return true;
}

// The closure behind the parentheses: the last parameter that is a function and has no argument.
static bool bind_trailing(JxlChecker *c, const JxlDecl *decl, const JxlNode *arg, Shape *shape,
                          u32 index, bool reports) {
    for (u32 i = decl->param_count; i > 0; i--) {
        if (shape->is_bound[i - 1] || !is_func_type(c, decl->params[i - 1].type)) continue;
        shape->params[index] = i - 1;
        shape->is_bound[i - 1] = true;
        return true;
    }
    return refuse_shape(c, reports, 205, arg->span, param_list(c, decl),
                        "`%s` takes no closure here", jxl_text_of_name(c, decl->name));
}

static bool bind_args(JxlChecker *c, const Call *call, const JxlDecl *decl, Shape *shape,
                      bool reports) {
    u32 next = 0;
    if (call->args.count > ARGS_MAX || decl->param_count > ARGS_MAX)
        return refuse_shape(c, reports, 205, call->node->span, NULL, "%s", "too many arguments");
    for (u32 i = 0; i < decl->param_count; i++) shape->is_bound[i] = false;
    const JxlNode *trailing = NULL;
    u32 trailing_index = 0;
    for (u32 i = 0; i < call->args.count; i++) {
        const JxlNode *arg = call->args.items[i];
        bool is_good = true;
        if (arg->arg.label != AST_NO_NAME) {
            is_good = bind_labelled(c, decl, arg, shape, i, reports);
        } else if (arg->arg.flags & JXL_FLAG_TRAILING) {
            trailing = arg;
            trailing_index = i;
        } else {
            is_good = bind_plain(c, decl, arg, shape, i, &next, reports);
        }
        if (!is_good) return false;
    }
    if (trailing && !bind_trailing(c, decl, trailing, shape, trailing_index, reports)) return false;
    for (u32 i = 0; i < decl->param_count; i++) {
        if (shape->is_bound[i] || decl->params[i].has_default) continue;
        bool is_view = decl->kind == JXL_DECL_VIEW;
        return refuse_shape(c, reports, is_view ? 304 : 205, call->node->span, param_list(c, decl),
                            is_view ? "the prop `%s` is missing" : "the argument `%s` is missing",
                            jxl_text_of_name(c, decl->params[i].name));
    }
    return true;
}

// ---- types of one candidate

typedef struct {
    JxlDecl **params;
    JxlTypeId *args;
    u32 count;
} Instance;

static Instance instance_of(JxlChecker *c, const Candidate *candidate) {
    JxlDecl *decl = candidate->decl;
    JxlDecl *owner = decl->kind == JXL_DECL_NOMINAL ? decl : decl->owner;
    JxlTypeId receiver = candidate->receiver;
    const JxlType *info =
        receiver != JXL_NO_TYPE ? jxl_type(c->program, jxl_resolve(c, receiver)) : NULL;
    bool has_owner = info && owner && info->kind == JXL_TYPE_NOMINAL && info->decl == owner;
    u32 outer = has_owner ? info->arg_count : 0;
    u32 own = decl->kind == JXL_DECL_NOMINAL ? 0 : decl->type_param_count;
    Instance instance = {ARENA_NEW_ARRAY(c->arena, JxlDecl *, outer + own),
                         ARENA_NEW_ARRAY(c->arena, JxlTypeId, outer + own), outer + own};
    for (u32 i = 0; i < outer; i++) {
        instance.params[i] = owner->type_params[i];
        instance.args[i] = info->args[i];
    }
    for (u32 i = 0; i < own; i++) {
        instance.params[outer + i] = decl->type_params[i];
        instance.args[outer + i] = jxl_fresh(c);
    }
    return instance;
}

static JxlTypeId in_instance(JxlChecker *c, const Instance *instance, JxlTypeId type) {
    return jxl_substitute(c->program, type, instance->params, instance->args, instance->count);
}

static JxlTypeId result_of(JxlChecker *c, const Candidate *candidate, const Instance *instance) {
    JxlDecl *decl = candidate->decl;
    if (decl->kind == JXL_DECL_VIEW) return jxl_plain(c, c->view);
    if (decl->kind == JXL_DECL_NOMINAL || decl->kind == JXL_DECL_INIT)
        return jxl_resolve(c, candidate->receiver);
    return in_instance(c, instance, decl->result);
}

static void check_args(JxlChecker *c, const Call *call, const JxlDecl *decl, const Shape *shape,
                       const Instance *instance) {
    for (u32 pass = 0; pass < JXL_RANK_COUNT; pass++) {
        for (u32 i = 0; i < call->args.count; i++) {
            JxlNode *value = call->args.items[i]->arg.value;
            if (jxl_literal_rank(value) != pass) continue;
            JxlTypeId type = in_instance(c, instance, decl->params[shape->params[i]].type);
            jxl_check_value(c, value, jxl_resolve(c, type));
        }
    }
}

static void check_bounds(JxlChecker *c, const Call *call, const Instance *instance) {
    for (u32 i = 0; i < instance->count; i++) {
        JxlTypeId bound = instance->params[i]->bound;
        JxlTypeId type = jxl_resolve(c, instance->args[i]);
        if (bound == JXL_NO_TYPE || jxl_conforms(c, type, bound)) continue;
        bool is_text = jxl_name_is(c, jxl_type(c->program, bound)->decl->name, "Printable");
        jxl_error(c, is_text ? 212 : 201, call->node->span, NULL,
                  is_text ? "`%s` has no text form" : "`%s` is not `%s`", jxl_text_of_type(c, type),
                  jxl_text_of_type(c, bound));
    }
}

static void set_binding(JxlChecker *c, const Call *call, JxlDecl *decl, const Shape *shape,
                        const Instance *instance) {
    JxlBinding *binding = ARENA_NEW(c->arena, JxlBinding);
    binding->callee = decl;
    binding->arg_count = call->args.count;
    binding->params =
        arena_copy(c->arena, shape->params, call->args.count * sizeof(shape->params[0]));
    binding->type_args = instance->args;
    binding->type_arg_count = instance->count;
    JxlFact *fact = jxl_fact(c, call->node);
    fact->binding = binding;
    fact->target = decl;
}

static JxlTypeId try_candidate(JxlChecker *c, const Call *call, const Candidate *candidate,
                               const Shape *shape) {
    JxlDecl *decl = candidate->decl;
    Instance instance = instance_of(c, candidate);
    JxlTypeId result = result_of(c, candidate, &instance);
    // What is expected of the result tells type arguments, unless arguments say otherwise.
    bool helps = call->expected != JXL_NO_TYPE && jxl_has_free_var(c, result) &&
                 (call->args.count == 0 || decl->kind == JXL_DECL_NOMINAL ||
                  decl->kind == JXL_DECL_INIT || decl->kind == JXL_DECL_CASE);
    if (helps) {
        u32 trail = jxl_trail(c);
        if (!jxl_fits(c, result, call->expected)) jxl_undo(c, trail);
    }
    JxlTypeId saved_row = c->row_type;
    if (decl->node && decl->node->kind == JXL_VIEW && (decl->flags & JXL_DECL_BUILTIN)) {
        if (jxl_attribute(c, decl->node, "RowOf") && instance.count > 0 &&
            c->row_type != JXL_NO_TYPE)
            jxl_unify(c, instance.args[0], c->row_type);
        if (jxl_attribute(c, decl->node, "Rows") && instance.count > 0)
            c->row_type = instance.args[0];
    }
    check_args(c, call, decl, shape, &instance);
    c->row_type = saved_row;
    check_bounds(c, call, &instance);
    set_binding(c, call, decl, shape, &instance);
    return jxl_resolve(c, result);
}

// ---- what a call of a declaration means for its place

static void note_call(JxlChecker *c, const Call *call, JxlDecl *decl) {
    if (decl->kind != JXL_DECL_FUNC && decl->kind != JXL_DECL_INIT) return;
    if ((decl->flags & JXL_DECL_ASYNC) && c->awaits == 0)
        jxl_error(c, 208, call->node->span, "write `await` in front of it", "`%s` is asynchronous",
                  jxl_text_of_name(c, decl->name));
    if ((decl->flags & JXL_DECL_THROWS) && c->tries == 0)
        jxl_error(c, 209, call->node->span, "write `try` in front of it", "`%s` may throw",
                  jxl_text_of_name(c, decl->name));
    if (decl->flags & (JXL_DECL_IMPURE | JXL_DECL_PYTHON | JXL_DECL_ASYNC)) c->variables++;
    if (decl->flags & (JXL_DECL_BUILTIN | JXL_DECL_PYTHON)) return;
    jxl_note_edge(c, decl, call->node->span);
    jxl_check_decl(c, decl);
    if (decl->flags & JXL_DECL_READS) {
        c->reads++;
        if (c->body && c->body->decl) c->body->decl->flags |= JXL_DECL_READS;
    }
    if (decl->flags & JXL_DECL_WRITES) {
        bool is_pure = c->body && c->body->place != JXL_PLACE_FREE;
        if (is_pure)
            jxl_error(c, 410, call->node->span, "call it in a handler or an effect",
                      "`%s` writes an atom, and this is a computed atom or a render block",
                      jxl_text_of_name(c, decl->name));
        else if (c->conditional == 0 && c->body && c->body->decl)
            c->body->decl->flags |= JXL_DECL_WRITES;
        c->variables++;
    }
    // Whether a function can be evaluated is not known while it is checked.
    bool is_known = decl->body_state == 2 && !(decl->flags & (JXL_DECL_READS | JXL_DECL_IMPURE));
    if (!is_known || (decl->owner && decl->owner->kind == JXL_DECL_VIEW)) c->variables++;
}

static void note_mutation(JxlChecker *c, const Call *call, const Candidate *candidate,
                          JxlTypeId result, bool is_statement) {
    JxlDecl *decl = candidate->decl;
    if (!(decl->flags & JXL_DECL_MUTATING)) return;
    bool gives_copy = (decl->flags & JXL_DECL_BUILTIN) && jxl_unify(c, result, candidate->receiver);
    if (gives_copy && !is_statement) return;
    jxl_fact(c, call->node)->flags |= JXL_UPDATES;
    c->variables++;
    JxlNode *callee = call->node->call.callee;
    if (callee->kind == JXL_MEMBER) jxl_check_place(c, callee->member.value, call->node->span);
}

static JxlTypeId check_candidates(JxlChecker *c, Call *call, bool is_statement) {
    Shape shape;
    u32 fitting[CANDIDATES_MAX], count = 0;
    for (u32 i = 0; i < call->count; i++) {
        jxl_resolve_signature(c, call->items[i].decl);
        if (bind_args(c, call, call->items[i].decl, &shape, false)) fitting[count++] = i;
    }
    u32 chosen = count > 0 ? fitting[0] : 0;
    for (u32 i = 0; count > 1 && i < count; i++) {
        u32 problems = c->problems, trail = jxl_trail(c);
        bind_args(c, call, call->items[fitting[i]].decl, &shape, false);
        c->muted++;
        try_candidate(c, call, &call->items[fitting[i]], &shape);
        c->muted--;
        jxl_undo(c, trail);
        bool is_good = c->problems == problems;
        c->problems = problems;
        if (!is_good) continue;
        chosen = fitting[i];
        break;
    }
    Candidate *candidate = &call->items[chosen];
    if (!bind_args(c, call, candidate->decl, &shape, true)) {
        // Closures are still read, for their own problems.
        for (u32 i = 0; i < call->args.count; i++) {
            JxlNode *value = call->args.items[i]->arg.value;
            if (value->kind != JXL_CLOSURE && !jxl_is_literal(value))
                jxl_check_expr(c, value, JXL_NO_TYPE);
        }
        return candidate->decl->kind == JXL_DECL_VIEW ? jxl_plain(c, c->view) : JXL_ERROR_TYPE;
    }
    JxlTypeId result = try_candidate(c, call, candidate, &shape);
    note_mutation(c, call, candidate, result, is_statement);
    note_call(c, call, candidate->decl);
    return result;
}

// ---- callees

static JxlTypeId call_value(JxlChecker *c, Call *call, JxlTypeId type) {
    if (type == JXL_ERROR_TYPE) {
        for (u32 i = 0; i < call->args.count; i++) {
            JxlNode *value = call->args.items[i]->arg.value;
            if (value->kind != JXL_CLOSURE && !jxl_is_literal(value))
                jxl_check_expr(c, value, JXL_NO_TYPE);
        }
        return type;
    }
    JxlType info = *jxl_type(c->program, jxl_resolve(c, type));
    if (info.kind != JXL_TYPE_FUNC) {
        bool is_optional = jxl_is_nominal(c, type, c->optional);
        jxl_error(c, is_optional ? 240 : 205, call->node->span, NULL, "`%s` is not called",
                  jxl_text_of_type(c, type));
        return JXL_ERROR_TYPE;
    }
    c->variables++;
    if (info.arg_count != call->args.count) {
        jxl_error(c, 205, call->node->span, NULL, "this takes %u arguments, not %u", info.arg_count,
                  call->args.count);
        return info.result;
    }
    if ((info.flags & JXL_FLAG_THROWS) && c->tries == 0 && !(c->body && c->body->is_throwing))
        jxl_error(c, 209, call->node->span, "write `try` in front of it", "this may throw");
    for (u32 i = 0; i < call->args.count; i++)
        jxl_check_value(c, call->args.items[i]->arg.value, info.args[i]);
    return jxl_resolve(c, info.result);
}

// A type's name is called: its initialisers, its fields, or functions of that name.
static void add_constructors(JxlChecker *c, Call *call, JxlDecl *decl, JxlTypeId made) {
    JxlDecl *init = jxl_find_member(c, decl, names_intern_text(c->names, "init"));
    for (JxlDecl *one = init; one; one = one->next) add_candidate(call, one, made);
    bool is_memberwise =
        !init && !(decl->flags & JXL_DECL_BUILTIN && decl->node && decl->order.count == 0) &&
        (decl->form == JXL_OP_STRUCT || decl->form == JXL_OP_CLASS);
    if (is_memberwise) add_candidate(call, decl, made);
    for (JxlDecl *one = decl->next; one; one = one->next) {
        if (one->kind == JXL_DECL_FUNC) add_candidate(call, one, JXL_NO_TYPE);
    }
}

// Role(rawValue: "admin")
static bool is_raw_call(JxlChecker *c, const Call *call, JxlDecl *decl, JxlTypeId *result) {
    if (decl->form != JXL_OP_ENUM || call->args.count != 1 ||
        !jxl_name_is(c, call->args.items[0]->arg.label, "rawValue"))
        return false;
    JxlTypeId raw = jxl_raw_type(c, decl);
    if (raw == JXL_NO_TYPE) return false;
    jxl_check_value(c, call->args.items[0]->arg.value, raw);
    jxl_fact(c, call->node)->target = decl;
    *result = jxl_optional_of(c, decl->type);
    return true;
}

static JxlTypeId call_type(JxlChecker *c, Call *call, JxlTypeId made, bool is_statement) {
    JxlDecl *decl = jxl_owner_of(c, made);
    JxlTypeId result;
    if (!decl) {
        jxl_error(c, 205, call->node->span, NULL, "`%s` is not made by a call",
                  jxl_text_of_type(c, made));
        return JXL_ERROR_TYPE;
    }
    if (is_raw_call(c, call, decl, &result)) return result;
    add_constructors(c, call, decl, made);
    if (call->count == 0) {
        jxl_error(c, 205, call->node->span, NULL, "`%s` is not made by a call",
                  jxl_text_of_type(c, made));
        return JXL_ERROR_TYPE;
    }
    return check_candidates(c, call, is_statement);
}

static void refuse_extended(JxlChecker *c, const Call *call, const JxlDecl *decl) {
    bool is_extended = decl->node && decl->node->kind == JXL_VIEW &&
                       (decl->flags & JXL_DECL_BUILTIN) && jxl_attribute(c, decl->node, "Extended");
    if (is_extended)
        jxl_error(c, 900, call->node->span, NULL, "not yet supported: %s",
                  jxl_text_of_name(c, decl->name));
}

static JxlTypeId call_decl(JxlChecker *c, Call *call, JxlNode *callee, JxlDecl *decl,
                           JxlTypeId receiver, bool is_statement) {
    jxl_fact(c, callee)->target = decl;
    if (!jxl_check_python_use(c, decl, callee->span)) return JXL_ERROR_TYPE;
    if (decl->kind == JXL_DECL_FUNC || decl->kind == JXL_DECL_VIEW) {
        refuse_extended(c, call, decl);
        for (JxlDecl *one = decl; one; one = one->next) {
            if (one->kind == decl->kind) add_candidate(call, one, receiver);
        }
        JxlTypeId result = check_candidates(c, call, is_statement);
        jxl_check_component(c, call->node);
        return result;
    }
    JxlTypeId type = jxl_value_of_decl(c, callee, decl, JXL_NO_TYPE);
    jxl_fact(c, callee)->type = type;
    const JxlType *info = jxl_type(c->program, type);
    if (info->kind == JXL_TYPE_META) return call_type(c, call, info->args[0], is_statement);
    return call_value(c, call, type);
}

static bool is_token_type(JxlChecker *c, JxlTypeId type) {
    static const char *const names[] = {"Color",  "Spacing", "Radius", "Font", "Duration",
                                        "Shadow", "Size",    "ZIndex", "Token"};
    const JxlType *info = jxl_type(c->program, type);
    if (info->kind != JXL_TYPE_NOMINAL || !(info->decl->flags & JXL_DECL_BUILTIN)) return false;
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        if (jxl_name_is(c, info->decl->name, names[i])) return true;
    }
    return false;
}

static JxlTypeId call_static(JxlChecker *c, Call *call, JxlNode *callee, JxlTypeId type,
                             AstName name, bool is_statement) {
    JxlDecl *owner = jxl_owner_of(c, type);
    bool is_token =
        jxl_name_is(c, name, "token") ||
        (jxl_name_is(c, name, "string") && jxl_name_is(c, owner ? owner->name : 0, "Token"));
    if (is_token && is_token_type(c, type)) return jxl_check_token(c, call->node, type);
    JxlDecl *member = owner ? jxl_find_member(c, owner, name) : NULL;
    if (!member || !((member->flags & JXL_DECL_STATIC) || member->kind == JXL_DECL_NOMINAL)) {
        jxl_unknown_member(c, callee->span, type, owner, name);
        return JXL_ERROR_TYPE;
    }
    if (member->kind == JXL_DECL_NOMINAL)
        return call_decl(c, call, callee, member, JXL_NO_TYPE, is_statement);
    jxl_fact(c, callee)->target = member;
    if (member->kind == JXL_DECL_FIELD)
        return call_value(c, call, jxl_member_type(c, type, member));
    for (JxlDecl *one = member; one; one = one->next) add_candidate(call, one, type);
    return check_candidates(c, call, is_statement);
}

static JxlTypeId call_member(JxlChecker *c, Call *call, JxlNode *callee, bool is_statement) {
    JxlTypeId type = jxl_check_expr(c, callee->member.value, JXL_NO_TYPE);
    if (type == JXL_ERROR_TYPE) return call_value(c, call, type);
    AstName name = callee->member.name;
    JxlType info = *jxl_type(c->program, type);
    if (info.kind == JXL_TYPE_MODULE) {
        JxlModule *module = c->program->modules.items[info.number];
        JxlDecl *decl = jxl_find_global(c, module, name);
        if (decl && decl->module == info.number && !(decl->flags & JXL_DECL_PRIVATE))
            return call_decl(c, call, callee, decl, JXL_NO_TYPE, is_statement);
        return call_value(c, call, jxl_check_expr(c, callee, JXL_NO_TYPE));
    }
    if (info.kind == JXL_TYPE_META)
        return call_static(c, call, callee, info.args[0], name, is_statement);
    bool is_inside;
    JxlTypeId inner = jxl_chain_receiver(c, callee->member.value, type, &is_inside);
    bool is_marked = (callee->member.flags & JXL_FLAG_OPTIONAL) != 0;
    bool is_chain = is_marked || is_inside;
    bool is_optional = jxl_is_nominal(c, type, c->optional);
    if (is_marked && !is_optional)
        jxl_error(c, 201, callee->span, "write `.`", "`%s` is never nil",
                  jxl_text_of_type(c, type));
    JxlTypeId receiver = is_marked && is_optional ? jxl_arg(c, type, 0) : inner;
    JxlDecl *owner = jxl_owner_of(c, receiver);
    JxlDecl *member = owner ? jxl_find_member(c, owner, name) : NULL;
    bool is_method = member && member->kind == JXL_DECL_FUNC &&
                     !(member->flags & JXL_DECL_STATIC) && owner->kind == JXL_DECL_NOMINAL;
    if (!is_method) return call_value(c, call, jxl_check_expr(c, callee, JXL_NO_TYPE));
    if ((member->flags & JXL_DECL_PRIVATE) && !jxl_is_inside(c, owner))
        jxl_error(c, 206, callee->span, NULL, "`%s` is private in `%s`", jxl_text_of_name(c, name),
                  jxl_text_of_type(c, receiver));
    jxl_fact(c, callee)->target = member;
    for (JxlDecl *one = member; one; one = one->next) add_candidate(call, one, receiver);
    JxlTypeId result = check_candidates(c, call, is_statement);
    jxl_check_modifier(c, call->node);
    bool wraps = is_chain && result != JXL_VOID_TYPE;
    return wraps ? jxl_chain_result(c, call->node, result) : result;
}

JxlTypeId jxl_check_call(JxlChecker *c, JxlNode *node, JxlTypeId expected) {
    Call *call = ARENA_NEW(c->arena, Call);
    call->node = node;
    call->args = node->call.args;
    call->expected = expected;
    bool is_statement = c->is_statement;
    c->is_statement = false;
    JxlNode *callee = node->call.callee;
    if (callee->kind == JXL_NAME) {
        JxlDecl *decl = jxl_find_name(c, callee->name.name);
        if (decl) return call_decl(c, call, callee, decl, JXL_NO_TYPE, is_statement);
        jxl_unknown_name(c, callee->span, callee->name.name);
        return call_value(c, call, JXL_ERROR_TYPE);
    }
    if (callee->kind == JXL_MEMBER) return call_member(c, call, callee, is_statement);
    if (callee->kind == JXL_IMPLICIT) {
        JxlTypeId type = expected == JXL_NO_TYPE ? JXL_NO_TYPE : jxl_resolve(c, expected);
        while (type != JXL_NO_TYPE && jxl_is_nominal(c, type, c->optional))
            type = jxl_arg(c, type, 0);
        if (type == JXL_ERROR_TYPE) return type;
        if (type != JXL_NO_TYPE && jxl_owner_of(c, type))
            return call_static(c, call, callee, type, callee->implicit.name, is_statement);
        return call_value(c, call, jxl_check_expr(c, callee, expected));
    }
    JxlTypeId type = jxl_check_expr(c, callee, JXL_NO_TYPE);
    const JxlType *info = jxl_type(c->program, type);
    if (info->kind == JXL_TYPE_META) return call_type(c, call, info->args[0], is_statement);
    return call_value(c, call, type);
}
