// try, except, else, finally, raise.
//
// An exception path enters a handler's block with the exception in RtState. EXCEPTION_TAKE moves it
// out; HANDLING_PUSH makes it the context of whatever is raised until HANDLING_POP. Each way out of
// an except or finally body pops: the normal end, jumps (lower_leave) and exceptions (a handler of
// its own around the body).
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

// What both kinds of bodies that handle an exception need around them.
typedef struct {
    LowerHandler *outer;  // where the try statement's exceptions go
    LowerHandler inner;   // where those raised while handling go first
    LowerScope scope;
} Handling;

static void handling_begin(Lower *l, Handling *handling, IrValue exception,
                           const AstExceptHandler *clause) {
    handling->outer = l->handler;
    lower_handler_init(&handling->inner);
    RT(l, HANDLING_PUSH, exception);
    l->handler = &handling->inner;
    handling->scope = (LowerScope){.kind = LOWER_SCOPE_HANDLING,
                                   .outer = l->scope,
                                   .handler = handling->outer,
                                   .clause = clause,
                                   .exception = exception};
    l->scope = &handling->scope;
}

static void handling_close(Lower *l, const AstExceptHandler *clause) {
    RT0(l, HANDLING_POP);
    if (clause && clause->name != AST_NO_NAME) lower_except_name_delete(l, clause);
}

// Ends the body: pops on the path that raised meanwhile, and leaves the context as it was.
static void handling_end(Lower *l, Handling *handling, const AstExceptHandler *clause) {
    IrBlock block = l->b.block;
    l->scope = handling->scope.outer;
    l->handler = handling->outer;
    if (lower_handler_begin(l, &handling->inner)) {
        handling_close(l, clause);
        lower_reraise(l);
    }
    l->b.block = block;
}

// ---- except

// Whether the clause's class matches; the exception stays where it is.
static IrValue clause_matches(Lower *l, const AstExceptHandler *clause, IrValue exception) {
    LowerClassRange range;
    if (lower_class_range_of(l, clause->type, &range)) {
        return lower_class_test(l, exception, range);
    }
    Val wanted = lower_expr(l, clause->type);
    IrValue value = lower_to_value(l, wanted);
    lower_at(l, clause->type->span);
    return RT(l, EXCEPTION_MATCHES, exception, value);
}

static void lower_clause(Lower *l, const AstExceptHandler *clause, IrValue exception, IrBlock end) {
    // The inner scope pops for the exception as well as the name; the outer one is the
    // dispatcher's.
    LowerScope *dispatch_scope = l->scope;
    LowerHandler *dispatch_handler = l->handler;
    LowerHandler body_handler;
    lower_handler_init(&body_handler);
    bool has_name = clause->name != AST_NO_NAME;
    if (has_name) {
        lower_except_name_set(l, clause, exception);
        l->handler = &body_handler;
    }
    LowerScope scope = *dispatch_scope;
    scope.clause = clause;
    l->scope = &scope;
    lower_stmts(l, clause->body);
    l->scope = dispatch_scope;
    l->handler = dispatch_handler;
    if (l->b.block != IR_NONE) {
        handling_close(l, clause);
        ssa_jump(&l->ssa, end);
    }
    if (has_name && lower_handler_begin(l, &body_handler)) {
        lower_except_name_delete(l, clause);
        lower_reraise(l);
    }
}

static void lower_dispatch(Lower *l, AstExceptHandlers clauses, IrBlock end) {
    IrValue exception = RT0(l, EXCEPTION_TAKE);
    Handling handling;
    handling_begin(l, &handling, exception, NULL);
    bool has_catch_all = false;
    for (u32 i = 0; i < clauses.count; i++) {
        const AstExceptHandler *clause = clauses.items[i];
        if (!clause->type) {
            lower_clause(l, clause, exception, end);
            has_catch_all = true;
            break;
        }
        IrBlock body = ssa_block_new(&l->ssa), next = ssa_block_new(&l->ssa);
        ssa_brif(&l->ssa, clause_matches(l, clause, exception), body, next, 0);
        ssa_begin_sealed(&l->ssa, body);
        lower_clause(l, clause, exception, end);
        ssa_begin_sealed(&l->ssa, next);
    }
    LowerHandler *outer = handling.outer;
    if (!has_catch_all) {
        RT0(l, HANDLING_POP);
        RT(l, EXCEPTION_RESTORE, exception);
        l->handler = outer;
        lower_reraise(l);
    }
    handling_end(l, &handling, NULL);
}

static void lower_try_except(Lower *l, const AstStmt *stmt) {
    LowerHandler *outer = l->handler;
    LowerHandler handler;
    lower_handler_init(&handler);
    IrBlock end = ssa_block_new(&l->ssa);
    l->handler = &handler;
    lower_stmts(l, stmt->try_stmt.body);
    l->handler = outer;
    if (l->b.block != IR_NONE) lower_stmts(l, stmt->try_stmt.orelse);
    if (l->b.block != IR_NONE) ssa_jump(&l->ssa, end);
    if (lower_handler_begin(l, &handler)) lower_dispatch(l, stmt->try_stmt.handlers, end);
    lower_continue_at(l, end);
}

// ---- finally: its body is lowered once for the normal end, once for exceptions, and by
// lower_leave for each jump

static void lower_finally_raised(Lower *l, const AstStmt *stmt) {
    IrValue exception = RT0(l, EXCEPTION_TAKE);
    Handling handling;
    handling_begin(l, &handling, exception, NULL);
    lower_stmts(l, stmt->try_stmt.finalbody);
    if (l->b.block != IR_NONE) {
        RT0(l, HANDLING_POP);
        RT(l, EXCEPTION_RESTORE, exception);
        l->handler = handling.outer;
        lower_reraise(l);
    }
    handling_end(l, &handling, NULL);
}

void lower_try(Lower *l, const AstStmt *stmt) {
    bool has_handlers = stmt->try_stmt.handlers.count > 0;
    if (stmt->try_stmt.finalbody.count == 0) {
        lower_try_except(l, stmt);
        return;
    }
    LowerHandler *outer = l->handler;
    LowerHandler handler;
    lower_handler_init(&handler);
    LowerScope scope = {.kind = LOWER_SCOPE_FINALLY,
                        .outer = l->scope,
                        .handler = outer,
                        .final_body = stmt->try_stmt.finalbody};
    l->scope = &scope;
    l->handler = &handler;
    if (has_handlers) {
        lower_try_except(l, stmt);
    } else {
        lower_stmts(l, stmt->try_stmt.body);
        if (l->b.block != IR_NONE) lower_stmts(l, stmt->try_stmt.orelse);
    }
    l->scope = scope.outer;
    l->handler = outer;
    IrBlock end = ssa_block_new(&l->ssa);
    if (l->b.block != IR_NONE) {
        lower_stmts(l, stmt->try_stmt.finalbody);
        if (l->b.block != IR_NONE) ssa_jump(&l->ssa, end);
    }
    if (lower_handler_begin(l, &handler)) lower_finally_raised(l, stmt);
    lower_continue_at(l, end);
}

// ---- jumps out of scopes

// Emits what leaving all scopes inside `target` does: finally bodies, ends of handling. False when
// one of them does not end normally (it jumps or raises itself).
bool lower_leave(Lower *l, LowerScope *target) {
    LowerScope *scope = l->scope;
    LowerHandler *handler = l->handler;
    while (l->scope != target && l->b.block != IR_NONE) {
        LowerScope *leaving = l->scope;
        l->scope = leaving->outer;
        if (leaving->kind == LOWER_SCOPE_HANDLING) {
            l->handler = leaving->handler;
            handling_close(l, leaving->clause);
        } else if (leaving->kind == LOWER_SCOPE_FINALLY) {
            l->handler = leaving->handler;
            lower_stmts(l, leaving->final_body);
        } else {
            lower_loop_keep(l, leaving);
        }
    }
    l->scope = scope;
    l->handler = handler;
    return l->b.block != IR_NONE;
}

// ---- raise

void lower_raise_stmt(Lower *l, const AstStmt *stmt) {
    u32 refusal;
    if (int_map_get(&l->module->refusals, stmt->id, &refusal)) {
        lower_at(l, stmt->span);
        lower_raise_text(l, CLASS_NOT_IMPLEMENTED_ERROR, l->program->refusals.items[refusal]);
        return;
    }
    if (!stmt->raise_stmt.exc) {
        lower_at(l, stmt->span);
        RT0(l, RERAISE);
        for (const LowerScope *scope = l->scope; scope; scope = scope->outer) {
            // CPython adds no second frame for an exception that this function is handling.
            if (scope->kind != LOWER_SCOPE_HANDLING) continue;
            lower_reraise(l);
            return;
        }
        lower_raise(l);
        return;
    }
    IrValue exception = lower_to_value(l, lower_expr(l, stmt->raise_stmt.exc));
    if (stmt->raise_stmt.cause) {
        IrValue cause = lower_to_value(l, lower_expr(l, stmt->raise_stmt.cause));
        lower_at(l, stmt->span);
        RT(l, RAISE_FROM, exception, cause);
    } else {
        lower_at(l, stmt->span);
        RT(l, RAISE, exception);
    }
    lower_raise(l);
}

void lower_assert(Lower *l, const AstStmt *stmt) {
    IrBlock fine = ssa_block_new(&l->ssa), failed = ssa_block_new(&l->ssa);
    lower_condition(l, stmt->assert_stmt.test, fine, failed);
    lower_continue_at(l, failed);
    if (!lower_is_dead(l)) {
        l->b.func->blocks.items[failed].is_cold = true;
        if (stmt->assert_stmt.msg) {
            // AssertionError(msg): the message may be any object.
            IrValue message = lower_to_value(l, lower_expr(l, stmt->assert_stmt.msg));
            lower_at(l, stmt->assert_stmt.test->span);
            IrValue class_value = RT(l, CLASS_VALUE, lower_const_i32(l, CLASS_ASSERTION_ERROR));
            IrValue args = lower_stack_values(l, &message, 1);
            IrValue exception = RT(l, CALL, class_value, lower_const_i64(l, 1), args);
            RT(l, RAISE, exception);
            lower_raise(l);
        } else {
            lower_at(l, stmt->assert_stmt.test->span);
            lower_fault(l, RT_FAULT_ASSERTION);
        }
    }
    lower_continue_at(l, fine);
}
