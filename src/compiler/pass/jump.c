#include "compiler/pass/jump.h"

#include "compiler/ir/flow.h"
#include "compiler/pass/simplify.h"

enum { ROUNDS_MAX = 4, INSTS_MAX = 4, PARAMS_MAX = 8 };

typedef struct {
    IrModule *module;
    IrFunc *func;
    Arena *scratch;
    IrFlow flow;
    bool *is_used_outside;  // by value: in another block than its own
    u32 value_count;        // of those; what is made later is used where it stands
} Jumps;

static IrInst *inst_of(const Jumps *t, IrValue value) {
    return &t->func->insts.items[value];
}

// ---- which blocks may stand in place of a jump to them

static void note_use(Jumps *t, IrValue value, IrBlock block) {
    if (inst_of(t, value)->block != block) t->is_used_outside[value] = true;
}

static void find_uses(Jumps *t) {
    t->value_count = t->func->insts.count;
    t->is_used_outside = ARENA_NEW_ARRAY(t->scratch, bool, t->value_count);
    for (u32 k = 0; k < t->flow.count; k++) {
        IrBlock block = t->flow.order[k];
        const IrBlockData *data = &t->func->blocks.items[block];
        for (u32 i = 0; i < data->insts.count; i++) {
            const IrInst *inst = inst_of(t, data->insts.items[i]);
            for (u32 a = 0; a < inst->arg_count; a++) note_use(t, inst->args[a], block);
            for (u32 e = 0; e < inst->edge_count; e++) {
                for (u32 a = 0; a < inst->edges[e].arg_count; a++)
                    note_use(t, inst->edges[e].args[a], block);
            }
        }
    }
}

static bool is_loop_head(const Jumps *t, u32 order) {
    for (u32 k = t->flow.pred_first[order]; k < t->flow.pred_first[order + 1]; k++) {
        if (ir_dominates(&t->flow, t->flow.order[order], t->flow.preds[k])) return true;
    }
    return false;
}

static bool is_pure(const IrInst *inst) {
    return (ir_ops[inst->op].flags & ~(u32)IR_HIGH) == IR_PURE ||
           (ir_ops[inst->op].flags & ~(u32)IR_HIGH) == (IR_PURE | IR_ALIAS);
}

static bool is_candidate(const Jumps *t, u32 order) {
    IrBlock block = t->flow.order[order];
    const IrBlockData *data = &t->func->blocks.items[block];
    if (block == IR_ENTRY || data->is_cold || data->params.count == 0 ||
        data->params.count > PARAMS_MAX || data->insts.count > INSTS_MAX + 1)
        return false;
    const IrInst *last = ir_terminator(t->func, block);
    if (last->op != IR_BRIF && (last->op != IR_JUMP || data->insts.count > 1)) return false;
    for (u32 i = 0; i < data->params.count; i++) {
        if (t->is_used_outside[data->params.items[i]]) return false;
    }
    for (u32 i = 0; i + 1 < data->insts.count; i++) {
        IrValue value = data->insts.items[i];
        bool is_outside = value < t->value_count && t->is_used_outside[value];
        if (is_outside || !is_pure(inst_of(t, value))) return false;
    }
    return !is_loop_head(t, order);
}

// ---- what is known of a jump's arguments

static u32 param_index(const IrBlockData *data, IrValue value) {
    for (u32 i = 0; i < data->params.count; i++) {
        if (data->params.items[i] == value) return i;
    }
    return IR_NONE;
}

static bool is_constant(IrOp op) {
    return op == IR_CONST_I32 || op == IR_CONST_I64 || op == IR_CONST_INT || op == IR_CONST_VALUE;
}

// Whether the argument is enough to tell which way the block's branch goes, or nearly so.
static bool is_telling(const Jumps *t, const IrInst *jump, const IrBlockData *data) {
    const IrInst *last = inst_of(t, data->insts.items[data->insts.count - 1]);
    if (last->op == IR_JUMP || data->insts.count == 1) return true;
    for (u32 i = 0; i + 1 < data->insts.count; i++) {
        const IrInst *inst = inst_of(t, data->insts.items[i]);
        for (u32 a = 0; a < inst->arg_count; a++) {
            u32 index = param_index(data, inst->args[a]);
            if (index == IR_NONE) continue;
            IrOp op = (IrOp)inst_of(t, jump->edges[0].args[index])->op;
            if (is_constant(op)) return true;
            if (inst->op == IR_VALUE_IS && (op == IR_VALUE_FROM_REF || op == IR_VALUE_FROM_INT))
                return true;
        }
    }
    return false;
}

// ---- putting the block in place of the jump

typedef struct {
    const IrBlockData *data;
    const IrValue *args;          // of the jump
    IrValue made[INSTS_MAX + 1];  // by instruction of the block
} Copy;

static IrValue mapped(const Copy *copy, IrValue value) {
    u32 index = param_index(copy->data, value);
    if (index != IR_NONE) return copy->args[index];
    for (u32 i = 0; i < copy->data->insts.count; i++) {
        if (copy->data->insts.items[i] == value) return copy->made[i];
    }
    return value;
}

static IrValue *map_all(Jumps *t, const Copy *copy, const IrValue *values, u32 count) {
    IrValue *result = ARENA_NEW_ARRAY(t->module->arena, IrValue, count + 1);
    for (u32 i = 0; i < count; i++) result[i] = mapped(copy, values[i]);
    return result;
}

static IrInst copied(Jumps *t, const Copy *copy, IrValue value, IrBlock to) {
    IrInst inst = *inst_of(t, value);
    inst.block = to;
    inst.args = map_all(t, copy, inst.args, inst.arg_count);
    IrEdge *edges = ARENA_NEW_ARRAY(t->module->arena, IrEdge, inst.edge_count + 1);
    for (u32 e = 0; e < inst.edge_count; e++) {
        edges[e] = inst.edges[e];
        edges[e].args = map_all(t, copy, edges[e].args, edges[e].arg_count);
    }
    inst.edges = edges;
    return inst;
}

static void put_in_place(Jumps *t, IrBlock pred, IrBlock block) {
    IrBlockData *to = &t->func->blocks.items[pred];
    IrInst jump = *ir_terminator(t->func, pred);
    Copy copy = {.data = &t->func->blocks.items[block], .args = jump.edges[0].args};
    inst_of(t, to->insts.items[--to->insts.count])->block = IR_NONE;
    for (u32 i = 0; i < copy.data->insts.count; i++) {
        IrInst inst = copied(t, &copy, copy.data->insts.items[i], pred);
        *VEC_PUSH(t->module->arena, &t->func->insts) = inst;
        copy.made[i] = t->func->insts.count - 1;
        *VEC_PUSH(t->module->arena, &to->insts) = copy.made[i];
    }
}

static bool replace_jumps_to(Jumps *t, u32 order) {
    IrBlock block = t->flow.order[order];
    bool is_changed = false;
    for (u32 k = t->flow.pred_first[order]; k < t->flow.pred_first[order + 1]; k++) {
        IrBlock pred = t->flow.preds[k];
        const IrInst *last = ir_terminator(t->func, pred);
        if (last->op != IR_JUMP || last->edges[0].target != block || pred == block) continue;
        if (!is_telling(t, last, &t->func->blocks.items[block])) continue;
        put_in_place(t, pred, block);
        is_changed = true;
    }
    return is_changed;
}

// Last blocks first: one that has taken in another may itself be put in place of jumps then. What
// this adds to the flow leads to later blocks or to heads of loops, neither of which is looked at.
static bool replace_all(Jumps *t) {
    t->flow = ir_flow(t->scratch, t->func);
    find_uses(t);
    bool is_changed = false;
    for (u32 k = t->flow.count; k-- > 1;) {
        if (is_candidate(t, k)) is_changed |= replace_jumps_to(t, k);
    }
    return is_changed;
}

void pass_jump(IrModule *module, IrFunc *func, Arena *scratch) {
    Jumps t = {.module = module, .func = func, .scratch = scratch};
    bool is_changed = false;
    for (u32 round = 0; round < ROUNDS_MAX && replace_all(&t); round++) is_changed = true;
    if (!is_changed) return;
    func->is_verified = false;
    pass_simplify(module, func, scratch);
}
