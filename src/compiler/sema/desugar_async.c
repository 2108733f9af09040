// async for:
//
//   async for T in E: B      _.it = _.aiter(E); _.on = True
//   else: O                  while _.on:
//                                try: _.v = await _.it.__anext__()
//                                except StopAsyncIteration: _.on = False
//                                else: T = _.v; B
//                            else: O
//
// Which generator expressions are asynchronous: those with an `async for` or an `await` of their
// own.
#include "compiler/sema/desugar_priv.h"

static void find_async(void *context, AstNode *node) {
    bool *is_async = context;
    const AstExpr *expr = (const AstExpr *)node;
    switch (node->kind) {
    case AST_AWAIT: *is_async = true; return;
    case AST_COMPREHENSION: *is_async |= ((const AstComprehension *)node)->is_async != 0; break;
    case AST_LAMBDA: return;
    case AST_GENERATOR_EXP:
        find_async(context, &expr->generator_exp.generators.items[0]->iter->node);
        return;
    default: break;
    }
    ast_each_child(node, find_async, context);
}

bool build_generator_is_async(const AstExpr *expr) {
    AstComprehensions generators = expr->generator_exp.generators;
    bool is_async = false;
    find_async(&is_async, &expr->generator_exp.elt->node);
    for (u32 i = 0; i < generators.count; i++) {
        is_async |= generators.items[i]->is_async != 0;
        if (i > 0) find_async(&is_async, &generators.items[i]->iter->node);
        for (u32 k = 0; k < generators.items[i]->ifs.count; k++)
            find_async(&is_async, &generators.items[i]->ifs.items[k]->node);
    }
    return is_async;
}

AstExpr *desugar_await(Desugar *d, AstExpr *value) {
    AstExpr *expr = desugar_expr(d, AST_AWAIT);
    expr->await.value = value;
    return expr;
}

static AstStmts with_target(Desugar *d, const AstStmt *stmt, AstName value) {
    AstStmts body = stmt->for_stmt.body;
    AstStmts all = {ARENA_NEW_ARRAY(d->build->arena, AstStmt *, body.count + 1), body.count + 1};
    all.items[0] = desugar_assign(d, stmt->for_stmt.target, desugar_load(d, value));
    for (u32 i = 0; i < body.count; i++) all.items[i + 1] = body.items[i];
    return all;
}

void desugar_async_for(Build *build, AstStmt *stmt, DesugarStmts *out) {
    Desugar d = {build, stmt->id - AST_ASYNC_FOR_IDS, stmt->id, stmt->id,
                 stmt->for_stmt.iter->span};
    AstName iterator = desugar_hidden(&d, "it"), is_on = desugar_hidden(&d, "on"),
            value = desugar_hidden(&d, "v");
    AstExpr *aiter = desugar_load(&d, names_intern_text(build->names, "_.aiter"));
    AstExpr *made = desugar_call(&d, aiter, &stmt->for_stmt.iter, 1);
    *VEC_PUSH(build->arena, out) = desugar_assign_name(&d, iterator, made);
    *VEC_PUSH(build->arena, out) =
        desugar_assign_name(&d, is_on, desugar_constant(&d, AST_CONST_TRUE));

    AstExceptHandler *handler = desugar_node(&d, AST_EXCEPT_HANDLER, sizeof *handler);
    handler->type = desugar_load(&d, names_intern_text(build->names, "StopAsyncIteration"));
    handler->body =
        desugar_one(&d, desugar_assign_name(&d, is_on, desugar_constant(&d, AST_CONST_FALSE)));
    AstStmt *attempt = desugar_stmt(&d, AST_TRY);
    AstExpr *next = desugar_call(&d, desugar_attribute(&d, iterator, "__anext__"), NULL, 0);
    attempt->try_stmt.body =
        desugar_one(&d, desugar_assign_name(&d, value, desugar_await(&d, next)));
    attempt->try_stmt.handlers.items = ARENA_NEW_ARRAY(build->arena, AstExceptHandler *, 1);
    attempt->try_stmt.handlers.items[0] = handler;
    attempt->try_stmt.handlers.count = 1;
    attempt->try_stmt.orelse = with_target(&d, stmt, value);
    AstStmt *loop = desugar_stmt(&d, AST_WHILE);
    loop->while_stmt.test = desugar_load(&d, is_on);
    loop->while_stmt.body = desugar_one(&d, attempt);
    loop->while_stmt.orelse = stmt->for_stmt.orelse;
    *VEC_PUSH(build->arena, out) = loop;
}
