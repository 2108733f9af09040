// Statements: the switch over their kinds, conditions, jumps.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

static void lower_if(Lower *l, const AstStmt *stmt) {
    IrBlock body = ssa_block_new(&l->ssa), orelse = ssa_block_new(&l->ssa),
            end = ssa_block_new(&l->ssa);
    lower_condition(l, stmt->if_stmt.test, body, orelse);
    lower_continue_at(l, body);
    lower_stmts(l, stmt->if_stmt.body);
    if (!lower_is_dead(l)) ssa_jump(&l->ssa, end);
    lower_continue_at(l, orelse);
    lower_stmts(l, stmt->if_stmt.orelse);
    if (!lower_is_dead(l)) ssa_jump(&l->ssa, end);
    lower_continue_at(l, end);
}

static void lower_return(Lower *l, const AstStmt *stmt) {
    Val val = stmt->return_stmt.value ? lower_expr(l, stmt->return_stmt.value) : lower_none(l);
    IrValue result = l->result == IR_VOID ? IR_NONE : lower_convert(l, val, l->result);
    if (!lower_leave(l, NULL)) return;
    lower_vars_end(l);
    ir_ret(&l->b, result);
}

static void lower_loop_jump(Lower *l, bool is_break) {
    LowerScope *scope = l->scope;
    while (scope->kind != LOWER_SCOPE_LOOP) scope = scope->outer;
    if (!lower_leave(l, scope)) return;
    if (is_break) lower_loop_keep(l, scope);
    ssa_jump(&l->ssa, is_break ? scope->break_block : scope->continue_block);
}

static void lower_block(Lower *l, const AstStmt *stmt) {
    LowerScope scope = {.kind = LOWER_SCOPE_BLOCK,
                        .outer = l->scope,
                        .break_block = ssa_block_new(&l->ssa),
                        .label = stmt->block.label};
    l->scope = &scope;
    lower_stmts(l, stmt->block.body);
    l->scope = scope.outer;
    if (!lower_is_dead(l)) ssa_jump(&l->ssa, scope.break_block);
    lower_continue_at(l, scope.break_block);
}

static void lower_leave_block(Lower *l, const AstStmt *stmt) {
    LowerScope *scope = l->scope;
    while (scope->kind != LOWER_SCOPE_BLOCK || scope->label != stmt->leave.label)
        scope = scope->outer;
    if (lower_leave(l, scope)) ssa_jump(&l->ssa, scope->break_block);
}

static void lower_expr_stmt(Lower *l, const AstStmt *stmt) {
    if (stmt->expr.value->kind == AST_CONSTANT || lower_web_unused(l, stmt->expr.value)) return;
    lower_expr(l, stmt->expr.value);
}

static void lower_stmt(Lower *l, const AstStmt *stmt) {
    lower_at(l, stmt->span);
    switch (stmt->kind) {
    case AST_EXPR: lower_expr_stmt(l, stmt); return;
    case AST_ASSIGN: lower_assign(l, stmt); return;
    case AST_AUG_ASSIGN: lower_aug_assign(l, stmt); return;
    case AST_ANN_ASSIGN: lower_ann_assign(l, stmt); return;
    case AST_DELETE: lower_delete(l, stmt); return;
    case AST_RETURN: lower_return(l, stmt); return;
    case AST_IF: lower_if(l, stmt); return;
    case AST_WHILE: lower_while(l, stmt); return;
    case AST_FOR: lower_for(l, stmt); return;
    case AST_BREAK: lower_loop_jump(l, true); return;
    case AST_CONTINUE: lower_loop_jump(l, false); return;
    case AST_BLOCK: lower_block(l, stmt); return;
    case AST_LEAVE: lower_leave_block(l, stmt); return;
    case AST_TRY: lower_try(l, stmt); return;
    case AST_RAISE: lower_raise_stmt(l, stmt); return;
    case AST_ASSERT: lower_assert(l, stmt); return;
    case AST_FUNCTION_DEF: lower_def(l, stmt); return;
    case AST_CLASS_DEF: lower_class_def(l, stmt); return;
    case AST_IMPORT: lower_import(l, stmt); return;
    case AST_IMPORT_FROM: lower_import_from(l, stmt); return;
    case AST_GLOBAL:
    case AST_NONLOCAL:
    case AST_PASS: return;
    default: break;
    }
    lower_unsupported(l, stmt->span, ast_kind_name(stmt->kind));
}

// What stands behind a jump is not lowered: sema has no types for it.
void lower_stmts(Lower *l, AstStmts stmts) {
    for (u32 i = 0; i < stmts.count && !lower_is_dead(l); i++) lower_stmt(l, stmts.items[i]);
}
