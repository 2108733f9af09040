// The arguments of calls and classes.
#include "compiler/syntax/python/parser_priv.h"

// What came so far decides what may still come.
typedef struct {
    bool has_keyword, has_unpacking;  // name=value, **mapping
    u32 keyword_base;
    u32 first_start;
} Seen;

static bool push_keyword(Parser *p, void ***keywords, u32 *count, u32 *capacity,
                         AstKeyword *keyword) {
    if (*count == *capacity) {
        u32 grown = *capacity ? *capacity * 2 : 4;
        *keywords =
            arena_grow(p->arena, *keywords, *capacity * sizeof(void *), grown * sizeof(void *));
        *capacity = grown;
    }
    (*keywords)[(*count)++] = keyword;
    return true;
}

static AstKeyword *make_keyword(Parser *p, u32 start, AstName name, AstExpr *value) {
    AstKeyword *keyword = parser_node(p, AST_KEYWORD, sizeof(AstKeyword), start);
    keyword->arg = name;
    keyword->value = value;
    return keyword;
}

// name=value, with the name next.
static AstKeyword *parse_keyword(Parser *p) {
    u32 start = parser_start(p);
    u32 name_at = p->at;
    AstName name = p->tokens[p->at].value;
    p->at += 2;
    if (parser_is(p, TOKEN_COMMA) || parser_is(p, TOKEN_RPAR)) {
        Span span = {p->file->id, p->tokens[name_at].start, p->tokens[name_at + 1].end};
        return parser_fail_span(p, span, "expected argument value expression");
    }
    AstExpr *value = parse_expression(p);
    if (value == NULL) return NULL;
    if (parser_starts_clause(p)) {
        Span span = {p->file->id, p->tokens[name_at].start, p->tokens[name_at + 1].end};
        return parser_fail_span(p, span,
                                "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    return make_keyword(p, start, name, value);
}

static AstKeyword *parse_unpacking(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    AstExpr *value = parse_expression(p);
    if (value == NULL) return NULL;
    if (parser_is(p, TOKEN_EQUAL)) {
        return parser_fail_span(p, parser_span(p, start),
                                "cannot assign to keyword argument unpacking");
    }
    return make_keyword(p, start, AST_NO_NAME, value);
}

AstExpr *parse_starred_argument(Parser *p) {
    u32 start = parser_start(p);
    u32 outer_star = p->star_at;
    p->star_at = p->at++;
    AstExpr *value = parse_expression(p);
    if (value == NULL) return NULL;
    p->star_at = outer_star;
    if (parser_is(p, TOKEN_EQUAL)) {
        return parser_fail_span(p, parser_span(p, start),
                                "cannot assign to iterable argument unpacking");
    }
    AstExpr *expr = parser_expr(p, AST_STARRED, start);
    expr->starred.value = value;
    return expr;
}

// A generator expression without its own parentheses must be the only argument.
static AstExpr *parse_bare_generator(Parser *p, u32 start, AstExpr *elt, bool is_first) {
    AstComprehensions generators = {0};
    if (!parse_for_clauses(p, &generators)) return NULL;
    bool is_last = parser_is(p, TOKEN_RPAR);
    if (!is_first || !is_last) {
        if (!is_first || parser_is(p, TOKEN_COMMA)) {
            Span span = parser_span(p, elt->span.start);
            // f(x for x in y, ) is wrong too, but f(x for x in y, 1) shows it.
            return parser_fail_span(p, span, "Generator expression must be parenthesized");
        }
        return parser_fail(p);
    }
    // Its span takes in the parentheses of the call.
    u32 open_start = start;
    p->at++;
    AstExpr *expr = parser_expr(p, AST_GENERATOR_EXP, open_start);
    p->at--;
    expr->generator_exp.elt = elt;
    expr->generator_exp.generators = generators;
    return expr;
}

static AstExpr *parse_positional(Parser *p, u32 open_start, bool is_first, const Seen *seen) {
    u32 start_at = p->at;
    AstExpr *expr = NULL;
    if (parser_is(p, TOKEN_NAME) && parser_kind_ahead(p, 1) == TOKEN_COLON_EQUAL) {
        expr = parse_named_expression(p);
    } else {
        expr = parse_expression(p);
    }
    if (expr == NULL) return NULL;
    if (parser_is(p, TOKEN_COLON_EQUAL)) {
        return parser_fail_node(p, &expr->node, "cannot use assignment expressions with %s",
                                parser_expr_name(expr));
    }
    if (parser_is(p, TOKEN_EQUAL)) {
        TokenKind kind = (TokenKind)p->tokens[start_at].kind;
        bool is_constant =
            p->at == start_at + 1 && (kind == TOKEN_KEYWORD_TRUE || kind == TOKEN_KEYWORD_FALSE ||
                                      kind == TOKEN_KEYWORD_NONE);
        Span span = {p->file->id, p->tokens[start_at].start, p->tokens[p->at].end};
        if (is_constant) {
            return parser_fail_span(p, span, "cannot assign to %s", token_text(kind));
        }
        return parser_fail_span(p, span,
                                "expression cannot contain assignment, perhaps you meant \"==\"?");
    }
    if (parser_starts_clause(p)) return parse_bare_generator(p, open_start, expr, is_first);
    if (seen->has_unpacking) {
        return parser_fail_token(p, p->at - 1,
                                 "positional argument follows keyword argument unpacking");
    }
    if (seen->has_keyword) {
        return parser_fail_token(p, p->at - 1, "positional argument follows keyword argument");
    }
    return expr;
}

bool parse_arguments(Parser *p, AstExprs *args, AstKeywords *keywords) {
    u32 open_start = p->tokens[p->at - 1].start;
    u32 base = p->stack_count;
    Seen seen = {0};
    void **items = NULL;
    u32 count = 0, capacity = 0;
    for (bool is_first = true; !parser_is(p, TOKEN_RPAR); is_first = false) {
        AstKeyword *keyword = NULL;
        AstExpr *arg = NULL;
        if (parser_is(p, TOKEN_NAME) && parser_kind_ahead(p, 1) == TOKEN_EQUAL) {
            keyword = parse_keyword(p);
            seen.has_keyword = true;
        } else if (parser_is(p, TOKEN_DOUBLE_STAR)) {
            keyword = parse_unpacking(p);
            seen.has_unpacking = true;
        } else if (parser_is(p, TOKEN_STAR)) {
            u32 star = p->at;
            arg = parse_starred_argument(p);
            if (arg != NULL && seen.has_unpacking) {
                arg = parser_fail_token(
                    p, star, "iterable argument unpacking follows keyword argument unpacking");
            }
        } else {
            arg = parse_positional(p, open_start, is_first, &seen);
        }
        if (keyword != NULL) {
            push_keyword(p, &items, &count, &capacity, keyword);
        } else if (arg != NULL) {
            parser_push(p, arg);
        } else {
            return false;
        }
        if (!parser_accept(p, TOKEN_COMMA)) break;
    }
    if (!parser_expect(p, TOKEN_RPAR)) return false;
    PARSER_TAKE(p, base, args);
    *keywords = (AstKeywords){(AstKeyword **)(void *)items, count};
    return true;
}
