// compiler/syntax/python/parser_priv.h — what the files of the parser share.
//
// Recursive descent over the token array. Each function parses one rule of the grammar and answers
// NULL after an error; errors are recorded where they are found, once per statement. The caller of
// a rule whose result may be absent asks `is_failed`.
//
//   parser.c          modules, blocks, recovery, errors
//   parse_simple.c    simple statements          parse_target.c   what may be assigned to
//   parse_compound.c  compound statements        parse_call.c     arguments of calls
//   parse_expr.c      operators                  parse_params.c   parameters of functions
//   parse_atom.c      brackets, comprehensions   parse_literal.c  numbers and strings
//   parse_pattern.c   match patterns             parse_fstring.c  f-strings and t-strings
#pragma once

#include "compiler/syntax/python/lexer_priv.h"
#include "compiler/syntax/python/parser.h"

typedef struct {
    Arena *arena;
    Names *names;
    const SourceFile *file;
    Diagnostics *diags;
    const Token *tokens;
    LexError lex_error;
    u32 at;  // index of the next token
    u32 token_count;
    u32 node_count;
    u32 depth;                   // of recursion
    u32 depth_seen, chain_seen;  // the deepest recursion and the longest chain of operators so far
    u32 trials;                  // > 0: errors only set is_failed
    u32 specific;                // > 0: so does a plain "invalid syntax"
    u32 star_at;                 // the `*` of the argument or slice being parsed, else 0
    u32 reached;        // a token that CPython's parser has seen, where a plain error is shown
    bool is_later_key;  // the next expression is a key of a dict, not its first
    u32 furthest;       // the last token that a trial looked at
    bool is_failed;     // this statement has an error
    bool is_stopped;    // no more statements
    bool resumes_here;  // the error left the next token where a statement may begin
    bool is_lex_error_reported;
    u32 error_count;
    ParseOptions options;
    void **stack;  // items of the lists being built
    u32 stack_count, stack_capacity;
} Parser;

// ---- tokens

static inline TokenKind parser_kind(const Parser *p) {
    return (TokenKind)p->tokens[p->at].kind;
}

// The token `ahead` places further; END beyond the end.
static inline TokenKind parser_kind_ahead(const Parser *p, u32 ahead) {
    u32 index = p->at + ahead;
    return index < p->token_count ? (TokenKind)p->tokens[index].kind : TOKEN_END;
}

static inline bool parser_is(const Parser *p, TokenKind kind) {
    return parser_kind(p) == kind;
}

static inline bool parser_accept(Parser *p, TokenKind kind) {
    if (parser_kind(p) != kind) return false;
    p->at++;
    return true;
}

static inline bool parser_is_name(const Parser *p, AstName name) {
    return parser_is(p, TOKEN_NAME) && p->tokens[p->at].value == name;
}

static inline u32 parser_start(const Parser *p) {
    return p->tokens[p->at].start;
}

// ---- errors: all answer NULL, for `return parser_fail(…)`

void *parser_fail(Parser *p);  // "invalid syntax" at the next token, or what the lexer found
void *parser_fail_span(Parser *p, Span span, const char *format, ...);
void *parser_fail_token(Parser *p, u32 index, const char *format, ...);
void *parser_fail_node(Parser *p, const AstNode *node, const char *format, ...);
void *parser_fail_indent(Parser *p, const char *format,
                         ...);  // an IndentationError at the next token
void *parser_fail_kind(Parser *p, DiagKind kind, Span span, const char *format, ...);
// The next token must be of this kind, else "invalid syntax". False after an error.
bool parser_expect(Parser *p, TokenKind kind);
// The same with the error "expected '('".
bool parser_expect_forced(Parser *p, TokenKind kind);

// Recursion: enter answers false, with an error, when it is too deep.
bool parser_enter(Parser *p);
static inline void parser_leave(Parser *p) {
    p->depth--;
}

static inline void parser_count_chain(Parser *p, u32 length) {
    if (length > p->chain_seen) p->chain_seen = length;
}

// A trial parse: errors are not recorded. `end` goes back to where it began.
typedef struct {
    u32 at, node_count, stack_count, depth;
} ParserTrial;

ParserTrial parser_trial_begin(Parser *p);
// Ends the trial, going back; true when no error was met.
bool parser_trial_end(Parser *p, ParserTrial trial);
// Ends the trial and keeps its result when it met no error, else goes back.
bool parser_trial_keep(Parser *p, ParserTrial trial);

// Parses again to find a better message than "invalid syntax": only other errors are recorded.
// `end` answers whether there was one; if not, it goes back. `error_count` is what it was at the
// begin.
ParserTrial parser_specific_begin(Parser *p);
bool parser_specific_end(Parser *p, ParserTrial trial, u32 error_count);

// ---- nodes: their span goes from byte `start` to the end of the last token taken

AstExpr *parser_expr(Parser *p, AstKind kind, u32 start);
AstStmt *parser_stmt(Parser *p, AstKind kind, u32 start);
AstPattern *parser_pattern(Parser *p, AstKind kind, u32 start);
void *parser_node(Parser *p, AstKind kind, usize bytes, u32 start);
static inline Span parser_span(const Parser *p, u32 start) {
    u32 last = p->at;
    // A block ends with its last statement, not with the lines below.
    while (last > 0 && p->tokens[last - 1].kind >= TOKEN_NEWLINE &&
           p->tokens[last - 1].kind <= TOKEN_DEDENT)
        last--;
    return (Span){p->file->id, start,
                  last > 0 && p->tokens[last - 1].end > start ? p->tokens[last - 1].end : start};
}

// ---- lists: remember stack_count, push items, take them all into the arena

void parser_push(Parser *p, void *item);
void *parser_take(Parser *p, u32 base, u32 *count);
#define PARSER_TAKE(p, base, list) ((list)->items = parser_take((p), (base), &(list)->count))

// ---- rules

AstExpr *parse_expression(Parser *p);
AstExpr *parse_named_expression(Parser *p);       // expression or NAME := expression
AstExpr *parse_star_expressions(Parser *p);       // a, *b, c: a tuple when there is a comma
AstExpr *parse_star_named_expression(Parser *p);  // *a or a named expression
AstExpr *parse_yield_or_star_expressions(Parser *p);
AstExpr *parse_yield(Parser *p);
AstExpr *parse_disjunction(Parser *p);
AstExpr *parse_bitwise_or(Parser *p);
AstExpr *parse_primary(Parser *p);
AstExpr *parse_atom(Parser *p);
AstExpr *parse_target_list(Parser *p);  // of `for`: no `in` inside
bool parse_for_clauses(Parser *p, AstComprehensions *clauses);
bool parser_starts_expression(TokenKind kind);
bool parser_starts_clause(const Parser *p);  // `for` or `async for`

AstExpr *parse_starred_argument(Parser *p);  // *expression, in calls and subscripts
// The arguments of a call or the bases of a class, behind `(`; takes the `)`.
bool parse_arguments(Parser *p, AstExprs *args, AstKeywords *keywords);

AstArguments *parse_parameters(Parser *p, bool is_lambda);  // up to `)`, or `:` of a lambda
bool parse_type_params(Parser *p, AstTypeParams *params);   // nothing without `[`

AstExpr *parse_number(Parser *p);
AstExpr *parse_strings(Parser *p);
// Joins texts side by side: puts the parts on the stack from `from` on behind those from `base` on.
void parser_merge_parts(Parser *p, u32 base, u32 from);
// Appends the parts of one f-string to the stack; the next token is FSTRING_START.
bool parse_fstring_parts(Parser *p, bool is_template);
bool parse_decode_string(Parser *p, const Token *token, Slice body, Bytes *out);
AstExpr *parse_string_constant(Parser *p, u32 start, Slice text, AstConstantKind kind);

AstPattern *parse_patterns(Parser *p);

// NULL with !*is_compound: no compound statement starts here.
AstStmt *parse_compound_statement(Parser *p, bool *is_compound);
bool parse_simple_statements(Parser *p);  // pushes a line of them
bool parse_statement(Parser *p);          // pushes one compound statement or a line of simple ones
// `:` and a block. `what` for messages: "'if' statement"; `keyword` is its token.
bool parse_block(Parser *p, u32 keyword, const char *what, AstStmts *body);
bool parse_suite(Parser *p, u32 keyword, const char *what, AstStmts *body);  // after the `:`
AstStmt *parse_import(Parser *p);
AstStmt *parse_import_from(Parser *p);

void parse_check_futures(const AstModule *module, Diagnostics *diags);

// ---- targets

typedef enum { TARGET_ASSIGN, TARGET_DELETE, TARGET_FOR } TargetUse;

// Makes a Load expression a Store or Del target, or NULL with an error naming what is wrong.
AstExpr *parser_make_target(Parser *p, AstExpr *expr, TargetUse use);
void parser_set_context(AstExpr *expr, AstContext context);
AstExpr *parser_find_invalid_target(AstExpr *expr, TargetUse use);
const char *parser_expr_name(const AstExpr *expr);
