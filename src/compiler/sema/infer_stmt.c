// Statements: how the environment flows through them.
#include "compiler/sema/infer_priv.h"

// ---- branches that meet

// Continues after a branch: where both ways come together.
static void merge(Frame *frame, InferEnv *env, bool is_dead) {
    if (is_dead) return;
    if (frame->is_dead) {
        frame->env = env;
        frame->is_dead = false;
    } else {
        infer_env_join(frame, frame->env, env);
    }
}

static void add_exit(Frame *frame, InferEnv **env, bool *has_exit) {
    if (*has_exit)
        infer_env_join(frame, *env, frame->env);
    else
        *env = infer_env_copy(frame, frame->env);
    *has_exit = true;
    frame->is_dead = true;
}

// ---- storing

static void store_var(Frame *frame, u32 var, SemaType type) {
    SemaTypes *types = frame->in->types;
    infer_env_set(frame, frame->env, var, type);
    SemaType known = sema_type_without(types, type, SEMA_UNDEF);
    SemaType *all = &frame->inst->var_types[var];
    if (*all != known) *all = sema_type_join(types, *all, known);
    for (InferTry *at = frame->tries; at; at = at->outer)
        infer_env_set(frame, at->env, var,
                      sema_type_join(types, infer_env_get(at->env, var), type));
    u32 cell = frame->func->vars.items[var].type_cell;
    if (cell != SEMA_NONE_INDEX) infer_store(frame->in, cell, type);
}

void infer_store_name(Frame *frame, u32 node_id, SemaType type) {
    SemaName name = frame->module->names[node_id];
    if (name.kind == SEMA_NAME_VAR) {
        store_var(frame, name.index, type);
    } else if (name.kind == SEMA_NAME_GLOBAL) {
        infer_store(frame->in, infer_global_cell(frame->in, name.index), type);
    } else if (name.kind == SEMA_NAME_NAMESPACE) {
        infer_dynamic(frame);
        sema_type_escape(frame->in->types, type);
    }
}

// Item `index` of `count` targets.
SemaType infer_unpacked(Frame *frame, SemaType type, u32 node_id, u32 index, u32 count) {
    SemaTypes *types = frame->in->types;
    SemaType all = SEMA_BOTTOM;
    (void)node_id;
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        SemaType member = sema_member(types, type, i);
        SemaTypeRow row = types->rows.items[member];
        if (row.kind == SEMA_TUPLE && row.part_count == count)
            all = sema_type_join(types, all, row.parts[index]);
        else if (row.kind != SEMA_TUPLE)
            all = sema_type_join(types, all, infer_items(frame, member));
    }
    return all;
}

static void assign_sequence(Frame *frame, AstExprs targets, SemaType type) {
    SemaTypes *types = frame->in->types;
    bool has_star = false;
    for (u32 i = 0; i < targets.count; i++) has_star |= targets.items[i]->kind == AST_STARRED;
    SemaType items = has_star ? infer_items(frame, type) : SEMA_BOTTOM;
    for (u32 i = 0; i < targets.count; i++) {
        const AstExpr *target = targets.items[i];
        if (target->kind == AST_STARRED) {
            SemaCell cell = infer_site(frame, target->id, 0);
            infer_store(frame->in, cell, items);
            infer_assign(frame, target->starred.value,
                         sema_type_with_cells(types, SEMA_LIST, 0, cell, cell));
        } else {
            infer_assign(frame, target,
                         has_star ? items
                                  : infer_unpacked(frame, type, target->id, i, targets.count));
        }
    }
}

void infer_assign(Frame *frame, const AstExpr *target, SemaType type) {
    switch (target->kind) {
    case AST_NAME: infer_store_name(frame, target->id, type); break;
    case AST_TUPLE:
    case AST_LIST: assign_sequence(frame, target->tuple.elts, type); break;
    case AST_STARRED: infer_assign(frame, target->starred.value, type); break;
    case AST_ATTRIBUTE: {
        SemaType base = infer_expr(frame, target->attribute.value);
        infer_note_attribute(frame, target);
        infer_narrow_receiver(frame, target);
        infer_attribute_store(frame, base, target->attribute.attr, type);
        break;
    }
    case AST_SUBSCRIPT: {
        SemaType base = infer_expr(frame, target->subscript.value);
        SemaType key = infer_expr(frame, target->subscript.slice);
        infer_subscript_store(frame, base, key, target->subscript.slice->kind == AST_SLICE, type);
        break;
    }
    default: break;
    }
}

static void infer_aug_assign(Frame *frame, const AstStmt *stmt) {
    const AstExpr *target = stmt->aug_assign.target, *value = stmt->aug_assign.value;
    SemaType left = SEMA_BOTTOM, base = SEMA_BOTTOM, key = SEMA_BOTTOM;
    if (target->kind == AST_NAME) {
        left = infer_expr(frame, target);
    } else if (target->kind == AST_ATTRIBUTE) {
        base = infer_expr(frame, target->attribute.value);
        infer_note_attribute(frame, target);
        infer_narrow_receiver(frame, target);
        left = infer_record(frame, target->id,
                            infer_attribute_of(frame, base, target->attribute.attr));
    } else if (target->kind == AST_SUBSCRIPT) {
        base = infer_expr(frame, target->subscript.value);
        key = infer_expr(frame, target->subscript.slice);
        left = infer_record(frame, target->id,
                            infer_subscript(frame, base, key, target->subscript.slice, target->id));
    }
    SemaType right = infer_expr(frame, value);
    SemaType result = infer_record(
        frame, stmt->id, infer_inplace(frame, stmt->aug_assign.op, left, right, value, stmt->id));
    if (target->kind == AST_NAME) infer_store_name(frame, target->id, result);
    if (target->kind == AST_ATTRIBUTE)
        infer_attribute_store(frame, base, target->attribute.attr, result);
    if (target->kind == AST_SUBSCRIPT)
        infer_subscript_store(frame, base, key, target->subscript.slice->kind == AST_SLICE, result);
}

static void infer_delete(Frame *frame, const AstExpr *target) {
    switch (target->kind) {
    case AST_NAME:
        infer_expr(frame, target);  // it must be assigned
        infer_store_name(frame, target->id, SEMA_UNDEF);
        break;
    case AST_TUPLE:
    case AST_LIST:
        for (u32 i = 0; i < target->tuple.elts.count; i++)
            infer_delete(frame, target->tuple.elts.items[i]);
        break;
    case AST_ATTRIBUTE:
        infer_attribute_store(frame, infer_expr(frame, target->attribute.value),
                              target->attribute.attr, SEMA_UNDEF);
        break;
    case AST_SUBSCRIPT: {
        SemaType base = infer_expr(frame, target->subscript.value);
        SemaType key = infer_expr(frame, target->subscript.slice);
        if (sema_type_has(frame->in->types, base, SEMA_OBJECT))
            sema_type_escape(frame->in->types, key);
        infer_compared(frame, base, key, frame->in->dunder_eq);
        break;
    }
    default: break;
    }
}

// ---- branches and loops

static void infer_if(Frame *frame, const AstStmt *stmt) {
    infer_truth(frame, infer_expr(frame, stmt->if_stmt.test));
    InferEnv *otherwise = infer_env_copy(frame, frame->env);
    infer_narrow(frame, stmt->if_stmt.test, true);
    infer_stmts(frame, stmt->if_stmt.body);
    InferEnv *then_env = frame->env;
    bool is_then_dead = frame->is_dead;
    frame->env = otherwise;
    frame->is_dead = false;
    infer_narrow(frame, stmt->if_stmt.test, false);
    infer_stmts(frame, stmt->if_stmt.orelse);
    merge(frame, then_env, is_then_dead);
}

static InferEnv *loop_head(Frame *frame, u32 node_id) {
    InferState *state = frame->inst->state;
    u32 *index = int_map_at(&state->loops, node_id, SEMA_NONE_INDEX);
    if (*index == SEMA_NONE_INDEX) {
        *index = state->saved.count;
        *VEC_PUSH(frame->in->arena, &state->saved) = infer_env_copy(frame, frame->env);
    }
    InferEnv *head = state->saved.items[*index];
    infer_env_join(frame, head, frame->env);
    return head;
}

static bool is_always_true(const AstExpr *test) {
    return ast_is_constant(test, AST_CONST_TRUE) ||
           (ast_is_constant(test, AST_CONST_INT) && test->constant.value.u.int_value != 0);
}

// One walk through the body. Returns the environment with which the loop ends normally, or NULL
// when it never does.
static InferEnv *loop_round(Frame *frame, const AstStmt *stmt) {
    if (stmt->kind == AST_WHILE) {
        infer_truth(frame, infer_expr(frame, stmt->while_stmt.test));
        InferEnv *exit = NULL, *body = frame->env;
        if (!is_always_true(stmt->while_stmt.test)) {
            exit = infer_env_copy(frame, frame->env);
            frame->env = exit;
            infer_narrow(frame, stmt->while_stmt.test, false);
            frame->env = body;
        }
        infer_narrow(frame, stmt->while_stmt.test, true);
        infer_stmts(frame, stmt->while_stmt.body);
        return exit;
    }
    SemaType items = infer_items(frame, infer_expr(frame, stmt->for_stmt.iter));
    InferEnv *exit = infer_env_copy(frame, frame->env);
    infer_assign(frame, stmt->for_stmt.target, items);
    infer_stmts(frame, stmt->for_stmt.body);
    return exit;
}

static void infer_loop(Frame *frame, const AstStmt *stmt) {
    InferEnv *head = loop_head(frame, stmt->id), *exit = NULL;
    InferLoop loop = {.outer = frame->loop};
    for (u32 round = 0;; round++) {
        loop = (InferLoop){.outer = frame->loop};
        frame->loop = &loop;
        frame->env = infer_env_copy(frame, head);
        exit = loop_round(frame, stmt);
        frame->loop = loop.outer;
        if (!frame->is_dead) add_exit(frame, &loop.continue_env, &loop.has_continue);
        frame->is_dead = false;
        if (!loop.has_continue) break;
        InferEnv *next = infer_env_copy(frame, head);
        infer_env_join(frame, next, loop.continue_env);
        // Types that grow without end become `object`.
        u32 rounds_max =
            frame->in->types->is_hasty ? INFER_HASTY_LOOP_ROUNDS_MAX : INFER_LOOP_ROUNDS_MAX;
        if (!infer_env_widen(frame, head, next, round > rounds_max)) break;
    }
    AstStmts orelse = stmt->kind == AST_WHILE ? stmt->while_stmt.orelse : stmt->for_stmt.orelse;
    frame->env = exit ? exit : infer_env_copy(frame, head);
    frame->is_dead = !exit;
    infer_stmts(frame, orelse);
    if (loop.has_break) merge(frame, loop.break_env, false);
}

static void infer_block(Frame *frame, const AstStmt *stmt) {
    InferBlock block = {.outer = frame->blocks, .label = stmt->block.label};
    frame->blocks = &block;
    infer_stmts(frame, stmt->block.body);
    frame->blocks = block.outer;
    if (block.has_exit) merge(frame, block.exit_env, false);
}

static void infer_leave(Frame *frame, const AstStmt *stmt) {
    InferBlock *block = frame->blocks;
    while (block->label != stmt->leave.label) block = block->outer;
    add_exit(frame, &block->exit_env, &block->has_exit);
}

// ---- try

static SemaType handled_type(Frame *frame, SemaType type) {
    SemaTypes *types = frame->in->types;
    SemaType all = SEMA_BOTTOM;
    for (u32 i = 0; i < sema_member_count(types, type); i++) {
        SemaTypeRow row = types->rows.items[sema_member(types, type, i)];
        SemaType one = sema_type_with_index(types, SEMA_EXCEPTION, CLASS_BASE_EXCEPTION);
        if (row.kind == SEMA_CLASS) one = sema_type_with_index(types, SEMA_INSTANCE, row.index);
        if (row.kind == SEMA_BUILTIN_CLASS)
            one = sema_type_with_index(types, SEMA_EXCEPTION, row.index);
        if (row.kind == SEMA_TUPLE) {
            one = SEMA_BOTTOM;
            for (u32 k = 0; k < row.part_count; k++)
                one = sema_type_join(types, one, handled_type(frame, row.parts[k]));
        }
        all = sema_type_join(types, all, one);
    }
    return all;
}

static void infer_handler(Frame *frame, const AstExceptHandler *handler) {
    SemaTypes *types = frame->in->types;
    SemaType caught = sema_type_with_index(types, SEMA_EXCEPTION, CLASS_BASE_EXCEPTION);
    if (handler->type) caught = handled_type(frame, infer_expr(frame, handler->type));
    if (handler->name != AST_NO_NAME)
        infer_store_name(frame, handler->id, frame->in->program->is_untyped ? SEMA_OBJECT : caught);
    infer_stmts(frame, handler->body);
    if (handler->name != AST_NO_NAME && !frame->is_dead)
        infer_store_name(frame, handler->id, SEMA_UNDEF);
}

// The try statement but for its finally part.
static void infer_try_body(Frame *frame, const AstStmt *stmt) {
    InferTry attempt = {frame->tries, infer_env_copy(frame, frame->env)};
    if (stmt->try_stmt.handlers.count > 0) frame->tries = &attempt;
    infer_stmts(frame, stmt->try_stmt.body);
    frame->tries = attempt.outer;
    if (!frame->is_dead) infer_stmts(frame, stmt->try_stmt.orelse);
    InferEnv *normal = frame->env;
    bool is_dead = frame->is_dead;
    for (u32 i = 0; i < stmt->try_stmt.handlers.count; i++) {
        frame->env = infer_env_copy(frame, attempt.env);
        frame->is_dead = false;
        infer_handler(frame, stmt->try_stmt.handlers.items[i]);
        InferEnv *handled = frame->env;
        bool is_handled_dead = frame->is_dead;
        frame->env = normal;
        frame->is_dead = is_dead;
        merge(frame, handled, is_handled_dead);
        normal = frame->env;
        is_dead = frame->is_dead;
    }
}

static void infer_try(Frame *frame, const AstStmt *stmt) {
    if (stmt->try_stmt.finalbody.count == 0) {
        infer_try_body(frame, stmt);
        return;
    }
    InferTry attempt = {frame->tries, infer_env_copy(frame, frame->env)};
    frame->tries = &attempt;
    infer_try_body(frame, stmt);
    frame->tries = attempt.outer;
    InferEnv *normal = frame->env;
    bool is_dead = frame->is_dead;
    // Every way into the finally part, then the normal one alone, to go on with.
    frame->env = infer_env_copy(frame, attempt.env);
    frame->is_dead = false;
    merge(frame, normal, is_dead);
    infer_stmts(frame, stmt->try_stmt.finalbody);
    InferLoop *loop = frame->loop;
    if (!frame->is_dead && loop && loop->has_break)
        infer_env_join(frame, loop->break_env, frame->env);
    if (!frame->is_dead && loop && loop->has_continue)
        infer_env_join(frame, loop->continue_env, frame->env);
    frame->env = normal;
    frame->is_dead = is_dead;
    if (!is_dead) infer_stmts(frame, stmt->try_stmt.finalbody);
}

static void infer_raise(Frame *frame, const AstStmt *stmt) {
    if (stmt->raise_stmt.exc) {
        SemaType type = infer_expr(frame, stmt->raise_stmt.exc);
        for (u32 i = 0; i < sema_member_count(frame->in->types, type); i++) {
            SemaType member = sema_member(frame->in->types, type, i);
            if (sema_type_kind(frame->in->types, member) == SEMA_CLASS)
                infer_call_value(frame, member, NULL, 0);
        }
    }
    if (stmt->raise_stmt.cause)
        sema_type_escape(frame->in->types, infer_expr(frame, stmt->raise_stmt.cause));
    frame->is_dead = true;
}

static void infer_assert(Frame *frame, const AstStmt *stmt) {
    infer_truth(frame, infer_expr(frame, stmt->assert_stmt.test));
    if (stmt->assert_stmt.msg) {
        InferEnv *env = frame->env;
        frame->env = infer_env_copy(frame, env);
        infer_narrow(frame, stmt->assert_stmt.test, false);
        sema_type_escape(frame->in->types, infer_expr(frame, stmt->assert_stmt.msg));
        frame->env = env;
    }
    infer_narrow(frame, stmt->assert_stmt.test, true);
}

// ---- definitions and imports

static void infer_def(Frame *frame, const AstStmt *stmt) {
    Infer *in = frame->in;
    const SemaFunc *func = in->program->funcs.items[frame->module->funcs[stmt->id]];
    infer_closure(frame, func);
    SemaType type =
        infer_record(frame, stmt->id, sema_type_with_index(in->types, SEMA_FUNC, func->index));
    if (sema_func_is_exported(in->program, func)) sema_type_escape(in->types, type);
    if (sema_is_extension(in->program)) infer_export_func(frame, stmt, func->index);
    infer_store_name(frame, stmt->id, type);
}

static void infer_class(Frame *frame, const AstStmt *stmt) {
    Infer *in = frame->in;
    for (u32 i = 0; i < stmt->class_def.bases.count; i++)
        infer_expr(frame, stmt->class_def.bases.items[i]);
    u32 body = frame->module->funcs[stmt->id];
    infer_call_instance(frame, infer_instance_for(frame, body, NULL));
    u32 class_index = in->program->funcs.items[body]->owner_class;
    infer_store_name(
        frame, stmt->id,
        infer_record(frame, stmt->id, sema_type_with_index(in->types, SEMA_CLASS, class_index)));
}

static SemaType imported_type(Frame *frame, const SemaImport *import, const AstAlias *alias,
                              bool is_from) {
    Infer *in = frame->in;
    if (import->kind == SEMA_IMPORT_USER && import->global != SEMA_NONE_INDEX) {
        infer_note_read(frame, import->global);
        return sema_type_without(
            in->types, infer_read(frame, infer_global_cell(in, import->global)), SEMA_UNDEF);
    }
    if (import->kind == SEMA_IMPORT_USER)
        return sema_type_with_index(in->types, SEMA_MODULE,
                                    alias->asname != AST_NO_NAME && !is_from ? import->module
                                                                             : import->bound);
    if (import->kind == SEMA_IMPORT_WEB) return infer_web_import(frame, import);
    if (import->kind == SEMA_IMPORT_HOOKED)
        return infer_module_attribute(frame, import->module, alias->name);
    SemaType module = sema_type_with_index(in->types, SEMA_NATIVE_MODULE, import->module);
    return is_from ? infer_attribute_of(frame, module, alias->name) : module;
}

// The import runs the module's body, if nobody did before.
static void note_module(Frame *frame, u32 module) {
    const SemaProgram *program = frame->in->program;
    const SemaFunc *body = program->funcs.items[program->modules.items[module]->body_func];
    if (body->instances.count > 0) infer_note_callee(frame, body->instances.items[0]);
}

static bool is_loaded(const SemaProgram *program, Slice name) {
    for (u32 i = 0; i < program->modules.count; i++) {
        if (slice_equal(program->modules.items[i]->name, name)) return true;
    }
    return false;
}

static void infer_import(Frame *frame, const AstAliases *aliases, bool is_from) {
    for (u32 i = 0; i < aliases->count; i++) {
        const SemaImport *import =
            sema_import_at(frame->in->program, frame->module->index, aliases->items[i]->id);
        if (!import) continue;
        bool is_compiled = is_from && slice_equal(import->name, SLICE_LITERAL("__future__"));
        if (is_compiled) continue;
        if (import->kind == SEMA_IMPORT_LATER) {
            if (!import->is_deep || is_loaded(frame->in->program, import->name))
                *VEC_PUSH(frame->in->arena, &frame->in->program->wanted) = import->span;
            frame->is_dead = true;
            return;
        }
        bool is_missing =
            import->kind == SEMA_IMPORT_MISSING || import->kind == SEMA_IMPORT_MISSING_NAME;
        if (import->kind == SEMA_IMPORT_MISSING_NAME && !import->is_native)
            note_module(frame, import->module);
        if (is_missing) {
            frame->is_dead = true;
            return;
        }
        if (import->kind == SEMA_IMPORT_HOOKED) note_module(frame, import->module);
        if (import->kind == SEMA_IMPORT_USER) {
            note_module(frame, import->module);
            note_module(frame, import->bound);
        }
        SemaType type = imported_type(frame, import, aliases->items[i], is_from);
        infer_store_name(frame, aliases->items[i]->id,
                         infer_record(frame, aliases->items[i]->id, type));
    }
}

// ---- all statements

static void infer_stmt(Frame *frame, const AstStmt *stmt) {
    frame->stmt = stmt;
    // table:
    switch (stmt->kind) {
    case AST_EXPR: infer_expr(frame, stmt->expr.value); break;
    case AST_ASSIGN: {
        SemaType type = infer_expr(frame, stmt->assign.value);
        for (u32 i = 0; i < stmt->assign.targets.count; i++)
            infer_assign(frame, stmt->assign.targets.items[i], type);
        break;
    }
    case AST_AUG_ASSIGN: infer_aug_assign(frame, stmt); break;
    case AST_ANN_ASSIGN:
        if (stmt->ann_assign.value)
            infer_assign(frame, stmt->ann_assign.target, infer_expr(frame, stmt->ann_assign.value));
        break;
    case AST_RETURN: {
        SemaType type =
            stmt->return_stmt.value ? infer_expr(frame, stmt->return_stmt.value) : SEMA_NONE;
        infer_store(frame->in, infer_end_cell(frame), type);
        frame->is_dead = true;
        break;
    }
    case AST_IF: infer_if(frame, stmt); break;
    case AST_FOR:
    case AST_WHILE: infer_loop(frame, stmt); break;
    case AST_BREAK: add_exit(frame, &frame->loop->break_env, &frame->loop->has_break); break;
    case AST_CONTINUE:
        add_exit(frame, &frame->loop->continue_env, &frame->loop->has_continue);
        break;
    case AST_BLOCK: infer_block(frame, stmt); break;
    case AST_LEAVE: infer_leave(frame, stmt); break;
    case AST_TRY: infer_try(frame, stmt); break;
    case AST_RAISE: infer_raise(frame, stmt); break;
    case AST_ASSERT: infer_assert(frame, stmt); break;
    case AST_DELETE:
        for (u32 i = 0; i < stmt->delete_stmt.targets.count; i++)
            infer_delete(frame, stmt->delete_stmt.targets.items[i]);
        break;
    case AST_FUNCTION_DEF: infer_def(frame, stmt); break;
    case AST_CLASS_DEF: infer_class(frame, stmt); break;
    case AST_IMPORT: infer_import(frame, &stmt->import.names, false); break;
    case AST_IMPORT_FROM: infer_import(frame, &stmt->import_from.names, true); break;
    default: break;
    }
}

void infer_stmts(Frame *frame, AstStmts stmts) {
    for (u32 i = 0; i < stmts.count && !frame->is_dead; i++) infer_stmt(frame, stmts.items[i]);
}
