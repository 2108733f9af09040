// What the IR says of modules: whose functions and variables are whose, and which library modules
// are imported before any code of the user's can have changed what their bodies see (design note
// 027).
#include "compiler/lower/lower_priv.h"

typedef struct {
    LowerProgram *shared;
    bool *is_seen;  // by module
    u32 count;      // of early ones
    bool is_maybe;  // in a branch: what it imports may be imported later, or never
} EarlyWalk;

// Installed packages may do to other modules what the user's own code may.
static bool is_package_file(Slice file) {
    static const char *const folders[] = {"/site-packages/", "/dist-packages/"};
    for (u32 i = 0; i < COUNT_OF(folders); i++) {
        Slice folder = slice_of_text(folders[i]);
        for (usize at = 0; at + folder.len <= file.len; at++) {
            if (slice_starts_with(slice_range(file, at, file.len), folder)) return true;
        }
    }
    return false;
}

static bool is_trusted(const SemaModule *module) {
    return module->is_library && !is_package_file(module->ast->file->name);
}

static bool walk_module(EarlyWalk *walk, u32 index);

// `import a.b.c` runs a, then a.b, then a.b.c.
static bool walk_path(EarlyWalk *walk, u32 index) {
    const SemaProgram *program = walk->shared->program;
    Slice name = sema_module(program, index)->name;
    bool is_quiet = true;
    for (u32 i = 0; i < program->modules.count && is_quiet; i++) {
        Slice other = program->modules.items[i]->name;
        bool is_parent =
            other.len < name.len && name.data[other.len] == '.' && slice_starts_with(name, other);
        if (is_parent || i == index) is_quiet = walk_module(walk, i);
    }
    return is_quiet;
}

static bool walk_alias(EarlyWalk *walk, u32 module, const AstAlias *alias) {
    const SemaImport *import = sema_import_at(walk->shared->program, module, alias->id);
    if (!import || import->kind != SEMA_IMPORT_USER) return true;
    if (walk->is_maybe) return is_trusted(sema_module(walk->shared->program, import->module));
    return walk_path(walk, import->module) && walk_path(walk, import->bound);
}

// No code of the user's runs when it is evaluated, and nothing changes.
static bool is_quiet_expr(const AstExpr *expr) {
    if (!expr) return true;
    switch (expr->kind) {
    case AST_CONSTANT:
    case AST_LAMBDA:
    case AST_NAME: return true;
    case AST_UNARY_OP: return expr->unary_op.operand->kind == AST_CONSTANT;
    case AST_TUPLE:
    case AST_LIST: {
        for (u32 i = 0; i < expr->list.elts.count; i++) {
            if (!is_quiet_expr(expr->list.elts.items[i])) return false;
        }
        return true;
    }
    default: return false;
    }
}

static bool is_quiet_def(const AstStmt *stmt) {
    bool is_quiet = stmt->function_def.decorators.count == 0;
    const AstArguments *args = stmt->function_def.args;
    for (u32 i = 0; i < args->defaults.count; i++)
        is_quiet &= is_quiet_expr(args->defaults.items[i]);
    for (u32 i = 0; i < args->kw_defaults.count; i++)
        is_quiet &= is_quiet_expr(args->kw_defaults.items[i]);
    return is_quiet;
}

static bool walk_body(EarlyWalk *walk, u32 module, const AstStmts *body, bool is_library);

static bool walk_branch(EarlyWalk *walk, u32 module, const AstStmts *body, bool is_library) {
    bool was_maybe = walk->is_maybe;
    walk->is_maybe = true;
    bool is_quiet = walk_body(walk, module, body, is_library);
    walk->is_maybe = was_maybe;
    return is_quiet;
}

// Whether imports behind the statement still come before code of the user's.
static bool walk_stmt(EarlyWalk *walk, u32 module, const AstStmt *stmt, bool is_library) {
    switch (stmt->kind) {
    case AST_IMPORT:
        for (u32 i = 0; i < stmt->import.names.count; i++) {
            if (!walk_alias(walk, module, stmt->import.names.items[i])) return false;
        }
        return true;
    case AST_IMPORT_FROM:
        for (u32 i = 0; i < stmt->import_from.names.count; i++) {
            if (!walk_alias(walk, module, stmt->import_from.names.items[i])) return false;
        }
        return true;
    case AST_IF:
        return (is_library || is_quiet_expr(stmt->if_stmt.test)) &&
               walk_branch(walk, module, &stmt->if_stmt.body, is_library) &&
               walk_branch(walk, module, &stmt->if_stmt.orelse, is_library);
    case AST_TRY:
        for (u32 i = 0; i < stmt->try_stmt.handlers.count; i++) {
            if (!walk_branch(walk, module, &stmt->try_stmt.handlers.items[i]->body, is_library))
                return false;
        }
        // Its first statement runs, whatever comes then.
        return walk_stmt(walk, module, stmt->try_stmt.body.items[0], is_library) &&
               walk_branch(walk, module, &stmt->try_stmt.body, is_library) &&
               walk_branch(walk, module, &stmt->try_stmt.orelse, is_library) &&
               (is_library || stmt->try_stmt.finalbody.count == 0);
    case AST_PASS: return true;
    case AST_EXPR: return is_library || is_quiet_expr(stmt->expr.value);
    case AST_FUNCTION_DEF:
    case AST_ASYNC_FUNCTION_DEF: return is_library || is_quiet_def(stmt);
    case AST_ASSIGN: {
        if (is_library) return true;
        for (u32 i = 0; i < stmt->assign.targets.count; i++) {
            if (stmt->assign.targets.items[i]->kind != AST_NAME) return false;
        }
        return is_quiet_expr(stmt->assign.value);
    }
    default: return is_library;
    }
}

static bool walk_body(EarlyWalk *walk, u32 module, const AstStmts *body, bool is_library) {
    for (u32 i = 0; i < body->count; i++) {
        if (!walk_stmt(walk, module, body->items[i], is_library)) return false;
    }
    return true;
}

static bool walk_module(EarlyWalk *walk, u32 index) {
    if (walk->is_seen[index]) return true;
    walk->is_seen[index] = true;
    const SemaModule *module = sema_module(walk->shared->program, index);
    if (!walk_body(walk, index, &module->ast->body, is_trusted(module))) return false;
    if (module->is_library) walk->shared->out->bodies.items[index].early_order = ++walk->count;
    return true;
}

void lower_bodies(LowerProgram *shared) {
    IrModule *out = shared->out;
    SemaProgram *program = shared->program;
    for (u32 i = 0; i < program->modules.count; i++) {
        const SemaModule *module = program->modules.items[i];
        const SemaFunc *body = sema_func(program, module->body_func);
        u32 func = body->instances.count > 0 ? shared->func_of_instance[body->instances.items[0]]
                                             : IR_NONE;
        if (func != IR_NONE) out->funcs.items[func]->is_body = true;
        out->funcs.items[shared->import_of_module[i]]->is_body = true;
        *VEC_PUSH(out->arena, &out->bodies) =
            (IrBody){module->name, shared->import_of_module[i], func, 0};
    }
    for (u32 i = 0; i < out->globals.count; i++) {
        u32 owner = i < program->globals.count ? program->globals.items[i].module : IR_NONE;
        *VEC_PUSH(out->arena, &out->global_bodies) = owner;
    }
    EarlyWalk walk = {shared, ARENA_NEW_ARRAY(shared->arena, bool, program->modules.count), 0,
                      false};
    bool is_whole = walk_module(&walk, 0);
    (void)is_whole;  // what comes behind code of the user's stays as it is
}
