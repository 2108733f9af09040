// Patterns and `switch`: what they bind, whether they cover every value.
#include "compiler/jxl/jxl_check_priv.h"

enum { COVER_MAX = 256 };

static JxlDecl *find_case(JxlChecker *c, JxlNode *pattern, JxlTypeId *type) {
    if (pattern->case_pattern.type) *type = jxl_resolve_type(c, pattern->case_pattern.type);
    *type = jxl_resolve(c, *type);
    while (jxl_is_nominal(c, *type, c->optional)) *type = jxl_arg(c, *type, 0);
    if (*type == JXL_ERROR_TYPE) return NULL;
    JxlDecl *owner = jxl_owner_of(c, *type);
    JxlDecl *found = owner ? jxl_find_member(c, owner, pattern->case_pattern.name) : NULL;
    if (!found || !(found->flags & JXL_DECL_STATIC)) {
        jxl_unknown_member(c, pattern->span, *type, owner, pattern->case_pattern.name);
        return NULL;
    }
    jxl_fact(c, pattern)->target = found;
    return found;
}

static void check_payload(JxlChecker *c, JxlNode *pattern, JxlDecl *found, JxlTypeId type,
                          bool is_var) {
    jxl_resolve_signature(c, found);
    JxlNodes args = pattern->case_pattern.args;
    JxlType info = *jxl_type(c->program, type);
    if (args.count > 0 && args.count != found->param_count)
        jxl_error(c, 205, pattern->span, NULL, "`%s` carries %u values, not %u",
                  jxl_text_of_name(c, found->name), found->param_count, args.count);
    for (u32 i = 0; i < args.count; i++) {
        u32 at = i;
        AstName label = args.items[i]->pattern_arg.label;
        for (u32 j = 0; label != AST_NO_NAME && j < found->param_count; j++) {
            if (found->params[j].name == label) at = j;
        }
        JxlTypeId item = JXL_ERROR_TYPE;
        if (at < found->param_count)
            item = jxl_substitute(c->program, found->params[at].type, found->owner->type_params,
                                  info.args, info.arg_count);
        jxl_check_pattern(c, args.items[i]->pattern_arg.pattern, item, is_var);
    }
}

static void check_case(JxlChecker *c, JxlNode *pattern, JxlTypeId type, bool is_var) {
    JxlTypeId found_type = type;
    JxlDecl *found = find_case(c, pattern, &found_type);
    if (found && found->kind == JXL_DECL_CASE) {
        JxlTypeId inner = jxl_resolve(c, type);
        while (jxl_is_nominal(c, inner, c->optional)) inner = jxl_arg(c, inner, 0);
        if (!jxl_unify(c, found_type, inner))
            jxl_error(c, 201, pattern->span, NULL, "this is a `%s`, not a `%s`",
                      jxl_text_of_type(c, found_type), jxl_text_of_type(c, inner));
        check_payload(c, pattern, found, jxl_resolve(c, found_type), is_var);
        return;
    }
    for (u32 i = 0; i < pattern->case_pattern.args.count; i++)
        jxl_check_pattern(c, pattern->case_pattern.args.items[i]->pattern_arg.pattern,
                          JXL_ERROR_TYPE, is_var);
}

static void check_value(JxlChecker *c, JxlNode *pattern, JxlTypeId type) {
    JxlNode *value = pattern->value_pattern.value;
    bool is_range = value->kind == JXL_BINARY &&
                    (value->binary.op == JXL_OP_RANGE || value->binary.op == JXL_OP_CLOSED_RANGE);
    if (value->kind == JXL_NIL) {
        jxl_check_expr(c, value, type);
        if (type != JXL_ERROR_TYPE && !jxl_is_nominal(c, type, c->optional))
            jxl_error(c, 201, pattern->span, NULL, "`%s` is never nil", jxl_text_of_type(c, type));
        return;
    }
    JxlTypeId inner = jxl_resolve(c, type);
    if (is_range && inner != JXL_ERROR_TYPE)
        jxl_check_value(c, value, jxl_nominal(c->program, c->range, &inner, 1));
    else
        jxl_check_value(c, value, inner == JXL_ERROR_TYPE ? JXL_NO_TYPE : inner);
}

static void check_tuple(JxlChecker *c, JxlNode *pattern, JxlTypeId type, bool is_var) {
    JxlType info = *jxl_type(c->program, jxl_resolve(c, type));
    JxlNodes items = pattern->tuple_pattern.items;
    bool fits = info.kind == JXL_TYPE_TUPLE && info.arg_count == items.count;
    if (!fits && type != JXL_ERROR_TYPE)
        jxl_error(c, 201, pattern->span, NULL, "`%s` is no tuple of %u values",
                  jxl_text_of_type(c, type), items.count);
    for (u32 i = 0; i < items.count; i++)
        jxl_check_pattern(c, items.items[i], fits ? info.args[i] : JXL_ERROR_TYPE, is_var);
}

void jxl_check_pattern(JxlChecker *c, JxlNode *pattern, JxlTypeId type, bool is_var) {
    jxl_fact(c, pattern)->type = type;
    switch (pattern->kind) {
    case JXL_BIND_PATTERN:
        jxl_check_pattern(c, pattern->bind_pattern.pattern, type,
                          (pattern->bind_pattern.flags & JXL_FLAG_VAR) != 0);
        break;
    case JXL_NAME_PATTERN: {
        u32 flags = is_var ? JXL_DECL_MUTABLE : JXL_DECL_LOOP;
        if (c->body && c->body->place == JXL_PLACE_RENDER) flags |= JXL_DECL_REACTIVE;
        jxl_declare_local(c, JXL_DECL_LOCAL, pattern, pattern->name_pattern.name, type, flags);
        break;
    }
    case JXL_CASE_PATTERN: check_case(c, pattern, type, is_var); break;
    case JXL_TUPLE_PATTERN: check_tuple(c, pattern, type, is_var); break;
    case JXL_IS_PATTERN: jxl_resolve_type(c, pattern->is_pattern.type); break;
    case JXL_VALUE_PATTERN: check_value(c, pattern, type); break;
    default: break;
    }
}

// `catch .taken(let field)`: any enum that has the case; the thrown type is not written anywhere.
void jxl_check_catch_pattern(JxlChecker *c, JxlNode *pattern) {
    bool is_open = pattern->kind == JXL_CASE_PATTERN && !pattern->case_pattern.type;
    if (!is_open) {
        JxlTypeId type = jxl_plain(c, c->any_error);
        if (pattern->kind == JXL_CASE_PATTERN)
            type = jxl_resolve_type(c, pattern->case_pattern.type);
        jxl_check_pattern(c, pattern, type, false);
        return;
    }
    for (u32 i = 0; i < c->program->decls.count; i++) {
        JxlDecl *decl = c->program->decls.items[i];
        bool fits = decl->kind == JXL_DECL_CASE && decl->name == pattern->case_pattern.name &&
                    !(decl->flags & JXL_DECL_BUILTIN);
        if (!fits) continue;
        jxl_resolve_signature(c, decl);
        if (pattern->case_pattern.args.count > 0 &&
            decl->param_count != pattern->case_pattern.args.count)
            continue;
        jxl_check_pattern(c, pattern, decl->owner->type, false);
        return;
    }
    jxl_error(c, 206, pattern->span, "write the type in front of the point",
              "no enum has a case `%s`", jxl_text_of_name(c, pattern->case_pattern.name));
}

// ---- covering

typedef struct {
    bool has_all, has_nil, has_some, has_true, has_false;
    const JxlDecl *cases[COVER_MAX];
    u32 count;
} Cover;

static bool always_matches(const JxlNode *pattern) {
    if (pattern->kind == JXL_ANY_PATTERN || pattern->kind == JXL_NAME_PATTERN) return true;
    if (pattern->kind == JXL_BIND_PATTERN) return always_matches(pattern->bind_pattern.pattern);
    if (pattern->kind != JXL_TUPLE_PATTERN) return false;
    for (u32 i = 0; i < pattern->tuple_pattern.items.count; i++) {
        if (!always_matches(pattern->tuple_pattern.items.items[i])) return false;
    }
    return true;
}

static void cover_pattern(JxlChecker *c, Cover *cover, const JxlNode *pattern) {
    if (always_matches(pattern)) {
        cover->has_all = true;
    } else if (pattern->kind == JXL_BIND_PATTERN) {
        cover_pattern(c, cover, pattern->bind_pattern.pattern);
    } else if (pattern->kind == JXL_VALUE_PATTERN) {
        const JxlNode *value = pattern->value_pattern.value;
        cover->has_nil |= value->kind == JXL_NIL;
        if (value->kind == JXL_BOOL && value->bool_.value) cover->has_true = true;
        if (value->kind == JXL_BOOL && !value->bool_.value) cover->has_false = true;
    } else if (pattern->kind == JXL_CASE_PATTERN) {
        for (u32 i = 0; i < pattern->case_pattern.args.count; i++) {
            if (!always_matches(pattern->case_pattern.args.items[i]->pattern_arg.pattern)) return;
        }
        const JxlDecl *target = jxl_fact(c, pattern)->target;
        if (target && cover->count < COVER_MAX) cover->cases[cover->count++] = target;
    }
}

static void find_missing(JxlChecker *c, const Cover *cover, JxlTypeId type, Bytes *missing) {
    if (jxl_is_nominal(c, type, c->optional)) {
        if (!cover->has_nil) bytes_text(missing, " nil");
        find_missing(c, cover, jxl_arg(c, type, 0), missing);
        return;
    }
    if (jxl_is_nominal(c, type, c->bool_)) {
        if (!cover->has_true) bytes_text(missing, " true");
        if (!cover->has_false) bytes_text(missing, " false");
        return;
    }
    JxlDecl *owner = jxl_owner_of(c, type);
    if (!owner || owner->form != JXL_OP_ENUM || owner->kind != JXL_DECL_NOMINAL) {
        bytes_text(missing, " default");
        return;
    }
    for (u32 i = 0; i < owner->order.count; i++) {
        const JxlDecl *one = owner->order.items[i];
        if (one->kind != JXL_DECL_CASE) continue;
        bool is_covered = false;
        for (u32 j = 0; j < cover->count; j++) is_covered |= cover->cases[j] == one;
        Slice name = names_text(c->names, one->name);
        if (!is_covered) bytes_format(missing, " .%S", &name);
    }
}

static void check_cover(JxlChecker *c, JxlNode *node, JxlTypeId type) {
    Cover *cover = ARENA_NEW(c->arena, Cover);
    for (u32 i = 0; i < node->switch_.clauses.count; i++) {
        const JxlNode *clause = node->switch_.clauses.items[i];
        if (clause->clause.patterns.count == 0) return;  // default
        for (u32 j = 0; !clause->clause.filter && j < clause->clause.patterns.count; j++)
            cover_pattern(c, cover, clause->clause.patterns.items[j]);
    }
    if (cover->has_all || type == JXL_ERROR_TYPE) return;
    Bytes missing;
    bytes_init(&missing, c->arena);
    find_missing(c, cover, jxl_resolve(c, type), &missing);
    if (missing.len == 0) return;
    Slice text = bytes_slice(&missing);
    jxl_error(c, 230, (Span){node->span.file, node->span.start, node->switch_.subject->span.end},
              "or write `default:`", "this switch does not handle%S", &text);
}

// ---- switch

void jxl_check_switch(JxlChecker *c, JxlNode *node, JxlTypeId expected, JxlTypeId *result) {
    bool is_render = c->body && c->body->place == JXL_PLACE_RENDER && c->is_render_statement;
    bool is_value = !is_render && result != NULL && c->wants_value;
    c->wants_value = false;
    c->is_render_statement = false;
    JxlTypeId type = jxl_check_expr(c, node->switch_.subject, JXL_NO_TYPE);
    *result = JXL_NEVER_TYPE;
    JxlNode *last_node = node;
    c->conditional++;
    bool may_jump = c->body && c->body->may_jump;
    if (c->body) c->body->may_jump = true;
    for (u32 i = 0; i < node->switch_.clauses.count; i++) {
        JxlNode *clause = node->switch_.clauses.items[i];
        u32 locals = c->locals.count;
        for (u32 j = 0; j < clause->clause.patterns.count; j++) {
            // Patterns side by side bind the same names; the first ones are kept.
            u32 before = c->locals.count;
            jxl_check_pattern(c, clause->clause.patterns.items[j], type, false);
            if (j > 0) c->locals.count = before;
        }
        if (clause->clause.filter)
            jxl_check_value(c, clause->clause.filter, jxl_plain(c, c->bool_));
        if (is_render) {
            jxl_check_render_block(c, clause->clause.body);
        } else if (is_value) {
            JxlNode *last;
            JxlTypeId one = jxl_check_branch(c, clause->clause.body, expected, &last);
            *result =
                expected != JXL_NO_TYPE ? expected : jxl_join(c, last_node, *result, last, one);
            last_node = last;
        } else {
            jxl_check_block(c, clause->clause.body);
        }
        c->locals.count = locals;
    }
    if (c->body) c->body->may_jump = may_jump;
    c->conditional--;
    check_cover(c, node, type);
    if (!is_value) *result = JXL_VOID_TYPE;
}
