// Declarations (3.1, 3.2): functions, types, variables, and what bodies hold.
#include "compiler/syntax/jxl/jxl_parser_priv.h"

// ---- attributes and modifiers

static bool parse_attributes(JxlParser *p, JxlNodes *attributes) {
    u32 base = p->stack.count;
    while (jxl_is(p, JXL_TOKEN_AT)) {
        u32 start = jxl_start(p);
        jxl_set_role(p, JXL_ROLE_PREFIX);
        jxl_advance(p);
        AstName name = jxl_expect_any_word(p, "the name of an attribute");
        if (name == AST_NO_NAME) return false;
        JxlNodes args = {0};
        if (jxl_is(p, JXL_TOKEN_LPAREN) && !jxl_at_line_start(p)) {
            jxl_set_role(p, JXL_ROLE_CALL);
            jxl_advance(p);
            if (!jxl_parse_args(p, JXL_TOKEN_RPAREN, &args)) return false;
        }
        JxlNode *node = jxl_node(p, JXL_ATTRIBUTE, start);
        node->attribute.name = name;
        node->attribute.args = args;
        jxl_push(p, node);
    }
    *attributes = jxl_take(p, base);
    return true;
}

// What may follow a modifier: another one or the word of a declaration.
static bool is_declaration_word(const JxlParser *p, u32 ahead) {
    static const char *const words[] = {"function", "mutating", "inline",   "internal",
                                        "init",     "deinit",   "signal",   "infix",
                                        "effect",   "style",    "operator", "render"};
    JxlTokenKind kind = (JxlTokenKind)jxl_token_ahead(p, ahead)->kind;
    switch (kind) {
    case JXL_KEYWORD_ASYNC:
    case JXL_KEYWORD_ATOM:
    case JXL_KEYWORD_CASE:
    case JXL_KEYWORD_CLASS:
    case JXL_KEYWORD_ENUM:
    case JXL_KEYWORD_FN:
    case JXL_KEYWORD_FUNC:
    case JXL_KEYWORD_INTERFACE:
    case JXL_KEYWORD_LET:
    case JXL_KEYWORD_PRIVATE:
    case JXL_KEYWORD_PROTOCOL:
    case JXL_KEYWORD_PUBLIC:
    case JXL_KEYWORD_STATIC:
    case JXL_KEYWORD_STRUCT:
    case JXL_KEYWORD_TYPEALIAS:
    case JXL_KEYWORD_VAR:
    case JXL_KEYWORD_VIEW: return true;
    default: break;
    }
    for (u32 i = 0; i < COUNT_OF(words); i++) {
        if (jxl_is_word_ahead(p, ahead, words[i])) return true;
    }
    return false;
}

static u32 modifier_of(const JxlParser *p) {
    bool is_word_modifier = is_declaration_word(p, 1);
    if (jxl_is(p, JXL_KEYWORD_PUBLIC)) return JXL_FLAG_PUBLIC;
    if (jxl_is(p, JXL_KEYWORD_PRIVATE)) return JXL_FLAG_PRIVATE;
    if (jxl_is(p, JXL_KEYWORD_STATIC)) return JXL_FLAG_STATIC;
    if (jxl_is(p, JXL_KEYWORD_ASYNC)) return is_word_modifier ? JXL_FLAG_ASYNC : 0;
    if (!is_word_modifier) return 0;
    if (jxl_is_word(p, "internal")) return JXL_FLAG_INTERNAL;
    if (jxl_is_word(p, "mutating")) return JXL_FLAG_MUTATING;
    if (jxl_is_word(p, "inline")) return JXL_FLAG_INLINE;
    return 0;
}

static u32 parse_modifiers(JxlParser *p) {
    u32 flags = 0;
    for (u32 flag; (flag = modifier_of(p)) != 0; jxl_advance(p)) {
        if (flags & flag)
            jxl_fail(p, 15, jxl_token_span(p, jxl_token(p)), NULL, "this modifier is given twice");
        jxl_set_role(p, JXL_ROLE_KEYWORD);
        flags |= flag;
    }
    return flags;
}

// ---- functions

static JxlNode *parse_param(JxlParser *p) {
    u32 start = jxl_start(p);
    AstName label = AST_NO_NAME, name;
    u32 flags = 0;
    bool has_label = jxl_is_any_word(jxl_token(p)) && jxl_is_ahead(p, 1, JXL_TOKEN_NAME);
    if (has_label) {
        if (jxl_is_word(p, "_"))
            flags |= JXL_FLAG_UNLABELLED;
        else
            label = jxl_token(p)->value;
        jxl_advance(p);
    }
    name = jxl_expect_name(p, "the name of a parameter");
    if (name == AST_NO_NAME) return NULL;
    if (!jxl_expect(p, JXL_TOKEN_COLON, "and the type of the parameter")) return NULL;
    if (jxl_is_word(p, "inout")) {
        jxl_set_role(p, JXL_ROLE_KEYWORD);
        jxl_advance(p);
        flags |= JXL_FLAG_INOUT;
    }
    JxlNode *type = jxl_parse_type(p), *init = NULL;
    if (!type) return NULL;
    if (jxl_accept(p, JXL_TOKEN_ASSIGN) && !(init = jxl_parse_expr(p))) return NULL;
    JxlNode *node = jxl_node(p, JXL_PARAM, start);
    node->param.flags = flags;
    node->param.label = label;
    node->param.name = name;
    node->param.type = type;
    node->param.init = init;
    return node;
}

static bool parse_params(JxlParser *p, JxlNodes *params) {
    u32 base = p->stack.count;
    jxl_set_role(p, JXL_ROLE_PARAMETERS);
    if (!jxl_expect(p, JXL_TOKEN_LPAREN, "in front of the parameters")) return false;
    JxlSurroundings saved = jxl_enter_brackets(p);
    bool is_good = true;
    while (is_good && !jxl_is(p, JXL_TOKEN_RPAREN)) {
        JxlNode *param = parse_param(p);
        is_good = param != NULL;
        if (is_good) jxl_push(p, param);
        if (!jxl_accept(p, JXL_TOKEN_COMMA)) break;
    }
    is_good = is_good && jxl_expect(p, JXL_TOKEN_RPAREN, "behind the parameters");
    jxl_restore(p, saved);
    if (is_good) *params = jxl_take(p, base);
    return is_good;
}

static bool parse_bounds(JxlParser *p, JxlNodes *bounds) {
    if (!jxl_is_word(p, "where")) return true;
    jxl_set_role(p, JXL_ROLE_KEYWORD);
    jxl_advance(p);
    u32 base = p->stack.count;
    do {
        u32 start = jxl_start(p);
        AstName name = jxl_expect_name(p, "the name of a type parameter");
        if (name == AST_NO_NAME || !jxl_expect(p, JXL_TOKEN_COLON, "behind it")) return false;
        JxlNode *type = jxl_parse_type(p);
        if (!type) return false;
        JxlNode *node = jxl_node(p, JXL_TYPE_PARAM, start);
        node->type_param.name = name;
        node->type_param.bound = type;
        jxl_push(p, node);
    } while (jxl_accept(p, JXL_TOKEN_COMMA));
    *bounds = jxl_take(p, base);
    return true;
}

// The tokens of an operator that is declared or implemented: all that touch.
static AstName parse_operator_name(JxlParser *p) {
    u32 start = jxl_start(p), end = start;
    while (jxl_kind_at(p) >= JXL_TOKEN_ELLIPSIS && jxl_kind_at(p) <= JXL_TOKEN_AT &&
           !jxl_is(p, JXL_TOKEN_LPAREN) && !jxl_is(p, JXL_TOKEN_LBRACE) &&
           (end == start || jxl_start(p) == end)) {
        end = jxl_token(p)->end;
        jxl_advance(p);
    }
    if (end == start) {
        jxl_fail_here(p, "expected the name of a function or an operator");
        return AST_NO_NAME;
    }
    return names_intern(p->names, slice_make(p->file->text.data + start, end - start));
}

static JxlNode *parse_func(JxlParser *p, u32 start, JxlNodes attributes, u32 flags) {
    jxl_set_role(p, JXL_ROLE_KEYWORD);
    jxl_advance(p);
    JxlNode *node = jxl_node(p, JXL_FUNC, start);
    bool is_name = jxl_is_any_word(jxl_token(p));
    AstName name =
        is_name ? jxl_expect_name(p, "the name of the function") : parse_operator_name(p);
    if (name == AST_NO_NAME) return NULL;
    if (!is_name) flags |= JXL_FLAG_OPERATOR;
    node->func.attributes = attributes;
    node->func.name = name;
    if (!jxl_parse_type_params(p, &node->func.type_params)) return NULL;
    if (!parse_params(p, &node->func.params)) return NULL;
    if (jxl_accept(p, JXL_KEYWORD_THROWS)) flags |= JXL_FLAG_THROWS;
    bool has_type = jxl_accept(p, JXL_TOKEN_COLON) || jxl_accept(p, JXL_TOKEN_ARROW);
    if (has_type && !(node->func.returns = jxl_parse_type(p))) return NULL;
    if (!parse_bounds(p, &node->func.bounds)) return NULL;
    node->func.flags = flags;
    if (jxl_is(p, JXL_TOKEN_LBRACE) && !(node->func.body = jxl_parse_block(p))) return NULL;
    jxl_close(p, node);
    return node;
}

static JxlNode *parse_init(JxlParser *p, u32 start, u32 flags) {
    jxl_advance(p);
    JxlNode *node = jxl_node(p, JXL_INIT, start);
    if (!parse_params(p, &node->init.params)) return NULL;
    if (jxl_accept(p, JXL_KEYWORD_THROWS)) flags |= JXL_FLAG_THROWS;
    node->init.flags = flags;
    bool may_omit = p->options->may_omit_bodies && !jxl_is(p, JXL_TOKEN_LBRACE);
    if (!may_omit && !(node->init.body = jxl_parse_block(p))) return NULL;
    jxl_close(p, node);
    return node;
}

// ---- types

static JxlNode *parse_nominal(JxlParser *p, u32 start, JxlNodes attributes, u32 flags) {
    JxlTokenKind kind = jxl_kind_at(p);
    JxlNominalForm form = kind == JXL_KEYWORD_STRUCT  ? JXL_OP_STRUCT
                          : kind == JXL_KEYWORD_CLASS ? JXL_OP_CLASS
                          : kind == JXL_KEYWORD_ENUM  ? JXL_OP_ENUM
                                                      : JXL_OP_INTERFACE;
    jxl_advance(p);
    JxlNode *node = jxl_node(p, JXL_NOMINAL, start);
    node->nominal.form = form;
    node->nominal.attributes = attributes;
    node->nominal.flags = flags;
    node->nominal.name = jxl_expect_name(p, "the name of the type");
    if (node->nominal.name == AST_NO_NAME) return NULL;
    if (!jxl_parse_type_params(p, &node->nominal.type_params)) return NULL;
    if (jxl_accept(p, JXL_TOKEN_COLON) && !jxl_parse_type_list(p, &node->nominal.supers))
        return NULL;
    JxlPlace place = form == JXL_OP_ENUM ? JXL_IN_ENUM : JXL_IN_TYPE;
    if (!jxl_parse_body(p, place, &node->nominal.members)) return NULL;
    jxl_close(p, node);
    return node;
}

static bool parse_payload(JxlParser *p, JxlNodes *payload) {
    u32 base = p->stack.count;
    jxl_set_role(p, JXL_ROLE_CALL);
    jxl_advance(p);
    JxlSurroundings saved = jxl_enter_brackets(p);
    bool is_good = true;
    do {
        u32 start = jxl_start(p);
        AstName name = AST_NO_NAME;
        if (jxl_is_any_word(jxl_token(p)) && jxl_is_ahead(p, 1, JXL_TOKEN_COLON)) {
            name = jxl_token(p)->value;
            p->at += 2;
        }
        JxlNode *type = jxl_parse_type(p);
        is_good = type != NULL;
        if (!is_good) break;
        JxlNode *node = jxl_node(p, JXL_PAYLOAD, start);
        node->payload.name = name;
        node->payload.type = type;
        jxl_push(p, node);
    } while (jxl_accept(p, JXL_TOKEN_COMMA) && !jxl_is(p, JXL_TOKEN_RPAREN));
    is_good = is_good && jxl_expect(p, JXL_TOKEN_RPAREN, "behind the payload");
    jxl_restore(p, saved);
    if (is_good) *payload = jxl_take(p, base);
    return is_good;
}

static JxlNode *parse_cases(JxlParser *p) {
    u32 start = jxl_start(p), base = p->stack.count;
    jxl_advance(p);
    do {
        u32 item_start = jxl_start(p);
        AstName name = jxl_expect_any_word(p, "the name of a case");
        if (name == AST_NO_NAME) return NULL;
        JxlNodes payload = {0};
        if (jxl_is(p, JXL_TOKEN_LPAREN) && !parse_payload(p, &payload)) return NULL;
        JxlNode *value = NULL;
        if (jxl_accept(p, JXL_TOKEN_ASSIGN) && !(value = jxl_parse_above_ternary(p, 13)))
            return NULL;
        JxlNode *item = jxl_node(p, JXL_CASE_ITEM, item_start);
        item->case_item.name = name;
        item->case_item.payload = payload;
        item->case_item.value = value;
        jxl_push(p, item);
    } while (jxl_accept(p, JXL_TOKEN_COMMA));
    JxlNode *node = jxl_node(p, JXL_CASES, start);
    node->cases.items = jxl_take(p, base);
    return node;
}

static JxlNode *parse_type_alias(JxlParser *p, u32 start, JxlNodes attributes, u32 flags) {
    jxl_advance(p);
    JxlNode *node = jxl_node(p, JXL_TYPE_ALIAS, start);
    node->type_alias.attributes = attributes;
    node->type_alias.flags = flags;
    node->type_alias.name = jxl_expect_name(p, "the name of the type");
    if (node->type_alias.name == AST_NO_NAME) return NULL;
    if (!jxl_parse_type_params(p, &node->type_alias.type_params)) return NULL;
    if (!jxl_expect(p, JXL_TOKEN_ASSIGN, "and a type")) return NULL;
    if (!(node->type_alias.type = jxl_parse_type(p))) return NULL;
    jxl_close(p, node);
    return node;
}

// ---- variables

static bool is_accessor(const JxlParser *p, u32 ahead, JxlAccessor *which) {
    static const char *const words[] = {"get", "set", "didSet", "willSet"};
    for (u32 i = 0; i < COUNT_OF(words); i++) {
        if (!jxl_is_word_ahead(p, ahead, words[i])) continue;
        *which = (JxlAccessor)i;
        return jxl_is_ahead(p, ahead + 1, JXL_TOKEN_LBRACE) ||
               (jxl_is_ahead(p, ahead + 1, JXL_TOKEN_LPAREN) && i > 0);
    }
    return false;
}

static JxlNode *parse_accessor(JxlParser *p, JxlAccessor which) {
    u32 start = jxl_start(p);
    jxl_set_role(p, JXL_ROLE_KEYWORD);
    jxl_advance(p);
    AstName name = AST_NO_NAME;
    if (jxl_is(p, JXL_TOKEN_LPAREN)) {
        jxl_set_role(p, JXL_ROLE_CALL);
        jxl_advance(p);
        name = jxl_expect_name(p, "the name of the value");
        if (name == AST_NO_NAME || !jxl_expect(p, JXL_TOKEN_RPAREN, "behind it")) return NULL;
    }
    JxlNode *body = jxl_parse_block(p);
    if (!body) return NULL;
    JxlNode *node = jxl_node(p, JXL_ACCESSOR, start);
    node->accessor.which = which;
    node->accessor.name = name;
    node->accessor.body = body;
    return node;
}

static bool parse_accessors(JxlParser *p, JxlNode *variable) {
    u32 base = p->stack.count;
    u32 start = jxl_start(p);
    JxlAccessor which;
    if (!is_accessor(p, 1, &which)) {
        JxlNode *body = jxl_parse_block(p);
        if (!body) return false;
        JxlNode *getter = jxl_node(p, JXL_ACCESSOR, start);
        getter->accessor.which = JXL_OP_GET;
        getter->accessor.body = body;
        jxl_push(p, getter);
        variable->variable.flags |= JXL_FLAG_GETTER;
    } else {
        jxl_advance(p);
        JxlSurroundings saved = jxl_enter_block(p);
        bool is_good = true;
        while (is_good && is_accessor(p, 0, &which)) {
            JxlNode *accessor = parse_accessor(p, which);
            is_good = accessor != NULL;
            if (is_good) jxl_push(p, accessor);
            while (jxl_accept(p, JXL_TOKEN_SEMICOLON)) {
            }
        }
        jxl_restore(p, saved);
        if (!is_good || !jxl_expect(p, JXL_TOKEN_RBRACE, "behind the accessors")) return false;
    }
    variable->variable.accessors = jxl_take(p, base);
    return true;
}

JxlNode *jxl_parse_variable(JxlParser *p, u32 start, JxlNodes attributes, u32 flags) {
    bool is_var = jxl_is(p, JXL_KEYWORD_VAR);
    jxl_advance(p);
    JxlNode *node = jxl_node(p, JXL_VARIABLE, start);
    node->variable.attributes = attributes;
    node->variable.flags = flags | (is_var ? JXL_FLAG_VAR : 0u);
    bool was_binding = p->is_binding;
    p->is_binding = true;
    node->variable.pattern = jxl_parse_pattern(p);
    p->is_binding = was_binding;
    if (!node->variable.pattern) return NULL;
    if (jxl_accept(p, JXL_TOKEN_COLON) && !(node->variable.type = jxl_parse_type(p))) return NULL;
    if (jxl_accept(p, JXL_TOKEN_ASSIGN)) {
        JxlSurroundings saved = jxl_enter_block(p);
        p->in_atom_init = is_var;
        node->variable.init = jxl_parse_expr(p);
        jxl_restore(p, saved);
        if (!node->variable.init) return NULL;
    }
    bool has_accessors = is_var && jxl_is(p, JXL_TOKEN_LBRACE) && !jxl_at_line_start(p);
    if (has_accessors && !parse_accessors(p, node)) return NULL;
    jxl_close(p, node);
    return node;
}

// ---- views

static JxlNode *parse_view(JxlParser *p, u32 start, JxlNodes attributes, u32 flags) {
    jxl_advance(p);
    JxlNode *node = jxl_node(p, JXL_VIEW, start);
    node->view.attributes = attributes;
    node->view.flags = flags;
    node->view.name = jxl_expect_name(p, "the name of the view");
    if (node->view.name == AST_NO_NAME) return NULL;
    if (!jxl_parse_type_params(p, &node->view.type_params)) return NULL;
    if (jxl_accept(p, JXL_TOKEN_COLON) && !(node->view.type = jxl_parse_type(p))) return NULL;
    if (!jxl_parse_body(p, JXL_IN_VIEW, &node->view.members)) return NULL;
    jxl_close(p, node);
    return node;
}

static JxlNode *parse_signal(JxlParser *p, u32 start, JxlNodes attributes, u32 flags) {
    jxl_set_role(p, JXL_ROLE_KEYWORD);
    jxl_advance(p);
    JxlNode *node = jxl_node(p, JXL_SIGNAL, start);
    node->signal.attributes = attributes;
    node->signal.flags = flags;
    node->signal.name = jxl_expect_name(p, "the name of the signal");
    if (!jxl_expect(p, JXL_TOKEN_COLON, "and the type of the signal")) return NULL;
    if (!(node->signal.type = jxl_parse_type(p))) return NULL;
    if (jxl_accept(p, JXL_TOKEN_ASSIGN) && !(node->signal.init = jxl_parse_expr(p))) return NULL;
    jxl_close(p, node);
    return node;
}

static JxlNode *parse_effect(JxlParser *p, u32 start) {
    jxl_set_role(p, JXL_ROLE_KEYWORD);
    jxl_advance(p);
    u32 flags = 0;
    if (jxl_is_word(p, "onCleanup")) {
        jxl_set_role(p, JXL_ROLE_KEYWORD);
        jxl_advance(p);
        flags = JXL_FLAG_CLEANUP;
    }
    JxlNode *body = jxl_parse_block(p);
    if (!body) return NULL;
    JxlNode *node = jxl_node(p, JXL_EFFECT, start);
    node->effect.flags = flags;
    node->effect.body = body;
    return node;
}

static JxlNode *parse_lifecycle(JxlParser *p, JxlLifecycle which) {
    u32 start = jxl_start(p);
    jxl_set_role(p, JXL_ROLE_KEYWORD);
    jxl_advance(p);
    JxlNode *body = which == JXL_OP_ON_ERROR ? jxl_parse_closure(p) : jxl_parse_block(p);
    if (!body) return NULL;
    JxlNode *node = jxl_node(p, JXL_LIFECYCLE, start);
    node->lifecycle.which = which;
    node->lifecycle.body = body;
    return node;
}

// A contextual word that begins a declaration, in front of what has to follow it.
static JxlNode *parse_word_declaration(JxlParser *p, JxlPlace place, u32 start, JxlNodes attributes,
                                       u32 flags, bool *is_declaration) {
    static const char *const lifecycles[] = {"onMount", "onUnmount", "onError"};
    bool has_block = jxl_is_ahead(p, 1, JXL_TOKEN_LBRACE);
    bool has_name = jxl_is_ahead(p, 1, JXL_TOKEN_NAME);
    *is_declaration = true;
    if (jxl_is_word(p, "function") && has_name) return parse_func(p, start, attributes, flags);
    bool is_outer = place != JXL_IN_BLOCK;
    for (u32 i = 0; is_outer && has_block && i < COUNT_OF(lifecycles); i++) {
        if (jxl_is_word(p, lifecycles[i])) return parse_lifecycle(p, (JxlLifecycle)i);
    }
    if (is_outer && has_block && jxl_is_word(p, "render")) {
        jxl_set_role(p, JXL_ROLE_KEYWORD);
        jxl_advance(p);
        JxlNode *body = jxl_parse_block(p);
        if (!body) return NULL;
        JxlNode *node = jxl_node(p, JXL_RENDER, start);
        node->render.body = body;
        return node;
    }
    if (is_outer && jxl_is_word(p, "effect") && (has_block || jxl_is_word_ahead(p, 1, "onCleanup")))
        return parse_effect(p, start);
    if (is_outer && jxl_is_word(p, "signal") && has_name)
        return parse_signal(p, start, attributes, flags);
    if (is_outer && jxl_is_word(p, "init") && jxl_is_ahead(p, 1, JXL_TOKEN_LPAREN))
        return parse_init(p, start, flags);
    if (is_outer && jxl_is_word(p, "deinit") && has_block) {
        jxl_set_role(p, JXL_ROLE_KEYWORD);
        jxl_advance(p);
        JxlNode *body = jxl_parse_block(p);
        if (!body) return NULL;
        JxlNode *node = jxl_node(p, JXL_DEINIT, start);
        node->deinit.body = body;
        return node;
    }
    if (is_outer && jxl_is_word(p, "infix") && jxl_is_word_ahead(p, 1, "operator")) {
        p->at += 2;
        AstName name = parse_operator_name(p);
        if (name == AST_NO_NAME) return NULL;
        JxlNode *node = jxl_node(p, JXL_OPERATOR, start);
        node->operator_decl.text = names_text(p->names, name);
        return node;
    }
    if (place == JXL_IN_MODULE && jxl_is_word(p, "style") && has_name &&
        jxl_is_ahead(p, 2, JXL_TOKEN_LBRACE)) {
        jxl_advance(p);
        AstName name = jxl_expect_name(p, "the name of the style");
        JxlNode *record = jxl_parse_record(p);
        if (!record) return NULL;
        JxlNode *node = jxl_node(p, JXL_STYLE, start);
        node->style.name = name;
        node->style.record = record;
        return node;
    }
    *is_declaration = false;
    return NULL;
}

static JxlNode *declaration_of(JxlParser *p, JxlPlace place, u32 start, JxlNodes attributes,
                               u32 flags, bool *is_declaration) {
    *is_declaration = true;
    bool is_outer = place != JXL_IN_BLOCK;
    switch (jxl_kind_at(p)) {
    case JXL_KEYWORD_LET:
    case JXL_KEYWORD_VAR: return jxl_parse_variable(p, start, attributes, flags);
    case JXL_KEYWORD_FUNC:
    case JXL_KEYWORD_FN: return parse_func(p, start, attributes, flags);
    case JXL_KEYWORD_STRUCT:
    case JXL_KEYWORD_CLASS:
    case JXL_KEYWORD_ENUM:
    case JXL_KEYWORD_INTERFACE:
    case JXL_KEYWORD_PROTOCOL:
        if (is_outer) return parse_nominal(p, start, attributes, flags);
        break;
    case JXL_KEYWORD_TYPEALIAS:
        if (is_outer) return parse_type_alias(p, start, attributes, flags);
        break;
    case JXL_KEYWORD_ATOM:
        if (is_outer) return jxl_parse_atom(p, start, attributes, flags);
        break;
    case JXL_KEYWORD_VIEW:
        if (place == JXL_IN_MODULE) return parse_view(p, start, attributes, flags);
        break;
    case JXL_KEYWORD_CASE:
        if (place == JXL_IN_ENUM) return parse_cases(p);
        break;
    default: return parse_word_declaration(p, place, start, attributes, flags, is_declaration);
    }
    return jxl_fail(p, 10, jxl_token_span(p, jxl_token(p)), NULL,
                    "`%s` does not stand here: declare it outside", jxl_token_text(jxl_kind_at(p)));
}

JxlNode *jxl_parse_declaration(JxlParser *p, JxlPlace place, bool *is_declaration) {
    u32 start = jxl_start(p);
    JxlNodes attributes;
    *is_declaration = true;
    if (!parse_attributes(p, &attributes)) return NULL;
    u32 flags = parse_modifiers(p);
    if (p->is_failed) return NULL;
    JxlNode *node = declaration_of(p, place, start, attributes, flags, is_declaration);
    if (!*is_declaration && (attributes.count > 0 || flags != 0)) {
        *is_declaration = true;
        return jxl_fail_here(p, "expected a declaration");
    }
    if (!node || place == JXL_IN_BLOCK) return node;
    bool ends_in_block = node->kind == JXL_FUNC || node->kind == JXL_NOMINAL ||
                         node->kind == JXL_VIEW || node->kind == JXL_INIT ||
                         node->kind == JXL_DEINIT || node->kind == JXL_RENDER ||
                         node->kind == JXL_EFFECT || node->kind == JXL_LIFECYCLE ||
                         jxl_token_before(p)->kind == JXL_TOKEN_RBRACE;
    if (ends_in_block) {
        while (jxl_accept(p, JXL_TOKEN_SEMICOLON)) {
        }
    } else {
        jxl_end_statement(p);
    }
    return node;
}

bool jxl_parse_body(JxlParser *p, JxlPlace place, JxlNodes *members) {
    static const char *const wholes[] = {"", "a member of a type", "a member of an enum",
                                         "a member of a view", ""};
    if (!jxl_expect(p, JXL_TOKEN_LBRACE, "in front of the members")) return false;
    if (!jxl_enter(p)) return false;
    JxlSurroundings saved = jxl_enter_block(p);
    u32 base = p->stack.count;
    while (!jxl_is(p, JXL_TOKEN_RBRACE) && !jxl_is(p, JXL_TOKEN_END) &&
           !jxl_at_outer_declaration(p)) {
        if (jxl_accept(p, JXL_TOKEN_SEMICOLON)) continue;
        u32 before = p->at;
        bool is_declaration;
        JxlNode *member = jxl_parse_declaration(p, place, &is_declaration);
        if (!is_declaration) jxl_fail_here(p, "expected %s", wholes[place]);
        if (member) jxl_push(p, member);
        if (!p->is_failed) continue;
        jxl_recover(p);
        if (p->at == before && !jxl_at_outer_declaration(p)) jxl_advance(p);
    }
    *members = jxl_take(p, base);
    jxl_restore(p, saved);
    jxl_leave(p);
    if (jxl_expect(p, JXL_TOKEN_RBRACE, "behind the members")) return true;
    // What was read is kept: the declaration is whole but for its brace.
    p->is_failed = false;
    return true;
}
