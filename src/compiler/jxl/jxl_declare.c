// What a module declares: names first, signatures when they are asked for.
#include "compiler/jxl/jxl_check_priv.h"

#include "base/check.h"

enum { UNKNOWN, RESOLVING, KNOWN };

static void add_name(JxlChecker *c, IntMap *names, JxlDecl *decl) {
    u32 *slot = int_map_at(names, decl->name, UINT32_MAX);
    if (*slot == UINT32_MAX) {
        *slot = decl->index;
        return;
    }
    JxlDecl *first = c->program->decls.items[*slot];
    if (c->module->is_library || decl->kind == JXL_DECL_INIT) {
        while (first->next) first = first->next;
        first->next = decl;
        return;
    }
    jxl_error(c, 207, decl->node->span, NULL, "`%s` is declared twice",
              jxl_text_of_name(c, decl->name));
}

static void add(JxlChecker *c, JxlDecl *decl) {
    if (c->self) {
        add_name(c, &c->self->members, decl);
        *VEC_PUSH(c->arena, &c->self->order) = decl;
    } else {
        add_name(c, &c->module->names, decl);
        *VEC_PUSH(c->arena, &c->module->order) = decl;
    }
}

static u32 flags_of(u32 flags) {
    u32 result = 0;
    if (flags & JXL_FLAG_PRIVATE) result |= JXL_DECL_PRIVATE;
    if (flags & JXL_FLAG_STATIC) result |= JXL_DECL_STATIC;
    if (flags & JXL_FLAG_MUTATING) result |= JXL_DECL_MUTATING;
    if (flags & JXL_FLAG_VAR) result |= JXL_DECL_MUTABLE;
    if (flags & JXL_FLAG_ASYNC) result |= JXL_DECL_ASYNC;
    if (flags & JXL_FLAG_THROWS) result |= JXL_DECL_THROWS;
    return result;
}

static void declare_type_params(JxlChecker *c, JxlDecl *decl, JxlNodes params) {
    decl->type_params = ARENA_NEW_ARRAY(c->arena, JxlDecl *, params.count);
    decl->type_param_count = params.count;
    for (u32 i = 0; i < params.count; i++) {
        JxlNode *node = params.items[i];
        JxlDecl *param = jxl_new_decl(c, JXL_DECL_TYPE_PARAM, node->type_param.name, node);
        param->owner = decl;
        decl->type_params[i] = param;
        jxl_fact(c, node)->target = param;
    }
}

static JxlDecl *declare(JxlChecker *c, JxlDeclKind kind, AstName name, JxlNode *node, u32 flags) {
    JxlDecl *decl = jxl_new_decl(c, kind, name, node);
    decl->flags |= flags;
    jxl_fact(c, node)->target = decl;
    add(c, decl);
    return decl;
}

static void declare_item(JxlChecker *c, JxlNode *node);

static void declare_members(JxlChecker *c, JxlDecl *owner, JxlNodes members) {
    JxlDecl *saved = c->self;
    c->self = owner;
    int_map_init(&owner->members, c->arena);
    for (u32 i = 0; i < members.count; i++) declare_item(c, members.items[i]);
    c->self = saved;
}

static void declare_pattern(JxlChecker *c, JxlNode *variable, JxlNode *pattern) {
    u32 flags = flags_of(variable->variable.flags);
    if (pattern->kind == JXL_NAME_PATTERN) {
        bool is_view = c->self && c->self->kind == JXL_DECL_VIEW;
        bool is_prop =
            is_view && !(flags & (JXL_DECL_MUTABLE | JXL_DECL_PRIVATE | JXL_DECL_STATIC));
        JxlDeclKind kind = is_prop ? JXL_DECL_PROP : c->self ? JXL_DECL_FIELD : JXL_DECL_GLOBAL;
        if (is_prop) flags |= JXL_DECL_REACTIVE;
        if (jxl_attribute(c, variable, "Reactive")) flags |= JXL_DECL_REACTIVE;
        if (variable->variable.flags & JXL_FLAG_GETTER) flags |= JXL_DECL_COMPUTED;
        for (u32 i = 0; i < variable->variable.accessors.count; i++) {
            if (variable->variable.accessors.items[i]->accessor.which == JXL_OP_GET)
                flags |= JXL_DECL_COMPUTED;
        }
        JxlDecl *decl = declare(c, kind, pattern->name_pattern.name, variable, flags);
        jxl_fact(c, pattern)->target = decl;
    } else if (pattern->kind == JXL_TUPLE_PATTERN && !c->self) {
        for (u32 i = 0; i < pattern->tuple_pattern.items.count; i++) {
            JxlNode *item = pattern->tuple_pattern.items.items[i];
            if (item->kind != JXL_NAME_PATTERN) continue;
            JxlDecl *decl = jxl_new_decl(c, JXL_DECL_GLOBAL, item->name_pattern.name, variable);
            decl->flags |= flags;
            jxl_fact(c, item)->target = decl;
            add(c, decl);
        }
    } else if (pattern->kind != JXL_ANY_PATTERN) {
        jxl_error(c, 201, pattern->span, NULL, "a member is declared by its name");
    }
}

static void declare_nominal(JxlChecker *c, JxlNode *node) {
    JxlDecl *decl =
        declare(c, JXL_DECL_NOMINAL, node->nominal.name, node, flags_of(node->nominal.flags));
    decl->form = (u8)node->nominal.form;
    declare_type_params(c, decl, node->nominal.type_params);
    JxlTypeId *args = ARENA_NEW_ARRAY(c->arena, JxlTypeId, decl->type_param_count);
    for (u32 i = 0; i < decl->type_param_count; i++)
        args[i] = jxl_param_type(c->program, decl->type_params[i]);
    decl->type = jxl_nominal(c->program, decl, args, decl->type_param_count);
    decl->type_state = KNOWN;
    declare_members(c, decl, node->nominal.members);
}

static void declare_cases(JxlChecker *c, JxlNode *node) {
    for (u32 i = 0; i < node->cases.items.count; i++) {
        JxlNode *item = node->cases.items.items[i];
        declare(c, JXL_DECL_CASE, item->case_item.name, item, JXL_DECL_STATIC);
    }
}

static void declare_func(JxlChecker *c, JxlNode *node) {
    JxlDecl *decl = declare(c, JXL_DECL_FUNC, node->func.name, node, flags_of(node->func.flags));
    if (jxl_attribute(c, node, "Impure")) decl->flags |= JXL_DECL_IMPURE;
    declare_type_params(c, decl, node->func.type_params);
}

static void declare_atom(JxlChecker *c, JxlNode *node) {
    JxlDecl *decl = declare(c, JXL_DECL_ATOM, node->atom.name, node, flags_of(node->atom.flags));
    decl->form = (u8)node->atom.form;
    decl->flags |= JXL_DECL_REACTIVE;
    bool is_source = decl->form == JXL_OP_ATOM_SOURCE || decl->form == JXL_OP_ATOM_DISPOSABLE;
    if (is_source) decl->flags |= JXL_DECL_MUTABLE;
}

// table: what a declaration declares
static void declare_item(JxlChecker *c, JxlNode *node) {
    switch (node->kind) {
    case JXL_VARIABLE: declare_pattern(c, node, node->variable.pattern); break;
    case JXL_FUNC: declare_func(c, node); break;
    case JXL_NOMINAL: declare_nominal(c, node); break;
    case JXL_CASES: declare_cases(c, node); break;
    case JXL_ATOM: declare_atom(c, node); break;
    case JXL_INIT:
        declare(c, JXL_DECL_INIT, names_intern_text(c->names, "init"), node,
                flags_of(node->init.flags));
        break;
    case JXL_TYPE_ALIAS: {
        JxlDecl *decl = declare(c, JXL_DECL_ALIAS, node->type_alias.name, node,
                                flags_of(node->type_alias.flags));
        declare_type_params(c, decl, node->type_alias.type_params);
        break;
    }
    case JXL_SIGNAL:
        declare(c, JXL_DECL_ATOM, node->signal.name, node,
                flags_of(node->signal.flags) | JXL_DECL_REACTIVE | JXL_DECL_MUTABLE);
        break;
    case JXL_VIEW: {
        JxlDecl *decl =
            declare(c, JXL_DECL_VIEW, node->view.name, node, flags_of(node->view.flags));
        declare_type_params(c, decl, node->view.type_params);
        declare_members(c, decl, node->view.members);
        break;
    }
    case JXL_STYLE: declare(c, JXL_DECL_STYLE, node->style.name, node, 0); break;
    default: break;
    }
}

void jxl_declare_module(JxlChecker *c, JxlModule *module) {
    c->module = module;
    c->self = NULL;
    JxlNodes items = module->tree.root->module.items;
    for (u32 i = 0; i < items.count; i++) declare_item(c, items.items[i]);
}

// ---- contexts

JxlContext jxl_enter_decl(JxlChecker *c, JxlDecl *decl) {
    JxlContext saved = {c->module,       c->self,   c->body,     c->locals.count,
                        c->conditional,  c->awaits, c->tries,    c->reads,
                        c->variables,    c->muted,  c->row_type, c->is_statement,
                        c->locals_hidden};
    c->module = c->program->modules.items[decl->module];
    c->self = decl;
    c->body = NULL;
    c->locals_hidden = c->locals.count;
    c->conditional = c->awaits = c->tries = c->muted = 0;
    c->row_type = JXL_NO_TYPE;
    c->is_statement = false;
    return saved;
}

void jxl_leave_decl(JxlChecker *c, JxlContext saved) {
    c->module = saved.module;
    c->self = saved.self;
    c->body = saved.body;
    c->locals.count = saved.local_count;
    c->locals_hidden = saved.hidden;
    c->conditional = saved.conditional;
    c->awaits = saved.awaits;
    c->tries = saved.tries;
    c->reads = saved.reads;
    c->variables = saved.variables;
    c->muted = saved.muted;
    c->row_type = saved.row_type;
    c->is_statement = saved.is_statement;
}

// ---- signatures

static void resolve_params(JxlChecker *c, JxlDecl *decl, JxlNodes params) {
    decl->params = ARENA_NEW_ARRAY(c->arena, JxlParam, params.count);
    decl->param_count = params.count;
    for (u32 i = 0; i < params.count; i++) {
        JxlNode *node = params.items[i];
        JxlParam *param = &decl->params[i];
        param->label = node->param.label;
        param->name = node->param.name;
        param->type = jxl_resolve_type(c, node->param.type);
        param->init = node->param.init;
        param->has_default = node->param.init != NULL;
    }
}

static void resolve_bounds(JxlChecker *c, JxlDecl *decl, JxlNodes bounds) {
    for (u32 i = 0; i < decl->type_param_count; i++) {
        JxlNode *bound = decl->type_params[i]->node->type_param.bound;
        if (bound) decl->type_params[i]->bound = jxl_resolve_type(c, bound);
    }
    for (u32 i = 0; i < bounds.count; i++) {
        JxlNode *row = bounds.items[i];
        for (u32 j = 0; j < decl->type_param_count; j++) {
            if (decl->type_params[j]->name == row->type_param.name)
                decl->type_params[j]->bound = jxl_resolve_type(c, row->type_param.bound);
        }
    }
}

static void set_func_type(JxlChecker *c, JxlDecl *decl) {
    JxlTypeId *types = ARENA_NEW_ARRAY(c->arena, JxlTypeId, decl->param_count);
    for (u32 i = 0; i < decl->param_count; i++) types[i] = decl->params[i].type;
    u32 flags = (decl->flags & JXL_DECL_ASYNC ? JXL_FLAG_ASYNC : 0u) |
                (decl->flags & JXL_DECL_THROWS ? JXL_FLAG_THROWS : 0u);
    decl->type = jxl_func_type(c->program, types, decl->param_count, decl->result, flags);
}

static void find_return(void *context, JxlNode *node) {
    bool *is_found = context;
    if (node->kind == JXL_CLOSURE || node->kind == JXL_FUNC) return;
    if (node->kind == JXL_RETURN && node->return_.value) *is_found = true;
    jxl_each_child(node, find_return, context);
}

static void resolve_func(JxlChecker *c, JxlDecl *decl) {
    JxlNode *node = decl->node;
    resolve_bounds(c, decl, node->func.bounds);
    resolve_params(c, decl, node->func.params);
    bool returns_value = false;
    if (node->func.body) find_return(&returns_value, node->func.body);
    if (node->func.returns) {
        decl->result = jxl_resolve_type(c, node->func.returns);
    } else if (!returns_value) {
        decl->result = JXL_VOID_TYPE;
    } else {
        if (node->func.flags & JXL_FLAG_PUBLIC)
            jxl_error(c, 204, node->span, "write the type behind the parameters",
                      "the result of the public function `%s` needs a type",
                      jxl_text_of_name(c, decl->name));
        decl->result = jxl_fresh(c);
    }
    set_func_type(c, decl);
}

static void resolve_case(JxlChecker *c, JxlDecl *decl) {
    JxlNodes payload = decl->node->case_item.payload;
    decl->params = ARENA_NEW_ARRAY(c->arena, JxlParam, payload.count);
    decl->param_count = payload.count;
    for (u32 i = 0; i < payload.count; i++) {
        decl->params[i].name = payload.items[i]->payload.name;
        decl->params[i].type = jxl_resolve_type(c, payload.items[i]->payload.type);
    }
    decl->result = decl->owner->type;
    if (payload.count > 0)
        set_func_type(c, decl);
    else
        decl->type = decl->owner->type;
}

// The props of a view, or the fields of a struct that its memberwise initialiser takes.
static void resolve_fields(JxlChecker *c, JxlDecl *decl, JxlDeclKind kind) {
    decl->params = ARENA_NEW_ARRAY(c->arena, JxlParam, decl->order.count);
    for (u32 i = 0; i < decl->order.count; i++) {
        JxlDecl *member = decl->order.items[i];
        bool is_one =
            member->kind == kind && !(member->flags & (JXL_DECL_STATIC | JXL_DECL_COMPUTED));
        if (!is_one || member->node->kind != JXL_VARIABLE) continue;
        JxlNode *init = member->node->variable.init;
        JxlParam *param = &decl->params[decl->param_count++];
        param->name = member->name;
        param->type = jxl_type_of(c, member);
        param->init = init;
        param->has_default =
            init != NULL || (kind == JXL_DECL_FIELD && (member->flags & JXL_DECL_MUTABLE) &&
                             jxl_is_nominal(c, param->type, c->optional));
        param->decl = member;
    }
}

static void resolve_nominal(JxlChecker *c, JxlDecl *decl) {
    JxlNode *node = decl->node;
    if (!node) return;
    resolve_bounds(c, decl, (JxlNodes){0});
    for (u32 i = 0; i < node->nominal.supers.count; i++) {
        JxlNode *super = node->nominal.supers.items[i];
        *VEC_PUSH(c->arena, &decl->supers) = jxl_resolve_type(c, super);
    }
    if (decl->form == JXL_OP_STRUCT) resolve_fields(c, decl, JXL_DECL_FIELD);
    if (decl->form == JXL_OP_CLASS) resolve_fields(c, decl, JXL_DECL_FIELD);
}

void jxl_resolve_signature(JxlChecker *c, JxlDecl *decl) {
    if (decl->signature_state != UNKNOWN) return;
    decl->signature_state = RESOLVING;
    if (decl->flags & JXL_DECL_PYTHON || !decl->node) {
        decl->signature_state = KNOWN;
        return;
    }
    JxlContext saved = jxl_enter_decl(c, decl);
    switch (decl->kind) {
    case JXL_DECL_FUNC: resolve_func(c, decl); break;
    case JXL_DECL_INIT:
        resolve_params(c, decl, decl->node->init.params);
        decl->result = decl->owner->type;
        set_func_type(c, decl);
        break;
    case JXL_DECL_CASE: resolve_case(c, decl); break;
    case JXL_DECL_VIEW:
        resolve_bounds(c, decl, (JxlNodes){0});
        resolve_fields(c, decl, JXL_DECL_PROP);
        decl->result = jxl_plain(c, c->view);
        break;
    case JXL_DECL_NOMINAL: resolve_nominal(c, decl); break;
    default: break;
    }
    jxl_leave_decl(c, saved);
    decl->signature_state = KNOWN;
}

// ---- types of values

static JxlTypeId need_type(JxlChecker *c, JxlDecl *decl, const char *what, const char *hint) {
    Span span = decl->node->span;
    if (decl->node->kind == JXL_VARIABLE) span = decl->node->variable.pattern->span;
    if (decl->node->kind == JXL_ATOM) {
        // The name, not the whole declaration.
        const SourceFile *file = c->module->tree.file;
        Slice name = names_text(c->names, decl->name);
        for (u32 i = span.start; i + name.len <= span.end; i++) {
            if (!slice_equal(slice_make(file->text.data + i, name.len), name)) continue;
            span = (Span){span.file, i, i + (u32)name.len};
            break;
        }
    }
    Bytes out;
    bytes_init(&out, c->arena);
    Slice name = names_text(c->names, decl->name);
    bytes_format(&out, "write `%s %S: %s`", what, &name, hint);
    bytes_push(&out, 0);
    jxl_error(c, 204, span, (const char *)out.data, "%s `%S` needs a type", what, &name);
    return JXL_ERROR_TYPE;
}

static JxlTypeId infer_variable(JxlChecker *c, JxlDecl *decl) {
    JxlNode *node = decl->node;
    if (node->variable.type) return jxl_resolve_type(c, node->variable.type);
    if (decl->kind == JXL_DECL_PROP) return need_type(c, decl, "let", "Type");
    if (!node->variable.init)
        return need_type(c, decl, decl->flags & JXL_DECL_MUTABLE ? "var" : "let", "Type");
    jxl_check_decl(c, decl);
    return decl->type ? decl->type : JXL_ERROR_TYPE;
}

static JxlTypeId infer_atom(JxlChecker *c, JxlDecl *decl) {
    JxlNode *node = decl->node;
    if (node->kind == JXL_SIGNAL) return jxl_resolve_type(c, node->signal.type);
    JxlTypeId type = node->atom.type ? jxl_resolve_type(c, node->atom.type) : JXL_NO_TYPE;
    if (decl->form == JXL_OP_ATOM_ASYNC) return jxl_nominal(c->program, c->async_value, &type, 1);
    if (type != JXL_NO_TYPE) return type;
    bool is_computed = decl->form == JXL_OP_ATOM_COMPUTED;
    bool is_shared = is_computed && decl->owner == NULL && !(decl->flags & JXL_DECL_PRIVATE);
    if (is_shared) return need_type(c, decl, "atom computed", "Type { … }");
    if (!is_computed && !node->atom.init) return need_type(c, decl, "atom", "Array<Item> = []");
    jxl_check_decl(c, decl);
    return decl->type ? decl->type : JXL_ERROR_TYPE;
}

static JxlTypeId infer_type(JxlChecker *c, JxlDecl *decl) {
    switch (decl->kind) {
    case JXL_DECL_FUNC:
    case JXL_DECL_INIT:
    case JXL_DECL_CASE: jxl_resolve_signature(c, decl); return decl->type;
    case JXL_DECL_ALIAS: return jxl_resolve_type(c, decl->node->type_alias.type);
    case JXL_DECL_PROP:
    case JXL_DECL_FIELD:
    case JXL_DECL_GLOBAL: return infer_variable(c, decl);
    case JXL_DECL_ATOM: return infer_atom(c, decl);
    default: return decl->type ? decl->type : JXL_ERROR_TYPE;
    }
}

JxlTypeId jxl_type_of(JxlChecker *c, JxlDecl *decl) {
    if (decl->type_state == KNOWN) return decl->type;
    if (decl->type_state == RESOLVING) {
        if (decl->type != JXL_NO_TYPE) return decl->type;
        jxl_error(c, decl->kind == JXL_DECL_ATOM && !decl->owner ? 402 : 204, decl->node->span,
                  "write its type", "the type of `%s` depends on itself",
                  jxl_text_of_name(c, decl->name));
        return decl->type = JXL_ERROR_TYPE;
    }
    decl->type_state = RESOLVING;
    // Signatures of functions have their own context; what is inferred here is in the owner's.
    JxlContext saved = jxl_enter_decl(c, decl);
    JxlTypeId type = infer_type(c, decl);
    jxl_leave_decl(c, saved);
    decl->type = type;
    decl->type_state = KNOWN;
    return type;
}

// ---- types as written

static JxlTypeId apply(JxlChecker *c, JxlNode *node, JxlDecl *decl) {
    JxlNodes written = node->named_type.args;
    if (written.count != decl->type_param_count) {
        jxl_error(c, 205, node->span, NULL, "`%s` takes %u type arguments, not %u",
                  jxl_text_of_name(c, decl->name), decl->type_param_count, written.count);
        return JXL_ERROR_TYPE;
    }
    JxlTypeId *args = ARENA_NEW_ARRAY(c->arena, JxlTypeId, written.count);
    for (u32 i = 0; i < written.count; i++) args[i] = jxl_resolve_type(c, written.items[i]);
    if (decl->kind == JXL_DECL_ALIAS)
        return jxl_substitute(c->program, jxl_type_of(c, decl), decl->type_params, args,
                              written.count);
    if (decl == c->type) return jxl_meta_type(c->program, args[0]);
    return jxl_nominal(c->program, decl, args, written.count);
}

static JxlTypeId resolve_named(JxlChecker *c, JxlNode *node) {
    AstName name = node->named_type.name;
    JxlDecl *decl = NULL;
    if (node->named_type.outer) {
        JxlNode *outer = node->named_type.outer;
        JxlDecl *around = jxl_find_name(c, outer->named_type.name);
        if (around && around->kind == JXL_DECL_MODULE) {
            u32 index = jxl_type(c->program, around->type)->number;
            decl = jxl_find_global(c, c->program->modules.items[index], name);
        } else if (around) {
            decl = jxl_find_member(c, around, name);
        }
    } else if (jxl_name_is(c, name, "Void") && node->named_type.args.count == 0) {
        return JXL_VOID_TYPE;
    } else {
        decl = jxl_find_name(c, name);
    }
    if (!decl) {
        jxl_unknown_name(c, node->span, name);
        return JXL_ERROR_TYPE;
    }
    jxl_fact(c, node)->target = decl;
    if (decl->kind == JXL_DECL_TYPE_PARAM) return jxl_param_type(c->program, decl);
    if (decl->kind == JXL_DECL_NOMINAL || decl->kind == JXL_DECL_ALIAS) return apply(c, node, decl);
    if (decl->kind == JXL_DECL_LOCAL && decl->type == JXL_ERROR_TYPE) return JXL_ERROR_TYPE;
    jxl_error(c, 202, node->span, NULL, "`%s` is not a type", jxl_text_of_name(c, name));
    return JXL_ERROR_TYPE;
}

static void resolve_items(JxlChecker *c, JxlNodes nodes, JxlTypeId **items, AstName **names) {
    *items = ARENA_NEW_ARRAY(c->arena, JxlTypeId, nodes.count);
    *names = NULL;
    for (u32 i = 0; i < nodes.count; i++) {
        JxlNode *item = nodes.items[i];
        if (item->kind == JXL_PAYLOAD) {
            if (!*names) *names = ARENA_NEW_ARRAY(c->arena, AstName, nodes.count);
            (*names)[i] = item->payload.name;
            item = item->payload.type;
        }
        (*items)[i] = jxl_resolve_type(c, item);
    }
}

static JxlTypeId resolve_written(JxlChecker *c, JxlNode *node) {
    JxlTypeId *items;
    AstName *names;
    switch (node->kind) {
    case JXL_NAMED_TYPE: return resolve_named(c, node);
    case JXL_ARRAY_TYPE: return jxl_array_of(c, jxl_resolve_type(c, node->array_type.item));
    case JXL_MAP_TYPE: {
        JxlTypeId args[2] = {jxl_resolve_type(c, node->map_type.key),
                             jxl_resolve_type(c, node->map_type.value)};
        return jxl_nominal(c->program, c->map, args, 2);
    }
    case JXL_TUPLE_TYPE:
        resolve_items(c, node->tuple_type.items, &items, &names);
        return jxl_tuple_type(c->program, items, names, node->tuple_type.items.count);
    case JXL_FUNC_TYPE:
        resolve_items(c, node->func_type.params, &items, &names);
        return jxl_func_type(c->program, items, node->func_type.params.count,
                             jxl_resolve_type(c, node->func_type.returns), node->func_type.flags);
    case JXL_OPTIONAL_TYPE:
        return jxl_optional_of(c, jxl_resolve_type(c, node->optional_type.item));
    default: UNREACHABLE("no type");
    }
}

JxlTypeId jxl_resolve_type(JxlChecker *c, JxlNode *node) {
    JxlTypeId type = resolve_written(c, node);
    jxl_fact(c, node)->type = type;
    return type;
}
