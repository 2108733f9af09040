// Statements outside of render blocks, and bodies of functions.
#include "compiler/jxl/jxl_check_priv.h"

#include "base/check.h"

void jxl_open_body(JxlChecker *c, JxlBody *body, JxlDecl *decl, JxlPlaceKind place) {
    *body = (JxlBody){.outer = c->body,
                      .decl = decl,
                      .place = place,
                      .result = JXL_NO_TYPE,
                      .first_local = c->locals.count};
    c->body = body;
}

void jxl_close_body(JxlChecker *c) {
    c->locals.count = c->body->first_local;
    c->body = c->body->outer;
}

// ---- leaving

static bool stmt_leaves(const JxlNode *node);

bool jxl_block_leaves(const JxlNode *block) {
    for (u32 i = 0; i < block->block.items.count; i++) {
        if (stmt_leaves(block->block.items.items[i])) return true;
    }
    return false;
}

static bool switch_leaves(const JxlNode *node) {
    for (u32 i = 0; i < node->switch_.clauses.count; i++) {
        if (!jxl_block_leaves(node->switch_.clauses.items[i]->clause.body)) return false;
    }
    return node->switch_.clauses.count > 0;
}

static bool do_leaves(const JxlNode *node) {
    for (u32 i = 0; i < node->do_.catches.count; i++) {
        if (!jxl_block_leaves(node->do_.catches.items[i]->catch_.body)) return false;
    }
    return jxl_block_leaves(node->do_.body);
}

static bool stmt_leaves(const JxlNode *node) {
    switch (node->kind) {
    case JXL_RETURN:
    case JXL_THROW:
    case JXL_BREAK:
    case JXL_CONTINUE: return true;
    case JXL_IF:
        if (!node->if_.otherwise || !jxl_block_leaves(node->if_.body)) return false;
        return node->if_.otherwise->kind == JXL_IF ? stmt_leaves(node->if_.otherwise)
                                                   : jxl_block_leaves(node->if_.otherwise);
    case JXL_SWITCH: return switch_leaves(node);
    case JXL_DO: return do_leaves(node);
    case JXL_WHILE:
        return node->while_.conds.count == 1 && node->while_.conds.items[0]->kind == JXL_BOOL &&
               node->while_.conds.items[0]->bool_.value;
    default: return false;
    }
}

static void find_return(void *context, JxlNode *node) {
    bool *is_found = context;
    if (node->kind == JXL_CLOSURE || node->kind == JXL_FUNC) return;
    if (node->kind == JXL_RETURN) *is_found = true;
    jxl_each_child(node, find_return, context);
}

static bool has_return(JxlNode *node) {
    bool is_found = false;
    find_return(&is_found, node);
    return is_found;
}

// ---- variables

static void declare_pattern(JxlChecker *c, JxlNode *pattern, JxlTypeId type, u32 flags) {
    if (pattern->kind == JXL_NAME_PATTERN) {
        jxl_declare_local(c, JXL_DECL_LOCAL, pattern, pattern->name_pattern.name, type, flags);
        jxl_fact(c, pattern)->type = type;
        return;
    }
    if (pattern->kind == JXL_TUPLE_PATTERN) {
        JxlType info = *jxl_type(c->program, jxl_resolve(c, type));
        JxlNodes items = pattern->tuple_pattern.items;
        bool fits = info.kind == JXL_TYPE_TUPLE && info.arg_count == items.count;
        if (!fits && type != JXL_ERROR_TYPE)
            jxl_error(c, 201, pattern->span, NULL, "`%s` is no tuple of %u values",
                      jxl_text_of_type(c, type), items.count);
        for (u32 i = 0; i < items.count; i++)
            declare_pattern(c, items.items[i], fits ? info.args[i] : JXL_ERROR_TYPE, flags);
        return;
    }
    if (pattern->kind == JXL_BIND_PATTERN) {
        declare_pattern(c, pattern->bind_pattern.pattern, type, flags);
        return;
    }
    if (pattern->kind != JXL_ANY_PATTERN)
        jxl_error(c, 201, pattern->span, NULL, "this pattern does not always match");
}

void jxl_check_variable(JxlChecker *c, JxlNode *node) {
    bool is_var = (node->variable.flags & JXL_FLAG_VAR) != 0;
    JxlTypeId type = node->variable.type ? jxl_resolve_type(c, node->variable.type) : JXL_NO_TYPE;
    u32 reads = c->reads;
    if (node->variable.init) {
        JxlTypeId found = jxl_check_value(c, node->variable.init, type);
        if (type == JXL_NO_TYPE) type = found;
    } else if (type == JXL_NO_TYPE) {
        jxl_error(c, 204, node->span, "write a type or a value", "this variable needs a type");
        type = JXL_ERROR_TYPE;
    } else if (!is_var || !jxl_is_nominal(c, type, c->optional)) {
        jxl_error(c, 204, node->span, "write `= …`", "this variable needs a value");
    }
    bool is_nothing = type == JXL_VOID_TYPE && node->variable.init;
    if (is_nothing) jxl_error(c, 201, node->variable.init->span, NULL, "this has no value to keep");
    if (node->variable.accessors.count > 0)
        jxl_error(c, 900, node->span, NULL, "not yet supported: accessors of a local variable");
    u32 flags = is_var ? JXL_DECL_MUTABLE : 0;
    bool is_derived = c->body && c->body->place == JXL_PLACE_RENDER && c->reads != reads;
    if (is_derived) flags |= JXL_DECL_REACTIVE;
    declare_pattern(c, node->variable.pattern, type, flags);
}

// ---- conditions

static void check_cond_let(JxlChecker *c, JxlNode *cond) {
    JxlTypeId type;
    u32 reads = c->reads;
    if (cond->cond_let.value) {
        type = jxl_check_expr(c, cond->cond_let.value, JXL_NO_TYPE);
    } else {
        JxlNode name = {.kind = JXL_NAME, .id = cond->id, .span = cond->span};
        name.name.name = cond->cond_let.name;
        type = jxl_check_name(c, &name, JXL_NO_TYPE);
    }
    if (type != JXL_ERROR_TYPE && !jxl_is_nominal(c, type, c->optional)) {
        jxl_error(c, 201, cond->span, "write `let` in front of the `if`", "`%s` is never nil",
                  jxl_text_of_type(c, type));
        type = JXL_ERROR_TYPE;
    }
    JxlTypeId item = type == JXL_ERROR_TYPE ? type : jxl_arg(c, type, 0);
    if (cond->cond_let.type) {
        JxlTypeId written = jxl_resolve_type(c, cond->cond_let.type);
        if (!jxl_fits(c, item, written))
            jxl_error(c, 201, cond->cond_let.type->span, NULL, "expected `%s`, found `%s`",
                      jxl_text_of_type(c, written), jxl_text_of_type(c, item));
        item = written;
    }
    u32 flags = cond->cond_let.flags & JXL_FLAG_VAR ? JXL_DECL_MUTABLE : 0;
    if (c->body && c->body->place == JXL_PLACE_RENDER && c->reads != reads)
        flags |= JXL_DECL_REACTIVE;
    JxlDecl *source = jxl_fact(c, cond)->target;
    JxlDecl *local = jxl_declare_local(c, JXL_DECL_LOCAL, NULL, cond->cond_let.name, item, flags);
    local->node = cond;
    JxlFact *fact = jxl_fact(c, cond);
    fact->target = local;
    fact->source = source;
    fact->type = item;
}

void jxl_check_conds(JxlChecker *c, JxlNodes conds) {
    for (u32 i = 0; i < conds.count; i++) {
        JxlNode *cond = conds.items[i];
        if (cond->kind == JXL_COND_LET) {
            check_cond_let(c, cond);
        } else if (cond->kind == JXL_COND_CASE) {
            JxlTypeId type = jxl_check_expr(c, cond->cond_case.value, JXL_NO_TYPE);
            jxl_check_pattern(c, cond->cond_case.pattern, type, false);
        } else {
            jxl_check_value(c, cond, jxl_plain(c, c->bool_));
        }
    }
}

// ---- statements

static void check_if(JxlChecker *c, JxlNode *node) {
    u32 locals = c->locals.count;
    jxl_check_conds(c, node->if_.conds);
    c->conditional++;
    jxl_check_block(c, node->if_.body);
    c->locals.count = locals;
    if (node->if_.otherwise) {
        if (node->if_.otherwise->kind == JXL_IF)
            check_if(c, node->if_.otherwise);
        else
            jxl_check_block(c, node->if_.otherwise);
    }
    c->conditional--;
}

JxlTypeId jxl_element_type(JxlChecker *c, JxlNode *sequence, JxlTypeId type) {
    static const char *const names[] = {"Array", "Set", "Range", "Sequence"};
    if (type == JXL_ERROR_TYPE) return type;
    JxlType info = *jxl_type(c->program, type);
    if (info.kind == JXL_TYPE_NOMINAL && (info.decl->flags & JXL_DECL_BUILTIN)) {
        if (info.decl == c->map) return jxl_tuple_type(c->program, info.args, NULL, 2);
        bool iterates = info.decl != c->range || jxl_is_integer(c, info.args[0]);
        for (u32 i = 0; i < COUNT_OF(names); i++) {
            if (iterates && jxl_name_is(c, info.decl->name, names[i])) return info.args[0];
        }
        if (info.decl == c->string) return type;
        if (jxl_name_is(c, info.decl->name, "JSON")) return type;
    }
    bool is_optional = jxl_is_nominal(c, type, c->optional);
    jxl_error(c, is_optional ? 240 : 201, sequence->span, is_optional ? "write `?? []`" : NULL,
              "`for` does not go through a `%s`", jxl_text_of_type(c, type));
    return JXL_ERROR_TYPE;
}

static void check_for(JxlChecker *c, JxlNode *node) {
    u32 locals = c->locals.count;
    JxlTypeId type = jxl_check_expr(c, node->for_.sequence, JXL_NO_TYPE);
    JxlTypeId item = jxl_element_type(c, node->for_.sequence, type);
    c->conditional++;
    declare_pattern(c, node->for_.pattern, item, JXL_DECL_LOOP);
    if (node->for_.filter) jxl_check_value(c, node->for_.filter, jxl_plain(c, c->bool_));
    bool may_jump = c->body->may_jump;
    c->body->may_jump = true;
    jxl_check_block(c, node->for_.body);
    c->body->may_jump = may_jump;
    c->conditional--;
    c->locals.count = locals;
}

static void check_loop(JxlChecker *c, JxlNodes conds, JxlNode *body, JxlNode *cond) {
    u32 locals = c->locals.count;
    jxl_check_conds(c, conds);
    c->conditional++;
    bool may_jump = c->body->may_jump;
    c->body->may_jump = true;
    jxl_check_block(c, body);
    c->body->may_jump = may_jump;
    c->conditional--;
    c->locals.count = locals;
    if (cond) jxl_check_value(c, cond, jxl_plain(c, c->bool_));
}

static void check_guard(JxlChecker *c, JxlNode *node) {
    jxl_check_conds(c, node->guard.conds);
    u32 locals = c->locals.count;
    c->conditional++;
    jxl_check_block(c, node->guard.body);
    c->conditional--;
    c->locals.count = locals;
    if (!jxl_block_leaves(node->guard.body))
        jxl_error(c, 201, node->guard.body->span, "end it with `return`",
                  "the block of `guard` has to leave the function or loop");
}

static void check_assign(JxlChecker *c, JxlNode *node) {
    JxlNode *target = node->assign.target;
    u32 reads = c->reads;
    JxlTypeId type = jxl_check_expr(c, target, JXL_NO_TYPE);
    c->reads = reads;
    bool is_good = jxl_check_place(c, target, target->span);
    if (type == JXL_ERROR_TYPE || !is_good) {
        jxl_check_expr(c, node->assign.value, type == JXL_ERROR_TYPE ? JXL_NO_TYPE : type);
        return;
    }
    // Behind `?.` the place itself is not optional: nothing is written where the chain stops.
    bool is_chain = (jxl_fact(c, target)->flags & JXL_CHAIN) != 0;
    if (is_chain && jxl_is_nominal(c, type, c->optional)) type = jxl_arg(c, type, 0);
    if (node->assign.op == JXL_OP_SET) {
        jxl_check_value(c, node->assign.value, type);
        return;
    }
    if (node->assign.op == JXL_OP_SET_COALESCE) {
        if (!jxl_is_nominal(c, type, c->optional))
            jxl_error(c, 201, target->span, NULL, "`%s` is never nil", jxl_text_of_type(c, type));
        jxl_check_value(c, node->assign.value, type);
        return;
    }
    bool adds = jxl_is_numeric(c, type) || jxl_is_nominal(c, type, c->duration) ||
                (node->assign.op == JXL_OP_SET_ADD &&
                 (jxl_is_nominal(c, type, c->string) || jxl_is_nominal(c, type, c->array)));
    if (!adds)
        jxl_error(c, jxl_is_nominal(c, type, c->optional) ? 240 : 201, node->span, NULL,
                  "`%s` does not take `%s`", jxl_assign_text((JxlAssignOp)node->assign.op),
                  jxl_text_of_type(c, type));
    jxl_check_value(c, node->assign.value, type);
}

static void check_return(JxlChecker *c, JxlNode *node) {
    JxlBody *body = c->body;
    JxlNode *value = node->return_.value;
    if (!body || body->result == JXL_NO_TYPE) {
        if (value) jxl_check_expr(c, value, JXL_NO_TYPE);
        bool is_block = !value && body && body->place == JXL_PLACE_FREE;
        if (!is_block) jxl_error(c, 201, node->span, NULL, "`return` gives no value here");
        return;
    }
    JxlTypeId result = jxl_resolve(c, body->result);
    if (!value) {
        if (!jxl_fits(c, JXL_VOID_TYPE, result))
            jxl_error(c, 201, node->span, NULL, "a `%s` has to be returned",
                      jxl_text_of_type(c, result));
        return;
    }
    jxl_check_value(c, value, result);
}

static void check_do(JxlChecker *c, JxlNode *node) {
    c->conditional++;
    bool was_throwing = c->body->is_throwing;
    c->body->is_throwing = true;
    jxl_check_block(c, node->do_.body);
    c->body->is_throwing = was_throwing;
    for (u32 i = 0; i < node->do_.catches.count; i++) {
        JxlNode *one = node->do_.catches.items[i];
        u32 locals = c->locals.count;
        JxlNode *pattern = one->catch_.pattern;
        JxlTypeId error = jxl_plain(c, c->any_error);
        if (!pattern)
            jxl_declare_local(c, JXL_DECL_LOCAL, NULL, names_intern_text(c->names, "error"), error,
                              0);
        else if (pattern->kind == JXL_NAME_PATTERN || pattern->kind == JXL_ANY_PATTERN)
            declare_pattern(c, pattern, error, 0);
        else
            jxl_check_catch_pattern(c, pattern);
        jxl_check_block(c, one->catch_.body);
        c->locals.count = locals;
    }
    c->conditional--;
}

static void check_throw(JxlChecker *c, JxlNode *node) {
    jxl_check_expr(c, node->throw_.value, JXL_NO_TYPE);
    if (!c->body || !c->body->is_throwing)
        jxl_error(c, 209, node->span, "mark the function `throws`",
                  "an error leaves a function that does not throw");
}

static void check_local_func(JxlChecker *c, JxlNode *node) {
    jxl_error(c, 900, node->span, "declare it outside, or write a closure",
              "not yet supported: functions inside functions");
}

static void check_jump(JxlChecker *c, JxlNode *node) {
    if (c->body && c->body->may_jump) return;
    jxl_error(c, 201, node->span, NULL, "there is no loop to leave here");
}

// table: kinds of statements
static void statement_of(JxlChecker *c, JxlNode *node) {
    JxlTypeId ignored;
    switch (node->kind) {
    case JXL_VARIABLE: jxl_check_variable(c, node); break;
    case JXL_FUNC: check_local_func(c, node); break;
    case JXL_ASSIGN: check_assign(c, node); break;
    case JXL_IF: check_if(c, node); break;
    case JXL_GUARD: check_guard(c, node); break;
    case JXL_FOR: check_for(c, node); break;
    case JXL_WHILE: check_loop(c, node->while_.conds, node->while_.body, NULL); break;
    case JXL_REPEAT: check_loop(c, (JxlNodes){0}, node->repeat.body, node->repeat.cond); break;
    case JXL_SWITCH: jxl_check_switch(c, node, JXL_NO_TYPE, &ignored); break;
    case JXL_DO: check_do(c, node); break;
    case JXL_RETURN: check_return(c, node); break;
    case JXL_THROW: check_throw(c, node); break;
    case JXL_BREAK:
    case JXL_CONTINUE: check_jump(c, node); break;
    case JXL_DEBUGGER: break;
    default:
        c->is_statement = true;
        jxl_check_expr(c, node, JXL_NO_TYPE);
        c->is_statement = false;
        break;
    }
}

void jxl_check_statement(JxlChecker *c, JxlNode *node) {
    statement_of(c, node);
    bool branches = node->kind == JXL_IF || node->kind == JXL_GUARD || node->kind == JXL_SWITCH ||
                    node->kind == JXL_FOR || node->kind == JXL_WHILE || node->kind == JXL_DO;
    // Behind a return that may have happened, everything is conditional.
    if (branches && c->body && !c->body->has_returned && has_return(node)) {
        c->body->has_returned = true;
        c->conditional++;
    }
}

void jxl_check_block(JxlChecker *c, JxlNode *block) {
    u32 locals = c->locals.count;
    for (u32 i = 0; i < block->block.items.count; i++)
        jxl_check_statement(c, block->block.items.items[i]);
    c->locals.count = locals;
}

bool jxl_gives_value(JxlNode *node) {
    switch (node->kind) {
    case JXL_VARIABLE:
    case JXL_FUNC:
    case JXL_ASSIGN:
    case JXL_GUARD:
    case JXL_FOR:
    case JXL_WHILE:
    case JXL_REPEAT:
    case JXL_DO:
    case JXL_RETURN:
    case JXL_THROW:
    case JXL_BREAK:
    case JXL_CONTINUE:
    case JXL_DEBUGGER: return false;
    case JXL_IF: return node->if_.otherwise != NULL && !has_return(node);
    case JXL_SWITCH: return !has_return(node);
    default: return true;
    }
}

void jxl_check_function_block(JxlChecker *c, JxlNode *block) {
    JxlBody *body = c->body;
    u32 conditional = c->conditional;
    JxlNodes items = block->block.items;
    JxlTypeId result = body->result == JXL_NO_TYPE ? JXL_VOID_TYPE : jxl_resolve(c, body->result);
    bool is_value = items.count == 1 && result != JXL_VOID_TYPE && jxl_gives_value(items.items[0]);
    if (is_value) {
        JxlTypeId type = jxl_check_expr(c, items.items[0], result);
        bool is_free = body->infers_result &&
                       jxl_type(c->program, jxl_resolve(c, result))->kind == JXL_TYPE_VAR;
        if (is_free) {
            jxl_unify(c, result, type);
        } else if (!jxl_fits(c, type, result)) {
            jxl_error(c, 201, items.items[0]->span, NULL, "expected `%s`, found `%s`",
                      jxl_text_of_type(c, result), jxl_text_of_type(c, type));
        } else {
            jxl_fact(c, items.items[0])->converted = jxl_resolve(c, result);
        }
        c->conditional = conditional;
        return;
    }
    jxl_check_block(c, block);
    c->conditional = conditional;
    if (result == JXL_VOID_TYPE || jxl_block_leaves(block)) return;
    bool is_free = jxl_type(c->program, jxl_resolve(c, result))->kind == JXL_TYPE_VAR;
    if (is_free && jxl_unify(c, result, JXL_VOID_TYPE)) return;
    if (jxl_resolve(c, result) == JXL_ERROR_TYPE || jxl_resolve(c, result) == JXL_VOID_TYPE) return;
    jxl_error(c, 201, (Span){block->span.file, block->span.start, block->span.start + 1},
              "end it with `return`", "a `%s` is not returned on every way through this",
              jxl_text_of_type(c, result));
}
