#include "compiler/pass/condition.h"

#include "compiler/ir/flow.h"
#include "compiler/pass/simplify.h"

enum { LOOK_BACK_MAX = 48 };

// What is known in a block and all that it dominates: a list that grows down the dominator tree.
typedef struct Fact {
    IrValue condition;
    bool truth;
    const struct Fact *above;
} Fact;

static const IrInst *inst_of(const IrFunc *func, IrValue value) {
    return &func->insts.items[value];
}

static bool is_same_value(const IrFunc *func, IrValue left, IrValue right) {
    if (left == right) return true;
    const IrInst *a = inst_of(func, left), *b = inst_of(func, right);
    return a->op == IR_CONST_VALUE && b->op == IR_CONST_VALUE && a->imm == b->imm;
}

static bool is_same_condition(const IrFunc *func, IrValue left, IrValue right) {
    if (left == right) return true;
    const IrInst *a = inst_of(func, left), *b = inst_of(func, right);
    bool is_pure = (ir_ops[a->op].flags & ~(u32)IR_HIGH) == IR_PURE;
    if (!is_pure || a->op != b->op || a->imm != b->imm || a->arg_count != b->arg_count ||
        a->arg_count == 0)
        return false;
    for (u32 i = 0; i < a->arg_count; i++) {
        if (!is_same_value(func, a->args[i], b->args[i])) return false;
    }
    return true;
}

// The condition under its negations.
static IrValue stripped(const IrFunc *func, IrValue condition, bool *truth) {
    while (inst_of(func, condition)->op == IR_I1_NOT) {
        condition = inst_of(func, condition)->args[0];
        *truth = !*truth;
    }
    return condition;
}

// Whether a value that was just made can be one of the constants that are no objects of the heap.
static bool is_never(const IrFunc *func, const IrInst *test) {
    if (test->op != IR_VALUE_IS) return false;
    const IrInst *made = inst_of(func, test->args[0]), *other = inst_of(func, test->args[1]);
    bool is_special =
        other->op == IR_CONST_VALUE && (other->imm == VALUE_NONE || other->imm == VALUE_UNDEFINED);
    return is_special && (made->op == IR_VALUE_FROM_INT || made->op == IR_VALUE_FROM_F64 ||
                          made->op == IR_VALUE_FROM_BOOL || made->op == IR_VALUE_FROM_REF);
}

static bool is_known(const IrFunc *func, const Fact *facts, IrValue condition, bool *truth) {
    bool is_plain = true;
    condition = stripped(func, condition, &is_plain);
    if (is_never(func, inst_of(func, condition))) {
        *truth = !is_plain;
        return true;
    }
    for (u32 i = 0; facts && i < LOOK_BACK_MAX; facts = facts->above, i++) {
        if (!is_same_condition(func, facts->condition, condition)) continue;
        *truth = facts->truth == is_plain;
        return true;
    }
    return false;
}

// What the only edge into a block tells.
static const Fact *fact_of_edge(const IrFunc *func, const IrFlow *flow, u32 order,
                                const Fact *above, Arena *scratch) {
    if (flow->pred_first[order + 1] - flow->pred_first[order] != 1) return above;
    const IrInst *last = ir_terminator(func, flow->preds[flow->pred_first[order]]);
    if (last->op != IR_BRIF || last->edges[0].target == last->edges[1].target) return above;
    Fact *fact = ARENA_NEW(scratch, Fact);
    fact->truth = last->edges[0].target == flow->order[order];
    fact->condition = stripped(func, last->args[0], &fact->truth);
    fact->above = above;
    return fact;
}

void pass_condition(IrModule *module, IrFunc *func, Arena *scratch) {
    IrFlow flow = ir_flow(scratch, func);
    const Fact **facts = ARENA_NEW_ARRAY(scratch, const Fact *, flow.count + 1);
    bool is_changed = false;
    for (u32 k = 0; k < flow.count; k++) {
        const Fact *above = k == 0 ? NULL : facts[flow.index[flow.idom[k]]];
        facts[k] = fact_of_edge(func, &flow, k, above, scratch);
    }
    // The edges stay until all facts are read off them.
    for (u32 k = 0; k < flow.count; k++) {
        const IrBlockData *data = &func->blocks.items[flow.order[k]];
        IrInst *last = &func->insts.items[data->insts.items[data->insts.count - 1]];
        bool truth;
        if (last->op != IR_BRIF || !is_known(func, facts[k], last->args[0], &truth)) continue;
        if (!truth) last->edges[0] = last->edges[1];
        last->op = IR_JUMP;
        last->arg_count = 0;
        last->edge_count = 1;
        last->imm = 0;
        is_changed = true;
    }
    if (!is_changed) return;
    func->is_verified = false;
    pass_simplify(module, func, scratch);
}
