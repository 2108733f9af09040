#include "compiler/syntax/jxl/jxl_parser.h"

#include "base/check.h"
#include "compiler/syntax/jxl/jxl_parser_priv.h"

// ---- tokens

void jxl_advance(JxlParser *p) {
    if (p->at + 1 < p->count) p->at++;
}

void jxl_set_role(JxlParser *p, JxlTokenRole role) {
    if (p->trials == 0) p->all[p->active[p->at]].role = (u8)role;
}

bool jxl_accept(JxlParser *p, JxlTokenKind kind) {
    if (!jxl_is(p, kind)) return false;
    jxl_advance(p);
    return true;
}

bool jxl_expect(JxlParser *p, JxlTokenKind kind, const char *what) {
    if (jxl_accept(p, kind)) return true;
    jxl_fail_here(p, "expected `%s` %s", jxl_token_text(kind), what);
    return false;
}

static bool is_word(const JxlParser *p, const JxlToken *token, const char *word) {
    if (token->kind != JXL_TOKEN_NAME || (token->flags & JXL_QUOTED)) return false;
    return slice_equal(slice_make(p->file->text.data + token->start, token->end - token->start),
                       slice_of_text(word));
}

bool jxl_is_word(const JxlParser *p, const char *word) {
    return is_word(p, jxl_token(p), word);
}

bool jxl_is_word_ahead(const JxlParser *p, u32 ahead, const char *word) {
    return is_word(p, jxl_token_ahead(p, ahead), word);
}

bool jxl_is_any_word(const JxlToken *token) {
    return token->kind == JXL_TOKEN_NAME || token->kind >= JXL_KEYWORD_FIRST;
}

AstName jxl_expect_name(JxlParser *p, const char *what) {
    const JxlToken *token = jxl_token(p);
    if (token->kind == JXL_TOKEN_NAME) {
        jxl_advance(p);
        return token->value;
    }
    if (token->kind >= JXL_KEYWORD_FIRST) {
        const char *word = jxl_token_text((JxlTokenKind)token->kind);
        jxl_fail(p, 11, jxl_token_span(p, token), "write it in back quotes to use it as a name",
                 "expected %s; `%s` is a reserved word", what, word);
    } else {
        jxl_fail_here(p, "expected %s", what);
    }
    return AST_NO_NAME;
}

AstName jxl_expect_any_word(JxlParser *p, const char *what) {
    const JxlToken *token = jxl_token(p);
    if (!jxl_is_any_word(token)) return jxl_expect_name(p, what);
    jxl_advance(p);
    return token->value;
}

// ---- errors

Span jxl_token_span(const JxlParser *p, const JxlToken *token) {
    return (Span){p->file->id, token->start, token->end};
}

void *jxl_fail(JxlParser *p, u32 code, Span span, const char *hint, const char *format, ...) {
    // One error for each recovery: what follows is mostly its echo.
    if (p->trials == 0 && !p->is_failed) {
        va_list args;
        va_start(args, format);
        diag_code_push(p->diags, DIAG_ERROR, code, span, hint, format, args);
        va_end(args);
    }
    p->is_failed = true;
    return NULL;
}

void *jxl_fail_here(JxlParser *p, const char *format, ...) {
    if (p->trials == 0 && !p->is_failed) {
        Bytes message;
        bytes_init(&message, p->arena);
        va_list args;
        va_start(args, format);
        bytes_format_args(&message, format, args);
        va_end(args);
        const JxlToken *token = jxl_token(p);
        Slice found = slice_make(p->file->text.data + token->start, token->end - token->start);
        Span span = jxl_token_span(p, token);
        if (token->kind == JXL_TOKEN_END || token->kind == JXL_TOKEN_STRING_END)
            bytes_format(&message, ", found %s", jxl_token_text((JxlTokenKind)token->kind));
        else if (token->kind != JXL_TOKEN_STRING_START && found.len < 40)
            bytes_format(&message, ", found `%S`", &found);
        Slice text = bytes_slice(&message);
        diag_code(p->diags, DIAG_ERROR, 10, span, NULL, "%S", &text);
    }
    p->is_failed = true;
    return NULL;
}

bool jxl_enter(JxlParser *p) {
    if (++p->depth <= JXL_DEPTH_MAX) return true;
    jxl_fail(p, 8, jxl_token_span(p, jxl_token(p)), NULL, "this is nested more than %u deep",
             (u32)JXL_DEPTH_MAX);
    p->depth--;
    return false;
}

JxlTrial jxl_trial_begin(JxlParser *p) {
    JxlTrial trial = {p->at, p->node_count, p->depth, p->stack.count, p->is_failed};
    p->trials++;
    p->is_failed = false;
    return trial;
}

bool jxl_trial_end(JxlParser *p, JxlTrial trial) {
    bool is_good = !p->is_failed;
    p->trials--;
    p->at = trial.at;
    p->node_count = trial.node_count;
    p->depth = trial.depth;
    p->stack.count = trial.stack_count;
    p->is_failed = trial.is_failed;
    return is_good;
}

// ---- surroundings

static JxlSurroundings surroundings(const JxlParser *p) {
    return (JxlSurroundings){p->no_trailing,  p->is_bracketed, p->in_options,
                             p->in_atom_init, p->is_binding,   p->ternaries};
}

JxlSurroundings jxl_enter_brackets(JxlParser *p) {
    JxlSurroundings saved = surroundings(p);
    jxl_restore(p, (JxlSurroundings){.is_bracketed = true, .is_binding = saved.is_binding});
    return saved;
}

JxlSurroundings jxl_enter_block(JxlParser *p) {
    JxlSurroundings saved = surroundings(p);
    jxl_restore(p, (JxlSurroundings){0});
    return saved;
}

void jxl_restore(JxlParser *p, JxlSurroundings saved) {
    p->no_trailing = saved.no_trailing;
    p->is_bracketed = saved.is_bracketed;
    p->in_options = saved.in_options;
    p->in_atom_init = saved.in_atom_init;
    p->is_binding = saved.is_binding;
    p->ternaries = saved.ternaries;
}

// ---- nodes and lists

JxlNode *jxl_node(JxlParser *p, JxlKind kind, u32 start) {
    JxlNode *node = ARENA_NEW(p->arena, JxlNode);
    node->kind = (u16)kind;
    node->id = p->node_count++;
    node->span = (Span){p->file->id, start, start};
    jxl_close(p, node);
    return node;
}

void jxl_close(JxlParser *p, JxlNode *node) {
    u32 end = p->at > 0 ? jxl_token_before(p)->end : node->span.start;
    if (end > node->span.start) node->span.end = end;
}

void jxl_push(JxlParser *p, JxlNode *node) {
    *VEC_PUSH(p->arena, &p->stack) = node;
}

JxlNodes jxl_take(JxlParser *p, u32 base) {
    CHECK(base <= p->stack.count);
    u32 count = p->stack.count - base;
    JxlNodes nodes = {NULL, count};
    if (count > 0)
        nodes.items = arena_copy(p->arena, p->stack.items + base, count * sizeof(JxlNode *));
    p->stack.count = base;
    return nodes;
}

// ---- statement ends and recovery

bool jxl_at_end_of_statement(const JxlParser *p) {
    return jxl_at_line_start(p) || jxl_is(p, JXL_TOKEN_SEMICOLON) || jxl_is(p, JXL_TOKEN_RBRACE) ||
           jxl_is(p, JXL_TOKEN_END);
}

bool jxl_end_statement(JxlParser *p) {
    if (!jxl_at_end_of_statement(p)) {
        jxl_fail_here(p, "expected the end of the statement");
        return false;
    }
    while (jxl_accept(p, JXL_TOKEN_SEMICOLON)) {
    }
    return true;
}

static bool starts_something(const JxlParser *p) {
    switch (jxl_kind_at(p)) {
    case JXL_KEYWORD_ATOM:
    case JXL_KEYWORD_CASE:
    case JXL_KEYWORD_CLASS:
    case JXL_KEYWORD_ENUM:
    case JXL_KEYWORD_FN:
    case JXL_KEYWORD_FUNC:
    case JXL_KEYWORD_IMPORT:
    case JXL_KEYWORD_INTERFACE:
    case JXL_KEYWORD_LET:
    case JXL_KEYWORD_PRIVATE:
    case JXL_KEYWORD_PROTOCOL:
    case JXL_KEYWORD_PUBLIC:
    case JXL_KEYWORD_STRUCT:
    case JXL_KEYWORD_TYPEALIAS:
    case JXL_KEYWORD_VAR:
    case JXL_KEYWORD_VIEW: return true;
    default: return jxl_is_word(p, "render");
    }
}

bool jxl_at_outer_declaration(const JxlParser *p) {
    u32 start = jxl_start(p);
    bool is_first = start == 0 || p->file->text.data[start - 1] == '\n';
    return is_first && (jxl_is(p, JXL_KEYWORD_VIEW) || jxl_is(p, JXL_KEYWORD_IMPORT));
}

void jxl_recover(JxlParser *p) {
    p->is_failed = false;
    if (jxl_at_outer_declaration(p)) return;
    u32 depth = 0;
    u32 first = p->at;
    for (; !jxl_is(p, JXL_TOKEN_END); jxl_advance(p)) {
        JxlTokenKind kind = jxl_kind_at(p);
        bool is_line = jxl_at_line_start(p) && p->at > first;
        // A declaration at the start of a line is not inside what was left open above it, if it
        // is not further in than a line of its own.
        u32 start = jxl_start(p);
        bool is_outer = is_line && (start == 0 || p->file->text.data[start - 1] == '\n');
        if (is_outer && starts_something(p)) return;
        if (depth == 0 && (kind == JXL_TOKEN_RBRACE || kind == JXL_TOKEN_SEMICOLON)) break;
        if (depth == 0 && is_line) break;
        if (kind == JXL_TOKEN_LBRACE || kind == JXL_TOKEN_LPAREN || kind == JXL_TOKEN_LBRACKET)
            depth++;
        bool closes =
            kind == JXL_TOKEN_RBRACE || kind == JXL_TOKEN_RPAREN || kind == JXL_TOKEN_RBRACKET;
        if (closes && depth > 0) depth--;
    }
    while (jxl_accept(p, JXL_TOKEN_SEMICOLON)) {
    }
}

// ---- modules

static void parse_items(JxlParser *p) {
    while (!jxl_is(p, JXL_TOKEN_END)) {
        u32 before = p->at;
        if (jxl_accept(p, JXL_TOKEN_SEMICOLON)) continue;
        bool is_declaration = true;
        u32 start = jxl_start(p);
        JxlNode *item = jxl_is(p, JXL_KEYWORD_IMPORT)
                            ? jxl_parse_import(p)
                            : jxl_parse_declaration(p, JXL_IN_MODULE, &is_declaration);
        if (!is_declaration && !p->is_failed) {
            if (jxl_is(p, JXL_TOKEN_RBRACE)) {
                jxl_fail(p, 12, jxl_token_span(p, jxl_token(p)), NULL, "this `}` closes nothing");
                jxl_advance(p);
            } else if ((item = jxl_parse_statement(p)) != NULL) {
                Span span = {p->file->id, start, item->span.end};
                jxl_fail(p, 110, span, "move it into a function", "a statement at module level");
                p->is_failed = false;
                item = NULL;
            }
        }
        if (item) jxl_push(p, item);
        if (p->is_failed) jxl_recover(p);
        if (p->at == before) jxl_advance(p);
    }
}

typedef struct {
    u32 depth;
    bool is_too_deep;
    Span span;
} DepthWalk;

static void measure(void *context, JxlNode *node) {
    DepthWalk *walk = context;
    if (walk->is_too_deep) return;
    if (++walk->depth > JXL_TREE_DEPTH_MAX) {
        walk->is_too_deep = true;
        walk->span = node->span;
    } else {
        jxl_each_child(node, measure, walk);
    }
    walk->depth--;
}

// Chains inside chains make a tree deeper than the parser ever was: later phases recurse over it.
static void check_depth(JxlParser *p, JxlNode *root) {
    DepthWalk walk = {0};
    measure(&walk, root);
    if (!walk.is_too_deep) return;
    jxl_fail(p, 8, walk.span, NULL, "this is nested more than %u deep", (u32)JXL_TREE_DEPTH_MAX);
    root->module.items = (JxlNodes){0};
}

JxlParsed jxl_parse(Arena *arena, Names *names, const SourceFile *file, Diagnostics *diags,
                    const JxlParseOptions *options) {
    JxlTokens tokens = jxl_lex(arena, names, file, diags);
    JxlParser *p = ARENA_NEW(arena, JxlParser);
    *p = (JxlParser){.arena = arena,
                     .names = names,
                     .file = file,
                     .diags = diags,
                     .options = options,
                     .all = tokens.tokens};
    p->active = jxl_select_tokens(p, tokens.token_count, &p->count);
    p->is_failed = false;
    JxlNode *root = jxl_node(p, JXL_MODULE, 0);
    parse_items(p);
    root->module.items = jxl_take(p, 0);
    p->is_failed = false;
    check_depth(p, root);
    root->span.end = (u32)file->text.len;
    return (JxlParsed){{root, p->node_count, names, file, false}, tokens};
}
