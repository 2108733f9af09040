// import and from … import.
#include "base/bytes.h"
#include "compiler/syntax/python/parser_priv.h"

// a.b.c as one name; AST_NO_NAME after an error.
static AstName parse_dotted_name(Parser *p) {
    if (!parser_is(p, TOKEN_NAME)) {
        parser_fail(p);
        return AST_NO_NAME;
    }
    AstName name = p->tokens[p->at++].value;
    if (!parser_is(p, TOKEN_DOT)) return name;
    Bytes dotted;
    bytes_init(&dotted, p->arena);
    bytes_append(&dotted, names_text(p->names, name));
    while (parser_accept(p, TOKEN_DOT)) {
        if (!parser_is(p, TOKEN_NAME)) {
            parser_fail(p);
            return AST_NO_NAME;
        }
        bytes_push(&dotted, '.');
        bytes_append(&dotted, names_text(p->names, p->tokens[p->at++].value));
    }
    return names_intern(p->names, bytes_slice(&dotted));
}

static bool ends_alias(TokenKind kind) {
    return kind == TOKEN_COMMA || kind == TOKEN_RPAR || kind == TOKEN_NEWLINE || kind == TOKEN_SEMI;
}

// `as name`, when it is there. False after an error.
static bool parse_asname(Parser *p, AstName *asname) {
    *asname = AST_NO_NAME;
    if (!parser_accept(p, TOKEN_KEYWORD_AS)) return true;
    if (parser_is(p, TOKEN_NAME) && ends_alias(parser_kind_ahead(p, 1))) {
        *asname = p->tokens[p->at++].value;
        return true;
    }
    ParserTrial trial = parser_trial_begin(p);
    AstExpr *wrong = parse_expression(p);
    const char *what = wrong == NULL ? "" : parser_expr_name(wrong);
    bool is_name = wrong != NULL && wrong->kind == AST_NAME;
    Span span = wrong == NULL ? (Span){0} : wrong->span;
    bool is_read = parser_trial_end(p, trial);
    if (is_read && is_name) {
        p->at++;
        parser_fail(p);
    } else if (is_read) {
        parser_fail_span(p, span, "cannot use %s as import target", what);
    } else {
        parser_fail(p);
    }
    return false;
}

static AstAlias *make_alias(Parser *p, u32 start, AstName name, AstName asname) {
    AstAlias *alias = parser_node(p, AST_ALIAS, sizeof(AstAlias), start);
    alias->name = name;
    alias->asname = asname;
    return alias;
}

AstStmt *parse_import(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    if (parser_is(p, TOKEN_NEWLINE)) {
        return parser_fail_token(p, p->at, "Expected one or more names after 'import'");
    }
    u32 base = p->stack_count;
    do {
        u32 alias_start = parser_start(p);
        AstName name = parse_dotted_name(p), asname;
        if (name == AST_NO_NAME || !parse_asname(p, &asname)) return NULL;
        parser_push(p, make_alias(p, alias_start, name, asname));
    } while (parser_accept(p, TOKEN_COMMA));
    if (parser_is(p, TOKEN_KEYWORD_FROM) && parser_kind_ahead(p, 1) == TOKEN_NAME) {
        return parser_fail_span(p, parser_span(p, start),
                                "Did you mean to use 'from ... import ...' instead?");
    }
    AstStmt *stmt = parser_stmt(p, AST_IMPORT, start);
    PARSER_TAKE(p, base, &stmt->import.names);
    return stmt;
}

static bool parse_from_names(Parser *p, bool is_grouped) {
    do {
        if (is_grouped && parser_is(p, TOKEN_RPAR)) break;
        u32 start = parser_start(p);
        if (!parser_is(p, TOKEN_NAME)) {
            if (!is_grouped && parser_is(p, TOKEN_NEWLINE)) {
                parser_fail_token(p, p->at - 1,
                                  "trailing comma not allowed without surrounding parentheses");
            } else {
                parser_fail(p);
            }
            return false;
        }
        AstName name = p->tokens[p->at++].value, asname;
        if (!parse_asname(p, &asname)) return false;
        parser_push(p, make_alias(p, start, name, asname));
    } while (parser_accept(p, TOKEN_COMMA));
    return true;
}

// The names behind `import`, onto the stack.
static bool parse_from_targets(Parser *p) {
    if (parser_is(p, TOKEN_STAR)) {
        u32 start = parser_start(p);
        p->at++;
        parser_push(p, make_alias(p, start, AST_NAME_STAR, AST_NO_NAME));
        return true;
    }
    if (parser_is(p, TOKEN_NEWLINE)) {
        parser_fail_token(p, p->at, "Expected one or more names after 'import'");
        return false;
    }
    bool is_grouped = parser_accept(p, TOKEN_LPAR);
    if (is_grouped && parser_is(p, TOKEN_RPAR)) {
        parser_fail(p);
        return false;
    }
    if (!parse_from_names(p, is_grouped)) return false;
    return !is_grouped || parser_expect(p, TOKEN_RPAR);
}

AstStmt *parse_import_from(Parser *p) {
    u32 start = parser_start(p);
    p->at++;
    i32 level = 0;
    for (;; p->at++) {
        if (parser_is(p, TOKEN_DOT))
            level += 1;
        else if (parser_is(p, TOKEN_ELLIPSIS))
            level += 3;
        else
            break;
    }
    AstName module = AST_NO_NAME;
    if (level == 0 || parser_is(p, TOKEN_NAME)) {
        module = parse_dotted_name(p);
        if (module == AST_NO_NAME) return NULL;
    }
    if (!parser_expect(p, TOKEN_KEYWORD_IMPORT)) return NULL;
    u32 base = p->stack_count;
    if (!parse_from_targets(p)) return NULL;
    AstStmt *stmt = parser_stmt(p, AST_IMPORT_FROM, start);
    stmt->import_from.module = module;
    stmt->import_from.level = level;
    PARSER_TAKE(p, base, &stmt->import_from.names);
    return stmt;
}
