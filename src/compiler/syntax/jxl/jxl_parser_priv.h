// compiler/syntax/jxl/jxl_parser_priv.h — what the files of the parser share.
//
// Recursive descent over the tokens that count. A rule answers NULL after an error; the error was
// reported, or, in a trial, only noted. Line ends matter in three places: between statements
// (jxl_parser_end), in front of an operator (parse_expr) and in front of `(`, `[`, `{`.
#pragma once

#include "base/vec.h"
#include "compiler/syntax/jxl/jxl_parser.h"

typedef struct {
    Arena *arena;
    Names *names;
    const SourceFile *file;
    Diagnostics *diags;
    const JxlParseOptions *options;
    JxlToken *all;      // every token
    const u32 *active;  // indices of the tokens that count
    u32 count, at;      // of `active`
    u32 node_count;
    u32 depth;
    u32 trials;            // > 0: errors are only noted
    bool is_failed;        // an error was met since the last recovery
    bool no_trailing;      // in the head of a statement: `{` begins its body
    bool is_bracketed;     // in ( ), [ ] or an interpolation: line ends mean nothing
    bool in_options;       // labels at line starts belong to the option block
    bool in_atom_init;     // a `{` may be an option block (3.4)
    bool is_binding;       // names in patterns are bound
    bool in_closure;       // directly inside a closure without a head: `$0` has an owner
    u32 ternaries;         // open `? :` whose `:` may begin a line
    VEC(JxlNode *) stack;  // items of the lists being built
} JxlParser;

// ---- tokens

static inline const JxlToken *jxl_token(const JxlParser *p) {
    return &p->all[p->active[p->at]];
}
static inline const JxlToken *jxl_token_ahead(const JxlParser *p, u32 ahead) {
    u32 index = p->at + ahead < p->count ? p->at + ahead : p->count - 1;
    return &p->all[p->active[index]];
}
static inline const JxlToken *jxl_token_before(const JxlParser *p) {
    return &p->all[p->active[p->at > 0 ? p->at - 1 : 0]];
}
static inline JxlTokenKind jxl_kind_at(const JxlParser *p) {
    return (JxlTokenKind)jxl_token(p)->kind;
}
static inline bool jxl_is(const JxlParser *p, JxlTokenKind kind) {
    return jxl_token(p)->kind == kind;
}
static inline bool jxl_is_ahead(const JxlParser *p, u32 ahead, JxlTokenKind kind) {
    return jxl_token_ahead(p, ahead)->kind == kind;
}
static inline bool jxl_at_line_start(const JxlParser *p) {
    return (jxl_token(p)->flags & JXL_AFTER_NEWLINE) != 0;
}
static inline u32 jxl_start(const JxlParser *p) {
    return jxl_token(p)->start;
}
void jxl_advance(JxlParser *p);
void jxl_set_role(JxlParser *p, JxlTokenRole role);  // of the next token
bool jxl_accept(JxlParser *p, JxlTokenKind kind);
bool jxl_expect(JxlParser *p, JxlTokenKind kind, const char *what);
// The next token is this contextual word (not in back quotes).
bool jxl_is_word(const JxlParser *p, const char *word);
bool jxl_is_word_ahead(const JxlParser *p, u32 ahead, const char *word);
bool jxl_is_any_word(const JxlToken *token);              // a name or a reserved word
AstName jxl_expect_name(JxlParser *p, const char *what);  // AST_NO_NAME after an error
AstName jxl_expect_any_word(JxlParser *p, const char *what);

// ---- errors

void *jxl_fail(JxlParser *p, u32 code, Span span, const char *hint, const char *format, ...);
void *jxl_fail_here(JxlParser *p, const char *format, ...);  // J0010 at the next token
Span jxl_token_span(const JxlParser *p, const JxlToken *token);
bool jxl_enter(JxlParser *p);
static inline void jxl_leave(JxlParser *p) {
    p->depth--;
}

typedef struct {
    u32 at, node_count, depth, stack_count;
    bool is_failed;
} JxlTrial;
JxlTrial jxl_trial_begin(JxlParser *p);
bool jxl_trial_end(JxlParser *p, JxlTrial trial);  // goes back; true when no error was met

// What brackets and blocks change, kept while inside.
typedef struct {
    bool no_trailing, is_bracketed, in_options, in_atom_init, is_binding;
    u32 ternaries;
} JxlSurroundings;
JxlSurroundings jxl_enter_brackets(JxlParser *p);
JxlSurroundings jxl_enter_block(JxlParser *p);
void jxl_restore(JxlParser *p, JxlSurroundings saved);

// ---- nodes: from byte `start` to the end of the last token taken

JxlNode *jxl_node(JxlParser *p, JxlKind kind, u32 start);
void jxl_close(JxlParser *p, JxlNode *node);  // its span ends here
void jxl_push(JxlParser *p, JxlNode *node);
JxlNodes jxl_take(JxlParser *p, u32 base);

// ---- statement ends and recovery

bool jxl_at_end_of_statement(const JxlParser *p);
bool jxl_end_statement(JxlParser *p);  // an error when something follows on the line
// `view` or `import` at the very start of a line: never inside anything, so braces were left open.
bool jxl_at_outer_declaration(const JxlParser *p);
// Skips to where a statement, member or declaration may begin, at the nesting of the caller.
void jxl_recover(JxlParser *p);

// ---- rules

JxlNode *jxl_parse_expr(JxlParser *p);
JxlNode *jxl_parse_above_ternary(JxlParser *p, u32 level);  // operators from `level` on
JxlNode *jxl_parse_postfix(JxlParser *p);
JxlNode *jxl_parse_primary(JxlParser *p);
JxlNode *jxl_parse_string(JxlParser *p);
JxlNode *jxl_parse_number(JxlParser *p);
JxlNode *jxl_parse_closure(JxlParser *p);
JxlNode *jxl_parse_block(JxlParser *p);
bool jxl_parse_args(JxlParser *p, JxlTokenKind close, JxlNodes *args);
bool jxl_parse_statements(JxlParser *p);  // pushes them, up to `}` or a clause of switch
JxlNode *jxl_parse_statement(JxlParser *p);
JxlNode *jxl_parse_if(JxlParser *p);
JxlNode *jxl_parse_switch(JxlParser *p);
JxlNode *jxl_parse_pattern(JxlParser *p);

JxlNode *jxl_parse_type(JxlParser *p);
bool jxl_parse_type_args(JxlParser *p, JxlNodes *args);  // at `<`
bool jxl_parse_type_params(JxlParser *p, JxlNodes *params);
bool jxl_parse_type_list(JxlParser *p, JxlNodes *types);  // behind `:`
bool jxl_close_angle(JxlParser *p);                       // `>`

typedef enum { JXL_IN_MODULE, JXL_IN_TYPE, JXL_IN_ENUM, JXL_IN_VIEW, JXL_IN_BLOCK } JxlPlace;
// NULL with !*is_declaration: none begins here.
JxlNode *jxl_parse_declaration(JxlParser *p, JxlPlace place, bool *is_declaration);
JxlNode *jxl_parse_variable(JxlParser *p, u32 start, JxlNodes attributes, u32 flags);
bool jxl_parse_body(JxlParser *p, JxlPlace place, JxlNodes *members);  // { … }
JxlNode *jxl_parse_record(JxlParser *p);
JxlNode *jxl_parse_atom(JxlParser *p, u32 start, JxlNodes attributes, u32 flags);
JxlNode *jxl_parse_import(JxlParser *p);

// The indices of the tokens that count: directives are evaluated and left out.
const u32 *jxl_select_tokens(JxlParser *p, u32 token_count, u32 *count);
