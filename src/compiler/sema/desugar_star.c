// except*, said in terms of except.
//
//   try: B                  try: B
//   except* T as E: H       except BaseException as _.e:
//   …                           _.s = _.star_begin(_.e)
//                               if _.star_match(_.s, T):             what it takes is handled now
//                                   try:
//                                       try: raise
//                                       except BaseException as E: H
//                                   except BaseException as _.x: _.star_raised(_.s, _.x)
//                               …
//                               if _.star_end(_.s): raise            what is left is handled now
#include "compiler/sema/desugar_priv.h"

static AstExpr *native(Desugar *d, const char *name, AstExpr *const *args, u32 count) {
    AstExpr *func = desugar_load(d, names_intern_text(d->build->names, name));
    return desugar_call(d, func, args, count);
}

static AstExpr *any_exception(Desugar *d) {
    return desugar_load(d, names_intern_text(d->build->names, "_.BaseException"));
}

static AstStmt *try_with(Desugar *d, AstStmt *body, AstExceptHandler *handler) {
    AstStmt *stmt = desugar_stmt(d, AST_TRY);
    stmt->try_stmt.body = desugar_one(d, body);
    stmt->try_stmt.handlers.items = ARENA_NEW_ARRAY(d->build->arena, AstExceptHandler *, 1);
    stmt->try_stmt.handlers.items[0] = handler;
    stmt->try_stmt.handlers.count = 1;
    return stmt;
}

static AstStmt *expand_clause(Desugar *d, AstExceptHandler *clause, AstName state) {
    d->span = clause->type->span;
    AstExpr *match_args[] = {desugar_load(d, state), clause->type};
    AstExpr *test = native(d, "_.star_match", match_args, 2);
    clause->type = any_exception(d);
    AstStmt *inner = try_with(d, desugar_stmt(d, AST_RAISE), clause);
    AstExceptHandler *outer = desugar_node(d, AST_EXCEPT_HANDLER, sizeof *outer);
    outer->type = any_exception(d);
    outer->name = desugar_hidden(d, "x");
    AstExpr *raised_args[] = {desugar_load(d, state), desugar_load(d, outer->name)};
    outer->body = desugar_one(d, desugar_expr_stmt(d, native(d, "_.star_raised", raised_args, 2)));
    return desugar_if(d, test, desugar_one(d, try_with(d, inner, outer)));
}

void desugar_star(Build *build, AstStmt *stmt) {
    AstExceptHandlers clauses = stmt->try_star.handlers;
    u32 first_id = stmt->id - (clauses.count + 1) * AST_STAR_IDS;
    Desugar d = {build, first_id, stmt->id, stmt->id, clauses.items[0]->span};
    AstName state = desugar_hidden(&d, "s");
    DesugarStmts body = {0};
    AstExceptHandler *handler = desugar_node(&d, AST_EXCEPT_HANDLER, sizeof *handler);
    handler->type = any_exception(&d);
    handler->name = desugar_hidden(&d, "e");
    AstExpr *caught = desugar_load(&d, handler->name);
    *VEC_PUSH(build->arena, &body) =
        desugar_assign_name(&d, state, native(&d, "_.star_begin", &caught, 1));
    for (u32 i = 0; i < clauses.count; i++) {
        d.number = stmt->id - i;
        *VEC_PUSH(build->arena, &body) = expand_clause(&d, clauses.items[i], state);
    }
    AstExpr *ended = desugar_load(&d, state);
    AstExpr *test = native(&d, "_.star_end", &ended, 1);
    *VEC_PUSH(build->arena, &body) =
        desugar_if(&d, test, desugar_one(&d, desugar_stmt(&d, AST_RAISE)));
    handler->body = (AstStmts){body.items, body.count};
    stmt->kind = AST_TRY;
    stmt->try_stmt.handlers.items = ARENA_NEW_ARRAY(build->arena, AstExceptHandler *, 1);
    stmt->try_stmt.handlers.items[0] = handler;
    stmt->try_stmt.handlers.count = 1;
}
