// Atoms, brackets, comprehensions, and what hangs on an atom: attributes, calls, subscripts.
#include "compiler/syntax/python/parser_priv.h"

// ---- comprehensions

bool parser_starts_clause(const Parser *p) {
    return parser_is(p, TOKEN_KEYWORD_FOR) ||
           (parser_is(p, TOKEN_KEYWORD_ASYNC) && parser_kind_ahead(p, 1) == TOKEN_KEYWORD_FOR);
}

static bool parse_ifs(Parser *p, AstExprs *ifs) {
    u32 base = p->stack_count;
    while (parser_accept(p, TOKEN_KEYWORD_IF)) {
        AstExpr *test = parse_disjunction(p);
        if (test == NULL) return false;
        parser_push(p, test);
    }
    PARSER_TAKE(p, base, ifs);
    return true;
}

static AstComprehension *parse_clause(Parser *p) {
    u32 start = parser_start(p);
    bool is_async = parser_accept(p, TOKEN_KEYWORD_ASYNC);
    p->at++;
    AstExpr *target = parse_target_list(p);
    if (target == NULL) return NULL;
    if (!parser_is(p, TOKEN_KEYWORD_IN)) {
        // What cannot be assigned to is the better message.
        if (parser_make_target(p, target, TARGET_FOR) == NULL) return NULL;
        return parser_fail_token(p, p->at, "'in' expected after for-loop variables");
    }
    target = parser_make_target(p, target, TARGET_FOR);
    if (target == NULL) return NULL;
    p->at++;
    AstExpr *iter = parse_disjunction(p);
    AstExprs ifs = {0};
    if (iter == NULL || !parse_ifs(p, &ifs)) return NULL;
    AstComprehension *clause = parser_node(p, AST_COMPREHENSION, sizeof(AstComprehension), start);
    clause->target = target;
    clause->iter = iter;
    clause->ifs = ifs;
    clause->is_async = is_async;
    return clause;
}

bool parse_for_clauses(Parser *p, AstComprehensions *clauses) {
    u32 base = p->stack_count;
    while (parser_starts_clause(p)) {
        AstComprehension *clause = parse_clause(p);
        if (clause == NULL) return false;
        parser_push(p, clause);
    }
    PARSER_TAKE(p, base, clauses);
    return true;
}

// ---- brackets

static AstExpr *fail_starred_comprehension(Parser *p, const AstExpr *starred) {
    return parser_fail_node(p, &starred->node,
                            "iterable unpacking cannot be used in comprehension");
}

// Behind `elt` in brackets that `close` ends.
static AstExpr *parse_comprehension(Parser *p, u32 start, AstKind kind, AstExpr *elt,
                                    TokenKind close) {
    if (elt->kind == AST_STARRED) return fail_starred_comprehension(p, elt);
    AstComprehensions generators = {0};
    if (!parse_for_clauses(p, &generators) || !parser_expect(p, close)) return NULL;
    AstExpr *expr = parser_expr(p, kind, start);
    expr->list_comp.elt = elt;
    expr->list_comp.generators = generators;
    return expr;
}

// Takes the rest of `a, *b, c` behind its first element, which is on the stack already.
static bool parse_more_elements(Parser *p, u32 base, TokenKind close) {
    while (parser_accept(p, TOKEN_COMMA)) {
        if (parser_is(p, close)) break;
        if (parser_starts_clause(p) && close != TOKEN_RPAR) break;
        AstExpr *element = parse_star_named_expression(p);
        if (element == NULL) return false;
        parser_push(p, element);
    }
    if (parser_starts_clause(p) && close != TOKEN_RPAR) {
        const AstExpr *first = p->stack[base], *last = p->stack[p->stack_count - 1];
        Span span = span_join(first->span, last->span);
        parser_fail_span(p, span, "did you forget parentheses around the comprehension target?");
        return false;
    }
    return true;
}

static AstExpr *parse_list(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    u32 base = p->stack_count;
    if (!parser_is(p, TOKEN_RSQB)) {
        if (parser_is(p, TOKEN_STAR) && parser_kind_ahead(p, 1) == TOKEN_RSQB) {
            return parser_fail_token(p, p->at, "Invalid star expression");
        }
        AstExpr *first = parse_star_named_expression(p);
        if (first == NULL) return NULL;
        if (parser_starts_clause(p)) {
            return parse_comprehension(p, start, AST_LIST_COMP, first, TOKEN_RSQB);
        }
        parser_push(p, first);
        if (!parse_more_elements(p, base, TOKEN_RSQB)) return NULL;
    }
    if (!parser_expect(p, TOKEN_RSQB)) return NULL;
    AstExpr *expr = parser_expr(p, AST_LIST, start);
    PARSER_TAKE(p, base, &expr->list.elts);
    return expr;
}

static AstExpr *parse_tuple(Parser *p, u32 start, AstExpr *first) {
    u32 base = p->stack_count;
    if (first != NULL) parser_push(p, first);
    if (!parse_more_elements(p, base, TOKEN_RPAR) || !parser_expect(p, TOKEN_RPAR)) return NULL;
    AstExpr *expr = parser_expr(p, AST_TUPLE, start);
    PARSER_TAKE(p, base, &expr->tuple.elts);
    return expr;
}

static AstExpr *parse_double_starred_group(Parser *p) {
    u32 star = p->at++;
    AstExpr *mapping = parse_expression(p);
    if (mapping == NULL) return NULL;
    if (!parser_is(p, TOKEN_RPAR)) return parser_fail_token(p, star, "invalid syntax");
    return parser_fail_token(p, star, "cannot use double starred expression here");
}

// `(…)`: a group keeps the span of what is inside.
static AstExpr *parse_parenthesized(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    if (parser_is(p, TOKEN_RPAR)) return parse_tuple(p, start, NULL);
    if (parser_is(p, TOKEN_KEYWORD_YIELD)) {
        AstExpr *inner = parse_yield(p);
        return inner != NULL && parser_expect(p, TOKEN_RPAR) ? inner : NULL;
    }
    if (parser_is(p, TOKEN_DOUBLE_STAR)) return parse_double_starred_group(p);
    AstExpr *first = parse_star_named_expression(p);
    if (first == NULL) return NULL;
    if (parser_is(p, TOKEN_COMMA)) return parse_tuple(p, start, first);
    if (parser_starts_clause(p)) {
        return parse_comprehension(p, start, AST_GENERATOR_EXP, first, TOKEN_RPAR);
    }
    if (first->kind == AST_STARRED && parser_is(p, TOKEN_RPAR)) {
        return parser_fail_node(p, &first->node, "cannot use starred expression here");
    }
    return parser_expect(p, TOKEN_RPAR) ? first : NULL;
}

// ---- dicts and sets

// `key: value` or `**mapping` onto the stack as two items.
static bool parse_pair(Parser *p) {
    if (parser_accept(p, TOKEN_DOUBLE_STAR)) {
        AstExpr *mapping = parse_bitwise_or(p);
        if (mapping == NULL) return false;
        parser_push(p, NULL);
        parser_push(p, mapping);
        return true;
    }
    p->is_later_key = true;
    AstExpr *key = parse_expression(p);
    if (key == NULL) return false;
    if (!parser_is(p, TOKEN_COLON)) {
        if (parser_is(p, TOKEN_ERROR))
            parser_fail(p);
        else
            parser_fail_token(p, p->at - 1, "':' expected after dictionary key");
        return false;
    }
    u32 colon = p->at++;
    if (parser_is(p, TOKEN_STAR)) {
        parser_fail_token(p, p->at, "cannot use a starred expression in a dictionary value");
        return false;
    }
    if (parser_is(p, TOKEN_RBRACE) || parser_is(p, TOKEN_COMMA)) {
        parser_fail_token(p, colon, "expression expected after dictionary key and ':'");
        return false;
    }
    AstExpr *value = parse_expression(p);
    if (value == NULL) return false;
    parser_push(p, key);
    parser_push(p, value);
    return true;
}

static AstExpr *parse_dict_comprehension(Parser *p, u32 start, u32 base) {
    AstExpr *key = p->stack[base], *value = p->stack[base + 1];
    p->stack_count = base;
    if (key == NULL) {
        return parser_fail_node(p, &value->node,
                                "dict unpacking cannot be used in dict comprehension");
    }
    AstComprehensions generators = {0};
    if (!parse_for_clauses(p, &generators) || !parser_expect(p, TOKEN_RBRACE)) return NULL;
    AstExpr *expr = parser_expr(p, AST_DICT_COMP, start);
    expr->dict_comp.key = key;
    expr->dict_comp.value = value;
    expr->dict_comp.generators = generators;
    return expr;
}

// Behind the first pair, whose two items are on the stack from `base` on.
static AstExpr *parse_dict(Parser *p, u32 start, u32 base) {
    if (parser_starts_clause(p)) return parse_dict_comprehension(p, start, base);
    while (parser_accept(p, TOKEN_COMMA)) {
        if (parser_is(p, TOKEN_RBRACE)) break;
        if (!parse_pair(p)) return NULL;
    }
    if (!parser_expect(p, TOKEN_RBRACE)) return NULL;
    u32 count = (p->stack_count - base) / 2;
    AstExpr *expr = parser_expr(p, AST_DICT, start);
    expr->dict.keys = (AstExprs){ARENA_NEW_ARRAY(p->arena, AstExpr *, count), count};
    expr->dict.values = (AstExprs){ARENA_NEW_ARRAY(p->arena, AstExpr *, count), count};
    for (u32 i = 0; i < count; i++) {
        expr->dict.keys.items[i] = p->stack[base + 2 * i];
        expr->dict.values.items[i] = p->stack[base + 2 * i + 1];
    }
    p->stack_count = base;
    return expr;
}

static AstExpr *parse_set(Parser *p, u32 start, AstExpr *first) {
    if (parser_starts_clause(p)) {
        return parse_comprehension(p, start, AST_SET_COMP, first, TOKEN_RBRACE);
    }
    u32 base = p->stack_count;
    parser_push(p, first);
    if (!parse_more_elements(p, base, TOKEN_RBRACE) || !parser_expect(p, TOKEN_RBRACE)) return NULL;
    AstExpr *expr = parser_expr(p, AST_SET, start);
    PARSER_TAKE(p, base, &expr->set.elts);
    return expr;
}

static AstExpr *parse_braces(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    u32 base = p->stack_count;
    if (parser_accept(p, TOKEN_RBRACE)) return parser_expr(p, AST_DICT, start);
    if (parser_is(p, TOKEN_DOUBLE_STAR)) return parse_pair(p) ? parse_dict(p, start, base) : NULL;
    u32 first_at = p->at;
    if (parser_is(p, TOKEN_STAR) && parser_kind_ahead(p, 1) == TOKEN_RBRACE) {
        return parser_fail_token(p, p->at, "Invalid star expression");
    }
    AstExpr *first = parse_star_named_expression(p);
    if (first == NULL) return NULL;
    if (!parser_is(p, TOKEN_COLON) || first->kind == AST_STARRED) return parse_set(p, start, first);
    if (first->kind == AST_NAMED_EXPR && p->tokens[first_at].kind != TOKEN_LPAR)
        return parser_fail(p);
    u32 colon = p->at++;
    if (parser_is(p, TOKEN_STAR)) {
        return parser_fail_token(p, p->at, "cannot use a starred expression in a dictionary value");
    }
    if (parser_is(p, TOKEN_RBRACE) || parser_is(p, TOKEN_COMMA)) {
        return parser_fail_token(p, colon, "expression expected after dictionary key and ':'");
    }
    AstExpr *value = parse_expression(p);
    if (value == NULL) return NULL;
    parser_push(p, first);
    parser_push(p, value);
    return parse_dict(p, start, base);
}

// ---- atoms

static AstExpr *make_constant(Parser *p, AstConstantKind kind) {
    u32 start = parser_start(p);
    p->at++;
    AstExpr *expr = parser_expr(p, AST_CONSTANT, start);
    expr->constant.value.kind = kind;
    return expr;
}

AstExpr *parse_atom(Parser *p) {
    switch (parser_kind(p)) {
    case TOKEN_NAME: {
        u32 start = parser_start(p);
        AstName name = p->tokens[p->at++].value;
        AstExpr *expr = parser_expr(p, AST_NAME, start);
        expr->name.id = name;
        return expr;
    }
    case TOKEN_NUMBER: return parse_number(p);
    case TOKEN_STRING:
    case TOKEN_FSTRING_START: return parse_strings(p);
    case TOKEN_LPAR: return parse_parenthesized(p);
    case TOKEN_LSQB: return parse_list(p);
    case TOKEN_LBRACE: return parse_braces(p);
    case TOKEN_KEYWORD_NONE: return make_constant(p, AST_CONST_NONE);
    case TOKEN_KEYWORD_TRUE: return make_constant(p, AST_CONST_TRUE);
    case TOKEN_KEYWORD_FALSE: return make_constant(p, AST_CONST_FALSE);
    case TOKEN_ELLIPSIS: return make_constant(p, AST_CONST_ELLIPSIS);
    default: return parser_fail(p);
    }
}

// ---- subscripts

static bool ends_slice_part(TokenKind kind) {
    return kind == TOKEN_COLON || kind == TOKEN_COMMA || kind == TOKEN_RSQB;
}

static bool parse_slice_part(Parser *p, AstExpr **part) {
    if (ends_slice_part(parser_kind(p))) return true;
    *part = parse_expression(p);
    return *part != NULL;
}

// One of the parts between commas: an expression, or lower:upper:step.
static AstExpr *parse_slice(Parser *p) {
    u32 start = parser_start(p);
    AstExpr *lower = NULL, *upper = NULL, *step = NULL;
    if (parser_is(p, TOKEN_STAR)) return parse_starred_argument(p);
    if (!parser_is(p, TOKEN_COLON)) {
        lower = parse_named_expression(p);
        if (lower == NULL || !parser_is(p, TOKEN_COLON)) return lower;
        if (lower->kind == AST_NAMED_EXPR && lower->span.start == start) return parser_fail(p);
    }
    p->at++;
    if (!parse_slice_part(p, &upper)) return NULL;
    if (parser_accept(p, TOKEN_COLON) && !parse_slice_part(p, &step)) return NULL;
    AstExpr *expr = parser_expr(p, AST_SLICE, start);
    expr->slice.lower = lower;
    expr->slice.upper = upper;
    expr->slice.step = step;
    return expr;
}

static AstExpr *parse_slices(Parser *p) {
    u32 start = parser_start(p);
    AstExpr *first = parse_slice(p);
    if (first == NULL) return NULL;
    if (!parser_is(p, TOKEN_COMMA) && first->kind != AST_STARRED) return first;
    u32 base = p->stack_count;
    parser_push(p, first);
    while (parser_accept(p, TOKEN_COMMA)) {
        if (parser_is(p, TOKEN_RSQB)) break;
        AstExpr *part = parse_slice(p);
        if (part == NULL) return NULL;
        parser_push(p, part);
    }
    AstExpr *expr = parser_expr(p, AST_TUPLE, start);
    PARSER_TAKE(p, base, &expr->tuple.elts);
    return expr;
}

static AstExpr *parse_subscript(Parser *p, u32 start, AstExpr *value) {
    p->at++;
    AstExpr *slice = parse_slices(p);
    if (slice == NULL || !parser_expect(p, TOKEN_RSQB)) return NULL;
    AstExpr *expr = parser_expr(p, AST_SUBSCRIPT, start);
    expr->subscript.value = value;
    expr->subscript.slice = slice;
    return expr;
}

static AstExpr *parse_attribute(Parser *p, u32 start, AstExpr *value) {
    p->at++;
    if (!parser_is(p, TOKEN_NAME)) return parser_fail(p);
    AstName attr = p->tokens[p->at++].value;
    AstExpr *expr = parser_expr(p, AST_ATTRIBUTE, start);
    expr->attribute.value = value;
    expr->attribute.attr = attr;
    return expr;
}

static AstExpr *parse_call(Parser *p, u32 start, AstExpr *func) {
    p->at++;
    AstExprs args = {0};
    AstKeywords keywords = {0};
    if (!parse_arguments(p, &args, &keywords)) return NULL;
    if (func->kind == AST_NAME && func->name.id == AST_NAME_SUPER) p->node_count += AST_SUPER_IDS;
    AstExpr *expr = parser_expr(p, AST_CALL, start);
    expr->call.func = func;
    expr->call.args = args;
    expr->call.keywords = keywords;
    return expr;
}

AstExpr *parse_primary(Parser *p) {
    u32 start = parser_start(p);
    AstExpr *expr = parse_atom(p);
    for (u32 length = 1; expr != NULL; length++) {
        switch (parser_kind(p)) {
        case TOKEN_DOT: expr = parse_attribute(p, start, expr); break;
        case TOKEN_LPAR: expr = parse_call(p, start, expr); break;
        case TOKEN_LSQB: expr = parse_subscript(p, start, expr); break;
        default: parser_count_chain(p, length); return expr;
        }
    }
    return NULL;
}
