// #if, #elseif, #else, #endif: which tokens count. From here on there are no directives.
//
// A region that is not taken must still nest: its brackets match among themselves.
#include "compiler/syntax/jxl/jxl_parser_priv.h"

typedef struct {
    u32 token;       // the #if
    bool is_taken;   // the region being read
    bool was_taken;  // one of the chain was
    bool has_else;
    u32 depth;  // of brackets in front of it
} Region;

typedef struct {
    JxlParser *p;
    u32 at, end;  // of the condition's tokens, in p->all
    bool is_bad;
} Condition;

// What a condition's operand is worth.
typedef struct {
    bool is_text, is_true;
    Slice text;
} Worth;

static Worth condition_or(Condition *c);

static bool accept(Condition *c, JxlTokenKind kind) {
    if (c->at >= c->end || c->p->all[c->at].kind != kind) return false;
    c->at++;
    return true;
}

static Slice text_of(const Condition *c, u32 index) {
    const JxlToken *token = &c->p->all[index];
    return slice_make(c->p->file->text.data + token->start, token->end - token->start);
}

static Worth fail(Condition *c, const char *text) {
    if (!c->is_bad) {
        u32 index = c->at < c->end ? c->at : c->end - 1;
        c->p->is_failed = false;
        jxl_fail(c->p, 7, jxl_token_span(c->p, &c->p->all[index]), NULL, "%s", text);
    }
    c->is_bad = true;
    c->at = c->end;
    return (Worth){0};
}

static Worth truth(bool is_true) {
    return (Worth){false, is_true, {0}};
}

// env.NAME with points: unknown names are empty, which is false.
static Worth environment(Condition *c) {
    Bytes name;
    bytes_init(&name, c->p->arena);
    while (accept(c, JXL_TOKEN_DOT)) {
        if (c->at >= c->end || !jxl_is_any_word(&c->p->all[c->at]))
            return fail(c, "expected a name behind `env.`");
        if (name.len > 0) bytes_push(&name, '.');
        bytes_append(&name, text_of(c, c->at++));
    }
    for (u32 i = 0; i < c->p->options->environment_count; i++) {
        const JxlEnvironment *row = &c->p->options->environment[i];
        if (!slice_equal(row->name, bytes_slice(&name))) continue;
        bool is_false = row->value.len == 0 || slice_equal(row->value, SLICE_LITERAL("false"));
        return (Worth){true, !is_false, row->value};
    }
    return (Worth){true, false, {0}};
}

static Worth named(Condition *c, Slice name) {
    const JxlParseOptions *o = c->p->options;
    const struct {
        const char *name;
        bool is_true;
    } rows[] = {
        {"web", !o->is_android && !o->is_ios},
        {"android", o->is_android},
        {"ios", o->is_ios},
        {"debug", !o->is_release},
        {"release", o->is_release},
        {"server", o->is_server},
    };
    for (u32 i = 0; i < COUNT_OF(rows); i++) {
        if (slice_equal(name, slice_of_text(rows[i].name))) return truth(rows[i].is_true);
    }
    if (slice_equal(name, SLICE_LITERAL("env"))) return environment(c);
    c->at--;
    return fail(c, "a condition knows web, android, ios, debug, release, server and env.NAME");
}

static Worth operand(Condition *c) {
    if (c->at >= c->end) return fail(c, "this condition is not complete");
    if (accept(c, JXL_TOKEN_NOT)) return truth(!operand(c).is_true);
    if (accept(c, JXL_TOKEN_LPAREN)) {
        Worth worth = condition_or(c);
        return accept(c, JXL_TOKEN_RPAREN) ? worth : fail(c, "expected `)`");
    }
    if (accept(c, JXL_KEYWORD_TRUE)) return truth(true);
    if (accept(c, JXL_KEYWORD_FALSE)) return truth(false);
    Slice text = text_of(c, c->at);
    if (accept(c, JXL_TOKEN_INT)) return (Worth){true, true, text};
    if (accept(c, JXL_TOKEN_STRING_START)) {
        text = (Slice){0};
        if (c->at < c->end && c->p->all[c->at].kind == JXL_TOKEN_STRING_TEXT)
            text = text_of(c, c->at++);
        if (!accept(c, JXL_TOKEN_STRING_END)) return fail(c, "a plain text is expected here");
        return (Worth){true, text.len > 0, text};
    }
    if (accept(c, JXL_TOKEN_NAME)) return named(c, text);
    return fail(c, "this means nothing in a condition");
}

static Worth comparison(Condition *c) {
    Worth left = operand(c);
    bool is_equal = accept(c, JXL_TOKEN_EQUAL);
    if (!is_equal && !accept(c, JXL_TOKEN_NOT_EQUAL)) return left;
    Worth right = operand(c);
    bool is_same = left.is_text && right.is_text ? slice_equal(left.text, right.text)
                                                 : left.is_true == right.is_true;
    return truth(is_same == is_equal);
}

static Worth condition_and(Condition *c) {
    Worth worth = comparison(c);
    while (accept(c, JXL_TOKEN_AND)) {
        bool is_true = comparison(c).is_true;
        worth = truth(worth.is_true && is_true);
    }
    return worth;
}

static Worth condition_or(Condition *c) {
    if (++c->p->depth > JXL_DEPTH_MAX) {
        c->p->depth--;
        return fail(c, "this condition is nested too deep");
    }
    Worth worth = condition_and(c);
    while (accept(c, JXL_TOKEN_OR)) {
        bool is_true = condition_and(c).is_true;
        worth = truth(worth.is_true || is_true);
    }
    c->p->depth--;
    return worth;
}

// The rest of the directive's line.
static bool evaluate(JxlParser *p, u32 first, u32 token_count, u32 *end) {
    u32 last = first;
    while (last < token_count - 1 && !(p->all[last].flags & JXL_AFTER_NEWLINE)) last++;
    *end = last;
    Condition condition = {p, first, last, false};
    if (first == last) {
        jxl_fail(p, 7, jxl_token_span(p, &p->all[first - 1]), NULL, "a condition is missing");
        p->is_failed = false;
        return false;
    }
    bool is_true = condition_or(&condition).is_true;
    if (condition.at < condition.end) fail(&condition, "expected the end of the line");
    p->is_failed = false;
    return is_true;
}

typedef struct {
    Region regions[JXL_CONDITIONS_MAX];
    u32 count;
    u32 depth;  // of brackets
} Selection;

static bool is_active(const Selection *s) {
    for (u32 i = 0; i < s->count; i++) {
        if (!s->regions[i].is_taken) return false;
    }
    return true;
}

static void report(JxlParser *p, u32 index, const char *text) {
    p->is_failed = false;
    jxl_fail(p, 7, jxl_token_span(p, &p->all[index]), NULL, "%s", text);
    p->is_failed = false;
}

// One directive at `index`; answers the first token behind its line.
static u32 read_directive(JxlParser *p, Selection *s, u32 index, u32 token_count) {
    JxlTokenKind kind = (JxlTokenKind)p->all[index].kind;
    u32 next = index + 1;
    if (!(p->all[index].flags & JXL_AFTER_NEWLINE))
        report(p, index, "a directive stands alone on its line");
    if (kind == JXL_TOKEN_HASH_IF) {
        bool is_true = evaluate(p, next, token_count, &next);
        if (s->count == JXL_CONDITIONS_MAX) {
            report(p, index, "directives are nested too deep");
            return next;
        }
        s->regions[s->count++] = (Region){index, is_true, is_true, false, s->depth};
        return next;
    }
    if (s->count == 0) {
        report(p, index, "there is no `#if` in front of this");
        if (kind == JXL_TOKEN_HASH_ELSEIF) evaluate(p, next, token_count, &next);
        return next;
    }
    Region *region = &s->regions[s->count - 1];
    if (s->depth != region->depth) {
        report(p, index, "brackets do not match inside this region");
        s->depth = region->depth;
    }
    if (kind == JXL_TOKEN_HASH_ENDIF) {
        s->count--;
        return next;
    }
    if (region->has_else) report(p, index, "this stands behind the `#else`");
    bool is_true = true;
    if (kind == JXL_TOKEN_HASH_ELSEIF)
        is_true = evaluate(p, next, token_count, &next);
    else
        region->has_else = true;
    region->is_taken = is_true && !region->was_taken;
    region->was_taken |= region->is_taken;
    return next;
}

const u32 *jxl_select_tokens(JxlParser *p, u32 token_count, u32 *count) {
    u32 *active = ARENA_NEW_ARRAY(p->arena, u32, token_count);
    Selection selection = {0};
    *count = 0;
    bool is_line_start = false;
    for (u32 i = 0; i < token_count;) {
        JxlToken *token = &p->all[i];
        if (token->kind >= JXL_TOKEN_HASH_IF && token->kind <= JXL_TOKEN_HASH_ENDIF) {
            i = read_directive(p, &selection, i, token_count);
            is_line_start = true;
            continue;
        }
        JxlTokenKind kind = (JxlTokenKind)token->kind;
        if (kind == JXL_TOKEN_LBRACE || kind == JXL_TOKEN_LPAREN || kind == JXL_TOKEN_LBRACKET)
            selection.depth++;
        bool closes =
            kind == JXL_TOKEN_RBRACE || kind == JXL_TOKEN_RPAREN || kind == JXL_TOKEN_RBRACKET;
        if (closes && selection.depth > 0) selection.depth--;
        if (kind == JXL_TOKEN_END || is_active(&selection)) {
            active[(*count)++] = i;
            if (is_line_start) token->flags |= JXL_AFTER_NEWLINE;
            is_line_start = false;
        } else {
            token->flags |= JXL_LEFT_OUT;
        }
        i++;
    }
    for (u32 i = 0; i < selection.count; i++)
        report(p, selection.regions[i].token, "this has no `#endif`");
    return active;
}
