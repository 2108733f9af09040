// f-strings and t-strings: their fields, conversions and format specs.
#include "base/bytes.h"
#include "compiler/syntax/python/parser_priv.h"

static bool parse_field(Parser *p, bool is_template);

static u8 letter_of(bool is_template) {
    return is_template ? 't' : 'f';
}

static bool push_middle(Parser *p) {
    const Token *token = &p->tokens[p->at++];
    Slice value = slice_range(p->file->text, token->start, token->end);
    if (token->flags & TOKEN_HAS_ESCAPE) {
        Bytes out;
        bytes_init(&out, p->arena);
        if (!parse_decode_string(p, token, value, &out)) return false;
        value = bytes_slice(&out);
    }
    if (value.len > 0) parser_push(p, parse_string_constant(p, token->start, value, AST_CONST_STR));
    return true;
}

// The source text of a field's expression, without comments.
static Slice field_text(Parser *p, u32 start, u32 end) {
    Slice text = slice_range(p->file->text, start, end);
    bool has_comment = false;
    for (usize i = 0; i < text.len; i++) has_comment |= text.data[i] == '#';
    if (!has_comment) return text;
    Bytes out;
    bytes_init(&out, p->arena);
    u8 quote = 0;
    for (usize i = 0; i < text.len; i++) {
        u8 c = text.data[i];
        if (quote == 0 && c == '#') {
            while (i < text.len && text.data[i] != '\n') i++;
            if (i < text.len) bytes_push(&out, '\n');
            continue;
        }
        if (c == '"' || c == '\'') quote = quote == 0 ? c : quote == c ? 0 : quote;
        bytes_push(&out, c);
    }
    return bytes_slice(&out);
}

static bool parse_conversion(Parser *p, bool is_template, i32 *conversion) {
    u8 letter = letter_of(is_template);
    u32 mark = p->at++;
    if (parser_is(p, TOKEN_COLON) || parser_is(p, TOKEN_RBRACE)) {
        parser_fail_token(p, p->at, "%c-string: missing conversion character", letter);
        return false;
    }
    if (!parser_is(p, TOKEN_NAME)) {
        if (parser_is(p, TOKEN_ERROR))
            parser_fail(p);
        else
            parser_fail_token(p, p->at, "%c-string: invalid conversion character", letter);
        return false;
    }
    const Token *name = &p->tokens[p->at++];
    if (name->start != p->tokens[mark].end) {
        parser_fail_token(p, p->at - 1,
                          "%c-string: conversion type must come right after the exclamation mark",
                          letter);
        return false;
    }
    if (name->value != AST_NAME_R && name->value != AST_NAME_S && name->value != AST_NAME_A) {
        Slice text = names_text(p->names, name->value);
        parser_fail_token(p, p->at - 1,
                          "%c-string: invalid conversion character '%S': expected 's', 'r', or 'a'",
                          letter, &text);
        return false;
    }
    *conversion = p->file->text.data[name->start];
    return true;
}

// Behind the colon, up to the closing brace.
static AstExpr *parse_spec(Parser *p, bool is_template) {
    u32 start = p->tokens[p->at - 1].start;
    u32 base = p->stack_count;
    for (;;) {
        if (parser_is(p, TOKEN_FSTRING_MIDDLE)) {
            if (!push_middle(p)) return NULL;
        } else if (parser_is(p, TOKEN_LBRACE)) {
            // Fields of a spec are those of an f-string, in a t-string too.
            if (!parse_field(p, false)) return NULL;
        } else {
            break;
        }
    }
    if (!parser_is(p, TOKEN_RBRACE)) {
        if (parser_is(p, TOKEN_ERROR)) return parser_fail(p);
        return parser_fail_token(p, p->at, "%c-string: expecting '}', or format specs",
                                 letter_of(is_template));
    }
    parser_merge_parts(p, base, base);
    AstExpr *spec = parser_expr(p, AST_JOINED_STR, start);
    PARSER_TAKE(p, base, &spec->joined_str.values);
    return spec;
}

// What stands behind the expression cannot stand there. The messages name what could.
static bool fail_after(Parser *p, bool is_template, bool has_equal, bool has_conversion) {
    const char *expected = has_conversion ? "':' or '}'"
                           : has_equal    ? "'!', or ':', or '}'"
                                          : "'=', or '!', or ':', or '}'";
    if (parser_is(p, TOKEN_ERROR))
        parser_fail(p);
    else
        parser_fail_token(p, p->at, "%c-string: expecting %s", letter_of(is_template), expected);
    return false;
}

static AstExpr *parse_field_expression(Parser *p, bool is_template) {
    static const TokenKind ends[] = {TOKEN_EQUAL, TOKEN_EXCLAMATION, TOKEN_COLON, TOKEN_RBRACE};
    for (u32 i = 0; i < COUNT_OF(ends); i++) {
        if (!parser_is(p, ends[i])) continue;
        return parser_fail_token(p, p->at, "%c-string: valid expression required before '%s'",
                                 letter_of(is_template), token_text(ends[i]));
    }
    if (!parser_starts_expression(parser_kind(p)) && !parser_is(p, TOKEN_STAR) &&
        !parser_is(p, TOKEN_KEYWORD_YIELD) && !parser_is(p, TOKEN_ERROR)) {
        return parser_fail_token(p, p->at, "%c-string: expecting a valid expression after '{'",
                                 letter_of(is_template));
    }
    u32 first_at = p->at, error_count = p->error_count;
    bool is_tried = p->trials > 0;
    if (!is_tried) p->specific++;
    AstExpr *expr = parse_yield_or_star_expressions(p);
    if (!is_tried) p->specific--;
    if (expr != NULL || is_tried || p->error_count > error_count) return expr;
    p->is_failed = false;
    // The grammar would have taken a first name or number, and missed an end behind it.
    TokenKind first = (TokenKind)p->tokens[first_at].kind;
    bool has_atom = first != TOKEN_LPAR && first != TOKEN_LSQB && first != TOKEN_LBRACE &&
                    first != TOKEN_MINUS && first != TOKEN_PLUS && first != TOKEN_TILDE &&
                    first != TOKEN_STAR && first != TOKEN_KEYWORD_NOT &&
                    first != TOKEN_KEYWORD_LAMBDA && first != TOKEN_KEYWORD_AWAIT;
    if (has_atom)
        fail_after(p, is_template, false, false);
    else
        parser_fail_token(p, first_at, "%c-string: expecting a valid expression after '{'",
                          letter_of(is_template));
    return NULL;
}

static void push_field(Parser *p, u32 start, bool is_template, AstExpr *value, Slice text,
                       i32 conversion, AstExpr *spec) {
    AstExpr *expr = parser_expr(p, is_template ? AST_INTERPOLATION : AST_FORMATTED_VALUE, start);
    if (is_template) {
        expr->interpolation.value = value;
        expr->interpolation.str = (AstConstant){.kind = AST_CONST_STR, .u.text = text};
        expr->interpolation.conversion = conversion;
        expr->interpolation.format_spec = spec;
    } else {
        expr->formatted_value.value = value;
        expr->formatted_value.conversion = conversion;
        expr->formatted_value.format_spec = spec;
    }
    parser_push(p, expr);
}

static Slice trim_end(Slice text) {
    while (text.len > 0 && (text.data[text.len - 1] == ' ' || text.data[text.len - 1] == '\t' ||
                            text.data[text.len - 1] == '\n' || text.data[text.len - 1] == '\f')) {
        text.len--;
    }
    return text;
}

// `{value = !r:spec}`. With `=` the text of the expression comes first, as a constant.
static bool parse_field(Parser *p, bool is_template) {
    u32 start = parser_start(p);
    u32 text_start = p->tokens[p->at++].end;
    AstExpr *value = parse_field_expression(p, is_template);
    if (value == NULL) return false;
    Slice text = field_text(p, text_start, p->tokens[p->at].start);
    bool has_equal = parser_accept(p, TOKEN_EQUAL);
    if (has_equal) {
        Slice debug_text = field_text(p, text_start, p->tokens[p->at].start);
        AstExpr *debug = parse_string_constant(p, text_start, debug_text, AST_CONST_STR);
        debug->span.end = p->tokens[p->at].start;
        parser_push(p, debug);
    }
    i32 conversion = -1;
    AstExpr *spec = NULL;
    bool has_conversion = parser_is(p, TOKEN_EXCLAMATION);
    if (has_conversion && !parse_conversion(p, is_template, &conversion)) return false;
    if (parser_accept(p, TOKEN_COLON)) {
        spec = parse_spec(p, is_template);
        if (spec == NULL) return false;
    }
    if (!parser_is(p, TOKEN_RBRACE)) return fail_after(p, is_template, has_equal, has_conversion);
    p->at++;
    if (has_equal && !has_conversion && spec == NULL) conversion = 'r';
    push_field(p, start, is_template, value, trim_end(text), conversion, spec);
    return true;
}

bool parse_fstring_parts(Parser *p, bool is_template) {
    p->at++;
    if (!parser_enter(p)) return false;
    for (;;) {
        if (parser_is(p, TOKEN_FSTRING_MIDDLE)) {
            if (!push_middle(p)) return false;
        } else if (parser_is(p, TOKEN_LBRACE)) {
            if (!parse_field(p, is_template)) return false;
        } else {
            break;
        }
    }
    parser_leave(p);
    return parser_expect(p, TOKEN_FSTRING_END);
}
