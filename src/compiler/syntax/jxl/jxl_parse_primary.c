// Primaries (3.6): names, literals, closures and records, `if` and `switch` as values.
#include "compiler/syntax/jxl/jxl_parser_priv.h"

// ---- closures

// One name of a head, `_` included.
static bool parse_closure_name(JxlParser *p, bool may_have_type) {
    u32 start = jxl_start(p);
    AstName name = jxl_expect_name(p, "a parameter");
    if (name == AST_NO_NAME) return false;
    JxlNode *type = NULL;
    if (may_have_type && jxl_accept(p, JXL_TOKEN_COLON) && !(type = jxl_parse_type(p)))
        return false;
    JxlNode *param = jxl_node(p, JXL_PARAM, start);
    param->param.name = name;
    param->param.type = type;
    jxl_push(p, param);
    return true;
}

// Reads `a, b in` or `(a: A, b) throws -> R in` into `closure`.
static bool parse_head(JxlParser *p, JxlNode *closure) {
    u32 base = p->stack.count;
    if (jxl_accept(p, JXL_TOKEN_LPAREN)) {
        while (!jxl_is(p, JXL_TOKEN_RPAREN)) {
            if (!parse_closure_name(p, true)) return false;
            if (!jxl_accept(p, JXL_TOKEN_COMMA)) break;
        }
        if (!jxl_expect(p, JXL_TOKEN_RPAREN, "behind the parameters")) return false;
        if (jxl_accept(p, JXL_KEYWORD_THROWS)) closure->closure.flags |= JXL_FLAG_THROWS;
        if (jxl_accept(p, JXL_TOKEN_ARROW) && !(closure->closure.returns = jxl_parse_type(p)))
            return false;
    } else {
        do {
            if (!parse_closure_name(p, false)) return false;
        } while (jxl_accept(p, JXL_TOKEN_COMMA));
    }
    closure->closure.params = jxl_take(p, base);
    closure->closure.flags |= JXL_FLAG_HEAD;
    return jxl_expect(p, JXL_KEYWORD_IN, "behind the parameters of the closure");
}

static bool has_head(JxlParser *p) {
    if (!jxl_is(p, JXL_TOKEN_NAME) && !jxl_is(p, JXL_TOKEN_LPAREN)) return false;
    // The usual answer, without a trial: a name that neither `,` nor `in` follows.
    if (jxl_is(p, JXL_TOKEN_NAME) && !jxl_is_ahead(p, 1, JXL_TOKEN_COMMA))
        return jxl_is_ahead(p, 1, JXL_KEYWORD_IN);
    JxlTrial trial = jxl_trial_begin(p);
    JxlNode ignored = {.kind = JXL_CLOSURE};
    parse_head(p, &ignored);
    return jxl_trial_end(p, trial);
}

JxlNode *jxl_parse_closure(JxlParser *p) {
    u32 start = jxl_start(p);
    if (!jxl_expect(p, JXL_TOKEN_LBRACE, "in front of the closure")) return NULL;
    if (!jxl_enter(p)) return NULL;
    JxlSurroundings saved = jxl_enter_block(p);
    JxlNode *closure = jxl_node(p, JXL_CLOSURE, start);
    bool is_good = !has_head(p) || parse_head(p, closure);
    if (is_good) {
        u32 base = p->stack.count;
        JxlNode *body = jxl_node(p, JXL_BLOCK, jxl_start(p));
        is_good = jxl_parse_statements(p);
        body->block.items = jxl_take(p, base);
        jxl_close(p, body);
        closure->closure.body = body;
    }
    is_good = is_good && jxl_expect(p, JXL_TOKEN_RBRACE, "behind the closure");
    jxl_close(p, closure);
    jxl_restore(p, saved);
    jxl_leave(p);
    return is_good ? closure : NULL;
}

// ---- records

static bool starts_record(const JxlParser *p) {
    if (jxl_is_ahead(p, 1, JXL_TOKEN_NAME)) return jxl_is_ahead(p, 2, JXL_TOKEN_COLON);
    if (!jxl_is_ahead(p, 1, JXL_TOKEN_STRING_START)) return false;
    u32 ahead = jxl_is_ahead(p, 2, JXL_TOKEN_STRING_TEXT) ? 3 : 2;
    return jxl_is_ahead(p, ahead, JXL_TOKEN_STRING_END) &&
           jxl_is_ahead(p, ahead + 1, JXL_TOKEN_COLON);
}

static JxlNode *parse_record_entry(JxlParser *p) {
    u32 start = jxl_start(p);
    Slice name = {0};
    if (jxl_is(p, JXL_TOKEN_STRING_START)) {
        JxlNode *text = jxl_parse_string(p);
        if (!text) return NULL;
        JxlNodes parts = text->string.parts;
        if (parts.count == 1 && parts.items[0]->kind == JXL_TEXT) name = parts.items[0]->text.text;
    } else {
        AstName word = jxl_expect_name(p, "the name of an entry");
        if (word == AST_NO_NAME) return NULL;
        name = names_text(p->names, word);
    }
    if (!jxl_expect(p, JXL_TOKEN_COLON, "behind the name of an entry")) return NULL;
    JxlNode *value = jxl_parse_expr(p);
    if (!value) return NULL;
    JxlNode *entry = jxl_node(p, JXL_RECORD_ENTRY, start);
    entry->record_entry.name = name;
    entry->record_entry.value = value;
    return entry;
}

JxlNode *jxl_parse_record(JxlParser *p) {
    u32 start = jxl_start(p), base = p->stack.count;
    if (!jxl_expect(p, JXL_TOKEN_LBRACE, "in front of the record")) return NULL;
    if (!jxl_enter(p)) return NULL;
    JxlSurroundings saved = jxl_enter_brackets(p);
    bool is_good = true;
    while (is_good && !jxl_is(p, JXL_TOKEN_RBRACE)) {
        JxlNode *entry = parse_record_entry(p);
        is_good = entry != NULL;
        if (is_good) jxl_push(p, entry);
        if (!jxl_accept(p, JXL_TOKEN_COMMA)) break;
    }
    is_good = is_good && jxl_expect(p, JXL_TOKEN_RBRACE, "behind the record");
    jxl_restore(p, saved);
    jxl_leave(p);
    if (!is_good) return NULL;
    JxlNode *node = jxl_node(p, JXL_RECORD, start);
    node->record.entries = jxl_take(p, base);
    return node;
}

// ---- brackets

static JxlNode *parse_parens(JxlParser *p) {
    u32 start = jxl_start(p);
    jxl_advance(p);
    JxlNodes args;
    if (!jxl_parse_args(p, JXL_TOKEN_RPAREN, &args)) return NULL;
    bool has_comma = p->at >= 2 && p->all[p->active[p->at - 2]].kind == JXL_TOKEN_COMMA;
    if (args.count == 1 && args.items[0]->arg.label == AST_NO_NAME && !has_comma)
        return args.items[0]->arg.value;
    JxlNode *node = jxl_node(p, JXL_TUPLE, start);
    node->tuple.args = args;
    return node;
}

static bool parse_entry(JxlParser *p, bool *is_map, bool is_first) {
    u32 start = jxl_start(p);
    JxlNode *item = jxl_parse_expr(p);
    if (!item) return false;
    if (is_first) *is_map = jxl_is(p, JXL_TOKEN_COLON);
    if (*is_map) {
        if (!jxl_expect(p, JXL_TOKEN_COLON, "behind the key")) return false;
        JxlNode *value = jxl_parse_expr(p);
        if (!value) return false;
        JxlNode *entry = jxl_node(p, JXL_MAP_ENTRY, start);
        entry->map_entry.key = item;
        entry->map_entry.value = value;
        item = entry;
    }
    jxl_push(p, item);
    return true;
}

static JxlNode *parse_brackets(JxlParser *p) {
    u32 start = jxl_start(p), base = p->stack.count;
    jxl_advance(p);
    JxlSurroundings saved = jxl_enter_brackets(p);
    bool is_map = false, is_good = true;
    if (jxl_is(p, JXL_TOKEN_COLON)) {
        jxl_advance(p);
        is_map = true;
    } else {
        while (is_good && !jxl_is(p, JXL_TOKEN_RBRACKET)) {
            is_good = parse_entry(p, &is_map, p->stack.count == base);
            if (!jxl_accept(p, JXL_TOKEN_COMMA)) break;
        }
    }
    is_good = is_good && jxl_expect(p, JXL_TOKEN_RBRACKET, "behind the items");
    jxl_restore(p, saved);
    if (!is_good) return NULL;
    JxlNode *node = jxl_node(p, is_map ? JXL_MAP : JXL_ARRAY, start);
    if (is_map)
        node->map.entries = jxl_take(p, base);
    else
        node->array.items = jxl_take(p, base);
    return node;
}

// ---- names

static JxlNode *parse_key_path(JxlParser *p) {
    u32 start = jxl_start(p), base = p->stack.count;
    jxl_advance(p);
    do {
        u32 name_start = jxl_start(p);
        AstName name = jxl_expect_any_word(p, "the name of a field");
        if (name == AST_NO_NAME) return NULL;
        JxlNode *node = jxl_node(p, JXL_NAME, name_start);
        node->name.name = name;
        jxl_push(p, node);
    } while (!jxl_at_line_start(p) && jxl_accept(p, JXL_TOKEN_DOT));
    JxlNode *node = jxl_node(p, JXL_KEY_PATH, start);
    node->key_path.names = jxl_take(p, base);
    return node;
}

static JxlNode *parse_implicit(JxlParser *p) {
    u32 start = jxl_start(p);
    jxl_set_role(p, JXL_ROLE_PREFIX);
    jxl_advance(p);
    AstName name = jxl_expect_any_word(p, "the name of a member");
    if (name == AST_NO_NAME) return NULL;
    JxlNode *node = jxl_node(p, JXL_IMPLICIT, start);
    node->implicit.name = name;
    return node;
}

static JxlNode *parse_leaf(JxlParser *p) {
    const JxlToken *token = jxl_token(p);
    u32 start = token->start;
    jxl_advance(p);
    switch (token->kind) {
    case JXL_KEYWORD_NIL: return jxl_node(p, JXL_NIL, start);
    case JXL_KEYWORD_SELF: return jxl_node(p, JXL_SELF, start);
    case JXL_KEYWORD_TRUE:
    case JXL_KEYWORD_FALSE: {
        JxlNode *node = jxl_node(p, JXL_BOOL, start);
        node->bool_.value = token->kind == JXL_KEYWORD_TRUE;
        return node;
    }
    case JXL_TOKEN_HANDLE: {
        JxlNode *node = jxl_node(p, JXL_HANDLE, start);
        node->handle.name = token->value;
        return node;
    }
    case JXL_TOKEN_CLOSURE_ARG: {
        JxlNode *node = jxl_node(p, JXL_CLOSURE_ARG, start);
        node->closure_arg.index = token->value;
        return node;
    }
    default: {
        JxlNode *node = jxl_node(p, JXL_NAME, start);
        node->name.name = token->value;
        return node;
    }
    }
}

JxlNode *jxl_parse_primary(JxlParser *p) {
    u32 start = jxl_start(p);
    switch (jxl_kind_at(p)) {
    case JXL_TOKEN_INT:
    case JXL_TOKEN_FLOAT: return jxl_parse_number(p);
    case JXL_TOKEN_STRING_START: return jxl_parse_string(p);
    case JXL_TOKEN_LPAREN: return parse_parens(p);
    case JXL_TOKEN_LBRACKET: return parse_brackets(p);
    case JXL_TOKEN_LBRACE: return starts_record(p) ? jxl_parse_record(p) : jxl_parse_closure(p);
    case JXL_TOKEN_KEY_PATH: return parse_key_path(p);
    case JXL_TOKEN_DOT: return parse_implicit(p);
    case JXL_KEYWORD_IF: return jxl_parse_if(p);
    case JXL_KEYWORD_SWITCH: return jxl_parse_switch(p);
    case JXL_KEYWORD_ASYNC: {
        jxl_advance(p);
        if (!jxl_is(p, JXL_TOKEN_LBRACE)) return jxl_fail_here(p, "expected `{` behind `async`");
        JxlNode *closure = jxl_parse_closure(p);
        if (!closure) return NULL;
        JxlNode *node = jxl_node(p, JXL_ASYNC, start);
        node->async.closure = closure;
        return node;
    }
    case JXL_TOKEN_NAME:
    case JXL_TOKEN_HANDLE:
    case JXL_TOKEN_CLOSURE_ARG:
    case JXL_KEYWORD_NIL:
    case JXL_KEYWORD_SELF:
    case JXL_KEYWORD_TRUE:
    case JXL_KEYWORD_FALSE: return parse_leaf(p);
    default: return jxl_fail_here(p, "expected an expression");
    }
}
