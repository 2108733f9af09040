#include "compiler/syntax/python/parser.h"

#include "base/vec.h"
#include "compiler/syntax/python/parser_priv.h"

#include <string.h>

enum { STACK_MIN = 256, SKIP_DEPTH_MAX = PARSE_INDENT_MAX + 1 };

// ---- errors

// A parser's error gives way to what the lexer found further on, as in CPython: the brackets or
// quotes that are wrong there are often why the parser went wrong here.
static bool lexer_goes_first(const Parser *p, Span span) {
    const LexError *error = &p->lex_error;
    if (!error->is_set || p->is_lex_error_reported) return false;
    u32 furthest = p->furthest > p->at ? p->furthest : p->at;
    if (p->tokens[furthest].kind == TOKEN_ERROR || parser_is(p, TOKEN_ERROR)) return true;
    if (error->is_in_fstring || error->is_late) return false;
    if (!error->is_unclosed) return true;
    u32 reached = span.start > p->tokens[furthest].start ? span.start : p->tokens[furthest].start;
    return source_line(p->file, reached) > source_line(p->file, error->span.start);
}

static void count_error(Parser *p) {
    p->is_failed = true;
    p->error_count++;
    if (p->error_count >= PARSE_ERRORS_MAX || p->options.stops_at_first_error) p->is_stopped = true;
}

static void report_lex_error(Parser *p) {
    const LexError *error = &p->lex_error;
    diag_error(p->diags, error->kind, error->span, "%S", &error->message);
    p->is_lex_error_reported = true;
    count_error(p);
}

static void *fail_with(Parser *p, DiagKind kind, Span span, const char *format, va_list args) {
    if (p->is_failed) return NULL;
    if (p->trials > 0) {
        p->is_failed = true;
        return NULL;
    }
    if (p->is_lex_error_reported && parser_is(p, TOKEN_ERROR)) {
        p->is_failed = true;  // said already
        return NULL;
    }
    if (lexer_goes_first(p, span)) {
        report_lex_error(p);
        if (p->is_stopped || parser_is(p, TOKEN_ERROR)) return NULL;
    }
    diag_push(p->diags, DIAG_ERROR, kind, span, format, args);
    count_error(p);
    return NULL;
}

void *parser_fail_kind(Parser *p, DiagKind kind, Span span, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fail_with(p, kind, span, format, args);
    va_end(args);
    return NULL;
}

void *parser_fail_span(Parser *p, Span span, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fail_with(p, DIAG_SYNTAX_ERROR, span, format, args);
    va_end(args);
    return NULL;
}

void *parser_fail_token(Parser *p, u32 index, const char *format, ...) {
    Span span = {p->file->id, p->tokens[index].start, p->tokens[index].end};
    va_list args;
    va_start(args, format);
    fail_with(p, DIAG_SYNTAX_ERROR, span, format, args);
    va_end(args);
    return NULL;
}

void *parser_fail_node(Parser *p, const AstNode *node, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fail_with(p, DIAG_SYNTAX_ERROR, node->span, format, args);
    va_end(args);
    return NULL;
}

void *parser_fail_indent(Parser *p, const char *format, ...) {
    Span span = {p->file->id, p->tokens[p->at].start, p->tokens[p->at].end};
    va_list args;
    va_start(args, format);
    fail_with(p, DIAG_INDENTATION_ERROR, span, format, args);
    va_end(args);
    p->resumes_here = true;
    return NULL;
}

void *parser_fail(Parser *p) {
    const Token *token = &p->tokens[p->at];
    if (token->kind == TOKEN_INDENT) {
        if (p->is_failed) return NULL;
        p->is_failed = true;
        if (p->trials > 0) return NULL;
        Span span = {p->file->id, token->start, token->end};
        diag_error(p->diags, DIAG_INDENTATION_ERROR, span, "unexpected indent");
        count_error(p);
        return NULL;
    }
    if (p->specific > 0 && token->kind != TOKEN_ERROR) {
        p->is_failed = true;
        return NULL;
    }
    if (p->star_at > 0 && token->kind != TOKEN_ERROR) {
        return parser_fail_token(p, p->star_at, "Invalid star expression");
    }
    return parser_fail_token(p, p->reached > p->at ? p->reached : p->at, "invalid syntax");
}

bool parser_expect(Parser *p, TokenKind kind) {
    if (parser_accept(p, kind)) return true;
    parser_fail(p);
    return false;
}

bool parser_expect_forced(Parser *p, TokenKind kind) {
    if (parser_accept(p, kind)) return true;
    parser_fail_token(p, p->at, "expected '%s'", token_text(kind));
    return false;
}

bool parser_enter(Parser *p) {
    if (++p->depth > p->depth_seen) p->depth_seen = p->depth;
    if (p->depth <= PARSE_DEPTH_MAX) return true;
    p->depth--;
    Span span = {p->file->id, parser_start(p), parser_start(p)};
    parser_fail_kind(p, DIAG_MEMORY_ERROR, span,
                     "Parser stack overflowed - Python source too complex to parse");
    return false;
}

ParserTrial parser_specific_begin(Parser *p) {
    ParserTrial trial = parser_trial_begin(p);
    p->trials--;
    p->specific++;
    return trial;
}

bool parser_specific_end(Parser *p, ParserTrial trial, u32 error_count) {
    p->specific--;
    if (p->error_count > error_count) return true;
    p->trials++;
    parser_trial_end(p, trial);
    return false;
}

// ---- trials

ParserTrial parser_trial_begin(Parser *p) {
    p->trials++;
    return (ParserTrial){p->at, p->node_count, p->stack_count, p->depth};
}

bool parser_trial_end(Parser *p, ParserTrial trial) {
    bool is_good = !p->is_failed;
    if (p->at > p->furthest) p->furthest = p->at;
    p->trials--;
    p->is_failed = false;
    p->at = trial.at;
    p->node_count = trial.node_count;
    p->stack_count = trial.stack_count;
    p->depth = trial.depth;
    return is_good;
}

bool parser_trial_keep(Parser *p, ParserTrial trial) {
    if (p->is_failed) return parser_trial_end(p, trial);
    p->trials--;
    return true;
}

// ---- nodes and lists

void *parser_node(Parser *p, AstKind kind, usize bytes, u32 start) {
    AstNode *node = arena_alloc(p->arena, bytes);
    node->kind = kind;
    node->id = p->node_count++;
    node->span = parser_span(p, start);
    return node;
}

AstExpr *parser_expr(Parser *p, AstKind kind, u32 start) {
    return parser_node(p, kind, sizeof(AstExpr), start);
}

AstStmt *parser_stmt(Parser *p, AstKind kind, u32 start) {
    return parser_node(p, kind, sizeof(AstStmt), start);
}

AstPattern *parser_pattern(Parser *p, AstKind kind, u32 start) {
    return parser_node(p, kind, sizeof(AstPattern), start);
}

void parser_push(Parser *p, void *item) {
    if (p->stack_count == p->stack_capacity) {
        u32 grown = p->stack_capacity ? p->stack_capacity * 2 : STACK_MIN;
        p->stack = arena_grow(p->arena, p->stack, p->stack_capacity * sizeof(void *),
                              grown * sizeof(void *));
        p->stack_capacity = grown;
    }
    p->stack[p->stack_count++] = item;
}

void *parser_take(Parser *p, u32 base, u32 *count) {
    *count = p->stack_count - base;
    p->stack_count = base;
    return *count == 0 ? NULL : arena_copy(p->arena, p->stack + base, *count * sizeof(void *));
}

// ---- statements and recovery

// Goes on at the next statement. A block below the wrong line is read for its own errors.
static void recover(Parser *p, u32 statement_at) {
    p->is_failed = false;
    if (p->is_stopped) return;
    if (p->resumes_here) {
        p->resumes_here = false;
        if (p->at > statement_at) return;
    }
    while (!parser_is(p, TOKEN_NEWLINE) && !parser_is(p, TOKEN_END) && !parser_is(p, TOKEN_INDENT))
        p->at++;
    parser_accept(p, TOKEN_NEWLINE);
    if (!parser_accept(p, TOKEN_INDENT)) return;
    if (p->depth >= SKIP_DEPTH_MAX) {
        p->is_stopped = true;
        return;
    }
    p->depth++;
    while (!parser_is(p, TOKEN_DEDENT) && !parser_is(p, TOKEN_END) && !p->is_stopped)
        parse_statement(p);
    p->depth--;
    parser_accept(p, TOKEN_DEDENT);
}

bool parse_statement(Parser *p) {
    u32 base = p->stack_count;
    u32 depth = p->depth;
    u32 start_at = p->at;
    bool is_compound;
    AstStmt *stmt = parse_compound_statement(p, &is_compound);
    bool is_good = stmt != NULL;
    if (is_good) {
        parser_push(p, stmt);
    } else if (!is_compound) {
        is_good = parse_simple_statements(p);
    }
    if (is_good && !p->is_failed) return true;
    p->stack_count = base;
    p->depth = depth;
    p->star_at = 0;
    p->is_later_key = false;
    p->specific = 0;
    recover(p, start_at);
    return false;
}

// ---- the depth of the tree

typedef struct {
    u32 depth, depth_max;
    AstNode *too_deep;  // the first node found below the limit
} DepthCheck;

static void check_depth(void *context, AstNode *node) {
    DepthCheck *check = context;
    if (check->too_deep != NULL) return;
    if (check->depth >= check->depth_max) {
        check->too_deep = node;
        return;
    }
    check->depth++;
    ast_each_child(node, check_depth, check);
    check->depth--;
}

// Operators in a row make deep trees without recursion. Later phases recurse, so the tree is
// measured when recursion and rows together could have passed the limit.
static void limit_depth(Parser *p, AstModule *module) {
    if ((u64)(p->depth_seen + 1) * (p->chain_seen + 1) * 4 < PARSE_DEPTH_MAX) return;
    DepthCheck check = {.depth_max = PARSE_DEPTH_MAX};
    ast_each_child(&module->node, check_depth, &check);
    if (check.too_deep == NULL) return;
    Span span = {p->file->id, check.too_deep->span.start, check.too_deep->span.start};
    diag_error(p->diags, DIAG_RECURSION_ERROR, span,
               "maximum recursion depth exceeded during compilation");
    module->body = (AstStmts){0};
}

// ---- modules

static void parse_module(Parser *p, AstModule *module) {
    u32 base = p->stack_count;
    while (!p->is_stopped && !parser_is(p, TOKEN_END)) {
        if (parser_is(p, TOKEN_ERROR)) {
            if (!p->is_lex_error_reported) report_lex_error(p);
            break;
        }
        if (parser_accept(p, TOKEN_NEWLINE) || parser_accept(p, TOKEN_DEDENT)) continue;
        parse_statement(p);
    }
    if (p->lex_error.is_set && !p->is_lex_error_reported && !p->is_stopped) report_lex_error(p);
    PARSER_TAKE(p, base, &module->body);
}

AstModule *python_parse(Arena *arena, Names *names, const SourceFile *file, Diagnostics *diags,
                        ParseOptions options) {
    AstModule *module = ARENA_NEW(arena, AstModule);
    module->kind = AST_MODULE;
    module->span = (Span){file->id, 0, (u32)file->text.len};
    module->node_count = 1;
    module->file = file;
    module->names = names;
    if (file->problem != NULL) {
        Span span = {file->id, file->problem_offset, file->problem_offset};
        diag_error(diags, DIAG_SYNTAX_ERROR, span, "%s", file->problem);
        return module;
    }
    Tokens tokens;
    lexer_run(&tokens, arena, names, file, diags);
    Parser parser = {.arena = arena,
                     .names = names,
                     .file = file,
                     .diags = diags,
                     .tokens = tokens.items,
                     .token_count = tokens.count,
                     .lex_error = tokens.error,
                     .node_count = 1,
                     .options = options};
    parse_module(&parser, module);
    module->node_count = parser.node_count;
    bool checks_futures = options.minor_version == 0 || options.minor_version >= 14;
    if (parser.error_count == 0 && checks_futures) parse_check_futures(module, diags);
    limit_depth(&parser, module);
    return module;
}
