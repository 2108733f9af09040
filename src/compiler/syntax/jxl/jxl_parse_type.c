// Types (3.7), lists of type parameters and arguments, patterns (3.5).
#include "compiler/syntax/jxl/jxl_parser_priv.h"

bool jxl_close_angle(JxlParser *p) {
    jxl_set_role(p, JXL_ROLE_GENERIC);
    return jxl_expect(p, JXL_TOKEN_GREATER, "behind the type arguments");
}

bool jxl_parse_type_args(JxlParser *p, JxlNodes *args) {
    u32 base = p->stack.count;
    jxl_set_role(p, JXL_ROLE_GENERIC);
    if (!jxl_expect(p, JXL_TOKEN_LESS, "in front of type arguments")) return false;
    do {
        JxlNode *type = jxl_parse_type(p);
        if (!type) return false;
        jxl_push(p, type);
    } while (jxl_accept(p, JXL_TOKEN_COMMA));
    *args = jxl_take(p, base);
    return jxl_close_angle(p);
}

bool jxl_parse_type_params(JxlParser *p, JxlNodes *params) {
    *params = (JxlNodes){0};
    if (!jxl_is(p, JXL_TOKEN_LESS)) return true;
    u32 base = p->stack.count;
    jxl_set_role(p, JXL_ROLE_GENERIC);
    jxl_advance(p);
    do {
        u32 start = jxl_start(p);
        AstName name = jxl_expect_name(p, "the name of a type parameter");
        if (name == AST_NO_NAME) return false;
        JxlNode *bound = NULL;
        if (jxl_accept(p, JXL_TOKEN_COLON) && !(bound = jxl_parse_type(p))) return false;
        JxlNode *param = jxl_node(p, JXL_TYPE_PARAM, start);
        param->type_param.name = name;
        param->type_param.bound = bound;
        jxl_push(p, param);
    } while (jxl_accept(p, JXL_TOKEN_COMMA));
    *params = jxl_take(p, base);
    return jxl_close_angle(p);
}

bool jxl_parse_type_list(JxlParser *p, JxlNodes *types) {
    u32 base = p->stack.count;
    do {
        JxlNode *type = jxl_parse_type(p);
        if (!type) return false;
        jxl_push(p, type);
    } while (jxl_accept(p, JXL_TOKEN_COMMA));
    *types = jxl_take(p, base);
    return true;
}

static bool is_func_arrow(const JxlParser *p) {
    return jxl_is(p, JXL_TOKEN_ARROW) ||
           (jxl_is(p, JXL_KEYWORD_ASYNC) &&
            (jxl_is_ahead(p, 1, JXL_TOKEN_ARROW) || jxl_is_ahead(p, 1, JXL_KEYWORD_THROWS))) ||
           (jxl_is(p, JXL_KEYWORD_THROWS) && jxl_is_ahead(p, 1, JXL_TOKEN_ARROW));
}

// ( ): a function's parameters, a tuple, or a type in parentheses.
static JxlNode *parse_parens(JxlParser *p) {
    u32 start = jxl_start(p);
    jxl_advance(p);
    u32 base = p->stack.count;
    while (!jxl_is(p, JXL_TOKEN_RPAREN)) {
        bool is_named = jxl_is(p, JXL_TOKEN_NAME) && jxl_is_ahead(p, 1, JXL_TOKEN_COLON);
        u32 item_start = jxl_start(p);
        AstName name = is_named ? jxl_token(p)->value : AST_NO_NAME;
        if (is_named) p->at += 2;
        JxlNode *type = jxl_parse_type(p);
        if (!type) return NULL;
        if (is_named) {
            JxlNode *item = jxl_node(p, JXL_PAYLOAD, item_start);
            item->payload.name = name;
            item->payload.type = type;
            type = item;
        }
        jxl_push(p, type);
        if (!jxl_accept(p, JXL_TOKEN_COMMA)) break;
    }
    if (!jxl_expect(p, JXL_TOKEN_RPAREN, "behind the types")) return NULL;
    JxlNodes items = jxl_take(p, base);
    if (is_func_arrow(p)) {
        u32 flags = jxl_accept(p, JXL_KEYWORD_ASYNC) ? JXL_FLAG_ASYNC : 0;
        if (jxl_accept(p, JXL_KEYWORD_THROWS)) flags |= JXL_FLAG_THROWS;
        if (!jxl_expect(p, JXL_TOKEN_ARROW, "in a function type")) return NULL;
        JxlNode *returns = jxl_parse_type(p);
        if (!returns) return NULL;
        JxlNode *type = jxl_node(p, JXL_FUNC_TYPE, start);
        type->func_type.flags = flags;
        type->func_type.params = items;
        type->func_type.returns = returns;
        return type;
    }
    if (items.count == 1 && items.items[0]->kind != JXL_PAYLOAD) return items.items[0];
    JxlNode *type = jxl_node(p, JXL_TUPLE_TYPE, start);
    type->tuple_type.items = items;
    return type;
}

static JxlNode *parse_brackets(JxlParser *p) {
    u32 start = jxl_start(p);
    jxl_advance(p);
    JxlNode *item = jxl_parse_type(p);
    if (!item) return NULL;
    JxlNode *value = NULL;
    if (jxl_accept(p, JXL_TOKEN_COLON) && !(value = jxl_parse_type(p))) return NULL;
    if (!jxl_expect(p, JXL_TOKEN_RBRACKET, "behind the type")) return NULL;
    JxlNode *type = jxl_node(p, value ? JXL_MAP_TYPE : JXL_ARRAY_TYPE, start);
    if (value) {
        type->map_type.key = item;
        type->map_type.value = value;
    } else {
        type->array_type.item = item;
    }
    return type;
}

static JxlNode *parse_named(JxlParser *p) {
    u32 start = jxl_start(p);
    JxlNode *outer = NULL;
    do {
        AstName name = jxl_expect_name(p, "a type");
        if (name == AST_NO_NAME) return NULL;
        JxlNodes args = {0};
        if (jxl_is(p, JXL_TOKEN_LESS) && !jxl_parse_type_args(p, &args)) return NULL;
        JxlNode *type = jxl_node(p, JXL_NAMED_TYPE, start);
        type->named_type.outer = outer;
        type->named_type.name = name;
        type->named_type.args = args;
        outer = type;
    } while (!jxl_at_line_start(p) && jxl_is_ahead(p, 1, JXL_TOKEN_NAME) &&
             jxl_accept(p, JXL_TOKEN_DOT));
    return outer;
}

static JxlNode *parse_optional(JxlParser *p, JxlNode *type) {
    u32 depth = 0;
    while (!jxl_at_line_start(p) &&
           (jxl_is(p, JXL_TOKEN_QUESTION) || jxl_is(p, JXL_TOKEN_COALESCE))) {
        u32 count = jxl_is(p, JXL_TOKEN_COALESCE) ? 2 : 1;
        jxl_set_role(p, JXL_ROLE_POSTFIX);
        jxl_advance(p);
        depth += count;
        if (depth > JXL_DEPTH_MAX / 2)
            return jxl_fail(p, 8, type->span, NULL, "an optional of too many optionals");
        for (; count > 0; count--) {
            JxlNode *optional = jxl_node(p, JXL_OPTIONAL_TYPE, type->span.start);
            optional->optional_type.item = type;
            type = optional;
        }
    }
    return type;
}

JxlNode *jxl_parse_type(JxlParser *p) {
    if (!jxl_enter(p)) return NULL;
    JxlNode *type = jxl_is(p, JXL_TOKEN_LPAREN)     ? parse_parens(p)
                    : jxl_is(p, JXL_TOKEN_LBRACKET) ? parse_brackets(p)
                                                    : parse_named(p);
    if (type) type = parse_optional(p, type);
    jxl_leave(p);
    return type;
}

// ---- patterns

static JxlNode *parse_tuple_pattern(JxlParser *p) {
    u32 start = jxl_start(p), base = p->stack.count;
    jxl_advance(p);
    do {
        if (jxl_is(p, JXL_TOKEN_RPAREN)) break;
        JxlNode *item = jxl_parse_pattern(p);
        if (!item) return NULL;
        jxl_push(p, item);
    } while (jxl_accept(p, JXL_TOKEN_COMMA));
    if (!jxl_expect(p, JXL_TOKEN_RPAREN, "behind the patterns")) return NULL;
    JxlNode *pattern = jxl_node(p, JXL_TUPLE_PATTERN, start);
    pattern->tuple_pattern.items = jxl_take(p, base);
    return pattern;
}

static bool parse_case_args(JxlParser *p, JxlNodes *args) {
    u32 base = p->stack.count;
    jxl_set_role(p, JXL_ROLE_CALL);
    jxl_advance(p);
    while (!jxl_is(p, JXL_TOKEN_RPAREN)) {
        u32 start = jxl_start(p);
        AstName label = AST_NO_NAME;
        if (jxl_is_any_word(jxl_token(p)) && jxl_is_ahead(p, 1, JXL_TOKEN_COLON)) {
            label = jxl_token(p)->value;
            p->at += 2;
        }
        JxlNode *inner = jxl_parse_pattern(p);
        if (!inner) return false;
        JxlNode *arg = jxl_node(p, JXL_PATTERN_ARG, start);
        arg->pattern_arg.label = label;
        arg->pattern_arg.pattern = inner;
        jxl_push(p, arg);
        if (!jxl_accept(p, JXL_TOKEN_COMMA)) break;
    }
    *args = jxl_take(p, base);
    return jxl_expect(p, JXL_TOKEN_RPAREN, "behind the payload");
}

// `.name`, `Type.name`, with a payload.
static JxlNode *parse_case_pattern(JxlParser *p) {
    u32 start = jxl_start(p);
    JxlNode *type = NULL;
    if (jxl_is(p, JXL_TOKEN_NAME)) {
        type = jxl_node(p, JXL_NAMED_TYPE, start);
        type->named_type.name = jxl_token(p)->value;
        jxl_advance(p);
        jxl_close(p, type);
        JxlNodes args = {0};
        if (jxl_is(p, JXL_TOKEN_LESS) && !jxl_parse_type_args(p, &args)) return NULL;
        type->named_type.args = args;
    }
    jxl_set_role(p, JXL_ROLE_PREFIX);
    if (!jxl_expect(p, JXL_TOKEN_DOT, "in front of a case")) return NULL;
    AstName name = jxl_expect_any_word(p, "the name of a case");
    if (name == AST_NO_NAME) return NULL;
    JxlNodes args = {0};
    bool has_payload = jxl_is(p, JXL_TOKEN_LPAREN) && !jxl_at_line_start(p);
    if (has_payload && !parse_case_args(p, &args)) return NULL;
    JxlNode *pattern = jxl_node(p, JXL_CASE_PATTERN, start);
    pattern->case_pattern.type = type;
    pattern->case_pattern.name = name;
    pattern->case_pattern.args = args;
    return pattern;
}

// A word that begins with a capital letter, a point, and a word that does not: `Filter.all`, not
// `Limits.max + 1`.
static bool starts_case(const JxlParser *p) {
    if (jxl_is(p, JXL_TOKEN_DOT)) return true;
    if (!jxl_is(p, JXL_TOKEN_NAME)) return false;
    u8 first = p->file->text.data[jxl_start(p)];
    if (first < 'A' || first > 'Z') return false;
    return jxl_is_ahead(p, 1, JXL_TOKEN_DOT) && jxl_is_any_word(jxl_token_ahead(p, 2));
}

static JxlNode *parse_bind_pattern(JxlParser *p) {
    u32 start = jxl_start(p);
    u32 flags = jxl_is(p, JXL_KEYWORD_VAR) ? JXL_FLAG_VAR : 0;
    jxl_advance(p);
    bool was_binding = p->is_binding;
    p->is_binding = true;
    JxlNode *inner = jxl_parse_pattern(p);
    p->is_binding = was_binding;
    if (!inner) return NULL;
    JxlNode *pattern = jxl_node(p, JXL_BIND_PATTERN, start);
    pattern->bind_pattern.flags = flags;
    pattern->bind_pattern.pattern = inner;
    return pattern;
}

static JxlNode *parse_value_pattern(JxlParser *p) {
    u32 start = jxl_start(p);
    bool no_trailing = p->no_trailing;
    p->no_trailing = true;
    JxlNode *value = jxl_parse_above_ternary(p, 9);
    p->no_trailing = no_trailing;
    if (!value) return NULL;
    JxlNode *pattern = jxl_node(p, JXL_VALUE_PATTERN, start);
    pattern->value_pattern.value = value;
    return pattern;
}

static JxlNode *pattern_of(JxlParser *p) {
    u32 start = jxl_start(p);
    if (jxl_is(p, JXL_KEYWORD_LET) || jxl_is(p, JXL_KEYWORD_VAR)) return parse_bind_pattern(p);
    if (jxl_is(p, JXL_TOKEN_LPAREN)) return parse_tuple_pattern(p);
    if (jxl_is_word(p, "_")) {
        jxl_advance(p);
        return jxl_node(p, JXL_ANY_PATTERN, start);
    }
    if (jxl_accept(p, JXL_KEYWORD_IS)) {
        JxlNode *type = jxl_parse_type(p);
        if (!type) return NULL;
        JxlNode *pattern = jxl_node(p, JXL_IS_PATTERN, start);
        pattern->is_pattern.type = type;
        return pattern;
    }
    if (starts_case(p)) return parse_case_pattern(p);
    bool is_value = jxl_is(p, JXL_KEYWORD_NIL) || jxl_is(p, JXL_KEYWORD_TRUE) ||
                    jxl_is(p, JXL_KEYWORD_FALSE) || jxl_kind_at(p) < JXL_KEYWORD_FIRST;
    bool is_name = p->is_binding && (jxl_is(p, JXL_TOKEN_NAME) || !is_value);
    if (!is_name) return parse_value_pattern(p);
    AstName name = jxl_expect_name(p, "a name");
    if (name == AST_NO_NAME) return NULL;
    JxlNode *pattern = jxl_node(p, JXL_NAME_PATTERN, start);
    pattern->name_pattern.name = name;
    return pattern;
}

JxlNode *jxl_parse_pattern(JxlParser *p) {
    if (!jxl_enter(p)) return NULL;
    JxlNode *pattern = pattern_of(p);
    jxl_leave(p);
    return pattern;
}
