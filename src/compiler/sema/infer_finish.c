// After the fixed point: what is alive, layouts, and how each attribute is reached.
#include "compiler/sema/infer_priv.h"

// ---- live instances

static void mark_live(Infer *in, u32 index) {
    if (index == SEMA_NONE_INDEX) return;
    SemaInstance *inst = in->program->instances.items[index];
    if (inst->is_live) return;
    inst->is_live = true;
    infer_queue(in, index);
}

static void mark_called(Infer *in, const SemaInstance *inst) {
    SemaProgram *program = in->program;
    for (u32 i = 0; i < inst->calls.capacity; i++) {
        if (!inst->calls.slots[i].is_used) continue;
        const SemaCall *call = &program->calls.items[inst->calls.slots[i].value];
        for (u32 k = 0; k < call->target_count; k++) mark_live(in, call->targets[k].instance);
    }
    // Class bodies are run by their statement, which is no call.
    for (u32 i = 0; i < inst->state->callees.count; i++) {
        u32 callee = inst->state->callees.items[i].index;
        u8 kind = program->funcs.items[program->instances.items[callee]->func]->kind;
        if (kind == SEMA_FUNC_CLASS_BODY || kind == SEMA_FUNC_MODULE) mark_live(in, callee);
    }
}

static void find_live(Infer *in) {
    SemaProgram *program = in->program;
    in->queue.count = 0;
    for (u32 i = 0; i < program->instances.count; i++) {
        program->instances.items[i]->is_live = false;
        program->instances.items[i]->state->is_queued = false;
    }
    for (u32 i = 0; i < program->modules.count; i++)
        mark_live(in,
                  program->funcs.items[program->modules.items[i]->body_func]->instances.items[0]);
    for (u32 i = 0; i < program->funcs.count; i++) {
        if (program->funcs.items[i]->needs_generic_entry)
            mark_live(in, program->funcs.items[i]->generic_instance);
        mark_live(in, program->funcs.items[i]->typed_instance);
    }
    while (in->queue.count > 0)
        mark_called(in, program->instances.items[in->queue.items[--in->queue.count]]);
}

static void settle_instance(Infer *in, SemaInstance *inst) {
    const SemaFunc *func = in->program->funcs.items[inst->func];
    SemaTypes *types = in->types;
    for (u32 i = 0; i < func->params.count; i++) {
        inst->param_types[i] =
            sema_type_find(types, sema_cell_content(types, inst->state->param_cells[i]));
        inst->param_types[i] = sema_type_without(types, inst->param_types[i], SEMA_UNDEF);
    }
    inst->return_type = sema_type_find(types, sema_cell_content(types, inst->state->return_cell));
    for (u32 i = 0; i < func->vars.count; i++) {
        const SemaVar *var = &func->vars.items[i];
        if (var->is_loose)
            inst->var_types[i] =
                sema_type_without(types, sema_cell_content(types, var->type_cell), SEMA_UNDEF);
        inst->var_types[i] = sema_type_find(types, inst->var_types[i]);
        if (func->vars.items[i].kind == SEMA_VAR_CAPTURE_CELL) inst->var_is_checked[i] = true;
    }
    for (u32 i = 0; i < func->node_last - func->node_first; i++)
        inst->node_types[i] = sema_type_find(types, inst->node_types[i]);
}

// ---- fields

enum { INIT_FIELDS_MAX = 64 };

typedef struct {
    Infer *in;
    const SemaModule *module;
    u32 class_index;
    AstName self_name;
    AstName set[INIT_FIELDS_MAX];
    u32 count;
    bool has_leaked;  // someone else may see the instance from here on
} InitWalk;

static void init_walk(InitWalk *walk, u32 func, u32 class_index);

static bool is_set(const InitWalk *walk, AstName name) {
    for (u32 i = 0; i < walk->count; i++) {
        if (walk->set[i] == name) return true;
    }
    return false;
}

static void leak_visit(void *context, AstNode *node) {
    InitWalk *walk = context;
    const AstExpr *expr = (const AstExpr *)node;
    bool is_field = node->kind == AST_ATTRIBUTE && expr->attribute.value->kind == AST_NAME &&
                    expr->attribute.value->name.id == walk->self_name;
    if (is_field && is_set(walk, expr->attribute.attr)) return;
    if (node->kind == AST_NAME && expr->name.id == walk->self_name) walk->has_leaked = true;
    ast_each_child(node, leak_visit, walk);
}

// super().__init__(…) as a statement.
static bool walk_super(InitWalk *walk, const AstExpr *expr) {
    if (expr->kind != AST_CALL || expr->call.func->kind != AST_ATTRIBUTE) return false;
    const AstExpr *receiver = expr->call.func->attribute.value;
    bool is_super = receiver->kind == AST_CALL && receiver->call.func->kind == AST_NAME &&
                    receiver->call.func->name.id == walk->in->name_super &&
                    expr->call.func->attribute.attr == walk->in->dunder_init;
    if (!is_super) return false;
    for (u32 i = 0; i < expr->call.args.count; i++)
        leak_visit(walk, &expr->call.args.items[i]->node);
    for (u32 i = 0; i < expr->call.keywords.count; i++)
        leak_visit(walk, &expr->call.keywords.items[i]->value->node);
    u32 base = walk->in->program->classes.items[walk->class_index]->base;
    u32 init = base == SEMA_NONE_INDEX
                   ? SEMA_NONE_INDEX
                   : sema_method_find(walk->in->program, base, walk->in->dunder_init);
    if (init == SEMA_NONE_INDEX || walk->has_leaked) return true;
    InitWalk outer = *walk;
    init_walk(walk, init, base);
    walk->module = outer.module;
    walk->class_index = outer.class_index;
    walk->self_name = outer.self_name;
    return true;
}

static void walk_target(InitWalk *walk, const AstExpr *target) {
    bool is_field = target->kind == AST_ATTRIBUTE && target->attribute.value->kind == AST_NAME &&
                    target->attribute.value->name.id == walk->self_name;
    if (is_field) {
        if (walk->count < INIT_FIELDS_MAX && !is_set(walk, target->attribute.attr))
            walk->set[walk->count++] = target->attribute.attr;
        return;
    }
    if (target->kind == AST_TUPLE) {
        for (u32 i = 0; i < target->tuple.elts.count; i++)
            walk_target(walk, target->tuple.elts.items[i]);
        return;
    }
    if (target->kind == AST_NAME && target->name.id == walk->self_name) walk->has_leaked = true;
    leak_visit(walk, (AstNode *)(uintptr_t)&target->node);
}

static bool has_return(AstNode *node);

static void return_visit(void *context, AstNode *node) {
    bool *found = context;
    if (node->kind == AST_FUNCTION_DEF || node->kind == AST_LAMBDA) return;
    *found |= node->kind == AST_RETURN || has_return(node);
}

static bool has_return(AstNode *node) {
    bool found = false;
    ast_each_child(node, return_visit, &found);
    return found;
}

static void walk_stmts(InitWalk *walk, AstStmts body);

static void walk_if(InitWalk *walk, const AstStmt *stmt) {
    leak_visit(walk, &stmt->if_stmt.test->node);
    InitWalk then = *walk, otherwise = *walk;
    walk_stmts(&then, stmt->if_stmt.body);
    walk_stmts(&otherwise, stmt->if_stmt.orelse);
    walk->has_leaked = then.has_leaked || otherwise.has_leaked;
    for (u32 i = 0; i < then.count; i++) {
        bool is_in_both = is_set(&otherwise, then.set[i]) && !is_set(walk, then.set[i]);
        if (is_in_both) walk->set[walk->count++] = then.set[i];
    }
}

static void walk_stmt(InitWalk *walk, const AstStmt *stmt) {
    AstNode *node = (AstNode *)(uintptr_t)&stmt->node;
    switch (stmt->kind) {
    case AST_ASSIGN:
        leak_visit(walk, &stmt->assign.value->node);
        for (u32 i = 0; i < stmt->assign.targets.count && !walk->has_leaked; i++)
            walk_target(walk, stmt->assign.targets.items[i]);
        break;
    case AST_ANN_ASSIGN:
        if (!stmt->ann_assign.value) break;
        leak_visit(walk, &stmt->ann_assign.value->node);
        if (!walk->has_leaked) walk_target(walk, stmt->ann_assign.target);
        break;
    case AST_EXPR:
        if (!walk_super(walk, stmt->expr.value)) leak_visit(walk, node);
        break;
    case AST_IF: walk_if(walk, stmt); break;
    case AST_FOR: {
        leak_visit(walk, &stmt->for_stmt.iter->node);
        InitWalk body = *walk;
        walk_target(&body, stmt->for_stmt.target);
        walk_stmts(&body, stmt->for_stmt.body);
        walk_stmts(&body, stmt->for_stmt.orelse);
        walk->has_leaked |= body.has_leaked;
        break;
    }
    default: leak_visit(walk, node); break;
    }
}

static void walk_stmts(InitWalk *walk, AstStmts body) {
    for (u32 i = 0; i < body.count && !walk->has_leaked; i++) {
        // Whoever returns early leaves the rest unset.
        bool may_return = body.items[i]->kind == AST_RETURN || has_return(&body.items[i]->node);
        if (may_return) walk->has_leaked = true;
        if (!may_return) walk_stmt(walk, body.items[i]);
    }
}

static void init_walk(InitWalk *walk, u32 func_index, u32 class_index) {
    const SemaFunc *func = walk->in->program->funcs.items[func_index];
    if (sema_func_self(func) == SEMA_NONE_INDEX) {
        walk->has_leaked = true;
        return;
    }
    walk->module = walk->in->program->modules.items[func->module];
    walk->self_name = func->params.items[0].name;
    walk->class_index = func->owner_class;
    (void)class_index;
    walk_stmts(walk, func->body);
}

static void settle_init(Infer *in) {
    SemaProgram *program = in->program;
    for (u32 i = 0; i < program->classes.count; i++) {
        SemaClass *class = program->classes.items[i];
        for (u32 k = 0; k < class->fields.count; k++)
            class->fields.items[k].is_set_in_init = !program->is_untyped;
    }
    for (u32 i = 0; i < program->classes.count; i++) {
        if (!program->classes.items[i]->is_instantiated) continue;
        InitWalk walk = {.in = in, .class_index = i};
        u32 init = sema_method_find(program, i, in->dunder_init);
        bool is_plain = init != SEMA_NONE_INDEX &&
                        infer_class_attribute(program, i, in->dunder_init) == SEMA_NONE_INDEX;
        if (is_plain) init_walk(&walk, init, i);
        for (u32 at = i; at != SEMA_NONE_INDEX; at = program->classes.items[at]->base) {
            SemaClass *class = program->classes.items[at];
            for (u32 k = 0; k < class->fields.count; k++)
                class->fields.items[k].is_set_in_init &= is_set(&walk, class->fields.items[k].name);
        }
    }
}

static void settle_fields(Infer *in) {
    SemaProgram *program = in->program;
    settle_init(in);
    u32 number = 0;
    for (u32 i = 0; i < program->classes.count; i++) {
        SemaClass *class = program->classes.items[i];
        class->first_slot = class->base != SEMA_NONE_INDEX
                                ? program->classes.items[class->base]->slot_count
                            : class->builtin_base != CLASS_OBJECT ? EXCEPTION_SLOT_COUNT
                                                                  : 0;
        u32 kept = 0;
        for (u32 k = 0; k < class->fields.count; k++) {
            SemaField field = class->fields.items[k];
            SemaType content = sema_type_find(in->types, sema_cell_content(in->types, field.cell));
            bool is_stored = content != SEMA_BOTTOM && content != SEMA_UNDEF;
            if (!is_stored && !program->is_untyped) continue;
            field.type = program->is_untyped ? SEMA_OBJECT : content;
            if (sema_type_has(in->types, content, SEMA_UNDEF)) field.is_set_in_init = false;
            if (!field.is_set_in_init)
                field.type = sema_type_join(in->types, field.type, SEMA_UNDEF);
            field.kind = sema_slot_kind(in->types, field.type);
            field.slot = class->first_slot + kept;
            u32 ignored;
            field.number = ++number;
            field.is_closed =
                !program->is_untyped && !int_map_get(&in->dynamic_stores, field.name, &ignored);
            class->fields.items[kept++] = field;
        }
        class->fields.count = kept;
        class->slot_count = class->first_slot + kept;
    }
}

// ---- globals: which are assigned before anyone reads them

typedef struct {
    Infer *in;
    bool *is_reached;  // by instance: may have run
    bool *is_read;     // by global: someone who may have run reads it
    u32 *first_read;   // by global: where in the text the body itself does
    bool has_dynamic;
} Order;

static void reach(Order *order, u32 index) {
    Infer *in = order->in;
    if (order->is_reached[index]) return;
    order->is_reached[index] = true;
    const InferState *state = in->program->instances.items[index]->state;
    for (u32 i = 0; i < state->global_reads.count; i++)
        order->is_read[state->global_reads.items[i].index] = true;
    for (u32 i = 0; i < state->callees.count; i++) reach(order, state->callees.items[i].index);
    if (!state->is_dynamic || order->has_dynamic) return;
    order->has_dynamic = true;
    for (u32 i = 0; i < in->program->funcs.count; i++) {
        u32 generic = in->program->funcs.items[i]->generic_instance;
        if (generic != SEMA_NONE_INDEX) reach(order, generic);
    }
}

static void reach_dynamic(Order *order) {
    if (order->has_dynamic) return;
    order->has_dynamic = true;
    for (u32 i = 0; i < order->in->program->funcs.count; i++) {
        u32 generic = order->in->program->funcs.items[i]->generic_instance;
        if (generic != SEMA_NONE_INDEX) reach(order, generic);
    }
}

static void settle_target(Order *order, const SemaModule *module, u32 node_id, u32 end) {
    SemaName name = module->names[node_id];
    if (name.kind != SEMA_NAME_GLOBAL) return;
    SemaGlobal *global = &order->in->program->globals.items[name.index];
    SemaType content = sema_cell_content(order->in->types, global->cell);
    bool is_deleted = sema_type_has(order->in->types, content, SEMA_UNDEF);
    if (!order->is_read[name.index] && !is_deleted && order->first_read[name.index] >= end)
        global->is_checked = false;
}

static void settle_targets(Order *order, const SemaModule *module, const AstExpr *target, u32 end) {
    if (target->kind == AST_NAME) settle_target(order, module, target->id, end);
    if (target->kind != AST_TUPLE) return;
    for (u32 i = 0; i < target->tuple.elts.count; i++)
        settle_targets(order, module, target->tuple.elts.items[i], end);
}

// The direct statements of a module or class body, in order.
// The callees that come first in statement i: from [i] to [i + 1], both relative to the list behind
// [count + 1].
static u32 *callees_by_statement(Arena *arena, const InferState *body, AstStmts stmts) {
    u32 *first = ARENA_NEW_ARRAY(arena, u32, stmts.count + 2 + body->callees.count);
    u32 *home = ARENA_NEW_ARRAY(arena, u32, body->callees.count + 1);
    for (u32 k = 0; k < body->callees.count; k++) {
        u32 low = 0, high = stmts.count;
        while (low < high) {
            u32 middle = (low + high) / 2;
            if (stmts.items[middle]->span.end > body->callees.items[k].start)
                high = middle;
            else
                low = middle + 1;
        }
        home[k] = low;
        if (low < stmts.count) first[low + 1]++;
    }
    for (u32 i = 0; i < stmts.count; i++) first[i + 1] += first[i];
    u32 *next = arena_copy(arena, first, (stmts.count + 1) * sizeof(u32));
    for (u32 k = 0; k < body->callees.count; k++) {
        if (home[k] < stmts.count) first[stmts.count + 1 + next[home[k]]++] = k;
    }
    return first;
}

static void settle_body(Infer *in, const SemaModule *module, const SemaInstance *inst,
                        AstStmts stmts) {
    u32 inst_count = in->program->instances.count, global_count = in->program->globals.count;
    const InferState *body = inst->state;
    Order order = {.in = in,
                   .is_reached = ARENA_NEW_ARRAY(in->arena, bool, inst_count + 1),
                   .is_read = ARENA_NEW_ARRAY(in->arena, bool, global_count + 1),
                   .first_read = ARENA_NEW_ARRAY(in->arena, u32, global_count + 1)};
    for (u32 i = 0; i < global_count; i++) order.first_read[i] = UINT32_MAX;
    for (u32 i = 0; i < body->global_reads.count; i++)
        order.first_read[body->global_reads.items[i].index] = body->global_reads.items[i].start;
    u32 *first_callee = callees_by_statement(in->arena, body, stmts);
    for (u32 i = 0; i < stmts.count; i++) {
        const AstStmt *stmt = stmts.items[i];
        u32 end = stmt->span.end;
        for (u32 k = first_callee[i]; k < first_callee[i + 1]; k++)
            reach(&order, body->callees.items[first_callee[stmts.count + 1 + k]].index);
        if (body->dynamic_start < end) reach_dynamic(&order);
        // A read in the assigning statement itself comes before the assignment.
        if (stmt->kind == AST_ASSIGN) {
            for (u32 k = 0; k < stmt->assign.targets.count; k++)
                settle_targets(&order, module, stmt->assign.targets.items[k], end);
        } else if (stmt->kind == AST_ANN_ASSIGN && stmt->ann_assign.value) {
            settle_targets(&order, module, stmt->ann_assign.target, end);
        } else if (stmt->kind == AST_FUNCTION_DEF || stmt->kind == AST_CLASS_DEF) {
            settle_target(&order, module, stmt->id, end);
        } else if (stmt->kind == AST_IMPORT || stmt->kind == AST_IMPORT_FROM) {
            const AstAliases *names =
                stmt->kind == AST_IMPORT ? &stmt->import.names : &stmt->import_from.names;
            for (u32 k = 0; k < names->count; k++)
                settle_target(&order, module, names->items[k]->id, end);
        }
    }
}

static void settle_defaults(Infer *in) {
    // The def statement that evaluates a default runs before any call of the function.
    for (u32 i = 0; i < in->program->globals.count; i++) {
        SemaGlobal *global = &in->program->globals.items[i];
        if (global->name == AST_NO_NAME) global->is_checked = false;
    }
}

static void settle_globals(Infer *in) {
    SemaProgram *program = in->program;
    for (u32 i = 0; i < program->globals.count; i++) program->globals.items[i].is_checked = true;
    for (u32 i = 0; i < program->modules.count; i++) {
        const SemaModule *module = program->modules.items[i];
        const SemaFunc *body = program->funcs.items[module->body_func];
        settle_body(in, module, program->instances.items[body->instances.items[0]], body->body);
    }
    for (u32 i = 0; i < program->classes.count; i++) {
        const SemaFunc *body = program->funcs.items[program->classes.items[i]->body_func];
        if (body->instances.count == 0) continue;
        settle_body(in, program->modules.items[body->module],
                    program->instances.items[body->instances.items[0]], body->body);
    }
    settle_defaults(in);
    infer_modules_unset(in);
    for (u32 i = 0; i < program->globals.count; i++) {
        SemaGlobal *global = &program->globals.items[i];
        SemaType content = sema_type_find(in->types, sema_cell_content(in->types, global->cell));
        global->type = sema_type_without(in->types, content, SEMA_UNDEF);
        if (program->is_untyped) global->type = SEMA_OBJECT;
        u32 ignored;
        global->is_open = program->is_untyped || global->owner_class != SEMA_NONE_INDEX ||
                          program->modules.items[global->module]->is_rewritten ||
                          int_map_get(&in->dynamic_stores, global->name, &ignored);
        global->kind = global->is_checked ? SLOT_VALUE : sema_slot_kind(in->types, global->type);
    }
}

// ---- attributes

static SemaAttribute global_attribute(Infer *in, u32 index) {
    const SemaGlobal *global = &in->program->globals.items[index];
    return (SemaAttribute){.kind = SEMA_ATTR_GLOBAL,
                           .may_be_undef = global->is_checked,
                           .slot_kind = (u8)global->kind,
                           .index = index,
                           .stored_type = global->type};
}

static bool has_name(Infer *in, const SemaClass *class, AstName name) {
    if (sema_method_find(in->program, class->index, name) != SEMA_NONE_INDEX) return true;
    for (u32 i = 0; i < class->attributes.count; i++) {
        if (class->attributes.items[i].name == name) return true;
    }
    return false;
}

// Whether an instance without that field has no such attribute at all: no class has one of that
// name or answers to any, and no unknown code can give one to them.
static bool raises_unset(Infer *in, AstName name) {
    const SemaProgram *program = in->program;
    u32 ignored;
    if (int_map_get(&in->dynamic_stores, name, &ignored)) return false;
    AstName hooks[] = {name, names_intern_text(program->names, "__getattr__"),
                       names_intern_text(program->names, "__getattribute__")};
    for (u32 i = 0; i < program->classes.count; i++) {
        const SemaClass *class = program->classes.items[i];
        for (u32 k = 0; k < 3; k++) {
            if (has_name(in, class, hooks[k])) return false;
        }
    }
    return true;
}

// Built-in bases have attributes of their own.
static bool is_plain_class(const Infer *in, u32 class_index) {
    return in->program->classes.items[class_index]->builtin_base == CLASS_OBJECT;
}

static bool field_attribute(Infer *in, SemaType base, AstName name, SemaAttribute *out) {
    const SemaField *found = NULL;
    bool is_plain = true;
    for (u32 i = 0; i < sema_member_count(in->types, base); i++) {
        SemaTypeRow row = in->types->rows.items[sema_member(in->types, base, i)];
        const SemaField *field =
            row.kind == SEMA_INSTANCE ? infer_field(in->program, row.index, name) : NULL;
        if (!field || (found && found != field)) return false;
        found = field;
        is_plain &= is_plain_class(in, row.index);
    }
    if (!found) return false;
    *out = (SemaAttribute){.kind = SEMA_ATTR_FIELD,
                           .may_be_undef = !found->is_set_in_init,
                           .raises_unset =
                               !found->is_set_in_init && is_plain && raises_unset(in, name),
                           .slot_kind = (u8)found->kind,
                           .index = found->slot,
                           .field = found->number,
                           .stored_type = sema_type_without(in->types, found->type, SEMA_UNDEF)};
    return true;
}

// An attribute that all possible classes of an instance share, read through the instance.
static u32 shared_attribute(Infer *in, u32 class_index, AstName name) {
    const SemaClass *class = in->program->classes.items[class_index];
    u32 global = infer_class_attribute(in->program, class_index, name);
    for (u32 i = class->index; i <= class->last_subclass; i++) {
        if (infer_class_attribute(in->program, i, name) != global ||
            infer_field(in->program, i, name))
            return SEMA_NONE_INDEX;
    }
    if (global == SEMA_NONE_INDEX) return global;
    SemaType type = in->program->globals.items[global].type;
    // Functions are bound to the instance on the way.
    bool is_bound = sema_type_has(in->types, type, SEMA_FUNC) ||
                    sema_type_has(in->types, type, SEMA_OBJECT) ||
                    sema_type_has(in->types, type, SEMA_DESCRIPTOR);
    return is_bound ? SEMA_NONE_INDEX : global;
}

static bool may_be_descriptor(const Infer *in, u32 global) {
    SemaType type = in->program->globals.items[global].type;
    return in->has_descriptors && (sema_type_has(in->types, type, SEMA_DESCRIPTOR) ||
                                   sema_type_has(in->types, type, SEMA_OBJECT));
}

static SemaAttribute attribute_kind(Infer *in, SemaType base, const AstExpr *expr) {
    SemaAttribute result = {.kind = SEMA_ATTR_DYNAMIC, .stored_type = SEMA_OBJECT};
    AstName name = expr->attribute.attr;
    if (expr->attribute.ctx != AST_DEL) base = sema_receiver_type(in->program, base, name);
    SemaTypeRow row = in->types->rows.items[base];
    bool is_load = expr->attribute.ctx == AST_LOAD;
    u32 global;
    if (row.kind == SEMA_MODULE) {
        if (int_map_get(&in->program->modules.items[row.index]->globals, name, &global))
            return global_attribute(in, global);
        return result;
    }
    if (infer_web_attribute_kind(in, base, expr, &result)) return result;
    if (row.kind == SEMA_NATIVE_MODULE) {
        bool is_replaced = int_map_get(&in->program->replaced_values, name, &global);
        for (u32 id = 0; id < NATIVE_COUNT; id++) {
            bool is_it = !is_replaced && native_rows[id].owner == row.index &&
                         slice_equal(slice_of_text(native_rows[id].name),
                                     names_text(in->program->names, name));
            if (!is_it) continue;
            result.kind = SEMA_ATTR_NATIVE;
            result.index = id;
            return result;
        }
        result.kind = SEMA_ATTR_NATIVE_VALUE;
        return result;
    }
    if (in->program->is_untyped || expr->attribute.ctx == AST_DEL) return result;
    if (field_attribute(in, base, name, &result)) return result;
    if (row.kind == SEMA_CLASS) {
        global = SEMA_NONE_INDEX;
        const SemaClass *class = in->program->classes.items[row.index];
        for (u32 i = 0; i < class->attributes.count; i++) {
            if (class->attributes.items[i].name == name) global = class->attributes.items[i].global;
        }
        if (global == SEMA_NONE_INDEX && is_load)
            global = infer_class_attribute(in->program, row.index, name);
        if (global != SEMA_NONE_INDEX && !(is_load && may_be_descriptor(in, global)))
            return global_attribute(in, global);
    }
    if (row.kind == SEMA_INSTANCE && is_load) {
        global = shared_attribute(in, row.index, name);
        if (global != SEMA_NONE_INDEX) return global_attribute(in, global);
    }
    return result;
}

static void settle_attributes(Infer *in, SemaInstance *inst) {
    const SemaFunc *func = in->program->funcs.items[inst->func];
    for (u32 i = 0; i < inst->state->attribute_nodes.count; i++) {
        const AstExpr *expr = inst->state->attribute_nodes.items[i];
        SemaType base = inst->node_types[expr->attribute.value->id - func->node_first];
        *int_map_at(&inst->attributes, expr->id, 0) = in->program->attributes.count + 1;
        *VEC_PUSH(in->arena, &in->program->attributes) = attribute_kind(in, base, expr);
    }
}

// ---- krait.web is no value of its own

typedef struct {
    Infer *in;
    u32 func;
    bool is_base;  // of an attribute: there a module may stand
} ModuleWalk;

static bool is_module_in(const ModuleWalk *walk, u32 node_id) {
    const SemaFunc *func = walk->in->program->funcs.items[walk->func];
    for (u32 i = 0; i < func->instances.count; i++) {
        const SemaInstance *inst = walk->in->program->instances.items[func->instances.items[i]];
        bool is_inside = node_id >= func->node_first && node_id < func->node_last;
        if (is_inside && inst->is_live &&
            sema_type_has(walk->in->types, inst->node_types[node_id - func->node_first],
                          SEMA_WEB_MODULE))
            return true;
    }
    return false;
}

static void module_visit(void *context, AstNode *node) {
    ModuleWalk *walk = context;
    ModuleWalk outer = *walk;
    const SemaModule *module =
        walk->in->program->modules.items[walk->in->program->funcs.items[walk->func]->module];
    bool is_name = node->kind == AST_NAME || node->kind == AST_ATTRIBUTE;
    if (is_name && !walk->is_base && is_module_in(walk, node->id))
        diag_error(walk->in->diags, DIAG_UNSUPPORTED, node->span,
                   "unsupported: krait.web as a value");
    if (module->funcs[node->id] != SEMA_NONE_INDEX) walk->func = module->funcs[node->id];
    walk->is_base = node->kind == AST_ATTRIBUTE;
    if (ast_kind_info(node->kind)->group != AST_GROUP_ARG) ast_each_child(node, module_visit, walk);
    *walk = outer;
}

void infer_finish(Infer *in) {
    SemaProgram *program = in->program;
    find_live(in);
    for (u32 i = 0; i < program->instances.count; i++)
        settle_instance(in, program->instances.items[i]);
    settle_fields(in);
    settle_globals(in);
    for (u32 i = 0; i < program->instances.count; i++)
        settle_attributes(in, program->instances.items[i]);
    if (!program->types.web) return;
    for (u32 i = 0; i < program->modules.count; i++) {
        ModuleWalk walk = {in, program->modules.items[i]->body_func, false};
        ast_each_child((AstNode *)(uintptr_t)&program->modules.items[i]->ast->node, module_visit,
                       &walk);
    }
}
