// What CPython's symbol table refuses. Scopes are walked in its order, since "used prior to global
// declaration" depends on it; nonlocal names are looked up at the end, when all bindings are known.
#include "base/map.h"
#include "base/vec.h"
#include "compiler/syntax/python/compile_check_priv.h"

typedef enum {
    SCOPE_MODULE,
    SCOPE_CLASS,
    SCOPE_FUNCTION,
    SCOPE_COMPREHENSION,
    SCOPE_ANNOTATION,  // annotations, bounds, type aliases, the parameters of generics
} ScopeKind;

enum {
    NAME_USED = 1 << 0,
    NAME_LOCAL = 1 << 1,
    NAME_PARAM = 1 << 2,
    NAME_GLOBAL = 1 << 3,
    NAME_NONLOCAL = 1 << 4,
    NAME_ANNOTATED = 1 << 5,
    NAME_ITERATES = 1 << 6,  // the target of a comprehension's `for`
    NAME_TYPE_PARAM = 1 << 7,
};

typedef struct Scope {
    struct Scope *parent;
    ScopeKind kind;
    const char *what;     // of an annotation, for messages; of a comprehension its kind
    IntMap flags;         // AstName to NAME_*
    bool is_in_iterable;  // inside the iterable of a comprehension
} Scope;

typedef struct {
    Scope *scope;
    AstName name;
    Span span;
} Pending;

typedef struct {
    const Names *names;
    Diagnostics *diags;
    Arena *arena;
    Scope *scope;
    VEC(Pending) nonlocals;
} Walk;

static void visit_expr(Walk *w, AstExpr *expr);
static void visit_body(Walk *w, AstStmts body);

// ---- names

static u32 *flags_of(Scope *scope, AstName name) {
    return int_map_at(&scope->flags, name, 0);
}

static void fail_name(Walk *w, Span span, const char *format, AstName name) {
    Slice text = names_text(w->names, name);
    diag_error(w->diags, DIAG_SYNTAX_ERROR, span, format, &text);
}

static void check_debug(Walk *w, AstName name, Span span, AstContext context) {
    if (name != AST_NAME_DEBUG || context == AST_LOAD) return;
    diag_error(w->diags, DIAG_SYNTAX_ERROR, span,
               context == AST_DEL ? "cannot delete __debug__" : "cannot assign to __debug__");
}

static void bind(Walk *w, AstName name, Span span, u32 flags) {
    check_debug(w, name, span, AST_STORE);
    u32 *known = flags_of(w->scope, name);
    if ((flags & NAME_PARAM) && (*known & NAME_PARAM)) {
        fail_name(w, span, "duplicate argument '%S' in function definition", name);
    }
    if ((flags & NAME_TYPE_PARAM) && (*known & NAME_TYPE_PARAM)) {
        fail_name(w, span, "duplicate type parameter '%S'", name);
    }
    if ((flags & NAME_ITERATES) && (*known & (NAME_GLOBAL | NAME_NONLOCAL))) {
        fail_name(w, span,
                  "comprehension inner loop cannot rebind assignment expression target '%S'", name);
    }
    *known |= flags;
}

static void push_scope(Walk *w, ScopeKind kind, const char *what) {
    Scope *scope = ARENA_NEW(w->arena, Scope);
    scope->parent = w->scope;
    scope->kind = kind;
    scope->what = what;
    scope->is_in_iterable = w->scope != NULL && w->scope->is_in_iterable;
    int_map_init(&scope->flags, w->arena);
    w->scope = scope;
}

static void pop_scope(Walk *w) {
    w->scope = w->scope->parent;
}

// ---- global and nonlocal

static void declare(Walk *w, const AstStmt *stmt, bool is_global) {
    const char *word = is_global ? "global" : "nonlocal";
    for (u32 i = 0; i < stmt->global.names.count; i++) {
        AstName name = stmt->global.names.items[i];
        Slice text = names_text(w->names, name);
        u32 *known = flags_of(w->scope, name);
        if (*known & (NAME_PARAM | NAME_LOCAL | NAME_USED | NAME_ANNOTATED)) {
            const char *format = *known & NAME_PARAM  ? "name '%S' is parameter and %s"
                                 : *known & NAME_USED ? "name '%S' is used prior to %s declaration"
                                 : *known & NAME_ANNOTATED
                                     ? "annotated name '%S' can't be %s"
                                     : "name '%S' is assigned to before %s declaration";
            diag_error(w->diags, DIAG_SYNTAX_ERROR, stmt->span, format, &text, word);
        }
        *known |= is_global ? NAME_GLOBAL : NAME_NONLOCAL;
        if ((*known & NAME_GLOBAL) && (*known & NAME_NONLOCAL)) {
            fail_name(w, stmt->span, "name '%S' is nonlocal and global", name);
        } else if (!is_global && w->scope->kind == SCOPE_MODULE) {
            diag_error(w->diags, DIAG_SYNTAX_ERROR, stmt->span,
                       "nonlocal declaration not allowed at module level");
        } else if (!is_global) {
            *VEC_PUSH(w->arena, &w->nonlocals) = (Pending){w->scope, name, stmt->span};
        }
    }
}

static void resolve_nonlocals(Walk *w) {
    for (u32 i = 0; i < w->nonlocals.count; i++) {
        const Pending *pending = &w->nonlocals.items[i];
        bool is_found = false;
        for (const Scope *scope = pending->scope->parent; scope != NULL && !is_found;
             scope = scope->parent) {
            u32 flags = 0;
            if (scope->kind == SCOPE_MODULE || scope->kind == SCOPE_CLASS) continue;
            if (!int_map_get(&scope->flags, pending->name, &flags)) continue;
            if (flags & NAME_GLOBAL) break;
            if (flags & NAME_TYPE_PARAM) {
                fail_name(w, pending->span, "nonlocal binding not allowed for type parameter '%S'",
                          pending->name);
                is_found = true;
            }
            is_found |= (flags & (NAME_LOCAL | NAME_PARAM | NAME_NONLOCAL)) != 0;
        }
        if (!is_found)
            fail_name(w, pending->span, "no binding for nonlocal '%S' found", pending->name);
    }
}

// ---- functions, lambdas, classes

static void visit_exprs(Walk *w, AstExprs exprs) {
    for (u32 i = 0; i < exprs.count; i++) {
        if (exprs.items[i] != NULL) visit_expr(w, exprs.items[i]);
    }
}

static void visit_annotation(Walk *w, AstExpr *expr, const char *what) {
    if (expr == NULL) return;
    push_scope(w, SCOPE_ANNOTATION, what);
    visit_expr(w, expr);
    pop_scope(w);
}

static void bind_args(Walk *w, AstArgs args) {
    for (u32 i = 0; i < args.count; i++)
        bind(w, args.items[i]->arg, args.items[i]->span, NAME_PARAM);
}

static void bind_parameters(Walk *w, const AstArguments *args) {
    bind_args(w, args->posonlyargs);
    bind_args(w, args->args);
    bind_args(w, args->kwonlyargs);
    if (args->vararg != NULL) bind(w, args->vararg->arg, args->vararg->span, NAME_PARAM);
    if (args->kwarg != NULL) bind(w, args->kwarg->arg, args->kwarg->span, NAME_PARAM);
}

static void annotate_args(Walk *w, AstArgs args) {
    for (u32 i = 0; i < args.count; i++)
        visit_annotation(w, args.items[i]->annotation, "an annotation");
}

static void visit_annotations(Walk *w, const AstArguments *args, AstExpr *returns) {
    annotate_args(w, args->posonlyargs);
    annotate_args(w, args->args);
    if (args->vararg != NULL) visit_annotation(w, args->vararg->annotation, "an annotation");
    if (args->kwarg != NULL) visit_annotation(w, args->kwarg->annotation, "an annotation");
    annotate_args(w, args->kwonlyargs);
    visit_annotation(w, returns, "an annotation");
}

// Opens the scope of type parameters where there are some. Returns whether it did.
static bool begin_generic(Walk *w, AstTypeParams params) {
    if (params.count == 0) return false;
    push_scope(w, SCOPE_ANNOTATION, "the definition of a generic");
    bool has_default = false;
    for (u32 i = 0; i < params.count; i++) {
        AstTypeParam *param = params.items[i];
        bool is_var = param->kind == AST_TYPE_VAR;
        AstName name = is_var ? param->type_var.name : param->param_spec.name;
        AstExpr *value = is_var ? param->type_var.default_value : param->param_spec.default_value;
        bind(w, name, param->span, NAME_TYPE_PARAM | NAME_LOCAL);
        if (is_var) {
            bool is_tuple =
                param->type_var.bound != NULL && param->type_var.bound->kind == AST_TUPLE;
            visit_annotation(w, param->type_var.bound,
                             is_tuple ? "a TypeVar constraint" : "a TypeVar bound");
        }
        visit_annotation(w, value,
                         is_var                          ? "a TypeVar default"
                         : param->kind == AST_PARAM_SPEC ? "a ParamSpec default"
                                                         : "a TypeVarTuple default");
        if (value == NULL && has_default) {
            fail_name(w, param->span,
                      "non-default type parameter '%S' follows default type parameter", name);
        }
        has_default |= value != NULL;
    }
    return true;
}

static void visit_function(Walk *w, AstStmt *stmt) {
    const AstArguments *args = stmt->function_def.args;
    bind(w, stmt->function_def.name, stmt->span, NAME_LOCAL);
    visit_exprs(w, args->defaults);
    visit_exprs(w, args->kw_defaults);
    visit_exprs(w, stmt->function_def.decorators);
    bool is_generic = begin_generic(w, stmt->function_def.type_params);
    visit_annotations(w, args, stmt->function_def.returns);
    push_scope(w, SCOPE_FUNCTION, NULL);
    bind_parameters(w, args);
    visit_body(w, stmt->function_def.body);
    pop_scope(w);
    if (is_generic) pop_scope(w);
}

static void visit_class(Walk *w, AstStmt *stmt) {
    bind(w, stmt->class_def.name, stmt->span, NAME_LOCAL);
    visit_exprs(w, stmt->class_def.decorators);
    bool is_generic = begin_generic(w, stmt->class_def.type_params);
    visit_exprs(w, stmt->class_def.bases);
    for (u32 i = 0; i < stmt->class_def.keywords.count; i++) {
        AstKeyword *keyword = stmt->class_def.keywords.items[i];
        check_debug(w, keyword->arg, keyword->span, AST_STORE);
        visit_expr(w, keyword->value);
    }
    push_scope(w, SCOPE_CLASS, NULL);
    visit_body(w, stmt->class_def.body);
    pop_scope(w);
    if (is_generic) pop_scope(w);
}

static void visit_lambda(Walk *w, AstExpr *expr) {
    visit_exprs(w, expr->lambda.args->defaults);
    visit_exprs(w, expr->lambda.args->kw_defaults);
    push_scope(w, SCOPE_FUNCTION, NULL);
    bind_parameters(w, expr->lambda.args);
    visit_expr(w, expr->lambda.body);
    pop_scope(w);
}

// ---- comprehensions and :=

static void bind_target(Walk *w, AstExpr *target, u32 flags) {
    switch (target->kind) {
    case AST_NAME: bind(w, target->name.id, target->span, flags); break;
    case AST_LIST:
    case AST_TUPLE:
        for (u32 i = 0; i < target->tuple.elts.count; i++)
            bind_target(w, target->tuple.elts.items[i], flags);
        break;
    case AST_STARRED: bind_target(w, target->starred.value, flags); break;
    default: visit_expr(w, target);
    }
}

static void visit_iterable(Walk *w, AstExpr *iter) {
    bool was_in_iterable = w->scope->is_in_iterable;
    w->scope->is_in_iterable = true;
    visit_expr(w, iter);
    w->scope->is_in_iterable = was_in_iterable;
}

static void visit_comprehension(Walk *w, const char *what, AstComprehensions generators,
                                AstExpr *elt, AstExpr *value) {
    // The first iterable belongs to the scope outside.
    visit_iterable(w, generators.items[0]->iter);
    push_scope(w, SCOPE_COMPREHENSION, what);
    for (u32 i = 0; i < generators.count; i++) {
        AstComprehension *clause = generators.items[i];
        bind_target(w, clause->target, NAME_LOCAL | NAME_ITERATES);
        if (i > 0) visit_iterable(w, clause->iter);
        visit_exprs(w, clause->ifs);
    }
    visit_expr(w, elt);
    if (value != NULL) visit_expr(w, value);
    pop_scope(w);
}

// The name belongs to the nearest function or module outside all comprehensions.
static void bind_named(Walk *w, const AstExpr *target) {
    AstName name = target->name.id;
    for (Scope *scope = w->scope; scope != NULL; scope = scope->parent) {
        if (scope->kind == SCOPE_COMPREHENSION) {
            u32 *flags = flags_of(scope, name);
            if (*flags & NAME_ITERATES) {
                fail_name(
                    w, target->span,
                    "assignment expression cannot rebind comprehension iteration variable '%S'",
                    name);
                return;
            }
            *flags |= NAME_NONLOCAL;
            continue;
        }
        if (scope->kind == SCOPE_CLASS) {
            diag_error(
                w->diags, DIAG_SYNTAX_ERROR, target->span,
                "assignment expression within a comprehension cannot be used in a class body");
        } else if (scope->kind == SCOPE_ANNOTATION) {
            diag_error(w->diags, DIAG_SYNTAX_ERROR, target->span,
                       "assignment expression within a comprehension cannot be used within %s",
                       scope->what);
        } else {
            *flags_of(scope, name) |= NAME_LOCAL;
        }
        return;
    }
}

static bool is_in_annotation(Walk *w, const AstExpr *expr, const char *construct) {
    if (w->scope->kind != SCOPE_ANNOTATION) return false;
    diag_error(w->diags, DIAG_SYNTAX_ERROR, expr->span, "%s cannot be used within %s", construct,
               w->scope->what);
    return true;
}

static void visit_named(Walk *w, AstExpr *expr) {
    if (is_in_annotation(w, expr, "named expression")) return;
    if (w->scope->is_in_iterable) {
        diag_error(w->diags, DIAG_SYNTAX_ERROR, expr->span,
                   "assignment expression cannot be used in a comprehension iterable expression");
        return;
    }
    if (w->scope->kind == SCOPE_COMPREHENSION) bind_named(w, expr->named_expr.target);
    visit_expr(w, expr->named_expr.value);
    if (w->scope->kind != SCOPE_COMPREHENSION)
        visit_expr(w, expr->named_expr.target);
    else
        check_debug(w, expr->named_expr.target->name.id, expr->named_expr.target->span, AST_STORE);
}

static void visit_yield(Walk *w, const AstExpr *expr) {
    if (is_in_annotation(w, expr, "yield expression")) return;
    if (w->scope->kind != SCOPE_COMPREHENSION) return;
    diag_error(w->diags, DIAG_SYNTAX_ERROR, expr->span, "'yield' inside %s", w->scope->what);
}

// ---- expressions

static void visit_child(void *context, AstNode *node);

static void visit_name(Walk *w, const AstExpr *expr) {
    check_debug(w, expr->name.id, expr->span, expr->name.ctx);
    *flags_of(w->scope, expr->name.id) |= expr->name.ctx == AST_LOAD ? NAME_USED : NAME_LOCAL;
}

static void visit_keywords(Walk *w, AstKeywords keywords) {
    for (u32 i = 0; i < keywords.count; i++) {
        check_debug(w, keywords.items[i]->arg, keywords.items[i]->span, AST_STORE);
        visit_expr(w, keywords.items[i]->value);
    }
}

static void visit_expr(Walk *w, AstExpr *expr) {
    switch (expr->kind) {
    case AST_NAME: visit_name(w, expr); return;
    case AST_LAMBDA: visit_lambda(w, expr); return;
    case AST_NAMED_EXPR: visit_named(w, expr); return;
    case AST_LIST_COMP:
        visit_comprehension(w, "list comprehension", expr->list_comp.generators,
                            expr->list_comp.elt, NULL);
        return;
    case AST_SET_COMP:
        visit_comprehension(w, "set comprehension", expr->set_comp.generators, expr->set_comp.elt,
                            NULL);
        return;
    case AST_GENERATOR_EXP:
        visit_comprehension(w, "generator expression", expr->generator_exp.generators,
                            expr->generator_exp.elt, NULL);
        return;
    case AST_DICT_COMP:
        visit_comprehension(w, "dict comprehension", expr->dict_comp.generators,
                            expr->dict_comp.key, expr->dict_comp.value);
        return;
    case AST_YIELD:
    case AST_YIELD_FROM: visit_yield(w, expr); break;
    case AST_AWAIT: is_in_annotation(w, expr, "await expression"); break;
    case AST_ATTRIBUTE:
        check_debug(w, expr->attribute.attr, expr->span, expr->attribute.ctx);
        break;
    case AST_CALL:
        visit_expr(w, expr->call.func);
        visit_exprs(w, expr->call.args);
        visit_keywords(w, expr->call.keywords);
        return;
    default: break;
    }
    ast_each_child(&expr->node, visit_child, w);
}

// ---- statements

static void visit_annotated(Walk *w, AstStmt *stmt) {
    AstExpr *target = stmt->ann_assign.target;
    if (target->kind == AST_NAME) {
        u32 *known = flags_of(w->scope, target->name.id);
        bool is_module = w->scope->kind == SCOPE_MODULE;
        if ((*known & (NAME_GLOBAL | NAME_NONLOCAL)) && !is_module && stmt->ann_assign.is_simple) {
            fail_name(w, stmt->span,
                      *known & NAME_GLOBAL ? "annotated name '%S' can't be global"
                                           : "annotated name '%S' can't be nonlocal",
                      target->name.id);
        }
        check_debug(w, target->name.id, target->span, AST_STORE);
        bool binds = stmt->ann_assign.is_simple || stmt->ann_assign.value != NULL;
        if (stmt->ann_assign.is_simple)
            *known |= NAME_ANNOTATED | NAME_LOCAL;
        else if (binds)
            *known |= NAME_LOCAL;
    } else {
        visit_expr(w, target);
    }
    visit_annotation(w, stmt->ann_assign.annotation, "an annotation");
    if (stmt->ann_assign.value != NULL) visit_expr(w, stmt->ann_assign.value);
}

static void visit_import(Walk *w, AstAliases aliases, bool is_from) {
    for (u32 i = 0; i < aliases.count; i++) {
        const AstAlias *alias = aliases.items[i];
        if (is_from && alias->name == AST_NAME_STAR) {
            if (w->scope->kind != SCOPE_MODULE) {
                diag_error(w->diags, DIAG_SYNTAX_ERROR, alias->span,
                           "import * only allowed at module level");
            }
            continue;
        }
        AstName name = alias->asname;
        if (name == AST_NO_NAME) {
            // `import a.b` binds a, a prefix that some other place has interned, or nobody asks
            // about.
            Slice text = names_text(w->names, alias->name);
            usize len = 0;
            while (len < text.len && text.data[len] != '.') len++;
            name = names_find(w->names, slice_range(text, 0, len));
        }
        if (name != AST_NO_NAME) bind(w, name, alias->span, NAME_LOCAL);
    }
}

static void visit_alias(Walk *w, AstStmt *stmt) {
    bind_target(w, stmt->type_alias.name, NAME_LOCAL);
    bool is_generic = begin_generic(w, stmt->type_alias.type_params);
    visit_annotation(w, stmt->type_alias.value, "a type alias");
    if (is_generic) pop_scope(w);
}

static void visit_stmt(Walk *w, AstStmt *stmt) {
    switch (stmt->kind) {
    case AST_FUNCTION_DEF:
    case AST_ASYNC_FUNCTION_DEF: visit_function(w, stmt); break;
    case AST_CLASS_DEF: visit_class(w, stmt); break;
    case AST_GLOBAL: declare(w, stmt, true); break;
    case AST_NONLOCAL: declare(w, stmt, false); break;
    case AST_ANN_ASSIGN: visit_annotated(w, stmt); break;
    case AST_TYPE_ALIAS: visit_alias(w, stmt); break;
    case AST_IMPORT: visit_import(w, stmt->import.names, false); break;
    case AST_IMPORT_FROM: visit_import(w, stmt->import_from.names, true); break;
    default: ast_each_child(&stmt->node, visit_child, w);
    }
}

static void visit_body(Walk *w, AstStmts body) {
    for (u32 i = 0; i < body.count; i++) visit_stmt(w, body.items[i]);
}

static void visit_pattern(Walk *w, AstPattern *pattern) {
    AstName name = AST_NO_NAME;
    if (pattern->kind == AST_MATCH_AS) name = pattern->match_as.name;
    if (pattern->kind == AST_MATCH_STAR) name = pattern->match_star.name;
    if (pattern->kind == AST_MATCH_MAPPING) name = pattern->match_mapping.rest;
    if (name != AST_NO_NAME) bind(w, name, pattern->span, NAME_LOCAL);
    ast_each_child(&pattern->node, visit_child, w);
}

static void visit_child(void *context, AstNode *node) {
    Walk *w = context;
    switch (ast_kind_info(node->kind)->group) {
    case AST_GROUP_EXPR: visit_expr(w, ast_as_expr(node)); break;
    case AST_GROUP_STMT: visit_stmt(w, ast_as_stmt(node)); break;
    case AST_GROUP_PATTERN: visit_pattern(w, ast_as_pattern(node)); break;
    case AST_GROUP_EXCEPT_HANDLER: {
        const AstExceptHandler *handler = (const AstExceptHandler *)node;
        if (handler->type != NULL) visit_expr(w, handler->type);
        if (handler->name != AST_NO_NAME) bind(w, handler->name, handler->span, NAME_LOCAL);
        visit_body(w, handler->body);
        break;
    }
    default: ast_each_child(node, visit_child, w);
    }
}

void scope_check(const AstModule *module, Names *names, Diagnostics *diags, Arena *arena) {
    Walk walk = {.names = names, .diags = diags, .arena = arena};
    push_scope(&walk, SCOPE_MODULE, NULL);
    visit_body(&walk, module->body);
    resolve_nonlocals(&walk);
}
