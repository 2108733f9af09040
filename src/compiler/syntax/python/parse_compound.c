// Compound statements: those that hold blocks. match is in parse_match.c.
#include "compiler/syntax/python/parser_priv.h"

// ---- colons and blocks

static bool parse_colon(Parser *p) {
    if (parser_accept(p, TOKEN_COLON)) return true;
    if (parser_is(p, TOKEN_NEWLINE))
        parser_fail_token(p, p->at, "expected ':'");
    else
        parser_fail(p);
    return false;
}

bool parse_suite(Parser *p, u32 keyword, const char *what, AstStmts *body) {
    u32 base = p->stack_count;
    if (!parser_is(p, TOKEN_NEWLINE)) {
        if (!parse_simple_statements(p)) return false;
        PARSER_TAKE(p, base, body);
        return true;
    }
    p->at++;
    if (!parser_is(p, TOKEN_INDENT)) {
        u32 line = source_line(p->file, p->tokens[keyword].start);
        parser_fail_indent(p, "expected an indented block after %s on line %u", what, line);
        return false;
    }
    p->at++;
    if (!parser_enter(p)) return false;
    while (!parser_is(p, TOKEN_DEDENT) && !parser_is(p, TOKEN_END) && !p->is_stopped)
        parse_statement(p);
    parser_leave(p);
    parser_accept(p, TOKEN_DEDENT);
    PARSER_TAKE(p, base, body);
    return true;
}

bool parse_block(Parser *p, u32 keyword, const char *what, AstStmts *body) {
    return parse_colon(p) && parse_suite(p, keyword, what, body);
}

static bool parse_forced_block(Parser *p, u32 keyword, const char *what, AstStmts *body) {
    return parser_expect_forced(p, TOKEN_COLON) && parse_suite(p, keyword, what, body);
}

// `else:` when it is there. False after an error.
static bool parse_else(Parser *p, AstStmts *orelse) {
    u32 keyword = p->at;
    if (!parser_accept(p, TOKEN_KEYWORD_ELSE)) return true;
    return parse_forced_block(p, keyword, "'else' statement", orelse);
}

// ---- if and loops

// A chain of elif is a list of If nodes, each in the `orelse` of the one before; all end together.
static AstStmt *parse_if(Parser *p) {
    u32 base = p->stack_count;
    do {
        u32 keyword = p->at;
        u32 start = parser_start(p);
        const char *what = parser_is(p, TOKEN_KEYWORD_IF) ? "'if' statement" : "'elif' statement";
        p->at++;
        AstStmts body = {0};
        AstExpr *test = parse_named_expression(p);
        if (test == NULL || !parse_block(p, keyword, what, &body)) return NULL;
        AstStmt *stmt = parser_stmt(p, AST_IF, start);
        stmt->if_stmt.test = test;
        stmt->if_stmt.body = body;
        parser_push(p, stmt);
    } while (parser_is(p, TOKEN_KEYWORD_ELIF));

    AstStmt **chain = (AstStmt **)(void *)(p->stack + base);
    u32 count = p->stack_count - base;
    parser_count_chain(p, count);
    AstStmts orelse = {0};
    if (!parse_else(p, &orelse)) return NULL;
    if (orelse.count > 0 && parser_is(p, TOKEN_KEYWORD_ELIF)) {
        return parser_fail_token(p, p->at, "'elif' block follows an 'else' block");
    }
    chain = (AstStmt **)(void *)(p->stack + base);
    for (u32 i = count; i-- > 0;) {
        chain[i]->if_stmt.orelse = orelse;
        chain[i]->span = parser_span(p, chain[i]->span.start);
        orelse = (AstStmts){ARENA_NEW(p->arena, AstStmt *), 1};
        orelse.items[0] = chain[i];
    }
    AstStmt *first = chain[0];
    p->stack_count = base;
    return first;
}

static AstStmt *parse_while(Parser *p) {
    u32 keyword = p->at++;
    u32 start = p->tokens[keyword].start;
    AstStmts body = {0}, orelse = {0};
    AstExpr *test = parse_named_expression(p);
    if (test == NULL || !parse_block(p, keyword, "'while' statement", &body)) return NULL;
    if (!parse_else(p, &orelse)) return NULL;
    AstStmt *stmt = parser_stmt(p, AST_WHILE, start);
    stmt->while_stmt.test = test;
    stmt->while_stmt.body = body;
    stmt->while_stmt.orelse = orelse;
    return stmt;
}

static AstStmt *parse_for(Parser *p, u32 start, bool is_async) {
    u32 keyword = p->at++;
    AstExpr *target = parse_target_list(p);
    if (target == NULL) return NULL;
    target = parser_make_target(p, target, TARGET_FOR);
    if (target == NULL || !parser_expect(p, TOKEN_KEYWORD_IN)) return NULL;
    AstExpr *iter = parse_star_expressions(p);
    AstStmts body = {0}, orelse = {0};
    if (iter == NULL || !parse_block(p, keyword, "'for' statement", &body)) return NULL;
    if (!parse_else(p, &orelse)) return NULL;
    if (is_async) p->node_count += AST_ASYNC_FOR_IDS;
    AstStmt *stmt = parser_stmt(p, is_async ? AST_ASYNC_FOR : AST_FOR, start);
    stmt->for_stmt.target = target;
    stmt->for_stmt.iter = iter;
    stmt->for_stmt.body = body;
    stmt->for_stmt.orelse = orelse;
    return stmt;
}

// ---- with

// A newline is accepted here, for the better message about the colon.
static bool ends_with_item(const Parser *p) {
    TokenKind kind = parser_kind(p);
    return kind == TOKEN_COMMA || kind == TOKEN_RPAR || kind == TOKEN_COLON ||
           kind == TOKEN_NEWLINE;
}

static AstWithItem *parse_with_item(Parser *p) {
    u32 start = parser_start(p);
    AstExpr *expr = parse_expression(p), *vars = NULL;
    if (expr == NULL) return NULL;
    if (parser_accept(p, TOKEN_KEYWORD_AS)) {
        bool is_star = parser_is(p, TOKEN_STAR);
        ParserTrial trial = parser_trial_begin(p);
        if (is_star) {
            parse_star_named_expression(p);
        } else {
            parse_bitwise_or(p);
        }
        bool ends = ends_with_item(p);
        bool is_short = parser_trial_end(p, trial) && ends;
        // A longer expression is read only to say that it is no target.
        vars = is_star    ? parse_star_named_expression(p)
               : is_short ? parse_bitwise_or(p)
                          : parse_expression(p);
        if (vars == NULL) return NULL;
        if (!ends_with_item(p)) return parser_fail(p);
        vars = parser_make_target(p, vars, TARGET_ASSIGN);
        if (vars == NULL) return NULL;
    }
    AstWithItem *item = parser_node(p, AST_WITH_ITEM, sizeof(AstWithItem), start);
    item->context_expr = expr;
    item->optional_vars = vars;
    return item;
}

// `(a as b, c):` onto the stack. False with nothing taken where the parentheses belong to an
// expression: only a whole parse tells `with (a, b):` from `with (yield):`.
static bool try_grouped_items(Parser *p) {
    u32 close = p->tokens[p->at].value;
    if (close == 0) return false;
    u8 behind = p->tokens[close + 1].kind;
    if (behind != TOKEN_COLON && behind != TOKEN_NEWLINE) {
        if (p->trials == 0) p->reached = close + 1;
        return false;
    }
    ParserTrial trial = parser_trial_begin(p);
    p->at++;
    while (!p->is_failed && !parser_is(p, TOKEN_RPAR)) {
        AstWithItem *item = parse_with_item(p);
        if (item == NULL) break;
        parser_push(p, item);
        if (!parser_accept(p, TOKEN_COMMA)) break;
    }
    if (p->at != close || close == trial.at + 1) parser_fail(p);
    p->at++;
    return parser_trial_keep(p, trial);
}

static bool parse_ungrouped_items(Parser *p) {
    do {
        AstWithItem *item = parse_with_item(p);
        if (item == NULL) return false;
        parser_push(p, item);
    } while (parser_accept(p, TOKEN_COMMA));
    return true;
}

// `with (a as 1):` can only be meant as items in parentheses: says what is wrong with them.
static void check_grouped_items(Parser *p) {
    ParserTrial trial = parser_trial_begin(p);
    parse_ungrouped_items(p);
    if (parser_trial_end(p, trial)) return;
    u32 error_count = p->error_count;
    trial = parser_specific_begin(p);
    p->at++;
    parse_ungrouped_items(p);
    parser_specific_end(p, trial, error_count);
}

static bool parse_with_items(Parser *p) {
    if (parser_is(p, TOKEN_LPAR)) {
        if (try_grouped_items(p)) return true;
        if (p->trials == 0) check_grouped_items(p);
        if (p->is_failed) return false;
    }
    return parse_ungrouped_items(p);
}

static AstStmt *parse_with(Parser *p, u32 start, bool is_async) {
    u32 keyword = p->at++;
    u32 base = p->stack_count;
    if (!parse_with_items(p)) return NULL;
    AstWithItems items;
    PARSER_TAKE(p, base, &items);
    AstStmts body = {0};
    if (!parse_block(p, keyword, "'with' statement", &body)) return NULL;
    p->node_count += items.count * AST_WITH_IDS;
    AstStmt *stmt = parser_stmt(p, is_async ? AST_ASYNC_WITH : AST_WITH, start);
    stmt->with_stmt.items = items;
    stmt->with_stmt.body = body;
    return stmt;
}

// ---- try

// `A, B` without parentheses is a tuple, as long as no name follows.
static bool parse_except_types(Parser *p, AstExpr **type, AstName *name) {
    u32 start = parser_start(p);
    *type = parse_expression(p);
    if (*type == NULL) return false;
    bool has_comma = parser_is(p, TOKEN_COMMA);
    if (has_comma) {
        u32 base = p->stack_count;
        parser_push(p, *type);
        while (parser_accept(p, TOKEN_COMMA) && parser_starts_expression(parser_kind(p))) {
            AstExpr *next = parse_expression(p);
            if (next == NULL) return false;
            parser_push(p, next);
        }
        *type = parser_expr(p, AST_TUPLE, start);
        PARSER_TAKE(p, base, &(*type)->tuple.elts);
    }
    if (!parser_accept(p, TOKEN_KEYWORD_AS)) return true;
    if (parser_is(p, TOKEN_NAME) &&
        (parser_kind_ahead(p, 1) == TOKEN_COLON || parser_kind_ahead(p, 1) == TOKEN_NEWLINE)) {
        if (has_comma) {
            parser_fail_node(p, &(*type)->node,
                             "multiple exception types must be parenthesized when using 'as'");
            return false;
        }
        *name = p->tokens[p->at++].value;
        return true;
    }
    return false;
}

static void fail_except_name(Parser *p, bool is_star) {
    if (p->is_failed) return;
    ParserTrial trial = parser_trial_begin(p);
    AstExpr *wrong = parse_expression(p);
    const char *what = wrong == NULL ? "" : parser_expr_name(wrong);
    Span span = wrong == NULL ? (Span){0} : wrong->span;
    bool has_colon = parser_is(p, TOKEN_COLON);
    if (parser_trial_end(p, trial) && has_colon) {
        parser_fail_span(p, span, "cannot use except%s statement with %s", is_star ? "*" : "",
                         what);
    } else {
        parser_fail(p);
    }
}

static AstExceptHandler *parse_handler(Parser *p, bool *is_star) {
    u32 keyword = p->at++;
    u32 start = p->tokens[keyword].start;
    *is_star = parser_accept(p, TOKEN_STAR);
    AstExpr *type = NULL;
    AstName name = AST_NO_NAME;
    if (*is_star && (parser_is(p, TOKEN_NEWLINE) || parser_is(p, TOKEN_COLON))) {
        return parser_fail_token(p, p->at, "expected one or more exception types");
    }
    if (!parser_is(p, TOKEN_COLON) && !parser_is(p, TOKEN_NEWLINE) &&
        !parse_except_types(p, &type, &name)) {
        fail_except_name(p, *is_star);
        return NULL;
    }
    AstStmts body = {0};
    const char *what = *is_star ? "'except*' statement" : "'except' statement";
    if (!parse_block(p, keyword, what, &body)) return NULL;
    AstExceptHandler *handler = parser_node(p, AST_EXCEPT_HANDLER, sizeof(AstExceptHandler), start);
    handler->type = type;
    handler->name = name;
    handler->body = body;
    return handler;
}

// All handlers of one try, onto the stack.
static bool parse_handlers(Parser *p, bool *is_star) {
    for (bool is_first = true; parser_is(p, TOKEN_KEYWORD_EXCEPT); is_first = false) {
        u32 except = p->at;
        bool has_star = parser_kind_ahead(p, 1) == TOKEN_STAR;
        if (!is_first && has_star != *is_star) {
            parser_fail_token(p, except,
                              "cannot have both 'except' and 'except*' on the same 'try'");
            return false;
        }
        AstExceptHandler *handler = parse_handler(p, is_star);
        if (handler == NULL) return false;
        parser_push(p, handler);
    }
    return true;
}

static AstStmt *parse_try(Parser *p) {
    u32 keyword = p->at++;
    u32 start = p->tokens[keyword].start;
    AstStmts body = {0}, orelse = {0}, finalbody = {0};
    if (!parse_forced_block(p, keyword, "'try' statement", &body)) return NULL;
    if (!parser_is(p, TOKEN_KEYWORD_EXCEPT) && !parser_is(p, TOKEN_KEYWORD_FINALLY)) {
        return parser_fail_token(p, p->at, "expected 'except' or 'finally' block");
    }
    u32 base = p->stack_count;
    bool is_star = false;
    if (!parse_handlers(p, &is_star)) return NULL;
    AstExceptHandlers handlers;
    PARSER_TAKE(p, base, &handlers);
    if (handlers.count > 0 && !parse_else(p, &orelse)) return NULL;
    u32 finally = p->at;
    if (parser_accept(p, TOKEN_KEYWORD_FINALLY) &&
        !parse_forced_block(p, finally, "'finally' statement", &finalbody)) {
        return NULL;
    }
    if (is_star) p->node_count += (handlers.count + 1) * AST_STAR_IDS;
    AstStmt *stmt = parser_stmt(p, is_star ? AST_TRY_STAR : AST_TRY, start);
    stmt->try_stmt.body = body;
    stmt->try_stmt.handlers = handlers;
    stmt->try_stmt.orelse = orelse;
    stmt->try_stmt.finalbody = finalbody;
    return stmt;
}

// ---- functions and classes

static AstStmt *parse_function(Parser *p, u32 start, bool is_async, AstExprs decorators) {
    u32 keyword = p->at++;
    if (!parser_is(p, TOKEN_NAME)) return parser_fail(p);
    AstName name = p->tokens[p->at++].value;
    AstTypeParams type_params = {0};
    if (!parse_type_params(p, &type_params) || !parser_expect_forced(p, TOKEN_LPAR)) return NULL;
    AstArguments *args = parse_parameters(p, false);
    if (args == NULL || !parser_expect(p, TOKEN_RPAR)) return NULL;
    AstExpr *returns = NULL;
    if (parser_is(p, TOKEN_RARROW) && parser_kind_ahead(p, 1) == TOKEN_COLON) {
        return parser_fail_token(p, p->at, "expected ':'");
    }
    if (parser_accept(p, TOKEN_RARROW)) {
        returns = parse_expression(p);
        if (returns == NULL) return NULL;
    }
    AstStmts body = {0};
    if (!parse_forced_block(p, keyword, "function definition", &body)) return NULL;
    p->node_count += ast_annotation_ids(args, returns) + decorators.count * AST_DECORATOR_IDS;
    AstStmt *stmt = parser_stmt(p, is_async ? AST_ASYNC_FUNCTION_DEF : AST_FUNCTION_DEF, start);
    stmt->function_def.name = name;
    stmt->function_def.args = args;
    stmt->function_def.body = body;
    stmt->function_def.decorators = decorators;
    stmt->function_def.returns = returns;
    stmt->function_def.type_params = type_params;
    return stmt;
}

static AstStmt *parse_class_def(Parser *p, AstExprs decorators) {
    u32 keyword = p->at++;
    u32 start = p->tokens[keyword].start;
    if (!parser_is(p, TOKEN_NAME)) return parser_fail(p);
    AstName name = p->tokens[p->at++].value;
    AstTypeParams type_params = {0};
    AstExprs bases = {0};
    AstKeywords keywords = {0};
    if (!parse_type_params(p, &type_params)) return NULL;
    if (parser_accept(p, TOKEN_LPAR)) {
        if (!parse_arguments(p, &bases, &keywords)) return NULL;
        bool is_generator = bases.count == 1 && bases.items[0]->kind == AST_GENERATOR_EXP &&
                            bases.items[0]->span.end == p->tokens[p->at - 1].end;
        if (is_generator) return parser_fail_node(p, &bases.items[0]->node, "invalid syntax");
    }
    AstStmts body = {0};
    if (!parse_block(p, keyword, "class definition", &body)) return NULL;
    p->node_count += decorators.count * AST_DECORATOR_IDS + AST_CLASS_IDS + AST_DOCSTRING_IDS;
    AstStmt *stmt = parser_stmt(p, AST_CLASS_DEF, start);
    stmt->class_def.name = name;
    stmt->class_def.bases = bases;
    stmt->class_def.keywords = keywords;
    stmt->class_def.body = body;
    stmt->class_def.decorators = decorators;
    stmt->class_def.type_params = type_params;
    return stmt;
}

static AstStmt *parse_definition(Parser *p, AstExprs decorators) {
    u32 start = parser_start(p);
    switch (parser_kind(p)) {
    case TOKEN_KEYWORD_DEF: return parse_function(p, start, false, decorators);
    case TOKEN_KEYWORD_CLASS: return parse_class_def(p, decorators);
    case TOKEN_KEYWORD_ASYNC:
        p->at++;
        if (parser_is(p, TOKEN_KEYWORD_DEF)) return parse_function(p, start, true, decorators);
        return parser_fail(p);
    default: return parser_fail(p);
    }
}

static AstStmt *parse_decorated(Parser *p) {
    u32 base = p->stack_count;
    while (parser_accept(p, TOKEN_AT)) {
        AstExpr *decorator = parse_named_expression(p);
        if (decorator == NULL || !parser_expect(p, TOKEN_NEWLINE)) return NULL;
        parser_push(p, decorator);
    }
    AstExprs decorators;
    PARSER_TAKE(p, base, &decorators);
    return parse_definition(p, decorators);
}

static AstStmt *parse_async(Parser *p) {
    u32 start = parser_start(p);
    switch (parser_kind_ahead(p, 1)) {
    case TOKEN_KEYWORD_DEF: return parse_definition(p, (AstExprs){0});
    case TOKEN_KEYWORD_FOR: p->at++; return parse_for(p, start, true);
    case TOKEN_KEYWORD_WITH: p->at++; return parse_with(p, start, true);
    default: p->at++; return parser_fail(p);
    }
}

// ---- match

// `match` begins a statement when nothing else can follow a name like that, or when its line ends
// with a colon and a block of cases stands below.
static bool starts_match(const Parser *p) {
    if (!parser_is_name(p, AST_NAME_MATCH)) return false;
    TokenKind next = parser_kind_ahead(p, 1);
    if (!parser_starts_expression(next) && next != TOKEN_STAR) return false;
    bool is_ambiguous = next == TOKEN_LPAR || next == TOKEN_LSQB || next == TOKEN_MINUS ||
                        next == TOKEN_PLUS || next == TOKEN_STAR ||
                        (next == TOKEN_KEYWORD_NOT && parser_kind_ahead(p, 2) == TOKEN_KEYWORD_IN);
    if (!is_ambiguous) return true;
    u32 at = p->at;
    while (p->tokens[at].kind != TOKEN_NEWLINE && p->tokens[at].kind != TOKEN_END) {
        u32 close = p->tokens[at].value;
        bool is_open = p->tokens[at].kind == TOKEN_LPAR || p->tokens[at].kind == TOKEN_LSQB ||
                       p->tokens[at].kind == TOKEN_LBRACE;
        at = is_open && close > at ? close : at + 1;
    }
    if (p->tokens[at].kind == TOKEN_END || p->tokens[at - 1].kind != TOKEN_COLON) return false;
    if (p->tokens[at + 1].kind != TOKEN_INDENT) return false;
    return p->tokens[at + 2].kind == TOKEN_NAME && p->tokens[at + 2].value == AST_NAME_CASE;
}

static AstMatchCase *parse_case(Parser *p) {
    u32 keyword = p->at++;
    AstPattern *pattern = parse_patterns(p);
    if (pattern == NULL) return NULL;
    AstExpr *guard = NULL;
    if (parser_accept(p, TOKEN_KEYWORD_IF)) {
        guard = parse_named_expression(p);
        if (guard == NULL) return NULL;
    }
    AstStmts body = {0};
    if (!parse_block(p, keyword, "'case' statement", &body)) return NULL;
    AstMatchCase *match_case =
        parser_node(p, AST_MATCH_CASE, sizeof(AstMatchCase), p->tokens[keyword].start);
    match_case->pattern = pattern;
    match_case->guard = guard;
    match_case->body = body;
    return match_case;
}

static AstExpr *parse_subject(Parser *p) {
    u32 start = parser_start(p);
    bool is_star = parser_is(p, TOKEN_STAR);
    AstExpr *first = parse_star_named_expression(p);
    if (first == NULL) return NULL;
    if (!parser_is(p, TOKEN_COMMA)) return is_star ? parser_fail(p) : first;
    u32 base = p->stack_count;
    parser_push(p, first);
    while (parser_accept(p, TOKEN_COMMA)) {
        if (!parser_starts_expression(parser_kind(p)) && !parser_is(p, TOKEN_STAR)) break;
        AstExpr *part = parse_star_named_expression(p);
        if (part == NULL) return NULL;
        parser_push(p, part);
    }
    AstExpr *subject = parser_expr(p, AST_TUPLE, start);
    PARSER_TAKE(p, base, &subject->tuple.elts);
    return subject;
}

static AstStmt *parse_match(Parser *p) {
    u32 keyword = p->at++;
    AstExpr *subject = parse_subject(p);
    if (subject == NULL) return NULL;
    if (!parser_is(p, TOKEN_COLON)) {
        if (parser_is(p, TOKEN_NEWLINE)) return parser_fail_token(p, p->at, "expected ':'");
        return parser_fail(p);
    }
    p->at++;
    if (!parser_expect(p, TOKEN_NEWLINE)) return NULL;
    if (!parser_is(p, TOKEN_INDENT)) {
        u32 line = source_line(p->file, p->tokens[keyword].start);
        return parser_fail_indent(
            p, "expected an indented block after 'match' statement on line %u", line);
    }
    p->at++;
    u32 base = p->stack_count;
    do {
        if (!parser_is_name(p, AST_NAME_CASE)) return parser_fail(p);
        AstMatchCase *match_case = parse_case(p);
        if (match_case == NULL) return NULL;
        parser_push(p, match_case);
    } while (!parser_is(p, TOKEN_DEDENT) && !parser_is(p, TOKEN_END));
    AstMatchCases cases;
    PARSER_TAKE(p, base, &cases);
    parser_accept(p, TOKEN_DEDENT);
    p->node_count += ast_match_ids(cases);
    AstStmt *stmt = parser_stmt(p, AST_MATCH, p->tokens[keyword].start);
    stmt->span.end = cases.items[cases.count - 1]->span.end;
    stmt->match_stmt.subject = subject;
    stmt->match_stmt.cases = cases;
    return stmt;
}

AstStmt *parse_compound_statement(Parser *p, bool *is_compound) {
    u32 start = parser_start(p);
    *is_compound = true;
    switch (parser_kind(p)) {
    case TOKEN_KEYWORD_IF: return parse_if(p);
    case TOKEN_KEYWORD_WHILE: return parse_while(p);
    case TOKEN_KEYWORD_FOR: return parse_for(p, start, false);
    case TOKEN_KEYWORD_TRY: return parse_try(p);
    case TOKEN_KEYWORD_WITH: return parse_with(p, start, false);
    case TOKEN_KEYWORD_DEF:
    case TOKEN_KEYWORD_CLASS: return parse_definition(p, (AstExprs){0});
    case TOKEN_AT: return parse_decorated(p);
    case TOKEN_KEYWORD_ASYNC: return parse_async(p);
    default: break;
    }
    if (starts_match(p)) return parse_match(p);
    *is_compound = false;
    return NULL;
}
