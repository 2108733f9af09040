// Classes of our own library modules that the program never names are left out: a class statement
// would run, and so all of its methods be compiled. Statements NAME.register(…) go with the class.
//
// Named is what occurs as a name, an attribute, an imported name or a text anywhere but in
// `__all__` and in classes that are left out. A program that asks for attributes by names that it
// computes keeps everything.
#include "compiler/sema/build_priv.h"

typedef struct {
    AstStmt *stmt;
    u32 next;  // the next of the same name + 1, or 0
    bool is_kept;
} Candidate;

typedef struct {
    const Names *names;
    Arena *arena;
    VEC(Candidate) candidates;
    VEC(u32) waiting;     // those that are kept and not yet looked at
    IntMap first;         // AstName to candidate + 1
    bool is_own_program;  // of the module that is walked: not a library's
    bool keeps_all;
} Prune;

static void add_candidate(Prune *prune, AstStmt *stmt, AstName name) {
    u32 *first = int_map_at(&prune->first, name, 0);
    *VEC_PUSH(prune->arena, &prune->candidates) = (Candidate){stmt, *first, false};
    *first = prune->candidates.count;
}

static bool is_plain_class(const AstStmt *stmt) {
    return stmt->kind == AST_CLASS_DEF && stmt->class_def.decorators.count == 0;
}

// NAME.register(…)
static bool is_registration(const AstStmt *stmt, AstName *name) {
    if (stmt->kind != AST_EXPR || stmt->expr.value->kind != AST_CALL) return false;
    const AstExpr *callee = stmt->expr.value->call.func;
    if (callee->kind != AST_ATTRIBUTE || callee->attribute.value->kind != AST_NAME) return false;
    *name = callee->attribute.value->name.id;
    return true;
}

static void keep(Prune *prune, AstName name) {
    u32 at;
    if (!int_map_get(&prune->first, name, &at)) return;
    for (; at > 0; at = prune->candidates.items[at - 1].next) {
        Candidate *candidate = &prune->candidates.items[at - 1];
        if (candidate->is_kept) continue;
        candidate->is_kept = true;
        *VEC_PUSH(prune->arena, &prune->waiting) = at - 1;
    }
}

// Names by which a program comes to all that a module has.
static bool is_asking(const Prune *prune, const AstExpr *expr) {
    static const char *const texts[] = {"vars",       "dir",           "globals",
                                        "__import__", "import_module", "__dict__"};
    if (expr->kind == AST_CALL) {
        const AstExpr *callee = expr->call.func;
        return callee->kind == AST_NAME && expr->call.args.count > 1 &&
               slice_equal(names_text(prune->names, callee->name.id), SLICE_LITERAL("getattr")) &&
               !ast_is_constant(expr->call.args.items[1], AST_CONST_STR);
    }
    if (expr->kind != AST_NAME && expr->kind != AST_ATTRIBUTE) return false;
    Slice text =
        names_text(prune->names, expr->kind == AST_NAME ? expr->name.id : expr->attribute.attr);
    for (u32 i = 0; i < COUNT_OF(texts); i++) {
        if (slice_equal(slice_of_text(texts[i]), text)) return true;
    }
    return false;
}

static void visit(void *context, AstNode *node) {
    Prune *prune = context;
    if (ast_kind_info(node->kind)->group == AST_GROUP_EXPR) {
        const AstExpr *expr = (const AstExpr *)node;
        if (node->kind == AST_NAME) keep(prune, expr->name.id);
        if (node->kind == AST_ATTRIBUTE) keep(prune, expr->attribute.attr);
        if (ast_is_constant(expr, AST_CONST_STR))
            keep(prune, names_find(prune->names, expr->constant.value.u.text));
        if (prune->is_own_program && is_asking(prune, expr)) prune->keeps_all = true;
    }
    if (node->kind == AST_ALIAS) keep(prune, ((AstAlias *)node)->name);
    ast_each_child(node, visit, prune);
}

static bool is_list_of_names(const Prune *prune, const AstStmt *stmt) {
    if (stmt->kind != AST_ASSIGN || stmt->assign.targets.count != 1) return false;
    const AstExpr *target = stmt->assign.targets.items[0];
    return target->kind == AST_NAME &&
           slice_equal(names_text(prune->names, target->name.id), SLICE_LITERAL("__all__"));
}

static void collect(Prune *prune, const SemaModule *module) {
    IntMap own;
    int_map_init(&own, prune->arena);
    AstStmts body = module->ast->body;
    for (u32 i = 0; i < body.count; i++) {
        if (!is_plain_class(body.items[i])) continue;
        add_candidate(prune, body.items[i], body.items[i]->class_def.name);
        *int_map_at(&own, body.items[i]->class_def.name, 1) = 1;
    }
    for (u32 i = 0; i < body.count; i++) {
        AstName name;
        u32 known;
        if (is_registration(body.items[i], &name) && int_map_get(&own, name, &known))
            add_candidate(prune, body.items[i], name);
    }
}

// Everything but the candidates.
static void walk(Prune *prune, const SemaModule *module, const IntMap *is_candidate) {
    AstStmts body = module->ast->body;
    prune->is_own_program = !module->is_library;
    for (u32 i = 0; i < body.count && !prune->keeps_all; i++) {
        AstStmt *stmt = body.items[i];
        u32 known;
        bool is_left =
            module->is_own_library && (int_map_get(is_candidate, (u64)(uintptr_t)stmt, &known) ||
                                       is_list_of_names(prune, stmt));
        if (!is_left) visit(prune, &stmt->node);
    }
}

void build_prune(Build *build) {
    Prune prune = {.names = build->names, .arena = build->arena};
    const SemaProgram *program = build->program;
    int_map_init(&prune.first, build->arena);
    for (u32 i = 0; i < program->modules.count; i++) {
        if (program->modules.items[i]->is_own_library) collect(&prune, program->modules.items[i]);
    }
    if (prune.candidates.count == 0) return;
    IntMap is_candidate;
    int_map_init(&is_candidate, build->arena);
    for (u32 i = 0; i < prune.candidates.count; i++)
        *int_map_at(&is_candidate, (u64)(uintptr_t)prune.candidates.items[i].stmt, 1) = 1;
    for (u32 i = 0; i < program->modules.count; i++)
        walk(&prune, program->modules.items[i], &is_candidate);
    prune.is_own_program = false;
    while (prune.waiting.count > 0 && !prune.keeps_all) {
        const Candidate *candidate =
            &prune.candidates.items[prune.waiting.items[--prune.waiting.count]];
        visit(&prune, &candidate->stmt->node);
    }
    for (u32 i = 0; i < prune.candidates.count && !prune.keeps_all; i++) {
        if (!prune.candidates.items[i].is_kept) prune.candidates.items[i].stmt->kind = AST_PASS;
    }
}
