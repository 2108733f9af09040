// Which names a scope binds, found before any name in it is resolved.
#include "compiler/sema/build_priv.h"

u32 build_global_new(Build *build, AstName name, u32 module, u32 owner_class) {
    u32 index = build->program->globals.count;
    *VEC_PUSH(build->arena, &build->program->globals) = (SemaGlobal){
        .name = name,
        .module = module,
        .owner_class = owner_class,
        .type = SEMA_OBJECT,
        .kind = SLOT_VALUE,
        .is_checked = true,
        .constant_func = SEMA_NONE_INDEX,
        .constant_class = SEMA_NONE_INDEX,
        .cell = SEMA_NONE_INDEX,
    };
    *VEC_PUSH(build->arena, &build->global_uses) = (GlobalUse){.def_node_kind = AST_NONE};
    return index;
}

u32 build_var_new(Build *build, Scope *scope, AstName name) {
    u32 index = scope->func->vars.count;
    *VEC_PUSH(build->arena, &scope->func->vars) = (SemaVar){
        .name = name,
        .kind = SEMA_VAR_LOCAL,
        .is_hidden = scope->kind == SCOPE_COMP,
        .param_index = SEMA_NONE_INDEX,
        .capture_index = SEMA_NONE_INDEX,
        .outer_var = SEMA_NONE_INDEX,
        .type_cell = SEMA_NONE_INDEX,
    };
    *VEC_PUSH(build->arena, scope->uses) = (VarUse){.capture_start = UINT32_MAX};
    *int_map_at(&scope->names, name, index) = index;
    return index;
}

// `import a.b` behind `import a` binds a to the same package once more.
static bool is_same_package(const Build *build, const GlobalUse *use, const AstNode *node) {
    const IntMap *imports = &build->module->imports;
    u32 first, again;
    if (node->kind != AST_ALIAS || use->def_node_kind != AST_ALIAS) return false;
    if (!int_map_get(imports, use->def_id, &first) || !int_map_get(imports, node->id, &again))
        return false;
    const SemaImport *one = &build->program->imports.items[first],
                     *other = &build->program->imports.items[again];
    return one->is_whole && other->is_whole && one->kind == SEMA_IMPORT_USER &&
           other->kind == SEMA_IMPORT_USER && one->bound == other->bound;
}

static void bind_global(Build *build, Scope *scope, AstName name, const AstNode *node) {
    u32 owner = scope->kind == SCOPE_CLASS ? scope->class_index : SEMA_NONE_INDEX;
    IntMap *names = scope->kind == SCOPE_MODULE ? &build->module->globals : &scope->names;
    u32 global;
    if (!int_map_get(names, name, &global)) {
        global = build_global_new(build, name, build->module->index, owner);
        *int_map_at(names, name, global) = global;
    }
    GlobalUse *use = &build->global_uses.items[global];
    if (is_same_package(build, use, node)) return;
    use->store_count += build->loop_depth > 0 && node->kind != AST_FUNCTION_DEF ? 2 : 1;
    bool is_def =
        node->kind == AST_FUNCTION_DEF || node->kind == AST_CLASS_DEF || node->kind == AST_ALIAS;
    use->def_node_kind = is_def && use->store_count == 1 ? node->kind : AST_NONE;
    use->def_id = node->id;
}

// Hidden names and the cell of the class are variables of the body.
static bool is_namespace_name(const Build *build, AstName name) {
    Slice text = names_text(build->names, name);
    return !slice_starts_with(text, SLICE_LITERAL("_.")) &&
           !slice_equal(text, SLICE_LITERAL("__class__"));
}

static void bind(Build *build, Scope *scope, AstName name, const AstNode *node) {
    u32 var;
    if (scope->kind == SCOPE_MODULE || scope->kind == SCOPE_CLASS) {
        bind_global(build, scope, name, node);
        return;
    }
    if (int_map_get(&scope->globals, name, &var) || int_map_get(&scope->nonlocals, name, &var))
        return;
    if (scope->is_class_body && is_namespace_name(build, name)) {
        *int_map_at(&scope->bound, name, 1) = 1;
        return;
    }
    if (!int_map_get(&scope->names, name, &var)) var = build_var_new(build, scope, name);
    VarUse *use = &scope->uses->items[var];
    use->store_count++;
    use->store_end = build->stmt ? build->stmt->span.end : node->span.end;
    if (build->loop_depth > 0 || scope->kind == SCOPE_COMP || node->kind == AST_EXCEPT_HANDLER)
        use->is_in_loop = true;
}

typedef struct {
    Build *build;
    Scope *scope;
} Collect;

static void visit(void *context, AstNode *node);

static void visit_name(Collect *collect, const AstExpr *expr) {
    if (expr->name.ctx == AST_LOAD) return;
    bind(collect->build, collect->scope, expr->name.id, &expr->node);
    u32 var;
    bool is_local = collect->scope->kind == SCOPE_FUNC || collect->scope->kind == SCOPE_COMP;
    if (expr->name.ctx == AST_DEL && is_local &&
        int_map_get(&collect->scope->names, expr->name.id, &var))
        collect->scope->uses->items[var].is_in_loop = true;
}

// Assigned in the midst of an expression, in a comprehension for the scope around it.
static void visit_named(Collect *collect, const AstExpr *expr) {
    AstName name = expr->named_expr.target->name.id;
    Scope *scope = collect->scope;
    bind(collect->build, scope, name, &expr->node);
    u32 index;
    if (scope->kind == SCOPE_FUNC && int_map_get(&scope->names, name, &index)) {
        scope->uses->items[index].is_in_loop = true;
        scope->func->vars.items[index].is_loose = true;
    } else if (scope->kind == SCOPE_MODULE &&
               int_map_get(&collect->build->module->globals, name, &index)) {
        collect->build->global_uses.items[index].is_shared = true;
    }
}

// What a comprehension binds in the scope around it.
static void visit_comprehension(void *context, AstNode *node) {
    if (node->kind == AST_LAMBDA) return;
    if (node->kind == AST_NAMED_EXPR) visit_named(context, (const AstExpr *)node);
    ast_each_child(node, visit_comprehension, context);
}

static void visit_import(Collect *collect, const AstAliases *aliases, bool is_from) {
    Build *build = collect->build;
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
        bind(build, collect->scope, name, &alias->node);
    }
}

static void visit_children(Collect *collect, AstNode *node, bool is_loop) {
    collect->build->loop_depth += is_loop;
    ast_each_child(node, visit, collect);
    collect->build->loop_depth -= is_loop;
}

static void visit(void *context, AstNode *node) {
    Collect *collect = context;
    Build *build = collect->build;
    const AstNode *outer_stmt = build->stmt;
    if (ast_kind_info(node->kind)->group == AST_GROUP_STMT) build->stmt = node;
    const AstStmt *stmt = (const AstStmt *)node;
    switch (node->kind) {
    case AST_FUNCTION_DEF:
        bind(build, collect->scope, build_bound_name(build, node, stmt->function_def.name), node);
        break;
    case AST_CLASS_DEF:
        bind(build, collect->scope, build_bound_name(build, node, stmt->class_def.name), node);
        break;
    case AST_IMPORT: visit_import(collect, &stmt->import.names, false); break;
    case AST_IMPORT_FROM: visit_import(collect, &stmt->import_from.names, true); break;
    case AST_NAME: visit_name(collect, (const AstExpr *)node); break;
    case AST_EXCEPT_HANDLER:
        if (((const AstExceptHandler *)node)->name != AST_NO_NAME)
            bind(build, collect->scope, ((const AstExceptHandler *)node)->name, node);
        visit_children(collect, node, false);
        break;
    case AST_FOR:
    case AST_WHILE: visit_children(collect, node, true); break;
    case AST_NAMED_EXPR:
        visit_named(collect, (const AstExpr *)node);
        visit(collect, &((const AstExpr *)node)->named_expr.value->node);
        break;
    case AST_LIST_COMP:
    case AST_SET_COMP:
    case AST_DICT_COMP:
    case AST_GENERATOR_EXP: ast_each_child(node, visit_comprehension, collect); break;
    case AST_LAMBDA: break;  // a scope of its own
    default: ast_each_child(node, visit, collect); break;
    }
    build->stmt = outer_stmt;
}

void build_collect(Build *build, Scope *scope, AstNode *node) {
    Collect collect = {build, scope};
    visit(&collect, node);
}
