// Imports (3.1), atoms and their options (3.3, 3.4).
#include "compiler/syntax/jxl/jxl_parser_priv.h"

static bool parse_path(JxlParser *p, Slice *path) {
    if (!jxl_is(p, JXL_TOKEN_STRING_START)) {
        jxl_fail_here(p, "expected the path of a module");
        return false;
    }
    JxlNode *text = jxl_parse_string(p);
    if (!text) return false;
    JxlNodes parts = text->string.parts;
    if (parts.count != 1 || parts.items[0]->kind != JXL_TEXT) {
        jxl_fail(p, 17, text->span, NULL, "the path of a module is a plain text");
        return false;
    }
    *path = parts.items[0]->text.text;
    return true;
}

static bool parse_from(JxlParser *p, JxlNode *node) {
    if (!jxl_is_word(p, "from")) {
        jxl_fail_here(p, "expected `from` and the path of a module");
        return false;
    }
    jxl_set_role(p, JXL_ROLE_KEYWORD);
    jxl_advance(p);
    return parse_path(p, &node->import.path);
}

static bool parse_specs(JxlParser *p, JxlNodes *specs) {
    u32 base = p->stack.count;
    jxl_advance(p);
    while (!jxl_is(p, JXL_TOKEN_RBRACE)) {
        u32 start = jxl_start(p);
        AstName name = jxl_expect_name(p, "an imported name"), alias = AST_NO_NAME;
        if (name == AST_NO_NAME) return false;
        if (jxl_accept(p, JXL_KEYWORD_AS)) {
            alias = jxl_expect_name(p, "a name behind `as`");
            if (alias == AST_NO_NAME) return false;
        }
        JxlNode *spec = jxl_node(p, JXL_IMPORT_SPEC, start);
        spec->import_spec.name = name;
        spec->import_spec.alias = alias;
        jxl_push(p, spec);
        if (!jxl_accept(p, JXL_TOKEN_COMMA)) break;
    }
    *specs = jxl_take(p, base);
    return jxl_expect(p, JXL_TOKEN_RBRACE, "behind the imported names");
}

// import a.b.C
static bool parse_platform(JxlParser *p, JxlNode *node) {
    Bytes path;
    bytes_init(&path, p->arena);
    node->import.form = JXL_OP_IMPORT_PLATFORM;
    do {
        AstName name = jxl_expect_any_word(p, "the name of a module");
        if (name == AST_NO_NAME) return false;
        if (path.len > 0) bytes_push(&path, '.');
        bytes_append(&path, names_text(p->names, name));
        node->import.name = name;
    } while (jxl_accept(p, JXL_TOKEN_DOT));
    node->import.path = bytes_slice(&path);
    return true;
}

static bool parse_import_body(JxlParser *p, JxlNode *node) {
    if (jxl_is(p, JXL_TOKEN_STRING_START)) {
        node->import.form = JXL_OP_IMPORT_ALL;
        return parse_path(p, &node->import.path);
    }
    if (jxl_is(p, JXL_TOKEN_LBRACE)) {
        node->import.form = JXL_OP_IMPORT_NAMES;
        return parse_specs(p, &node->import.specs) && parse_from(p, node);
    }
    bool is_star = jxl_accept(p, JXL_TOKEN_STAR);
    if (is_star && !jxl_expect(p, JXL_KEYWORD_AS, "behind `import *`")) return false;
    bool is_namespace = is_star || jxl_is_word_ahead(p, 1, "from");
    if (!is_namespace) return parse_platform(p, node);
    node->import.form = JXL_OP_IMPORT_NAMESPACE;
    node->import.name = jxl_expect_name(p, "a name for the module");
    return node->import.name != AST_NO_NAME && parse_from(p, node);
}

JxlNode *jxl_parse_import(JxlParser *p) {
    u32 start = jxl_start(p);
    jxl_advance(p);
    JxlNode *node = jxl_node(p, JXL_IMPORT, start);
    if (!parse_import_body(p, node)) return NULL;
    jxl_close(p, node);
    jxl_end_statement(p);
    return node;
}

// ---- atoms

static bool is_option_name(const JxlParser *p) {
    static const char *const names[] = {"refreshInterval", "staleAfter", "retry",   "onError",
                                        "equals",          "key",        "debounce"};
    for (u32 i = 0; i < COUNT_OF(names); i++) {
        if (jxl_is_word(p, names[i])) return jxl_is_ahead(p, 1, JXL_TOKEN_COLON);
    }
    return false;
}

static bool parse_option_value(JxlParser *p, JxlNode *node) {
    bool is_setter = jxl_is_word(p, "didSet") || jxl_is_word(p, "willSet");
    if (is_setter || jxl_is_word(p, "onDispose")) {
        node->option.name = jxl_token(p)->value;
        jxl_set_role(p, JXL_ROLE_KEYWORD);
        jxl_advance(p);
        if (!is_setter) return (node->option.value = jxl_parse_closure(p)) != NULL;
        if (jxl_is(p, JXL_TOKEN_LPAREN)) {
            jxl_set_role(p, JXL_ROLE_CALL);
            jxl_advance(p);
            node->option.param = jxl_expect_name(p, "the name of the value");
            if (!jxl_expect(p, JXL_TOKEN_RPAREN, "behind it")) return false;
        }
        return (node->option.value = jxl_parse_block(p)) != NULL;
    }
    if (!is_option_name(p)) {
        jxl_fail_here(p, "expected an option of the atom: didSet, willSet, onDispose, "
                         "refreshInterval, staleAfter, retry, onError, equals, key or debounce");
        return false;
    }
    node->option.name = jxl_token(p)->value;
    p->at += 2;
    return (node->option.value = jxl_parse_expr(p)) != NULL;
}

static bool parse_options(JxlParser *p, JxlNodes *options) {
    if (!jxl_is(p, JXL_TOKEN_LBRACE) || jxl_at_line_start(p)) return true;
    u32 base = p->stack.count;
    jxl_advance(p);
    JxlSurroundings saved = jxl_enter_block(p);
    p->in_options = true;
    bool is_good = true;
    while (is_good && !jxl_is(p, JXL_TOKEN_RBRACE)) {
        JxlNode *node = jxl_node(p, JXL_OPTION, jxl_start(p));
        is_good = parse_option_value(p, node) && jxl_end_statement(p);
        jxl_close(p, node);
        if (is_good) jxl_push(p, node);
    }
    jxl_restore(p, saved);
    if (!is_good) return false;
    *options = jxl_take(p, base);
    return jxl_expect(p, JXL_TOKEN_RBRACE, "behind the options");
}

static JxlAtomForm parse_form(JxlParser *p) {
    JxlAtomForm form = JXL_OP_ATOM_SOURCE;
    if (!jxl_is_ahead(p, 1, JXL_TOKEN_NAME)) return form;
    if (jxl_is_word(p, "computed")) form = JXL_OP_ATOM_COMPUTED;
    if (jxl_is(p, JXL_KEYWORD_ASYNC)) form = JXL_OP_ATOM_ASYNC;
    if (jxl_is_word(p, "disposable")) form = JXL_OP_ATOM_DISPOSABLE;
    if (form != JXL_OP_ATOM_SOURCE) {
        jxl_set_role(p, JXL_ROLE_KEYWORD);
        jxl_advance(p);
    }
    return form;
}

JxlNode *jxl_parse_atom(JxlParser *p, u32 start, JxlNodes attributes, u32 flags) {
    jxl_advance(p);
    JxlNode *node = jxl_node(p, JXL_ATOM, start);
    JxlAtomForm form = parse_form(p);
    node->atom.form = form;
    node->atom.attributes = attributes;
    node->atom.flags = flags;
    node->atom.name = jxl_expect_name(p, "the name of the atom");
    if (node->atom.name == AST_NO_NAME) return NULL;
    if (jxl_accept(p, JXL_TOKEN_COLON) && !(node->atom.type = jxl_parse_type(p))) return NULL;
    if (form == JXL_OP_ATOM_COMPUTED) {
        if (!(node->atom.body = jxl_parse_block(p))) return NULL;
        jxl_close(p, node);
        return node;
    }
    bool needs_init = form != JXL_OP_ATOM_SOURCE;
    if (needs_init && !jxl_is(p, JXL_TOKEN_ASSIGN))
        return jxl_fail_here(p, "expected `=` and the value of the atom");
    if (jxl_accept(p, JXL_TOKEN_ASSIGN)) {
        JxlSurroundings saved = jxl_enter_block(p);
        p->in_atom_init = true;
        node->atom.init = jxl_parse_expr(p);
        jxl_restore(p, saved);
        if (!node->atom.init) return NULL;
    }
    if (!parse_options(p, &node->atom.options)) return NULL;
    jxl_close(p, node);
    return node;
}
