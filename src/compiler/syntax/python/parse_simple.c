// Simple statements: those that fit on a line.
#include "compiler/syntax/python/parser_priv.h"

// ---- assignments and expression statements

static const struct {
    u8 token, op;
} augmented[] = {
    {TOKEN_PLUS_EQUAL, AST_OP_ADD},
    {TOKEN_MINUS_EQUAL, AST_OP_SUB},
    {TOKEN_STAR_EQUAL, AST_OP_MULT},
    {TOKEN_SLASH_EQUAL, AST_OP_DIV},
    {TOKEN_DOUBLE_SLASH_EQUAL, AST_OP_FLOOR_DIV},
    {TOKEN_PERCENT_EQUAL, AST_OP_MOD},
    {TOKEN_AT_EQUAL, AST_OP_MAT_MULT},
    {TOKEN_DOUBLE_STAR_EQUAL, AST_OP_POW},
    {TOKEN_LEFT_SHIFT_EQUAL, AST_OP_LSHIFT},
    {TOKEN_RIGHT_SHIFT_EQUAL, AST_OP_RSHIFT},
    {TOKEN_VBAR_EQUAL, AST_OP_BIT_OR},
    {TOKEN_AMPER_EQUAL, AST_OP_BIT_AND},
    {TOKEN_CIRCUMFLEX_EQUAL, AST_OP_BIT_XOR},
};

static bool find_augmented(TokenKind kind, AstOperator *op) {
    for (u32 i = 0; i < COUNT_OF(augmented); i++) {
        if (augmented[i].token == kind) {
            *op = (AstOperator)augmented[i].op;
            return true;
        }
    }
    return false;
}

// CPython reads a wrong statement as a list of named expressions, where an equals sign may be a
// mistake for `==`. True when that gave an error.
static bool check_named_parts(Parser *p, u32 first_at) {
    u32 error_count = p->error_count;
    ParserTrial trial = parser_specific_begin(p);
    p->at = first_at;
    do {
        if (!parser_starts_expression(parser_kind(p)) && !parser_is(p, TOKEN_STAR)) break;
        if (parse_star_named_expression(p) == NULL) break;
    } while (parser_accept(p, TOKEN_COMMA));
    return parser_specific_end(p, trial, error_count);
}

// What stands left of `=` cannot be assigned to.
static AstExpr *fail_assignment(Parser *p, u32 first_at, AstExpr *target) {
    if (check_named_parts(p, first_at)) return NULL;
    return parser_make_target(p, target, TARGET_ASSIGN);
}

static AstExpr *make_assigned(Parser *p, u32 first_at, AstExpr *target) {
    bool is_yield = target->kind == AST_YIELD || target->kind == AST_YIELD_FROM;
    if (is_yield && p->tokens[p->at - 1].kind != TOKEN_RPAR) {
        return parser_fail_node(p, &target->node, "assignment to yield expression not possible");
    }
    if (parser_find_invalid_target(target, TARGET_ASSIGN) != NULL)
        return fail_assignment(p, first_at, target);
    return parser_make_target(p, target, TARGET_ASSIGN);
}

static AstStmt *parse_assignment(Parser *p, u32 start, u32 first_at, AstExpr *first) {
    u32 base = p->stack_count;
    AstExpr *value = first;
    while (parser_is(p, TOKEN_EQUAL)) {
        AstExpr *target = make_assigned(p, first_at, value);
        if (target == NULL) return NULL;
        p->at++;
        parser_push(p, target);
        value = parse_yield_or_star_expressions(p);
        if (value == NULL) return NULL;
    }
    AstStmt *stmt = parser_stmt(p, AST_ASSIGN, start);
    PARSER_TAKE(p, base, &stmt->assign.targets);
    stmt->assign.value = value;
    return stmt;
}

static bool is_single_target(const AstExpr *expr) {
    return expr->kind == AST_NAME || expr->kind == AST_ATTRIBUTE || expr->kind == AST_SUBSCRIPT;
}

static AstStmt *parse_augmented(Parser *p, u32 start, AstExpr *target, AstOperator op) {
    if (!is_single_target(target)) {
        return parser_fail_node(p, &target->node,
                                "'%s' is an illegal expression for augmented assignment",
                                parser_expr_name(target));
    }
    p->at++;
    AstExpr *value = parse_yield_or_star_expressions(p);
    if (value == NULL) return NULL;
    parser_set_context(target, AST_STORE);
    AstStmt *stmt = parser_stmt(p, AST_AUG_ASSIGN, start);
    stmt->aug_assign.target = target;
    stmt->aug_assign.op = op;
    stmt->aug_assign.value = value;
    return stmt;
}

static AstStmt *parse_annotated(Parser *p, u32 start, u32 first_at, AstExpr *target) {
    bool is_grouped = p->tokens[first_at].kind == TOKEN_LPAR;
    bool is_tuple = target->kind == AST_TUPLE || target->kind == AST_LIST;
    if (target->kind == AST_STARRED) return parser_fail(p);
    if (!is_single_target(target)) {
        u32 error_count = p->error_count;
        ParserTrial trial = parser_specific_begin(p);
        p->at++;
        AstExpr *annotation = parse_expression(p);
        if (parser_specific_end(p, trial, error_count)) return NULL;
        if (annotation == NULL) return parser_fail(p);
        if (is_tuple) {
            return parser_fail_node(p, &target->node,
                                    "only single target (not %s) can be annotated",
                                    parser_expr_name(target));
        }
        return parser_fail_node(p, &target->node, "illegal target for annotation");
    }
    p->at++;
    AstExpr *annotation = parse_expression(p);
    if (annotation == NULL) return NULL;
    AstExpr *value = NULL;
    if (parser_accept(p, TOKEN_EQUAL)) {
        value = parse_yield_or_star_expressions(p);
        if (value == NULL) return NULL;
    }
    parser_set_context(target, AST_STORE);
    AstStmt *stmt = parser_stmt(p, AST_ANN_ASSIGN, start);
    stmt->ann_assign.target = target;
    stmt->ann_assign.annotation = annotation;
    stmt->ann_assign.value = value;
    stmt->ann_assign.is_simple = target->kind == AST_NAME && !is_grouped;
    return stmt;
}

static AstStmt *parse_expression_statement(Parser *p) {
    u32 start = parser_start(p);
    u32 first_at = p->at;
    AstExpr *expr = parse_yield_or_star_expressions(p);
    if (expr == NULL) return NULL;
    TokenKind next = parser_kind(p);
    AstOperator op;
    if (next == TOKEN_EQUAL) return parse_assignment(p, start, first_at, expr);
    if (next == TOKEN_COLON) return parse_annotated(p, start, first_at, expr);
    if (next == TOKEN_COLON_EQUAL) {
        check_named_parts(p, first_at);
        return p->is_failed ? NULL : parser_fail(p);
    }
    if (find_augmented(next, &op)) return parse_augmented(p, start, expr, op);
    if (ast_is_constant(expr, AST_CONST_STR)) p->node_count += AST_DOCSTRING_IDS;
    AstStmt *stmt = parser_stmt(p, AST_EXPR, start);
    stmt->expr.value = expr;
    return stmt;
}

// ---- keywords

static AstStmt *parse_return(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    AstExpr *value = NULL;
    if (parser_starts_expression(parser_kind(p)) || parser_is(p, TOKEN_STAR)) {
        value = parse_star_expressions(p);
        if (value == NULL) return NULL;
    }
    AstStmt *stmt = parser_stmt(p, AST_RETURN, start);
    stmt->return_stmt.value = value;
    return stmt;
}

static AstStmt *parse_raise(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    AstExpr *exc = NULL, *cause = NULL;
    if (parser_starts_expression(parser_kind(p))) {
        exc = parse_expression(p);
        if (exc == NULL) return NULL;
        if (parser_accept(p, TOKEN_KEYWORD_FROM)) {
            cause = parse_expression(p);
            if (cause == NULL) return NULL;
        }
    }
    AstStmt *stmt = parser_stmt(p, AST_RAISE, start);
    stmt->raise_stmt.exc = exc;
    stmt->raise_stmt.cause = cause;
    return stmt;
}

static AstStmt *parse_names_statement(Parser *p, AstKind kind) {
    u32 start = parser_start(p);
    p->at++;
    u32 first = p->at, count = 0;
    do {
        if (!parser_is(p, TOKEN_NAME)) return parser_fail(p);
        p->at++;
        count++;
    } while (parser_accept(p, TOKEN_COMMA));
    AstStmt *stmt = parser_stmt(p, kind, start);
    AstName *items = ARENA_NEW_ARRAY(p->arena, AstName, count);
    for (u32 i = 0; i < count; i++) items[i] = p->tokens[first + 2 * i].value;
    stmt->global.names = (AstNames){items, count};
    return stmt;
}

static AstStmt *parse_delete(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    u32 list_at = p->at;
    AstExpr *list = parse_star_expressions(p);
    if (list == NULL) return NULL;
    if (!parser_is(p, TOKEN_SEMI) && !parser_is(p, TOKEN_NEWLINE)) {
        if (parser_find_invalid_target(list, TARGET_DELETE) == NULL) return parser_fail(p);
    }
    list = parser_make_target(p, list, TARGET_DELETE);
    if (list == NULL) return NULL;
    AstStmt *stmt = parser_stmt(p, AST_DELETE, start);
    // `del a, b` has two targets, `del (a, b)` has one.
    bool is_grouped = list->kind == AST_TUPLE && p->tokens[list_at].kind == TOKEN_LPAR &&
                      p->tokens[list_at].value == p->at - 1 &&
                      list->span.start == p->tokens[list_at].start;
    if (list->kind == AST_TUPLE && !is_grouped) {
        stmt->delete_stmt.targets = list->tuple.elts;
    } else {
        u32 base = p->stack_count;
        parser_push(p, list);
        PARSER_TAKE(p, base, &stmt->delete_stmt.targets);
    }
    return stmt;
}

static AstStmt *parse_assert(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    AstExpr *test = parse_expression(p), *msg = NULL;
    if (test == NULL) return NULL;
    if (parser_accept(p, TOKEN_COMMA)) {
        msg = parse_expression(p);
        if (msg == NULL) return NULL;
    }
    AstStmt *stmt = parser_stmt(p, AST_ASSERT, start);
    stmt->assert_stmt.test = test;
    stmt->assert_stmt.msg = msg;
    return stmt;
}

static AstStmt *parse_leaf(Parser *p, AstKind kind) {
    u32 start = parser_start(p);
    p->at++;
    return parser_stmt(p, kind, start);
}

// `type` is a keyword only before a name: `type X = …`, `type X[T] = …`.
static bool is_type_alias(const Parser *p) {
    return parser_is_name(p, AST_NAME_TYPE) && parser_kind_ahead(p, 1) == TOKEN_NAME;
}

static AstStmt *parse_type_alias(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    AstExpr *name = parse_atom(p);
    AstTypeParams params = {0};
    if (!parse_type_params(p, &params) || !parser_expect(p, TOKEN_EQUAL)) return NULL;
    AstExpr *value = parse_expression(p);
    if (value == NULL) return NULL;
    parser_set_context(name, AST_STORE);
    AstStmt *stmt = parser_stmt(p, AST_TYPE_ALIAS, start);
    stmt->type_alias.name = name;
    stmt->type_alias.type_params = params;
    stmt->type_alias.value = value;
    return stmt;
}

static AstStmt *parse_simple_statement(Parser *p) {
    switch (parser_kind(p)) {
    case TOKEN_KEYWORD_RETURN: return parse_return(p);
    case TOKEN_KEYWORD_IMPORT: return parse_import(p);
    case TOKEN_KEYWORD_FROM: return parse_import_from(p);
    case TOKEN_KEYWORD_RAISE: return parse_raise(p);
    case TOKEN_KEYWORD_PASS: return parse_leaf(p, AST_PASS);
    case TOKEN_KEYWORD_BREAK: return parse_leaf(p, AST_BREAK);
    case TOKEN_KEYWORD_CONTINUE: return parse_leaf(p, AST_CONTINUE);
    case TOKEN_KEYWORD_DEL: return parse_delete(p);
    case TOKEN_KEYWORD_ASSERT: return parse_assert(p);
    case TOKEN_KEYWORD_GLOBAL: return parse_names_statement(p, AST_GLOBAL);
    case TOKEN_KEYWORD_NONLOCAL: return parse_names_statement(p, AST_NONLOCAL);
    default: return is_type_alias(p) ? parse_type_alias(p) : parse_expression_statement(p);
    }
}

bool parse_simple_statements(Parser *p) {
    do {
        if (parser_is(p, TOKEN_NEWLINE)) break;
        AstStmt *stmt = parse_simple_statement(p);
        if (stmt == NULL) return false;
        parser_push(p, stmt);
    } while (parser_accept(p, TOKEN_SEMI));
    return parser_expect(p, TOKEN_NEWLINE);
}
