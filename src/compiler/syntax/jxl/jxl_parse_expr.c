// Expressions (3.6), from the conditional operator down to what stands behind a primary.
#include "compiler/syntax/jxl/jxl_parser_priv.h"

enum { LEVEL_FIRST = 3, LEVEL_COALESCE = 4, LEVEL_CAST = 8, LEVEL_LAST = 14 };

// ---- operators

typedef struct {
    JxlBinaryOp op;
    u32 level;  // 0: no operator
    u32 tokens;
} Operator;

// table: tokens and their operators
static int binary_of(JxlTokenKind kind) {
    switch (kind) {
    case JXL_TOKEN_TILDE_GREATER: return JXL_OP_PIPE;
    case JXL_TOKEN_PIPE_GREATER: return JXL_OP_PIPE_GREATER;
    case JXL_TOKEN_LESS_PIPE: return JXL_OP_LESS_PIPE;
    case JXL_TOKEN_STAR_STAR: return JXL_OP_STAR_STAR;
    case JXL_TOKEN_COALESCE: return JXL_OP_COALESCE;
    case JXL_TOKEN_OR: return JXL_OP_OR;
    case JXL_TOKEN_AND: return JXL_OP_AND;
    case JXL_TOKEN_EQUAL: return JXL_OP_EQUAL;
    case JXL_TOKEN_NOT_EQUAL: return JXL_OP_NOT_EQUAL;
    case JXL_TOKEN_IDENTICAL: return JXL_OP_IDENTICAL;
    case JXL_TOKEN_NOT_IDENTICAL: return JXL_OP_NOT_IDENTICAL;
    case JXL_TOKEN_LESS: return JXL_OP_LESS;
    case JXL_TOKEN_LESS_EQUAL: return JXL_OP_LESS_EQUAL;
    case JXL_TOKEN_GREATER: return JXL_OP_GREATER;
    case JXL_TOKEN_RANGE: return JXL_OP_RANGE;
    case JXL_TOKEN_ELLIPSIS: return JXL_OP_CLOSED_RANGE;
    case JXL_TOKEN_BIT_OR: return JXL_OP_BIT_OR;
    case JXL_TOKEN_BIT_XOR: return JXL_OP_BIT_XOR;
    case JXL_TOKEN_BIT_AND: return JXL_OP_BIT_AND;
    case JXL_TOKEN_SHIFT_LEFT: return JXL_OP_SHIFT_LEFT;
    case JXL_TOKEN_PLUS: return JXL_OP_ADD;
    case JXL_TOKEN_MINUS: return JXL_OP_SUB;
    case JXL_TOKEN_STAR: return JXL_OP_MUL;
    case JXL_TOKEN_SLASH: return JXL_OP_DIV;
    case JXL_TOKEN_PERCENT: return JXL_OP_MOD;
    default: return -1;
    }
}

// Whether an operator at the start of a line continues the line above (2.1, rule 3).
static bool continues_line(JxlTokenKind kind) {
    return kind == JXL_TOKEN_COALESCE || kind == JXL_TOKEN_AND || kind == JXL_TOKEN_OR ||
           (kind >= JXL_TOKEN_TILDE_GREATER && kind <= JXL_TOKEN_STAR_STAR);
}

static Operator next_operator(const JxlParser *p) {
    const JxlToken *token = jxl_token(p);
    JxlTokenKind kind = (JxlTokenKind)token->kind;
    int op = binary_of(kind);
    if (op < 0) return (Operator){0};
    if (jxl_at_line_start(p) && !p->is_bracketed && !continues_line(kind)) return (Operator){0};
    bool is_double = kind == JXL_TOKEN_GREATER && jxl_token_ahead(p, 1)->start == token->end;
    if (is_double && jxl_is_ahead(p, 1, JXL_TOKEN_GREATER))
        return (Operator){JXL_OP_SHIFT_RIGHT, jxl_binary_level(JXL_OP_SHIFT_RIGHT), 2};
    if (is_double && jxl_is_ahead(p, 1, JXL_TOKEN_ASSIGN))
        return (Operator){JXL_OP_GREATER_EQUAL, jxl_binary_level(JXL_OP_GREATER_EQUAL), 2};
    return (Operator){(JxlBinaryOp)op, jxl_binary_level((JxlBinaryOp)op), 1};
}

static bool is_single(u32 level) {
    return level >= 7 && level <= 9;
}

static JxlNode *parse_cast(JxlParser *p, JxlNode *operand) {
    JxlCastOp op = jxl_is(p, JXL_KEYWORD_IS) ? JXL_OP_IS : JXL_OP_AS;
    jxl_advance(p);
    if (op == JXL_OP_AS && jxl_is(p, JXL_TOKEN_QUESTION)) {
        jxl_set_role(p, JXL_ROLE_POSTFIX);
        jxl_advance(p);
        op = JXL_OP_AS_OPTIONAL;
    }
    JxlNode *type = jxl_parse_type(p);
    if (!type) return NULL;
    JxlNode *node = jxl_node(p, JXL_CAST, operand->span.start);
    node->cast.op = op;
    node->cast.operand = operand;
    node->cast.type = type;
    return node;
}

static JxlNode *parse_prefix(JxlParser *p);

static JxlNode *fail_chain(JxlParser *p) {
    return jxl_fail(p, 16, jxl_token_span(p, jxl_token(p)), "put one of them in parentheses",
                    "two operators of this level do not stand side by side");
}

static JxlNode *parse_binary(JxlParser *p, JxlNode *left, Operator operator) {
    for (u32 i = 0; i < operator.tokens; i++) {
        jxl_set_role(p, JXL_ROLE_BINARY);
        jxl_advance(p);
    }
    // `??` groups from the right.
    u32 next_level = operator.level == LEVEL_COALESCE ? LEVEL_COALESCE : operator.level + 1;
    JxlNode *right = jxl_parse_above_ternary(p, next_level);
    if (!right) return NULL;
    JxlNode *node = jxl_node(p, JXL_BINARY, left->span.start);
    node->binary.op = operator.op;
    node->binary.left = left;
    node->binary.right = right;
    return node;
}

JxlNode *jxl_parse_above_ternary(JxlParser *p, u32 level) {
    if (!jxl_enter(p)) return NULL;
    JxlNode *left = parse_prefix(p);
    u32 chain = 0, single = 0;
    while (left && chain++ < JXL_DEPTH_MAX) {
        bool is_cast = level <= LEVEL_CAST &&
                       (jxl_is(p, JXL_KEYWORD_IS) || jxl_is(p, JXL_KEYWORD_AS)) &&
                       (!jxl_at_line_start(p) || p->is_bracketed);
        Operator operator= is_cast ? (Operator){.level = LEVEL_CAST} : next_operator(p);
        if (operator.level<level || operator.level == 0) break;
        if (is_single(operator.level)) {
            if (single == operator.level) {
                left = fail_chain(p);
                break;
            }
            single = operator.level;
        }
        left = is_cast ? parse_cast(p, left) : parse_binary(p, left, operator);
    }
    if (left && chain > JXL_DEPTH_MAX)
        left =
            jxl_fail(p, 8, left->span, NULL, "more than %u operators in a row", (u32)JXL_DEPTH_MAX);
    jxl_leave(p);
    return left;
}

static JxlNode *unary(JxlParser *p, u32 start, JxlUnaryOp op) {
    jxl_set_role(p, JXL_ROLE_PREFIX);
    jxl_advance(p);
    JxlNode *operand = parse_prefix(p);
    if (!operand) return NULL;
    JxlNode *node = jxl_node(p, JXL_UNARY, start);
    node->unary.op = op;
    node->unary.operand = operand;
    return node;
}

static JxlNode *parse_try(JxlParser *p, u32 start) {
    jxl_advance(p);
    JxlTryOp op = JXL_OP_TRY_PLAIN;
    if (jxl_is(p, JXL_TOKEN_QUESTION) || jxl_is(p, JXL_TOKEN_NOT)) {
        bool touches = !(jxl_token(p)->flags & JXL_AFTER_SPACE);
        if (touches) {
            op = jxl_is(p, JXL_TOKEN_QUESTION) ? JXL_OP_TRY_OPTIONAL : JXL_OP_TRY_FORCE;
            jxl_set_role(p, JXL_ROLE_POSTFIX);
            jxl_advance(p);
        }
    }
    JxlNode *operand = parse_prefix(p);
    if (!operand) return NULL;
    JxlNode *node = jxl_node(p, JXL_TRY, start);
    node->try_.op = op;
    node->try_.operand = operand;
    return node;
}

static JxlNode *prefix_of(JxlParser *p) {
    u32 start = jxl_start(p);
    switch (jxl_kind_at(p)) {
    case JXL_TOKEN_NOT: return unary(p, start, JXL_OP_NOT);
    case JXL_TOKEN_MINUS: return unary(p, start, JXL_OP_NEGATE);
    case JXL_TOKEN_PLUS: return unary(p, start, JXL_OP_PLUS);
    case JXL_TOKEN_TILDE: return unary(p, start, JXL_OP_INVERT);
    case JXL_KEYWORD_TRY: return parse_try(p, start);
    case JXL_KEYWORD_AWAIT: {
        jxl_advance(p);
        JxlNode *operand = parse_prefix(p);
        if (!operand) return NULL;
        JxlNode *node = jxl_node(p, JXL_AWAIT, start);
        node->await.operand = operand;
        return node;
    }
    default: return jxl_parse_postfix(p);
    }
}

static JxlNode *parse_prefix(JxlParser *p) {
    if (!jxl_enter(p)) return NULL;
    JxlNode *node = prefix_of(p);
    jxl_leave(p);
    return node;
}

JxlNode *jxl_parse_expr(JxlParser *p) {
    if (!jxl_enter(p)) return NULL;
    JxlNode *cond = jxl_parse_above_ternary(p, LEVEL_FIRST);
    if (cond && jxl_is(p, JXL_TOKEN_QUESTION)) {
        jxl_set_role(p, JXL_ROLE_TERNARY);
        jxl_advance(p);
        p->ternaries++;
        JxlNode *then = jxl_parse_expr(p);
        p->ternaries--;
        jxl_set_role(p, JXL_ROLE_TERNARY);
        bool is_good = then && jxl_expect(p, JXL_TOKEN_COLON, "of `? :`");
        JxlNode *otherwise = is_good ? jxl_parse_expr(p) : NULL;
        JxlNode *node = otherwise ? jxl_node(p, JXL_CONDITIONAL, cond->span.start) : NULL;
        if (node) {
            node->conditional.cond = cond;
            node->conditional.then = then;
            node->conditional.otherwise = otherwise;
        }
        cond = node;
    }
    jxl_leave(p);
    return cond;
}

// ---- what stands behind a primary

bool jxl_parse_args(JxlParser *p, JxlTokenKind close, JxlNodes *args) {
    u32 base = p->stack.count;
    JxlSurroundings saved = jxl_enter_brackets(p);
    bool is_good = true;
    while (is_good && !jxl_is(p, close)) {
        u32 start = jxl_start(p);
        AstName label = AST_NO_NAME;
        if (jxl_is_any_word(jxl_token(p)) && jxl_is_ahead(p, 1, JXL_TOKEN_COLON)) {
            label = jxl_token(p)->value;
            p->at += 2;
        }
        JxlNode *value = jxl_parse_expr(p);
        is_good = value != NULL;
        if (!is_good) break;
        JxlNode *arg = jxl_node(p, JXL_ARG, start);
        arg->arg.label = label;
        arg->arg.value = value;
        jxl_push(p, arg);
        if (!jxl_accept(p, JXL_TOKEN_COMMA)) break;
    }
    is_good = is_good && jxl_expect(p, close, "behind the arguments");
    jxl_restore(p, saved);
    if (is_good) *args = jxl_take(p, base);
    return is_good;
}

static bool takes_trailing(const JxlNode *node) {
    return node->kind == JXL_NAME || node->kind == JXL_MEMBER || node->kind == JXL_IMPLICIT ||
           node->kind == JXL_CALL || node->kind == JXL_GENERIC || node->kind == JXL_SUBSCRIPT;
}

// The first word of an option block (3.4).
static bool starts_options(const JxlParser *p) {
    static const char *const names[] = {"refreshInterval", "staleAfter", "retry",   "onError",
                                        "equals",          "key",        "debounce"};
    if (jxl_is_word_ahead(p, 1, "didSet") || jxl_is_word_ahead(p, 1, "willSet") ||
        jxl_is_word_ahead(p, 1, "onDispose"))
        return true;
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        if (jxl_is_word_ahead(p, 1, names[i])) return jxl_is_ahead(p, 2, JXL_TOKEN_COLON);
    }
    return false;
}

static bool push_trailing(JxlParser *p, u32 start, AstName label) {
    JxlNode *closure = jxl_parse_closure(p);
    if (!closure) return false;
    JxlNode *arg = jxl_node(p, JXL_ARG, start);
    arg->arg.flags = JXL_FLAG_TRAILING;
    arg->arg.label = label;
    arg->arg.value = closure;
    jxl_push(p, arg);
    return true;
}

static JxlNode *parse_trailing(JxlParser *p, JxlNode *callee, JxlNode *call) {
    u32 base = p->stack.count;
    for (u32 i = 0; call && i < call->call.args.count; i++) jxl_push(p, call->call.args.items[i]);
    if (!push_trailing(p, jxl_start(p), AST_NO_NAME)) return NULL;
    while (jxl_is(p, JXL_TOKEN_NAME) && jxl_is_ahead(p, 1, JXL_TOKEN_COLON) &&
           jxl_is_ahead(p, 2, JXL_TOKEN_LBRACE) && !(p->in_options && jxl_at_line_start(p))) {
        u32 start = jxl_start(p);
        AstName label = jxl_token(p)->value;
        p->at += 2;
        if (!push_trailing(p, start, label)) return NULL;
    }
    if (!call) {
        call = jxl_node(p, JXL_CALL, callee->span.start);
        call->call.callee = callee;
    }
    call->call.args = jxl_take(p, base);
    jxl_close(p, call);
    return call;
}

static JxlNode *parse_member(JxlParser *p, JxlNode *value) {
    bool is_optional = jxl_is(p, JXL_TOKEN_QUESTION_DOT);
    jxl_advance(p);
    if (!is_optional && jxl_is(p, JXL_TOKEN_INT)) {
        JxlNode *index = jxl_parse_number(p);
        JxlNode *node = jxl_node(p, JXL_TUPLE_MEMBER, value->span.start);
        node->tuple_member.value = value;
        node->tuple_member.index = index->int_.value;
        return node;
    }
    AstName name = jxl_expect_any_word(p, "the name of a member");
    if (name == AST_NO_NAME) return NULL;
    JxlNode *node = jxl_node(p, JXL_MEMBER, value->span.start);
    node->member.flags = is_optional ? JXL_FLAG_OPTIONAL : 0;
    node->member.value = value;
    node->member.name = name;
    return node;
}

static JxlNode *parse_subscript(JxlParser *p, JxlNode *value, bool is_optional) {
    if (is_optional) {
        jxl_set_role(p, JXL_ROLE_POSTFIX);
        jxl_advance(p);
    }
    JxlNodes args;
    jxl_set_role(p, JXL_ROLE_CALL);
    jxl_advance(p);
    if (!jxl_parse_args(p, JXL_TOKEN_RBRACKET, &args)) return NULL;
    JxlNode *node = jxl_node(p, JXL_SUBSCRIPT, value->span.start);
    node->subscript.flags = is_optional ? JXL_FLAG_OPTIONAL : 0;
    node->subscript.value = value;
    node->subscript.args = args;
    return node;
}

static JxlNode *parse_call(JxlParser *p, JxlNode *callee) {
    JxlNodes args;
    jxl_set_role(p, JXL_ROLE_CALL);
    jxl_advance(p);
    if (!jxl_parse_args(p, JXL_TOKEN_RPAREN, &args)) return NULL;
    JxlNode *node = jxl_node(p, JXL_CALL, callee->span.start);
    node->call.callee = callee;
    node->call.args = args;
    return node;
}

// 2.7: behind a capital letter, `<` is tried as type arguments.
static bool is_generic(JxlParser *p, AstName name) {
    u8 first = names_text(p->names, name).data[0];
    if (!jxl_is(p, JXL_TOKEN_LESS) || first < 'A' || first > 'Z') return false;
    JxlTrial trial = jxl_trial_begin(p);
    JxlNodes args;
    if (jxl_parse_type_args(p, &args)) {
        bool fits = jxl_at_line_start(p);
        switch (jxl_kind_at(p)) {
        case JXL_TOKEN_LPAREN:
        case JXL_TOKEN_DOT:
        case JXL_TOKEN_LBRACE:
        case JXL_TOKEN_RPAREN:
        case JXL_TOKEN_RBRACKET:
        case JXL_TOKEN_COMMA:
        case JXL_TOKEN_COLON:
        case JXL_TOKEN_INTERPOLATION_END: fits = true; break;
        default: break;
        }
        if (!fits) p->is_failed = true;
    }
    return jxl_trial_end(p, trial);
}

static JxlNode *parse_generic(JxlParser *p, JxlNode *value) {
    JxlNodes args;
    if (!jxl_parse_type_args(p, &args)) return NULL;
    JxlNode *node = jxl_node(p, JXL_GENERIC, value->span.start);
    node->generic.value = value;
    node->generic.args = args;
    return node;
}

// One suffix; NULL with !*is_suffix when none follows.
static JxlNode *parse_suffix(JxlParser *p, JxlNode *node, JxlNode *call, bool *is_suffix) {
    const JxlToken *token = jxl_token(p);
    bool touches = !(token->flags & JXL_AFTER_SPACE);
    bool is_same_line = !jxl_at_line_start(p);
    AstName name = node->kind == JXL_NAME     ? node->name.name
                   : node->kind == JXL_MEMBER ? node->member.name
                                              : AST_NO_NAME;
    *is_suffix = true;
    switch (token->kind) {
    case JXL_TOKEN_DOT:
        if (is_same_line || jxl_is_any_word(jxl_token_ahead(p, 1))) return parse_member(p, node);
        break;
    case JXL_TOKEN_QUESTION_DOT: return parse_member(p, node);
    case JXL_TOKEN_NOT:
        if (!touches) break;
        jxl_set_role(p, JXL_ROLE_POSTFIX);
        jxl_advance(p);
        JxlNode *force = jxl_node(p, JXL_FORCE, node->span.start);
        force->force.operand = node;
        return force;
    case JXL_TOKEN_QUESTION:
        if (touches && jxl_is_ahead(p, 1, JXL_TOKEN_LBRACKET) &&
            jxl_token_ahead(p, 1)->start == token->end)
            return parse_subscript(p, node, true);
        break;
    case JXL_TOKEN_LBRACKET:
        if (is_same_line) return parse_subscript(p, node, false);
        break;
    case JXL_TOKEN_LPAREN:
        if (is_same_line) return parse_call(p, node);
        break;
    case JXL_TOKEN_LBRACE:
        if (!is_same_line || p->no_trailing || !takes_trailing(node)) break;
        if (p->in_atom_init && starts_options(p)) break;
        return parse_trailing(p, node, call);
    case JXL_TOKEN_LESS:
        if (name != AST_NO_NAME && is_generic(p, name)) return parse_generic(p, node);
        break;
    default: break;
    }
    *is_suffix = false;
    return NULL;
}

JxlNode *jxl_parse_postfix(JxlParser *p) {
    JxlNode *node = jxl_parse_primary(p);
    u32 chain = 0;
    while (node) {
        // Arguments in parentheses and trailing closures belong to one call.
        bool has_trailing =
            node->kind == JXL_CALL && node->call.args.count > 0 &&
            (node->call.args.items[node->call.args.count - 1]->arg.flags & JXL_FLAG_TRAILING);
        JxlNode *call = node->kind == JXL_CALL && !has_trailing ? node : NULL;
        bool is_suffix;
        JxlNode *next = parse_suffix(p, node, call, &is_suffix);
        if (!is_suffix) break;
        node = next;
        if (node && ++chain > JXL_CHAIN_MAX)
            node = jxl_fail(p, 8, node->span, NULL, "a chain of more than %u members and calls",
                            (u32)JXL_CHAIN_MAX);
    }
    return node;
}
