// The patterns of match statements.
#include "compiler/syntax/python/parser_priv.h"

static AstPattern *parse_pattern_as(Parser *p);
static AstPattern *parse_maybe_star(Parser *p);

static AstPattern *make_capture(Parser *p, u32 start, AstPattern *inner, AstName name) {
    AstPattern *pattern = parser_pattern(p, AST_MATCH_AS, start);
    pattern->match_as.pattern = inner;
    pattern->match_as.name = name == AST_NAME_UNDERSCORE ? AST_NO_NAME : name;
    return pattern;
}

static AstPattern *make_value(Parser *p, u32 start, AstExpr *value) {
    AstPattern *pattern = parser_pattern(p, AST_MATCH_VALUE, start);
    pattern->match_value.value = value;
    return pattern;
}

// ---- literals

static bool is_complex(const AstExpr *expr) {
    return ast_is_constant(expr, AST_CONST_COMPLEX);
}

// A number with its sign, and `± imaginary` behind a real one.
static AstExpr *parse_signed_number(Parser *p) {
    u32 start = parser_start(p);
    bool is_negative = parser_accept(p, TOKEN_MINUS);
    if (!parser_is(p, TOKEN_NUMBER)) return parser_fail(p);
    AstExpr *left = parse_number(p);
    if (left == NULL) return NULL;
    bool is_real = !is_complex(left);
    if (is_negative) {
        AstExpr *negated = parser_expr(p, AST_UNARY_OP, start);
        negated->unary_op.op = AST_UNARY_SUB;
        negated->unary_op.operand = left;
        left = negated;
    }
    if (!parser_is(p, TOKEN_PLUS) && !parser_is(p, TOKEN_MINUS)) return left;
    u32 sign = p->at++;
    if (!parser_is(p, TOKEN_NUMBER)) return parser_fail(p);
    u32 number_at = p->at;
    AstExpr *right = parse_number(p);
    if (right == NULL) return NULL;
    if (!is_real)
        return parser_fail_node(p, &left->node, "real number required in complex literal");
    if (!is_complex(right)) {
        return parser_fail_token(p, number_at, "imaginary number required in complex literal");
    }
    AstExpr *expr = parser_expr(p, AST_BIN_OP, start);
    expr->bin_op.left = left;
    expr->bin_op.op = p->tokens[sign].kind == TOKEN_PLUS ? AST_OP_ADD : AST_OP_SUB;
    expr->bin_op.right = right;
    return expr;
}

static AstPattern *parse_singleton(Parser *p, AstConstantKind kind) {
    u32 start = parser_start(p);
    p->at++;
    AstPattern *pattern = parser_pattern(p, AST_MATCH_SINGLETON, start);
    pattern->match_singleton.value.kind = kind;
    return pattern;
}

// name.attr.attr; a name alone too.
static AstExpr *parse_name_or_attr(Parser *p) {
    u32 start = parser_start(p);
    AstExpr *expr = parse_atom(p);
    while (expr != NULL && parser_accept(p, TOKEN_DOT)) {
        if (!parser_is(p, TOKEN_NAME)) return parser_fail(p);
        AstName attr = p->tokens[p->at++].value;
        AstExpr *outer = parser_expr(p, AST_ATTRIBUTE, start);
        outer->attribute.value = expr;
        outer->attribute.attr = attr;
        expr = outer;
    }
    return expr;
}

// ---- classes

// name=pattern: names and patterns in turn on the stack.
static bool parse_keyword_patterns(Parser *p, u32 positional_count) {
    (void)positional_count;
    while (parser_is(p, TOKEN_NAME) && parser_kind_ahead(p, 1) == TOKEN_EQUAL) {
        AstName name = p->tokens[p->at].value;
        p->at += 2;
        AstPattern *pattern = parse_pattern_as(p);
        if (pattern == NULL) return false;
        parser_push(p, (void *)(usize)name);
        parser_push(p, pattern);
        if (!parser_accept(p, TOKEN_COMMA)) return true;
    }
    if (parser_is(p, TOKEN_RPAR)) return true;
    u32 first = p->at;
    AstPattern *late = parse_pattern_as(p);
    if (late != NULL) parser_fail_token(p, first, "positional patterns follow keyword patterns");
    return false;
}

static AstPattern *parse_class(Parser *p, u32 start, AstExpr *cls) {
    p->at++;
    u32 base = p->stack_count;
    AstPatterns patterns = {0};
    while (!parser_is(p, TOKEN_RPAR)) {
        if (parser_is(p, TOKEN_NAME) && parser_kind_ahead(p, 1) == TOKEN_EQUAL) break;
        AstPattern *pattern = parse_pattern_as(p);
        if (pattern == NULL) return NULL;
        parser_push(p, pattern);
        if (!parser_accept(p, TOKEN_COMMA)) break;
    }
    PARSER_TAKE(p, base, &patterns);
    if (!parser_is(p, TOKEN_RPAR) && parser_kind_ahead(p, 1) == TOKEN_EQUAL &&
        !parse_keyword_patterns(p, patterns.count)) {
        return NULL;
    }
    if (!parser_expect(p, TOKEN_RPAR)) return NULL;
    u32 count = (p->stack_count - base) / 2;
    AstPattern *pattern = parser_pattern(p, AST_MATCH_CLASS, start);
    AstName *names = ARENA_NEW_ARRAY(p->arena, AstName, count);
    AstPattern **values = ARENA_NEW_ARRAY(p->arena, AstPattern *, count);
    for (u32 i = 0; i < count; i++) {
        names[i] = (AstName)(usize)p->stack[base + 2 * i];
        values[i] = p->stack[base + 2 * i + 1];
    }
    p->stack_count = base;
    pattern->match_class.cls = cls;
    pattern->match_class.patterns = patterns;
    pattern->match_class.kwd_attrs = (AstNames){names, count};
    pattern->match_class.kwd_patterns = (AstPatterns){values, count};
    return pattern;
}

// ---- mappings

static AstExpr *parse_mapping_key(Parser *p) {
    switch (parser_kind(p)) {
    case TOKEN_MINUS:
    case TOKEN_NUMBER: return parse_signed_number(p);
    case TOKEN_STRING:
    case TOKEN_FSTRING_START: return parse_strings(p);
    case TOKEN_KEYWORD_NONE:
    case TOKEN_KEYWORD_TRUE:
    case TOKEN_KEYWORD_FALSE: return parse_atom(p);
    case TOKEN_NAME: {
        AstExpr *key = parse_name_or_attr(p);
        return key == NULL || key->kind == AST_ATTRIBUTE ? key : parser_fail(p);
    }
    default: return parser_fail(p);
    }
}

static AstPattern *finish_mapping(Parser *p, u32 start, u32 base, AstName rest) {
    if (!parser_expect(p, TOKEN_RBRACE)) return NULL;
    u32 count = (p->stack_count - base) / 2;
    AstExpr **keys = ARENA_NEW_ARRAY(p->arena, AstExpr *, count);
    AstPattern **patterns = ARENA_NEW_ARRAY(p->arena, AstPattern *, count);
    for (u32 i = 0; i < count; i++) {
        keys[i] = p->stack[base + 2 * i];
        patterns[i] = p->stack[base + 2 * i + 1];
    }
    p->stack_count = base;
    AstPattern *pattern = parser_pattern(p, AST_MATCH_MAPPING, start);
    pattern->match_mapping.keys = (AstExprs){keys, count};
    pattern->match_mapping.patterns = (AstPatterns){patterns, count};
    pattern->match_mapping.rest = rest;
    return pattern;
}

static AstPattern *parse_mapping(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    u32 base = p->stack_count;
    AstName rest = AST_NO_NAME;
    while (!parser_is(p, TOKEN_RBRACE)) {
        if (parser_accept(p, TOKEN_DOUBLE_STAR)) {
            if (!parser_is(p, TOKEN_NAME) || parser_is_name(p, AST_NAME_UNDERSCORE))
                return parser_fail(p);
            rest = p->tokens[p->at++].value;
            parser_accept(p, TOKEN_COMMA);
            break;
        }
        AstExpr *key = parse_mapping_key(p);
        if (key == NULL || !parser_expect(p, TOKEN_COLON)) return NULL;
        AstPattern *value = parse_pattern_as(p);
        if (value == NULL) return NULL;
        parser_push(p, key);
        parser_push(p, value);
        if (!parser_accept(p, TOKEN_COMMA)) break;
    }
    return finish_mapping(p, start, base, rest);
}

// ---- sequences and groups

static AstPattern *parse_sequence(Parser *p, u32 start, AstPattern *first, TokenKind close) {
    u32 base = p->stack_count;
    if (first != NULL) {
        parser_push(p, first);
        if (!parser_is(p, close)) {
            if (!parser_expect(p, TOKEN_COMMA)) return NULL;
        }
    }
    while (!parser_is(p, close)) {
        AstPattern *pattern = parse_maybe_star(p);
        if (pattern == NULL) return NULL;
        parser_push(p, pattern);
        if (!parser_accept(p, TOKEN_COMMA)) break;
    }
    if (!parser_expect(p, close)) return NULL;
    AstPattern *pattern = parser_pattern(p, AST_MATCH_SEQUENCE, start);
    PARSER_TAKE(p, base, &pattern->match_sequence.patterns);
    return pattern;
}

static AstPattern *parse_pattern_group(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    if (parser_is(p, TOKEN_RPAR)) return parse_sequence(p, start, NULL, TOKEN_RPAR);
    AstPattern *first = parse_maybe_star(p);
    if (first == NULL) return NULL;
    if (first->kind != AST_MATCH_STAR && parser_accept(p, TOKEN_RPAR)) return first;
    if (!parser_is(p, TOKEN_COMMA)) return parser_fail(p);
    return parse_sequence(p, start, first, TOKEN_RPAR);
}

static AstPattern *parse_pattern_list(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    return parse_sequence(p, start, NULL, TOKEN_RSQB);
}

// ---- what binds tightest, and up

static AstPattern *parse_named(Parser *p) {
    u32 start = parser_start(p);
    AstExpr *name = parse_name_or_attr(p);
    if (name == NULL) return NULL;
    if (parser_is(p, TOKEN_LPAR)) return parse_class(p, start, name);
    if (name->kind == AST_ATTRIBUTE) return make_value(p, start, name);
    p->node_count--;  // the Name node is not part of the tree
    return make_capture(p, start, NULL, name->name.id);
}

static AstPattern *parse_closed(Parser *p) {
    u32 start = parser_start(p);
    AstExpr *value;
    switch (parser_kind(p)) {
    case TOKEN_NAME: return parse_named(p);
    case TOKEN_MINUS:
    case TOKEN_NUMBER: value = parse_signed_number(p); break;
    case TOKEN_STRING:
    case TOKEN_FSTRING_START: value = parse_strings(p); break;
    case TOKEN_KEYWORD_NONE: return parse_singleton(p, AST_CONST_NONE);
    case TOKEN_KEYWORD_TRUE: return parse_singleton(p, AST_CONST_TRUE);
    case TOKEN_KEYWORD_FALSE: return parse_singleton(p, AST_CONST_FALSE);
    case TOKEN_LPAR: return parse_pattern_group(p);
    case TOKEN_LSQB: return parse_pattern_list(p);
    case TOKEN_LBRACE: return parse_mapping(p);
    default: return parser_fail(p);
    }
    return value == NULL ? NULL : make_value(p, start, value);
}

static AstPattern *parse_or(Parser *p) {
    u32 start = parser_start(p);
    AstPattern *first = parse_closed(p);
    if (first == NULL || !parser_is(p, TOKEN_VBAR)) return first;
    u32 base = p->stack_count;
    parser_push(p, first);
    while (parser_accept(p, TOKEN_VBAR)) {
        AstPattern *pattern = parse_closed(p);
        if (pattern == NULL) return NULL;
        parser_push(p, pattern);
    }
    AstPattern *pattern = parser_pattern(p, AST_MATCH_OR, start);
    PARSER_TAKE(p, base, &pattern->match_or.patterns);
    return pattern;
}

static AstPattern *fail_as_target(Parser *p) {
    u32 at = p->at;
    if (parser_is_name(p, AST_NAME_UNDERSCORE))
        return parser_fail_token(p, at, "cannot use '_' as a target");
    ParserTrial trial = parser_trial_begin(p);
    AstExpr *wrong = parse_expression(p);
    const char *what = wrong == NULL ? "" : parser_expr_name(wrong);
    Span span = wrong == NULL ? (Span){0} : wrong->span;
    if (!parser_trial_end(p, trial)) return parser_fail(p);
    return parser_fail_span(p, span, "cannot use %s as pattern target", what);
}

static bool continues_expression(TokenKind kind) {
    return kind == TOKEN_DOT || kind == TOKEN_LPAR || kind == TOKEN_LSQB || kind == TOKEN_PLUS ||
           kind == TOKEN_MINUS || kind == TOKEN_STAR;
}

static AstPattern *parse_pattern_as(Parser *p) {
    u32 start = parser_start(p);
    if (!parser_enter(p)) return NULL;
    AstPattern *inner = parse_or(p);
    parser_leave(p);
    if (inner == NULL || !parser_accept(p, TOKEN_KEYWORD_AS)) return inner;
    if (!parser_is(p, TOKEN_NAME) || parser_is_name(p, AST_NAME_UNDERSCORE) ||
        continues_expression(parser_kind_ahead(p, 1))) {
        return fail_as_target(p);
    }
    AstName name = p->tokens[p->at++].value;
    return make_capture(p, start, inner, name);
}

static AstPattern *parse_maybe_star(Parser *p) {
    u32 start = parser_start(p);
    if (!parser_accept(p, TOKEN_STAR)) return parse_pattern_as(p);
    if (!parser_is(p, TOKEN_NAME)) return parser_fail(p);
    AstName name = p->tokens[p->at++].value;
    AstPattern *pattern = parser_pattern(p, AST_MATCH_STAR, start);
    pattern->match_star.name = name == AST_NAME_UNDERSCORE ? AST_NO_NAME : name;
    return pattern;
}

// The pattern of a case: without brackets a comma makes it a sequence.
AstPattern *parse_patterns(Parser *p) {
    u32 start = parser_start(p);
    AstPattern *first = parse_maybe_star(p);
    if (first == NULL) return NULL;
    if (!parser_is(p, TOKEN_COMMA)) return first->kind == AST_MATCH_STAR ? parser_fail(p) : first;
    u32 base = p->stack_count;
    parser_push(p, first);
    while (parser_accept(p, TOKEN_COMMA)) {
        if (parser_is(p, TOKEN_COLON) || parser_is(p, TOKEN_KEYWORD_IF)) break;
        AstPattern *pattern = parse_maybe_star(p);
        if (pattern == NULL) return NULL;
        parser_push(p, pattern);
    }
    AstPattern *pattern = parser_pattern(p, AST_MATCH_SEQUENCE, start);
    PARSER_TAKE(p, base, &pattern->match_sequence.patterns);
    return pattern;
}
