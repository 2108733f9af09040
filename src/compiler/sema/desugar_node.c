// Nodes that a rewritten statement is said in.
#include "compiler/sema/desugar_priv.h"

#include "base/check.h"

void *desugar_node(Desugar *d, AstKind kind, usize bytes) {
    AstNode *made = arena_alloc(d->build->arena, bytes);
    CHECK(d->next_id < d->end_id);
    made->kind = kind;
    made->id = d->next_id++;
    made->span = d->span;
    return made;
}

AstExpr *desugar_expr(Desugar *d, AstKind kind) {
    return desugar_node(d, kind, sizeof(AstExpr));
}

AstStmt *desugar_stmt(Desugar *d, AstKind kind) {
    return desugar_node(d, kind, sizeof(AstStmt));
}

AstName desugar_hidden(Desugar *d, const char *word) {
    Bytes text;
    bytes_init(&text, d->build->arena);
    bytes_format(&text, "_.%s%u", word, d->number);
    return names_intern(d->build->names, bytes_slice(&text));
}

AstExpr *desugar_name(Desugar *d, AstName name, AstContext context) {
    AstExpr *expr = desugar_expr(d, AST_NAME);
    expr->name.id = name;
    expr->name.ctx = context;
    return expr;
}

AstExpr *desugar_load(Desugar *d, AstName name) {
    return desugar_name(d, name, AST_LOAD);
}

AstExpr *desugar_attribute(Desugar *d, AstName object, const char *name) {
    AstExpr *expr = desugar_expr(d, AST_ATTRIBUTE);
    expr->attribute.value = desugar_load(d, object);
    expr->attribute.attr = names_intern_text(d->build->names, name);
    expr->attribute.ctx = AST_LOAD;
    return expr;
}

AstExpr *desugar_constant(Desugar *d, AstConstantKind kind) {
    AstExpr *expr = desugar_expr(d, AST_CONSTANT);
    expr->constant.value.kind = kind;
    return expr;
}

AstExpr *desugar_call(Desugar *d, AstExpr *func, AstExpr *const *args, u32 count) {
    AstExpr *expr = desugar_expr(d, AST_CALL);
    expr->call.func = func;
    expr->call.args.items = ARENA_NEW_ARRAY(d->build->arena, AstExpr *, count + 1);
    expr->call.args.count = count;
    for (u32 i = 0; i < count; i++) expr->call.args.items[i] = args[i];
    return expr;
}

AstStmt *desugar_assign(Desugar *d, AstExpr *target, AstExpr *value) {
    AstStmt *stmt = desugar_stmt(d, AST_ASSIGN);
    stmt->assign.targets.items = ARENA_NEW_ARRAY(d->build->arena, AstExpr *, 1);
    stmt->assign.targets.items[0] = target;
    stmt->assign.targets.count = 1;
    stmt->assign.value = value;
    return stmt;
}

AstStmt *desugar_assign_name(Desugar *d, AstName name, AstExpr *value) {
    return desugar_assign(d, desugar_name(d, name, AST_STORE), value);
}

AstStmt *desugar_expr_stmt(Desugar *d, AstExpr *value) {
    AstStmt *stmt = desugar_stmt(d, AST_EXPR);
    stmt->expr.value = value;
    return stmt;
}

AstStmt *desugar_if(Desugar *d, AstExpr *test, AstStmts body) {
    AstStmt *stmt = desugar_stmt(d, AST_IF);
    stmt->if_stmt.test = test;
    stmt->if_stmt.body = body;
    return stmt;
}

AstStmts desugar_one(Desugar *d, AstStmt *stmt) {
    AstStmts list = {ARENA_NEW_ARRAY(d->build->arena, AstStmt *, 1), 1};
    list.items[0] = stmt;
    return list;
}
