// Render blocks (chapter 8): what may stand there, keys of loops, what components ask for.
#include "compiler/jxl/jxl_check_priv.h"

static void check_render_statement(JxlChecker *c, JxlNode *node);

void jxl_check_render_block(JxlChecker *c, JxlNode *block) {
    u32 locals = c->locals.count;
    jxl_fact(c, block)->flags |= JXL_IS_RENDER;
    for (u32 i = 0; i < block->block.items.count; i++)
        check_render_statement(c, block->block.items.items[i]);
    c->locals.count = locals;
}

static void check_if(JxlChecker *c, JxlNode *node) {
    u32 locals = c->locals.count, reads = c->reads;
    jxl_check_conds(c, node->if_.conds);
    if (c->reads != reads) jxl_fact(c, node)->flags |= JXL_READS;
    jxl_check_render_block(c, node->if_.body);
    c->locals.count = locals;
    if (!node->if_.otherwise) return;
    if (node->if_.otherwise->kind == JXL_IF)
        check_if(c, node->if_.otherwise);
    else
        jxl_check_render_block(c, node->if_.otherwise);
}

// The call of `.key(…)` in a chain of modifiers.
static bool has_key(const JxlChecker *c, const JxlNode *node) {
    while (node->kind == JXL_CALL && node->call.callee->kind == JXL_MEMBER) {
        if (jxl_name_is(c, node->call.callee->member.name, "key")) return true;
        node = node->call.callee->member.value;
    }
    return false;
}

static bool body_has_key(const JxlChecker *c, const JxlNode *block) {
    JxlNodes items = block->block.items;
    const JxlNode *root = NULL;
    u32 count = 0;
    for (u32 i = 0; i < items.count; i++) {
        if (items.items[i]->kind == JXL_VARIABLE) continue;
        root = items.items[i];
        count++;
    }
    return count == 1 && has_key(c, root);
}

static void check_for(JxlChecker *c, JxlNode *node) {
    u32 locals = c->locals.count, reads = c->reads;
    JxlTypeId type = jxl_check_expr(c, node->for_.sequence, JXL_NO_TYPE);
    JxlFact *fact = jxl_fact(c, node);
    bool is_reactive = c->reads != reads;
    if (is_reactive) fact->flags |= JXL_READS;
    JxlTypeId item = jxl_element_type(c, node->for_.sequence, type);
    JxlPlaceKind place = c->body->place;
    jxl_check_pattern(c, node->for_.pattern, item, false);
    JxlNode *pattern = node->for_.pattern;
    if (pattern->kind == JXL_TUPLE_PATTERN || pattern->kind == JXL_NAME_PATTERN)
        fact->target = jxl_fact(c, pattern)->target;
    if (node->for_.filter) jxl_check_value(c, node->for_.filter, jxl_plain(c, c->bool_));
    c->body->place = place;
    jxl_check_render_block(c, node->for_.body);
    c->locals.count = locals;
    if (body_has_key(c, node->for_.body) || item == JXL_ERROR_TYPE) return;
    if (jxl_conforms(c, item, jxl_plain(c, c->identifiable))) {
        fact->flags |= JXL_KEY_ID;
        return;
    }
    fact->flags |= JXL_KEY_INDEX;
    bool is_fixed = !is_reactive && (jxl_fact(c, node->for_.sequence)->flags & JXL_CONSTANT);
    if (!is_fixed)
        jxl_warn(c, 310, node->for_.sequence->span, "write `.key(…)` behind the body's view",
                 "the rows of this loop have no key: `%s` has no `id`", jxl_text_of_type(c, item));
}

static void refuse(JxlChecker *c, const JxlNode *node, const char *what) {
    jxl_error(c, 302, node->span, "do it in a handler, a computed atom or an effect",
              "%s does not stand in a render block", what);
}

static void check_expression(JxlChecker *c, JxlNode *node) {
    JxlTypeId type = jxl_check_expr(c, node, JXL_NO_TYPE);
    if (type == JXL_ERROR_TYPE || jxl_is_nominal(c, type, c->view)) return;
    if (type == JXL_VOID_TYPE)
        refuse(c, node, "a call without a view");
    else if (jxl_type(c->program, type)->kind == JXL_TYPE_FUNC)
        jxl_error(c, 302, node->span, "write `()` behind it", "this slot is not called");
    else
        jxl_error(c, 302, node->span, NULL, "a `%s` is no view", jxl_text_of_type(c, type));
}

// table: kinds of statements
static void check_render_statement(JxlChecker *c, JxlNode *node) {
    JxlTypeId ignored;
    switch (node->kind) {
    case JXL_IF: check_if(c, node); break;
    case JXL_FOR: check_for(c, node); break;
    case JXL_SWITCH: {
        u32 reads = c->reads;
        c->is_render_statement = true;
        jxl_check_switch(c, node, JXL_NO_TYPE, &ignored);
        if (c->reads != reads) jxl_fact(c, node)->flags |= JXL_READS;
        break;
    }
    case JXL_VARIABLE:
        if (node->variable.flags & JXL_FLAG_VAR) refuse(c, node, "a `var`");
        jxl_check_variable(c, node);
        break;
    case JXL_ASSIGN: refuse(c, node, "an assignment"); break;
    case JXL_GUARD: refuse(c, node, "`guard`"); break;
    case JXL_WHILE:
    case JXL_REPEAT: refuse(c, node, "this loop"); break;
    case JXL_RETURN: refuse(c, node, "`return`"); break;
    case JXL_THROW: refuse(c, node, "`throw`"); break;
    case JXL_DO: refuse(c, node, "`do`"); break;
    case JXL_FUNC: refuse(c, node, "a function"); break;
    case JXL_BREAK:
    case JXL_CONTINUE:
    case JXL_DEBUGGER: refuse(c, node, "this"); break;
    case JXL_ASYNC: refuse(c, node, "a task"); break;
    default: check_expression(c, node); break;
    }
}

// ---- components and modifiers

static bool has_arg(const JxlChecker *c, JxlNodes args, const char *label) {
    for (u32 i = 0; i < args.count; i++) {
        if (jxl_name_is(c, args.items[i]->arg.label, label)) return true;
    }
    return false;
}

static void check_tag(JxlChecker *c, JxlNode *call) {
    static const char *const refused[] = {"script", "style"};
    JxlNode *tag = call->call.args.count > 0 ? call->call.args.items[0]->arg.value : NULL;
    bool is_plain = tag && tag->kind == JXL_STRING && tag->string.parts.count == 1 &&
                    tag->string.parts.items[0]->kind == JXL_TEXT;
    if (!is_plain) {
        jxl_error(c, 305, tag ? tag->span : call->span, NULL, "the tag of an Element is a literal");
        return;
    }
    Slice text = tag->string.parts.items[0]->text.text;
    for (u32 i = 0; i < COUNT_OF(refused); i++) {
        if (slice_equal(text, slice_of_text(refused[i])))
            jxl_error(c, 305, tag->span, NULL, "`%S` is no tag for an Element", &text);
    }
}

static void check_keyed(JxlChecker *c, JxlNode *call, const JxlDecl *decl) {
    const JxlBinding *binding = jxl_fact(c, call)->binding;
    if (!binding || binding->type_arg_count != 1) return;  // keyed by `id:`
    JxlTypeId item = jxl_resolve(c, binding->type_args[0]);
    if (item == JXL_ERROR_TYPE || jxl_conforms(c, item, jxl_plain(c, c->identifiable))) return;
    for (u32 i = 0; i < call->call.args.count; i++) {
        const JxlNode *value = call->call.args.items[i]->arg.value;
        if (value->kind == JXL_CLOSURE && body_has_key(c, value->closure.body)) return;
    }
    jxl_warn(c, 310, call->call.callee->span, "write `id: \\.…`",
             "the rows of `%s` have no key: `%s` has no `id`", jxl_text_of_name(c, decl->name),
             jxl_text_of_type(c, item));
}

void jxl_check_component(JxlChecker *c, JxlNode *call) {
    const JxlDecl *decl = jxl_fact(c, call)->target;
    if (!decl || decl->kind != JXL_DECL_VIEW || !(decl->flags & JXL_DECL_BUILTIN)) return;
    if (jxl_name_is(c, decl->name, "Image") && !has_arg(c, call->call.args, "alt"))
        jxl_warn(c, 330, call->span, "write `alt: \"\"` for a decoration",
                 "this image has no text for those who do not see it");
    if (jxl_name_is(c, decl->name, "Element")) check_tag(c, call);
    if (jxl_attribute(c, decl->node, "Keyed")) check_keyed(c, call, decl);
}

void jxl_check_modifier(JxlChecker *c, JxlNode *call) {
    const JxlDecl *decl = jxl_fact(c, call)->target;
    if (!decl || decl->owner != c->view || !jxl_name_is(c, decl->name, "static")) return;
    JxlNode *receiver = call->call.callee->member.value;
    if (jxl_fact(c, receiver)->flags & JXL_READS)
        jxl_error(c, 320, call->span, NULL, "this is not static: it reads something that changes");
}
