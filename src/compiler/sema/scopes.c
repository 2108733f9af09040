// Resolves every name of a module, and makes a SemaFunc of every piece of code.
#include "compiler/sema/build_priv.h"

#include "base/check.h"

static void visit(void *context, AstNode *node);

static void visit_node(Build *build, const AstNode *node) {
    if (node) visit(build, (AstNode *)(uintptr_t)node);
}

static void visit_expr(Build *build, const AstExpr *expr) {
    if (expr) visit_node(build, &expr->node);
}

static void visit_stmts(Build *build, AstStmts stmts) {
    for (u32 i = 0; i < stmts.count; i++) visit_node(build, &stmts.items[i]->node);
}

// ---- names

static Scope *func_scope(Scope *scope) {
    while (scope->kind == SCOPE_COMP) scope = scope->outer;
    return scope;
}

// The variable of `scope`'s function that captures `var` of the function around it.
static u32 capture_in(Build *build, Scope *scope, AstName name, u32 outer_var) {
    u32 index;
    if (int_map_get(&scope->names, name, &index)) return index;
    index = build_var_new(build, scope, name);
    SemaVar *var = &scope->func->vars.items[index];
    var->kind = SEMA_VAR_CAPTURE;  // or in a cell: decided when the outer function is complete
    var->outer_var = outer_var;
    var->capture_index = scope->func->capture_count++;
    return index;
}

// Looks through the functions around `scope` (itself included; class bodies are skipped).
// SEMA_NONE_INDEX when the name is no variable of a function.
static u32 find_var(Build *build, Scope *scope, AstName name, const AstNode *node) {
    u32 var;
    for (Scope *at = scope; at; at = at->outer) {
        bool is_outside = at != scope && (at->kind == SCOPE_CLASS || at->kind == SCOPE_MODULE);
        if (at->kind == SCOPE_MODULE) return SEMA_NONE_INDEX;
        if (at->kind == SCOPE_CLASS || is_outside) continue;
        if (at->kind == SCOPE_FUNC && int_map_get(&at->globals, name, &var)) return SEMA_NONE_INDEX;
        if (int_map_get(&at->names, name, &var)) return var;
        if (at->kind != SCOPE_FUNC) continue;
        // The next scope belongs to another function: what is found there is captured.
        u32 outer = at->outer ? find_var(build, at->outer, name, node) : SEMA_NONE_INDEX;
        if (outer == SEMA_NONE_INDEX) return SEMA_NONE_INDEX;
        Scope *owner = at->outer;
        while (owner->kind == SCOPE_CLASS) owner = owner->outer;
        VarUse *use = &owner->uses->items[outer];
        use->is_captured = true;
        if (at->func->node->span.start < use->capture_start)
            use->capture_start = at->func->node->span.start;
        return capture_in(build, at, name, outer);
    }
    return SEMA_NONE_INDEX;
}

static SemaName find_global(Build *build, AstName name, bool is_outside) {
    SemaName found = build_builtin(build, name);
    u32 global;
    if (int_map_get(&build->module->globals, name, &global)) {
        build->global_uses.items[global].is_shared |= is_outside;
        return (SemaName){SEMA_NAME_GLOBAL, found.kind, global, found.index};
    }
    if (found.kind == SEMA_NAME_NONE && build->module->is_rewritten)
        return (SemaName){.kind = SEMA_NAME_CONSTANT, .index = SEMA_CONSTANT_LATER};
    if (found.kind == SEMA_NAME_NONE) found.kind = SEMA_NAME_UNKNOWN;
    return found;
}

static SemaName resolve(Build *build, AstName name, const AstNode *node) {
    Scope *scope = build->scope;
    u32 index;
    if (scope->is_class_body && int_map_get(&scope->bound, name, &index)) {
        SemaName outside = find_global(build, name, true);
        return (SemaName){SEMA_NAME_NAMESPACE, outside.kind, name, outside.index};
    }
    index = find_var(build, scope, name, node);
    if (index != SEMA_NONE_INDEX) return (SemaName){.kind = SEMA_NAME_VAR, .index = index};
    Scope *around = func_scope(scope);
    // A comprehension in a class body does not see the class's names.
    if (around->kind == SCOPE_CLASS && scope == around &&
        int_map_get(&around->names, name, &index)) {
        SemaName outside = find_global(build, name, true);
        return (SemaName){SEMA_NAME_GLOBAL, outside.kind, index, outside.index};
    }
    SemaName found = find_global(build, name, around->kind != SCOPE_MODULE);
    return found;
}

static void set_name(Build *build, const AstNode *node, AstName name) {
    build->module->names[node->id] = resolve(build, name, node);
}

static void check_unknown(Build *build, const AstExpr *expr) {
    SemaName name = build->module->names[expr->id];
    Slice text = names_text(build->names, expr->name.id);
    if (name.kind == SEMA_NAME_UNKNOWN && build_builtin_is_refused(text))
        diag_error(build->diags, DIAG_UNSUPPORTED, expr->span, "unsupported: built-in %S", &text);
}

// ---- functions

static SemaFunc *func_new(Build *build, SemaFuncKind kind, const AstNode *node, Slice name) {
    SemaFunc *func = ARENA_NEW(build->arena, SemaFunc);
    *func = (SemaFunc){
        .index = build->program->funcs.count,
        .kind = (u8)kind,
        .module = build->module->index,
        .outer = build->scope ? build->scope->func->index : SEMA_NONE_INDEX,
        .owner_class = SEMA_NONE_INDEX,
        .name = name,
        .qualname = name,
        .node = node,
        .node_first = node->id,
        .node_last = node->id + 1,
        .is_run_once = build->func_depth == 0 && build->loop_depth == 0,
        .generic_instance = SEMA_NONE_INDEX,
        .typed_instance = SEMA_NONE_INDEX,
    };
    *VEC_PUSH(build->arena, &build->program->funcs) = func;
    build->module->funcs[node->id] = func->index;
    return func;
}

static Slice join_name(Build *build, Slice outer, const char *between, Slice name) {
    Bytes text;
    bytes_init(&text, build->arena);
    bytes_append(&text, outer);
    bytes_text(&text, between);
    bytes_append(&text, name);
    return bytes_slice(&text);
}

static Slice qualified(Build *build, Slice name) {
    Scope *scope = func_scope(build->scope);
    if (scope->kind == SCOPE_MODULE) return name;
    bool is_class = scope->kind == SCOPE_CLASS || scope->is_class_body;
    return join_name(build, scope->func->qualname, is_class ? "." : ".<locals>.", name);
}

static Scope scope_make(Build *build, ScopeKind kind, SemaFunc *func, VarUses *uses) {
    Scope scope = {.kind = kind,
                   .outer = build->scope,
                   .func = func,
                   .class_index = SEMA_NONE_INDEX,
                   .uses = uses};
    int_map_init(&scope.names, build->arena);
    int_map_init(&scope.globals, build->arena);
    int_map_init(&scope.nonlocals, build->arena);
    int_map_init(&scope.bound, build->arena);
    return scope;
}

// Decides which of the function's variables live in cells, and tells the functions that capture
// them.
static void settle_captures(Build *build, Scope *scope) {
    SemaFunc *func = scope->func;
    for (u32 i = 0; i < func->vars.count; i++) {
        VarUse use = scope->uses->items[i];
        SemaVar *var = &func->vars.items[i];
        if (!use.is_captured || var->kind == SEMA_VAR_CAPTURE) continue;
        if (use.is_nonlocal) var->is_loose = true;
        bool is_early =
            use.store_count == 1 && !use.is_in_loop && use.store_end <= use.capture_start;
        bool is_plain_param = var->param_index != SEMA_NONE_INDEX && use.store_count == 0;
        if (use.is_nonlocal || (!is_early && !is_plain_param)) var->kind = SEMA_VAR_CELL;
    }
    (void)build;
}

static bool is_literal(const AstExpr *expr) {
    if (expr->kind == AST_UNARY_OP) return is_literal(expr->unary_op.operand);
    return expr->kind == AST_CONSTANT;
}

// One parameter; `default_value` may be NULL.
static void add_param(Build *build, Scope *scope, const AstArg *arg, const AstExpr *default_value) {
    SemaFunc *func = scope->func;
    u32 var = build_var_new(build, scope, arg->arg);
    func->vars.items[var].param_index = func->params.count;
    build->module->names[arg->id] = (SemaName){.kind = SEMA_NAME_VAR, .index = var};
    SemaParam param = {.name = arg->arg,
                       .var = var,
                       .default_value = default_value,
                       .default_global = SEMA_NONE_INDEX};
    if (default_value) {
        param.default_is_constant = is_literal(default_value);
        if (!param.default_is_constant && func->is_run_once)
            param.default_global =
                build_global_new(build, AST_NO_NAME, build->module->index, SEMA_NONE_INDEX);
    }
    *VEC_PUSH(build->arena, &func->params) = param;
}

static void add_params(Build *build, Scope *scope, const AstArguments *args) {
    SemaFunc *func = scope->func;
    u32 only_count = args->posonlyargs.count;
    func->positional_only_count = only_count;
    func->positional_count = only_count + args->args.count;
    func->required_count = func->positional_count - args->defaults.count;
    for (u32 i = 0; i < func->positional_count; i++) {
        const AstArg *arg =
            i < only_count ? args->posonlyargs.items[i] : args->args.items[i - only_count];
        bool has_default = i >= func->required_count;
        add_param(build, scope, arg,
                  has_default ? args->defaults.items[i - func->required_count] : NULL);
    }
    if (args->vararg) {
        func->extra |= FUNC_HAS_REST;
        add_param(build, scope, args->vararg, NULL);
    }
    for (u32 i = 0; i < args->kwonlyargs.count; i++)
        add_param(build, scope, args->kwonlyargs.items[i], args->kw_defaults.items[i]);
    if (args->kwarg) {
        func->extra |= FUNC_HAS_KEYWORDS;
        add_param(build, scope, args->kwarg, NULL);
    }
}

static void declare_names_in(void *context, AstNode *node) {
    Scope *scope = context;
    const AstStmt *stmt = (const AstStmt *)node;
    AstGroup group = ast_kind_info(node->kind)->group;
    if (group == AST_GROUP_EXPR || node->kind == AST_FUNCTION_DEF || node->kind == AST_CLASS_DEF)
        return;
    for (u32 i = 0; node->kind == AST_GLOBAL && i < stmt->global.names.count; i++)
        *int_map_at(&scope->globals, stmt->global.names.items[i], 1) = 1;
    for (u32 i = 0; node->kind == AST_NONLOCAL && i < stmt->nonlocal.names.count; i++)
        *int_map_at(&scope->nonlocals, stmt->nonlocal.names.items[i], 1) = 1;
    ast_each_child(node, declare_names_in, context);
}

// `global` and `nonlocal`, before the names that the body binds are collected.
static void declare_names(Scope *scope, AstStmts body) {
    for (u32 i = 0; i < body.count; i++) declare_names_in(scope, &body.items[i]->node);
}

static void capture_nonlocal(Build *build, Scope *scope, AstName name) {
    u32 index = find_var(build, scope, name, scope->func->node);
    for (Scope *at = scope; at && index != SEMA_NONE_INDEX; at = at->outer) {
        if (at->kind != SCOPE_FUNC) continue;
        at->uses->items[index].is_nonlocal = true;
        at->func->vars.items[index].is_loose = true;
        index = at->func->vars.items[index].outer_var;
    }
}

// The variables that `scope` declares nonlocal: in a cell of the function that has them, shared by
// all functions between.
static void capture_nonlocals(Build *build, Scope *scope) {
    for (u32 i = 0; i < scope->nonlocals.capacity; i++) {
        if (!scope->nonlocals.slots[i].is_used) continue;
        AstName name = (AstName)scope->nonlocals.slots[i].key;
        capture_nonlocal(build, scope, name);
    }
}

// The nodes inside a function are those its visit saw.
static void widen_range(SemaFunc *outer, const SemaFunc *inner) {
    if (inner->node_first < outer->node_first) outer->node_first = inner->node_first;
    if (inner->node_last > outer->node_last) outer->node_last = inner->node_last;
}

static SemaFunc *enter_function(Build *build, SemaFunc *func, const AstArguments *args,
                                AstStmts body, const AstExpr *lambda_body) {
    VarUses uses = {0};
    Scope scope = scope_make(build, SCOPE_FUNC, func, &uses);
    u32 ignored;
    scope.is_class_body = int_map_get(&build->class_bodies,
                                      (u64)build->module->index << 32 | func->node->id, &ignored);
    func->is_class_body = scope.is_class_body;
    u32 loops = build->loop_depth;
    build->loop_depth = 0;
    build->func_depth++;
    add_params(build, &scope, args);
    declare_names(&scope, body);
    for (u32 i = 0; i < body.count; i++) build_collect(build, &scope, &body.items[i]->node);
    if (lambda_body) build_collect(build, &scope, (AstNode *)(uintptr_t)&lambda_body->node);
    build->scope = &scope;
    capture_nonlocals(build, &scope);
    visit_stmts(build, body);
    visit_expr(build, lambda_body);
    build->scope = scope.outer;
    build->func_depth--;
    build->loop_depth = loops;
    settle_captures(build, &scope);
    if (scope.outer) widen_range(scope.outer->func, func);
    return func;
}

static void visit_defaults(Build *build, const AstArguments *args) {
    for (u32 i = 0; i < args->defaults.count; i++) visit_expr(build, args->defaults.items[i]);
    for (u32 i = 0; i < args->kw_defaults.count; i++) visit_expr(build, args->kw_defaults.items[i]);
}

static void visit_def(Build *build, const AstStmt *stmt) {
    visit_defaults(build, stmt->function_def.args);
    SemaFunc *func = func_new(build, SEMA_FUNC_DEF, &stmt->node,
                              names_text(build->names, stmt->function_def.name));
    func->qualname = qualified(build, func->name);
    func->body = stmt->function_def.body;
    u32 is_async;
    func->is_async =
        int_map_get(&build->async_functions, (u64)build->module->index << 32 | stmt->id, &is_async);
    if (build->scope->kind == SCOPE_CLASS) func->owner_class = build->scope->class_index;
    enter_function(build, func, stmt->function_def.args, stmt->function_def.body, NULL);
    set_name(build, &stmt->node, build_bound_name(build, &stmt->node, stmt->function_def.name));
}

static void visit_lambda(Build *build, const AstExpr *expr) {
    visit_defaults(build, expr->lambda.args);
    SemaFunc *func = func_new(build, SEMA_FUNC_LAMBDA, &expr->node, SLICE_LITERAL("<lambda>"));
    func->qualname = qualified(build, func->name);
    func->lambda_body = expr->lambda.body;
    if (build->scope->kind == SCOPE_COMP) func->is_run_once = false;
    enter_function(build, func, expr->lambda.args, (AstStmts){0}, expr->lambda.body);
}

static void visit_class(Build *build, const AstStmt *stmt) {
    for (u32 i = 0; i < stmt->class_def.bases.count; i++)
        visit_expr(build, stmt->class_def.bases.items[i]);
    SemaClass *class = ARENA_NEW(build->arena, SemaClass);
    SemaFunc *func = func_new(build, SEMA_FUNC_CLASS_BODY, &stmt->node,
                              names_text(build->names, stmt->class_def.name));
    func->qualname = qualified(build, func->name);
    func->body = stmt->class_def.body;
    func->owner_class = build->program->classes.count;
    *class = (SemaClass){
        .index = func->owner_class,
        .module = build->module->index,
        .name = func->name,
        .qualname = func->qualname,
        .node = stmt,
        .base = SEMA_NONE_INDEX,
        .builtin_base = CLASS_OBJECT,
        .body_func = func->index,
    };
    *VEC_PUSH(build->arena, &build->program->classes) = class;
    VarUses uses = {0};
    Scope scope = scope_make(build, SCOPE_CLASS, func, &uses);
    scope.class_index = class->index;
    for (u32 i = 0; i < stmt->class_def.body.count; i++)
        build_collect(build, &scope, &stmt->class_def.body.items[i]->node);
    build->scope = &scope;
    visit_stmts(build, stmt->class_def.body);
    build->scope = scope.outer;
    widen_range(scope.outer->func, func);
    for (u32 i = 0; i < scope.names.capacity; i++) {
        if (!scope.names.slots[i].is_used) continue;
        *VEC_PUSH(build->arena, &class->attributes) =
            (SemaClassAttribute){(AstName)scope.names.slots[i].key, scope.names.slots[i].value};
    }
    set_name(build, &stmt->node, build_bound_name(build, &stmt->node, stmt->class_def.name));
}

static void visit_comprehension(Build *build, const AstComprehensions *generators,
                                const AstExpr *first, const AstExpr *second) {
    visit_expr(build, generators->items[0]->iter);
    Scope scope = scope_make(build, SCOPE_COMP, build->scope->func, build->scope->uses);
    const AstNode *stmt = build->stmt;
    for (u32 i = 0; i < generators->count; i++)
        build_collect(build, &scope, &generators->items[i]->target->node);
    build->stmt = stmt;
    build->scope = &scope;
    build->loop_depth++;
    for (u32 i = 0; i < generators->count; i++) {
        if (i > 0) visit_expr(build, generators->items[i]->iter);
        visit_expr(build, generators->items[i]->target);
        for (u32 k = 0; k < generators->items[i]->ifs.count; k++)
            visit_expr(build, generators->items[i]->ifs.items[k]);
    }
    visit_expr(build, first);
    visit_expr(build, second);
    build->loop_depth--;
    build->scope = scope.outer;
    settle_captures(build, &scope);
}

// A generator expression that is kept: a generator function, called where it stands with what the
// first `for` iterates.
static void visit_genexpr(Build *build, const AstExpr *expr) {
    const AstComprehensions *generators = &expr->generator_exp.generators;
    visit_expr(build, generators->items[0]->iter);
    SemaFunc *func = func_new(build, SEMA_FUNC_GENEXPR, &expr->node, SLICE_LITERAL("<genexpr>"));
    func->qualname = qualified(build, func->name);
    func->has_yield = true;
    func->is_async = build_generator_is_async(expr);
    func->is_run_once = false;
    func->positional_count = func->positional_only_count = func->required_count = 1;
    VarUses uses = {0};
    Scope scope = scope_make(build, SCOPE_FUNC, func, &uses);
    AstName name = names_intern_text(build->names, ".0");
    u32 var = build_var_new(build, &scope, name);
    func->vars.items[var].param_index = 0;
    *VEC_PUSH(build->arena, &func->params) =
        (SemaParam){.name = name, .var = var, .default_global = SEMA_NONE_INDEX};
    const AstNode *stmt = build->stmt;
    u32 loops = build->loop_depth;
    build->loop_depth = 1;
    build->func_depth++;
    for (u32 i = 0; i < generators->count; i++)
        build_collect(build, &scope, &generators->items[i]->target->node);
    build->stmt = stmt;
    build->scope = &scope;
    for (u32 i = 0; i < generators->count; i++) {
        if (i > 0) visit_expr(build, generators->items[i]->iter);
        visit_expr(build, generators->items[i]->target);
        for (u32 k = 0; k < generators->items[i]->ifs.count; k++)
            visit_expr(build, generators->items[i]->ifs.items[k]);
    }
    visit_expr(build, expr->generator_exp.elt);
    build->scope = scope.outer;
    build->func_depth--;
    build->loop_depth = loops;
    settle_captures(build, &scope);
    widen_range(scope.outer->func, func);
}

static bool runs_as_loop(const Build *build, const AstExpr *expr) {
    u32 known;
    if (expr->kind != AST_GENERATOR_EXP) return true;
    return int_map_get(&build->eager_generators, (u64)build->module->index << 32 | expr->id,
                       &known);
}

static void visit_aliases(Build *build, const AstAliases *aliases, bool is_from) {
    for (u32 i = 0; i < aliases->count; i++) {
        const AstAlias *alias = aliases->items[i];
        AstName name = alias->asname != AST_NO_NAME ? alias->asname : alias->name;
        if (name == AST_NAME_STAR) continue;
        Slice text = names_text(build->names, name);
        for (usize k = 0; !is_from && alias->asname == AST_NO_NAME && k < text.len; k++) {
            if (text.data[k] != '.') continue;
            name = names_intern(build->names, slice_make(text.data, k));
            break;
        }
        set_name(build, &alias->node, name);
        SemaFunc *func = build->scope->func;
        if (alias->id < func->node_first) func->node_first = alias->id;
        if (alias->id >= func->node_last) func->node_last = alias->id + 1;
    }
}

static void visit_loop(Build *build, AstNode *node) {
    build->loop_depth++;
    ast_each_child(node, visit, build);
    build->loop_depth--;
}

static void visit(void *context, AstNode *node) {
    Build *build = context;
    SemaFunc *func = build->scope->func;
    if (node->id < func->node_first) func->node_first = node->id;
    if (node->id >= func->node_last) func->node_last = node->id + 1;
    const AstStmt *stmt = (const AstStmt *)node;
    const AstExpr *expr = (const AstExpr *)node;
    // table:
    switch (node->kind) {
    case AST_FUNCTION_DEF: visit_def(build, stmt); break;
    case AST_CLASS_DEF: visit_class(build, stmt); break;
    case AST_LAMBDA: visit_lambda(build, expr); break;
    case AST_LIST_COMP:
    case AST_SET_COMP:
    case AST_GENERATOR_EXP:
        if (!runs_as_loop(build, expr)) {
            visit_genexpr(build, expr);
            break;
        }
        visit_comprehension(build, &expr->list_comp.generators, expr->list_comp.elt, NULL);
        break;
    case AST_DICT_COMP:
        visit_comprehension(build, &expr->dict_comp.generators, expr->dict_comp.key,
                            expr->dict_comp.value);
        break;
    case AST_NAME:
        set_name(build, node, expr->name.id);
        check_unknown(build, expr);
        break;
    case AST_IMPORT: visit_aliases(build, &stmt->import.names, false); break;
    case AST_IMPORT_FROM: visit_aliases(build, &stmt->import_from.names, true); break;
    case AST_EXCEPT_HANDLER:
        if (((const AstExceptHandler *)node)->name != AST_NO_NAME)
            set_name(build, node, ((const AstExceptHandler *)node)->name);
        ast_each_child(node, visit, build);
        break;
    case AST_ANN_ASSIGN:  // annotations are not evaluated
        visit_expr(build, stmt->ann_assign.target);
        visit_expr(build, stmt->ann_assign.value);
        break;
    case AST_NAMED_EXPR:
        if (func->kind == SEMA_FUNC_GENEXPR)
            capture_nonlocal(build, func_scope(build->scope), expr->named_expr.target->name.id);
        ast_each_child(node, visit, build);
        break;
    case AST_YIELD:
    case AST_YIELD_FROM:
        func->has_yield = true;
        ast_each_child(node, visit, build);
        break;
    case AST_FOR:
    case AST_WHILE: visit_loop(build, node); break;
    default: ast_each_child(node, visit, build); break;
    }
}

// Names that functions declare `global` are variables of the module, wherever they are first
// assigned.
static void visit_global(void *context, AstNode *node) {
    Build *build = context;
    if (ast_kind_info(node->kind)->group == AST_GROUP_EXPR) return;
    const AstStmt *stmt = (const AstStmt *)node;
    for (u32 i = 0; node->kind == AST_GLOBAL && i < stmt->global.names.count; i++) {
        u32 global;
        AstName name = stmt->global.names.items[i];
        if (!int_map_get(&build->module->globals, name, &global)) {
            global = build_global_new(build, name, build->module->index, SEMA_NONE_INDEX);
            *int_map_at(&build->module->globals, name, global) = global;
        }
        build->global_uses.items[global].store_count += 2;
    }
    ast_each_child(node, visit_global, build);
}

void build_scopes(Build *build, SemaModule *module) {
    AstModule *ast = (AstModule *)(uintptr_t)module->ast;
    build->module = module;
    build->scope = NULL;
    build->stmt = NULL;
    build->loop_depth = build->func_depth = 0;
    ast_each_child(&ast->node, visit_global, build);
    SemaFunc *func = func_new(build, SEMA_FUNC_MODULE, &ast->node, SLICE_LITERAL("<module>"));
    func->body = ast->body;
    func->node_first = 0;
    func->node_last = ast->node_count;
    module->body_func = func->index;
    VarUses uses = {0};
    Scope scope = scope_make(build, SCOPE_MODULE, func, &uses);
    for (u32 i = 0; i < ast->body.count; i++)
        build_collect(build, &scope, &ast->body.items[i]->node);
    build->scope = &scope;
    visit_stmts(build, ast->body);
    build->scope = NULL;
}
