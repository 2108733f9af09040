// Comprehensions, and calls that use up a generator expression: loops in place, no function of
// their own.
#include "compiler/lower/lower_priv.h"

#include "base/check.h"

typedef struct Comp {
    AstComprehensions generators;
    void (*emit)(Lower *l, struct Comp *comp);  // innermost: one element
    const AstExpr *elt, *value;
    Val container;
    SsaVar result;
    IrBlock stop;  // any, all: where the answer is known early
    bool is_all;
    const Val *source;  // of a generator expression: what the first `for` iterates
} Comp;

typedef struct {
    Comp *comp;
    u32 depth;
} Level;

static void comp_level(Lower *l, Comp *comp, u32 depth);

static void comp_each(Lower *l, void *context, LowerItem item) {
    const Level *level = context;
    const AstComprehension *generator = level->comp->generators.items[level->depth];
    lower_store_item(l, generator->target, item);
    IrBlock skip = ssa_block_new(&l->ssa);
    for (u32 i = 0; i < generator->ifs.count && !lower_is_dead(l); i++) {
        IrBlock pass = ssa_block_new(&l->ssa);
        lower_condition(l, generator->ifs.items[i], pass, skip);
        lower_continue_at(l, pass);
    }
    if (!lower_is_dead(l)) comp_level(l, level->comp, level->depth + 1);
    if (!lower_is_dead(l)) ssa_jump(&l->ssa, skip);
    lower_continue_at(l, skip);
}

static IrValue async_iterator(Lower *l, const AstExpr *iter) {
    IrValue source = lower_expr_value(l, iter);
    lower_at(l, iter->span);
    return RT(l, ASYNC_ITER, source);
}

static void comp_level(Lower *l, Comp *comp, u32 depth) {
    if (depth == comp->generators.count) {
        comp->emit(l, comp);
        return;
    }
    Level level = {comp, depth};
    IrBlock done = ssa_block_new(&l->ssa);
    LowerLoop loop = {.each = comp_each, .context = &level, .done = done};
    const AstComprehension *clause = comp->generators.items[depth];
    const AstExpr *iter = clause->iter;
    if (clause->is_async) {
        IrValue iterator =
            depth == 0 && comp->source ? lower_to_value(l, *comp->source) : async_iterator(l, iter);
        lower_async_iterate(l, iterator, iter->span, &loop);
    } else if (depth == 0 && comp->source) {
        lower_iterate_value(l, *comp->source, iter->span, &loop);
    } else {
        lower_iterate(l, iter, &loop);
    }
    lower_continue_at(l, done);
}

// Variables that inner functions capture get a cell for each run of the comprehension.
static void begin_cells(Lower *l, const AstExpr *target) {
    if (target->kind == AST_NAME) {
        SemaName name = sema_name_at(l->program, l->module->index, target->id);
        if (name.kind != SEMA_NAME_VAR || l->func->vars.items[name.index].kind != SEMA_VAR_CELL)
            return;
        if (l->func->vars.items[name.index].is_hidden) lower_var_cell_begin(l, name.index);
        return;
    }
    if (target->kind == AST_STARRED) begin_cells(l, target->starred.value);
    if (target->kind != AST_TUPLE && target->kind != AST_LIST) return;
    AstExprs targets = target->kind == AST_LIST ? target->list.elts : target->tuple.elts;
    for (u32 i = 0; i < targets.count; i++) begin_cells(l, targets.items[i]);
}

static void comp_run(Lower *l, Comp *comp) {
    for (u32 i = 0; i < comp->generators.count; i++)
        begin_cells(l, comp->generators.items[i]->target);
    comp_level(l, comp, 0);
}

// ---- elements

static void emit_list(Lower *l, Comp *comp) {
    Val item = lower_expr(l, comp->elt);
    lower_list_append(l, comp->container, item);
}

static void emit_set(Lower *l, Comp *comp) {
    Val item = lower_expr(l, comp->elt);
    lower_at(l, comp->elt->span);
    RT(l, SET_ADD, comp->container.id, lower_to_value(l, item));
}

static void emit_dict(Lower *l, Comp *comp) {
    Val key = lower_expr(l, comp->elt);
    Val value = lower_expr(l, comp->value);
    lower_at(l, comp->elt->span);
    lower_dict_set(l, comp->container, key, value);
}

// any: at the first true element the answer is true. all: at the first false one it is false.
static void emit_test(Lower *l, Comp *comp) {
    IrBlock found = ssa_block_new(&l->ssa), next = ssa_block_new(&l->ssa);
    lower_condition(l, comp->elt, comp->is_all ? next : found, comp->is_all ? found : next);
    lower_continue_at(l, found);
    if (!lower_is_dead(l)) {
        ssa_write(&l->ssa, comp->result, lower_const_bool(l, !comp->is_all));
        ssa_jump(&l->ssa, comp->stop);
    }
    lower_continue_at(l, next);
}

static void emit_sum(Lower *l, Comp *comp) {
    IrValue item = lower_to_int(l, lower_expr(l, comp->elt));
    IrValue sum = ssa_read(&l->ssa, comp->result);
    ssa_write(&l->ssa, comp->result, EMIT(l, INT_ADD, 0, sum, item));
}

// ---- comprehensions

static Val list_comp(Lower *l, AstComprehensions generators, const AstExpr *elt, SemaType type) {
    if (lower_kind(l, type) != SEMA_LIST) type = SEMA_OBJECT;
    Comp comp = {.generators = generators, .emit = emit_list, .elt = elt};
    comp.container = lower_list_new(l, type, lower_const_i64(l, 0));
    comp_run(l, &comp);
    return comp.container;
}

Val lower_comprehension(Lower *l, const AstExpr *expr) {
    Comp comp = {0};
    switch (expr->kind) {
    case AST_SET_COMP:
        comp = (Comp){
            .generators = expr->set_comp.generators, .emit = emit_set, .elt = expr->set_comp.elt};
        comp.container =
            (Val){RT(l, SET_NEW, lower_const_i64(l, 0)), IR_REF, lower_type_of(l, expr)};
        break;
    case AST_DICT_COMP:
        comp = (Comp){.generators = expr->dict_comp.generators,
                      .emit = emit_dict,
                      .elt = expr->dict_comp.key,
                      .value = expr->dict_comp.value};
        comp.container =
            (Val){RT(l, DICT_NEW, lower_const_i64(l, 0)), IR_REF, lower_type_of(l, expr)};
        break;
    case AST_LIST_COMP:
        return list_comp(l, expr->list_comp.generators, expr->list_comp.elt,
                         lower_type_of(l, expr));
    default:
        // A generator expression that is used up at once: the list of its elements.
        return list_comp(l, expr->generator_exp.generators, expr->generator_exp.elt, SEMA_OBJECT);
    }
    comp_run(l, &comp);
    return comp.container;
}

// ---- generator expressions that are kept

Val lower_genexpr(Lower *l, const AstExpr *expr, const SemaCall *call) {
    const SemaFunc *func = sema_func_at(l->program, l->module->index, expr->id);
    const AstExpr *iter = expr->generator_exp.generators.items[0]->iter;
    bool is_async = expr->generator_exp.generators.items[0]->is_async;
    Val source =
        is_async ? (Val){async_iterator(l, iter), IR_VALUE, SEMA_OBJECT} : lower_expr(l, iter);
    if (!is_async && !sema_is_plain_iterable(&l->program->types, source.type)) {
        lower_at(l, iter->span);
        source = (Val){RT(l, ITER, lower_to_value(l, source)), IR_VALUE, SEMA_OBJECT};
    }
    IrValue object = func->capture_count > 0 ? lower_function(l, func).id : IR_NONE;
    lower_at(l, expr->span);
    return lower_call_instance(l, call->targets[0].instance, object, &source);
}

static void emit_yield(Lower *l, Comp *comp) {
    IrValue value = lower_expr_value(l, comp->elt);
    lower_yield_value(l, value, comp->elt->span);
}

void lower_genexpr_body(Lower *l) {
    const AstExpr *expr = (const AstExpr *)l->func->node;
    Val source = lower_var_read(l, l->func->params.items[0].var);
    Comp comp = {.generators = expr->generator_exp.generators,
                 .emit = emit_yield,
                 .elt = expr->generator_exp.elt,
                 .source = &source};
    comp_run(l, &comp);
}

// ---- calls with a generator expression

static Val consume_test(Lower *l, const AstExpr *generator, bool is_all) {
    Comp comp = {.generators = generator->generator_exp.generators,
                 .emit = emit_test,
                 .elt = generator->generator_exp.elt,
                 .is_all = is_all};
    comp.result = ssa_var_new(&l->ssa, IR_I1);
    comp.stop = ssa_block_new(&l->ssa);
    comp_run(l, &comp);
    if (!lower_is_dead(l)) {
        ssa_write(&l->ssa, comp.result, lower_const_bool(l, is_all));
        ssa_jump(&l->ssa, comp.stop);
    }
    ssa_begin_sealed(&l->ssa, comp.stop);
    return (Val){ssa_read(&l->ssa, comp.result), IR_I1, SEMA_BOOL};
}

static Val consume_sum(Lower *l, const AstExpr *generator) {
    Comp comp = {.generators = generator->generator_exp.generators,
                 .emit = emit_sum,
                 .elt = generator->generator_exp.elt};
    comp.result = ssa_var_new(&l->ssa, IR_INT);
    ssa_write(&l->ssa, comp.result, lower_const_int(l, 0));
    comp_run(l, &comp);
    return (Val){ssa_read(&l->ssa, comp.result), IR_INT, SEMA_INT};
}

// list(range(…)) of ints: no range object.
static bool list_of_range(Lower *l, const AstExpr *expr, Val *result) {
    const AstExpr *range = expr->call.args.items[0];
    if (range->kind != AST_CALL || range->call.keywords.count > 0) return false;
    const SemaCall *call = sema_call_at(l->program, l->inst, range->id);
    AstExprs args = range->call.args;
    if (call->kind != SEMA_CALL_NATIVE || call->native != NATIVE_NEW_RANGE || args.count > 3)
        return false;
    for (u32 i = 0; i < args.count; i++) {
        if (lower_type_of(l, args.items[i]) != SEMA_INT) return false;
    }
    IrValue bounds[] = {lower_const_int(l, 0), lower_const_int(l, 0), lower_const_int(l, 1)};
    for (u32 i = 0; i < args.count; i++) {
        bounds[args.count == 1 ? 1 : i] = lower_to_int(l, lower_expr(l, args.items[i]));
    }
    SemaType type = lower_type_of(l, expr);
    SlotKind kind =
        lower_kind(l, type) == SEMA_LIST ? sema_list_kind(&l->program->types, type) : SLOT_VALUE;
    lower_at(l, range->span);
    IrValue list =
        RT(l, LIST_FROM_RANGE, bounds[0], bounds[1], bounds[2], lower_const_i32(l, kind));
    *result = (Val){list, IR_REF, type};
    return true;
}

bool lower_consuming_call(Lower *l, const AstExpr *expr, const SemaCall *call, Val *result) {
    if (expr->call.args.count != 1 || expr->call.keywords.count > 0) return false;
    if (call->kind == SEMA_CALL_NATIVE && call->native == NATIVE_NEW_LIST &&
        list_of_range(l, expr, result)) {
        return true;
    }
    const AstExpr *generator = expr->call.args.items[0];
    if (l->module->funcs[generator->id] != SEMA_NONE_INDEX) return false;
    if (generator->kind != AST_GENERATOR_EXP || call->kind != SEMA_CALL_NATIVE) return false;
    SemaType elt_type = lower_type_of(l, generator->generator_exp.elt);
    switch (call->native) {
    case NATIVE_ANY:
    case NATIVE_ALL: *result = consume_test(l, generator, call->native == NATIVE_ALL); return true;
    case NATIVE_SUM:
        if (elt_type != SEMA_INT && elt_type != SEMA_BOOL) return false;
        *result = consume_sum(l, generator);
        return true;
    case NATIVE_NEW_LIST:
        *result = list_comp(l, generator->generator_exp.generators, generator->generator_exp.elt,
                            lower_type_of(l, expr));
        return true;
    default: return false;
    }
}
