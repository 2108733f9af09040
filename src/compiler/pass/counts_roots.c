#include "base/check.h"
#include "compiler/pass/counts_priv.h"

void counts_visit_uses(Counts *c, IrValue user, CountsVisit visit, void *context) {
    const IrInst *inst = counts_inst(c, user);
    for (u32 i = 0; i < inst->arg_count; i++) {
        IrValue arg = inst->args[i];
        const IrInst *source = counts_inst(c, arg);
        if (source->op == IR_STACK_VALUES && inst->op != IR_BRERR) {
            for (u32 k = 0; k < source->arg_count; k++) visit(c, context, c->root[source->args[k]], false);
        }
        // BRERR names its fallible instruction without using its result.
        if (inst->op != IR_BRERR) visit(c, context, c->root[arg], ir_arg_is_taken(inst, i));
    }
    for (u32 k = c->keep_first[user]; k != IR_NONE; k = c->keeps.items[k].next) {
        visit(c, context, c->keeps.items[k].root, false);
    }
}

// ---- roots and their kinds, before lending is decided

static RootKind kind_of_definition(const IrInst *inst) {
    if (!ir_type_is_counted(inst->type)) return ROOT_NONE;
    switch (inst->op) {
    case IR_CONST_INT:
    case IR_CONST_VALUE:
    case IR_INT_FROM_SMALL:
    case IR_INT_FROM_BOOL:
    case IR_VALUE_FROM_BOOL:
    case IR_UNDEF: return ROOT_NONE;
    case IR_PARAM:
    case IR_CONST_POOL:
    case IR_UNIT_CLASS: return ROOT_BORROWED;
    default: return ir_ops[inst->op].flags & IR_PEEK ? ROOT_LENT : ROOT_OWNED;
    }
}

static void assign_roots(Counts *c) {
    for (u32 k = 0; k < c->flow.count; k++) {
        const IrBlockData *data = &c->func->blocks.items[c->flow.order[k]];
        for (u32 i = 0; i < data->params.count; i++) {
            IrValue param = data->params.items[i];
            c->root[param] = param;
            c->kind[param] = (u8)kind_of_definition(counts_inst(c, param));
        }
        for (u32 i = 0; i < data->insts.count; i++) {
            IrValue value = data->insts.items[i];
            const IrInst *inst = counts_inst(c, value);
            bool is_alias = ir_ops[inst->op].flags & IR_ALIAS;
            c->root[value] = is_alias ? c->root[inst->args[0]] : value;
            if (!is_alias) c->kind[value] = (u8)kind_of_definition(inst);
        }
    }
}

// ---- traces: blocks in a row that are left and entered only in order, so that "before" is a matter of numbers

typedef struct {
    u32 *trace;     // by block
    u32 *position;  // by instruction
    u32 *changes;   // by position: how many instructions before it may release memory
    IrValue *at;    // by position
} Traces;

static bool may_release(const IrInst *inst) {
    switch (inst->op) {
    case IR_LIST_APPEND:
    case IR_STACK_VALUES:
    case IR_STACK_SLOTS:
    case IR_INSTANCE_NEW:
    case IR_FIELD_INIT:
    case IR_CAPTURE_INIT:
    case IR_FUNC_DEFAULTS:
    case IR_LIST_CHECK_WRITE:
    case IR_BYTES_SET: return false;
    default: return ir_effects(inst) & (IR_WRITE | IR_ANY);
    }
}

// The block that goes on where the only way into `block` left off, or IR_NONE.
static IrBlock block_before(const Counts *c, u32 order_index) {
    if (c->flow.pred_first[order_index + 1] - c->flow.pred_first[order_index] != 1) return IR_NONE;
    IrBlock before = c->flow.preds[c->flow.pred_first[order_index]];
    const IrInst *last = ir_terminator(c->func, before);
    bool goes_on = last->op == IR_JUMP || last->op == IR_BRERR;
    return goes_on && last->edges[0].target == c->flow.order[order_index] ? before : IR_NONE;
}

static Traces find_traces(Counts *c) {
    Traces t;
    u32 inst_count = c->func->insts.count, block_count = c->func->blocks.count;
    t.trace = ARENA_NEW_ARRAY(c->scratch, u32, block_count);
    t.position = ARENA_NEW_ARRAY(c->scratch, u32, inst_count);
    t.changes = ARENA_NEW_ARRAY(c->scratch, u32, inst_count + 2);
    t.at = ARENA_NEW_ARRAY(c->scratch, IrValue, inst_count + 1);
    IrBlock *follower = ARENA_NEW_ARRAY(c->scratch, IrBlock, block_count);
    for (u32 i = 0; i < block_count; i++) follower[i] = IR_NONE;
    for (u32 k = 0; k < c->flow.count; k++) {
        IrBlock before = block_before(c, k);
        if (before != IR_NONE) follower[before] = c->flow.order[k];
    }
    u32 position = 0;
    for (u32 k = 0; k < c->flow.count; k++) {
        if (block_before(c, k) != IR_NONE) continue;
        for (IrBlock block = c->flow.order[k]; block != IR_NONE; block = follower[block]) {
            t.trace[block] = k;
            const IrBlockData *data = &c->func->blocks.items[block];
            for (u32 i = 0; i < data->insts.count; i++, position++) {
                IrValue value = data->insts.items[i];
                t.position[value] = position;
                t.at[position] = value;
                t.changes[position + 1] = t.changes[position] + may_release(counts_inst(c, value));
            }
        }
    }
    return t;
}

// ---- lending

enum { NEVER_LENT = UINT32_MAX };

typedef struct {
    Traces traces;
    u32 *last_use;  // by root: position of the last use, NEVER_LENT when it needs a reference of its own
    IrValue user;   // whose uses are being visited
} Lending;

static void note_use(Counts *c, void *context, IrValue root, bool is_taken) {
    Lending *lending = context;
    if (c->kind[root] != ROOT_LENT || lending->last_use[root] == NEVER_LENT) return;
    IrBlock home = counts_inst(c, root)->block, here = counts_inst(c, lending->user)->block;
    u32 position = lending->traces.position[lending->user];
    if (is_taken || lending->traces.trace[home] != lending->traces.trace[here]) {
        lending->last_use[root] = NEVER_LENT;
    } else if (lending->last_use[root] < position) {
        lending->last_use[root] = position;
    }
}

static void note_all_uses(Counts *c, Lending *lending) {
    for (u32 k = 0; k < c->flow.count; k++) {
        const IrBlockData *data = &c->func->blocks.items[c->flow.order[k]];
        for (u32 i = 0; i < data->insts.count; i++) {
            lending->user = data->insts.items[i];
            counts_visit_uses(c, lending->user, note_use, lending);
            const IrInst *inst = counts_inst(c, lending->user);
            for (u32 e = 0; e < inst->edge_count; e++) {
                for (u32 a = 0; a < inst->edges[e].arg_count; a++) {
                    note_use(c, lending, c->root[inst->edges[e].args[a]], true);
                }
            }
        }
    }
}

static void keep_alive(Counts *c, IrValue user, IrValue root) {
    *VEC_PUSH(c->scratch, &c->keeps) = (KeepAlive){root, c->keep_first[user]};
    c->keep_first[user] = c->keeps.count - 1;
}

// Decides for one lent value, whose last use is known with those of all that it lends itself.
static void decide(Counts *c, Lending *lending, IrValue value) {
    const Traces *t = &lending->traces;
    u32 last = lending->last_use[value], first = t->position[value];
    bool is_changed = last != NEVER_LENT && last > first && t->changes[last + 1] != t->changes[first + 1];
    if (last == NEVER_LENT || is_changed) {
        c->kind[value] = ROOT_OWNED;
        return;
    }
    const IrInst *inst = counts_inst(c, value);
    if (last <= first || inst->arg_count == 0) return;  // unused, or lent by a module variable
    IrValue owner = c->root[inst->args[0]];
    if (c->kind[owner] != ROOT_OWNED && c->kind[owner] != ROOT_LENT) return;
    keep_alive(c, t->at[last], owner);
    if (c->kind[owner] == ROOT_OWNED || lending->last_use[owner] == NEVER_LENT) return;
    // The owner, decided later, is then needed as long as what it lends.
    bool is_same_trace = t->trace[counts_inst(c, owner)->block] == t->trace[inst->block];
    if (!is_same_trace) lending->last_use[owner] = NEVER_LENT;
    if (is_same_trace && lending->last_use[owner] < last) lending->last_use[owner] = last;
}

void counts_find_roots(Counts *c) {
    u32 inst_count = c->func->insts.count;
    c->root = ARENA_NEW_ARRAY(c->scratch, IrValue, inst_count);
    c->kind = ARENA_NEW_ARRAY(c->scratch, u8, inst_count);
    c->keep_first = ARENA_NEW_ARRAY(c->scratch, u32, inst_count);
    for (u32 i = 0; i < inst_count; i++) {
        c->root[i] = i;
        c->keep_first[i] = IR_NONE;
    }
    assign_roots(c);
    Lending lending = {.traces = find_traces(c)};
    lending.last_use = ARENA_NEW_ARRAY(c->scratch, u32, inst_count);
    note_all_uses(c, &lending);
    // Backwards over the order: what is lent by a lent value is decided before its owner.
    for (u32 k = c->flow.count; k-- > 0;) {
        const IrBlockData *data = &c->func->blocks.items[c->flow.order[k]];
        for (u32 i = data->insts.count; i-- > 0;) {
            IrValue value = data->insts.items[i];
            if (c->root[value] == value && c->kind[value] == ROOT_LENT) decide(c, &lending, value);
        }
    }
}
