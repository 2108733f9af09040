// for and while statements.
#include "compiler/lower/lower_priv.h"

static void for_each(Lower *l, void *context, LowerItem item) {
    const AstStmt *stmt = context;
    lower_store_item(l, stmt->for_stmt.target, item);
    lower_stmts(l, stmt->for_stmt.body);
}

// A generator that is not used up ends when the loop is left, not when its last item came.
void lower_loop_keep(Lower *l, const LowerScope *scope) {
    if (scope->has_iterator) RT(l, KEEP, scope->iterated);
}

void lower_for(Lower *l, const AstStmt *stmt) {
    IrBlock end = ssa_block_new(&l->ssa), done = ssa_block_new(&l->ssa);
    LowerScope scope = {.kind = LOWER_SCOPE_LOOP, .outer = l->scope, .break_block = end};
    // The iterable is evaluated outside the loop, but no statement can jump from there.
    l->scope = &scope;
    LowerLoop loop = {
        .each = for_each, .context = (void *)(uintptr_t)stmt, .done = done, .scope = &scope};
    lower_iterate(l, stmt->for_stmt.iter, &loop);
    l->scope = scope.outer;
    lower_continue_at(l, done);
    lower_stmts(l, stmt->for_stmt.orelse);
    if (!lower_is_dead(l)) ssa_jump(&l->ssa, end);
    lower_continue_at(l, end);
}

void lower_while(Lower *l, const AstStmt *stmt) {
    IrBlock header = ssa_block_new(&l->ssa), body = ssa_block_new(&l->ssa);
    IrBlock done = ssa_block_new(&l->ssa), end = ssa_block_new(&l->ssa);
    ssa_jump(&l->ssa, header);
    ssa_begin(&l->ssa, header);
    lower_condition(l, stmt->while_stmt.test, body, done);
    LowerScope scope = {
        .kind = LOWER_SCOPE_LOOP, .outer = l->scope, .break_block = end, .continue_block = header};
    l->scope = &scope;
    lower_continue_at(l, body);
    lower_stmts(l, stmt->while_stmt.body);
    if (!lower_is_dead(l)) ssa_jump(&l->ssa, header);
    l->scope = scope.outer;
    ssa_seal(&l->ssa, header);
    lower_continue_at(l, done);
    lower_stmts(l, stmt->while_stmt.orelse);
    if (!lower_is_dead(l)) ssa_jump(&l->ssa, end);
    lower_continue_at(l, end);
}
