// Statements (3.5).
#include "compiler/syntax/jxl/jxl_parser_priv.h"

JxlNode *jxl_parse_block(JxlParser *p) {
    u32 start = jxl_start(p);
    if (!jxl_expect(p, JXL_TOKEN_LBRACE, "in front of a block")) return NULL;
    if (!jxl_enter(p)) return NULL;
    JxlSurroundings saved = jxl_enter_block(p);
    u32 base = p->stack.count;
    bool is_good = jxl_parse_statements(p);
    is_good = is_good && jxl_expect(p, JXL_TOKEN_RBRACE, "behind the block");
    JxlNode *block = jxl_node(p, JXL_BLOCK, start);
    block->block.items = jxl_take(p, base);
    jxl_restore(p, saved);
    jxl_leave(p);
    return is_good ? block : NULL;
}

// False: an outer declaration begins here, so the block was never closed.
bool jxl_parse_statements(JxlParser *p) {
    for (;;) {
        if (jxl_accept(p, JXL_TOKEN_SEMICOLON)) continue;
        if (jxl_is(p, JXL_TOKEN_RBRACE) || jxl_is(p, JXL_TOKEN_END) ||
            jxl_is(p, JXL_KEYWORD_CASE) || jxl_is(p, JXL_KEYWORD_DEFAULT))
            return true;
        if (jxl_at_outer_declaration(p)) {
            jxl_fail_here(p, "expected `}` behind the block");
            return false;
        }
        u32 before = p->at;
        JxlNode *stmt = jxl_parse_statement(p);
        if (stmt) jxl_push(p, stmt);
        if (!p->is_failed) continue;
        if (p->trials > 0) return false;
        jxl_recover(p);
        if (jxl_at_outer_declaration(p)) {
            p->is_failed = true;  // told already: the blocks around end quietly
            return false;
        }
        if (p->at == before) jxl_advance(p);
    }
}

// ---- conditions

static JxlNode *parse_cond_let(JxlParser *p) {
    u32 start = jxl_start(p);
    u32 flags = jxl_is(p, JXL_KEYWORD_VAR) ? JXL_FLAG_VAR : 0;
    jxl_advance(p);
    AstName name = jxl_expect_name(p, "a name");
    if (name == AST_NO_NAME) return NULL;
    JxlNode *type = NULL, *value = NULL;
    if (jxl_accept(p, JXL_TOKEN_COLON) && !(type = jxl_parse_type(p))) return NULL;
    if (jxl_accept(p, JXL_TOKEN_ASSIGN) && !(value = jxl_parse_expr(p))) return NULL;
    JxlNode *node = jxl_node(p, JXL_COND_LET, start);
    node->cond_let.flags = flags;
    node->cond_let.name = name;
    node->cond_let.type = type;
    node->cond_let.value = value;
    return node;
}

static JxlNode *parse_cond(JxlParser *p) {
    u32 start = jxl_start(p);
    if (jxl_is(p, JXL_KEYWORD_LET) || jxl_is(p, JXL_KEYWORD_VAR)) return parse_cond_let(p);
    if (!jxl_accept(p, JXL_KEYWORD_CASE)) return jxl_parse_expr(p);
    JxlNode *pattern = jxl_parse_pattern(p);
    if (!pattern || !jxl_expect(p, JXL_TOKEN_ASSIGN, "behind the pattern")) return NULL;
    JxlNode *value = jxl_parse_expr(p);
    if (!value) return NULL;
    JxlNode *node = jxl_node(p, JXL_COND_CASE, start);
    node->cond_case.pattern = pattern;
    node->cond_case.value = value;
    return node;
}

static bool parse_conds(JxlParser *p, JxlNodes *conds) {
    u32 base = p->stack.count;
    JxlSurroundings saved = jxl_enter_block(p);
    p->no_trailing = true;
    bool is_good = true;
    do {
        JxlNode *cond = parse_cond(p);
        is_good = cond != NULL;
        if (is_good) jxl_push(p, cond);
    } while (is_good && jxl_accept(p, JXL_TOKEN_COMMA));
    jxl_restore(p, saved);
    if (is_good) *conds = jxl_take(p, base);
    return is_good;
}

// An expression in a head: a `{` behind it begins the body.
static JxlNode *parse_head_expr(JxlParser *p) {
    JxlSurroundings saved = jxl_enter_block(p);
    p->no_trailing = true;
    JxlNode *value = jxl_parse_expr(p);
    jxl_restore(p, saved);
    return value;
}

JxlNode *jxl_parse_if(JxlParser *p) {
    u32 start = jxl_start(p);
    if (!jxl_enter(p)) return NULL;
    jxl_advance(p);
    JxlNodes conds;
    bool is_good = parse_conds(p, &conds);
    JxlNode *body = is_good ? jxl_parse_block(p) : NULL;
    JxlNode *otherwise = NULL;
    if (body && jxl_accept(p, JXL_KEYWORD_ELSE)) {
        otherwise = jxl_is(p, JXL_KEYWORD_IF) ? jxl_parse_if(p) : jxl_parse_block(p);
        if (!otherwise) body = NULL;
    }
    jxl_leave(p);
    if (!body) return NULL;
    JxlNode *node = jxl_node(p, JXL_IF, start);
    node->if_.conds = conds;
    node->if_.body = body;
    node->if_.otherwise = otherwise;
    return node;
}

static JxlNode *parse_guard(JxlParser *p) {
    u32 start = jxl_start(p);
    jxl_advance(p);
    JxlNodes conds;
    if (!parse_conds(p, &conds)) return NULL;
    if (!jxl_expect(p, JXL_KEYWORD_ELSE, "behind the conditions of `guard`")) return NULL;
    JxlNode *body = jxl_parse_block(p);
    if (!body) return NULL;
    JxlNode *node = jxl_node(p, JXL_GUARD, start);
    node->guard.conds = conds;
    node->guard.body = body;
    return node;
}

static JxlNode *parse_for(JxlParser *p) {
    u32 start = jxl_start(p);
    jxl_advance(p);
    bool was_binding = p->is_binding;
    p->is_binding = true;
    JxlNode *pattern = jxl_parse_pattern(p);
    p->is_binding = was_binding;
    if (!pattern || !jxl_expect(p, JXL_KEYWORD_IN, "behind the loop's variable")) return NULL;
    JxlNode *sequence = parse_head_expr(p);
    if (!sequence) return NULL;
    JxlNode *filter = NULL;
    if (jxl_is_word(p, "where")) {
        jxl_set_role(p, JXL_ROLE_KEYWORD);
        jxl_advance(p);
        if (!(filter = parse_head_expr(p))) return NULL;
    }
    JxlNode *body = jxl_parse_block(p);
    if (!body) return NULL;
    JxlNode *node = jxl_node(p, JXL_FOR, start);
    node->for_.pattern = pattern;
    node->for_.sequence = sequence;
    node->for_.filter = filter;
    node->for_.body = body;
    return node;
}

static JxlNode *parse_while(JxlParser *p) {
    u32 start = jxl_start(p);
    jxl_advance(p);
    JxlNodes conds;
    if (!parse_conds(p, &conds)) return NULL;
    JxlNode *body = jxl_parse_block(p);
    if (!body) return NULL;
    JxlNode *node = jxl_node(p, JXL_WHILE, start);
    node->while_.conds = conds;
    node->while_.body = body;
    return node;
}

static JxlNode *parse_repeat(JxlParser *p) {
    u32 start = jxl_start(p);
    jxl_advance(p);
    JxlNode *body = jxl_parse_block(p);
    if (!body || !jxl_expect(p, JXL_KEYWORD_WHILE, "behind the block of `repeat`")) return NULL;
    JxlNode *cond = jxl_parse_expr(p);
    if (!cond) return NULL;
    JxlNode *node = jxl_node(p, JXL_REPEAT, start);
    node->repeat.body = body;
    node->repeat.cond = cond;
    return node;
}

// ---- switch

static JxlNode *parse_clause(JxlParser *p) {
    u32 start = jxl_start(p);
    JxlNodes patterns = {0};
    JxlNode *filter = NULL;
    if (jxl_accept(p, JXL_KEYWORD_CASE)) {
        u32 base = p->stack.count;
        do {
            JxlNode *pattern = jxl_parse_pattern(p);
            if (!pattern) return NULL;
            jxl_push(p, pattern);
        } while (jxl_accept(p, JXL_TOKEN_COMMA));
        patterns = jxl_take(p, base);
        if (jxl_is_word(p, "where")) {
            jxl_set_role(p, JXL_ROLE_KEYWORD);
            jxl_advance(p);
            if (!(filter = parse_head_expr(p))) return NULL;
        }
    } else if (!jxl_accept(p, JXL_KEYWORD_DEFAULT)) {
        return jxl_fail_here(p, "expected `case` or `default`");
    }
    if (!jxl_expect(p, JXL_TOKEN_COLON, "behind the case")) return NULL;
    u32 base = p->stack.count;
    JxlNode *body = jxl_node(p, JXL_BLOCK, jxl_start(p));
    bool is_good = jxl_parse_statements(p);
    body->block.items = jxl_take(p, base);
    if (body->block.items.count > 0) jxl_close(p, body);
    if (!is_good) return NULL;
    JxlNode *node = jxl_node(p, JXL_CLAUSE, start);
    node->clause.patterns = patterns;
    node->clause.filter = filter;
    node->clause.body = body;
    return node;
}

JxlNode *jxl_parse_switch(JxlParser *p) {
    u32 start = jxl_start(p);
    if (!jxl_enter(p)) return NULL;
    jxl_advance(p);
    JxlNode *subject = parse_head_expr(p);
    jxl_set_role(p, JXL_ROLE_SWITCH);
    bool is_good = subject && jxl_expect(p, JXL_TOKEN_LBRACE, "in front of the cases");
    u32 base = p->stack.count;
    JxlSurroundings saved = jxl_enter_block(p);
    while (is_good && !jxl_is(p, JXL_TOKEN_RBRACE)) {
        JxlNode *clause = parse_clause(p);
        is_good = clause != NULL;
        if (is_good) jxl_push(p, clause);
    }
    jxl_restore(p, saved);
    JxlNodes clauses = jxl_take(p, is_good ? base : p->stack.count);
    jxl_leave(p);
    if (!is_good || !jxl_expect(p, JXL_TOKEN_RBRACE, "behind the cases")) return NULL;
    JxlNode *node = jxl_node(p, JXL_SWITCH, start);
    node->switch_.subject = subject;
    node->switch_.clauses = clauses;
    return node;
}

// `match` is a statement only when an expression and `{ case` follow.
static bool is_match(JxlParser *p) {
    if (!jxl_is_word(p, "match") || (jxl_token_ahead(p, 1)->flags & JXL_AFTER_NEWLINE) ||
        jxl_is_ahead(p, 1, JXL_TOKEN_DOT) || jxl_is_ahead(p, 1, JXL_TOKEN_ASSIGN))
        return false;
    JxlTrial trial = jxl_trial_begin(p);
    jxl_advance(p);
    JxlNode *subject = parse_head_expr(p);
    bool is_good =
        subject && jxl_is(p, JXL_TOKEN_LBRACE) &&
        (jxl_is_ahead(p, 1, JXL_KEYWORD_CASE) || jxl_is_ahead(p, 1, JXL_KEYWORD_DEFAULT) ||
         jxl_is_ahead(p, 1, JXL_TOKEN_RBRACE));
    return jxl_trial_end(p, trial) && is_good;
}

// ---- the rest

static JxlNode *parse_do(JxlParser *p) {
    u32 start = jxl_start(p);
    jxl_advance(p);
    JxlNode *body = jxl_parse_block(p);
    if (!body) return NULL;
    u32 base = p->stack.count;
    while (jxl_is(p, JXL_KEYWORD_CATCH)) {
        u32 catch_start = jxl_start(p);
        jxl_advance(p);
        JxlNode *pattern = NULL;
        if (!jxl_is(p, JXL_TOKEN_LBRACE)) {
            // A name alone catches everything under that name.
            bool is_name = jxl_is(p, JXL_TOKEN_NAME) && jxl_is_ahead(p, 1, JXL_TOKEN_LBRACE);
            p->is_binding = is_name;
            p->no_trailing = true;
            pattern = jxl_parse_pattern(p);
            p->is_binding = p->no_trailing = false;
            if (!pattern) return NULL;
        }
        JxlNode *block = jxl_parse_block(p);
        if (!block) return NULL;
        JxlNode *node = jxl_node(p, JXL_CATCH, catch_start);
        node->catch_.pattern = pattern;
        node->catch_.body = block;
        jxl_push(p, node);
    }
    JxlNodes catches = jxl_take(p, base);
    JxlNode *node = jxl_node(p, JXL_DO, start);
    node->do_.body = body;
    node->do_.catches = catches;
    return node;
}

static JxlNode *parse_jump(JxlParser *p) {
    u32 start = jxl_start(p);
    JxlTokenKind kind = jxl_kind_at(p);
    jxl_advance(p);
    JxlNode *value = NULL;
    bool has_value =
        kind == JXL_KEYWORD_THROW || (kind == JXL_KEYWORD_RETURN && !jxl_at_end_of_statement(p));
    if (has_value && !(value = jxl_parse_expr(p))) return NULL;
    JxlNode *node = jxl_node(p,
                             kind == JXL_KEYWORD_RETURN  ? JXL_RETURN
                             : kind == JXL_KEYWORD_THROW ? JXL_THROW
                             : kind == JXL_KEYWORD_BREAK ? JXL_BREAK
                                                         : JXL_CONTINUE,
                             start);
    if (kind == JXL_KEYWORD_RETURN) node->return_.value = value;
    if (kind == JXL_KEYWORD_THROW) node->throw_.value = value;
    return node;
}

static int assign_of(JxlTokenKind kind) {
    switch (kind) {
    case JXL_TOKEN_ASSIGN: return JXL_OP_SET;
    case JXL_TOKEN_PLUS_ASSIGN: return JXL_OP_SET_ADD;
    case JXL_TOKEN_MINUS_ASSIGN: return JXL_OP_SET_SUB;
    case JXL_TOKEN_STAR_ASSIGN: return JXL_OP_SET_MUL;
    case JXL_TOKEN_SLASH_ASSIGN: return JXL_OP_SET_DIV;
    case JXL_TOKEN_PERCENT_ASSIGN: return JXL_OP_SET_MOD;
    case JXL_TOKEN_COALESCE_ASSIGN: return JXL_OP_SET_COALESCE;
    default: return -1;
    }
}

static JxlNode *parse_expr_statement(JxlParser *p) {
    JxlNode *target = jxl_parse_expr(p);
    if (!target) return NULL;
    int op = jxl_at_line_start(p) ? -1 : assign_of(jxl_kind_at(p));
    if (op < 0) return target;
    jxl_set_role(p, JXL_ROLE_BINARY);
    jxl_advance(p);
    JxlNode *value = jxl_parse_expr(p);
    if (!value) return NULL;
    JxlNode *node = jxl_node(p, JXL_ASSIGN, target->span.start);
    node->assign.op = (u32)op;
    node->assign.target = target;
    node->assign.value = value;
    return node;
}

static JxlNode *statement_of(JxlParser *p) {
    switch (jxl_kind_at(p)) {
    case JXL_KEYWORD_IF: return jxl_parse_if(p);
    case JXL_KEYWORD_GUARD: return parse_guard(p);
    case JXL_KEYWORD_FOR: return parse_for(p);
    case JXL_KEYWORD_WHILE: return parse_while(p);
    case JXL_KEYWORD_REPEAT: return parse_repeat(p);
    case JXL_KEYWORD_SWITCH: return jxl_parse_switch(p);
    case JXL_KEYWORD_DO: return parse_do(p);
    case JXL_KEYWORD_RETURN:
    case JXL_KEYWORD_THROW:
    case JXL_KEYWORD_BREAK:
    case JXL_KEYWORD_CONTINUE: return parse_jump(p);
    default: break;
    }
    if (is_match(p)) return jxl_parse_switch(p);
    const JxlToken *next = jxl_token_ahead(p, 1);
    bool is_alone = (next->flags & JXL_AFTER_NEWLINE) || next->kind == JXL_TOKEN_SEMICOLON ||
                    next->kind == JXL_TOKEN_RBRACE || next->kind == JXL_TOKEN_END;
    if (jxl_is_word(p, "debugger") && is_alone) {
        u32 start = jxl_start(p);
        jxl_advance(p);
        return jxl_node(p, JXL_DEBUGGER, start);
    }
    bool is_declaration = false;
    JxlNode *declaration = jxl_parse_declaration(p, JXL_IN_BLOCK, &is_declaration);
    return is_declaration ? declaration : parse_expr_statement(p);
}

JxlNode *jxl_parse_statement(JxlParser *p) {
    if (!jxl_enter(p)) return NULL;
    JxlNode *node = statement_of(p);
    jxl_leave(p);
    if (!node) return NULL;
    // What ends in a block ends there: `if a { } b()` is two statements on a line.
    bool is_block = node->kind == JXL_IF || node->kind == JXL_GUARD || node->kind == JXL_FOR ||
                    node->kind == JXL_WHILE || node->kind == JXL_SWITCH || node->kind == JXL_DO ||
                    node->kind == JXL_FUNC;
    if (is_block) {
        while (jxl_accept(p, JXL_TOKEN_SEMICOLON)) {
        }
        return node;
    }
    jxl_end_statement(p);
    return node;
}
