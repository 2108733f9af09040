// Operators, from := down to await.
#include "compiler/syntax/python/parser_priv.h"

enum { PRECEDENCE_MIN = 1, PRECEDENCE_MAX = 6 };

typedef struct {
    u8 precedence;  // 0: not a binary operator
    u8 op;
} BinaryRow;

static const BinaryRow binary_rows[TOKEN_KIND_COUNT] = {
    [TOKEN_VBAR] = {1, AST_OP_BIT_OR},        [TOKEN_CIRCUMFLEX] = {2, AST_OP_BIT_XOR},
    [TOKEN_AMPER] = {3, AST_OP_BIT_AND},      [TOKEN_LEFT_SHIFT] = {4, AST_OP_LSHIFT},
    [TOKEN_RIGHT_SHIFT] = {4, AST_OP_RSHIFT}, [TOKEN_PLUS] = {5, AST_OP_ADD},
    [TOKEN_MINUS] = {5, AST_OP_SUB},          [TOKEN_STAR] = {6, AST_OP_MULT},
    [TOKEN_SLASH] = {6, AST_OP_DIV},          [TOKEN_DOUBLE_SLASH] = {6, AST_OP_FLOOR_DIV},
    [TOKEN_PERCENT] = {6, AST_OP_MOD},        [TOKEN_AT] = {6, AST_OP_MAT_MULT},
};

// Tokens that can only be the start of an expression, never go on with one.
static const bool is_start_only[TOKEN_KIND_COUNT] = {
    [TOKEN_NAME] = true,          [TOKEN_NUMBER] = true,         [TOKEN_STRING] = true,
    [TOKEN_FSTRING_START] = true, [TOKEN_LBRACE] = true,         [TOKEN_TILDE] = true,
    [TOKEN_ELLIPSIS] = true,      [TOKEN_KEYWORD_LAMBDA] = true, [TOKEN_KEYWORD_AWAIT] = true,
    [TOKEN_KEYWORD_NONE] = true,  [TOKEN_KEYWORD_TRUE] = true,   [TOKEN_KEYWORD_FALSE] = true,
    [TOKEN_KEYWORD_NOT] = true,
};

bool parser_starts_expression(TokenKind kind) {
    return is_start_only[kind] || kind == TOKEN_LPAR || kind == TOKEN_LSQB || kind == TOKEN_MINUS ||
           kind == TOKEN_PLUS;
}

// ---- arithmetic

static AstExpr *parse_power(Parser *p);

static AstExpr *parse_unary(Parser *p) {
    AstUnaryOperator op;
    switch (parser_kind(p)) {
    case TOKEN_PLUS: op = AST_UNARY_ADD; break;
    case TOKEN_MINUS: op = AST_UNARY_SUB; break;
    case TOKEN_TILDE: op = AST_UNARY_INVERT; break;
    default: return parse_power(p);
    }
    u32 start = parser_start(p);
    p->at++;
    if (parser_is(p, TOKEN_KEYWORD_NOT)) {
        return parser_fail_token(p, p->at, "'not' after an operator must be parenthesized");
    }
    if (!parser_enter(p)) return NULL;
    AstExpr *operand = parse_unary(p);
    parser_leave(p);
    if (operand == NULL) return NULL;
    AstExpr *expr = parser_expr(p, AST_UNARY_OP, start);
    expr->unary_op.op = op;
    expr->unary_op.operand = operand;
    return expr;
}

static AstExpr *parse_await(Parser *p) {
    u32 start = parser_start(p);
    if (!parser_accept(p, TOKEN_KEYWORD_AWAIT)) return parse_primary(p);
    AstExpr *value = parse_primary(p);
    if (value == NULL) return NULL;
    AstExpr *expr = parser_expr(p, AST_AWAIT, start);
    expr->await.value = value;
    return expr;
}

static AstExpr *make_binary(Parser *p, u32 start, AstOperator op, AstExpr *left, AstExpr *right) {
    AstExpr *expr = parser_expr(p, AST_BIN_OP, start);
    expr->bin_op.left = left;
    expr->bin_op.op = op;
    expr->bin_op.right = right;
    return expr;
}

static AstExpr *parse_power(Parser *p) {
    u32 start = parser_start(p);
    AstExpr *base = parse_await(p);
    if (base == NULL || !parser_accept(p, TOKEN_DOUBLE_STAR)) return base;
    if (!parser_enter(p)) return NULL;
    AstExpr *exponent = parse_unary(p);
    parser_leave(p);
    return exponent == NULL ? NULL : make_binary(p, start, AST_OP_POW, base, exponent);
}

static AstExpr *parse_binary(Parser *p, u32 precedence_min) {
    u32 start = parser_start(p);
    AstExpr *left = parse_unary(p);
    for (u32 length = 1; left != NULL; length++) {
        BinaryRow row = binary_rows[parser_kind(p)];
        if (row.precedence < precedence_min || row.precedence == 0) break;
        p->at++;
        if (row.precedence >= 5 && parser_is(p, TOKEN_KEYWORD_NOT)) {
            return parser_fail_token(p, p->at, "'not' after an operator must be parenthesized");
        }
        AstExpr *right = row.precedence == PRECEDENCE_MAX ? parse_unary(p)
                                                          : parse_binary(p, row.precedence + 1u);
        if (right == NULL) return NULL;
        left = make_binary(p, start, (AstOperator)row.op, left, right);
        parser_count_chain(p, length);
    }
    return left;
}

AstExpr *parse_bitwise_or(Parser *p) {
    return parse_binary(p, PRECEDENCE_MIN);
}

// ---- comparison and boolean operators

// Takes a comparison operator, if one is next.
static bool accept_comparison(Parser *p, AstCompareOperator *op) {
    u32 tokens = 1;
    switch (parser_kind(p)) {
    case TOKEN_EQ_EQUAL: *op = AST_CMP_EQ; break;
    case TOKEN_NOT_EQUAL: *op = AST_CMP_NOT_EQ; break;
    case TOKEN_LESS: *op = AST_CMP_LT; break;
    case TOKEN_LESS_EQUAL: *op = AST_CMP_LT_E; break;
    case TOKEN_GREATER: *op = AST_CMP_GT; break;
    case TOKEN_GREATER_EQUAL: *op = AST_CMP_GT_E; break;
    case TOKEN_KEYWORD_IN: *op = AST_CMP_IN; break;
    case TOKEN_KEYWORD_IS:
        *op = AST_CMP_IS;
        if (parser_kind_ahead(p, 1) == TOKEN_KEYWORD_NOT) *op = AST_CMP_IS_NOT, tokens = 2;
        break;
    case TOKEN_KEYWORD_NOT:
        if (parser_kind_ahead(p, 1) != TOKEN_KEYWORD_IN) return false;
        *op = AST_CMP_NOT_IN;
        tokens = 2;
        break;
    default: return false;
    }
    p->at += tokens;
    return true;
}

static AstExpr *parse_comparison(Parser *p) {
    u32 start = parser_start(p);
    AstExpr *left = parse_bitwise_or(p);
    AstCompareOperator op;
    if (left == NULL || !accept_comparison(p, &op)) return left;

    u32 base = p->stack_count;
    Bytes ops;
    bytes_init(&ops, p->arena);
    do {
        bytes_push(&ops, (u8)op);
        AstExpr *right = parse_bitwise_or(p);
        if (right == NULL) return NULL;
        parser_push(p, right);
    } while (accept_comparison(p, &op));
    AstExpr *expr = parser_expr(p, AST_COMPARE, start);
    expr->compare.left = left;
    expr->compare.ops = (AstCompareOperators){ops.data, (u32)ops.len};
    PARSER_TAKE(p, base, &expr->compare.comparators);
    return expr;
}

static AstExpr *parse_inversion(Parser *p) {
    u32 start = parser_start(p);
    if (!parser_accept(p, TOKEN_KEYWORD_NOT)) return parse_comparison(p);
    if (!parser_enter(p)) return NULL;
    AstExpr *operand = parse_inversion(p);
    parser_leave(p);
    if (operand == NULL) return NULL;
    AstExpr *expr = parser_expr(p, AST_UNARY_OP, start);
    expr->unary_op.op = AST_UNARY_NOT;
    expr->unary_op.operand = operand;
    return expr;
}

static AstExpr *parse_bool(Parser *p, TokenKind token, AstBoolOperator op,
                           AstExpr *(*parse_part)(Parser *)) {
    u32 start = parser_start(p);
    AstExpr *first = parse_part(p);
    if (first == NULL || !parser_is(p, token)) return first;
    u32 base = p->stack_count;
    parser_push(p, first);
    while (parser_accept(p, token)) {
        AstExpr *part = parse_part(p);
        if (part == NULL) return NULL;
        parser_push(p, part);
    }
    AstExpr *expr = parser_expr(p, AST_BOOL_OP, start);
    expr->bool_op.op = op;
    PARSER_TAKE(p, base, &expr->bool_op.values);
    return expr;
}

static AstExpr *parse_conjunction(Parser *p) {
    return parse_bool(p, TOKEN_KEYWORD_AND, AST_BOOL_AND, parse_inversion);
}

AstExpr *parse_disjunction(Parser *p) {
    return parse_bool(p, TOKEN_KEYWORD_OR, AST_BOOL_OR, parse_conjunction);
}

// ---- conditional expressions and lambda

static AstExpr *parse_lambda(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    AstArguments *args = parse_parameters(p, true);
    if (args == NULL) return NULL;
    u32 colon = p->at;
    if (!parser_expect(p, TOKEN_COLON)) return NULL;
    if (parser_is(p, TOKEN_FSTRING_MIDDLE)) {
        bool is_template = p->tokens[p->at].flags & TOKEN_IS_TEMPLATE;
        Span span = {p->file->id, start, p->tokens[colon].end};
        return parser_fail_span(p, span,
                                "%c-string: lambda expressions are not allowed without parentheses",
                                is_template ? 't' : 'f');
    }
    AstExpr *body = parse_expression(p);
    if (body == NULL) return NULL;
    AstExpr *expr = parser_expr(p, AST_LAMBDA, start);
    expr->lambda.args = args;
    expr->lambda.body = body;
    return expr;
}

// Behind `body if`.
static AstExpr *parse_conditional(Parser *p, u32 start, AstExpr *body) {
    AstExpr *test = parse_disjunction(p);
    if (test == NULL) return NULL;
    if (!parser_is(p, TOKEN_KEYWORD_ELSE)) {
        if (parser_is(p, TOKEN_COLON) || parser_is(p, TOKEN_ERROR)) return parser_fail(p);
        return parser_fail_span(p, parser_span(p, start), "expected 'else' after 'if' expression");
    }
    p->at++;
    if (!parser_starts_expression(parser_kind(p)) && !parser_is(p, TOKEN_ERROR)) {
        return parser_fail_span(p, parser_span(p, start),
                                "expected expression after 'else', but statement is given");
    }
    AstExpr *orelse = parse_expression(p);
    if (orelse == NULL) return NULL;
    AstExpr *expr = parser_expr(p, AST_IF_EXP, start);
    expr->if_exp.test = test;
    expr->if_exp.body = body;
    expr->if_exp.orelse = orelse;
    return expr;
}

// "a" b "c": quotes inside a string that they end.
static bool check_split_string(Parser *p, u32 string_at) {
    if (p->tokens[string_at].kind != TOKEN_STRING || p->tokens[string_at + 1].kind == TOKEN_STRING)
        return false;
    ParserTrial trial = parser_trial_begin(p);
    p->at = string_at + 1;
    u32 count = 0;
    while (!parser_is(p, TOKEN_STRING) && is_start_only[parser_kind(p)] &&
           parse_expression(p) != NULL)
        count++;
    bool is_split = count > 0 && parser_is(p, TOKEN_STRING);
    Span span = {p->file->id, p->tokens[string_at].start, p->tokens[p->at].end};
    parser_trial_end(p, trial);
    if (is_split)
        parser_fail_span(p, span, "invalid syntax. Is this intended to be part of the string?");
    return is_split;
}

// `print x`, as in Python 2; other names look the same until the end of the expressions behind
// them.
static bool check_statement_of_python2(Parser *p, u32 start, const AstExpr *left) {
    u32 error_count = p->error_count;
    if (check_split_string(p, p->at)) return true;
    ParserTrial trial = parser_specific_begin(p);
    AstExpr *rest = parse_star_expressions(p);
    Span span = parser_span(p, start);
    if (parser_specific_end(p, trial, error_count)) return true;
    if (rest == NULL || (left->name.id != AST_NAME_PRINT && left->name.id != AST_NAME_EXEC))
        return false;
    Slice name = names_text(p->names, left->name.id);
    parser_fail_span(p, span, "Missing parentheses in call to '%S'. Did you mean %S(...)?", &name,
                     &name);
    return true;
}

// Two expressions side by side are never right. What the message is depends on the first one.
static void check_neighbour(Parser *p, u32 first_index, u32 start, const AstExpr *left) {
    const Token *first = &p->tokens[first_index];
    bool is_name = left->kind == AST_NAME && p->at == first_index + 1;
    bool is_maybe_prefix =
        first->kind == TOKEN_NAME && p->tokens[first_index + 1].kind == TOKEN_STRING;
    bool is_soft = first->kind == TOKEN_NAME && first->value >= AST_NAME_MATCH &&
                   first->value <= AST_NAME_UNDERSCORE;
    if (check_split_string(p, first_index)) return;
    bool is_legacy = is_name && (left->name.id == AST_NAME_PRINT || left->name.id == AST_NAME_EXEC);
    if (!is_maybe_prefix && !is_soft && !is_legacy) {
        ParserTrial trial = parser_trial_begin(p);
        parse_expression(p);
        Span span = parser_span(p, start);
        bool is_in_brackets = p->tokens[p->at - 1].level > 0;
        if (parser_trial_end(p, trial) && is_in_brackets) {
            parser_fail_span(p, span, "invalid syntax. Perhaps you forgot a comma?");
            return;
        }
    }
    if (is_name) check_statement_of_python2(p, start, left);
}

static bool is_jump(TokenKind kind) {
    return kind == TOKEN_KEYWORD_PASS || kind == TOKEN_KEYWORD_BREAK ||
           kind == TOKEN_KEYWORD_CONTINUE;
}

// x = pass if y else z
static AstExpr *fail_jump(Parser *p) {
    u32 start = parser_start(p);
    if (parser_kind_ahead(p, 1) != TOKEN_KEYWORD_IF) return parser_fail(p);
    ParserTrial trial = parser_trial_begin(p);
    p->at += 2;
    parse_disjunction(p);
    parser_expect(p, TOKEN_KEYWORD_ELSE);
    if (!is_jump(parser_kind(p))) parse_expression(p);
    Span span = parser_span(p, start);
    if (!parser_trial_end(p, trial)) return parser_fail(p);
    return parser_fail_span(p, span, "expected expression before 'if', but statement is given");
}

AstExpr *parse_expression(Parser *p) {
    if (!parser_enter(p)) return NULL;
    bool is_later_key = p->is_later_key;
    p->is_later_key = false;
    u32 first_index = p->at;
    u32 start = parser_start(p);
    AstExpr *expr;
    if (parser_is(p, TOKEN_KEYWORD_LAMBDA)) {
        expr = parse_lambda(p);
    } else if (UNLIKELY(is_jump(parser_kind(p)))) {
        expr = fail_jump(p);
    } else {
        expr = parse_disjunction(p);
        if (expr != NULL && p->trials == 0 && !is_later_key &&
            UNLIKELY(is_start_only[parser_kind(p)])) {
            check_neighbour(p, first_index, start, expr);
            if (p->is_failed) return NULL;
        }
        if (expr != NULL && parser_accept(p, TOKEN_KEYWORD_IF)) {
            expr = parse_conditional(p, start, expr);
        }
    }
    parser_leave(p);
    return expr;
}

// ---- lists of expressions, := and yield

// Behind an expression in a place where `=` cannot be: what did the writer mean?
static AstExpr *fail_equal(Parser *p, u32 first_at, AstExpr *left) {
    u32 start = p->tokens[first_at].start;
    bool is_plain = left->kind != AST_COMPARE && left->kind != AST_BOOL_OP &&
                    left->kind != AST_LAMBDA && left->kind != AST_IF_EXP &&
                    !(left->kind == AST_UNARY_OP && left->unary_op.op == AST_UNARY_NOT);
    ParserTrial trial = parser_trial_begin(p);
    p->at++;
    parse_bitwise_or(p);
    Span span = parser_span(p, start);
    bool is_last = !parser_is(p, TOKEN_EQUAL) && !parser_is(p, TOKEN_COLON_EQUAL);
    if (!parser_trial_end(p, trial) || !is_last || !is_plain) return parser_fail(p);
    if (left->kind == AST_NAME) {
        return parser_fail_span(p, span,
                                "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    u8 first = p->tokens[first_at].kind;
    bool is_excluded = first == TOKEN_KEYWORD_NONE || first == TOKEN_KEYWORD_TRUE ||
                       first == TOKEN_KEYWORD_FALSE || left->kind == AST_LIST ||
                       left->kind == AST_TUPLE || left->kind == AST_GENERATOR_EXP;
    if (is_excluded) return parser_fail(p);
    return parser_fail_node(p, &left->node,
                            "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                            parser_expr_name(left));
}

AstExpr *parse_named_expression(Parser *p) {
    u32 first_at = p->at;
    u32 start = parser_start(p);
    if (parser_is(p, TOKEN_NAME) && parser_kind_ahead(p, 1) == TOKEN_COLON_EQUAL) {
        AstExpr *target = parse_atom(p);
        p->at++;
        AstExpr *value = parse_expression(p);
        if (value == NULL) return NULL;
        parser_set_context(target, AST_STORE);
        AstExpr *expr = parser_expr(p, AST_NAMED_EXPR, start);
        expr->named_expr.target = target;
        expr->named_expr.value = value;
        return expr;
    }
    AstExpr *expr = parse_expression(p);
    if (expr == NULL) return NULL;
    if (UNLIKELY(parser_is(p, TOKEN_COLON_EQUAL))) {
        return parser_fail_node(p, &expr->node, "cannot use assignment expressions with %s",
                                parser_expr_name(expr));
    }
    if (UNLIKELY(parser_is(p, TOKEN_EQUAL))) return fail_equal(p, first_at, expr);
    return expr;
}

static AstExpr *parse_starred(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    AstExpr *value = parse_bitwise_or(p);
    if (value == NULL) return NULL;
    AstExpr *expr = parser_expr(p, AST_STARRED, start);
    expr->starred.value = value;
    return expr;
}

AstExpr *parse_star_named_expression(Parser *p) {
    return parser_is(p, TOKEN_STAR) ? parse_starred(p) : parse_named_expression(p);
}

static AstExpr *parse_star_expression(Parser *p) {
    return parser_is(p, TOKEN_STAR) ? parse_starred(p) : parse_expression(p);
}

static bool starts_star_expression(TokenKind kind) {
    return parser_starts_expression(kind) || kind == TOKEN_STAR;
}

// Behind the first part and its comma.
static AstExpr *parse_rest_of_tuple(Parser *p, u32 start, AstExpr *first,
                                    AstExpr *(*parse_part)(Parser *)) {
    u32 base = p->stack_count;
    parser_push(p, first);
    while (parser_accept(p, TOKEN_COMMA) && starts_star_expression(parser_kind(p))) {
        AstExpr *part = parse_part(p);
        if (part == NULL) return NULL;
        parser_push(p, part);
    }
    AstExpr *expr = parser_expr(p, AST_TUPLE, start);
    PARSER_TAKE(p, base, &expr->tuple.elts);
    return expr;
}

AstExpr *parse_star_expressions(Parser *p) {
    u32 start = parser_start(p);
    AstExpr *first = parse_star_expression(p);
    if (first == NULL || !parser_is(p, TOKEN_COMMA)) return first;
    return parse_rest_of_tuple(p, start, first, parse_star_expression);
}

static AstExpr *parse_target_part(Parser *p) {
    return parser_is(p, TOKEN_STAR) ? parse_starred(p) : parse_bitwise_or(p);
}

AstExpr *parse_target_list(Parser *p) {
    u32 start = parser_start(p);
    AstExpr *first = parse_target_part(p);
    if (first == NULL || !parser_is(p, TOKEN_COMMA)) return first;
    return parse_rest_of_tuple(p, start, first, parse_target_part);
}

AstExpr *parse_yield(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    if (parser_accept(p, TOKEN_KEYWORD_FROM)) {
        AstExpr *value = parse_expression(p);
        if (value == NULL) return NULL;
        AstExpr *expr = parser_expr(p, AST_YIELD_FROM, start);
        expr->yield_from.value = value;
        return expr;
    }
    AstExpr *value = NULL;
    if (starts_star_expression(parser_kind(p))) {
        value = parse_star_expressions(p);
        if (value == NULL) return NULL;
    }
    AstExpr *expr = parser_expr(p, AST_YIELD, start);
    expr->yield.value = value;
    return expr;
}

AstExpr *parse_yield_or_star_expressions(Parser *p) {
    return parser_is(p, TOKEN_KEYWORD_YIELD) ? parse_yield(p) : parse_star_expressions(p);
}
