// Classes and functions of library modules that nothing in the program names are not compiled:
// importing `collections` for its deque should not cost ten classes. What reaches one all the same,
// by a name made at run time, is told (defer.c).
//
// They are named by their text: as a name, an attribute, what an import takes, or a text constant,
// anywhere but in those that nothing names either, and in __all__.
#include "compiler/sema/build_priv.h"

typedef struct {
    SemaModule *module;
    AstStmt *stmt;
    u32 next;  // the next one of that name, or SEMA_NONE_INDEX
    bool is_named;
} Candidate;

typedef struct {
    Build *build;
    VEC(Candidate) all;
    IntMap first;   // AstName: index of the first candidate
    IntMap place;   // module << 32 | statement: index
    VEC(u32) open;  // named, and not walked yet
    u32 module;
} Shake;

static void mention(Shake *s, AstName name) {
    u32 at;
    if (name == AST_NO_NAME || !int_map_get(&s->first, name, &at)) return;
    for (; at != SEMA_NONE_INDEX; at = s->all.items[at].next) {
        if (s->all.items[at].is_named) continue;
        s->all.items[at].is_named = true;
        *VEC_PUSH(s->build->arena, &s->open) = at;
    }
}

static bool is_export_list(const Shake *s, const AstStmt *stmt) {
    const AstExpr *target = NULL;
    if (stmt->kind == AST_ASSIGN && stmt->assign.targets.count == 1)
        target = stmt->assign.targets.items[0];
    if (stmt->kind == AST_AUG_ASSIGN) target = stmt->aug_assign.target;
    return target && target->kind == AST_NAME &&
           slice_equal(names_text(s->build->names, target->name.id), SLICE_LITERAL("__all__"));
}

static void visit(void *context, AstNode *node) {
    Shake *s = context;
    const AstStmt *stmt = (const AstStmt *)node;
    const AstExpr *expr = (const AstExpr *)node;
    u32 candidate;
    switch (node->kind) {
    case AST_CLASS_DEF:
    case AST_FUNCTION_DEF:
        // It is walked when it is named.
        if (int_map_get(&s->place, (u64)s->module << 32 | node->id, &candidate)) return;
        break;
    case AST_ASSIGN:
    case AST_AUG_ASSIGN:
        if (is_export_list(s, stmt)) return;
        break;
    case AST_IMPORT_FROM:
        for (u32 i = 0; i < stmt->import_from.names.count; i++)
            mention(s, stmt->import_from.names.items[i]->name);
        return;
    case AST_NAME: mention(s, expr->name.id); break;
    case AST_ATTRIBUTE: mention(s, expr->attribute.attr); break;
    case AST_CONSTANT:
        if (expr->constant.value.kind == AST_CONST_STR)
            mention(s, names_find(s->build->names, expr->constant.value.u.text));
        break;
    default: break;
    }
    ast_each_child(node, visit, context);
}

// Decorators may keep what they decorate; __getattr__ and its like are called by the runtime.
static AstName candidate_name(const Shake *s, const AstStmt *stmt) {
    if (stmt->kind == AST_CLASS_DEF)
        return stmt->class_def.decorators.count == 0 ? stmt->class_def.name : AST_NO_NAME;
    if (stmt->kind != AST_FUNCTION_DEF || stmt->function_def.decorators.count > 0)
        return AST_NO_NAME;
    Slice text = names_text(s->build->names, stmt->function_def.name);
    return slice_starts_with(text, SLICE_LITERAL("__")) ? AST_NO_NAME : stmt->function_def.name;
}

static void find_candidates(Shake *s, SemaModule *module) {
    AstStmts body = ((AstModule *)(uintptr_t)module->ast)->body;
    for (u32 i = 0; module->is_library && i < body.count; i++) {
        AstStmt *stmt = body.items[i];
        AstName name = candidate_name(s, stmt);
        if (name == AST_NO_NAME) continue;
        u32 index = s->all.count;
        u32 *first = int_map_at(&s->first, name, SEMA_NONE_INDEX);
        *VEC_PUSH(s->build->arena, &s->all) = (Candidate){module, stmt, *first, false};
        *first = index;
        *int_map_at(&s->place, (u64)module->index << 32 | stmt->id, 0) = index;
    }
}

void build_shake(Build *build) {
    Shake s = {.build = build};
    int_map_init(&s.first, build->arena);
    int_map_init(&s.place, build->arena);
    const SemaProgram *program = build->program;
    for (u32 i = 0; i < program->modules.count; i++) find_candidates(&s, program->modules.items[i]);
    for (u32 i = 0; i < program->modules.count; i++) {
        s.module = i;
        ast_each_child((AstNode *)&((AstModule *)(uintptr_t)program->modules.items[i]->ast)->node,
                       visit, &s);
    }
    while (s.open.count > 0) {
        const Candidate *named = &s.all.items[s.open.items[--s.open.count]];
        s.module = named->module->index;
        ast_each_child(&named->stmt->node, visit, &s);
    }
    for (u32 i = 0; i < s.all.count; i++) {
        if (!s.all.items[i].is_named)
            build_leave_out(build, s.all.items[i].module, s.all.items[i].stmt);
    }
}
