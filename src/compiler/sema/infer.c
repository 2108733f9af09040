// Cells and their readers, instances, and the worklist that brings them to a fixed point.
#include "compiler/sema/infer_priv.h"

#include "base/check.h"

#include <string.h>

// ---- cells

static void wake_readers(Infer *in, SemaCell cell) {
    for (u32 at = in->types->cells.items[cell].first_reader; at != SEMA_NONE_INDEX;
         at = in->readers.items[at].next)
        infer_queue(in, in->readers.items[at].inst);
}

static bool *escaping_flag(Infer *in, SemaCell cell) {
    while (in->is_cell_escaping.count <= cell) *VEC_PUSH(in->arena, &in->is_cell_escaping) = false;
    return &in->is_cell_escaping.items[cell];
}

static void on_cell_grown(void *watcher, SemaCell cell) {
    Infer *in = watcher;
    wake_readers(in, cell);
    if (*escaping_flag(in, cell)) sema_type_escape(in->types, in->types->cells.items[cell].content);
}

static void on_cells_united(void *watcher, SemaCell kept, SemaCell gone) {
    Infer *in = watcher;
    wake_readers(in, kept);
    wake_readers(in, gone);
    SemaCellRow *kept_row = &in->types->cells.items[kept];
    u32 at = in->types->cells.items[gone].first_reader;
    if (at != SEMA_NONE_INDEX) {
        while (in->readers.items[at].next != SEMA_NONE_INDEX) at = in->readers.items[at].next;
        in->readers.items[at].next = kept_row->first_reader;
        kept_row->first_reader = in->types->cells.items[gone].first_reader;
    }
    if (*escaping_flag(in, gone) && !*escaping_flag(in, kept)) {
        *escaping_flag(in, kept) = true;
        sema_type_escape(in->types, in->types->cells.items[kept].content);
    }
}

SemaType infer_read(Frame *frame, SemaCell cell) {
    Infer *in = frame->in;
    cell = sema_cell_find(in->types, cell);
    SemaCellRow *row = &in->types->cells.items[cell];
    u32 inst = frame->inst->index;
    u32 first = row->first_reader;
    if (first == SEMA_NONE_INDEX || in->readers.items[first].inst != inst) {
        u32 *known = int_map_at(&in->reader_index, (u64)cell << 32 | inst, 0);
        if (*known == 0) {
            *known = 1;
            row->first_reader = in->readers.count;
            *VEC_PUSH(in->arena, &in->readers) = (Reader){inst, first};
        }
    }
    return sema_type_find(in->types, row->content);
}

void infer_store(Infer *in, SemaCell cell, SemaType type) {
    sema_cell_store(in->types, cell, type);
}

void infer_mark_escaping(Infer *in, SemaCell cell) {
    cell = sema_cell_find(in->types, cell);
    bool *flag = escaping_flag(in, cell);
    if (*flag) return;
    *flag = true;
    sema_type_escape(in->types, in->types->cells.items[cell].content);
}

SemaCell infer_site(Frame *frame, u32 node_id, u32 place) {
    u32 *cell = int_map_at(&frame->inst->state->sites, (u64)node_id << 3 | place, SEMA_NONE_INDEX);
    if (*cell == SEMA_NONE_INDEX) *cell = sema_cell_new(frame->in->types);
    return *cell;
}

SemaCell infer_global_cell(Infer *in, u32 global) {
    SemaGlobal *row = &in->program->globals.items[global];
    if (row->cell == SEMA_NONE_INDEX) row->cell = sema_cell_new(in->types);
    return row->cell;
}

SemaType infer_record(Frame *frame, u32 node_id, SemaType type) {
    Infer *in = frame->in;
    SemaInstance *inst = frame->inst;
    CHECK(node_id >= frame->func->node_first && node_id < frame->func->node_last);
    if (in->program->is_untyped) {
        SemaKind kind = sema_type_kind(in->types, type);
        if (kind != SEMA_MODULE && kind != SEMA_NATIVE_MODULE && kind != SEMA_WEB_MODULE) {
            sema_type_escape(in->types, type);
            type = SEMA_OBJECT;
        }
    }
    SemaType *place = &inst->node_types[node_id - frame->func->node_first];
    if (*place == type) return type;
    SemaType joined = sema_type_join(in->types, *place, type);
    *place = joined;
    return joined;
}

// ---- instances

void infer_queue(Infer *in, u32 index) {
    InferState *state = in->program->instances.items[index]->state;
    if (state->is_queued) return;
    state->is_queued = true;
    // A heap with the greatest index on top.
    *VEC_PUSH(in->arena, &in->queue) = index;
    u32 *heap = in->queue.items, at = in->queue.count - 1;
    for (; at > 0 && heap[(at - 1) / 2] < index; at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
    heap[at] = index;
}

// Whoever is called has a greater index than its first caller: it is walked before, and module
// bodies, which call most and are longest, come last.
static u32 take_queued(Infer *in) {
    u32 *heap = in->queue.items, top = heap[0], moved = heap[--in->queue.count], at = 0;
    for (u32 count = in->queue.count;;) {
        u32 child = 2 * at + 1;
        if (child >= count) break;
        if (child + 1 < count && heap[child + 1] > heap[child]) child++;
        if (heap[child] <= moved) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
    return top;
}

// What a call of a generator function gives.
static SemaType generator_type(Infer *in, const SemaInstance *inst) {
    const SemaFunc *func = in->program->funcs.items[inst->func];
    if (func->is_async || in->program->is_untyped) {
        infer_store(in, inst->state->sent_cell, SEMA_OBJECT);
        infer_mark_escaping(in, inst->state->yield_cell);
        infer_mark_escaping(in, inst->state->end_cell);
        return SEMA_OBJECT;
    }
    return sema_type_with_cells(in->types, SEMA_GENERATOR, inst->index, inst->state->yield_cell,
                                inst->state->end_cell);
}

static SemaInstance *instance_new(Infer *in, SemaFunc *func) {
    SemaInstance *inst = ARENA_NEW(in->arena, SemaInstance);
    u32 node_count = func->node_last - func->node_first;
    inst->index = in->program->instances.count;
    inst->func = func->index;
    inst->param_types = ARENA_NEW_ARRAY(in->arena, SemaType, func->params.count + 1);
    inst->var_types = ARENA_NEW_ARRAY(in->arena, SemaType, func->vars.count + 1);
    inst->var_is_checked = ARENA_NEW_ARRAY(in->arena, bool, func->vars.count + 1);
    inst->node_types = ARENA_NEW_ARRAY(in->arena, SemaType, node_count);
    int_map_init(&inst->calls, in->arena);
    int_map_init(&inst->attributes, in->arena);
    InferState *state = inst->state = ARENA_NEW(in->arena, InferState);
    int_map_init(&state->sites, in->arena);
    int_map_init(&state->loops, in->arena);
    state->dynamic_start = UINT32_MAX;
    state->return_cell = sema_cell_new(in->types);
    if (sema_func_is_generator(func)) {
        state->yield_cell = sema_cell_new(in->types);
        state->sent_cell = sema_cell_new(in->types);
        state->end_cell = sema_cell_new(in->types);
        infer_store(in, state->sent_cell, SEMA_NONE);
        infer_store(in, state->return_cell, generator_type(in, inst));
    }
    state->param_cells = ARENA_NEW_ARRAY(in->arena, SemaCell, func->params.count + 1);
    for (u32 i = 0; i < func->params.count; i++) state->param_cells[i] = sema_cell_new(in->types);
    *VEC_PUSH(in->arena, &in->program->instances) = inst;
    *VEC_PUSH(in->arena, &func->instances) = inst->index;
    if (in->funcs[func->index].is_return_escaping) infer_mark_escaping(in, state->return_cell);
    return inst;
}

// Whether an argument of type `left` may share an instance with one of type `right`.
static bool matches(SemaTypes *types, SemaType left, SemaType right, u32 depth) {
    left = sema_type_find(types, left);
    right = sema_type_find(types, right);
    if (left == right) return true;
    const SemaTypeRow *l = &types->rows.items[left], *r = &types->rows.items[right];
    if (depth > 0 && (left == SEMA_BOTTOM || right == SEMA_BOTTOM)) return true;
    if (l->kind != r->kind || l->index != r->index || l->part_count != r->part_count) return false;
    if (depth > 4) return true;
    if (l->kind < SEMA_LIST) return false;
    u32 cell_count = sema_kind_has_two_cells(l->kind) ? 2 : l->kind <= SEMA_DICT ? 1 : 0;
    for (u32 i = 0; i < cell_count; i++) {
        SemaType left_content = sema_cell_content(types, l->cells[i]);
        SemaType right_content = sema_cell_content(types, r->cells[i]);
        if (!matches(types, left_content, right_content, depth + 1)) return false;
    }
    for (u32 i = 0; i < l->part_count; i++) {
        if (!matches(types, l->parts[i], r->parts[i], depth + (l->kind != SEMA_UNION)))
            return false;
    }
    return true;
}

u32 infer_instance_for(Frame *frame, u32 func_index, const SemaType *args) {
    Infer *in = frame->in;
    SemaFunc *func = in->program->funcs.items[func_index];
    SemaInstance *found = NULL;
    for (u32 i = 0; i < func->instances.count && !found; i++) {
        SemaInstance *inst = in->program->instances.items[func->instances.items[i]];
        if (inst->index == func->generic_instance) continue;
        found = inst;
        for (u32 k = 0; k < func->params.count; k++) {
            SemaType param = sema_cell_content(in->types, inst->state->param_cells[k]);
            if (!matches(in->types, param, args[k], 0)) found = NULL;
            if (!found) break;
        }
    }
    u32 instances_max = in->program->is_spent ? 1 : INFER_INSTANCES_PER_FUNC;
    bool is_full = func->instances.count >= instances_max ||
                   in->program->instances.count >= INFER_INSTANCES_MAX;
    if (!found && is_full)
        found = in->program->instances.items[func->instances.items[func->instances.count - 1]];
    if (!found) found = instance_new(in, func);
    for (u32 k = 0; k < func->params.count; k++)
        infer_store(in, found->state->param_cells[k], args[k]);
    return found->index;
}

static void run(Infer *in, SemaInstance *inst);

enum { USES_SEARCHED_MAX = 16 };  // so few are found without a map

// Where `index` stands in `uses`, or their count.
static u32 find_use(Infer *in, const PlacedUses *uses, IntMap *places, u32 index) {
    u32 at = 0;
    if (uses->count <= USES_SEARCHED_MAX) {
        while (at < uses->count && uses->items[at].index != index) at++;
        return at;
    }
    if (places->count == 0) {
        int_map_init(places, in->arena);
        for (; at < uses->count; at++) int_map_at(places, uses->items[at].index, at);
    }
    return *int_map_at(places, index, uses->count);
}

static void note_use(Frame *frame, PlacedUses *uses, IntMap *places, u32 index) {
    u32 start = frame->stmt ? frame->stmt->span.start : 0;
    u32 at = find_use(frame->in, uses, places, index);
    if (at == uses->count)
        *VEC_PUSH(frame->in->arena, uses) = (PlacedUse){index, start};
    else if (start < uses->items[at].start)
        uses->items[at].start = start;
}

void infer_note_callee(Frame *frame, u32 inst) {
    InferState *state = frame->inst->state;
    note_use(frame, &state->callees, &state->callee_places, inst);
}

void infer_note_read(Frame *frame, u32 global) {
    InferState *state = frame->inst->state;
    note_use(frame, &state->global_reads, &state->read_places, global);
}

SemaType infer_call_instance(Frame *frame, u32 index) {
    Infer *in = frame->in;
    SemaInstance *inst = in->program->instances.items[index];
    infer_note_callee(frame, index);
    bool is_new = !inst->is_live;
    inst->is_live = true;
    if (is_new || (inst->state->is_queued && !inst->state->is_running)) {
        if (in->nesting < INFER_NESTING_MAX && !inst->state->is_running)
            run(in, inst);
        else
            infer_queue(in, index);
    }
    return infer_read(frame, inst->state->return_cell);
}

static SemaInstance *generic_instance(Infer *in, u32 func_index) {
    SemaFunc *func = in->program->funcs.items[func_index];
    func->needs_generic_entry = true;
    if (func->generic_instance == SEMA_NONE_INDEX) {
        SemaInstance *inst = instance_new(in, func);
        func->generic_instance = inst->index;
        inst->is_live = true;
        infer_queue(in, inst->index);
        // The runtime fills in defaults; those of later def statements come by infer_closure.
        for (u32 i = 0; i < func->params.count; i++) {
            if (!func->params.items[i].default_value) continue;
            infer_store(in, inst->state->param_cells[i],
                        sema_cell_content(in->types, in->funcs[func_index].defaults[i]));
        }
    }
    return in->program->instances.items[func->generic_instance];
}

// What the runtime hands in for a parameter when nothing is known about the call.
static SemaType unknown_argument(Infer *in, const SemaFunc *func, u32 param) {
    if (param == sema_func_rest(func))
        return sema_type_with_part(in->types, SEMA_TUPLE_OF, 0, SEMA_OBJECT);
    return SEMA_OBJECT;
}

SemaType infer_call_generic(Infer *in, Frame *frame, u32 func_index, const SemaType *args,
                            u32 count) {
    SemaFunc *func = in->program->funcs.items[func_index];
    SemaInstance *inst = generic_instance(in, func_index);
    if (!sema_func_is_plain(func)) {
        bool has_self = count > 0 && sema_func_self(func) != SEMA_NONE_INDEX;
        for (u32 i = has_self; i < count; i++) sema_type_escape(in->types, args[i]);
        infer_escape_func(in, func_index, has_self ? args[0] : SEMA_BOTTOM);
        if (!frame) return SEMA_BOTTOM;
        infer_note_callee(frame, inst->index);
        return infer_read(frame, inst->state->return_cell);
    }
    if (count < func->required_count || count > func->params.count) return SEMA_BOTTOM;
    for (u32 i = 0; i < func->params.count; i++) {
        if (i < count) {
            infer_store(in, inst->state->param_cells[i], args[i]);
        } else if (frame) {
            infer_store(in, inst->state->param_cells[i],
                        infer_read(frame, in->funcs[func_index].defaults[i]));
        }
    }
    if (!frame) return SEMA_BOTTOM;
    infer_note_callee(frame, inst->index);
    return infer_read(frame, inst->state->return_cell);
}

// Dynamic code may call it with anything; for a method found through an instance `self` is known.
void infer_escape_func(Infer *in, u32 func_index, SemaType self) {
    SemaFunc *func = in->program->funcs.items[func_index];
    SemaInstance *inst = generic_instance(in, func_index);
    for (u32 i = 0; i < func->params.count; i++)
        infer_store(in, inst->state->param_cells[i],
                    i == 0 && self != SEMA_BOTTOM && sema_func_self(func) == 0
                        ? self
                        : unknown_argument(in, func, i));
    infer_return_escapes(in, func_index);
}

void infer_return_escapes(Infer *in, u32 func_index) {
    SemaFunc *func = in->program->funcs.items[func_index];
    FuncInfo *info = &in->funcs[func_index];
    if (info->is_return_escaping) return;
    info->is_return_escaping = true;
    for (u32 i = 0; i < func->instances.count; i++)
        infer_mark_escaping(
            in, in->program->instances.items[func->instances.items[i]]->state->return_cell);
}

// ---- classes come to life

static void call_self_method(Infer *in, SemaType self, u32 class_index, AstName name) {
    u32 func = sema_method_find(in->program, class_index, name);
    // Where some code replaces methods of that name it is an attribute like others.
    u32 global = infer_class_attribute(in->program, class_index, name);
    if (global != SEMA_NONE_INDEX) infer_mark_escaping(in, infer_global_cell(in, global));
    if (func == SEMA_NONE_INDEX) return;
    infer_call_generic(in, NULL, func, &self, 1);
}

void infer_instantiate(Infer *in, u32 class_index) {
    SemaClass *class = in->program->classes.items[class_index];
    if (class->is_instantiated) return;
    class->is_instantiated = true;
    SemaType self = sema_type_with_index(in->types, SEMA_INSTANCE, class_index);
    const AstName names[] = {in->dunder_repr, in->dunder_str,  in->dunder_hash, in->dunder_bool,
                             in->dunder_len,  in->dunder_iter, in->dunder_next};
    for (u32 i = 0; i < COUNT_OF(names); i++) call_self_method(in, self, class_index, names[i]);
    // split() and except* call it.
    if (sema_builtin_is_subclass(class->builtin_base, CLASS_BASE_EXCEPTION_GROUP))
        infer_dynamic_read(in, names_intern_text(in->program->names, "derive"));
    // What dynamic code did to "every class" before.
    for (u32 i = 0; i < in->dynamic_reads.capacity; i++) {
        if (!in->dynamic_reads.slots[i].is_used) continue;
        u32 func =
            sema_method_find(in->program, class_index, (AstName)in->dynamic_reads.slots[i].key);
        if (func != SEMA_NONE_INDEX) infer_escape_func(in, func, self);
    }
    infer_store(in, in->class_cells[class_index], SEMA_NONE);
}

bool infer_is_instantiated(Frame *frame, u32 class_index) {
    Infer *in = frame->in;
    if (in->program->classes.items[class_index]->is_instantiated) return true;
    infer_read(frame, in->class_cells[class_index]);
    return false;
}

static void on_escape(void *watcher, SemaType type) {
    Infer *in = watcher;
    SemaTypeRow row = in->types->rows.items[type];
    if (row.kind == SEMA_FUNC) {
        infer_escape_func(in, row.index, SEMA_BOTTOM);
    } else if (row.kind == SEMA_METHOD) {
        infer_escape_func(in, row.index, row.parts[0]);
    } else if (row.kind == SEMA_GENERATOR) {
        // Anything may be sent to it, and what it gives is seen.
        infer_store(in, in->program->instances.items[row.index]->state->sent_cell, SEMA_OBJECT);
        infer_mark_escaping(in, row.cells[0]);
        infer_mark_escaping(in, row.cells[1]);
    } else if (row.kind == SEMA_MODULE) {
        infer_module_escapes(in, row.index);
    } else if (row.kind == SEMA_CLASS) {
        infer_instantiate(in, row.index);
        u32 init = sema_method_find(in->program, row.index, in->dunder_init);
        SemaType self = sema_type_with_index(in->types, SEMA_INSTANCE, row.index);
        if (init != SEMA_NONE_INDEX) infer_escape_func(in, init, self);
    }
}

static u32 class_base(void *watcher, u32 class_index) {
    return ((Infer *)watcher)->program->classes.items[class_index]->base;
}

static u32 class_builtin_base(void *watcher, u32 class_index) {
    return ((Infer *)watcher)->program->classes.items[class_index]->builtin_base;
}

// ---- walking one instance

// Where return statements store.
SemaCell infer_end_cell(const Frame *frame) {
    const InferState *state = frame->inst->state;
    return sema_func_is_generator(frame->func) ? state->end_cell : state->return_cell;
}

static void init_env(Frame *frame) {
    SemaFunc *func = frame->func;
    InferState *state = frame->inst->state;
    for (u32 i = 0; i < func->vars.count; i++) {
        const SemaVar *var = &func->vars.items[i];
        infer_env_set(frame, frame->env, i, SEMA_UNDEF);
        if (var->kind == SEMA_VAR_CAPTURE || var->kind == SEMA_VAR_CAPTURE_CELL)
            infer_env_set(frame, frame->env, i, infer_read(frame, var->type_cell));
        if (var->param_index != SEMA_NONE_INDEX)
            infer_env_set(frame, frame->env, i,
                          infer_read(frame, state->param_cells[var->param_index]));
        SemaType type =
            sema_type_without(frame->in->types, infer_env_get(frame->env, i), SEMA_UNDEF);
        frame->inst->var_types[i] =
            sema_type_join(frame->in->types, frame->inst->var_types[i], type);
        bool is_own_cell = var->type_cell != SEMA_NONE_INDEX && var->param_index != SEMA_NONE_INDEX;
        if (is_own_cell) infer_store(frame->in, var->type_cell, infer_env_get(frame->env, i));
    }
}

// ---- the budget

void infer_visit(Infer *in) {
    SemaProgram *program = in->program;
    if (++program->visit_count < in->visits_max) return;
    if (program->is_spent) {
        in->gives_up = true;
        return;
    }
    program->is_spent = true;
    program->spender = in->running;
    in->types->is_hasty = true;
    in->visits_max += in->visits_max / 2;
}

// The instance is walked once more. Tells whether its types take too long.
static bool spend_run(Infer *in, const SemaInstance *inst) {
    u32 run_count = ++inst->state->run_count;
    if (run_count == INFER_RUNS_MAX + 1) *VEC_PUSH(in->arena, &in->program->hasty) = inst->index;
    return run_count > INFER_RUNS_MAX;
}

static void run(Infer *in, SemaInstance *inst) {
    SemaFunc *func = in->program->funcs.items[inst->func];
    InferState *state = inst->state;
    Frame frame = {.in = in,
                   .inst = inst,
                   .func = func,
                   .module = in->program->modules.items[func->module],
                   .var_count = func->vars.count};
    state->is_running = true;
    in->nesting++;
    state->is_queued = false;
    u32 caller = in->running;
    in->running = inst->index;
    bool was_hasty = in->types->is_hasty;
    in->types->is_hasty |= spend_run(in, inst);
    frame.env = infer_env_new(&frame);
    init_env(&frame);
    if (func->lambda_body) {
        infer_store(in, infer_end_cell(&frame), infer_expr(&frame, func->lambda_body));
    } else {
        if (func->kind == SEMA_FUNC_GENEXPR) infer_genexpr_body(&frame);
        infer_stmts(&frame, func->body);
        if (!frame.is_dead) infer_store(in, infer_end_cell(&frame), SEMA_NONE);
    }
    in->types->is_hasty = was_hasty || in->program->is_spent;
    in->running = caller;
    in->nesting--;
    state->is_running = false;
}

// ---- the whole program

static AstName name_of(Infer *in, const char *text) {
    return names_intern_text(in->program->names, text);
}

static void init_names(Infer *in) {
    in->dunder_init = name_of(in, "__init__");
    in->dunder_repr = name_of(in, "__repr__");
    in->dunder_str = name_of(in, "__str__");
    in->dunder_eq = name_of(in, "__eq__");
    in->dunder_lt = name_of(in, "__lt__");
    in->dunder_hash = name_of(in, "__hash__");
    in->dunder_bool = name_of(in, "__bool__");
    in->dunder_len = name_of(in, "__len__");
    in->dunder_contains = name_of(in, "__contains__");
    in->dunder_getitem = name_of(in, "__getitem__");
    in->dunder_setitem = name_of(in, "__setitem__");
    in->dunder_iter = name_of(in, "__iter__");
    in->dunder_next = name_of(in, "__next__");
    infer_init_dunders(in);
    in->name_join = name_of(in, "join");
    in->name_super = name_of(in, "super");
}

static void init_cells(Infer *in) {
    SemaProgram *program = in->program;
    for (u32 i = 0; i < program->funcs.count; i++) {
        SemaFunc *func = program->funcs.items[i];
        FuncInfo *info = &in->funcs[i];
        info->defaults = ARENA_NEW_ARRAY(in->arena, SemaCell, func->params.count + 1);
        for (u32 k = 0; k < func->params.count; k++) info->defaults[k] = sema_cell_new(in->types);
        for (u32 k = 0; k < func->vars.count; k++) {
            SemaVar *var = &func->vars.items[k];
            if (var->is_loose && var->type_cell == SEMA_NONE_INDEX)
                var->type_cell = sema_cell_new(in->types);
            if (var->outer_var == SEMA_NONE_INDEX) continue;
            SemaVar *outer = &program->funcs.items[func->outer]->vars.items[var->outer_var];
            if (outer->type_cell == SEMA_NONE_INDEX) outer->type_cell = sema_cell_new(in->types);
            var->type_cell = outer->type_cell;
        }
    }
    in->class_cells = ARENA_NEW_ARRAY(in->arena, SemaCell, program->classes.count + 1);
    for (u32 i = 0; i < program->classes.count; i++) {
        SemaClass *class = program->classes.items[i];
        in->class_cells[i] = sema_cell_new(in->types);
        for (u32 k = 0; k < class->fields.count; k++)
            class->fields.items[k].cell = sema_cell_new(in->types);
    }
    for (u32 i = 0; i < program->globals.count; i++) infer_global_cell(in, i);
}

static void drain(Infer *in) {
    while (in->queue.count > 0) {
        SemaInstance *inst = in->program->instances.items[take_queued(in)];
        // It may have been walked since it was put there; and its own walk may put it there again.
        bool is_due = inst->state->is_queued;
        inst->state->is_queued = false;
        if (is_due && inst->is_live) run(in, inst);
        if (!in->gives_up) continue;
        sema_cells_give_up(in->types);
        in->visits_max = UINT64_MAX;
        in->gives_up = false;
    }
}

static u64 visits_max(const SemaProgram *program) {
    u64 node_count = 0;
    if (program->visits_max > 0) return program->visits_max;
    for (u32 i = 0; i < program->modules.count; i++)
        node_count += program->modules.items[i]->ast->node_count;
    return INFER_VISITS_MIN + node_count * INFER_VISITS_PER_NODE;
}

void infer_program(SemaProgram *program, Diagnostics *diags) {
    Infer *in = ARENA_NEW(program->arena, Infer);
    in->arena = program->arena;
    in->program = program;
    in->types = &program->types;
    in->diags = diags;
    in->funcs = ARENA_NEW_ARRAY(in->arena, FuncInfo, program->funcs.count + 1);
    int_map_init(&in->reader_index, in->arena);
    int_map_init(&in->reported, in->arena);
    int_map_init(&in->dynamic_reads, in->arena);
    int_map_init(&in->dynamic_stores, in->arena);
    int_map_init(&in->escaped_modules, in->arena);
    int_map_init(&in->module_values, in->arena);
    int_map_init(&in->dynamic_calls, in->arena);
    in->types->watcher = in;
    in->types->on_escape = on_escape;
    in->types->on_cell_grown = on_cell_grown;
    in->types->on_cells_united = on_cells_united;
    in->types->class_base = class_base;
    in->types->class_builtin_base = class_builtin_base;
    in->harmless_node = SEMA_NONE_INDEX;
    in->visits_max = visits_max(program);
    init_cells(in);
    init_names(in);  // marks what the runtime reads: cells are there
    for (u32 i = 0; i < program->modules.count; i++) {
        SemaInstance *inst =
            instance_new(in, program->funcs.items[program->modules.items[i]->body_func]);
        inst->is_live = true;
        infer_queue(in, inst->index);
    }
    if (sema_is_extension(program)) infer_export_module(in);
    if (program->is_untyped) {
        for (u32 i = 0; i < program->classes.count; i++) infer_instantiate(in, i);
        for (u32 i = 0; i < program->funcs.count; i++) {
            u8 kind = program->funcs.items[i]->kind;
            if (kind == SEMA_FUNC_DEF || kind == SEMA_FUNC_LAMBDA)
                infer_escape_func(in, i, SEMA_BOTTOM);
        }
    }
    drain(in);
    infer_finish(in);
}
