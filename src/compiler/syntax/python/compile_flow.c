// What CPython's code generator refuses: jumps out of place, await, stars, repeated keywords.
#include "base/map.h"
#include "compiler/syntax/python/compile_check_priv.h"

enum { BLOCKS_MAX = 21, STAR_INDEX_MAX = 255 };

typedef enum { IN_MODULE, IN_CLASS, IN_FUNCTION, IN_ASYNC_FUNCTION, IN_COMPREHENSION } Place;

typedef struct {
    const Names *names;
    Diagnostics *diags;
    Arena *arena;
    Place place;
    bool is_async_generator;  // async def with a yield
    bool is_in_loop;          // of this function, not left by an except*
    bool is_in_except_star;   // between here and the loop
    bool returns_blocked;     // an except* of this function is around
    u32 block_depth;
    bool may_import_future;
} Flow;

static void visit_node(void *context, AstNode *node);
static void visit_expr(Flow *f, AstExpr *expr);

static void fail(Flow *f, Span span, const char *message) {
    diag_error(f->diags, DIAG_SYNTAX_ERROR, span, "%s", message);
}

static bool is_function(Place place) {
    return place == IN_FUNCTION || place == IN_ASYNC_FUNCTION;
}

// ---- is there a yield or await of this scope's own?

typedef struct {
    bool has_yield, has_await;
} Found;

static void find_node(void *context, AstNode *node) {
    Found *found = context;
    switch (node->kind) {
    case AST_YIELD:
    case AST_YIELD_FROM: found->has_yield = true; break;
    case AST_AWAIT: found->has_await = true; break;
    case AST_COMPREHENSION:
        found->has_await |= ((const AstComprehension *)node)->is_async != 0;
        break;
    case AST_FUNCTION_DEF:
    case AST_ASYNC_FUNCTION_DEF:
    case AST_CLASS_DEF:
    case AST_LAMBDA:
    case AST_GENERATOR_EXP: return;
    default: break;
    }
    ast_each_child(node, find_node, found);
}

static Found find_in_body(AstStmts body) {
    Found found = {0};
    for (u32 i = 0; i < body.count; i++) find_node(&found, &body.items[i]->node);
    return found;
}

// ---- functions

static void visit_stmts(Flow *f, AstStmts body) {
    for (u32 i = 0; i < body.count; i++) visit_node(f, &body.items[i]->node);
}

static void visit_exprs(Flow *f, AstExprs exprs) {
    for (u32 i = 0; i < exprs.count; i++) {
        if (exprs.items[i] != NULL) visit_expr(f, exprs.items[i]);
    }
}

static Flow inner_flow(const Flow *f, Place place) {
    return (Flow){.names = f->names, .diags = f->diags, .arena = f->arena, .place = place};
}

static void visit_function(Flow *f, AstStmt *stmt) {
    const AstArguments *args = stmt->function_def.args;
    visit_exprs(f, stmt->function_def.decorators);
    visit_exprs(f, args->defaults);
    visit_exprs(f, args->kw_defaults);
    bool is_async = stmt->kind == AST_ASYNC_FUNCTION_DEF;
    Flow inner = inner_flow(f, is_async ? IN_ASYNC_FUNCTION : IN_FUNCTION);
    inner.is_async_generator = is_async && find_in_body(stmt->function_def.body).has_yield;
    visit_stmts(&inner, stmt->function_def.body);
}

static void check_keywords(Flow *f, AstKeywords keywords) {
    IntMap seen;
    int_map_init(&seen, f->arena);
    for (u32 i = 0; i < keywords.count; i++) {
        AstName name = keywords.items[i]->arg;
        if (name == AST_NO_NAME) continue;
        u32 *is_seen = int_map_at(&seen, name, 0);
        if (*is_seen) {
            Slice text = names_text(f->names, name);
            diag_error(f->diags, DIAG_SYNTAX_ERROR, keywords.items[i]->span,
                       "keyword argument repeated: %S", &text);
        }
        *is_seen = 1;
    }
}

// In a call, a list, … a star is welcome: look inside it.
static void visit_starred_items(Flow *f, AstExprs items) {
    for (u32 i = 0; i < items.count; i++) {
        AstExpr *item = items.items[i];
        visit_expr(f, item->kind == AST_STARRED ? item->starred.value : item);
    }
}

static void visit_keywords(Flow *f, AstKeywords keywords) {
    check_keywords(f, keywords);
    for (u32 i = 0; i < keywords.count; i++) visit_expr(f, keywords.items[i]->value);
}

static void visit_class(Flow *f, AstStmt *stmt) {
    visit_exprs(f, stmt->class_def.decorators);
    Flow inner = inner_flow(f, IN_CLASS);
    visit_stmts(&inner, stmt->class_def.body);
    visit_starred_items(f, stmt->class_def.bases);
    visit_keywords(f, stmt->class_def.keywords);
}

// ---- statements

static void visit_return(Flow *f, AstStmt *stmt) {
    if (!is_function(f->place)) {
        fail(f, stmt->span, "'return' outside function");
    } else if (f->is_async_generator && stmt->return_stmt.value != NULL) {
        fail(f, stmt->span, "'return' with value in async generator");
    } else if (f->returns_blocked) {
        fail(f, stmt->span, "'break', 'continue' and 'return' cannot appear in an except* block");
    }
    if (stmt->return_stmt.value != NULL) visit_expr(f, stmt->return_stmt.value);
}

static void visit_jump(Flow *f, const AstStmt *stmt) {
    if (f->is_in_loop) return;
    if (f->is_in_except_star) {
        fail(f, stmt->span, "'break', 'continue' and 'return' cannot appear in an except* block");
    } else {
        fail(f, stmt->span,
             stmt->kind == AST_BREAK ? "'break' outside loop" : "'continue' not properly in loop");
    }
}

static bool enter_block(Flow *f, Span span) {
    if (f->block_depth >= BLOCKS_MAX) {
        fail(f, span, "too many statically nested blocks");
        return false;
    }
    f->block_depth++;
    return true;
}

static void visit_loop_body(Flow *f, const AstStmt *stmt, AstStmts body) {
    if (!enter_block(f, stmt->span)) return;
    bool was_in_loop = f->is_in_loop, was_in_star = f->is_in_except_star;
    f->is_in_loop = true;
    f->is_in_except_star = false;
    visit_stmts(f, body);
    f->is_in_loop = was_in_loop;
    f->is_in_except_star = was_in_star;
    f->block_depth--;
}

static void visit_for(Flow *f, AstStmt *stmt) {
    if (stmt->kind == AST_ASYNC_FOR && f->place != IN_ASYNC_FUNCTION) {
        fail(f, stmt->span, "'async for' outside async function");
    }
    visit_expr(f, stmt->for_stmt.iter);
    visit_expr(f, stmt->for_stmt.target);
    visit_loop_body(f, stmt, stmt->for_stmt.body);
    visit_stmts(f, stmt->for_stmt.orelse);
}

static void visit_with(Flow *f, AstStmt *stmt) {
    if (stmt->kind == AST_ASYNC_WITH && f->place != IN_ASYNC_FUNCTION) {
        fail(f, stmt->span, "'async with' outside async function");
    }
    u32 depth = f->block_depth;
    for (u32 i = 0; i < stmt->with_stmt.items.count; i++) {
        const AstWithItem *item = stmt->with_stmt.items.items[i];
        visit_expr(f, item->context_expr);
        if (!enter_block(f, stmt->span)) return;
        if (item->optional_vars != NULL) visit_expr(f, item->optional_vars);
    }
    visit_stmts(f, stmt->with_stmt.body);
    f->block_depth = depth;
}

static void visit_handlers(Flow *f, AstStmt *stmt) {
    AstExceptHandlers handlers = stmt->try_stmt.handlers;
    bool was_in_loop = f->is_in_loop, was_in_star = f->is_in_except_star,
         was_blocked = f->returns_blocked;
    if (stmt->kind == AST_TRY_STAR) {
        f->is_in_loop = false;
        f->is_in_except_star = f->returns_blocked = true;
    }
    for (u32 i = 0; i < handlers.count; i++) {
        const AstExceptHandler *handler = handlers.items[i];
        if (handler->type == NULL && i + 1 < handlers.count) {
            fail(f, handler->span, "default 'except:' must be last");
        }
        if (handler->type != NULL) visit_expr(f, handler->type);
        u32 depth = f->block_depth;
        if (!enter_block(f, handler->span) || !enter_block(f, handler->span)) return;
        visit_stmts(f, handler->body);
        f->block_depth = depth;
    }
    f->is_in_loop = was_in_loop;
    f->is_in_except_star = was_in_star;
    f->returns_blocked = was_blocked;
}

static void visit_try(Flow *f, AstStmt *stmt) {
    u32 depth = f->block_depth;
    bool has_finally = stmt->try_stmt.finalbody.count > 0;
    if (has_finally && !enter_block(f, stmt->span)) return;
    if (stmt->try_stmt.handlers.count > 0 && !enter_block(f, stmt->span)) return;
    visit_stmts(f, stmt->try_stmt.body);
    visit_stmts(f, stmt->try_stmt.orelse);
    f->block_depth = depth + has_finally;
    visit_handlers(f, stmt);
    f->block_depth = depth;
    visit_stmts(f, stmt->try_stmt.finalbody);
}

static void visit_ann_assign(Flow *f, AstStmt *stmt) {
    if (stmt->ann_assign.value != NULL) visit_expr(f, stmt->ann_assign.value);
    visit_expr(f, stmt->ann_assign.target);
}

// The parser has looked at those at the beginning of the file.
static void visit_import_from(Flow *f, const AstStmt *stmt) {
    bool is_future = stmt->import_from.module == AST_NAME_FUTURE && stmt->import_from.level == 0;
    if (is_future && !f->may_import_future) {
        fail(f, stmt->span, "from __future__ imports must occur at the beginning of the file");
    }
}

static void visit_stmt(Flow *f, AstStmt *stmt) {
    switch (stmt->kind) {
    case AST_FUNCTION_DEF:
    case AST_ASYNC_FUNCTION_DEF: visit_function(f, stmt); break;
    case AST_CLASS_DEF: visit_class(f, stmt); break;
    case AST_RETURN: visit_return(f, stmt); break;
    case AST_BREAK:
    case AST_CONTINUE: visit_jump(f, stmt); break;
    case AST_FOR:
    case AST_ASYNC_FOR: visit_for(f, stmt); break;
    case AST_WHILE:
        visit_expr(f, stmt->while_stmt.test);
        visit_loop_body(f, stmt, stmt->while_stmt.body);
        visit_stmts(f, stmt->while_stmt.orelse);
        break;
    case AST_WITH:
    case AST_ASYNC_WITH: visit_with(f, stmt); break;
    case AST_TRY:
    case AST_TRY_STAR: visit_try(f, stmt); break;
    case AST_ANN_ASSIGN: visit_ann_assign(f, stmt); break;
    case AST_ASSIGN:
        visit_expr(f, stmt->assign.value);
        visit_exprs(f, stmt->assign.targets);
        break;
    case AST_TYPE_ALIAS: break;
    case AST_IMPORT_FROM: visit_import_from(f, stmt); break;
    case AST_MATCH:
        visit_expr(f, stmt->match_stmt.subject);
        pattern_check(stmt, f->names, f->diags, f->arena);
        ast_each_child(&stmt->node, visit_node, f);
        break;
    default: ast_each_child(&stmt->node, visit_node, f);
    }
}

// ---- expressions

static void visit_sequence(Flow *f, AstExpr *expr, AstContext context) {
    AstExprs elts = expr->tuple.elts;
    u32 star_count = 0;
    for (u32 i = 0; i < elts.count && context == AST_STORE; i++) {
        if (elts.items[i]->kind != AST_STARRED) continue;
        star_count++;
        if (star_count == 2) fail(f, expr->span, "multiple starred expressions in assignment");
        if (i > STAR_INDEX_MAX)
            fail(f, expr->span, "too many expressions in star-unpacking assignment");
    }
    visit_starred_items(f, elts);
}

static void visit_await(Flow *f, AstExpr *expr) {
    if (f->place == IN_MODULE || f->place == IN_CLASS) {
        fail(f, expr->span, "'await' outside function");
    } else if (f->place == IN_FUNCTION) {
        fail(f, expr->span, "'await' outside async function");
    }
    visit_expr(f, expr->await.value);
}

static void visit_yield(Flow *f, AstExpr *expr) {
    if (f->place == IN_MODULE || f->place == IN_CLASS) {
        fail(f, expr->span,
             expr->kind == AST_YIELD ? "'yield' outside function"
                                     : "'yield from' outside function");
    } else if (expr->kind == AST_YIELD_FROM && f->place == IN_ASYNC_FUNCTION) {
        fail(f, expr->span, "'yield from' inside async function");
    }
    ast_each_child(&expr->node, visit_node, f);
}

static bool is_async_comprehension(AstComprehensions generators, AstExpr *elt, AstExpr *value) {
    Found found = {0};
    bool is_async = false;
    for (u32 i = 0; i < generators.count; i++) {
        const AstComprehension *clause = generators.items[i];
        is_async |= clause->is_async != 0;
        if (i > 0) find_node(&found, &clause->iter->node);
        for (u32 j = 0; j < clause->ifs.count; j++) find_node(&found, &clause->ifs.items[j]->node);
    }
    find_node(&found, &elt->node);
    if (value != NULL) find_node(&found, &value->node);
    return is_async || found.has_await;
}

static void visit_comprehension(Flow *f, AstExpr *expr, AstComprehensions generators, AstExpr *elt,
                                AstExpr *value) {
    visit_expr(f, generators.items[0]->iter);
    bool is_welcome = f->place == IN_ASYNC_FUNCTION || f->place == IN_COMPREHENSION ||
                      expr->kind == AST_GENERATOR_EXP;
    if (!is_welcome && is_async_comprehension(generators, elt, value)) {
        fail(f, expr->span, "asynchronous comprehension outside of an asynchronous function");
    }
    Flow inner = inner_flow(f, IN_COMPREHENSION);
    for (u32 i = 0; i < generators.count; i++) {
        AstComprehension *clause = generators.items[i];
        if (i > 0) visit_expr(&inner, clause->iter);
        visit_expr(&inner, clause->target);
        visit_exprs(&inner, clause->ifs);
    }
    // A star as the whole element has been refused by the parser.
    visit_expr(&inner, elt);
    if (value != NULL) visit_expr(&inner, value);
}

static void visit_lambda(Flow *f, AstExpr *expr) {
    visit_exprs(f, expr->lambda.args->defaults);
    visit_exprs(f, expr->lambda.args->kw_defaults);
    Flow inner = inner_flow(f, IN_FUNCTION);
    visit_expr(&inner, expr->lambda.body);
}

static void visit_expr(Flow *f, AstExpr *expr) {
    switch (expr->kind) {
    case AST_STARRED:
        fail(f, expr->span,
             expr->starred.ctx == AST_STORE ? "starred assignment target must be in a list or tuple"
                                            : "can't use starred expression here");
        break;
    case AST_LIST:
    case AST_TUPLE: visit_sequence(f, expr, expr->tuple.ctx); break;
    case AST_SET: visit_starred_items(f, expr->set.elts); break;
    case AST_AWAIT: visit_await(f, expr); break;
    case AST_YIELD:
    case AST_YIELD_FROM: visit_yield(f, expr); break;
    case AST_LAMBDA: visit_lambda(f, expr); break;
    case AST_LIST_COMP:
    case AST_SET_COMP:
    case AST_GENERATOR_EXP:
        visit_comprehension(f, expr, expr->list_comp.generators, expr->list_comp.elt, NULL);
        break;
    case AST_DICT_COMP:
        visit_comprehension(f, expr, expr->dict_comp.generators, expr->dict_comp.key,
                            expr->dict_comp.value);
        break;
    case AST_CALL:
        visit_expr(f, expr->call.func);
        visit_starred_items(f, expr->call.args);
        visit_keywords(f, expr->call.keywords);
        break;
    default: ast_each_child(&expr->node, visit_node, f);
    }
}

static void visit_node(void *context, AstNode *node) {
    Flow *f = context;
    switch (ast_kind_info(node->kind)->group) {
    case AST_GROUP_EXPR: visit_expr(f, ast_as_expr(node)); break;
    case AST_GROUP_STMT: visit_stmt(f, ast_as_stmt(node)); break;
    default: ast_each_child(node, visit_node, f);
    }
}

void flow_check(const AstModule *module, const Names *names, Diagnostics *diags, Arena *arena) {
    Flow flow = {.names = names, .diags = diags, .arena = arena, .place = IN_MODULE};
    bool has_docstring = ast_docstring(module->body) != NULL;
    flow.may_import_future = true;
    for (u32 i = 0; i < module->body.count; i++) {
        const AstStmt *stmt = module->body.items[i];
        bool is_future =
            stmt->kind == AST_IMPORT_FROM && stmt->import_from.module == AST_NAME_FUTURE;
        if (!is_future && !(i == 0 && has_docstring)) flow.may_import_future = false;
        visit_node(&flow, &module->body.items[i]->node);
    }
}
