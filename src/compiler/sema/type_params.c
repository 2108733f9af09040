// Type parameters, type aliases and template strings, said in terms of others before anything else
// looks at the tree.
//
//   type X[T] = E             X = _.typing._alias("X", lambda T: E, (_.typing._param(…),))
//   def f[T](x: T): B         def f(x): T = _.typing._param(…); B   where B evaluates T
//   class C[T](D[T]): B       _.T7 = _.typing._param(…)
//                             class C(D[_.T7], _.typing.Generic[_.T7]): B
//   t"a{x!r:>4}"              _.template.Template("a", _.template.Interpolation(x, "x", "r", ">4"))
//
// A class whose parameters stand in annotations alone, which are not evaluated, is a class like
// others, until inference finds that it is subscripted: then analysis goes on with the above.
#include "compiler/sema/desugar_priv.h"

#include <string.h>

typedef struct {
    Build *build;
    AstModule *ast;
    bool is_reflective;  // the module asks objects for their parameters
    bool uses_typing, uses_templates;
} Params;

// ---- what is evaluated

typedef struct {
    AstTypeParams params;
    AstName renamed;  // AST_NO_NAME: only look
    u32 index;        // of the parameter that is renamed
    bool is_found;
} ParamUse;

static AstName param_name(const AstTypeParam *param) {
    if (param->kind == AST_TYPE_VAR) return param->type_var.name;
    return param->kind == AST_PARAM_SPEC ? param->param_spec.name : param->type_var_tuple.name;
}

static void visit_use(void *context, AstNode *node) {
    ParamUse *use = context;
    AstExpr *expr = (AstExpr *)node;
    AstStmt *stmt = (AstStmt *)node;
    AstKind kind = node->kind;
    if (kind == AST_ARG || ast_kind_info(kind)->group == AST_GROUP_TYPE_PARAM) return;
    if (kind == AST_NAME && expr->name.ctx == AST_LOAD) {
        for (u32 i = 0; i < use->params.count; i++) {
            if (expr->name.id != param_name(use->params.items[i])) continue;
            use->is_found = true;
            if (use->renamed != AST_NO_NAME && i == use->index) expr->name.id = use->renamed;
        }
    }
    if (kind == AST_ANN_ASSIGN) {
        if (stmt->ann_assign.value) visit_use(use, &stmt->ann_assign.value->node);
        return;
    }
    if (kind != AST_FUNCTION_DEF && kind != AST_ASYNC_FUNCTION_DEF) {
        ast_each_child(node, visit_use, use);
        return;
    }
    AstExpr *returns = stmt->function_def.returns;
    stmt->function_def.returns = NULL;
    ast_each_child(node, visit_use, use);
    stmt->function_def.returns = returns;
}

static bool is_evaluated(AstNode *node, AstTypeParams params) {
    ParamUse use = {params, AST_NO_NAME, 0, false};
    ast_each_child(node, visit_use, &use);
    return use.is_found;
}

static void look_for_reflection(void *context, AstNode *node) {
    static const char *const words[] = {"__type_params__", "__parameters__", "__orig_bases__",
                                        "__mro__",         "__bases__",      "mro",
                                        "Generic",         "get_type_hints"};
    Params *p = context;
    const AstExpr *expr = (const AstExpr *)node;
    AstName name = AST_NO_NAME;
    if (node->kind == AST_NAME) name = expr->name.id;
    if (node->kind == AST_ATTRIBUTE) name = expr->attribute.attr;
    for (u32 i = 0; name != AST_NO_NAME && i < COUNT_OF(words); i++)
        p->is_reflective |= slice_equal(names_text(p->build->names, name), slice_of_text(words[i]));
    if (!p->is_reflective) ast_each_child(node, look_for_reflection, p);
}

typedef struct {
    AstName name;
    bool is_found;
} SubscriptSearch;

static void look_for_subscript(void *context, AstNode *node) {
    SubscriptSearch *search = context;
    const AstExpr *expr = (const AstExpr *)node;
    if (search->is_found || node->kind == AST_ARG) return;
    if (node->kind == AST_ANN_ASSIGN) {
        const AstExpr *value = ((const AstStmt *)node)->ann_assign.value;
        if (value) look_for_subscript(search, (AstNode *)(uintptr_t)&value->node);
        return;
    }
    if (node->kind == AST_SUBSCRIPT) {
        const AstExpr *value = expr->subscript.value;
        search->is_found = value->kind == AST_NAME && value->name.id == search->name;
    }
    ast_each_child(node, look_for_subscript, search);
}

static bool is_subscripted(const Params *p, AstName name) {
    SubscriptSearch search = {name, false};
    ast_each_child(&p->ast->node, look_for_subscript, &search);
    return search.is_found;
}

// ---- text of what is made

static void put_param(Params *p, Bytes *text, const AstTypeParam *param) {
    static const char *const makers[] = {"_param", "_param_spec", "_param_tuple"};
    Slice name = names_text(p->build->names, param_name(param));
    u32 kind = param->kind == AST_TYPE_VAR ? 0 : param->kind == AST_PARAM_SPEC ? 1 : 2;
    p->uses_typing = true;
    bytes_format(text, "__kr_typing.%s('%S', lambda: None, lambda: None)", makers[kind], &name);
}

// Puts bound and default where the template has its lambdas. `call` is what put_param wrote.
static void fill_param(AstExpr *call, AstTypeParam *param) {
    AstExpr *bound = param->kind == AST_TYPE_VAR ? param->type_var.bound : NULL;
    AstExpr *value = param->kind == AST_TYPE_VAR     ? param->type_var.default_value
                     : param->kind == AST_PARAM_SPEC ? param->param_spec.default_value
                                                     : param->type_var_tuple.default_value;
    AstExprs *args = &call->call.args;
    if (bound) args->items[1]->lambda.body = bound;
    if (value) args->items[2]->lambda.body = value;
    if (!value) args->count = 2;
    if (!value && !bound) args->count = 1;
}

static AstStmts make(Params *p, const Bytes *text, Span span) {
    return build_template(p->build, bytes_slice(text), span, 0, 0);
}

// NAME = _.typing._param(…)
static AstStmt *param_assign(Params *p, AstTypeParam *param, AstName name) {
    Bytes text;
    bytes_init(&text, p->build->arena);
    bytes_text(&text, "x = ");
    put_param(p, &text, param);
    AstStmt *stmt = make(p, &text, param->span).items[0];
    fill_param(stmt->assign.value, param);
    stmt->assign.targets.items[0]->name.id = name;
    return stmt;
}

// (_.typing._param(…), …)
static void put_params(Params *p, Bytes *text, AstTypeParams params) {
    bytes_push(text, '(');
    for (u32 i = 0; i < params.count; i++) {
        put_param(p, text, params.items[i]);
        bytes_text(text, ", ");
    }
    bytes_push(text, ')');
}

static void fill_params(AstExpr *tuple, AstTypeParams params) {
    for (u32 i = 0; i < params.count; i++) fill_param(tuple->tuple.elts.items[i], params.items[i]);
}

// ---- statements

static AstStmt *alias_stmt(Params *p, AstStmt *stmt) {
    AstTypeParams params = stmt->type_alias.type_params;
    Slice name = names_text(p->build->names, stmt->type_alias.name->name.id);
    Bytes text;
    bytes_init(&text, p->build->arena);
    bytes_format(&text, "x = __kr_typing._alias('%S', lambda ", &name);
    for (u32 i = 0; i < params.count; i++) {
        Slice param = names_text(p->build->names, param_name(params.items[i]));
        bytes_format(&text, "%S, ", &param);
    }
    bytes_text(&text, ": None, ");
    put_params(p, &text, params);
    bytes_text(&text, ", __name__)");
    p->uses_typing = true;
    AstStmt *made = make(p, &text, stmt->span).items[0];
    AstExprs args = made->assign.value->call.args;
    args.items[1]->lambda.body = stmt->type_alias.value;
    fill_params(args.items[2], params);
    made->assign.targets.items[0] = stmt->type_alias.name;
    return made;
}

static void prepend(Params *p, AstStmts *body, AstStmts added) {
    u32 place = ast_docstring(*body) ? 1 : 0;
    AstStmt **items = ARENA_NEW_ARRAY(p->build->arena, AstStmt *, body->count + added.count);
    for (u32 i = 0; i < body->count; i++) items[i < place ? i : i + added.count] = body->items[i];
    for (u32 i = 0; i < added.count; i++) items[place + i] = added.items[i];
    *body = (AstStmts){items, body->count + added.count};
}

static void expand_def(Params *p, AstStmt *stmt, DesugarStmts *out) {
    AstTypeParams params = stmt->function_def.type_params;
    stmt->function_def.type_params = (AstTypeParams){0};
    *VEC_PUSH(p->build->arena, out) = stmt;
    if (is_evaluated(&stmt->node, params)) {
        DesugarStmts added = {0};
        for (u32 i = 0; i < params.count; i++)
            *VEC_PUSH(p->build->arena, &added) =
                param_assign(p, params.items[i], param_name(params.items[i]));
        prepend(p, &stmt->function_def.body, (AstStmts){added.items, added.count});
    }
    if (!p->is_reflective || stmt->function_def.decorators.count > 0) return;
    Bytes text;
    bytes_init(&text, p->build->arena);
    Slice name = names_text(p->build->names, stmt->function_def.name);
    bytes_format(&text, "%S.__type_params__ = ", &name);
    put_params(p, &text, params);
    AstStmt *made = make(p, &text, stmt->span).items[0];
    fill_params(made->assign.value, params);
    *VEC_PUSH(p->build->arena, out) = made;
}

// The bases get Generic[…], or (for one parameter and for several alike) what says the same.
static void add_generic(Params *p, AstStmt *stmt, const AstName *names, u32 count) {
    Bytes text;
    bytes_init(&text, p->build->arena);
    bytes_text(&text, "__kr_typing.Generic[");
    for (u32 i = 0; i < count; i++) bytes_text(&text, "x, ");
    bytes_text(&text, "]\n__type_params__ = (");
    for (u32 i = 0; i < count; i++) bytes_text(&text, "x, ");
    bytes_text(&text, ")");
    AstStmts made = make(p, &text, stmt->span);
    AstExpr *base = made.items[0]->expr.value;
    for (u32 i = 0; i < count; i++) {
        base->subscript.slice->tuple.elts.items[i]->name.id = names[i];
        made.items[1]->assign.value->tuple.elts.items[i]->name.id = names[i];
    }
    AstExprs bases = stmt->class_def.bases;
    AstExpr **items = ARENA_NEW_ARRAY(p->build->arena, AstExpr *, bases.count + 1);
    for (u32 i = 0; i < bases.count; i++) items[i] = bases.items[i];
    items[bases.count] = base;
    stmt->class_def.bases = (AstExprs){items, bases.count + 1};
    if (p->is_reflective)
        prepend(p, &stmt->class_def.body, (AstStmts){made.items + 1, made.count - 1});
}

static void expand_class(Params *p, AstStmt *stmt, DesugarStmts *out) {
    AstTypeParams params = stmt->class_def.type_params;
    // The items stay: they tell inference that a subscript means something.
    stmt->class_def.type_params.count = 0;
    bool is_full = p->is_reflective || build_is_wanted(p->build, stmt->span) ||
                   is_evaluated(&stmt->node, params) || is_subscripted(p, stmt->class_def.name);
    AstName *names = ARENA_NEW_ARRAY(p->build->arena, AstName, params.count);
    for (u32 i = 0; is_full && i < params.count; i++) {
        Bytes text;
        bytes_init(&text, p->build->arena);
        Slice name = names_text(p->build->names, param_name(params.items[i]));
        bytes_format(&text, "_.%S%u", &name, stmt->id);
        names[i] = names_intern(p->build->names, bytes_slice(&text));
        ParamUse use = {params, names[i], i, false};
        ast_each_child(&stmt->node, visit_use, &use);
        *VEC_PUSH(p->build->arena, out) = param_assign(p, params.items[i], names[i]);
    }
    if (is_full) add_generic(p, stmt, names, params.count);
    *VEC_PUSH(p->build->arena, out) = stmt;
}

// ---- template strings

static AstExpr *text_constant(Params *p, Slice text, Span span) {
    AstExpr *expr = ARENA_NEW(p->build->arena, AstExpr);
    expr->kind = AST_CONSTANT;
    expr->id = p->ast->node_count++;
    expr->span = span;
    expr->constant.value.kind = AST_CONST_STR;
    expr->constant.value.u.text = text;
    return expr;
}

static AstExpr *interpolation_call(Params *p, const AstExpr *part) {
    char letter = (char)part->interpolation.conversion;
    Bytes text;
    bytes_init(&text, p->build->arena);
    bytes_text(&text, "__kr_template.Interpolation(x, '', None, '')");
    AstExpr *call = make(p, &text, part->span).items[0]->expr.value;
    AstExpr **args = call->call.args.items;
    args[0] = part->interpolation.value;
    args[1]->constant.value = part->interpolation.str;
    if (part->interpolation.conversion > 0)
        args[2] =
            text_constant(p, slice_make(arena_copy(p->build->arena, &letter, 1), 1), part->span);
    if (part->interpolation.format_spec) args[3] = part->interpolation.format_spec;
    return call;
}

static void expand_template(Params *p, AstExpr *expr) {
    AstExprs parts = expr->template_str.values;
    Bytes text;
    bytes_init(&text, p->build->arena);
    bytes_text(&text, "__kr_template.Template()");
    AstExpr *call = make(p, &text, expr->span).items[0]->expr.value;
    call->call.args =
        (AstExprs){ARENA_NEW_ARRAY(p->build->arena, AstExpr *, parts.count + 1), parts.count};
    for (u32 i = 0; i < parts.count; i++) {
        AstExpr *part = parts.items[i];
        call->call.args.items[i] =
            part->kind == AST_INTERPOLATION ? interpolation_call(p, part) : part;
    }
    u32 id = expr->id;
    *expr = *call;
    expr->id = id;
    p->uses_templates = true;
}

static void visit_templates(void *context, AstNode *node) {
    ast_each_child(node, visit_templates, context);
    if (node->kind == AST_TEMPLATE_STR) expand_template(context, (AstExpr *)node);
}

// ---- lists of statements

static void rewrite(Params *p, AstStmts *stmts);

static void rewrite_inside(Params *p, AstStmt *stmt) {
    // table:
    switch (stmt->kind) {
    case AST_ASYNC_FUNCTION_DEF:
    case AST_FUNCTION_DEF: rewrite(p, &stmt->function_def.body); break;
    case AST_CLASS_DEF: rewrite(p, &stmt->class_def.body); break;
    case AST_ASYNC_WITH:
    case AST_WITH: rewrite(p, &stmt->with_stmt.body); break;
    case AST_MATCH:
        for (u32 i = 0; i < stmt->match_stmt.cases.count; i++)
            rewrite(p, &stmt->match_stmt.cases.items[i]->body);
        break;
    case AST_ASYNC_FOR:
    case AST_FOR:
        rewrite(p, &stmt->for_stmt.body);
        rewrite(p, &stmt->for_stmt.orelse);
        break;
    case AST_WHILE:
        rewrite(p, &stmt->while_stmt.body);
        rewrite(p, &stmt->while_stmt.orelse);
        break;
    case AST_IF:
        rewrite(p, &stmt->if_stmt.body);
        rewrite(p, &stmt->if_stmt.orelse);
        break;
    case AST_TRY_STAR:
    case AST_TRY:
        rewrite(p, &stmt->try_stmt.body);
        for (u32 i = 0; i < stmt->try_stmt.handlers.count; i++)
            rewrite(p, &stmt->try_stmt.handlers.items[i]->body);
        rewrite(p, &stmt->try_stmt.orelse);
        rewrite(p, &stmt->try_stmt.finalbody);
        break;
    default: break;
    }
}

static void rewrite(Params *p, AstStmts *stmts) {
    DesugarStmts out = {0};
    bool has_any = false;
    for (u32 i = 0; i < stmts->count; i++) {
        AstStmt *stmt = stmts->items[i];
        bool is_def = stmt->kind == AST_FUNCTION_DEF || stmt->kind == AST_ASYNC_FUNCTION_DEF;
        u32 count = out.count;
        rewrite_inside(p, stmt);
        if (stmt->kind == AST_TYPE_ALIAS)
            *VEC_PUSH(p->build->arena, &out) = alias_stmt(p, stmt);
        else if (is_def && stmt->function_def.type_params.count > 0)
            expand_def(p, stmt, &out);
        else if (stmt->kind == AST_CLASS_DEF && stmt->class_def.type_params.count > 0)
            expand_class(p, stmt, &out);
        else
            *VEC_PUSH(p->build->arena, &out) = stmt;
        has_any |= out.count > count + 1 || out.items[out.count - 1] != stmt;
    }
    if (has_any) *stmts = (AstStmts){out.items, out.count};
}

static void look_for_params(void *context, AstNode *node) {
    bool *is_found = context;
    *is_found |= ast_kind_info(node->kind)->group == AST_GROUP_TYPE_PARAM ||
                 node->kind == AST_TYPE_ALIAS || node->kind == AST_TEMPLATE_STR;
    if (!*is_found) ast_each_child(node, look_for_params, is_found);
}

void build_type_params(Build *build, SemaModule *module) {
    AstModule *ast = (AstModule *)(uintptr_t)module->ast;
    bool is_found = false;
    ast_each_child(&ast->node, look_for_params, &is_found);
    if (!is_found) return;
    build->module = module;
    Params p = {.build = build, .ast = ast};
    ast_each_child(&ast->node, look_for_reflection, &p);
    ast_each_child(&ast->node, visit_templates, &p);
    rewrite(&p, &ast->body);
    if (p.uses_typing) build_hidden_import(build, module, "typing", "_.typing");
    if (p.uses_templates) build_hidden_import(build, module, "_templatelib", "_.template");
    build_module_tables(build, module);
}
